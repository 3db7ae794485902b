"""How does a save happen once, over nobody else's, or not at all?

A form that was sent before is answered as it was then; a row that somebody else has saved
meanwhile is left alone; the exceptions say why.
"""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from articles.models import (
    Article,
    Claim,
    Save,
    Source,
    SourceRelation,
    User,
    Work,
    WorkRelation,
)

Versioned = TypeVar("Versioned", Article, Source, SourceRelation, Work, WorkRelation)


class NotAllowedError(Exception):
    """This person may not take this step now; the message says why."""


class IncompleteError(Exception):
    """Something that the step needs is missing; `field` names where to give it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StaleVersionError(Exception):
    """Somebody saved in between; `current` is what stands now."""

    def __init__(self, current: int) -> None:
        super().__init__("Somebody else saved this in the meantime.")
        self.current = current


def held(rows: QuerySet[Versioned], version: int | None) -> Versioned:
    """The only one of these rows, until the transaction ends, if at this version."""
    found = rows.select_for_update(of=("self",)).get()
    if found.version != version:
        raise StaleVersionError(found.version)
    return found


def locked(claim: Claim, version: int | None) -> Claim:
    """The claim, held until the transaction ends, if it is still at this version."""
    found = Claim.objects.select_for_update().get(pk=claim.pk)
    if version is not None and found.version != version:
        raise StaleVersionError(found.version)
    return found


def touch(claim: Claim, *fields: str) -> None:
    """One more save of this claim."""
    claim.version += 1
    claim.save(update_fields=[*fields, "version", "updated_at"])


def once(user: User, path: str, key: uuid.UUID, save: Callable[[], str]) -> str:
    """Runs `save` the first time that this key is sent; answers where it led.

    The key is stored in the transaction of the save itself: both stand or neither
    does, so that a retry after an unknown outcome is always safe. A second request
    with the same key waits here until the first one has ended.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept = Save.objects.create(key=key, user=user, path=path, location="")
        except IntegrityError:
            led = before(user, path, key)
            if led is None:
                raise SuspiciousOperation("This key belongs to another save.") from None
            return led
        kept.location = save()
        kept.save(update_fields=["location"])
        return kept.location


def before(user: User, path: str, key: uuid.UUID) -> str | None:
    """Where the save with this key led, if it was this person's and for this page."""
    kept = Save.objects.filter(key=key, user=user, path=path).first()
    return kept.location if kept else None
