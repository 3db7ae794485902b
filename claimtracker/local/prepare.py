"""Brings the database up to this release, and loads the demo for a newcomer."""

import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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

PROJECT_FOLDER = Path(__file__).resolve().parents[2]


def set_up_django() -> None:
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


def migrate_tables(environment: Mapping[str, str]) -> bool:
    """Bring the tables up to date; whether there were none before.

    A process of its own does it, as whoever `environment` says: we are the application.
    """
    new = not MigrationRecorder(connection).has_table()
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"],
        cwd=PROJECT_FOLDER,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.splitlines() or ["no reason given"])[-1]
        raise CannotRunError(f"manage.py migrate: {reason}")
    return new


def load_demo_lines(site: str) -> list[str]:
    """Load the demo; return its users and the next step, as the command prints them.

    `site` is the address that the step leads to.
    """
    said = io.StringIO()
    _call_command("load_demo", stdout=said, site=site)
    return said.getvalue().strip().splitlines()


def mail_lines() -> list[str]:
    """Where mails are, if no server takes them."""
    from django.conf import settings

    if settings.MAIL_SERVER:
        return []
    return ["", f"Mails are not sent but written to {settings.EMAIL_FILE_PATH}"]


def _call_command(command: str, **options: object) -> None:
    try:
        call_command(command, **options)
    except CommandError as error:
        raise CannotRunError(f"manage.py {command}: {error}") from error


def close_connections() -> None:
    """Close the connections, which must not be open in two processes."""
    for ours in connections.all(initialized_only=True):
        ours.close()
        if isinstance(ours, DatabaseWrapper):
            ours.close_pool()


def execute_command(arguments: list[str]) -> None:
    execute_from_command_line(["manage.py", *arguments])
