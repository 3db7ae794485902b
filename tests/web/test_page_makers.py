"""One reader makes a page, the others wait for it, or get the last one for a second."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import redis
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from articles.models import Source, SourceAlias
from articles.rendering import page_cache, page_store
from articles.rendering.page_store import (
    KeptPage,
    MemoryPages,
    Page,
    SharedPages,
    decode,
    encode,
    memory,
)
from tests.factories import make_source
from tests.redis_servers import serving_redis

PATH = "/sources/"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    memory.clear()


class Site:
    """A site whose page takes a while, and counts how often it was made."""

    def __init__(self, seconds: float = 0.0, body: str = "") -> None:
        self.seconds, self.body, self.made = seconds, body, 0
        self.answer = page_cache.cache_pages(self.make_page)

    def make_page(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        names = list(Source.objects.order_by("name").values_list("name", flat=True))
        time.sleep(self.seconds)
        words = f"{self.made}: {', '.join(names)}{self.body}"
        return HttpResponse(words, headers={"Cache-Control": "no-cache"})

    def ask(self) -> str:
        return self.answer(RequestFactory().get(PATH)).content.decode()


def at_once(number: int, ask: Callable[[], str], *, apart: float = 0) -> list[str]:
    """What so many readers get who ask at the same time, or one after the other."""
    together = Barrier(number)

    def run(place: int) -> str:
        try:
            together.wait()
            time.sleep(place * apart)
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(run, range(number)))


@pytest.fixture
def listed(transactional_db: None) -> Source:
    return make_source("First", listed=True)


def test_one_of_many_readers_makes_the_page(listed: Source) -> None:
    site = Site(0.3)

    assert at_once(8, site.ask) == ["1: First"] * 8
    assert site.made == 1


def test_the_others_get_the_last_page_when_something_was_added(
    listed: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MAKING_APART", 0)
    site = Site(0.5)
    site.ask()
    make_source("Second", listed=True)
    begun = time.monotonic()
    found = at_once(6, site.ask, apart=0.02)

    assert time.monotonic() - begun < 0.95  # nobody waited for a second page
    # Whoever came first has made it.
    assert sorted(found) == ["1: First"] * 5 + ["2: First, Second"]
    assert site.ask() == "2: First, Second"


def test_no_page_is_sent_from_before_something_was_taken_away(listed: Source) -> None:
    SourceAlias.objects.create(source=listed, name="One")
    for change in (
        lambda: Source.objects.update(name="Renamed"),
        lambda: SourceAlias.objects.all().delete(),
    ):
        site = Site(0.3)
        memory.clear()
        site.ask()
        change()

        assert {page[:2] for page in at_once(6, site.ask)} == {"2:"}
        assert site.made == 2


def test_a_page_is_not_made_again_within_a_second(
    listed: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MAKING_APART", 0.3)
    site = Site()
    site.ask()
    for name in ("Second", "Third"):
        make_source(name, listed=True)
        assert site.ask() == "1: First"
    time.sleep(0.35)
    assert site.ask() == "2: First, Second, Third"

    # A page that is seldom made and seldom asked for is as it stands.
    time.sleep(0.35)
    make_source("Fourth", listed=True)
    assert site.ask() == "3: First, Fourth, Second, Third"


def test_the_last_page_is_not_sent_for_longer_than_a_second(
    listed: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MAX_AGE", 0.05)
    site = Site(0.3)
    site.ask()
    make_source("Second", listed=True)
    time.sleep(0.1)

    assert set(at_once(6, site.ask)) == {"2: First, Second"}


def test_who_has_waited_for_a_second_makes_the_page(
    listed: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MAX_WAIT", 0.1)
    site = Site(0.6)
    begun = time.monotonic()
    at_once(3, site.ask)

    assert site.made == 3
    assert time.monotonic() - begun < 1.5


def test_a_failure_leaves_the_page_to_the_next_reader(listed: Source) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    for _ in range(2):
        with pytest.raises(RuntimeError):
            page_cache.cache_pages(fail)(RequestFactory().get(PATH))

    assert Site().ask() == "1: First"


def test_a_long_page_is_kept_and_a_streaming_one_is_not(listed: Source) -> None:
    long = Site(body="x" * 1_000_000)
    assert [long.ask()[:2] for _ in range(2)] == ["1:", "1:"]

    def stream(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(["x"], headers={"Cache-Control": "no-cache"})

    memory.clear()
    answer = page_cache.cache_pages(stream)  # type: ignore[arg-type]  # as Django has it
    assert all(answer(RequestFactory().get(PATH)).streaming for _ in range(2))
    assert memory.size == 0


# -- the memory ---------------------------------------------------------------------


def page(size: int) -> KeptPage:
    return KeptPage(Page({}, b"x" * size), "state", "others", "removals", 0.0, 0.0)


def test_the_memory_has_a_bound_and_what_is_unused_goes_first() -> None:
    pages = MemoryPages(100_000)
    for number in range(12):
        pages.put(f"page {number}", page(10_000))
        assert pages.get("page 0")
        assert pages.size <= 100_000

    assert [n for n in range(12) if pages.get(f"page {n}")] == [
        0,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
    ]
    pages.put("page 0", page(1_000))
    assert pages.size == 3_000 + 7 * 12_000
    pages.put("huge", page(30_000))
    assert pages.get("huge") is None


# -- shared with other processes ----------------------------------------------------


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with serving_redis(tmp_path) as url:
        monkeypatch.setattr(page_cache, "shared", SharedPages(url))
        yield url


def test_another_process_gets_the_page_from_the_shared_memory(
    listed: Source, server: str
) -> None:
    one, other = Site(), Site()
    one.ask()
    memory.clear()  # as in another process

    assert other.ask() == "1: First"
    assert other.made == 0
    Source.objects.update(name="Renamed")
    memory.clear()
    assert other.ask() == "1: Renamed"


def test_another_process_waits_for_the_page(
    listed: Source, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes share nothing but the server: here, neither memory nor makers."""
    monkeypatch.setattr(page_cache, "memory", MemoryPages(0))

    class Alone(page_cache.Makers):
        def begin(self, address: str, mine, *, anyway: bool):  # type: ignore[no-untyped-def]
            return mine

    monkeypatch.setattr(page_cache, "makers", Alone())
    site = Site(0.3)

    assert set(at_once(4, site.ask)) == {"1: First"}
    assert site.made == 1


def test_what_others_put_there_is_not_sent(listed: Source, server: str) -> None:
    Site().ask()
    memory.clear()
    with redis.Redis.from_url(server) as client:
        (name,) = client.scan_iter("page.*")
        genuine = client.get(name)
        forged = genuine[:32] + encode(name.decode(), Page({}, b"forged"))[32:]
        for planted in (b"", b"planted", genuine[:-1] + b"x", forged):
            client.set(name, planted)
            memory.clear()
            site = Site()
            assert site.ask() == "1: First"
            assert site.made == 1

    # Nor a page of ours under another name: it may have been withdrawn since.
    assert decode("page.other", encode("page.one", Page({}, b"x"))) is None
    assert decode("page.one", encode("page.one", Page({}, b"x"))) == Page({}, b"x")


def test_a_server_that_is_away_costs_one_reader_a_moment(
    listed: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving_redis(tmp_path) as url:
        monkeypatch.setattr(page_cache, "shared", SharedPages(url))
        Site().ask()
    for _ in range(3):  # killed
        memory.clear()
        begun = time.monotonic()
        assert Site().ask() == "1: First"
        assert time.monotonic() - begun < 0.5


def test_a_server_that_does_not_answer_is_left_alone(
    listed: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_store, "AWAY_SECONDS", 0.6)
    with serving_redis(tmp_path) as url, redis.Redis.from_url(url) as client:
        monkeypatch.setattr(page_cache, "shared", SharedPages(url))
        client.execute_command("CLIENT", "PAUSE", "700", "ALL")
        costs = []
        for _ in range(4):
            memory.clear()
            begun = time.monotonic()
            Site().ask()
            costs.append(time.monotonic() - begun)
        time.sleep(1)
        Site().ask()
        memory.clear()
        assert Site().ask()  # and found again when it is back
        assert list(client.scan_iter("page.*"))

    assert 0.2 < costs[0] < 0.6
    assert max(costs[1:]) < 0.2
