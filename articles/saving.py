"""Was this form sent before? Then the first answer counts, and nothing happens twice."""

import uuid
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction

from articles.models import Save, User


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
