"""The deployment's own proxy file and web server: what a slow or greedy client meets."""

import http.client
import os
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from benchmarks.drills.processes import (
    HOST,
    running_nginx,
    running_web,
    wait_until,
    web_environment,
)
from tests.servers import serving

NGINX = shutil.which("nginx") or ""
pytestmark = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")),
    reason="nginx was not found, or openssl: apt install nginx-light openssl",
)


def url_of_tests() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def ports(transactional_db: None, tmp_path: Path) -> Iterator[tuple[int, int, int]]:
    """Those of the proxy, of HTTPS and HTTP, and of the web server behind it."""
    environment = web_environment(
        url_of_tests(), WEB_WORKERS="1", BEHIND_HTTPS_PROXY="1"
    )
    with (
        running_web(environment, tmp_path / "web.log") as (web, _),
        running_nginx(NGINX, tmp_path, [web]) as (port, plain),
    ):
        yield port, plain, web


def tls(port: int) -> ssl.SSLSocket:
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting.wrap_socket(socket.create_connection((HOST, port), 20))


def said(connection: socket.socket, request: bytes) -> bytes:
    """What comes back until the other side hangs up.

    Whom the proxy waited for in vain, for the body that it announced, has the answer
    and is then reset (`reset_timedout_connection`).
    """
    connection.sendall(request)
    received = b""
    with suppress(ConnectionResetError):
        while block := connection.recv(65536):
            received += block
    return received


def ask(port: int, head: str, body: bytes = b"") -> bytes:
    lines = f"{head}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with tls(port) as connection:
        return said(connection, lines.encode() + body)


def test_the_proxy_passes_pages_on_and_keeps_greed_away(
    ports: tuple[int, int, int],
) -> None:
    port, plain, web = ports
    page = ask(port, "GET /method/ HTTP/1.1")
    assert page.startswith(b"HTTP/1.1 200")
    # The cookie says that the site knows of HTTPS; the proxy is not to be named.
    assert b"nginx/" not in page

    small = f"POST /login/ HTTP/1.1\r\nContent-Length: {64 * 1024 + 1}"
    large = f"POST /desk/import/ HTTP/1.1\r\nContent-Length: {16 * 1024 * 1024 + 1}"
    for too_large in (small, large):
        assert ask(port, too_large).startswith(b"HTTP/1.1 413")
    pieces = b"%x\r\n%s\r\n" % (70_000, b"a" * 70_000)
    chunked = "POST /login/ HTTP/1.1\r\nTransfer-Encoding: chunked"
    assert ask(port, chunked, pieces).startswith(b"HTTP/1.1 413")

    # The site answers the same without the proxy, at once and unread.
    for head, status in ((small, b"413"), (large, b"413"), (chunked, b"411")):
        with socket.create_connection((HOST, web), 20) as straight:
            straight.settimeout(5)
            lines = f"{head}\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n"
            straight.sendall(lines.encode())
            assert straight.recv(12) == b"HTTP/1.1 " + status

    moved = http.client.HTTPConnection(HOST, plain, timeout=10)
    moved.request("GET", "/claims/?q=x", headers={"Host": "claims.example"})
    answer = moved.getresponse()
    assert (answer.status, answer.headers["Location"]) == (
        301,
        "https://claims.example/claims/?q=x",
    )
    moved.close()


def test_many_slow_headers_keep_nobody_waiting(ports: tuple[int, int, int]) -> None:
    port, _, _ = ports
    slow = [tls(port) for _ in range(30)]
    for each in slow:
        each.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")

    began = time.monotonic()
    page = ask(port, "GET /healthz HTTP/1.1")

    assert page.startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 5
    for each in slow:
        each.close()


def test_one_address_takes_four_tables_at_once(tmp_path: Path) -> None:
    may_end = threading.Event()

    def never_ending(connection: socket.socket) -> None:
        may_end.wait(60)

    tables = ["/claims.csv", "/claims.csv?q=x", "/sources/k.csv", "/claims/?format=csv"]
    with (
        serving() as site,
        running_nginx(NGINX, tmp_path, [site.port]) as (port, _),
        ExitStack() as stack,
    ):
        site.answers = dict.fromkeys(tables, never_ending)
        taking: list[ssl.SSLSocket] = []
        for path in tables:
            taking.append(stack.enter_context(tls(port)))
            asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            taking[-1].sendall(asked.encode())
            wait_until(lambda: site.connections == len(taking), path, 20)
        refused = ask(port, "GET /articles%2Ecsv HTTP/1.1")
        others = [ask(port, f"GET {path} HTTP/1.1") for path in ("/", "/claims/?q=csv")]
        may_end.set()

    assert refused.startswith(b"HTTP/1.1 429")
    assert b"Retry-After: 60" in refused
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in others)


def test_a_web_server_that_is_away_is_told_in_words(tmp_path: Path) -> None:
    with running_nginx(NGINX, tmp_path, [9]) as (port, _):
        page = ask(port, "GET / HTTP/1.1")

    assert page.startswith(b"HTTP/1.1 503")
    assert b"Retry-After: 10" in page
    assert b"Wait half a minute" in page
