"""Stores what one work is to another, and what became of it.

The only writer of relations between works and of corrections and retractions. Each
function is one transaction, checks the version that was seen, and tells which decisions
rested on what it changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.concurrency import IncompleteError, lock_row, touch
from articles.domain.dates import PartialDate, date_in_words
from articles.domain.independence.graph import Edge, Node, work_node
from articles.editing.find_or_create import find_or_create_work
from articles.editing.inputs import NewWork
from articles.models import User, Work, WorkRelation
from articles.models.choices import WorkRelationKind, WorkStatus
from articles.queries.dependents import decided_claims
from articles.workflow import recheck

WORK_ENDS = ("source", "target")


@dataclass(frozen=True)
class WorkRelationEntry:
    """What one work is to another, as it was filled in."""

    source: Work | NewWork
    kind: str
    target: Work | NewWork
    reference: str = ""
    note: str = ""
    ground: str = ""


def work_relation_in_words(relation: WorkRelation) -> str:
    kind = WorkRelationKind(relation.kind).label
    return f"“{relation.source.title}” {kind} “{relation.target.title}”"


def leaning_work(relation: WorkRelation) -> Node:
    """The end whose paths go on over this relation."""
    ends = work_node(relation.source_id), work_node(relation.target_id)
    return Edge(ends[0], relation.kind, ends[1]).leaning


@transaction.atomic
def add_work_relation(user: User, entry: WorkRelationEntry) -> WorkRelation:
    made = unsaved_work_relation(user, entry)
    with recheck.recheck_if_answers_change(
        [leaning_work(made)], f"Recorded that {work_relation_in_words(made)}"
    ):
        store_work_relation(made)
    return made


@transaction.atomic
def add_work_relations(user: User, entries: Sequence[WorkRelationEntry]) -> None:
    """Many at once, all of them or none, with one look at what rests on them."""
    made = [unsaved_work_relation(user, entry) for entry in entries]
    with recheck.recheck_if_answers_change(
        map(leaning_work, made), "Relations between works were imported"
    ):
        store_work_relations(made)


def store_work_relations(relations: Sequence[WorkRelation]) -> None:
    """New ones in one statement; where that fails, what is wrong is said of one."""
    try:
        with transaction.atomic():
            WorkRelation.objects.bulk_create(relations)
    except IntegrityError:
        for relation in relations:
            store_work_relation(relation)


def unsaved_work_relation(user: User, entry: WorkRelationEntry) -> WorkRelation:
    made = WorkRelation(
        source=find_or_create_work(entry.source),
        kind=entry.kind,
        target=find_or_create_work(entry.target),
        reference=entry.reference,
        note=entry.note,
    )
    made.state_ground(entry.ground, user)
    return made


def store_work_relation(relation: WorkRelation) -> None:
    if relation.source_id == relation.target_id:
        raise IncompleteError("A work has no relation to itself.", "work")
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError as error:
        raise IncompleteError(
            f"It is recorded already that {work_relation_in_words(relation)}.", "work"
        ) from error


@transaction.atomic
def change_work_relation(
    user: User, relation: WorkRelation, entry: WorkRelationEntry, version: int
) -> None:
    """Another kind, reference, ground or note; the two works stay."""
    known = lock_row(relation, version, related=WORK_ENDS)
    before = work_relation_in_words(known)
    known.kind, known.reference, known.note = entry.kind, entry.reference, entry.note
    known.state_ground(entry.ground, user)
    known.version += 1
    with recheck.recheck_if_answers_change(
        [leaning_work(known)], f"Changed what is recorded of this: {before}"
    ):
        store_work_relation(known)


@transaction.atomic
def remove_work_relation(relation: WorkRelation, version: int) -> None:
    """It never was so; what was recorded stays in the history."""
    known = lock_row(relation, version, related=WORK_ENDS)
    what = f"No longer recorded that {work_relation_in_words(known)}"
    with recheck.recheck_if_answers_change([leaning_work(known)], what):
        known.delete()


@transaction.atomic
def change_work_status(
    of: Work, status: str, on: PartialDate, note: str, reference: str, version: int
) -> None:
    """What became of a work: corrected, retracted, or neither; and when that was."""
    known = lock_row(of, version)
    was = known.status
    known.status, known.status_note = status, note
    known.status_on, known.status_precision = on
    known.status_reference = reference
    touch(
        known, "status", "status_on", "status_precision", "status_note",
        "status_reference",
    )  # fmt: skip
    if was != status or status:
        now = (
            " ".join([WorkStatus(status).label.lower(), date_in_words(*on)]).strip()
            if status
            else "neither corrected nor retracted"
        )
        claims = decided_claims([work_node(known.pk)])
        recheck.request_recheck(
            claims, f"“{known.title}” is now recorded as {now}. {note}".strip()
        )
