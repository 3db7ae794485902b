"""Servers of our own on loopback, which count who comes and answer as they are told."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from articles.ingest.fetch import Allowance

Answer = bytes | Callable[[socket.socket], None]
PAGE = b"<!doctype html><html><body><p>The gates were opened.</p></body></html>"


def http(
    body: bytes = PAGE,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    **headers: str,
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"Content-Type: {content_type}"] if content_type else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def moved(location: str, status: str = "302 Found") -> bytes:
    return http(b"", status, Location=location)


ARTICLE = """<!doctype html><html lang="en"><head><title>The river rose</title>
<meta property="og:site_name" content="The Courier">
<link rel="canonical" href="{canonical}"></head><body><article>
<h1>The river rose</h1><p>By Vera Holm</p>
<p>The gates of the upper lock were opened before midnight, the ministry said on Saturday.
It had been told so by the command, which had heard it from the keeper of the lock.</p>
<p>The wells of the town ran dry in March, and nobody in the town hall could say why.</p>
<p>A spokesman of the ministry said that the gauge at the ford had shown it for days.</p>
</article></body></html>"""


def article(canonical: str = "") -> bytes:
    """A page with an article in it, as a site would send it."""
    return http(ARTICLE.format(canonical=canonical).encode())


NO_ROBOTS = http(b"", "404 Not Found")


@dataclass
class Server:
    """What it answers by path, and the requests that it has seen."""

    host: str
    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    tls: ssl.SSLContext | None = None

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    @property
    def allowance(self) -> Allowance:
        return Allowance(frozenset({(self.host, self.port)}))

    def paths(self) -> list[str]:
        return [seen.split()[1].decode() for seen in self.requests]

    def answer(self, connection: socket.socket) -> None:
        self.connections += 1
        connection.settimeout(30)
        if self.tls:
            try:
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:  # whoever asked does not trust us
                connection.close()
                return
        with connection:
            asked = b""
            while b"\r\n\r\n" not in asked:
                more = connection.recv(65536)
                if not more:
                    return
                asked += more
            self.requests.append(asked)
            path = asked.split()[1].decode()
            default = NO_ROBOTS if path == "/robots.txt" else http()
            said = self.answers.get(path, default)
            # Whoever asked may hang up whenever it likes.
            try:
                said(connection) if callable(said) else connection.sendall(said)
            except OSError:
                return


@contextmanager
def serving(
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    **answers: Answer,
) -> Iterator[Server]:
    """A server at that address; answers by path without its first slash."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(50)
        server = Server(host, listener.getsockname()[1], tls=tls)
        server.answers.update({f"/{path}": said for path, said in answers.items()})
        threading.Thread(target=accept, args=(listener, server), daemon=True).start()
        yield server
        # Wakes up whoever waits in accept(), which closing alone does not.
        listener.shutdown(socket.SHUT_RDWR)


def accept(listener: socket.socket, server: Server) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=server.answer, args=(connection,), daemon=True).start()


def drip(connection: socket.socket) -> None:
    """A byte now and then: never silent for long, and never done."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(600):
        connection.sendall(b"a")
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"word " * 10_000)


def dripping_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        connection.sendall(b"X-%d: a\r\n" % number)
        time.sleep(0.05)


def silent(connection: socket.socket) -> None:
    time.sleep(30)
