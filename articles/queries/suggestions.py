"""What the desk offers to record in a text.

Left out: what is no part of the article, what was dismissed, and what is recorded.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.claim_data import PageData
from articles.domain.anchoring.anchors import TextSpan, merge_spans
from articles.domain.suggestion import Suggestion
from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.models import Article, DismissedSuggestion, Source, Span, TextVersion
from articles.models.choices import Stage
from articles.models.suggestion import DismissedSuggestionQuerySet
from articles.queries.cached_suggestions import CachedSuggestions, suggestion_span

MAX_SUGGESTIONS = 60  # suggestions on a page: more would help nobody
MAX_NEW_STRETCHES = (
    5  # stretches of a text that one page looks through for the first time
)
# Words of which others hold so much, of all that either has, are recorded.
MIN_RECORDED_OVERLAP = 0.5
# Dismissed words stay dismissed when a new cue moves their ends a little.
MIN_DISMISSED_OVERLAP = 0.8
MIN_CONTAINED_SHARE = (
    0.8  # of a recorded claim, within the words of a suggestion: a part of it
)


@dataclass
class SuggestionPage:
    """What is suggested for a text now, what was dismissed, and if more follows."""

    shown: list[Suggestion] = field(default_factory=list)
    dismissed: list[Suggestion] = field(default_factory=list)
    more: bool = False


class HandledWords:
    """Words of a text that somebody has dealt with, each a run of places."""

    def __init__(self, words: Iterable[Sequence[TextSpan]]) -> None:
        self.words = sorted(words, key=lambda places: places[0].start)
        self.starts = [places[0].start for places in self.words]
        self.longest = max(
            (places[-1].end - places[0].start for places in self.words), default=0
        )

    def cover(self, content: Sequence[TextSpan], least: float) -> bool:
        """Whether some of them share so much with these, or make up so much of them."""
        first = bisect_left(self.starts, content[0].start - self.longest)
        last = bisect_right(self.starts, content[-1].end)
        near = self.words[first:last]
        if any(overlap_ratio(each, content) >= least for each in near):
            return True
        parts = [
            each
            for each in near
            if common_length(each, content) >= MIN_CONTAINED_SHARE * total_length(each)
        ]
        inside = merge_spans(place for each in parts for place in each)
        return common_length(inside, content) >= least * total_length(content)


class DismissedWords:
    """What was dismissed in an article: places in this text, words of its others."""

    def __init__(self, article: Article, text: TextVersion) -> None:
        rows = list(
            DismissedSuggestion.objects.of(article).values_list(
                "text_version", "start", "end", "sha256"
            )
        )
        here = [row for row in rows if row[0] == text.pk]
        self.text = text
        # Nearly always it is just these words again; a long text can have thousands.
        self.exact = {TextSpan(start, end) for _, start, end, _ in here}
        self.places = HandledWords([TextSpan(start, end)] for _, start, end, _ in here)
        self.words = {words for version, _, _, words in rows if version != text.pk}

    def cover(self, suggestion: Suggestion) -> bool:
        place = suggestion_span(suggestion)
        if place in self.exact or self.places.cover([place], MIN_DISMISSED_OVERLAP):
            return True
        words = self.text.text[place.start : place.end]
        return bool(self.words) and fingerprint(words) in self.words


def suggestion_id(suggestion: Suggestion) -> str:
    """What names a suggestion in an address: the same as long as the text is."""
    return f"{suggestion.start}-{suggestion.end}"


def suggestions_after(
    text: TextVersion, article: Article, after: int = -1
) -> SuggestionPage:
    """The suggestions that begin after a place and wait for somebody."""
    found = CachedSuggestions(text, article)
    dismissed, taken = DismissedWords(article, text), recorded_words(text)
    offer, computed = SuggestionPage(), 0
    for number, pieces in enumerate(found.stretches):
        if pieces[-1][1] <= after:
            continue
        computed += not found.is_kept(number)
        if len(offer.shown) > MAX_SUGGESTIONS or computed > MAX_NEW_STRETCHES:
            offer.more = True
            break
        for each in found[number]:
            if each.start > after and not taken.cover(
                each.content, MIN_RECORDED_OVERLAP
            ):
                (offer.dismissed if dismissed.cover(each) else offer.shown).append(each)
    offer.more |= len(offer.shown) > MAX_SUGGESTIONS
    del offer.shown[MAX_SUGGESTIONS:]
    return offer


def recorded_words(text: TextVersion) -> HandledWords:
    """The words of every claim that is recorded in a text."""
    words: dict[int, list[TextSpan]] = defaultdict(list)
    rows = (
        Span.objects.filter(appearance__text_version=text)
        .exclude(appearance__claim__stage=Stage.WITHDRAWN)
        .order_by("appearance", "position")
        .values_list("appearance", "start", "end")
    )
    for appearance, start, end in rows:
        words[appearance].append(TextSpan(start, end))
    return HandledWords(words.values())


def matching_dismissals(
    article: Article, text: TextVersion, place: TextSpan
) -> DismissedSuggestionQuerySet:
    """The dismissals that keep these words from being offered."""
    rows = DismissedSuggestion.objects.of(article)
    near = rows.filter(text_version=text, start__lt=place.end, end__gt=place.start)
    here = [
        row.pk for row in near
        if overlap_ratio([TextSpan(row.start, row.end)], [place]) >= MIN_DISMISSED_OVERLAP
    ]  # fmt: skip
    words = fingerprint(text.text[place.start : place.end])
    return rows.filter(pk__in=here) | rows.exclude(text_version=text).filter(
        sha256=words
    )


def overlap_ratio(one: Sequence[TextSpan], other: Sequence[TextSpan]) -> float:
    """How much of all that either holds both hold, from 0 to 1 (the Jaccard index)."""
    both = common_length(one, other)
    return both / (total_length(one) + total_length(other) - both)


def common_length(one: Sequence[TextSpan], other: Sequence[TextSpan]) -> int:
    """How many code points both hold."""
    return sum(
        max(0, min(left.end, right.end) - max(left.start, right.start))
        for left in one
        for right in other
    )


def total_length(places: Sequence[TextSpan]) -> int:
    return sum(place.end - place.start for place in places)


def suggestion_rows(text: TextVersion, found: Iterable[Suggestion]) -> list[PageData]:
    """Suggestions as templates show them."""
    return [
        {
            "id": suggestion_id(each),
            "words": " … ".join(text.text[p.start : p.end] for p in each.content),
            "spans": " ".join(f"{p.start}-{p.end}" for p in each.content),
            "speaker": each.speaker,
            "relayers": list(each.relayers),
            "cue": words_at(text, each.cue),
            "voice": " ".join(
                f"{p.start}-{p.end}" for p in (each.source, each.cue) if p
            ),
            "start": each.start,
        }
        for each in found
    ]


def words_at(text: TextVersion, place: TextSpan | None) -> str:
    return text.text[place.start : place.end] if place else ""


def group_by_paragraph(
    text: TextVersion, found: Iterable[PageData]
) -> dict[int, list[PageData]]:
    """By the first sign of the paragraph in which each begins."""
    starts = [start for start, _ in split_paragraphs(text.text)]
    result: dict[int, list[PageData]] = {}
    for row in found:
        start = starts[bisect_right(starts, row["start"]) - 1]
        result.setdefault(start, []).append(row)
    return result


def single_source_named(name: str) -> Source | None:
    """The one source that goes by a name; none, where it could be several."""
    found = list(Source.objects.named(name).order_by("pk")[:2]) if name else []
    return found[0] if len(found) == 1 else None
