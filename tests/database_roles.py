"""The tests work as the application's role; what only the owner can do says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

ROLE = str(settings.APPLICATION_LOGIN["USER"])


def work_as_application() -> None:
    """From now on, every connection of this process has the rights of the application.

    The login stays that of the owner, which makes and empties the test's database.
    """
    options: dict[str, Any] = connection.settings_dict["OPTIONS"]
    options["options"] += f" -c role={ROLE}"
    # A test reads within its transaction what it has just written.
    options["options"] += " -c articles.number_statements=on"
    connection.close()


def work_as_owner() -> None:
    options: dict[str, Any] = connection.settings_dict["OPTIONS"]
    options["options"] = options["options"].replace(f" -c role={ROLE}", "")
    connection.close()


@contextmanager
def as_owner() -> Iterator[None]:
    """The owner's power, in the connection and the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield
        cursor.execute(f"SET ROLE {connection.ops.quote_name(ROLE)}")


def refused_to_all(change: Callable[[], object], by_trigger: str) -> None:
    """The application may not make the change at all, and a trigger stops the owner."""
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        change()
    with (
        as_owner(),
        pytest.raises(DatabaseError, match=by_trigger),
        transaction.atomic(),
    ):
        change()
