"""Which of the words around a quotation are the cue that says who speaks?

Pure: cuts the words of an appearance, with what stands around them, at the borders of
the cue words that are anchored in the text.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A run of words: said, or standing around what is said; and whether it is a cue."""

    text: str
    said: bool
    cue: bool


def cues(appearance: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the cue words of the chain stand in the text, as far as that is known."""
    return [
        (step["cue_start"], step["cue_start"] + len(step["cue"]))
        for step in appearance["chain"]
        # What was published before cues were anchored has no place for them.
        if step["cue"] and step.get("cue_start") is not None
    ]


def quoted(appearance: dict[str, Any]) -> list[list[Piece]]:
    """The appearance's words, span by span, each with a little of what is around it.

    A record of one span shows its surroundings up to the border of a word; several
    spans show no surroundings, since they would repeat each other.
    """
    spans = appearance["spans"]
    places = cues(appearance)
    if len(spans) != 1:
        return [cut(span["exact"], span["start"], True, places) for span in spans]
    span = spans[0]
    before = span["prefix"].split(" ", 1)[-1] if span["prefix"] else ""
    after = span["suffix"].rsplit(" ", 1)[0] if span["suffix"] else ""
    # Half of "according to" would be no cue.
    first, last = span["start"] - len(before), span["end"] + len(after)
    places = [place for place in places if first <= place[0] and place[1] <= last]
    return [
        [
            *cut(before, span["start"] - len(before), False, places),
            *cut(span["exact"], span["start"], True, places),
            *cut(after, span["end"], False, places),
        ]
    ]


def cut(
    text: str, start: int, said: bool, places: Iterable[tuple[int, int]]
) -> list[Piece]:
    """text, which begins at `start` of the article, cut where cue words begin or end."""
    end = start + len(text)
    inside = [
        (max(begin, start), min(finish, end))
        for begin, finish in places
        if begin < end and finish > start
    ]
    edges = sorted({start, end, *(edge for place in inside for edge in place)})
    return [
        Piece(
            text[left - start : right - start],
            said,
            any(begin <= left and right <= finish for begin, finish in inside),
        )
        for left, right in pairwise(edges)
    ]
