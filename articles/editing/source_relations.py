"""Stores and removes relations between sources, whole or not at all.

The only writer of relations between sources and of what is argued of evidence. Each
function is one transaction, checks the version that was seen, and tells which decisions
rested on what it changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from articles.concurrency import (
    IncompleteError,
    bump_versions,
    lock_row,
    touch,
)
from articles.domain.dates import UNKNOWN_DATE, PartialDate
from articles.domain.independence.graph import Edge, Node, source_node
from articles.editing.find_or_create import Party, find_or_create_parties
from articles.models import Argument, Evidence, Source, SourceRelation, User
from articles.models.choices import RelationKind
from articles.queries.dependents import turned_hubs
from articles.workflow import recheck
from articles.workflow.rules import APPEARANCE_STAGES, require_stage

SOURCE_ENDS = ("source", "target")


@dataclass(frozen=True)
class SourceRelationEntry:
    """What one source is to another, as it was filled in."""

    source: Party
    kind: str
    target: Party
    since: PartialDate = UNKNOWN_DATE
    until: PartialDate = UNKNOWN_DATE
    reference: str = ""
    note: str = ""
    ground: str = ""

    @property
    def same(self) -> Any:
        """Two relations that agree in this are the same one."""
        return self.source, self.kind, self.target, self.since.date

    def columns(self) -> dict[str, Any]:
        """All but the two sources and the ground, as the table holds it."""
        return {
            "kind": self.kind,
            "since": self.since.date,
            "since_precision": self.since.precision,
            "until": self.until.date,
            "until_precision": self.until.precision,
            "reference": self.reference,
            "note": self.note,
        }

    def fill(self, relation: SourceRelation, user: User) -> SourceRelation:
        """The relation as it was filled in; a new ground is stated by this user."""
        for name, value in self.columns().items():
            setattr(relation, name, value)
        relation.state_ground(self.ground, user)
        return relation


def source_relation_in_words(relation: SourceRelation) -> str:
    kind = RelationKind(relation.kind).label
    return f"{relation.source.name} {kind} {relation.target.name}"


def leaning_source(relation: SourceRelation) -> Node:
    """The end whose paths go on over this relation."""
    ends = source_node(relation.source_id), source_node(relation.target_id)
    return Edge(ends[0], relation.kind, ends[1]).leaning


def unsaved_source_relations(
    user: User, entries: Sequence[SourceRelationEntry], *, listed: bool
) -> list[SourceRelation]:
    """These relations, not stored yet, of sources that are.

    `listed`: readers may see the sources from now on.
    """
    kept = find_or_create_parties(
        [end for each in entries for end in (each.source, each.target)]
    )
    if listed:
        unseen = Source.objects.filter(
            pk__in=[source.pk for source in kept.values()], listed=False
        )
        bump_versions(unseen, listed=True)
    return [
        each.fill(
            SourceRelation(source=kept[each.source], target=kept[each.target]), user
        )
        for each in entries
    ]


@transaction.atomic
def add_source_relation(
    user: User, entry: SourceRelationEntry, *, listed: bool = False
) -> SourceRelation:
    (made,) = unsaved_source_relations(user, [entry], listed=listed)
    nodes = [leaning_source(made), *turned_hubs([made], 1)]
    with recheck.recheck_if_answers_change(
        nodes, f"Recorded that {source_relation_in_words(made)}"
    ):
        store_source_relation(made)
    return made


def store_source_relation(relation: SourceRelation) -> None:
    if relation.source_id == relation.target_id:
        raise IncompleteError("A source has no relation to itself.", "source")
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError as error:
        raise IncompleteError(
            f"It is recorded already that {source_relation_in_words(relation)}, from the same day on.",
            "source",
        ) from error


def store_source_relations(relations: Sequence[SourceRelation]) -> None:
    """New ones in one statement; where that fails, what is wrong is said of one."""
    try:
        with transaction.atomic():
            SourceRelation.objects.bulk_create(relations)
    except IntegrityError:
        for relation in relations:
            store_source_relation(relation)


@transaction.atomic
def change_source_relation(
    user: User, relation: SourceRelation, entry: SourceRelationEntry, version: int
) -> None:
    """Another kind, period, reference, ground or note; the two sources stay."""
    known = lock_row(relation, version, related=SOURCE_ENDS)
    nodes = [leaning_source(known)]
    before = source_relation_in_words(known)
    if known.source != entry.source:  # told from the other side
        known.source, known.target = known.target, known.source
    entry.fill(known, user)
    known.version += 1
    nodes.append(leaning_source(known))
    with recheck.recheck_if_answers_change(
        nodes, f"Changed what is recorded of this: {before}"
    ):
        store_source_relation(known)


@transaction.atomic
def remove_source_relation(relation: SourceRelation, version: int) -> None:
    """It never was so; what was recorded stays in the history."""
    known = lock_row(relation, version, related=SOURCE_ENDS)
    what = f"No longer recorded that {source_relation_in_words(known)}"
    with recheck.recheck_if_answers_change(
        [leaning_source(known), *turned_hubs([known], -1)], what
    ):
        known.delete()


@transaction.atomic
def add_source_relations(
    user: User,
    made: Sequence[SourceRelationEntry],
    changed: Sequence[tuple[SourceRelation, SourceRelationEntry]],
    *,
    listed: bool = False,
) -> None:
    """Many at once, all of them or none, with one look at what rests on them."""
    new, rows = unsaved_source_relations(user, made, listed=listed), []
    for relation, entry in changed:
        known = lock_row(relation, relation.version, related=SOURCE_ENDS)
        entry.fill(known, user)
        known.version += 1
        rows.append(known)
    nodes = [*turned_hubs(new, 1), *map(leaning_source, [*new, *rows])]
    with recheck.recheck_if_answers_change(nodes, "Relations were imported"):
        store_source_relations(new)
        for row in rows:
            store_source_relation(row)


@transaction.atomic
def record_argument(
    user: User, evidence: Evidence, text: str, version: int | None
) -> None:
    """A reviewer, by name, says why a piece of evidence is independent; "" takes back."""
    claim = lock_row(evidence.claim, version)
    require_stage(claim, APPEARANCE_STAGES, "What is argued of evidence")
    title = evidence.work.title
    if text:
        Argument.objects.update_or_create(
            evidence=evidence, defaults={"text": text, "by": user}
        )
        what = f"{user.name} argues that “{title}” is independent"
    else:
        Argument.objects.filter(evidence=evidence).delete()
        what = f"It is no longer argued that “{title}” is independent"
    touch(claim)
    recheck.request_recheck([claim.pk], what)
