"""Stores and removes relations between two claims.

The only writer of relations between claims. Each function is one transaction and checks
the version of the claim that the reviewer had before them.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from articles.concurrency import IncompleteError, NotAllowedError, lock_row, touch
from articles.domain import claim_relations
from articles.domain.claim_relations import Relation
from articles.models import Claim, ClaimRelation, User
from articles.models.choices import Stage
from articles.queries.claim_relations import connected_relations

# One relation at a time: what two people record at once could contradict each other
# through a third claim that neither of them holds.
LOCK_RELATIONS_SQL = "SELECT pg_advisory_xact_lock(hashtext('articles_claimrelation'))"


@dataclass(frozen=True)
class ClaimRelationEntry:
    """What one claim is to another, as it was filled in."""

    kind: str
    target: Claim
    note: str = ""
    # Seen from the other claim: it narrows this one.
    reverse: bool = False


@transaction.atomic
def relate_claims(
    user: User, claim: Claim, entry: ClaimRelationEntry, version: int | None
) -> ClaimRelation:
    """Records what the claim is to another; refuses what the other relations exclude."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_RELATIONS_SQL)
    locked = lock_row(claim, version)
    for one in (locked, entry.target):
        if one.stage == Stage.WITHDRAWN:
            raise NotAllowedError(
                "A withdrawn claim gets no relations. Restore it first."
            )
    ends = (locked, entry.target)
    first, second = reversed(ends) if entry.reverse else ends
    new = Relation(first.key, entry.kind, second.key)
    known = connected_relations(locked.pk) | connected_relations(entry.target.pk)
    if any(is_same_relation(new, each) for each in known):
        raise IncompleteError("This relation is recorded already.", "other")
    if reason := claim_relations.find_objection(known, new):
        raise IncompleteError(reason, "kind")
    made = ClaimRelation.objects.create(
        claim=first, kind=entry.kind, target=second, note=entry.note, recorded_by=user
    )
    touch(locked)
    return made


def is_same_relation(one: Relation, other: Relation) -> bool:
    """The same relation, from whichever end where it reads the same from both."""
    turned = Relation(one.target, one.kind, one.claim)
    return one == other or (
        one.kind in claim_relations.SYMMETRIC_KINDS and turned == other
    )


@transaction.atomic
def unrelate_claims(claim: Claim, relation: ClaimRelation, version: int | None) -> None:
    """Takes the relation away; the history keeps who recorded it and who removed it."""
    locked = lock_row(claim, version)
    relation.delete()
    touch(locked)
