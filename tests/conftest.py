"""The people of every test, each with one fixed part."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from articles.models import User
from articles.models.choices import VerdictRule
from articles.queries.similar_claims import fetch_kept_statistics
from tests.database_roles import as_owner, work_as_application, work_as_owner
from tests.factories import group_named, make_user, set_team
from tests.servers import Server, article, serving

ROOT = Path(__file__).parents[1]

# By itself, Hypothesis fails an example that takes 200 ms, and a machine that draws slowly.
hypothesis.settings.register_profile(
    "unhurried",
    hypothesis.settings(),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("unhurried")


def keep_rows(sender: AppConfig, **_: Any) -> None:
    """A migration made the groups, and a test that empties all tables takes them away.

    Emptying ends with this signal, by which Django brings back its own rows. The team
    of most tests confirms verdicts in the open; the tests of blind ones say so.
    """
    if sender.label == "articles":
        group_named("Reviewers")
        group_named("Editors")
        set_team(verdicts=VerdictRule.TWO_OPEN)


post_migrate.connect(keep_rows)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Tests work as the application's role, in a database that the owner made.

    It is dropped at the end, whoever still holds it: a browser that left its connection open keeps a thread of the live server, and with
    it a session that PostgreSQL waits for in vain.
    """
    with django_db_blocker.unblock():
        work_as_application()
    yield
    with django_db_blocker.unblock():
        work_as_owner()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own


def empty_tables_as_owner(case: TransactionTestCase) -> None:
    """A test that commits ends with TRUNCATE, which the application may not do."""
    with as_owner():
        empty_tables(case)


TransactionTestCase._fixture_teardown = empty_tables_as_owner  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing a password slowly is for those who steal it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def reader() -> Client:
    """Somebody who is not signed in."""
    return Client()


@pytest.fixture
def uncounted_claims(db: Any) -> Iterator[None]:
    """A database whose statistics know of no claims.

    PostgreSQL goes on knowing how many rows it counted when these are rolled back, and so
    does a process.
    """
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_claim")
    fetch_kept_statistics.cache_clear()
    yield
    fetch_kept_statistics.cache_clear()


@pytest.fixture
def ada(db: Any) -> User:
    """Records claims."""
    return make_user("ada")


@pytest.fixture
def ben(db: Any) -> User:
    """Gives first verdicts."""
    return make_user("ben")


@pytest.fixture
def cleo(db: Any) -> User:
    """Reviews what ben decided."""
    return make_user("cleo")


@pytest.fixture
def dana(db: Any) -> User:
    """Edits: settles what two reviewers disagree about."""
    return make_user("dana", "Editors")


@pytest.fixture
def desk(ada: User) -> Client:
    """Ada's browser, signed in."""
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A site elsewhere, which the site under test may fetch from."""
    with serving() as running:
        running.answers["/"] = article()
        settings.FETCH_ALLOWED_PLACES = running.allowance.places
        yield running


Work = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Work]:
    """Starts `manage.py work` on the database of the test."""
    started: list[subprocess.Popen[str]] = []
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def start(server: Server, *arguments: str) -> "subprocess.Popen[str]":
        environment = {
            **{name: os.environ[name] for name in os.environ if "OWNER" not in name},
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.fetching_settings",
            "TEST_FETCH_ALLOWED_PLACE": f"{server.host}:{server.port}",
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", *arguments],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
