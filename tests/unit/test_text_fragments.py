"""Links to the words of a claim in the original: what stands behind the address?"""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.anchoring.anchors import build_anchor
from articles.domain.anchoring.text_fragments import (
    LONGEST_WHOLE,
    Words,
    choose_words,
    joins,
    link_to_words,
    widen_to_words,
)
from articles.domain.records import SpanRecord

PAGE = "https://courier.example/gates"


def span_of(text: str, words: str) -> SpanRecord:
    start = text.index(words)
    return recorded(text, start, start + len(words))


def recorded(text: str, start: int, end: int) -> SpanRecord:
    anchor = build_anchor(text, start, end)
    return {
        "start": anchor.start, "end": anchor.end, "exact": anchor.exact,
        "prefix": anchor.prefix, "suffix": anchor.suffix,
    }  # fmt: skip


LONG = "The gates of the lower dam were opened shortly before midnight, and nobody in the town was warned, said the ministry."
CASES = {
    # what                text, words of it, what is named
    "a clause": (
        LONG, "opened shortly before midnight",
        "text=opened%20shortly%20before%20midnight",
    ),
    "a long quotation by its ends": (
        LONG, LONG,
        "text=The%20gates%20of%20the%20lower%20dam%20were,was%20warned%2C%20said%20the%20ministry.",
    ),
    "signs with a meaning": (
        "He spoke of twenty-one wells, pumps & pipes that failed.",
        "twenty-one wells, pumps & pipes",
        "text=twenty%2Done%20wells%2C%20pumps%20%26%20pipes",
    ),
    "a word that may stand there twice": (
        "Nobody was hurt there, and many were hurt in the valley below it.",
        "many were hurt",
        "text=hurt%20there%2C%20and-,many%20were%20hurt,-in%20the%20valley",
    ),
    "a word that was cut": (
        "Reservoirs overflowed.", "servoirs over", "text=Reservoirs%20overflowed,-.",
    ),
    "over the end of a paragraph": (
        "First it rained.\n\nThen the river rose.", "it rained.\n\nThen the river",
        "text=it%20rained.,Then%20the%20river",
    ),
    "a neighbour in another paragraph": (
        "One.\n\nIt fell.\n\nTwo.", "It fell.", "text=It%20fell.",
    ),
    "Arabic": (
        "قال متحدث إن السد فتح ليلا من غير إنذار، بحسب الوزارة في العاصمة",
        "السد فتح ليلا من غير إنذار",
        "text=" + "%20".join(
            "".join(f"%{byte:02X}" for byte in word.encode())
            for word in ["السد", "فتح", "ليلا", "من", "غير", "إنذار"]
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_named(case: str) -> None:
    text, words, named = CASES[case]

    assert link_to_words(PAGE, [span_of(text, words)]) == f"{PAGE}#:~:{named}"


def test_a_long_sentence_without_blanks_ends_at_its_marks() -> None:
    text = (
        "部长在星期六的发布会上说，" * 4
        + "大坝的闸门在午夜之前就已经被打开了，" * 6
        + "水位上升。"
    )
    words = choose_words(recorded(text, 0, len(text)))

    assert words is not None
    assert words.start.endswith("，")
    assert words.end.endswith("水位上升。")
    assert text[: -len(words.end)].endswith("，")


def test_what_no_border_parts_is_named_whole() -> None:
    text = "水" * (LONGEST_WHOLE + 50)

    assert choose_words(recorded(text, 0, len(text))) == (text, "", "", "")


def test_several_spans_are_named_one_after_the_other() -> None:
    spans = [
        span_of(LONG, "were opened shortly before midnight"),
        span_of(LONG, "nobody in the town was warned"),
    ]
    link = link_to_words(PAGE, spans)

    assert link.count("text=") == 2
    assert "midnight&text=nobody" in link


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        (f"{PAGE}#second", f"{PAGE}#second:~:text="),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:text="),
        (f"{PAGE}#second:~:text=other", f"{PAGE}#second:~:text="),
        ("http://courier.example/?a=1&b=2", "http://courier.example/?a=1&b=2#:~:text="),
    ],
)
def test_what_the_address_has_already(address: str, begins: str) -> None:
    assert link_to_words(address, [span_of(LONG, "nobody in the town")]).startswith(
        begins
    )


@pytest.mark.parametrize("address", ["", "doi:10.1/1", "javascript:alert(1)", "//x"])
def test_no_link_where_the_work_is_not_on_the_web(address: str) -> None:
    assert link_to_words(address, [span_of(LONG, "nobody")]) == ""


def test_no_link_without_words() -> None:
    assert link_to_words(PAGE, [recorded("a  b", 1, 3)]) == ""
    assert link_to_words(PAGE, []) == ""


# -- whatever the text and the span -------------------------------------------------------


def parsed(directive: str) -> Words:
    """The parts of a directive, as the specification reads them."""
    parts = directive.removeprefix("text=").split(",")
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts[-1].startswith("-") else ""
    start, end = [*parts, ""][:2]
    return Words(*(unquote(part) for part in (start, end, prefix, suffix)))


def squeezed(text: str) -> str:
    return "".join(text.split())


texts = st.text("abcدمَ水川 -,&.。\n“é1", min_size=1, max_size=300)


@given(texts, st.data())
def test_the_words_of_the_span_and_of_its_neighbours_are_named(
    text: str, data: Any
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = recorded(text, start, end)
    words = choose_words(span)
    if not span["exact"].strip():
        assert words is None
        return

    assert words is not None
    before, exact, _ = widen_to_words(span)
    begins = squeezed(text[: start - (len(span["prefix"]) - len(before))])
    assert squeezed(exact).startswith(squeezed(words.start))
    assert squeezed(exact).endswith(squeezed(words.end or words.start))
    named = squeezed(words.prefix + words.start + words.suffix)
    if words.end:
        assert not words.prefix + words.suffix
        named = squeezed(exact)
    page, at = squeezed(text), len(begins) - len(squeezed(words.prefix))
    assert page[at:].startswith(named)


@given(texts, st.data())
def test_what_is_encoded_is_read_again_and_has_no_line_end(
    text: str, data: Any
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = choose_words(recorded(text, start, len(text)))
    if words is None:
        return

    directive = words.directive()
    assert parsed(directive) == words
    assert re.fullmatch(r"[\w.~%,=-]+", directive, re.ASCII)
    assert "\n" not in "".join(words)


@given(texts, st.data())
def test_no_word_is_cut(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = recorded(text, start, len(text))
    before, exact, _ = widen_to_words(span)

    assert not joins(before[-1:], exact[:1]) or not before.strip()
    assert exact.endswith(span["exact"])
