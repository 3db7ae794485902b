"""Splits a text by whose voice each part is in, and measures each voice's share.

Pure: no Django, no database. Where appearances overlap, the innermost voice counts: in
"the paper says that the ministry says", the ministry's words are the ministry's.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

from articles.domain.attribution.chains import (
    isolate_direction,
    join_with_and,
    quoting_in_words,
)
from articles.domain.records import AppearanceRecord
from articles.domain.text.tokenization import COUNTED_WORDS, find_tokens

# Whose voice: the article's own text, in which no claim is recorded; the author's, as a
# claim; an editor's; somebody quoted, at a level from 1 on; not part of the article.
OWN, AUTHOR, EDITOR, QUOTED, APART = "own", "author", "editor", "quoted", "apart"


@dataclass(frozen=True, order=True)
class VoiceSpan:
    """Code points [start, end) that are said in this voice, by these sources."""

    start: int
    end: int
    voice: str
    level: int = 0
    sources: tuple[str, ...] = ()
    unclear: bool = False
    # No claim at all, and so above every one: a passage that is no part of the article.
    above: bool = False


@dataclass(frozen=True)
class VoiceSegment:
    """A run of a text in one voice."""

    start: int
    end: int
    voice: str
    level: int = 0
    sources: tuple[str, ...] = ()
    unclear: bool = False

    @property
    def manner(self) -> tuple[str, int, tuple[str, ...], bool]:
        return (self.voice, self.level, self.sources, self.unclear)


VOICE_RANKS = {OWN: 0, AUTHOR: 1, EDITOR: 2, QUOTED: 3, APART: 4}


def stacking_rank(voiced: VoiceSpan) -> tuple[int, int, int]:
    """Sorts what lies on top last: the deeper level; then what is no claim at all."""
    return (int(voiced.above), voiced.level, VOICE_RANKS[voiced.voice])


def find_voice_spans(
    appearances: Iterable[AppearanceRecord], authors: Iterable[str]
) -> list[VoiceSpan]:
    """Find the voices of a text's appearances; `authors` are the keys of its authors.

    Who speaks at the first step and is none of its authors is an editor.
    """
    author_keys = set(authors)
    spans = []
    for appearance in appearances:
        chain = appearance["chain"]
        last = max((step["position"] for step in chain), default=0)
        inner = [step for step in chain if step["position"] == last]
        voice = QUOTED
        if last == 0:
            keys = {step["source"]["key"] for step in inner}
            voice = (
                AUTHOR if not author_keys or not keys or keys & author_keys else EDITOR
            )
        names = tuple(step["source"]["name"] for step in inner)
        unclear = any(step["unclear"] for step in chain)
        spans += [
            VoiceSpan(span["start"], span["end"], voice, last, names, unclear)
            for span in appearance["spans"]
        ]
    return spans


def split_by_voice(length: int, spans: Iterable[VoiceSpan]) -> list[VoiceSegment]:
    """Split a text from 0 to `length` where the voice changes; nothing is left out.

    Takes time in proportion to n log n of the voices, however they overlap.
    """
    inside = [v for v in spans if max(v.start, 0) < min(v.end, length)]
    ordered = sorted(inside, key=lambda v: v.start)
    edges = sorted(
        {0, length, *(e for v in inside for e in (v.start, v.end) if 0 <= e <= length)}
    )
    next_span = 0
    heap: list[tuple[tuple[int, ...], int]] = []
    result: list[VoiceSegment] = []
    for left, right in pairwise(edges):
        while next_span < len(ordered) and ordered[next_span].start <= left:
            depth = tuple(-part for part in stacking_rank(ordered[next_span]))
            heappush(heap, (depth, next_span))
            next_span += 1
        while heap and ordered[heap[0][1]].end <= left:
            heappop(heap)
        part = segment_in_voice(left, right, ordered[heap[0][1]] if heap else None)
        if result and result[-1].manner == part.manner:
            part = VoiceSegment(result.pop().start, right, *part.manner)
        result.append(part)
    return result


def segment_in_voice(start: int, end: int, top: VoiceSpan | None) -> VoiceSegment:
    """A segment in the voice on top; in the article's own where there is none."""
    if top is None:
        return VoiceSegment(start, end, OWN)
    return VoiceSegment(start, end, top.voice, top.level, top.sources, top.unclear)


@dataclass
class VoiceShare:
    """How much of the article is in one voice at one level."""

    voice: str
    level: int = 0
    characters: int = 0
    words: int = 0
    percent: int = 0
    sources: dict[str, int] = field(default_factory=dict)


def count_signs(text: str) -> int:
    """How many letters and signs it has, without its white space."""
    return len("".join(text.split()))


def measure_shares(text: str, parts: Sequence[VoiceSegment]) -> list[VoiceShare]:
    """Count characters by voice, in the order of the legend.

    White space counts for nobody. Percentages are of the article without what is no
    part of it, and add up to 100.
    """
    by_voice: dict[tuple[int, int], VoiceShare] = {}
    for part in parts:
        share = by_voice.setdefault(
            place_in_legend(part), VoiceShare(part.voice, part.level)
        )
        count = count_signs(text[part.start : part.end])
        share.characters += count
        for name in part.sources:
            share.sources[name] = share.sources.get(name, 0) + count
    order = sorted(by_voice.items())
    result = [share for _, share in order if share.characters]
    round_percentages([share for share in result if share.voice != APART])
    return result


def count_words(
    text: str, parts: Sequence[VoiceSegment], shares: Iterable[VoiceShare]
) -> None:
    """Count the words of each of the shares; a word is in the voice that begins it."""
    by_voice = {place_in_legend(share): share for share in shares}
    starts = [part.start for part in parts]
    for word in find_tokens(text, COUNTED_WORDS):
        part = parts[bisect_right(starts, word.start()) - 1]
        by_voice[place_in_legend(part)].words += 1


def place_in_legend(part: VoiceSegment | VoiceShare) -> tuple[int, int]:
    return (VOICE_RANKS[part.voice], part.level)


def round_percentages(parts: Sequence[VoiceShare]) -> None:
    """Round to whole percentages that add up to 100: what lost most gets one more."""
    total = sum(part.characters for part in parts)
    if not total:
        return
    for part in parts:
        part.percent = 100 * part.characters // total
    missing = 100 - sum(part.percent for part in parts)
    by_loss = sorted(parts, key=lambda part: -(100 * part.characters % total))
    for part in by_loss[:missing]:
        part.percent += 1


def unclear_percent(text: str, parts: Sequence[VoiceSegment]) -> int:
    """How much of the article may be in another voice than the one that is shown."""

    def count(some: Iterable[VoiceSegment]) -> int:
        return sum(count_signs(text[part.start : part.end]) for part in some)

    total = count(part for part in parts if part.voice != APART)
    unclear = count(part for part in parts if part.unclear and part.voice != APART)
    return round(100 * unclear / total) if total else 0


VOICE_LABELS = {
    OWN: "the article’s own text, in which no claim is marked",
    AUTHOR: "the author’s voice",
    EDITOR: "an editor’s voice",
    APART: "not part of the article",
}


def voice_label(voice: str, level: int) -> str:
    """The voice as the legend names it."""
    if voice != QUOTED:
        return VOICE_LABELS[voice]
    return f"the voices of those {quoting_in_words(level)}"


def voice_sign(voice: str, level: int) -> str:
    """The letter or number that stands beside the colour."""
    return {AUTHOR: "A", EDITOR: "E", OWN: "", APART: ""}.get(voice, str(level))


def percent_in_words(percent: int) -> str:
    return f"{percent} %" if percent else "less than 1 %"


def shares_in_words(voice_shares: Sequence[VoiceShare], unclear: int = 0) -> str:
    """About 41 % of the text is in the author’s voice, 30 % in those quoted by it."""
    quoted = [share for share in voice_shares if share.voice not in {OWN, APART}]
    parts = [
        f"{percent_in_words(share.percent)}{'' if number else ' of the text is'} in"
        f" {voice_label(share.voice, share.level)}"
        for number, share in enumerate(quoted)
    ]
    # The article's own text is what remains, so it is said last.
    parts += [
        f"{percent_in_words(share.percent)} is {voice_label(OWN, 0)}"
        for share in voice_shares
        if share.voice == OWN
    ]
    if not parts:
        return ""
    sentence = f"About {join_with_and(parts)}"
    if unclear:
        sentence += (
            f"; of {percent_in_words(unclear)} it is unclear whose words they are"
        )
    return f"{sentence}."


def main_speakers(share: VoiceShare, limit: int = 3) -> str:
    """The names of those who speak most in this voice, and how many more there are."""
    ordered = sorted(share.sources, key=lambda name: (-share.sources[name], name))
    shown = [isolate_direction(name) for name in ordered[:limit]]
    rest = len(ordered) - len(shown)
    return join_with_and([*shown, f"{rest} more"] if rest else shown)
