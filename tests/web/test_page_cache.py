"""Is a page made once while nothing is written, and anew as soon as something is?"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import psycopg
import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Claim, Source
from articles.models.choices import Action, Stage
from articles.rendering.page_cache import SNAPSHOT_QUERY, database_snapshot
from articles.workflow import decisions
from tests.factories import make_claim, make_user
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def claim() -> Claim:
    return make_claim("The ferry sailed on Monday.", Stage.PUBLISHED)


def statements(client: Client, path: str, **headers: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers=headers)
    return [each["sql"] for each in asked.captured_queries]


def undisturbed(ask: Callable[[], T]) -> T:
    """The answer while nobody writes: tests beside this one have the same server."""
    for _ in range(500):
        before = database_snapshot()
        found = ask()
        if database_snapshot() == before:
            return found
    raise AssertionError("somebody writes all the time")


def page_of(claim: Claim) -> str:
    return f"/claims/{claim.key}/"


@contextmanager
def elsewhere(statement: str, *values: object) -> Iterator[psycopg.Connection]:
    """Another session, in the midst of a transaction that has done this."""
    asked = connection.get_connection_params()
    names = {"host", "port", "user", "password", "dbname"} & asked.keys()
    with closing(psycopg.connect(**{name: asked[name] for name in names})) as session:
        session.execute(statement, values)
        yield session


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims.json", "/sources/?q=ferry"])
def test_a_second_reader_costs_one_statement(path: str, claim: Claim) -> None:
    def asked() -> tuple[Any, Any, list[str], list[str]]:
        first = Client().get(path)
        tag = first.headers["ETag"]
        return (
            first,
            Client().get(path),
            statements(Client(), path),
            statements(Client(), path, if_none_match=tag),
        )

    first, again, by_third, by_tag = undisturbed(asked)

    assert by_third == by_tag == [SNAPSHOT_QUERY]
    assert again.content == first.content
    assert again.headers == first.headers


def test_another_address_is_another_page(claim: Claim) -> None:
    pages = {
        Client().get(address, headers={"Host": host}).content
        for host in ("localhost", "127.0.0.1")
        for address in ("/claims/", "/claims/?q=nothing", page_of(claim))
        for _ in range(2)
    }

    assert len(pages) == 4  # only a claim's page names its host


def test_what_is_withdrawn_is_gone_with_the_next_request(claim: Claim) -> None:
    before = [Client().get(path) for path in ("/claims/", page_of(claim)) * 2]
    decisions.perform_step(
        Action.WITHDRAW, claim, make_user("dana", "Editors"), rationale="It was wrong."
    )

    with quiet():
        gone = Client().get(page_of(claim))

    assert {each.status_code for each in before} == {200}
    assert gone.status_code == 410
    assert "The ferry sailed" not in Client().get("/claims/").text


def test_a_write_by_another_session_counts_when_it_is_committed(claim: Claim) -> None:
    source = Source.objects.first()
    assert source
    path = f"/sources/{source.key}/"
    before = Client().get(path).content
    renaming = "UPDATE articles_source SET name = 'Another name' WHERE id = %s"

    with elsewhere(renaming, source.pk) as session:
        meanwhile = Client().get(path).content
        session.commit()
        after = Client().get(path).text

    assert meanwhile == before
    assert "Another name" in after


def test_what_is_rolled_back_is_never_shown(claim: Claim) -> None:
    before = Client().get("/claims/").content
    with elsewhere("DELETE FROM articles_voice") as session:
        meanwhile = Client().get("/claims/").content
        session.rollback()

    assert meanwhile == before
    assert Client().get("/claims/").content == before


def test_who_is_signed_in_neither_gets_nor_leaves_a_page_of_readers(
    claim: Claim,
) -> None:
    ada, reader = Client(), Client()
    ada.force_login(make_user("ada"))

    for _ in range(2):
        assert "/logout/" in ada.get("/claims/").text
        assert "/logout/" not in reader.get("/claims/").text

    # Such a page may hold a word that belongs to one person's forms.
    reader.cookies["csrftoken"] = "a" * 32
    assert len(statements(reader, "/claims/")) > 1


@pytest.mark.parametrize("path", ["/login/", "/claims.csv", "/claims/bbbbbbbbbb/"])
def test_what_is_no_page_for_everybody_is_not_kept(path: str, claim: Claim) -> None:
    with quiet():
        asked = [statements(Client(), path) for _ in range(2)]

    assert asked[0] == asked[1]


def test_while_the_database_is_away_nothing_is_sent_that_was_kept(claim: Claim) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("connection refused")

    Client().get("/claims/")
    with quiet(), connection.execute_wrapper(away):
        answer = Client(raise_request_exception=False).get("/claims/")

    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Retry-After", "X-Frame-Options", "Content-Security-Policy"} <= set(
        answer.headers
    )
    assert Client().get("/claims/").status_code == 200
