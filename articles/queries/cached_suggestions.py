"""The suggestions for a text, computed once for each stretch of it and then cached."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion import (
    Suggestion,
    chunk_index_at,
    split_into_chunks,
    suggest,
)
from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.domain.text.language_tags import primary_language
from articles.models import Article, Cue, TextVersion

cache = ConnectionProxy(caches, "memory")
CACHE_SECONDS = 7 * 24 * 3600  # seconds


class CachedSuggestions:
    """What is suggested in the parts of a text that are the article, in its order.

    What a stretch yields is cached under everything that it depends on, so nothing
    there is ever out of date. Rules that change come with a new process.
    """

    def __init__(self, text: TextVersion, article: Article) -> None:
        self.text = text
        self.language = article.work.language
        self.authors = tuple(
            each.author.name for each in article.work.authorships.all()
        )
        self.changes = Cue.objects.of(primary_language(self.language))
        excluded = [(region.start, region.end) for region in text.regions.all()]
        title = article.work.title
        self.stretches = split_into_chunks(
            text.text,
            [
                (start, end)
                for start, end in split_paragraphs(text.text)
                if text.text[start:end] != title
                and not any(first <= start and end <= last for first, last in excluded)
            ],
        )
        self.computed: dict[int, list[Suggestion]] = {}

    def __len__(self) -> int:
        return len(self.stretches)

    def __getitem__(self, number: int) -> list[Suggestion]:
        if not self.is_kept(number):
            suggestions = self.computed[number] = suggest(
                self.text.text,
                self.language,
                paragraphs=self.stretches[number],
                authors=self.authors,
                changes=self.changes,
            )
            cache.set(self.key(number), suggestions, CACHE_SECONDS)
        return self.computed[number]

    def is_kept(self, number: int) -> bool:
        """Whether it was computed before, here or for another page."""
        if number not in self.computed:
            cached = cache.get(self.key(number))
            if cached is not None:
                self.computed[number] = cached
        return number in self.computed

    def key(self, number: int) -> str:
        rest = (self.language, self.authors, self.changes, self.stretches[number])
        return f"suggestions:{self.text.sha256}:{fingerprint(repr(rest))}"

    def at(self, place: TextSpan) -> Suggestion | None:
        """The suggestion of exactly these words, if there is one."""
        return next(
            (each for each in self.near(place) if suggestion_span(each) == place), None
        )

    def near(self, place: TextSpan) -> list[Suggestion]:
        """The suggestions of the stretch that a place lies in."""
        return (
            self[chunk_index_at(self.stretches, place.start)] if self.stretches else []
        )


def suggestion_span(suggestion: Suggestion) -> TextSpan:
    """The span of a suggestion, from its first word to its last."""
    return TextSpan(suggestion.start, suggestion.end)
