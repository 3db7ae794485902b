"""What comes of a fetch: a page with all that is known of it, or a reason why not?"""

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from articles.ingest.fetch import (
    FetchedPage,
    FetchError,
    FetchLimits,
    RefusalReason,
    fetch_page,
)
from articles.ingest.fetch.robots import is_allowed
from tests.effort import grows_in_proportion, within_a_minute
from tests.servers import (
    PAGE,
    Server,
    drip,
    dripping_head,
    endless,
    http,
    moved,
    serving,
    silent,
)

SMALL = FetchLimits(bytes=200_000, seconds=60)
BRIEF = FetchLimits(bytes=200_000, seconds=2)
# What has no limit goes on for ever; a busy machine is only slow.
SOON = 60


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def get(server: Server, path: str = "/", limits: FetchLimits = SMALL) -> FetchedPage:
    return fetch_page(
        f"{server.address}{path}", allowance=server.allowance, limits=limits
    )


def refused(
    server: Server, path: str = "/", limits: FetchLimits = SMALL
) -> RefusalReason:
    with pytest.raises(FetchError) as error:
        get(server, path, limits)
    assert str(error.value)
    return error.value.reason


def test_a_page_comes_with_all_that_is_known_of_it(server: Server) -> None:
    server.answers["/old"] = moved("/new?x=1#part")

    found = get(server, "/old")

    assert found.content == PAGE
    assert found.address == f"{server.address}/old"
    assert found.final_address == f"{server.address}/new?x=1"
    assert found.hops == (f"{server.address}/old",)
    assert (found.status, found.content_type) == (200, "text/html")
    assert found.charset == "utf-8"
    assert ("Content-Type", "text/html; charset=utf-8") in found.headers


def test_the_site_is_told_who_asks(server: Server) -> None:
    get(server)

    assert server.paths() == ["/robots.txt", "/"]
    for asked in server.requests:
        assert b"User-Agent: Claimtracker/" in asked
        assert f"Host: 127.0.0.1:{server.port}\r\n".encode() in asked
        assert b"Cookie" not in asked


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_redirects_are_followed(server: Server, status: str) -> None:
    server.answers |= {f"/{n}": moved(f"/{n + 1}", status) for n in range(1, 6)}

    assert get(server, "/1").final_address.endswith("/6")


def test_redirects_end(server: Server) -> None:
    server.answers |= {f"/{n}": moved(f"/{n + 1}") for n in range(1, 7)}
    server.answers["/loop"] = moved("/loop")

    assert refused(server, "/1") == RefusalReason.ANSWER
    assert refused(server, "/loop") == RefusalReason.ANSWER
    assert server.paths().count("/loop") == 6


BIG = b"<p>" + b"word " * 2_000_000
# fmt: off
PACKED = [
    ("gzip", gzip.compress(PAGE, mtime=0)), ("x-gzip", gzip.compress(PAGE, mtime=0)),
    ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4]),
    ("GZIP", gzip.compress(PAGE, mtime=0)), ("identity", PAGE),
]
BOMBS: dict[str, tuple[bytes | Callable, RefusalReason]] = {
    "a body that never ends": (endless, RefusalReason.SIZE),
    "a body of 10 MB": (http(BIG), RefusalReason.SIZE),
    "10 MB in 10 kB": (http(gzip.compress(BIG, mtime=0), Content_Encoding="gzip"), RefusalReason.SIZE),
    "10 MB, deflated": (http(zlib.compress(BIG), Content_Encoding="deflate"), RefusalReason.SIZE),
    "packed twice": (http(gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0),
                          Content_Encoding="gzip, gzip"), RefusalReason.TYPE),
    "packed in another way": (http(PAGE, Content_Encoding="br"), RefusalReason.TYPE),
    "packed and cut off": (http(gzip.compress(PAGE, mtime=0)[:-9], Content_Encoding="gzip"),
                           RefusalReason.ANSWER),
    "said to be packed": (http(PAGE, Content_Encoding="gzip"), RefusalReason.ANSWER),
    "a body byte by byte": (drip, RefusalReason.TIME),
    "a head line by line": (dripping_head, RefusalReason.TIME),
    "no answer": (silent, RefusalReason.TIME),
    "no HTTP": (b"220 mail.example ESMTP\r\n", RefusalReason.ANSWER),
    "a head that never ends": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000, RefusalReason.ANSWER),
    "an answer cut off": (http(PAGE)[:-20], RefusalReason.ANSWER),
    "two lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
                    b"Content-Type: text/html\r\n\r\nab", RefusalReason.ANSWER),
    "hung up": (b"", RefusalReason.ANSWER),
}
# fmt: on


@pytest.mark.parametrize(("encoding", "body"), PACKED, ids=count())
def test_what_is_packed_is_unpacked(encoding: str, body: bytes, server: Server) -> None:
    server.answers["/"] = http(body, Content_Encoding=encoding)

    assert get(server).content == PAGE


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_within_its_limits(bomb: str, server: Server) -> None:
    server.answers["/"], reason = BOMBS[bomb]
    limits = BRIEF if reason == RefusalReason.TIME else SMALL
    started = time.monotonic()

    assert refused(server, limits=limits) == reason
    assert time.monotonic() - started < SOON


def test_a_name_that_resolves_for_ever_ends_with_the_rest() -> None:
    over = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        over.wait(2 * SOON)
        return []

    started = time.monotonic()
    with pytest.raises(FetchError) as error:
        fetch_page(
            "http://slow.example/", limits=FetchLimits(seconds=0.3), resolve=slow
        )
    over.set()

    assert error.value.reason == RefusalReason.TIME
    assert time.monotonic() - started < SOON


def test_a_bomb_in_robots_ends_too(server: Server) -> None:
    server.answers["/robots.txt"] = endless

    assert refused(server) == RefusalReason.SIZE


def test_what_stays_below_the_limits_comes_whole(server: Server) -> None:
    page = b"<p>" + b"a" * 199_990
    server.answers["/"] = http(gzip.compress(page, mtime=0), Content_Encoding="gzip")

    assert get(server).content == page


# fmt: off
TYPES = [
    ("text/html", True), ("TEXT/HTML; charset=x", True), ("application/xhtml+xml", True),
    ("text/plain", True), ("text/markdown", True), ("application/pdf", True),
    ("image/png", False), ("application/zip", False), ("text/htmlx", False),
    ("application/octet-stream", False), ("text/css", False), ("", False),
]
STATUSES = [
    ("200 OK", None), ("203 Other", None), ("204 Nothing", RefusalReason.ANSWER),
    ("206 Part", RefusalReason.ANSWER), ("300 Many", RefusalReason.ANSWER), ("304 Same", RefusalReason.ANSWER),
    ("401 Who", RefusalReason.PAYWALL), ("402 Pay", RefusalReason.PAYWALL), ("403 No", RefusalReason.PAYWALL),
    ("451 Law", RefusalReason.PAYWALL), ("404 Not", RefusalReason.ANSWER), ("410 Gone", RefusalReason.ANSWER),
    ("429 Often", RefusalReason.ANSWER), ("500 Oh", RefusalReason.ANSWER), ("503 Oh", RefusalReason.ANSWER),
]
CLOSED = [
    b'<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
    b'<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>',
    b'<meta itemprop="isAccessibleForFree" content="false">',
    b'<meta property="article:content_tier" content="locked">',
]
# fmt: on


@pytest.mark.parametrize(("content_type", "kept"), TYPES)
def test_only_what_can_be_read_is_kept(
    content_type: str, kept: bool, server: Server
) -> None:
    server.answers["/"] = http(b"words", content_type=content_type)

    if kept:
        assert get(server).content == b"words"
    else:
        assert refused(server) == RefusalReason.TYPE


@pytest.mark.parametrize(("status", "reason"), STATUSES)
def test_an_error_of_the_site_is_no_page(
    status: str, reason: RefusalReason | None, server: Server
) -> None:
    server.answers["/"] = http(b"" if status[:3] in ("204", "304") else PAGE, status)

    if reason is None:
        assert get(server).status == int(status[:3])
    else:
        assert refused(server) == reason


@pytest.mark.parametrize("mark", CLOSED)
def test_a_page_that_says_it_is_not_free_is_not_kept(
    mark: bytes, server: Server
) -> None:
    server.answers["/"] = http(PAGE + mark)
    server.answers["/free"] = http(
        PAGE + mark.lower().replace(b"false", b"true").replace(b"locked", b"free")
    )

    assert refused(server) == RefusalReason.PAYWALL
    assert get(server, "/free").status == 200


def test_a_server_that_is_not_there_is_said_to_be_unreachable() -> None:
    with serving() as gone:
        pass

    assert refused(gone) == RefusalReason.UNREACHABLE


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """One that 127.0.0.1 made for itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    made, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = [
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
        "-out", str(made), "-keyout", str(key),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return made, key


@pytest.mark.parametrize("trusted", [True, False])
def test_a_server_has_to_prove_its_name(
    trusted: bool, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with serving(tls=context) as secure:
        if trusted:
            assert get(secure).content == PAGE
        else:
            with pytest.raises(FetchError, match="certificate is not valid"):
                get(secure)
        assert secure.paths() == (["/robots.txt", "/"] if trusted else [])


# fmt: off
ROBOTS = [
    # what the file says                                        path      allowed
    ("",                                                        "/a",     True),
    ("User-agent: *\nDisallow: /",                              "/a",     False),
    ("User-agent: *\nDisallow:",                                "/a",     True),
    ("User-agent: *\nDisallow: /a",                             "/ab",    False),
    ("User-agent: *\nDisallow: /a",                             "/b",     True),
    ("user-agent:*\ndisallow:/a # not here",                    "/a",     False),
    ("User-agent: other\nDisallow: /",                          "/a",     True),
    ("User-agent: Claimtracker\nDisallow: /",                   "/a",     False),
    ("User-agent: other\nUser-agent: claimtracker\nDisallow: /", "/a",    False),
    ("User-agent: claimtracker\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\nUser-agent: claimtracker\nDisallow: /b", "/a", True),
    # the longest rule counts, not the first one; a tie allows
    ("User-agent: *\nAllow: /\nDisallow: /private",             "/private", False),
    ("User-agent: *\nDisallow: /\nAllow: /open",                "/open/a", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a",                  "/a",     True),
    ("User-agent: Claimtracker/1.0\nDisallow: /",               "/a",     False),
    # wildcards
    ("User-agent: *\nDisallow: /*.pdf$",                        "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$",                        "/a.pdf?x", True),
    ("User-agent: *\nDisallow: /*print=",                       "/a?print=1", False),
    ("User-agent: *\nDisallow: /a*b*c",                         "/a1b2c3", False),
    ("User-agent: *\nDisallow: /a$",                            "/ab",    True),
    # percent-encoding
    ("User-agent: *\nDisallow: /%C3%A4",                        "/%c3%a4", False),
    ("User-agent: *\nDisallow: /ä",                             "/%C3%A4", False),
    # no rules at all
    ("<html>Not found</html>",                                  "/a",     True),
    ("Disallow: /",                                             "/a",     True),
    ("\ufeffUser-agent: *\nDisallow: /",                        "/a",     False),
    ("User-agent: *\nDisallow: /",                              "/robots.txt", True),
]  # fmt: skip
# fmt: on


@pytest.mark.parametrize(("said", "path", "allowed"), ROBOTS)
def test_robots_are_read_as_the_standard_says(
    said: str, path: str, allowed: bool
) -> None:
    assert is_allowed(said.encode(), path) is allowed


def test_many_wildcards_take_steps_in_proportion_to_their_number() -> None:
    def ask(wildcards: int) -> None:
        rule = b"Disallow: /" + b"*a" * wildcards + b"b\n"
        assert is_allowed(b"User-agent: *\n" + rule * 200, "/" + "a" * 2 * wildcards)

    # As a pattern that tries all ways, it would take for ever.
    with within_a_minute():
        assert grows_in_proportion(ask, 450)


# fmt: off
FILES = [
    (http(b"User-agent: *\nDisallow: /", content_type="text/plain"), RefusalReason.ROBOTS),
    (http(b"User-agent: *\nDisallow: /other", content_type="text/plain"), None),
    (http(b"", "404 Not"), None), (http(b"", "403 No"), None), (http(b"", "429 No"), None),
    (http(b"", "500 Oh"), RefusalReason.ROBOTS), (http(b"", "503 Oh"), RefusalReason.ROBOTS),
    (moved("/there"), None), (moved("/robots.txt"), None),
    (http(gzip.compress(b"User-agent: *\nDisallow: /", mtime=0),
          content_type="text/plain", Content_Encoding="gzip"), RefusalReason.ROBOTS),
]
# fmt: on


@pytest.mark.parametrize(("answer", "reason"), FILES, ids=count())
def test_robots_decide(
    answer: bytes, reason: RefusalReason | None, server: Server
) -> None:
    server.answers["/robots.txt"] = answer
    server.answers["/there"] = http(b"User-agent: *\nDisallow: /other")

    if reason is None:
        assert get(server).content == PAGE
    else:
        assert refused(server) == reason
        assert "/" not in server.paths()


def test_robots_of_every_host_on_the_way_decide(server: Server) -> None:
    with serving("127.0.0.9", server.port) as other:
        other.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /")
        server.answers["/"] = moved(f"{other.address}/")
        allowance = server.allowance.places | other.allowance.places

        with pytest.raises(FetchError) as error:
            fetch_page(
                f"{server.address}/",
                allowance=type(server.allowance)(allowance),
                limits=SMALL,
            )

    assert error.value.reason == RefusalReason.ROBOTS
    assert other.paths() == ["/robots.txt"]
