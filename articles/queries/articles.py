"""Lists of articles, and an article's text with the published claims marked in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Value
from django.db.models.functions import Coalesce

from articles.claim_data import PageData, work_ref
from articles.domain.anchoring.highlights import Mark, highlight_paragraphs
from articles.models import Article, PublishedAppearance, Region, TextVersion
from articles.models.article import ArticleQuerySet
from articles.models.work import UNDATED
from articles.queries.claims import ordered_verdict_counts
from articles.queries.paging import Page, read_page

ARTICLE_ORDER = ["-day", "-work_id"]  # as in the index of works

# The day that a list of articles is ordered by.
PUBLICATION_DAY = Coalesce("work__published_on", Value(UNDATED))


def newest_articles(articles: ArticleQuerySet, follows: str = "") -> Page[Article]:
    """A page of articles, newest first, that follows the article with this key."""
    followed = articles.filter(key=follows).annotate(day=PUBLICATION_DAY)
    last = followed.values("day", "work_id").first() if follows else None
    return read_page(
        articles.with_work().annotate(day=PUBLICATION_DAY), ARTICLE_ORDER, last
    )


def article_summaries(articles: Sequence[Article]) -> list[PageData]:
    """What a list says of each article, its claims counted by verdict."""
    by_article: dict[int, dict[str, int]] = defaultdict(dict)
    counts = (
        PublishedAppearance.objects.current()
        .filter(article__in=[article.pk for article in articles])
        .values_list("article", "publication__verdict")
        .annotate(Count("publication", distinct=True))
    )
    for article, verdict, count in counts:
        by_article[article][verdict] = count
    return [
        {
            **work_ref(article.work),
            "key": article.key,
            "claims": sum(by_article[article.pk].values()),
            "tally": ordered_verdict_counts(by_article[article.pk]),
        }
        for article in articles
    ]


@dataclass
class MarkedParagraph:
    """A paragraph with its marks and its notes, as templates draw it."""

    start: int
    end: int
    kind: str
    region: str
    segments: list[dict[str, Any]]
    notes: list[PageData] = field(default_factory=list)


def public_notes(text: TextVersion) -> list[PageData]:
    """The published claims of a text, in its order."""
    rows = (
        PublishedAppearance.objects.current()
        .filter(text_version=text)
        .order_by("start", "pk")
        .values_list(
            "record",
            "publication__claim__key",
            "publication__statement",
            "publication__kind",
            "publication__verdict",
            "publication__record__why",
        )
    )
    return number_notes(
        {
            "key": key,
            "appearance": record,
            "statement": statement,
            "kind": kind,
            "verdict": verdict or None,
            "why": why,
        }
        for record, key, statement, kind, verdict, why in rows
    )


def number_notes(notes: Iterable[PageData]) -> list[PageData]:
    """The notes in the order in which a reader meets their marks, with numbers."""

    def reading_order(note: PageData) -> tuple[int, int]:
        first = note["appearance"]["spans"][0]
        return (first["start"], -first["end"])

    ordered = enumerate(sorted(notes, key=reading_order), 1)
    return [{"number": number, **note} for number, note in ordered]


def layout_paragraphs(
    text: TextVersion, title: str, notes: Sequence[PageData], regions: Iterable[Region]
) -> list[MarkedParagraph]:
    """The text in paragraphs, each with its marks and the notes that begin in it."""
    by_number = {note["number"]: note for note in notes}
    marks = [
        Mark(span["start"], span["end"], note["number"])
        for note in notes
        for span in note["appearance"]["spans"]
    ]
    excluded = sorted((region.start, region.end, region.kind) for region in regions)
    return [
        MarkedParagraph(
            start=paragraph.start,
            end=paragraph.end,
            kind=(
                "title"
                if text.text[paragraph.start : paragraph.end] == title
                else "text"
            ),
            region=next(
                (
                    kind
                    for start, end, kind in excluded
                    if start <= paragraph.start and paragraph.end <= end
                ),
                "",
            ),
            segments=[
                {
                    "text": segment.text,
                    "notes": segment.notes,
                    "begins": segment.begins,
                    "depth": len(segment.notes),
                    "verdict": (
                        by_number[segment.notes[-1]]["verdict"]
                        if segment.notes
                        else None
                    ),
                }
                for segment in paragraph.segments
            ],
            notes=[by_number[number] for number in paragraph.notes],
        )
        for paragraph in highlight_paragraphs(text.text, marks)
    ]
