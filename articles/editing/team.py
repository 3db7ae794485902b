"""Changes how the team works."""

from collections.abc import Mapping

from django.db import transaction

from articles.concurrency import NotAllowedError, lock_row, touch
from articles.models import TeamSettings, User


@transaction.atomic
def change_rules(user: User, values: Mapping[str, object], version: int) -> None:
    """Set these fields; what was decided by the rules before stays as it is.

    Raises NotAllowedError or StaleVersionError.
    """
    if not user.is_editor:
        raise NotAllowedError("Editors change how the team works.")
    stored, _ = TeamSettings.objects.get_or_create(pk=1)
    row = lock_row(stored, version)
    for name, value in values.items():
        setattr(row, name, value)
    touch(row, *values)
