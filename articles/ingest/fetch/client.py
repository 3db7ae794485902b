"""Fetches one page over HTTP, within limits and as robots.txt allows."""

import datetime
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore2

from articles.ingest.fetch import refusal, robots
from articles.ingest.fetch.content_encoding import decode_content, too_large_error
from articles.ingest.fetch.network import (
    Allowance,
    Deadline,
    GuardedBackend,
    Resolver,
    check_target,
    system_resolver,
)
from articles.ingest.fetch.refusal import UPLOAD_INSTEAD, FetchError, RefusalReason
from articles.ingest.fetch.targets import Target, parse_target

ACCEPTED_MEDIA_TYPES = frozenset({
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown",
    "text/x-markdown", "application/pdf",
})  # fmt: skip
HTML_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_CLOSED_STATUSES = frozenset({401, 402, 403, 407, 451})
_REQUEST_HEADERS = (
    (b"User-Agent", b"Claimtracker/0.1 (keeps copies of works that an article cites)"),
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,"
                b"text/markdown;q=0.9,*/*;q=0.1"),
    # What is kept should be what was sent; some servers pack it all the same.
    (b"Accept-Encoding", b"identity"),
    (b"Connection", b"close"),
)  # fmt: skip


@dataclass(frozen=True)
class FetchLimits:
    """What one fetch may take, redirects and robots.txt included: bytes, seconds."""

    bytes: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


FETCH_LIMITS = FetchLimits()
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FetchedPage:
    """A fetched page: its bytes, where they came from, and when."""

    address: str
    final_address: str
    status: int
    headers: Headers
    content_type: str
    content: bytes
    fetched_at: datetime.datetime
    hops: tuple[str, ...] = ()

    @property
    def charset(self) -> str:
        """The encoding that the server named, or ""."""
        return content_type_parameters(_header_value(self.headers, "content-type")).get(
            "charset", ""
        )


def fetch_page(
    address: str,
    *,
    allowance: Allowance = Allowance(),  # noqa: B008 - it is frozen
    limits: FetchLimits = FETCH_LIMITS,
    resolve: Resolver = system_resolver,
) -> FetchedPage:
    """Return the page at an address; raise a FetchError that says why not."""
    target = parse_target(address)
    deadline = Deadline(limits.seconds)
    backend = GuardedBackend(allowance, deadline, resolve)
    with (
        _translate_errors(deadline),
        httpcore2.ConnectionPool(
            ssl_context=_tls_context(), network_backend=backend, max_connections=2
        ) as pool,
    ):
        return _Fetch(pool, allowance, limits, deadline).run(address, target)


def _tls_context() -> ssl.SSLContext:
    context = httpcore2.default_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass
class _Fetch:
    """One fetch under way."""

    pool: httpcore2.ConnectionPool
    allowance: Allowance
    limits: FetchLimits
    deadline: Deadline
    # What each origin's robots.txt says, once it was read; None: everything is allowed.
    rules: dict[str, bytes | None] = field(default_factory=dict)

    def run(self, address: str, target: Target) -> FetchedPage:
        hops: list[str] = []
        while True:
            check_target(target, self.allowance)
            self._obey_robots(target)
            with self._send_request(target) as answer:
                location = redirect_location(answer)
                if location is None:
                    return self._read_answer(address, target, answer, tuple(hops))
            hops.append(target.address)
            if len(hops) > self.limits.redirects:
                raise FetchError(
                    RefusalReason.ANSWER,
                    f"The address leads on more than {self.limits.redirects} times.",
                )
            target = target.redirect_to(location)

    @contextmanager
    def _send_request(self, target: Target) -> Iterator[httpcore2.Response]:
        url = httpcore2.URL(
            scheme=target.scheme,
            host=target.host,
            port=target.port,
            target=target.path,
        )
        host = target.origin.partition("://")[2].encode()
        headers = [(b"Host", host), *_REQUEST_HEADERS]
        with self.pool.stream("GET", url, headers=headers) as answer:
            yield answer

    def _read_answer(
        self,
        address: str,
        target: Target,
        answer: httpcore2.Response,
        hops: tuple[str, ...],
    ) -> FetchedPage:
        headers = decode_headers(answer)
        _refuse_status(answer.status)
        content_type = _refuse_type(_header_value(headers, "content-type"))
        length = _header_value(headers, "content-length")
        if length.isdecimal() and int(length[:20]) > self.limits.bytes:
            raise too_large_error(self.limits.bytes)
        content = self._read_body(answer, headers, self.limits.bytes)
        if not content:
            raise FetchError(
                RefusalReason.ANSWER, "The site answered with an empty page."
            )
        if content_type in HTML_MEDIA_TYPES and refusal.is_paywalled(content):
            raise FetchError(
                RefusalReason.PAYWALL,
                f"The page says that it is not free to read. {UPLOAD_INSTEAD}",
            )
        fetched_at = datetime.datetime.now(datetime.UTC)
        return FetchedPage(
            address, target.address, answer.status, headers, content_type, content,
            fetched_at, hops,
        )  # fmt: skip

    def _read_body(
        self, answer: httpcore2.Response, headers: Headers, limit: int
    ) -> bytes:
        encoding = _header_value(headers, "content-encoding").lower().strip()
        return decode_content(answer.iter_stream(), encoding, limit)

    def _obey_robots(self, target: Target) -> None:
        if target.origin not in self.rules:
            self.rules[target.origin] = self._read_robots(target.robots())
        rules = self.rules[target.origin]
        if rules is not None and not robots.is_allowed(rules, target.path):
            raise FetchError(
                RefusalReason.ROBOTS,
                "The site’s robots.txt asks programs not to fetch this address. "
                f"{UPLOAD_INSTEAD}",
            )

    def _read_robots(self, target: Target) -> bytes | None:
        """Return robots.txt, None where there is none.

        A site in trouble is left in peace.
        """
        for _ in range(self.limits.redirects + 1):
            check_target(target, self.allowance)
            with self._send_request(target) as answer:
                if answer.status >= 500:
                    raise FetchError(
                        RefusalReason.ROBOTS,
                        "The site’s robots.txt could not be read, so nothing was "
                        f"fetched. Try again later. {UPLOAD_INSTEAD}",
                    )
                location = redirect_location(answer)
                if location is None:
                    return self._rules_from(answer)
            target = target.redirect_to(location)
        return None

    def _rules_from(self, answer: httpcore2.Response) -> bytes | None:
        if answer.status != 200:
            return None
        return self._read_body(
            answer, decode_headers(answer), 10 * robots.MAX_ROBOTS_BYTES
        )


def redirect_location(answer: httpcore2.Response) -> str | None:
    """Return the address that the answer redirects to, if any."""
    location = _header_value(decode_headers(answer), "location")
    return location if answer.status in _REDIRECT_STATUSES and location else None


def decode_headers(answer: httpcore2.Response) -> Headers:
    """Return the headers as text: they are bytes, and by tradition Latin-1."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1").replace("\0", ""))
        for name, value in answer.headers
    )


def _header_value(headers: Headers, name: str) -> str:
    return next((value for known, value in headers if known.lower() == name), "")


def content_type_parameters(content_type: str) -> Mapping[str, str]:
    """Return the parameters behind a media type, for example its charset."""
    pairs = (part.partition("=") for part in content_type.split(";")[1:])
    return {name.strip().lower(): value.strip(" \"'") for name, _, value in pairs}


def _refuse_status(status: int) -> None:
    if status in (200, 203):
        return
    if status in _CLOSED_STATUSES:
        raise FetchError(
            RefusalReason.PAYWALL,
            "The site asks for a sign-in or a subscription, or keeps programs out "
            f"(status {status}). {UPLOAD_INSTEAD}",
        )
    if status in (404, 410):
        raise FetchError(
            RefusalReason.ANSWER,
            f"The site has no such page any more (status {status}).",
        )
    raise FetchError(
        RefusalReason.ANSWER, f"The site answered with an error (status {status})."
    )


def _refuse_type(content_type: str) -> str:
    """Return the media type, or raise a FetchError for one that is not read."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type in ACCEPTED_MEDIA_TYPES:
        return media_type
    label = f"“{media_type[:60]}”" if media_type else "of no type that it names"
    raise FetchError(
        RefusalReason.TYPE,
        f"What the site sent is {label}; web pages, plain text, Markdown and PDF can be"
        f" kept. {UPLOAD_INSTEAD}",
    )


@contextmanager
def _translate_errors(deadline: Deadline) -> Iterator[None]:
    """Turn errors of the network into words for the person who asked."""
    try:
        yield
    except httpcore2.TimeoutException:
        raise deadline.missed_error() from None
    except httpcore2.ConnectError as error:
        if "certificate" in str(error).lower():
            message = f"The site’s certificate is not valid. {UPLOAD_INSTEAD}"
        else:
            message = "The site could not be reached. Try again later."
        raise FetchError(RefusalReason.UNREACHABLE, message) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError):
        raise FetchError(
            RefusalReason.ANSWER, "The site broke off, or what it said is not HTTP."
        ) from None
