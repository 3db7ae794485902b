"""Cuts a quotation and its context into words said, cue words and time words.

Pure: no Django, no database. The cuts are the borders of the cue and time words that
are anchored in the text.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from articles.domain.anchoring.anchors import CONTEXT_LENGTH
from articles.domain.records import AppearanceRecord

ELLIPSIS = "…"
WordOffsets = tuple[int, int]


class QuotedPiece(NamedTuple):
    """A run of words, said or around what is said; whether it is a cue, or a time."""

    text: str
    said: bool
    cue: bool = False
    time: bool = False


def cue_offsets(appearance: AppearanceRecord) -> list[WordOffsets]:
    """The offsets of the chain's cue words in the text, as far as they are known."""
    # What was published before cues were anchored has no place for them.
    return [
        (start, start + len(step["cue"]))
        for step in appearance["chain"]
        if step["cue"] and (start := step.get("cue_start")) is not None
    ]


def time_offsets(appearance: AppearanceRecord) -> list[WordOffsets]:
    """The offsets of the chain's time words, as far as they are known."""
    times_said = [step["said"] for step in appearance["chain"] if step["said"]]
    return [
        (start, start + len(said["words"]))
        for said in times_said
        if said["words"] and (start := said.get("start")) is not None
    ]


def split_quotation(appearance: AppearanceRecord) -> list[list[QuotedPiece]]:
    """Split an appearance's words, span by span, with a little of what is around them.

    A record of one span shows its surroundings up to the border of a word; several
    spans show no surroundings, since they would repeat each other.
    """
    spans = appearance["spans"]
    who, when = cue_offsets(appearance), time_offsets(appearance)
    if len(spans) != 1:
        return [
            split_at_cues(span["exact"], span["start"], True, who, when)
            for span in spans
        ]
    span = spans[0]
    before, after = span["prefix"], span["suffix"]
    # Where the text begins or ends, no word was cut in two.
    goes_back, goes_on = len(before) < span["start"], len(after) == CONTEXT_LENGTH
    if goes_back:
        before = before.split(" ", 1)[-1]
    if goes_on:
        after = after.rsplit(" ", 1)[0]
    # Half of "according to" would be no cue.
    first, last = span["start"] - len(before), span["end"] + len(after)
    who, when = (
        [each for each in offsets if first <= each[0] and each[1] <= last]
        for offsets in (who, when)
    )
    return [
        [
            *[QuotedPiece(ELLIPSIS, False)] * goes_back,
            *split_at_cues(before, first, False, who, when),
            *split_at_cues(span["exact"], span["start"], True, who, when),
            *split_at_cues(after, span["end"], False, who, when),
            *[QuotedPiece(ELLIPSIS, False)] * goes_on,
        ]
    ]


def split_at_cues(
    text: str,
    start: int,
    said: bool,
    who: Iterable[WordOffsets],
    when: Iterable[WordOffsets],
) -> list[QuotedPiece]:
    """Split text, which begins at `start` of the article, at the words' borders."""
    end = start + len(text)
    cue, time = (
        [
            (max(begin, start), min(finish, end))
            for begin, finish in offsets
            if begin < end and finish > start
        ]
        for offsets in (who, when)
    )
    edges = sorted({start, end, *(edge for offsets in cue + time for edge in offsets)})
    return [
        QuotedPiece(
            text[left - start : right - start],
            said,
            any(begin <= left and right <= finish for begin, finish in cue),
            any(begin <= left and right <= finish for begin, finish in time),
        )
        for left, right in pairwise(edges)
    ]
