"""Measures how much speaks for a span of the new text as the place of an anchor."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import LCSseq, Levenshtein

from articles.domain.anchoring.anchors import CONTEXT_LENGTH, Anchor, TextSpan
from articles.domain.anchoring.revision.alignment import align
from articles.domain.anchoring.revision.common_runs import NO_MATCH
from articles.domain.anchoring.revision.text_search import SearchableText
from articles.domain.anchoring.revision.word_index import (
    IndexedWords,
    Vocabulary,
    index_words,
    word_weights,
)
from articles.domain.text.normalization import REVISION_WORDS, normalize_text

# How much of the surroundings is compared, besides an anchor's own context: enough to
# tell one copy of a sentence from another when the anchor is a part of it.
COMPARED_LENGTH = 4 * CONTEXT_LENGTH
# How many places of the very words are looked at.
MAX_COPIES = 12
# How many words on each side are looked up in the alignment; they may have moved apart
# by so many that were added.
COMPARED_WORDS, MAX_ADDED_WORDS = 20, 8
# Beyond this many pairs of signs, places are compared word by word only.
MAX_CODE_POINT_PAIRS = 4_000_000
# Words less like the anchor's than this are not looked for elsewhere.
MIN_ECHO_LIKENESS = 0.4


@dataclass(frozen=True)
class PossibleMatch:
    """A place for an anchor, and what speaks for it; shares are from 0 to 1."""

    place: TextSpan
    # How alike the words are, and what stands before and after them.
    quote: float
    prefix: float
    suffix: float
    # How much of the place is, by the alignment, the anchor's own words ...
    own_share: float
    # ... or some other passage of the old text.
    taken_share: float
    # Whether the words around the anchor are still around the place.
    in_order: bool
    is_exact: bool
    # How many words the anchor has, and whether the old text says them elsewhere too.
    word_count: int
    is_repeated: bool
    # Whether both texts say exactly this, and each of them once.
    is_unique: bool
    # Whether this is no more than a stretch of the anchor's words.
    is_fragment: bool
    # Whether the old text says exactly this elsewhere, and not in the anchor.
    is_said_elsewhere: bool


class TextPair:
    """Two versions of a text, with their words, the words' weights and alignment."""

    def __init__(self, old_text: str, new_text: str) -> None:
        vocabulary = Vocabulary()
        self.old: IndexedWords = index_words(old_text, vocabulary)
        self.new: IndexedWords = index_words(new_text, vocabulary)
        self.is_word = vocabulary.is_word
        self.weights = word_weights(self.old, self.new, vocabulary)
        self.alignment = align(
            self.old.numbers, self.new.numbers, self.is_word, self.weights
        )
        self.old_search = SearchableText(old_text)
        self.new_search = SearchableText(new_text)
        # How many comparisons candidate places have taken: what the time depends on.
        self.steps = 0

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """The indices of each word in the new text, by the word's number."""
        indices: dict[int, list[int]] = defaultdict(list)
        for index, number in enumerate(self.new.numbers):
            indices[number].append(index)
        return indices

    def weigh(self, numbers: Iterable[int]) -> float:
        """The sum of the words' weights."""
        return sum(self.weights[number] for number in numbers)

    def says(self, words: str, times: int = 1) -> bool:
        """Whether the old text says this at least so many times; copies may overlap."""
        starts = self.old_search.find_starts(words, overlapping=True)
        return len(list(islice(starts, times))) == times

    def matches(self, span: range, window: range) -> list[tuple[int, int]]:
        """The longest common subsequence of old and new words, as pairs of indices."""
        old = self.old.numbers[span.start : span.stop]
        new = self.new.numbers[window.start : window.stop]
        self.steps += len(old) + len(new) + len(old) * len(new) // 64
        return [
            (
                span.start + block.src_start + step,
                window.start + block.dest_start + step,
            )
            for block in LCSseq.opcodes(old, new)
            if block.tag == "equal"
            for step in range(block.src_end - block.src_start)
        ]


@dataclass(frozen=True)
class SoughtAnchor:
    """An anchor, the old words that it covers, and how often the texts say them."""

    anchor: Anchor
    span: range
    # The first places in the new text that say them sign for sign.
    copies: Sequence[TextSpan]
    # Whether the old text says them elsewhere too; whether each text says them once.
    is_repeated: bool
    is_unique: bool


def look_up_anchor(texts: TextPair, anchor: Anchor) -> SoughtAnchor:
    """Look an anchor's words up in both texts."""
    span = words_in_span(texts.old, TextSpan(anchor.start, anchor.end))
    copies = list(islice(_find_copies(texts.new_search, anchor.exact), MAX_COPIES))
    is_repeated = texts.says(anchor.exact, 2)
    is_unique = len(copies) == 1 and not is_repeated
    return SoughtAnchor(anchor, span, copies, is_repeated, is_unique)


def _find_copies(text: SearchableText, exact: str) -> Iterator[TextSpan]:
    """The places that say exactly this, the first of those that overlap."""
    for start in text.find_starts(exact, overlapping=False):
        yield TextSpan(start, start + len(exact))


def words_in_span(words: IndexedWords, place: TextSpan) -> range:
    """The indices of the words that stand, at least in part, in this place."""
    return range(
        bisect_right(words.ends, place.start), bisect_left(words.starts, place.end)
    )


def measure_match(
    texts: TextPair, wanted: SoughtAnchor, place: TextSpan
) -> PossibleMatch:
    """Measure what speaks for this place as the place of the anchor."""
    exact, span = wanted.anchor.exact, wanted.span
    new_words = texts.new.text[place.start : place.end]
    window = words_in_span(texts.new, place)
    own_share, taken_share = _ownership_shares(texts, span, window)
    is_exact, is_fragment = new_words == exact, new_words in exact
    prefix, suffix = _context_similarities(texts, wanted, window, place)
    quote = 1.0 if is_exact else _quote_similarity(texts, wanted, window, place)
    return PossibleMatch(
        place,
        quote,
        prefix,
        suffix,
        own_share,
        taken_share,
        _is_in_order(texts, span, window),
        is_exact,
        sum(
            texts.is_word[number]
            for number in texts.old.numbers[span.start : span.stop]
        ),
        wanted.is_repeated,
        is_exact and wanted.is_unique,
        is_fragment,
        quote >= MIN_ECHO_LIKENESS and not is_fragment and texts.says(new_words),
    )


def _context_similarities(
    texts: TextPair, wanted: SoughtAnchor, window: range, place: TextSpan
) -> tuple[float, float]:
    """How much of what was before and after the anchor is around the place (0 to 1).

    By the signs or, if these were edited, by the alignment, whichever says more.
    """
    old, new = texts.old.text, texts.new.text
    anchor, span = wanted.anchor, wanted.span
    prefix = max(
        _context_similarity(
            old[max(0, anchor.start - COMPARED_LENGTH) : anchor.start][::-1],
            new[max(0, place.start - COMPARED_LENGTH) : place.start][::-1],
        ),
        _share_kept_before(texts, span.start, window.start),
    )
    suffix = max(
        _context_similarity(
            old[anchor.end : anchor.end + COMPARED_LENGTH],
            new[place.end : place.end + COMPARED_LENGTH],
        ),
        _share_kept_after(texts, span.stop, window.stop),
    )
    # Where the old text begins or ends, there is nothing to compare.
    if not span.start and window.start:
        prefix = suffix
    if span.stop == len(texts.old) and window.stop < len(texts.new):
        suffix = prefix
    return prefix, suffix


def _context_similarity(old: str, new: str) -> float:
    """How alike the surroundings are, read outwards from the place, near and wide."""
    if not old.strip() and not new.strip():
        return 1.0
    old = normalize_text(old, REVISION_WORDS)
    new = normalize_text(new, REVISION_WORDS)
    near = Levenshtein.normalized_similarity(old[:CONTEXT_LENGTH], new[:CONTEXT_LENGTH])
    return (near + Levenshtein.normalized_similarity(old, new)) / 2


def _share_kept_before(texts: TextPair, old: int, new: int) -> float:
    """How much of the words before one is, by the alignment, before the other."""
    words = range(max(0, old - COMPARED_WORDS), old)
    return _share_kept_in(
        texts, words, range(new - COMPARED_WORDS - MAX_ADDED_WORDS, new)
    )


def _share_kept_after(texts: TextPair, old: int, new: int) -> float:
    """How much of the words from one on is, by the alignment, after the other."""
    words = range(old, min(old + COMPARED_WORDS, len(texts.old)))
    return _share_kept_in(
        texts, words, range(new, new + COMPARED_WORDS + MAX_ADDED_WORDS)
    )


def _share_kept_in(texts: TextPair, words: range, window: range) -> float:
    """The weight of the old words that the alignment puts there, from 0 to 1."""
    to_new = texts.alignment.to_new
    total = texts.weigh(texts.old.numbers[old] for old in words)
    aligned = texts.weigh(
        texts.old.numbers[old]
        for old in words
        if to_new[old] != NO_MATCH and to_new[old] in window
    )
    return aligned / total if total else 0.0


def _ownership_shares(
    texts: TextPair, span: range, window: range
) -> tuple[float, float]:
    """The shares of the place that the alignment gives to the anchor and to others."""
    own = taken = free = 0.0
    for new in window:
        weight = texts.weights[texts.new.numbers[new]]
        old = texts.alignment.to_old[new]
        if old == NO_MATCH:
            free += weight
        elif old in span:
            own += weight
        else:
            taken += weight
    total = own + taken + free or 1.0
    return own / total, taken / total


def _is_in_order(texts: TextPair, span: range, window: range) -> bool:
    """Whether the nearest words around the anchor are around the place as well."""
    alignment = texts.alignment
    before = alignment.before[span.start]
    after = alignment.after[span.stop]
    left = alignment.to_new[before] if before != NO_MATCH else NO_MATCH
    right = len(texts.new) if after == len(texts.old) else alignment.to_new[after]
    return left < window.start and window.stop <= right


def _quote_similarity(
    texts: TextPair, wanted: SoughtAnchor, window: range, place: TextSpan
) -> float:
    """How alike the words are, by their weight and by their signs, from 0 to 1."""
    span, exact = wanted.span, wanted.anchor.exact
    old = texts.old.numbers[span.start : span.stop]
    new = texts.new.numbers[window.start : window.stop]
    total = texts.weigh(old) + texts.weigh(new)
    matches = texts.matches(span, window)
    common = texts.weigh(texts.old.numbers[index] for index, _ in matches)
    by_words = 2 * common / total if total else 0.0
    new_words = texts.new.text[place.start : place.end]
    if len(exact) * len(new_words) > MAX_CODE_POINT_PAIRS:
        return by_words
    by_signs = Levenshtein.normalized_similarity(
        normalize_text(exact, REVISION_WORDS),
        normalize_text(new_words, REVISION_WORDS),
    )
    return (by_words + by_signs) / 2
