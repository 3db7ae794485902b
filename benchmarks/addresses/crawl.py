"""Every address that one person can reach, and what it answers."""

import gzip
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import lxml.html

from benchmarks.demo import Browser

MOST = 4000  # addresses of one person
HEADERS_OF_A_RUN = {"Date", "Expires", "Last-Modified", "Content-Length"}
NO_FILTER = {"after", "format", "on", "p"}
FORMATS = ("json", "csv")
ENDINGS = (".json", ".csv")
# Sortings of the admin's lists by any columns, and lists to go back to: without end.
ENDLESS = {"_changelist_filters", "o"}
LINKS = ("href", "src", "action", "xlink:href")


@dataclass
class Answer:
    """What an address answered, without what differs from run to run."""

    status: int
    headers: dict[str, str]
    body: bytes
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        self.sha256 = hashlib.sha256(self.body).hexdigest()


@dataclass
class Crawl:
    """One person's walk, from address to address, each once."""

    browser: Browser
    start: list[str]
    filters: int  # public lists with more filters than this are not followed
    normalise: Callable[[str], str]
    keys: dict[str, str]  # by the name for each
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    waiting: deque[str] = field(default_factory=deque)
    asked: int = 0

    def add(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            parts = urlsplit(address)
            query = parse_qsl(parts.query, keep_blank_values=True)
            # The same filters in another order are the same list.
            same = (parts.path, tuple(sorted(query)))
            if same not in self.seen and self.is_wanted(parts.path, query):
                self.seen.add(same)
                self.waiting.append(address)

    def is_wanted(self, path: str, query: list[tuple[str, str]]) -> bool:
        if path.startswith("/admin/"):
            # What would be deleted with a row is listed in no order.
            if path.endswith("/delete/"):
                return False
            names = {name for name, _ in query}
            return len(names) <= 1 and names.isdisjoint(ENDLESS)
        filters = sum(name not in NO_FILTER and text != "" for name, text in query)
        if path.startswith("/desk/"):
            return filters <= 1
        # As data it has the same rows as the page.
        return filters <= min(self.filters, 1 if path.endswith(ENDINGS) else 2)

    def walk(self, most: int = MOST) -> Iterator[tuple[str, Answer]]:
        """Each address, with names for its keys, and its answer."""
        for _ in range(most):
            if not self.waiting:
                return
            address = self.waiting.popleft()
            self.asked += 1
            answer, text = self.ask(address)
            self.add(self.leading_on(address, answer, text))
            yield self.normalise(address), answer

    def ask(self, address: str) -> tuple[Answer, str]:
        """The answer to keep; and the page as it came, to be followed."""
        response = self.browser.client.get(address)
        raw = b"".join(response) if response.streaming else response.content
        response.close()
        if address.endswith(".gz"):
            raw = b"\n".join(gzip.decompress(raw).splitlines())
        text = raw.decode("utf-8", "surrogateescape")
        kept = self.normalise(text)
        headers = {
            name: self.normalise(value)
            for name, value in sorted(response.items())
            if name not in HEADERS_OF_A_RUN
        }
        # It is made from the body as it came, or from the file's date.
        if kept != text or address.startswith("/static/"):
            headers.pop("ETag", None)
        body = kept.encode("utf-8", "surrogateescape")
        return Answer(response.status_code, headers, body), text

    def leading_on(self, address: str, answer: Answer, text: str) -> Iterator[str]:
        """Redirects, links, forms, and the page's own other formats."""
        base = address
        found: list[str] = []
        if answer.status in {301, 302, 303}:
            found.append(self.real(answer.headers["Location"]))
        if answer.headers.get("Content-Type", "").startswith("text/html") and text:
            found += links(text)
        if not address.startswith(("/desk/", "/admin/", "/static/")):
            found += other_formats(address)
        for link in found:
            target, _ = urldefrag(urljoin(f"http://localhost{base}", link))
            if target.startswith("http://localhost/"):
                yield target.removeprefix("http://localhost")

    def real(self, address: str) -> str:
        """The address with the keys of this run."""
        for name, key in self.keys.items():
            address = address.replace(name, key)
        return address


def links(page: str) -> Iterator[str]:
    """Every address that stands in a page; a form's with what it sends untouched."""
    for element in lxml.html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.items():
            if name in LINKS or (name.startswith("data-") and value.startswith("/")):
                yield value
        if element.tag == "form" and element.method == "GET":
            sent = [f"{name}={value}" for name, value in element.form_values() if value]
            yield f"{element.action or ''}?{'&'.join(sent)}"


def other_formats(address: str) -> Iterator[str]:
    """The same page as JSON and CSV, by its ending and by its parameter."""
    path, _, query = address.partition("?")
    if query or not path.endswith("/"):
        return
    for name in FORMATS:
        if path != "/":
            yield f"{path.rstrip('/')}.{name}"
        yield f"{path}?format={name}"


def routes_without_arguments() -> list[str]:
    """The addresses of the URLconf that name no row."""
    from django.urls import get_resolver

    found: list[str] = []

    def read(patterns: Any, prefix: str) -> None:
        for pattern in patterns:
            route = prefix + str(getattr(pattern.pattern, "_route", "<regex>"))
            if hasattr(pattern, "url_patterns"):
                read(pattern.url_patterns, route)
            elif "<" not in route and "(" not in route:
                found.append(f"/{route}")

    read(get_resolver().url_patterns, "")
    return sorted(found)
