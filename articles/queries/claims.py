"""Published claims: their past states, and counts of them by verdict."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, When
from django.db.models.fields.json import KeyTextTransform

from articles.claim_data import PageData
from articles.models import Article, Publication, Source
from articles.models.choices import Verdict


def ordered_verdict_counts(counts: dict[str, int]) -> list[PageData]:
    """Counts by verdict in the order of the scale, the unreviewed last."""
    return [
        {"verdict": verdict or None, "count": counts[verdict]}
        for verdict in [*Verdict.values, ""]
        if counts.get(verdict)
    ]


def published_states(key: str) -> list[Publication]:
    """Every published state of the claim with this key, the newest first.

    Each has the reason it gave as `why`; the one in force has its record as `in_force`.
    The record of another is read when asked for.
    """
    rows = Publication.objects.filter(claim__key=key).order_by("-number")
    return list(
        rows.defer("record", "words", "search").annotate(
            why=KeyTextTransform("why", "record"),
            in_force=Case(When(superseded_at=None, then=F("record"))),
        )
    )


def mark_unseen(record: PageData) -> None:
    """Mark what a past state names and readers cannot open any more, as `unseen`.

    A source or an article is seen while a claim that stands published names it.
    """
    sources = [ref for ref in nested_objects(record) if "name" in ref and "key" in ref]
    articles = [shown["article"] for shown in record["appearances"]]
    for refs, public in (
        (sources, Source.objects.public()),
        (articles, Article.objects.public()),
    ):
        keys = {ref["key"] for ref in refs}
        visible = set(public.filter(key__in=keys).values_list("key", flat=True))
        for ref in refs:
            ref["unseen"] = ref["key"] not in visible


def nested_objects(part: Any) -> Iterator[PageData]:
    """Every object in a record, however deep."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from nested_objects(each)
