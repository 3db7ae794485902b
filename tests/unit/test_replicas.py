"""Which server a request reads, and when a standby is near enough."""

import time

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from articles.replicas import choice
from articles.replicas.choice import ReadingRouter, choose_server, reading_alias
from articles.replicas.lag import PrimaryLog
from articles.replicas.watch import LEFT_OUT_FOR, Server, Watch

# -- how far behind ----------------------------------------------------------------


def test_a_standby_must_have_what_the_primary_had_so_many_seconds_ago() -> None:
    log = PrimaryLog(max_lag=2)
    assert log.needed == 0

    for second, position in enumerate([100, 200, 300, 400, 500]):
        log.note(float(second), position)

    assert log.needed == 300
    assert log.end == 500


def test_after_a_pause_nothing_old_is_near_enough() -> None:
    log = PrimaryLog(max_lag=2)
    log.note(0.0, 100)
    log.note(600.0, 900)

    assert log.needed == 900


def test_an_idle_primary_leaves_no_standby_behind() -> None:
    log = PrimaryLog(max_lag=2)
    for second in range(100):
        log.note(float(second), 100)

    assert log.needed == 100


# -- which server --------------------------------------------------------------------


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A primary and two standbys, all well for the length of a test."""
    later = time.monotonic() + 600
    servers = [Server(alias, confirmed_at=later) for alias in ("default", "one", "two")]
    for server in servers:
        server.asked.set()
    watch = Watch(servers[0], servers[1:], PrimaryLog(2))
    monkeypatch.setattr(settings, "REPLICAS", ["one", "two"], raising=False)
    monkeypatch.setattr(choice, "current_watch", lambda: watch)
    return watch


def ask(
    request: HttpRequest, failing: tuple[str, ...] = ()
) -> tuple[HttpResponse, list[str]]:
    """The answer, and the servers that were read for it, in their order."""
    read: list[str] = []

    def page(_: HttpRequest) -> HttpResponse:
        read.append(ReadingRouter().db_for_read(Group))
        return HttpResponse(status=503 if reading_alias() in failing else 200)

    try:
        return choose_server(page)(request), read
    finally:
        choice.read_primary_again()


def visit(method: str = "GET", cookie: str = "") -> HttpRequest:
    request = RequestFactory().generic(method, "/claims/")
    if cookie:
        request.COOKIES[cookie] = "made-up"
    return request


WHO = [
    # method   cookie        read
    ("GET",    "",           "one"),
    ("HEAD",   "",           "one"),
    ("GET",    "csrftoken",  "one"),
    ("GET",    "sessionid",  "default"),
    ("POST",   "",           "default"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "cookie", "wanted"), WHO)
def test_who_may_have_written_reads_the_primary(
    watch: Watch, method: str, cookie: str, wanted: str
) -> None:
    _, read = ask(visit(method, cookie))

    assert read == [wanted]
    assert ReadingRouter().db_for_write(Group) == "default"
    # The choice ends with the request.
    assert reading_alias() == "default"


def test_a_standby_that_fails_a_reader_is_left_out_and_the_next_answers(
    watch: Watch,
) -> None:
    first, read_first = ask(visit(), failing=("one",))
    _, read_next = ask(visit(), failing=("one",))

    assert first.status_code == 200
    assert read_first == ["one", "two"]
    assert read_next == ["two"]
    assert watch.standbys[0].left_out_until < time.monotonic() + LEFT_OUT_FOR + 1


def test_without_a_standby_that_is_well_the_primary_answers(watch: Watch) -> None:
    for standby in watch.standbys:
        standby.confirmed_at = float("-inf")

    answer, read = ask(visit())

    assert (answer.status_code, read) == (200, ["default"])


def test_a_primary_that_is_away_keeps_nobody_waiting_and_no_reader_out(
    watch: Watch,
) -> None:
    watch.primary.confirmed_at = float("-inf")

    assert ask(visit())[1] == ["one"]
    with pytest.raises(OperationalError):
        ask(visit(cookie="sessionid"))
