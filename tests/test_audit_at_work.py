"""Does the chain hold where several publish at once, and over a whole collection?"""

import json
import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from articles.concurrency import lock_row
from articles.models import Article, AuditEntry, Claim, Publication, User
from articles.models.choices import Action, Stage
from articles.queries import audit
from articles.queries.audit import chain_head
from tests.factories import make_claim, make_user, take

WAIT = 5  # seconds until a thread is given up


def verify() -> str:
    told = StringIO()
    call_command("verify_audit", stdout=told)
    return told.getvalue()


def at_once(*work: Callable[[], object]) -> list[BaseException]:
    """Each in a thread with a connection of its own; what went wrong in any."""
    faults: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=2 * WAIT)
    return faults


def test_an_empty_record_passes(db: None) -> None:
    assert verify().startswith("0 entries: all is as it was recorded.")


@pytest.mark.django_db(transaction=True)
def test_several_who_publish_at_once_make_one_chain() -> None:
    claims = [make_claim(f"Claim {n}.", Stage.PUBLISHED) for n in range(5)]
    ben, together = make_user("ben"), threading.Barrier(len(claims))

    def publish(claim: Claim) -> None:
        together.wait(timeout=WAIT)
        for _ in range(4):
            take(Action.UPDATE, claim, ben)

    faults = at_once(*(lambda claim=claim: publish(claim) for claim in claims))

    assert faults == []
    assert AuditEntry.objects.count() == 5 + 5 * 4 * 2
    assert chain_head().number == 45
    verify()


@pytest.mark.django_db(transaction=True)
def test_who_publishes_waits_for_nobody_who_works_on_the_article() -> None:
    """Else each could wait for the other: one for the article, one for the chain."""
    first, second = (make_claim(f"Claim {n}.", Stage.SECOND_REVIEW) for n in (1, 2))
    cleo = make_user("cleo")
    locked, published = threading.Event(), threading.Event()

    def hold_the_article() -> None:
        with transaction.atomic():
            lock_row(Article.objects.get())
            take(Action.PUBLISH, first, cleo)
            locked.set()
            assert published.wait(timeout=WAIT)

    def publish() -> None:
        assert locked.wait(timeout=WAIT)
        take(Action.PUBLISH, second, cleo)
        published.set()

    assert at_once(hold_the_article, publish) == []

    rows = AuditEntry.objects.order_by("number")
    assert [row.publication.claim for row in rows] == [second, first]


@pytest.mark.django_db(transaction=True)
def test_what_is_published_during_the_check_is_no_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim, ben = make_claim("Claim.", Stage.PUBLISHED), make_user("ben")
    kept = audit.unentered_publications

    def meanwhile() -> Any:
        assert at_once(lambda: take(Action.UPDATE, claim, ben)) == []
        return kept()

    monkeypatch.setattr(audit, "unentered_publications", meanwhile)

    assert verify().startswith("1 entries")
    assert AuditEntry.objects.count() == 3


def test_the_demonstration_stands_in_the_chain(db: None, settings: Any) -> None:
    settings.LOCAL = True
    call_command("load_demo", stdout=StringIO())
    connection.check_constraints()

    ended = Publication.objects.exclude(superseded_at=None).count()
    assert chain_head().number == Publication.objects.count() + ended > 50
    assert f"{chain_head().number} entries: all is as it was recorded." in verify()


# -- what readers see of it -----------------------------------------------------------


def test_readers_find_the_line_to_keep(reader: Client, ada: User) -> None:
    make_claim(stage=Stage.PUBLISHED)
    connection.check_constraints()
    entry = AuditEntry.objects.get()

    told = reader.get("/audit.json").json()
    page = reader.get("/audit/").content.decode()

    assert told == {
        "head": f"1:{entry.hash}", "entries": 1, "hash": entry.hash,
        "at": json.loads(entry.text)["at"].replace("Z", "+00:00"),
    }  # fmt: skip
    assert f"<code>1:{entry.hash}</code>" in page
    assert "/audit/" in reader.get("/method/").content.decode()
    told_by = StringIO()
    call_command("verify_audit", "--head", told["head"], stdout=told_by)


def test_before_anything_is_published_there_is_no_line_to_keep(
    db: None, reader: Client
) -> None:
    assert "Nothing has been published yet" in reader.get("/audit/").content.decode()
    assert reader.get("/audit.json").json() == {
        "head": f"0:{'0' * 64}", "entries": 0, "hash": "0" * 64, "at": None,
    }  # fmt: skip


def test_the_head_tells_nothing_of_a_claim_that_was_withdrawn(
    db: None, reader: Client, dana: User
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    take(Action.WITHDRAW, claim, dana)
    connection.check_constraints()

    for address in ("/audit/", "/audit.json"):
        body = reader.get(address).content.decode()
        assert claim.key not in body
        assert claim.statement not in body
