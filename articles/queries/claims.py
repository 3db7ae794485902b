"""Published claims: their past states, and counts of them by verdict."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Subquery, TextField, Value, When
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


REASONS_READ = 30  # the newest states of a claim, of which the reason is read as well


def published_states(key: str) -> list[Publication]:
    """Every published state of the claim with this key, the newest first.

    The one in force has its record as `in_force`, the newest have the reason that they
    gave as `why`. What else is in a record is read when it is asked for.
    """
    rows = Publication.objects.filter(claim__key=key).order_by("-number")
    number_in_all = Subquery(rows.values("number")[:1])
    is_new = When(
        number__gt=number_in_all - REASONS_READ, then=KeyTextTransform("why", "summary")
    )
    return list(
        rows.only(
            "claim", "number", "verdict", "published_at", "superseded_at"
        ).annotate(
            why=Case(is_new, default=Value(""), output_field=TextField()),
            in_force=Case(When(superseded_at=None, then=F("record"))),
        )
    )  # fmt: skip


def state_moments(key: str) -> list[Publication]:
    """The same states without what was published: when each stood, the newest first."""
    rows = Publication.objects.filter(claim__key=key).order_by("-number")
    return list(rows.only("claim", "number", "published_at", "superseded_at"))


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
