"""The people of every test, each with one fixed part."""

from typing import Any

import pytest
from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.test import Client

from articles.models import User
from tests.factories import group_named, make_user


def keep_groups(sender: AppConfig, **_: Any) -> None:
    """A migration made the groups, and a test that empties all tables takes them away.

    Emptying ends with this signal, by which Django brings back its own rows.
    """
    if sender.label == "articles":
        group_named("Reviewers")
        group_named("Editors")


post_migrate.connect(keep_groups)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing a password slowly is for those who steal it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def reader() -> Client:
    """Somebody who is not signed in."""
    return Client()


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
