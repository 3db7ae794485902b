"""Idempotent saves and optimistic locking.

A form that was sent before is answered as it was then; a row that somebody else has saved
meanwhile is left alone; the exceptions say why.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from articles.models import (
    Article,
    Carry,
    Claim,
    Save,
    Source,
    SourceRelation,
    TeamSettings,
    User,
    Work,
    WorkRelation,
)

Versioned = TypeVar(
    "Versioned",
    Article,
    Carry,
    Claim,
    Source,
    SourceRelation,
    TeamSettings,
    Work,
    WorkRelation,
)


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


class GoneError(Exception):
    """Somebody else removed this in the meantime."""


class ReusedKeyError(Exception):
    """A save with this key went through before: of other words, or somebody else's."""


def lock_row(
    row: Versioned, version: int | None = None, *, related: Sequence[str] = ()
) -> Versioned:
    """Lock a row until the transaction ends, and return it as it stands by then.

    Raises StaleVersionError where it is no longer at this version; without a version it
    is locked as it stands. Rows of `related` come along and are not locked. Raises
    GoneError where it was removed.
    """
    # No key of a row ever changes, so rows that refer to it need not wait for it.
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
    if related:
        rows = rows.select_related(*related)
    locked = rows.filter(pk=row.pk).first()
    if locked is None:
        raise GoneError
    if version is not None and locked.version != version:
        raise StaleVersionError(locked.version)
    return locked


def lock_claims(claims: Collection[int]) -> None:
    """Lock several claims, always in one order, so that nobody waits in a circle."""
    rows = Claim.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=claims).order_by("pk"))


def touch(row: Versioned, *fields: str) -> None:
    """Store these fields of a locked row, as one more save of it."""
    row.version += 1
    if isinstance(row, Claim):
        fields = (*fields, "updated_at")
    row.save(update_fields=[*fields, "version"])


def bump_versions(rows: QuerySet[Versioned], **values: object) -> None:
    """Count one more save of each of these, so that nobody saves over it unawares."""
    rows.update(version=F("version") + 1, **values)


def save_once(
    user: User,
    path: str,
    key: uuid.UUID,
    save: Callable[[], str],
    fingerprint: str = "",
) -> str:
    """Run `save` the first time that this key is sent; return where it redirects.

    The key is stored in the transaction of the save itself: both stand or neither
    does, so that a retry after an unknown outcome is always safe. A second request
    with the same key waits here until the first one has ended. Raises ReusedKeyError
    where that one had other words, told by `fingerprint`: these are not saved yet.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                stored = Save.objects.create(
                    key=key, user=user, path=path, fingerprint=fingerprint, location=""
                )
        except IntegrityError:
            url = previous_redirect(user, path, key, fingerprint)
            if url is None:
                raise ReusedKeyError from None
            return url
        stored.location = save()
        stored.save(update_fields=["location"])
        return stored.location


def previous_redirect(
    user: User, path: str, key: uuid.UUID, fingerprint: str = ""
) -> str | None:
    """Return where this very save redirected; None if it has not gone through.

    A key counts only for the person and the page that it was sent by and to, and for
    the words that it was sent with, where these are known.
    """
    stored = Save.objects.filter(key=key, user=user, path=path).first()
    if stored is None or stored.fingerprint not in {"", fingerprint}:
        return None
    return stored.location
