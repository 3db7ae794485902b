"""Has somebody saved in between? If not, nobody does until the transaction ends."""

from typing import TypeVar

from django.db.models import QuerySet

from articles.models import Article, Claim, Source, SourceRelation, Work, WorkRelation
from articles.refusals import StaleVersionError

Versioned = TypeVar("Versioned", Article, Source, SourceRelation, Work, WorkRelation)


def held(rows: QuerySet[Versioned], version: int | None) -> Versioned:
    """The only one of these rows, until the transaction ends, if at this version."""
    found = rows.select_for_update(of=("self",)).get()
    if found.version != version:
        raise StaleVersionError(found.version)
    return found


def locked(claim: Claim, version: int | None) -> Claim:
    """The claim, held until the transaction ends, if it is still at this version."""
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if version is not None and held.version != version:
        raise StaleVersionError(held.version)
    return held


def touch(claim: Claim, *fields: str) -> None:
    """One more save of this claim."""
    claim.version += 1
    claim.save(update_fields=[*fields, "version", "updated_at"])
