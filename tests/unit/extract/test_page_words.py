"""Are the words of a page those that its readers see, each element as a browser has it?"""

import pytest

from articles.ingest.extract import Extraction, extract
from articles.ingest.extract.page_blocks import read_page
from articles.ingest.extract.tree import parse_page


def words(source: str, language: str = "en") -> list[str]:
    """The blocks of a page with this in its body."""
    page = parse_page(f'<html lang="{language}"><body>{source}</body></html>')
    return [part.text for block in read_page(page).blocks for part in block.paragraphs]


def read(page: str) -> Extraction:
    return extract(page.encode(), "page.html")


# fmt: off
PHRASES = [
    # Words that other readers of pages take for controls, notes or meta-data.
    ("The mayor spoke <time datetime='2031-02-03'>on Monday</time>, twice.", "The mayor spoke on Monday, twice."),
    ("The <label>quay</label> is shut.", "The quay is shut."),
    ("The <button>quay</button>, she said, is shut.", "The quay, she said, is shut."),
    ("<button>Share</button><button>Print</button>", "Share Print"),
    ("It cost <output>40</output> crowns.", "It cost 40 crowns."),
    ("<abbr title='Harbour Board'>HB</abbr> said <data value='4'>four</data>.", "HB said four."),
    ("Press <kbd>Q</kbd> or <samp>no</samp>.", "Press Q or no."),
    ("har<wbr>bour&shy;master", "harbourmaster"),
    ("<ins>Two</ins> <mark>ships</mark> <dfn>sank</dfn>.", "Two ships sank."),
    ("The <x-term>quay</x-term> is shut.", "The quay is shut."),
    ("<ruby>港<rt>みなと</rt></ruby>", "港(みなと)"),
    ("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>", "港(みなと)"),
    ("one<br>two", "one\ntwo"),
    # Raised and lowered.
    ("3 × 10<sup>6</sup> tonnes", "3 × 10⁶ tonnes"),
    ("10<sup>-3</sup> bar", "10⁻³ bar"),
    ("30<sup>4</sup> ships", "30⁴ ships"),
    ("30<a href='#n4'><sup>4</sup></a> ships", "30⁴ ships"),
    ("30<sup><a href='#n4'>[4]</a></sup> ships", "30[4] ships"),
    ("30<span style='vertical-align: super'>4</span> ships", "30⁴ ships"),
    ("the 19<sup>th</sup> ship", "the 19th ship"),
    ("CO<sub>2</sub> and 40 m<sup>2</sup>", "CO₂ and 40 m²"),
    ("2<sup>1</sup>⁄<sub>2</sub> miles", "2½ miles"),
    ("2<sup>3</sup>/<sub>7</sub> miles", "2³⁄₇ miles"),
    ("<math><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math> miles", "2½ miles"),
    ("<math><msup><mn>10</mn><mn>6</mn></msup></math> litres", "10⁶ litres"),
    ("<math><semantics><mi>x</mi><annotation>\\alpha</annotation></semantics></math>", "x"),
    # Struck through.
    ("It sank <del>nine</del> <ins>four</ins> ships.", "It sank four ships."),
    ("It sank <s>nine</s> <strike>six</strike> four ships.", "It sank four ships."),
    ("It sank <span style='text-decoration:line-through'>nine</span> four.", "It sank four."),
    # Hidden.
    ("It <span hidden>never</span> sank.", "It sank."),
    ("It <span style='display: none'>never</span> sank.", "It sank."),
    ("It <span style='color:red;visibility:hidden'>never</span> sank.", "It sank."),
    ("It <span class='visually-hidden'>never</span> sank.", "It sank."),
    ("It <span class='u-screen-reader-text'>never</span> sank.", "It sank."),
    ("It <span class='sr-only'>never</span> sank.", "It sank."),
    ("It <span class='sr-only md:not-sr-only'>surely</span> sank.", "It surely sank."),
    ("It <span hidden='until-found'>surely</span> sank.", "It surely sank."),
    ("It <span aria-hidden='true'>surely</span> sank.", "It surely sank."),
    ("It <template>never</template><noscript>never</noscript>sank.", "It sank."),
    ("It <span style='overflow:hidden'>surely</span> sank.", "It surely sank."),
]
# fmt: on


@pytest.mark.parametrize(("source", "expected"), PHRASES)
def test_a_sentence_has_the_words_that_are_seen(source: str, expected: str) -> None:
    assert words(f"<p>{source}</p>") == [expected]


QUOTATIONS = [
    ("en", "He said <q>no ship sank</q>.", "He said “no ship sank”."),
    ("en", "<q>She said <q>no</q> twice</q>", "“She said ‘no’ twice”"),
    ("en", "<q>a <q>b <q>c</q></q></q>", "“a ‘b “c”’”"),
    ("de", "Er sagte <q>kein Schiff</q>.", "Er sagte „kein Schiff“."),
    ("fr-FR", "Il dit <q>non</q>.", "Il dit «non»."),
    ("ja", "<q>いいえ</q>", "「いいえ」"),
    ("ar", "قال <q>لا</q>", "قال ”لا“"),
    ("xx", "<q>no</q>", "“no”"),
    ("en", "Er sagte <q lang='de'>nein</q>.", "Er sagte “nein”."),
    ("en", "<span lang='de'>Er sagte <q>nein</q>.</span>", "Er sagte „nein“."),
    ("en", "He said <q>“no ship”</q>.", "He said “no ship”."),
    ("en", "He said <q></q>nothing.", "He said nothing."),
]


@pytest.mark.parametrize(("language", "source", "expected"), QUOTATIONS)
def test_a_quotation_has_the_marks_of_its_language(
    language: str, source: str, expected: str
) -> None:
    assert words(f"<p>{source}</p>", language) == [expected]


# fmt: off
BLOCKS = [
    ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
    ("<p>one<p>two", ["one", "two"]),
    ("one<br> <br>two<br>three", ["one", "two\nthree"]),
    ("<dl><dt>Who?<dd>The board.</dl>", ["Who?", "The board."]),
    ("<details><summary>More</summary><p>Inside.</p></details>", ["More", "Inside."]),
    ("<dialog><p>Never.</p></dialog><dialog open><p>Seen.</p></dialog>", ["Seen."]),
    ("<figure><img alt=x><figcaption>The quay.</figcaption></figure>", ["The quay."]),
    ("<table><tr><th>Year<th>Ships<tr><td>2031<td>4</table>", ["Year | Ships", "2031 | 4"]),
    ("<table><caption>Ships</caption><tr><td><td>4</table>", ["Ships", "4"]),
    ("<table><tr><td>Menu<td>" + "The ship sank. " * 40 + "</table>", ["Menu", ("The ship sank. " * 40).strip()]),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a | b", "c"]),
    ("<p>one <span style='display:block'>two</span></p>", ["one", "two"]),
    ("<blockquote><p>We saw it.</p><footer>Ina Roe</footer></blockquote>", ["We saw it.", "Ina Roe"]),
    ("<q><p>one</p><p>two</p></q>", ["one", "two"]),
    ("<amp-img><noscript>x</noscript></amp-img><amp-consent>We use cookies</amp-consent><p>y</p>", ["y"]),
    ("<pre>a  b\n\nc</pre>", ["a b", "c"]),
]
# fmt: on


@pytest.mark.parametrize(("source", "expected"), BLOCKS)
def test_blocks_are_parted_where_a_browser_parts_them(
    source: str, expected: list[str]
) -> None:
    assert words(source) == expected


def test_a_page_that_waits_for_a_script_to_show_it_is_read() -> None:
    page = "<body style='opacity:0'><p>The ship sank.</p></body>"

    assert [block.text for block in read_page(parse_page(page)).blocks] == [
        "The ship sank."
    ]


def test_struck_words_are_named() -> None:
    found = read("<p>It sank <del>nine</del> <ins>four</ins> of the ships.</p>")

    assert found.text == "It sank four of the ships."
    assert "“nine”" in found.warnings[0]


MARKDOWN = [
    ("3 × 10<sup>6</sup> tonnes", "3 × 10⁶ tonnes"),
    ("2<sup>1</sup>⁄<sub>2</sub> miles", "2½ miles"),
    ("It sank ~~nine~~ four ships.", "It sank four ships."),
    ("It sank <del>nine</del> four *ships*.", "It sank four ships."),
    ("He said <q>no & yes</q>.", "He said “no & yes”."),
    ("It <span hidden>never</span> sank.", "It sank."),
    ("<div hidden>never</div>\n\nIt sank.", "It sank."),
    ("a <!-- b --> c", "a c"),
]


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown_follows_the_same_rules(source: str, expected: str) -> None:
    assert extract(source.encode(), "a.md").text == expected


def test_struck_words_of_markdown_are_named() -> None:
    found = extract(b"It sank ~~nine~~ four of the ships.", "a.md")

    assert "“nine”" in found.warnings[0]
