"""Finds the passages of a long text that may say what the article says it says.

Offers passages, never decides: the sentences that share most of the words that carry
meaning, words that are rare in the text counting most.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.domain.quotation.edits import ENOUGH
from articles.domain.quotation.tokens import Kind, Token, tokens

LONGEST = 4  # sentences that a passage may take
LEAST = 0.3  # of what the article's words weigh, for a passage to be worth a look
LONELY = 0.08  # what another sentence has to add, as part of what the words weigh
STEM = 5  # letters that the forms of a word mostly share
ENDS = frozenset(".!?؟…。！？")


@dataclass(frozen=True)
class Place:
    """A run of sentences, as offsets in the text, and how much of the words it has."""

    start: int
    end: int
    share: float


@dataclass(frozen=True)
class Sentence:
    """A sentence as offsets in the text, and the stems of its words with a meaning."""

    start: int
    end: int
    stems: frozenset[str]


def places(words: str, text: str, language: str = "", most: int = 3) -> list[Place]:
    """The passages that most likely answer to the words, the likeliest first."""
    wanted = stems(tokens(words, language))
    found = sentences(text, language)
    rarity = weights(wanted, found)
    whole = math.fsum(rarity.values())
    if len(wanted) < ENOUGH or not whole:
        return []
    runs = [
        run
        for first in range(len(found))
        if found[first].stems & wanted and (run := grown(found, first, rarity, whole))
    ]
    runs.sort(key=lambda run: (-run.share, run.end - run.start, run.start))
    return apart(runs, most)


def stems(found: Sequence[Token]) -> frozenset[str]:
    """The stems of the words that carry meaning: without most of their endings."""
    return frozenset(
        token.key if token.kind == Kind.NUMBER else bare(token.key)[:STEM]
        for token in found
        if token.is_content
    )


def bare(key: str) -> str:
    """The word without accents and vowel signs."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", key) if not
        unicodedata.combining(sign)
    )  # fmt: skip


def sentences(text: str, language: str) -> list[Sentence]:
    """The text in sentences; a blank line ends one too."""
    result: list[Sentence] = []
    current: list[Token] = []
    start = at = 0
    for token in tokens(text, language):
        current.append(token)
        at += len(token.text)
        closes = token.kind == Kind.MARK and token.text[0] in ENDS
        if (closes and token.text[-1:].isspace()) or "\n\n" in token.text:
            result.append(Sentence(start, at, stems(current)))
            current, start = [], at
    if current:
        result.append(Sentence(start, at, stems(current)))
    return result


def weights(wanted: frozenset[str], found: Sequence[Sentence]) -> dict[str, float]:
    """What each word of the article weighs: more, the fewer sentences have it.

    A word that the text has nowhere weighs as much as one that it has once.
    """
    having = Counter(stem for each in found for stem in each.stems & wanted)
    return {
        stem: math.log(1 + len(found) / max(having[stem], 1)) for stem in sorted(wanted)
    }


def grown(
    found: Sequence[Sentence], first: int, rarity: dict[str, float], whole: float
) -> Place | None:
    """The run of sentences from here on, as far as each end of it adds something."""
    shared: set[str] = set()
    share = 0.0
    end = 0
    for each in found[first : first + LONGEST]:
        shared |= each.stems & rarity.keys()
        # Exact: a set has no order, and rounding would depend on the one it happens to have.
        now = math.fsum(rarity[stem] for stem in shared) / whole
        if now - share >= LONELY:
            share, end = now, each.end
    if len(shared) < ENOUGH or share < LEAST:
        return None
    return Place(found[first].start, end, share)


def apart(runs: Iterable[Place], limit: int) -> list[Place]:
    """The first of these passages that do not overlap, at most so many."""
    chosen: list[Place] = []
    for run in runs:
        if all(run.end <= each.start or each.end <= run.start for each in chosen):
            chosen.append(run)
        if len(chosen) == limit:
            break
    return chosen
