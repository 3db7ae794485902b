"""Where a work can be read, which published claims name it, and its relations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from articles.claim_data import PageData, ground_record, work_ref
from articles.domain.records import ClaimRecord, SnapshotRef, WorkRef
from articles.models import (
    Article,
    PublishedWork,
    Snapshot,
    Work,
    WorkRelation,
)
from articles.models.choices import WORK_REVERSED, WorkRelationKind


@dataclass
class WorkLocation:
    """Where a work can be seen: its article here, its address, claims that name it."""

    article: str = ""
    address: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    more_claims: bool = False

    @property
    def url(self) -> str:
        if self.article:
            return reverse("article", args=[self.article])
        return self.address if self.address.startswith(("https://", "http://")) else ""


def locate_works(keys: Iterable[str]) -> dict[str, WorkLocation]:
    """Where each of these works can be read, by its key; in one statement."""
    public = Article.objects.public().filter(work=OuterRef("pk"))
    article = Coalesce(Subquery(public.values("key")), Value(""))
    rows = Work.objects.filter(key__in=set(keys)).values_list("key", article, "address")
    return {key: WorkLocation(article, address) for key, article, address in rows}


CLAIMS_NAMED = (
    3  # of those that name a work, where one more tells that there are others
)


def add_published_claims(found: dict[str, WorkLocation]) -> dict[str, WorkLocation]:
    """Add the first published claims that name each of these works, by key."""
    named = PublishedWork.objects.filter(
        work=OuterRef("pk"), referenced=True, publication__superseded_at=None
    ).order_by("publication")
    claim = JSONObject(
        key="publication__claim__key", statement="publication__statement"
    )
    rows = Work.objects.filter(key__in=list(found)).values_list(
        "key", ArraySubquery(named.values(claim=claim)[: CLAIMS_NAMED + 1])
    )
    for key, claims in rows:
        place = found[key]
        shown = claims[:CLAIMS_NAMED]
        place.claims = {each["key"]: each["statement"] for each in shown}
        place.more_claims = len(claims) > CLAIMS_NAMED
    return found


def work_relations(work: Work) -> list[PageData]:
    """What this work is to others, worded from its own side."""
    found = (
        WorkRelation.objects.filter(Q(source=work) | Q(target=work))
        .select_related("source__outlet", "target__outlet", "grounded_by")
        .prefetch_related("source__authorships__author", "target__authorships__author")
        .order_by("kind", "pk")
    )
    result = []
    for relation in found:
        forward = relation.source_id == work.pk
        kind = WorkRelationKind(relation.kind)
        result.append(
            {
                "number": relation.pk,
                "text": kind.label if forward else WORK_REVERSED[kind],
                "work": work_ref(relation.target if forward else relation.source),
                "reference": relation.reference,
                "ground": ground_record(relation),
                "note": relation.note,
            }
        )
    return result


def works_in_record(record: ClaimRecord) -> Iterator[WorkRef]:
    """Every work that a claim's record names as cited or as evidence."""
    for piece in record["evidence"]:
        yield piece["work"]
    for shown in record["appearances"]:
        yield from (cited["work"] for cited in shown["citations"] if cited["work"])


def newest_snapshot_text(work: int | None) -> str:
    """The text of the newest readable copy of a work; empty where there is none."""
    copies = Snapshot.objects.filter(work=work).exclude(text="").order_by("-at", "-pk")
    return copies.values_list("text", flat=True).first() or ""


def add_snapshots(record: ClaimRecord) -> ClaimRecord:
    """Add to each of the record's works that has a snapshot when the last was made."""
    works = list(works_in_record(record))
    newest: dict[str, SnapshotRef] = {
        row["work__key"]: {"at": row["at"].isoformat(), "sha256": row["content_id"]}
        for row in Snapshot.objects.filter(
            work__key__in={work["key"] for work in works}
        )
        .order_by("work", "-at", "-pk")
        .distinct("work")
        .values("work__key", "at", "content_id")
    }
    for work in works:
        if work["key"] in newest:
            work["kept"] = newest[work["key"]]
    return record
