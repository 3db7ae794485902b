"""A page is made once while nothing that it shows changes, and anew when something does."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Attribution, Claim, Source, Work
from articles.models.choices import Action, Stage
from articles.queries.public_state import STATE_SQL
from articles.rendering import page_cache
from articles.rendering.page_store import memory
from articles.workflow import decisions
from articles.workflow.publication import publish_claim
from tests.database_roles import as_owner
from tests.factories import make_article, make_claim, make_source, make_user, take
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    memory.clear()


@pytest.fixture
def claim() -> Claim:
    return make_claim("The ferry sailed on Monday.", Stage.PUBLISHED)


def statements(client: Client, path: str, **headers: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers=headers)
    return [each["sql"] for each in asked.captured_queries]


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
    first = Client().get(path)
    again = Client().get(path)
    by_third = statements(Client(), path)
    by_tag = statements(Client(), path, if_none_match=first.headers["ETag"])

    assert by_third == by_tag == [STATE_SQL]
    assert again.content == first.content
    assert again.headers == first.headers


def test_who_has_the_page_is_told_that_it_still_holds(claim: Claim) -> None:
    tag = Client().get("/claims/").headers["ETag"]
    answer = Client().get("/claims/", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


UNSEEN_WRITES: list[Callable[[], object]] = [
    lambda: make_claim("The ferry sank."),
    lambda: make_source("Nobody knows this one"),
    lambda: make_article("A draft", "Words."),
    lambda: make_user("dana", "Editors"),
]


@pytest.mark.parametrize("path", ["/", "/claims/", "/articles/", "/sources/"])
def test_what_readers_do_not_see_ends_no_page(path: str, claim: Claim) -> None:
    Client().get(path)
    for write in UNSEEN_WRITES:
        write()

        assert statements(Client(), path) == [STATE_SQL]


def test_a_page_ends_with_what_it_shows_and_not_with_the_rest(claim: Claim) -> None:
    pages = ("/sources/", "/articles/", "/method/")
    for path in pages:
        Client().get(path)
    Work.objects.update(title="Another title")
    made_anew = [len(statements(Client(), path)) > 1 for path in pages]

    assert made_anew == [False, True, False]


def test_another_address_is_another_page(claim: Claim) -> None:
    pages = {
        Client().get(address, headers={"Host": host}).content
        for host in ("localhost", "127.0.0.1")
        for address in ("/claims/", "/claims/?q=nothing", page_of(claim))
        for _ in range(2)
    }

    assert len(pages) == 6  # every page says where it stands


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


def test_the_last_page_is_sent_for_a_moment_after_a_claim_is_published_anew(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not while it shows or names what it does not any more, nor longer than a moment."""
    for name in ("MAKING_APART", "MAX_AGE"):
        monkeypatch.setattr(page_cache, name, 60)
    paths = ["/claims/", page_of(claim)]
    ended = make_claim("The ferry sank.", Stage.PUBLISHED)
    Client().get("/claims.json")  # the index is loaded now
    first = [Client().get(path).content for path in paths]
    publish_claim(claim, make_user("cleo"), timezone.now(), "refuted")
    meanwhile = [Client().get(path).content for path in paths]
    monkeypatch.setattr(page_cache, "MAKING_APART", 0)
    after = [Client().get(path).content for path in paths]
    monkeypatch.setattr(page_cache, "MAKING_APART", 60)
    take(Action.WITHDRAW, ended, make_user("dana", "Editors"))
    at_once = Client().get("/claims/").text
    Client().get(page_of(claim))
    Attribution.objects.filter(appearance__claim=claim, position=1).update(
        source=make_source("Ferry union")
    )
    publish_claim(claim, make_user("ben"), timezone.now(), "refuted")
    renamed = Client().get(page_of(claim)).text

    assert meanwhile == first
    assert all(one != other for one, other in zip(first, after, strict=True))
    assert "The ferry sank" in after[0].decode()
    assert "The ferry sank" not in at_once
    assert "Ferry union" in renamed


BY_HAND = [
    "UPDATE articles_publication SET superseded_at = clock_timestamp()",
    "SELECT articles_supersede(ARRAY(SELECT id FROM articles_publication), ARRAY[now()])",
    "TRUNCATE articles_publication CASCADE",
]


@pytest.mark.parametrize("statement", BY_HAND)
def test_what_the_owner_withdraws_by_hand_is_gone_too(
    statement: str, claim: Claim
) -> None:
    paths = ("/claims/", "/claims.json", page_of(claim))
    before = [Client().get(path) for path in paths * 2]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)
    with quiet():
        after = [Client().get(path) for path in paths]

    assert all("The ferry sailed" in each.text for each in before)
    assert not any("The ferry sailed" in each.text for each in after)
    assert after[2].status_code in {404, 410}


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
    Client().get("/claims.json")  # the index is loaded now
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
