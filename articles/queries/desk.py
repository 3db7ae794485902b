"""What the desk reads: a text's live claims, matches while typing, and decisions to look
at again.
"""

from django.db.models import Case, F, OuterRef, Prefetch, Subquery, Value, When

from articles.claim_data import PageData, appearance_record
from articles.domain.records import AnswerRecord, ClaimRecord
from articles.models import (
    Appearance,
    Attribution,
    Claim,
    LookAgain,
    Source,
    SourceAlias,
    Span,
    TextVersion,
    Work,
)
from articles.models.choices import Stage
from articles.models.search import NameKey
from articles.queries.articles import number_notes
from articles.queries.independence import judge_independence


def desk_notes(text: TextVersion) -> list[PageData]:
    """Every claim that is recorded in a text, in its order, for the desk."""
    rows = (
        Appearance.objects.filter(text_version=text)
        .exclude(claim__stage=Stage.WITHDRAWN)
        .select_related("claim", "text_version__article__work__outlet")
        .defer("claim__search", "text_version__text")
        .prefetch_related(
            Prefetch("spans", Span.objects.order_by("position")),
            Prefetch(
                "chain",
                Attribution.objects.select_related("source").order_by("position", "pk"),
            ),
            "citations__checked_by",
            "citations__work__outlet",
            "citations__work__authorships__author",
            "text_version__article__work__authorships__author",
        )
    )
    return number_notes(
        {
            "key": row.claim.key,
            "appearance": appearance_record(row),
            "statement": row.claim.statement,
            "kind": row.claim.kind,
            "verdict": row.claim.verdict or None,
            "why": "",
            "stage": row.claim.stage,
        }
        for row in rows
        if row.spans.all()
    )


def suggested_sources(words: str, limit: int = 8) -> list[PageData]:
    """Sources for what was typed so far, with the alias that it was found by."""
    typed = NameKey(Value(words))
    found = (
        Source.objects.like(words)
        .annotate(
            begins=Case(When(plain__startswith=typed, then=0), default=1),
            alias=Subquery(
                SourceAlias.objects.filter(source=OuterRef("pk"), plain__contains=typed)
                .order_by("plain", "pk")
                .values("name")[:1]
            ),
            by_name=Case(When(plain__contains=typed, then=True), default=False),
        )
        .order_by("begins", "plain", "pk")
        .values("key", "name", "kind", "alias", "by_name")[:limit]
    )
    return [
        {
            "key": source["key"],
            "name": source["name"],
            "kind": source["kind"],
            "alias": "" if source["by_name"] else source["alias"] or "",
        }
        for source in found
    ]


def suggested_works(words: str, limit: int = 8) -> list[PageData]:
    """Works for what was typed so far of a title, or for a whole address."""
    typed = NameKey(Value(words))
    found = (
        Work.objects.like(words)
        .annotate(plain_title=NameKey("title"), outlet_name=F("outlet__name"))
        .annotate(begins=Case(When(plain_title__startswith=typed, then=0), default=1))
        .order_by("begins", "plain_title", "pk")
    )
    return [
        {
            "key": work.key,
            "name": work.title,
            "kind": work.kind,
            "told": ", ".join(
                str(part) for part in (work.outlet_name, work.published_on) if part
            ),
        }
        for work in found[:limit]
    ]


MAX_RECHECKS_SHOWN = 100


def count_open_rechecks() -> int:
    """How many published decisions wait for somebody to look again."""
    return LookAgain.objects.filter(settled_at=None).count()


def open_rechecks(claim: Claim | None = None) -> list[PageData]:
    """What changed under which decisions, the newest first."""
    rows = LookAgain.objects.filter(settled_at=None).select_related("claim")
    if claim:
        rows = rows.filter(claim=claim)
    return [
        {
            "number": row.pk,
            "what": row.what,
            "at": row.at,
            "claim": {
                "key": row.claim.key,
                "statement": row.claim.statement,
                "stage": row.claim.stage,
                "verdict": row.claim.verdict or None,
            },
        }
        for row in rows.defer("claim__search").order_by("-at", "-pk")[
            :MAX_RECHECKS_SHOWN
        ]
    ]


def evidence_independence(shown: ClaimRecord, evidence: str) -> AnswerRecord | None:
    """How independent one piece of evidence of a claim is, as far as is known.

    `shown` is the claim's record, `evidence` the key of the piece.
    """
    return judge_independence(shown, public=False).data()["evidence"].get(evidence)
