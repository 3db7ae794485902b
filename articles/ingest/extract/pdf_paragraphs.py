"""Puts the lines of a PDF's pages together to paragraphs again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from articles.ingest.extract.pdf_direction import Direction
from articles.ingest.extract.pdf_lines import Line

# A line at the top or the foot that so many pages share belongs to none of them.
_MIN_REPEATS = 3
# A line shorter than this part of the widest ends a paragraph, if a sentence ends.
_SHORT_LINE_SHARE = 0.8
# Another size of letters, and a gap, in parts of the usual one.
_OTHER_SIZE = 1.12
_OTHER_LEADING = 1.3
_INDENT = 0.9  # em
_WIDE_LEADING = 1.9  # em

_SENTENCE_END = re.compile(r"[.!?:…。！？؟۔।॥][\"'”’»)\]」』]*[⁰¹²³⁴-⁹*†]*$")
_LIST_ITEM = re.compile(r"[•·▪–—*‣◦]\s")
_NUMBERED_ITEM = re.compile(r"\(?[0-9a-z]{1,3}[.)]\s")
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# A hyphen at which a line may end: before a capital or a number it stays.
_OPEN_HYPHEN = re.compile(r"\w[-\u2010]$")
# What follows a hyphen that stands for the rest of a word: "in- and outside".
_JOINING_WORDS = frozenset(
    [
        "and",
        "or",
        "to",
        "und",
        "oder",
        "bis",
        "bzw",
        "sowie",
        "et",
        "ou",
        "y",
        "o",
        "e",
        "i",
        "en",
        "of",
    ]
)
# Written without a sign at the end of a sentence.
_UNENDED = re.compile(r"[\u0e00-\u0eff]$")
_NUMBERS = re.compile(r"\d+")
# Written without spaces, so that the end of a line is none: Han and kana, Thai, Lao,
# Khmer, Burmese, and the marks that stand between them.
_UNSPACED = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_UNSPACED_END = re.compile(f"{_UNSPACED}$")
_UNSPACED_START = re.compile(_UNSPACED)


class Paragraph(NamedTuple):
    """Words that belong together, the page they begin on, and whether they are its
    head or foot."""

    text: str
    page: int = 0
    is_furniture: bool = False


def rebuild_paragraphs(
    pages: Sequence[Sequence[Line]], base: Direction = "L"
) -> list[Paragraph]:
    """Return the paragraphs that the lines of each page make, put together again."""
    repeated = _repeated_lines(pages)
    compounds = {
        word.lower()
        for page in pages
        for line in page
        for word in _hyphenated_words(line.text)
    }
    paragraphs: list[Paragraph] = []
    for number, page in enumerate(pages):
        edges = _find_edges(page)
        measures = _Measures(page, base)
        lines: list[Line] = []
        for place, line in enumerate(page):
            is_furniture = place in edges and _mask_numbers(line.text) in repeated
            is_alone = is_furniture or line.is_row
            if is_alone or measures.is_border(lines, line):
                paragraphs.append(Paragraph(_join_lines(lines, compounds), number))
                lines = []
            if is_alone:
                paragraphs.append(Paragraph(line.text, number, is_furniture))
            else:
                lines.append(line)
        paragraphs.append(Paragraph(_join_lines(lines, compounds), number))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _find_edges(page: Sequence[Line]) -> set[int]:
    """Return the places of the two lines highest and lowest on the page."""
    by_height = sorted(range(len(page)), key=lambda place: page[place].y)
    return {*by_height[:2], *by_height[-2:]}


def _repeated_lines(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Return the lines at the head or foot of several pages, but for their numbers.

    Of two pages only a line whose number goes on is no chance.
    """
    counts: Counter[str] = Counter()
    wordings: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        texts = {page[place].text for place in _find_edges(page)}
        counts.update({_mask_numbers(text) for text in texts})
        for text in texts:
            wordings[_mask_numbers(text)].add(text)
    return {
        line
        for line, count in counts.items()
        if count >= _MIN_REPEATS
        or (count == len(pages) == _MIN_REPEATS - 1 == len(wordings[line]))
    }


def _mask_numbers(line: str) -> str:
    return _NUMBERS.sub("0", line)


class _Measures:
    """The widths and distances of a page's lines, to tell where paragraphs end."""

    def __init__(self, page: Sequence[Line], base: Direction) -> None:
        self._from_right = base == "R"
        self._widest: dict[int, float] = {}
        for line in page:
            key = self._column(line)
            width = line.x1 - line.x0
            self._widest[key] = max(self._widest.get(key, 0.0), width)
        steps = [
            (two.y - one.y) / one.size
            for one, two in pairwise(page)
            if not _is_other_size(one, two) and 0.5 < (two.y - one.y) / one.size < 2.5
        ]
        self._leading = median(steps) if steps else 1.4

    def is_border(self, lines: Sequence[Line], line: Line) -> bool:
        """Whether a paragraph begins with this line, after those."""
        if not lines:
            return False
        last = lines[-1]
        if line.angle != last.angle:
            return True
        has_ended = _SENTENCE_END.search(last.text[-20:]) is not None
        if _UNENDED.search(last.text):
            has_ended = self._is_short(last)
        if line.y < last.y - last.size / 2:  # the next column
            return has_ended or _is_other_size(last, line)
        return (
            _is_other_size(last, line)
            or self._is_far(lines, line)
            or (has_ended and self._may_end_here(last, line))
            or _LIST_ITEM.match(line.text) is not None
            or (
                _NUMBERED_ITEM.match(line.text) is not None
                and (has_ended or self._is_short(last))
            )
        )

    def _may_end_here(self, last: Line, line: Line) -> bool:
        is_wide_gap = line.y - last.y > _WIDE_LEADING * line.size
        return is_wide_gap or self._is_short(last) or self._is_indented(last, line)

    def _is_far(self, lines: Sequence[Line], line: Line) -> bool:
        usual = self._leading * line.size
        if len(lines) > 1:
            own = lines[-1].y - lines[-2].y
            usual = own if own > 0 else usual
        return line.y - lines[-1].y > _OTHER_LEADING * max(usual, line.size)

    def _is_short(self, line: Line) -> bool:
        key = self._column(line)
        widest = max(self._widest.get(near, 0.0) for near in (key - 1, key, key + 1))
        return line.x1 - line.x0 < _SHORT_LINE_SHARE * widest

    def _is_indented(self, last: Line, line: Line) -> bool:
        inwards = last.x1 - line.x1 if self._from_right else line.x0 - last.x0
        return inwards > _INDENT * line.size

    def _column(self, line: Line) -> int:
        return int((line.x1 if self._from_right else line.x0) // 20)


def _is_other_size(one: Line, two: Line) -> bool:
    small, large = sorted((one.size, two.size))
    return large > _OTHER_SIZE * small


def _hyphenated_words(line: str) -> Iterable[str]:
    return re.findall(r"[^\W\d_]+-[^\W\d_]+", line)


def _join_lines(lines: Sequence[Line], compounds: set[str]) -> str:
    """Join lines to one paragraph.

    A word that was broken is mended, unless it has a hyphen itself: it stands among
    the compounds.
    """
    parts: list[str] = []
    for line in (line.text for line in lines):
        if not parts:
            parts.append(line)
            continue
        last = parts[-1]
        broken, next_word = _BROKEN_WORD.search(last[-60:]), _FIRST_WORD.match(line)
        if next_word and next_word[0] in _JOINING_WORDS:
            parts.append(" ")
        elif broken and next_word and line[0].islower():
            is_compound = f"{broken[1]}-{next_word[0]}".lower() in compounds
            parts[-1] = f"{last[:-1]}-" if is_compound else last[:-1]
        elif not (
            _goes_on_unspaced(last, line)
            or (_OPEN_HYPHEN.search(last) and (line[0].isupper() or line[0].isdigit()))
        ):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _goes_on_unspaced(last: str, line: str) -> bool:
    """Whether no space is between two lines of a script that has none in a sentence."""
    ends, starts = _UNSPACED_END.search(last), _UNSPACED_START.match(line)
    if ends and starts:
        return True
    # Chinese and Japanese, but not Thai, go on to a number without a space.
    other = line[0] if ends else last[-1]
    sign = ends or starts
    return sign is not None and sign[0] >= "\u2e80" and other.isdigit()
