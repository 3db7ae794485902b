"""The pure functions that a page or a form reaches, each as it is reached.

Each takes a text (or two) of a family; what a page has done to it before, such as
bringing it into the canonical form, is done before anything is measured.
"""

import datetime
import html
from collections.abc import Callable, Sequence
from itertools import cycle, zip_longest
from typing import Any, NamedTuple

from articles.domain.anchoring.anchors import build_anchor, find_occurrences
from articles.domain.anchoring.highlights import Mark, highlight_paragraphs
from articles.domain.anchoring.quotes import beginning_in_text, find_quote
from articles.domain.anchoring.revision import reanchor
from articles.domain.anchoring.revision.difference import (
    compare_paragraphs,
    omit_unchanged,
    surviving_share,
)
from articles.domain.anchoring.revision.word_difference import compare_words
from articles.domain.anchoring.text_fragments import link_to_words
from articles.domain.attribution import chains, quoting, voices
from articles.domain.attribution.timewords import resolve_time_words
from articles.domain.dates import PartialDate
from articles.domain.quotation import claim_wordings, fidelity
from articles.domain.quotation.compare import compare
from articles.domain.quotation.drift import DatedWording, drift
from articles.domain.quotation.edit_runs import group_runs
from articles.domain.quotation.edits import Comparison, Edit
from articles.domain.quotation.meaning import classify_edits
from articles.domain.quotation.passages import find_passages
from articles.domain.quotation.tokens import tokenize
from articles.domain.records import SpanRecord
from articles.domain.suggestion import split_into_chunks, suggest
from articles.domain.text import likeness, normalization, tokenization
from articles.domain.text.addresses import address_key, clean_pasted_address
from articles.domain.text.canonical import (
    fingerprint,
    split_paragraphs,
    to_canonical_text,
)
from articles.domain.text.search_terms import read_search
from articles.importing.relation_rows import TableError, parse_rows
from articles.ingest.extract.article_blocks import complete_article
from articles.ingest.extract.consent import find_consent
from articles.ingest.extract.extraction import (
    Extraction,
    LeftOutBlock,
    ProposedParagraph,
)
from articles.ingest.extract.page_blocks import read_page
from articles.ingest.extract.pdf_direction import to_reading_order
from articles.ingest.extract.pdf_garbled import is_garbled
from articles.ingest.extract.pdf_glyphs import Glyph
from articles.ingest.extract.pdf_lines import Line, build_pages
from articles.ingest.extract.pdf_paragraphs import rebuild_paragraphs
from articles.ingest.extract.pdf_reversal import Sign
from articles.ingest.extract.pdf_rows import find_fragments
from articles.ingest.extract.titles import find_title
from articles.ingest.extract.tree import parse_page
from articles.rendering.diagrams.arcs import fit_lines
from articles.rendering.diagrams.attribution_chain import draw_chain

PUBLISHED = PartialDate(datetime.date(2017, 6, 20))
# Signs, at most: of a text, of a stretch that is searched for suggestions at once, of a
# passage, of a whole text that is looked through, of a name, of words that are typed.
TEXT, STRETCH, PASSAGE, WHOLE, NAME, TYPED = 500_000, 60_000, 10_000, 300_000, 200, 2000


class Measured(NamedTuple):
    """A function, how long what it gets can be, and what is done to that before."""

    name: str
    run: Callable[..., object]
    most: int
    prepare: Callable[[str], str] = to_canonical_text


def as_typed(text: str) -> str:
    return text


def words_in_common(text: str, other: str) -> likeness.Overlap:
    """What two statements share, each named by its first words as well."""
    one, two = (
        [likeness.Word(stem, place) for place, stem in enumerate(each.split())]
        for each in (text, other)
    )
    names = {tuple(one[:3]): [tuple(two[:3])]} if one and two else {}
    terms = likeness.statement_terms(one, names)
    likeness.choose_searches(terms, len, 1000, 100)
    return likeness.overlap(terms, two, likeness.scale(len, 1000))


def marks_over(text: str) -> list[Mark]:
    """As many marks as a text of this length may have, many within another."""
    count = len(text) // 500
    return [Mark(at * 7, len(text) - at * 7, at) for at in range(min(20, count))] + [
        Mark(at * 400, at * 400 + 700, at) for at in range(20, count)
    ]


def reanchor_some(old: str, new: str) -> object:
    """Twelve anchors: words, sentences, and one over a tenth of the text."""
    lengths = (5, 60, 300, max(len(old) // 10, 1))
    anchors = [
        build_anchor(old, start, min(start + length, len(old)))
        for start in (0, len(old) // 3, max(len(old) - 400, 0))
        for length in lengths
        if start < len(old)
    ]
    return reanchor(old, new, anchors)


def step(position: int, name: str, words: str) -> Any:
    return {
        "position": position,
        "source": {"key": f"k{position}", "name": name, "kind": "person"},
        "cue": words[:200], "cue_start": 3, "mode": "direct", "unclear": False,
        "note": "", "said": {"words": words[:200], "start": 9, "from": None, "to": None,
                             "precision": ""},
    }  # fmt: skip


def appearance(text: str, key: str = "a", day: str = "2017-06-20") -> Any:
    """An appearance of all these words, relayed through four."""
    outlet = {"key": "o", "name": text[:200], "kind": "outlet"}
    return {
        "key": key, "grade": None, "version": 1,
        "article": {"key": key, "title": text[:500], "outlet": outlet, "authors": [],
                    "language": "en", "published": {"date": day, "precision": "day"}},
        "spans": [{"start": 0, "end": len(text), "exact": text, "prefix": "",
                   "suffix": ""}],
        "chain": [step(at, text[:200], text[at:]) for at in range(5)],
        "citations": [],
    }  # fmt: skip


def citation(passage: str) -> Any:
    return {"work": {"language": "en"}, "passage": passage, "translation": None}


def difference(old: str, new: str) -> object:
    blocks = compare_paragraphs(old, new)
    return omit_unchanged(blocks), surviving_share(blocks)


def difference_of_one(old: str, new: str) -> object:
    """The same where each text is a single paragraph."""
    return difference(old.replace("\n", " "), new.replace("\n", " "))


def look_like(ours: str, theirs: str) -> object:
    return fidelity.suggest_fidelity(compare(ours, theirs, "en"))


def classify(one: str, other: str) -> object:
    """What follows an alignment: here each token answers to the one at its place."""
    ours, theirs = tokenize(one, "en"), tokenize(other, "en")
    pairs = list(zip_longest(range(len(ours)), range(len(theirs))))
    runs = group_runs(pairs, ours, theirs)
    edits = [
        Edit(
            run.op,
            tuple(ours[i] for i in run.ours),
            tuple(theirs[j] for j in run.theirs),
        )
        for run in runs
    ]
    return fidelity.suggest_fidelity(Comparison(tuple(classify_edits(edits, "en"))))


def drift_of_five(one: str, other: str) -> object:
    days = (datetime.date(2017, 6, day) for day in (1, 2, 3, 4, 5))
    return drift(
        [
            DatedWording(str(at), (one, other)[at % 2], "en", PartialDate(day))
            for at, day in enumerate(days)
        ]
    )


def measure_voices(text: str) -> object:
    spans = [
        voices.VoiceSpan(mark.start, mark.end, voices.QUOTED, mark.note % 3 + 1, ("A",))
        for mark in marks_over(text)
    ]
    parts = voices.split_by_voice(len(text), spans)
    shares = voices.measure_shares(text, parts)
    voices.count_words(text, parts, shares)
    return shares, voices.unclear_percent(text, parts)


def read_table(text: str) -> object:
    try:
        return list(parse_rows(f"source,kind,target\n{text}"))
    except TableError as error:
        return str(error)


def read_heading(text: str) -> object:
    try:
        return list(parse_rows(text))
    except TableError as error:
        return str(error)


def read_date(text: str) -> object:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        return str(error)


def build_pdf_pages(text: str) -> object:
    """The signs of a text on a page: a line for each, and every fifth a little raised."""
    glyphs = [
        Glyph(sign, 5.0 * at, 5.0 * at + 5, 12.0 * y - (at % 5 == 4) * 3,
              6.0 if at % 5 == 4 else 10.0, at)
        for y, line in enumerate(text.split("\n"))
        for at, sign in enumerate(line)
    ]  # fmt: skip
    pages = build_pages([[(0, find_fragments(glyphs))]], "L")
    return rebuild_paragraphs(pages)


def read_from_right(text: str) -> object:
    return to_reading_order([Sign(sign) for sign in text], "R")


def rebuild(text: str) -> object:
    lines = [Line(words, 0, 5 * len(words), 12 * y) for y, words in
             enumerate(text.split("\n")) if words]  # fmt: skip
    return rebuild_paragraphs([lines])


def draw(text: str) -> object:
    return draw_chain(appearance(text)["chain"])


# What a page's words can stand in, one after the other.
ELEMENTS = ("p", "sup", "q", "del", "time", "b", "button", "aside", "td", "a", "li",
            "span hidden", "figcaption", "h2", "div class=cookie", "br")  # fmt: skip


def as_page(text: str) -> str:
    """A page of these words, each in another element."""
    return "".join(
        f"<{tag}>{html.escape(words)}</{tag.split()[0]}> "
        for tag, words in zip(cycle(ELEMENTS), text.split(" "), strict=False)
    )


def read_shown_page(source: str) -> object:
    """All that is done to a page but for the library's own choice."""
    source = to_canonical_text(source)
    page = parse_page(f"<title>{source[:2000]}</title><body>words {source}")
    blocks = read_page(page).blocks
    taken = [number % 3 == 0 for number in range(len(blocks))]
    find_consent(blocks)
    complete_article(page, blocks, taken)
    left_out = (LeftOutBlock(block.text, number) for number, block in enumerate(blocks))
    kept = tuple(ProposedParagraph(block.text) for block in blocks)
    found = Extraction(kept, left_out=tuple(left_out))
    return find_title(page, [block.text for block in blocks]), found.take_in({1, 2})


PROFILES = {
    name: getattr(normalization, name)
    for name in ("TYPED_TEXT", "TYPED_NAME", "REVISION_WORDS", "QUOTATION_WORD",
                 "STEMMED_WORD")
}  # fmt: skip
TOKENS = {
    name: getattr(tokenization, name)
    for name in ("COUNTED_WORDS", "DIFFERENCE_TOKENS", "REVISION_TOKENS",
                 "SENTENCE_TOKENS", "QUOTATION_TOKENS")
}  # fmt: skip


def link_to_whole(text: str) -> str:
    """A link to all of a text but its first and its last sign."""
    if len(text) < 3:
        return ""
    found = build_anchor(text, 1, len(text) - 1)
    span: SpanRecord = {
        "start": found.start, "end": found.end, "exact": found.exact,
        "prefix": found.prefix, "suffix": found.suffix,
    }  # fmt: skip
    return link_to_words("https://example.org/", [span])


OF_ONE: Sequence[Measured] = (
    Measured("read_page", read_shown_page, TEXT, as_page),
    Measured("to_canonical_text", to_canonical_text, 3 * TEXT, as_typed),
    Measured("split_paragraphs", split_paragraphs, TEXT),
    Measured("fingerprint", fingerprint, TEXT),
    *(
        Measured(
            f"normalize_text, {name}",
            lambda text, profile=profile: normalization.normalize_text(text, profile),
            WHOLE, as_typed,
        )
        for name, profile in PROFILES.items()
    ),
    Measured("fold_with_offsets", normalization.fold_with_offsets, TEXT, as_typed),
    *(
        Measured(
            f"list_words, {name}",
            lambda text, profile=profile: tokenization.list_words(text, profile),
            TEXT,
        )
        for name, profile in TOKENS.items()
    ),
    Measured("highlight_paragraphs",
             lambda text: highlight_paragraphs(text, marks_over(text)), TEXT),
    Measured("link_to_words", link_to_whole, TEXT),
    Measured("tokenize", lambda text: tokenize(text, "en"), TEXT),
    Measured("tokenize, German", lambda text: tokenize(text, "de"), TEXT),
    *(
        Measured(
            f"suggest, {language}",
            lambda text, language=language: suggest(text, language), STRETCH,
        )
        for language in ("en", "de", "ar")
    ),
    Measured("split_into_chunks",
             lambda text: split_into_chunks(text, split_paragraphs(text)), TEXT),
    *(
        Measured(
            f"resolve_time_words, {language}",
            lambda text, language=language: resolve_time_words(
                text, PUBLISHED, language
            ), TYPED, as_typed,
        )
        for language in ("en", "de", "ar")
    ),
    Measured("split_quotation", lambda text: quoting.split_quotation(appearance(text)),
             TEXT),
    Measured("chain_sentence", lambda text: chains.chain_sentence(appearance(text)),
             TEXT),
    Measured("measure_shares", measure_voices, TEXT),
    Measured("parse_rows", read_table, 2 * TEXT, as_typed),
    Measured("parse_rows, heading", read_heading, 2 * TEXT, as_typed),
    Measured("PartialDate.parse", read_date, 2 * TEXT, as_typed),
    Measured("address_key", address_key, TYPED, as_typed),
    Measured("address_key, path", lambda text: address_key(f"https://a.example/{text}"),
             TYPED, as_typed),
    Measured("clean_pasted_address", clean_pasted_address, 2 * TEXT, as_typed),
    Measured("read_search", read_search, TYPED, as_typed),
    Measured("is_garbled", is_garbled, TEXT, as_typed),
    Measured("to_reading_order", read_from_right, TYPED),
    Measured("build_pages", build_pdf_pages, TEXT),
    Measured("rebuild_paragraphs", rebuild, TEXT),
    Measured("fit_lines", lambda text: fit_lines(text, 40), TYPED),
    Measured("draw_chain", draw, NAME),
)  # fmt: skip
OF_TWO: Sequence[Measured] = (
    Measured("compare_paragraphs", difference, TEXT),
    Measured("compare_paragraphs, one", difference_of_one, TEXT),
    Measured("compare_words", compare_words, TEXT),
    Measured("statement_terms, overlap", words_in_common, TYPED, as_typed),
    Measured("reanchor", reanchor_some, TEXT),
    Measured("find_occurrences", lambda text, quote: find_occurrences(text, quote),
             TEXT),
    Measured("find_quote", find_quote, TEXT),
    Measured("beginning_in_text", beginning_in_text, TEXT),
    Measured("compare, suggest_fidelity", look_like, 4 * PASSAGE),
    Measured("classify_edits", classify, 4 * PASSAGE),
    Measured("find_passages", lambda text, words: find_passages(
        words[:PASSAGE], text, "en"), WHOLE),
    Measured("drift", drift_of_five, PASSAGE),
    Measured("check_numbers", lambda one, other: claim_wordings.check_numbers(
        appearance(one), citation(other)), PASSAGE),
)  # fmt: skip
