"""The cache in which the limits are kept: a table that everybody shares."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections


class LimitsCache(DatabaseCache):
    """Says when it cannot be written.

    Django's own takes a database under repair for somebody who was faster, and whoever
    signs in meanwhile would be told that they had tried too often.
    """

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        added = super().add(key, value, *args, **kwargs)
        if not added and is_read_only():
            raise OperationalError(
                "The limits cannot be kept: the database is read-only."
            )
        return added


def is_read_only() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only')::boolean")
        return bool(cursor.fetchone()[0])
