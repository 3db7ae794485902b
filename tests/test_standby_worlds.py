"""What readers get from a standby: nothing unpublished, and nothing withdrawn for longer
than is promised (docs/deploying.md), at whatever public address.

Web servers read from a real standby, and keep pages. Every address that the two worlds of
tests/web/test_two_worlds.py are asked for is asked for over HTTP, once before anything is
compared; the tests below only compare.
"""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.drills.postgres import (
    PostgresServer,
    drill_place,
    manage,
    new_primary,
    new_standby,
)
from benchmarks.drills.processes import (
    HOST,
    ROOT,
    running_web,
    wait_until,
    web_environment,
)
from tests.test_replicas import BOUND, MAX_LAG
from tests.web.asking import SECRET
from tests.web.test_two_worlds import Seen, differences, is_followed, links
from tests.web.worlds import CANARY, UNSEEN_SOURCE

CLIENTS, MOST_TRIES = 6, 20
SET_UP = """
import json, django; django.setup()
from tests.web import test_two_worlds, worlds
from tests.web.asking import quick
"""
PUBLISH = """
with quick(): worlds.load_published()
found = [*test_two_worlds.variants(), *test_two_worlds.searches()]
"""
ADD = (
    "with quick(): worlds.add_unpublished()\nfound = test_two_worlds.hidden_addresses()"
)
NEWEST_SQL = """
SELECT id, lower(statement) FROM articles_publication
WHERE superseded_at IS NULL ORDER BY id DESC LIMIT 1
"""
WITHDRAW_SQL = """
UPDATE articles_publication SET superseded_at = clock_timestamp() WHERE id = {}
"""
TRIGGERS_SQL = "ALTER TABLE articles_publication {} TRIGGER USER"
LIST_SQL = "UPDATE articles_source SET listed = true WHERE key = '{}'"
END_SQL = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')"
REPLAYED_SQL = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')"


def addresses_after(code: str, server: PostgresServer) -> list[str]:
    """Run this on a server's database; the addresses that it finds then."""
    done = subprocess.run(
        [sys.executable, "-c", f"{SET_UP}{code}\nprint(json.dumps(sorted(set(found))))"],
        cwd=ROOT, env=web_environment(server.url()), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def seen(port: int, path: str, cookie: str) -> Seen:
    """What an answer tells: status, headers and body, without what differs each time.

    On a busy machine a web server may take the primary for away; it asks us to come back.
    """
    for _ in range(MOST_TRIES):
        status, message, received = answer_of(port, path, cookie)
        if status != 503:
            break
        time.sleep(0.5)
    body = SECRET.sub(rb"\1", received)
    has_form = SECRET.search(body) is not None
    apart = {"Date", "Expires", "Set-Cookie", *(["ETag"] if has_form else [])}
    headers = {name: text for name, text in message.items() if name not in apart}
    headers["Set-Cookie"] = message.get("Set-Cookie", "").partition("=")[0]
    return status, headers, body


def answer_of(
    port: int, path: str, cookie: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def ask_all(port: int, paths: Iterable[str], cookie: str = "") -> dict[str, Seen]:
    ordered = sorted(set(paths))
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = clients.map(lambda path: seen(port, path, cookie), ordered)
        return dict(zip(ordered, answers, strict=True))


def crawled(port: int, paths: Iterable[str]) -> dict[str, Seen]:
    """These addresses and every public one that links lead to from there."""
    found: dict[str, Seen] = {}
    waiting = {"/", *paths}
    while waiting:
        answers = ask_all(port, waiting)
        found |= answers
        linked = {
            link
            for _, headers, body in answers.values()
            if headers.get("Content-Type", "").startswith("text/html")
            for link in links(body)
        }
        waiting = {link for link in linked if is_followed(link)} - found.keys()
    return found


def telling(words: str, pages: dict[str, Seen]) -> list[str]:
    """The addresses whose answers have these words, unless they were asked for."""
    return [
        path for path, (_, headers, body) in pages.items()
        if words not in path and (words.encode() in body.lower() or words in str(headers))
    ]  # fmt: skip


@dataclass
class Servers:
    """A primary, a standby, and two web servers that read from the standby."""

    primary: PostgresServer
    standby: PostgresServer
    web: int  # the port of one that keeps the promise
    lenient: int  # of one to which a standby is near enough that is a minute behind

    def replay(self) -> None:
        """Wait until the standby shows what was committed."""
        end = self.primary.execute(END_SQL)
        wait_until(lambda: self.standby.execute(REPLAYED_SQL) >= end, "the standby")

    def newest_claim(self) -> tuple[int, str]:
        """The publication that was made last of those that stand, and what it says."""
        ((publication, words),) = self.primary.execute(NEWEST_SQL)
        return publication, words

    def withdraw(self, publication: int) -> None:
        """With SQL alone, as nobody should."""
        self.primary.execute(WITHDRAW_SQL.format(publication))


@contextmanager
def running_servers(log: Path) -> Iterator[Servers]:
    with drill_place() as place, ExitStack() as stack:
        primary = new_primary(place, fsync="off")
        stack.callback(primary.stop)
        manage(primary, "migrate", "--no-input", as_owner=True)
        standby = new_standby(primary, "standby")
        stack.callback(standby.stop)
        ports = []
        for lag in (MAX_LAG, 60):
            environment = web_environment(
                primary.url(), WEB_WORKERS="1", REPLICA_URLS=standby.url(),
                REPLICA_MAX_LAG=str(lag),
            )  # fmt: skip
            port, _ = stack.enter_context(running_web(environment, log))
            ports.append(port)
        yield Servers(primary, standby, *ports)


@dataclass
class Told:
    """What was asked, in this order."""

    # Of the lenient server, which reads from the standby whatever comes.
    without: dict[str, Seen]
    within: dict[str, Seen]
    hidden: dict[str, Seen]
    withdrawn: str  # the words of a claim that the standby knows to be withdrawn
    after: dict[str, Seen]
    # The standby has stopped to replay, and another claim is withdrawn.
    unknown: str
    kept: dict[str, Seen]  # before, wherever the claim stood
    still: dict[str, Seen]  # there, by the lenient server, after the bound
    bound: dict[str, Seen]  # by the other, after the bound
    anew: dict[str, Seen]  # by the same, from the primary, whatever was kept
    resumed: dict[str, Seen]  # the standby replays again
    # Behind the back of the triggers, a third one is withdrawn.
    unnoticed: str
    unnoticed_kept: dict[str, Seen]
    unnoticed_ended: dict[str, Seen]  # all pages were ended, as the document says
    listed: dict[str, Seen]  # lists, after an unpublished source was shown


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with running_servers(tmp_path_factory.mktemp("web") / "web.log") as servers:
        yield tell(servers)


def tell(servers: Servers) -> Told:
    primary, standby = servers.primary, servers.standby
    web, lenient = servers.web, servers.lenient
    found: dict[str, Any] = {}
    paths = addresses_after(PUBLISH, primary)
    servers.replay()
    found["without"] = crawled(lenient, paths)
    paths = sorted(found["without"])
    hidden = addresses_after(ADD, primary)
    servers.replay()
    found["within"] = ask_all(lenient, paths)
    found["hidden"] = ask_all(lenient, hidden)

    publication, found["withdrawn"] = servers.newest_claim()
    servers.withdraw(publication)
    servers.replay()
    found["after"] = ask_all(lenient, paths)

    publication, found["unknown"] = servers.newest_claim()
    where = telling(found["unknown"], found["after"])
    found["kept"] = ask_all(web, where)
    standby.execute("SELECT pg_wal_replay_pause()")
    servers.withdraw(publication)
    time.sleep(BOUND)
    found["still"] = ask_all(lenient, where)
    found["bound"] = ask_all(web, paths)
    found["anew"] = ask_all(web, paths[::4], "sessionid=nobody")
    standby.execute("SELECT pg_wal_replay_resume()")
    servers.replay()
    found["resumed"] = ask_all(lenient, where) | ask_all(web, paths[1::4])

    publication, found["unnoticed"] = servers.newest_claim()
    where = telling(found["unnoticed"], found["resumed"])
    ask_all(web, where)
    primary.execute(TRIGGERS_SQL.format("DISABLE"))
    servers.withdraw(publication)
    primary.execute(TRIGGERS_SQL.format("ENABLE"))
    servers.replay()
    found["unnoticed_kept"] = ask_all(web, where)
    primary.execute("DELETE FROM articles_publicversion")
    servers.replay()
    found["unnoticed_ended"] = ask_all(web, where)
    primary.execute(LIST_SQL.format(UNSEEN_SOURCE))
    servers.replay()
    found["listed"] = ask_all(web, ["/sources/", "/sources.json", "/sources.csv"])
    return Told(**found)


def test_every_public_address_is_asked_for(told: Told) -> None:
    assert len(told.without) > 500
    assert len(told.hidden) > 50
    statuses = {status for status, _, _ in told.without.values()}
    assert statuses >= {200, 302, 400, 404, 410}
    for pages in (told.without, told.within, told.after, told.bound, told.resumed):
        assert max(status for status, _, _ in pages.values()) < 500


def test_nothing_unpublished_is_sent(told: Told) -> None:
    assert differences(told.without, told.within) == []
    assert telling(CANARY, told.within | told.hidden) == []
    assert {status for status, _, _ in told.hidden.values()} <= {200, 404}


def test_what_is_withdrawn_is_gone_with_the_request_after_its_replay(
    told: Told,
) -> None:
    assert telling(told.withdrawn, told.within)
    assert telling(told.withdrawn, told.after) == []


def test_what_a_standby_does_not_know_to_be_withdrawn_is_gone_within_the_bound(
    told: Told,
) -> None:
    assert set(telling(told.unknown, told.kept)) == set(told.kept)
    assert telling(told.unknown, told.bound) == []
    for path, (status, _, body) in told.anew.items():
        assert (path, status, body) == (path, told.bound[path][0], told.bound[path][2])


def test_a_standby_that_replays_again_brings_nothing_back(told: Told) -> None:
    assert telling(told.unknown, told.resumed) == []


# -- defects that are seen -----------------------------------------------------------


def test_a_standby_that_is_trusted_for_too_long_is_seen(told: Told) -> None:
    assert telling(told.unknown, told.still)


def test_pages_that_are_kept_for_too_long_are_seen_until_all_are_ended(
    told: Told,
) -> None:
    assert telling(told.unnoticed, told.unnoticed_kept)
    assert telling(told.unnoticed, told.unnoticed_ended) == []


def test_a_source_that_is_shown_is_seen(told: Told) -> None:
    within = {path: told.within[path] for path in told.listed}

    assert set(telling(CANARY, told.listed)) == set(told.listed)
    assert differences(within, told.listed)
