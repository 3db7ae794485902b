"""Searches the new text for the places where an anchor's words could be.

They could be wherever the very words stand; where the alignment has put them; and, if
neither is certain, where many of their rarer words stand together.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rapidfuzz.distance import Levenshtein

from articles.domain.anchoring.anchors import Anchor, TextSpan
from articles.domain.anchoring.revision.common_runs import NO_MATCH
from articles.domain.anchoring.revision.matches import (
    MAX_CODE_POINT_PAIRS,
    PossibleMatch,
    SoughtAnchor,
    TextPair,
    look_up_anchor,
    measure_match,
)

# A word that stands in more places than this points to a few of them at most.
MAX_WORD_POSITIONS = 60
# How many places of similar words are looked at closely.
MAX_SIMILAR_REGIONS = 5
# What a word between two matched ones costs, in words: a place may have insertions,
# but a common word far away does not belong to it.
STRAY_WORD_COST = 0.08
# How many more words than it has lost an anchor may gain at its border.
MAX_WORDS_GAINED = 8
# How far a place may be longer than the anchor: so many times, and so many words.
MAX_STRETCH_FACTOR, MAX_STRETCH_WORDS = 2, 40

WordPairs = Sequence[tuple[int, int]]


def find_possible_matches(texts: TextPair, anchor: Anchor) -> list[PossibleMatch]:
    """Find and measure the places worth a look, each once; in no order."""
    wanted = look_up_anchor(texts, anchor)
    found: dict[TextSpan, PossibleMatch] = {}
    for place in wanted.copies:
        found[place] = measure_match(texts, wanted, place)
    runs = list(
        _split_into_runs(texts, wanted.span, _aligned_pairs(texts, wanted.span))
    )
    if not any(place.is_exact and place.own_share > 0.5 for place in found.values()):
        runs.extend(_find_similar_runs(texts, wanted.span))
    for pairs in runs:
        place = _span_of_pairs(texts, wanted, pairs)
        if place not in found:
            found[place] = measure_match(texts, wanted, place)
    return list(found.values())


def _aligned_pairs(texts: TextPair, span: range) -> WordPairs:
    """The anchor's words with the new words that the alignment gives them."""
    to_new = texts.alignment.to_new
    return [(old, to_new[old]) for old in span if to_new[old] != NO_MATCH]


def _split_into_runs(
    texts: TextPair, span: range, pairs: WordPairs
) -> Iterator[WordPairs]:
    """Cut the pairs where they jump, and leave out the strays at both ends of a run."""
    run: list[tuple[int, int]] = []
    furthest = MAX_STRETCH_FACTOR * len(span) + MAX_STRETCH_WORDS
    for pair in pairs:
        if run and not run[-1][1] < pair[1] <= run[-1][1] + furthest:
            yield _heaviest_part(texts, run)
            run = []
        run.append(pair)
    if run:
        yield _heaviest_part(texts, run)


def _heaviest_part(texts: TextPair, run: WordPairs) -> WordPairs:
    """The part of the run with the most weight, less what the strays in it cost."""
    first = last = begin = 0
    highest = weight = 0.0
    for index, (old, new) in enumerate(run):
        if index:
            strays = max(old - run[index - 1][0], new - run[index - 1][1]) - 1
            weight -= STRAY_WORD_COST * strays
        if weight <= 0:
            begin, weight = index, 0.0
        weight += texts.weights[texts.old.numbers[old]]
        if weight > highest:
            first, last, highest = begin, index, weight
    return run[first : last + 1]


def _find_similar_runs(texts: TextPair, span: range) -> Iterator[WordPairs]:
    """Find runs of the anchor's words in the new text, the most telling first.

    Each word votes for the places that would put the anchor over it.
    """
    width = len(span) // 2 + 2
    votes: dict[int, float] = defaultdict(float)
    for old, places in _telling_words(texts, span):
        texts.steps += len(places)
        weight = texts.weights[texts.old.numbers[old]]
        for new in places:
            bucket = (new - (old - span.start)) // width
            votes[bucket] += weight
            votes[bucket + 1] += weight
    ranked = sorted(sorted(votes), key=votes.__getitem__, reverse=True)
    for bucket in islice(_skip_neighbours(ranked), MAX_SIMILAR_REGIONS):
        low = max(0, (bucket - 2) * width)
        high = min(len(texts.new), (bucket + 2) * width + len(span))
        yield from _split_into_runs(texts, span, texts.matches(span, range(low, high)))


def _telling_words(texts: TextPair, span: range) -> Iterator[tuple[int, Sequence[int]]]:
    """The anchor's words with places in the new text that they point to.

    Where most of the anchor is words with many places, as in a refrain, these point to
    the ones that are nearest to where the anchor's neighbours are.
    """
    numbers = texts.old.numbers
    places = {old: texts.places.get(numbers[old], ()) for old in span}
    few = [old for old in span if len(places[old]) <= MAX_WORD_POSITIONS]
    yield from ((old, places[old]) for old in few)
    words = numbers[span.start : span.stop]
    if texts.weigh(numbers[old] for old in few) < texts.weigh(words) / 2:
        before = texts.alignment.before[span.start]
        near = texts.alignment.to_new[before] if before != NO_MATCH else 0
        for old in sorted(set(span).difference(few)):
            first = bisect_left(places[old], near) - MAX_WORD_POSITIONS // 2
            first = max(0, min(first, len(places[old]) - MAX_WORD_POSITIONS))
            yield old, places[old][first : first + MAX_WORD_POSITIONS]


def _skip_neighbours(buckets: Iterable[int]) -> Iterator[int]:
    """The buckets in their order, without the neighbours of earlier ones."""
    seen: set[int] = set()
    for bucket in buckets:
        if not seen & {bucket - 1, bucket, bucket + 1}:
            yield bucket
        seen.add(bucket)


def _span_of_pairs(texts: TextPair, wanted: SoughtAnchor, pairs: WordPairs) -> TextSpan:
    """The span from the anchor's first word to its last, as the pairs have them."""
    old, new = texts.old, texts.new
    anchor, span = wanted.anchor, wanted.span
    first_old, first = pairs[0]
    last_old, last = pairs[-1]
    first = _outermost_word(texts, range(span.start, first_old), first, -1)
    last = _outermost_word(texts, range(last_old + 1, span.stop), last, 1)
    start, end = new.starts[first], new.ends[last]
    # An anchor may begin or end within a word, if the word is still the same.
    if old.numbers[span.start] == new.numbers[first]:
        start += max(0, anchor.start - old.starts[span.start])
    if old.numbers[span.stop - 1] == new.numbers[last]:
        end -= max(0, old.ends[span.stop - 1] - anchor.end)
    return (
        TextSpan(start, end)
        if start < end
        else TextSpan(new.starts[first], new.ends[last])
    )


def _outermost_word(texts: TextPair, lost: range, at: int, step: int) -> int:
    """Find the outermost new word, where `lost` words of the anchor have no match.

    They have been replaced, or are gone. If the word next to them has kept its place,
    all that lies between has replaced them; else the border is put where this is most
    like them, and no further than a free word can be found.
    """
    if not lost:
        return at
    neighbour = lost.stop if step > 0 else lost.start - 1
    words = texts.old.text[texts.old.starts[lost.start] : texts.old.ends[lost[-1]]]
    best, fewest = at, len(words)
    for distance in range(1, len(lost) + min(MAX_WORDS_GAINED, len(lost)) + 1):
        edge = at + step * distance
        if not 0 <= edge < len(texts.new):
            break
        owner = texts.alignment.to_old[edge]
        if owner == neighbour:
            return edge - step
        if owner != NO_MATCH and owner not in lost:
            break
        errors = 0 if owner in lost else _edit_distance(texts, words, at + step, edge)
        if errors <= fewest:
            best, fewest = edge, errors
    return best


def _edit_distance(texts: TextPair, words: str, one: int, other: int) -> int:
    """How many signs differ between the words and those from one place to the other."""
    left, right = sorted((one, other))
    new_words = texts.new.text[texts.new.starts[left] : texts.new.ends[right]]
    if len(words) * len(new_words) > MAX_CODE_POINT_PAIRS:
        return max(len(words), len(new_words)) + 1
    texts.steps += 1 + len(words) * len(new_words) // 64
    return Levenshtein.distance(words, new_words)
