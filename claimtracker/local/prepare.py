"""Is the database fit for this release, and what does a newcomer find in it?"""

import io

import django
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    CommandError,
    call_command,
    execute_from_command_line,
)
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from claimtracker.local import CannotRunError
from claimtracker.local.binaries import OLDEST


def set_up() -> None:
    """Read the settings, and see that the database they name is there."""
    try:
        django.setup()
        # Not through the pool, which would try again for seconds and not say why.
        with psycopg.connect(**connection.get_connection_params()) as server:
            release = server.info.server_version
    except ImproperlyConfigured as error:
        raise CannotRunError(str(error)) from error
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise CannotRunError(f"The database cannot be reached: {reason}") from error
    if release < OLDEST * 10_000:
        raise CannotRunError(
            f"The server of DATABASE_URL is PostgreSQL {release // 10_000}; "
            f"{OLDEST} or newer is needed."
        )


def migrated() -> bool:
    """Bring the tables up to date; whether there were none before."""
    new = not MigrationRecorder(connection).has_table()
    _call("migrate", verbosity=0, interactive=False)
    return new


def demo_lines(site: str) -> list[str]:
    """The demo's users and what to do next, as the command that makes them says it."""
    said = io.StringIO()
    _call("load_demo", stdout=said, site=site)
    return said.getvalue().strip().splitlines()


def _call(command: str, **options: object) -> None:
    try:
        call_command(command, **options)
    except CommandError as error:
        raise CannotRunError(f"manage.py {command}: {error}") from error


def let_go() -> None:
    """Close what must not be open twice once the web server runs."""
    ours = connections["default"]
    ours.close()
    if isinstance(ours, DatabaseWrapper):
        ours.close_pool()


def execute(arguments: list[str]) -> None:
    execute_from_command_line(["manage.py", *arguments])
