"""Stores what one work is to another, and what became of it.

The only writer of relations between works and of corrections and retractions. Each
function is one transaction, checks the version that was seen, and tells which decisions
rested on what it changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.concurrency import IncompleteError, lock_row, touch
from articles.domain.independence.graph import Edge, Node, work
from articles.editing.find_or_create import kept_work
from articles.editing.inputs import NewWork
from articles.models import Work, WorkRelation
from articles.models.choices import WorkRelationKind, WorkStatus
from articles.queries.dependents import decided_claims
from articles.workflow import recheck

ENDS = ("source", "target")


@dataclass(frozen=True)
class WorkRelationEntry:
    """What one work is to another, as it was filled in."""

    source: Work | NewWork
    kind: str
    target: Work | NewWork
    reference: str = ""
    note: str = ""


def worded(relation: WorkRelation) -> str:
    kind = WorkRelationKind(relation.kind).label
    return f"“{relation.source.title}” {kind} “{relation.target.title}”"


def leaning(relation: WorkRelation) -> Node:
    """The end whose paths go on over this relation."""
    ends = work(relation.source_id), work(relation.target_id)
    return Edge(ends[0], relation.kind, ends[1]).leaning


@transaction.atomic
def add_work_relation(entry: WorkRelationEntry) -> WorkRelation:
    made = unsaved(entry)
    with recheck.watched([leaning(made)], f"Recorded that {worded(made)}"):
        written(made)
    return made


@transaction.atomic
def add_work_relations(entries: Sequence[WorkRelationEntry]) -> None:
    """Many at once, all of them or none, with one look at what rests on them."""
    made = [unsaved(entry) for entry in entries]
    with recheck.watched(map(leaning, made), "Relations between works were imported"):
        for relation in made:
            written(relation)


def recorded(entry: WorkRelationEntry) -> bool:
    if isinstance(entry.source, NewWork) or isinstance(entry.target, NewWork):
        return False
    return WorkRelation.objects.filter(
        source=entry.source, kind=entry.kind, target=entry.target
    ).exists()


def unsaved(entry: WorkRelationEntry) -> WorkRelation:
    return WorkRelation(
        source=kept_work(entry.source),
        kind=entry.kind,
        target=kept_work(entry.target),
        reference=entry.reference,
        note=entry.note,
    )


def written(relation: WorkRelation) -> None:
    if relation.source_id == relation.target_id:
        raise IncompleteError("A work has no relation to itself.", "work")
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError as error:
        raise IncompleteError(
            f"It is recorded already that {worded(relation)}.", "work"
        ) from error


@transaction.atomic
def change_work_relation(
    relation: WorkRelation, kind: str, reference: str, note: str, version: int
) -> None:
    """Another kind, reference or note; the two works stay."""
    known = lock_row(relation, version, related=ENDS)
    before = worded(known)
    known.kind, known.reference, known.note = kind, reference, note
    known.version += 1
    with recheck.watched(
        [leaning(known)], f"Changed what is recorded of this: {before}"
    ):
        written(known)


@transaction.atomic
def remove_work_relation(relation: WorkRelation, version: int) -> None:
    """It never was so; what was recorded stays in the history."""
    known = lock_row(relation, version, related=ENDS)
    what = f"No longer recorded that {worded(known)}"
    with recheck.watched([leaning(known)], what):
        known.delete()


@transaction.atomic
def change_status(
    of: Work, status: str, note: str, reference: str, version: int
) -> None:
    """What became of a work: corrected, retracted, or neither."""
    known = lock_row(of, version)
    was = known.status
    known.status, known.status_note = status, note
    known.status_reference = reference
    touch(known, "status", "status_note", "status_reference")
    if was != status or status:
        now = (
            WorkStatus(status).label.lower()
            if status
            else "neither corrected nor retracted"
        )
        claims = decided_claims([work(known.pk)])
        recheck.ask(claims, f"“{known.title}” is now recorded as {now}. {note}".strip())
