"""People at a site under drill: readers who ask all the time, and writers who note what
was acknowledged, each with a log of what happened when."""

import http.client
import itertools
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.drills.processes import HOST

TIMEOUT = 15.0  # seconds until a reader gives up
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}


@dataclass
class Asked:
    """One request: when it was made, how long it took, and its status; 0 for none."""

    at: float
    seconds: float
    status: int


def ask(
    port: int, path: str, body: str | None = None, cookies: str = ""
) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        method = "GET" if body is None else "POST"
        headers = {**FORM, "Cookie": cookies} if cookies else dict(FORM)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    finally:
        connection.close()


@dataclass
class Person:
    """Asks one page after the other, of one web process after the other, in a thread."""

    ports: list[int]
    ending: threading.Event = field(default_factory=threading.Event)
    asked: list[Asked] = field(default_factory=list)

    def note(self, began: float, status: int) -> None:
        self.asked.append(Asked(began, time.monotonic() - began, status))

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.go_on, daemon=True)
        thread.start()
        return thread

    def go_on(self) -> None:
        raise NotImplementedError


@dataclass
class Reader(Person):
    """Asks for pages; a port that does not answer is left for the next, as a proxy does."""

    paths: tuple[str, ...] = (
        "/claims/",
        "/",
        "/sources/",
        "/articles/",
        "/claims.json",
    )

    def go_on(self) -> None:
        turns = zip(itertools.cycle(self.ports), itertools.count(), strict=False)
        for port, number in turns:
            if self.ending.is_set():
                return
            # Another address each time: no page is one that was kept.
            path = f"{self.paths[number % len(self.paths)]}?q=w{number}"
            self.read(port, path if "claims" in path else path.partition("?")[0])
            time.sleep(0.02)

    def read(self, port: int, path: str) -> None:
        began = time.monotonic()
        for candidate in (port, *self.ports):
            try:
                self.note(began, ask(candidate, path)[0])
            except ConnectionRefusedError:
                continue
            except (OSError, http.client.HTTPException):
                self.note(began, 0)
            return
        self.note(began, 0)


@dataclass
class Writer(Person):
    """Records sources; sends each again under its key until it is acknowledged."""

    username: str = "ada"
    password: str = "claimtracker-demo"  # noqa: S105 (of the demo)
    acknowledged: list[str] = field(default_factory=list)
    cookies: str = ""

    def sign_in(self) -> None:
        status, headers, page = ask(self.ports[0], "/login/")
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
        if token is None:
            raise RuntimeError(f"No form to sign in: {status}")
        values = {"login": self.username, "password": self.password,
                  "csrfmiddlewaretoken": token[1]}  # fmt: skip
        first = cookies_of(headers)
        status, headers, _ = ask(self.ports[0], "/login/", urlencode(values), first)
        if status != 302:
            raise RuntimeError(f"Signing in was answered with {status}")
        self.cookies = cookies_of(headers)

    def go_on(self) -> None:
        for port in itertools.cycle(self.ports):
            if self.ending.is_set():
                return
            self.save(port, f"Drill {uuid.uuid4().hex[:12]}")
            time.sleep(0.05)

    def save_some(self, number: int) -> None:
        for _ in range(number):
            self.save(self.ports[0], f"Drill {uuid.uuid4().hex[:12]}")

    def save(self, port: int, name: str) -> None:
        token = re.search(r"csrftoken=([^;]+)", self.cookies)
        body = urlencode({
            "name": name, "kind": "person", "version": "1",
            "idempotency_key": str(uuid.uuid4()),
            "csrfmiddlewaretoken": token[1] if token else "",
        })  # fmt: skip
        for candidate in itertools.cycle([port, *self.ports]):
            began = time.monotonic()
            try:
                status, _, _ = ask(candidate, "/desk/sources/new/", body, self.cookies)
            except (OSError, http.client.HTTPException):
                status = 0
            self.note(began, status)
            if status == 302:
                self.acknowledged.append(name)
                return
            if self.ending.is_set():
                return
            time.sleep(0.2)


def cookies_of(headers: http.client.HTTPMessage) -> str:
    set_ones = headers.get_all("Set-Cookie") or []
    return "; ".join(text.partition(";")[0] for text in set_ones)
