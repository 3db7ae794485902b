"""Finds the passages of a long text that may say what the article says it says.

Offers passages, never decides: the sentences that share most of the words that carry
meaning, words that are rare in the text counting most.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.domain.quotation.edits import MIN_SHARED_WORDS
from articles.domain.quotation.tokens import Token, TokenKind, tokenize
from articles.domain.text.normalization import STEMMED_WORD, normalize_text

MAX_PASSAGE_SENTENCES = 4  # sentences that a passage may take
MIN_PASSAGE_SHARE = (
    0.3  # of what the article's words weigh, for a passage to be worth a look
)
MIN_SENTENCE_GAIN = (
    0.08  # what another sentence has to add, as part of what the words weigh
)
STEM_LETTERS = 5  # letters that the forms of a word mostly share
SENTENCE_ENDS = frozenset(".!?؟…。！？")


@dataclass(frozen=True)
class PassageCandidate:
    """A run of sentences, as offsets in the text, and how much of the words it has."""

    start: int
    end: int
    share: float


@dataclass(frozen=True)
class StemmedSentence:
    """A sentence as offsets in the text, and the stems of its words with a meaning."""

    start: int
    end: int
    stems: frozenset[str]


def find_passages(
    words: str, text: str, language: str = "", most: int = 3
) -> list[PassageCandidate]:
    """The passages that most likely answer to the words, the likeliest first."""
    wanted = content_stems(tokenize(words, language))
    found = stemmed_sentences(text, language)
    rarity = stem_weights(wanted, found)
    whole = math.fsum(rarity.values())
    if len(wanted) < MIN_SHARED_WORDS or not whole:
        return []
    runs = [
        run
        for first in range(len(found))
        if found[first].stems & wanted
        and (run := extend_passage(found, first, rarity, whole))
    ]
    runs.sort(key=lambda run: (-run.share, run.end - run.start, run.start))
    return select_disjoint(runs, most)


def content_stems(found: Sequence[Token]) -> frozenset[str]:
    """The stems of the words that carry meaning: without most of their endings."""
    return frozenset(
        token.key
        if token.kind == TokenKind.NUMBER
        else normalize_text(token.key, STEMMED_WORD)[:STEM_LETTERS]
        for token in found
        if token.is_content
    )


def stemmed_sentences(text: str, language: str) -> list[StemmedSentence]:
    """The text in sentences; a blank line ends one too."""
    result: list[StemmedSentence] = []
    current: list[Token] = []
    start = at = 0
    for token in tokenize(text, language):
        current.append(token)
        at += len(token.text)
        closes = token.kind == TokenKind.MARK and token.text[0] in SENTENCE_ENDS
        if (closes and token.text[-1:].isspace()) or "\n\n" in token.text:
            result.append(StemmedSentence(start, at, content_stems(current)))
            current, start = [], at
    if current:
        result.append(StemmedSentence(start, at, content_stems(current)))
    return result


def stem_weights(
    wanted: frozenset[str], found: Sequence[StemmedSentence]
) -> dict[str, float]:
    """What each word of the article weighs: more, the fewer sentences have it.

    A word that the text has nowhere weighs as much as one that it has once.
    """
    having = Counter(stem for each in found for stem in each.stems & wanted)
    return {
        stem: math.log(1 + len(found) / max(having[stem], 1)) for stem in sorted(wanted)
    }


def extend_passage(
    found: Sequence[StemmedSentence], first: int, rarity: dict[str, float], whole: float
) -> PassageCandidate | None:
    """The run of sentences from here on, as far as each end of it adds something."""
    shared: set[str] = set()
    share = 0.0
    end = 0
    for each in found[first : first + MAX_PASSAGE_SENTENCES]:
        shared |= each.stems & rarity.keys()
        # Exact: a set has no order, and rounding would depend on the one it happens to have.
        now = math.fsum(rarity[stem] for stem in shared) / whole
        if now - share >= MIN_SENTENCE_GAIN:
            share, end = now, each.end
    if len(shared) < MIN_SHARED_WORDS or share < MIN_PASSAGE_SHARE:
        return None
    return PassageCandidate(found[first].start, end, share)


def select_disjoint(
    runs: Iterable[PassageCandidate], limit: int
) -> list[PassageCandidate]:
    """The first of these passages that do not overlap, at most so many."""
    chosen: list[PassageCandidate] = []
    for run in runs:
        if all(run.end <= each.start or each.end <= run.start for each in chosen):
            chosen.append(run)
        if len(chosen) == limit:
            break
    return chosen
