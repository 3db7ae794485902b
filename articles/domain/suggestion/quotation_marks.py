"""Finds the words of a text that stand in quotation marks, of whatever kind.

Only the outermost quotation counts. One that goes on over several paragraphs, opened
anew at each of them and closed once, is one quotation with several parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.domain.anchoring.anchors import TextSpan, trim_span

# A mark that is typed as two: ``so'', ''so'', ,,so''. Each is read as one of these two
# signs, which no text has, and one that stands for nothing: the offsets stay.
DOUBLED_OPENING, DOUBLED_CLOSING, FILLER = "\ufdd0", "\ufdd1", "\ufdd2"
DOUBLED_MARK = re.compile(
    "|".join(f"(?<!{sign}){sign}{sign}(?!{sign})" for sign in "`'‘’,‚")
)
DOUBLED_CLOSERS = frozenset(["''", "’’", "‘‘"])
CLOSING_BY_OPENING = {
    DOUBLED_OPENING: f"{DOUBLED_CLOSING}\"”",
    "“": "”\"", "„": "“”\"", "«": "»", "‹": "›", "»": "«", "›": "‹", '"': '"”',
    "‘": "’", "‚": "‘’", "'": "'", "「": "」", "『": "』",
}  # fmt: skip
SINGLE_MARKS = "‘‚'"  # may be apostrophes
AMBIGUOUS_MARKS = "»›\"'"  # may open or close
OPENING_MARK = re.compile("[" + "".join(CLOSING_BY_OPENING) + "]")
# What may close, by what opened; after a single mark, also another one that opens.
CLOSING_MARKS = {
    opener: re.compile(f"[{closing}{'‘' if opener in SINGLE_MARKS else ''}]")
    for opener, closing in CLOSING_BY_OPENING.items()
}
SIGNS_BEFORE_OPENING = frozenset(" \n([{—–-/:“‘«„\"'*_¿¡")
ENDS_WORDS_SAID = frozenset(",.!?…;")
# How far a single mark is looked for that would close one: apostrophes are many.
MAX_SINGLE_QUOTATION_LENGTH, MAX_SINGLE_MARKS = 1500, 40


@dataclass(frozen=True)
class QuotationPart:
    """What of a quotation stands in one paragraph: with its marks, and without."""

    outer: TextSpan
    inner: TextSpan


@dataclass
class Quotation:
    """Words in quotation marks, in one part for each paragraph that they run over."""

    parts: list[QuotationPart] = field(default_factory=list)

    @property
    def spans(self) -> tuple[TextSpan, ...]:
        return tuple(part.inner for part in self.parts)


def find_quotations(
    text: str, paragraphs: Sequence[tuple[int, int]]
) -> list[Quotation]:
    """All outermost quotations, in order; in time linear in the text."""
    text = DOUBLED_MARK.sub(read_doubled_mark, text)
    found: list[Quotation] = []
    waiting: tuple[Quotation, str] | None = None
    for start, end in paragraphs:
        at = start
        if waiting:
            quotation, opener = waiting
            first = start
            if text[start : start + 2].lstrip(FILLER)[:1] == opener:
                first = text.index(opener, start) + 1
            elif not is_closed_first(text, opener, start, end):
                waiting = None
        if waiting:
            quotation, opener = waiting
            close = find_closing_mark(text, opener, first, end)
            add_part(quotation, text, start, first, close, end)
            if close is None:
                continue
            at, waiting = close + 1, None
        waiting = scan_paragraph(text, at, start, end, found)
    return [quotation for quotation in found if quotation.parts]


def read_doubled_mark(match: re.Match[str]) -> str:
    """What the scanner reads for two signs: whether they open or close a quotation."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if (not before or before in SIGNS_BEFORE_OPENING) and after.strip():
        return FILLER + DOUBLED_OPENING
    return DOUBLED_CLOSING + FILLER if match[0] in DOUBLED_CLOSERS else match[0]


def scan_paragraph(
    text: str, at: int, start: int, end: int, found: list[Quotation]
) -> tuple[Quotation, str] | None:
    """Add a paragraph's quotations to `found`; return the one open at its end."""
    while match := OPENING_MARK.search(text, at, end):
        opener, mark = match[0], match.start()
        at = mark + 1
        if not is_opening_mark(text, mark, start, end):
            continue
        close = find_closing_mark(text, opener, at, end)
        if close is None and opener in SINGLE_MARKS:
            continue
        quotation = Quotation()
        found.append(quotation)
        add_part(quotation, text, mark, at, close, end)
        if close is None:
            return quotation, opener
        at = close + 1
    return None


def is_opening_mark(text: str, mark: int, start: int, end: int) -> bool:
    if mark + 1 >= end or text[mark + 1].isspace():
        return False
    if text[mark] in AMBIGUOUS_MARKS or text[mark] in SINGLE_MARKS:
        return mark == start or text[mark - 1] in SIGNS_BEFORE_OPENING
    return True


def find_closing_mark(text: str, opener: str, at: int, end: int) -> int | None:
    """Where the quotation ends that began with this mark, within the paragraph."""
    if opener in SINGLE_MARKS:
        return find_single_closing_mark(
            text, opener, at, min(end, at + MAX_SINGLE_QUOTATION_LENGTH), end
        )
    # One search for all of them: a mark that comes nowhere would be looked for to the
    # end of the paragraph each time.
    match = CLOSING_MARKS[opener].search(text, at, end)
    return match.start() if match else None


def find_single_closing_mark(
    text: str, opener: str, at: int, limit: int, end: int
) -> int | None:
    """An apostrophe closes nothing: what does is no part of a word."""
    fallback = None
    marks = CLOSING_MARKS[opener].finditer(text, at, limit)
    for count, match in enumerate(marks):
        offset = match.start()
        if count > MAX_SINGLE_MARKS:
            break
        inside_word = offset + 1 < end and text[offset + 1].isalnum()
        if inside_word or text[offset - 1].isspace():
            if match[0] == "‘" and not inside_word:
                break
            if match[0] == "‘" and text[offset - 1].isspace():
                break
            continue
        if text[offset - 1] in ENDS_WORDS_SAID:
            return offset
        if fallback is None:
            fallback = offset
    return fallback


def is_closed_first(text: str, opener: str, start: int, end: int) -> bool:
    """Whether an open quotation closes before another one opens in this paragraph."""
    close = find_closing_mark(text, opener, start, end)
    again = text.find(opener, start, end)
    return close is not None and (again < 0 or close < again)


def add_part(
    quotation: Quotation, text: str, mark: int, first: int, close: int | None, end: int
) -> None:
    last = end if close is None else close
    inner = trim_span(text, first, last)
    past = end if close is None else close + 1
    outer = TextSpan(
        mark - (text[mark - 1 : mark] == FILLER),
        past + (text[past : past + 1] == FILLER),
    )
    if inner.start < inner.end:
        quotation.parts.append(QuotationPart(outer, inner))
