"""Pages as they were sent last: in the memory of this process, and shared with others.

What is shared is signed: whoever can write to the Redis or Valkey of a site cannot put
words on its pages (docs/adr/0018).
"""

import hashlib
import hmac
import json
import logging
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TypeVar

import redis
from django.conf import settings
from django.http import HttpResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
T = TypeVar("T")

OVERHEAD_BYTES = 2_000  # of a page in memory, besides its body
KEY_BYTES = 120  # of each key that it shows
LARGEST_SHARE = 4  # a page that takes more than a quarter of the memory is not kept
SHARED_SECONDS = 600  # a page lasts in the shared memory, if nothing changes
MAKING_SECONDS = 2  # after that, whoever makes a page is taken for dead
TIMEOUT_SECONDS = 0.25  # for an answer of the shared memory
AWAY_SECONDS = 5  # a shared memory that did not answer is left alone
MAC_BYTES = 32


@dataclass(frozen=True)
class Page:
    """A whole answer, 200, as its view and the middleware inside made it.

    `keys`: it shows no more of what is published than the records that name one of
    these, and what is public (articles/queries/public_index/journal.py); None: anything.
    """

    headers: dict[str, str]
    body: bytes
    keys: frozenset[str] | None = None

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        keys = getattr(response, "shown_keys", None)
        return cls(dict(response.headers), response.content, keys)

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=self.headers)


@dataclass
class KeptPage:
    """A page, the state that it shows, when it was made and last known to be current.

    `others`: the state of what it shows besides claims; `removals`: of all that was taken
    away; `steps`: for each server, after which step of its journal all that came since
    is noted.
    """

    page: Page
    state: str
    others: str
    removals: str
    made_at: float
    current_at: float
    steps: dict[str, int] = field(default_factory=dict)


class MemoryPages:
    """The newest page of each address; those unused for longest make room for others."""

    def __init__(self, limit: int) -> None:
        self.limit = limit  # bytes
        self.size = 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str) -> KeptPage | None:
        with self._lock:
            if kept := self._pages.get(address):
                self._pages.move_to_end(address)
            return kept

    def put(self, address: str, kept: KeptPage) -> None:
        with self._lock:
            self._drop(self._pages.pop(address, None))
            if kept_bytes(kept) * LARGEST_SHARE > self.limit:
                return
            self._pages[address] = kept
            self.size += kept_bytes(kept)
            while self.size > self.limit:
                self._drop(self._pages.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, kept: KeptPage | None) -> None:
        self.size -= kept_bytes(kept) if kept else 0


def kept_bytes(kept: KeptPage) -> int:
    keys = len(kept.page.keys or ()) * KEY_BYTES
    return len(kept.page.body) + keys + OVERHEAD_BYTES


class SharedPages:
    """Pages in a Redis or Valkey, for all processes and machines; without one, none."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        ) if url else None  # fmt: skip
        self._away_until = 0.0

    def get(self, name: str) -> Page | None:
        found = self._ask(lambda client: client.get(name), None)
        return decode(name, found) if isinstance(found, bytes) else None

    def put(self, name: str, page: Page) -> None:
        value = encode(name, page) if self._client else b""
        self._ask(lambda client: client.set(name, value, ex=SHARED_SECONDS), None)

    def begin(self, name: str) -> bool:
        """Whether this process makes the page now: no other one is at it."""
        return self._ask(
            lambda client: bool(
                client.set(f"{name}.made", b"1", nx=True, ex=MAKING_SECONDS)
            ),
            True,
        )

    def end(self, name: str) -> None:
        self._ask(lambda client: client.delete(f"{name}.made"), None)

    def _ask(self, ask: "Callable[[redis.Redis], T]", otherwise: T) -> T:
        """The answer; or this, where there is none: then nobody asks for some seconds."""
        now = monotonic()
        if self._client is None or now < self._away_until:
            return otherwise
        if self._away_until:  # one tries whether it is back; the others go on without
            self._away_until = now + AWAY_SECONDS
        try:
            answer = ask(self._client)
        except (redis.RedisError, OSError) as error:
            self._away_until = monotonic() + AWAY_SECONDS
            log.warning("The shared page cache is away (%s).", type(error).__name__)
            return otherwise
        self._away_until = 0.0
        return answer


def encode(name: str, page: Page) -> bytes:
    keys = None if page.keys is None else sorted(page.keys)
    head = json.dumps([page.headers, keys]).encode()
    packed = zlib.compress(b"\n".join([head, page.body]), 1)
    return sign(name, packed) + packed


def decode(name: str, value: bytes) -> Page | None:
    """The page that was put there under this name; None where it was not one of ours."""
    mac, packed = value[:MAC_BYTES], value[MAC_BYTES:]
    if not hmac.compare_digest(mac, sign(name, packed)):
        log.warning("The shared page cache holds something that is not ours.")
        return None
    head, body = zlib.decompress(packed).split(b"\n", 1)
    headers, keys = json.loads(head)
    return Page(headers, body, None if keys is None else frozenset(keys))


def sign(name: str, packed: bytes) -> bytes:
    """A code that only this site can give, for this page under this name."""
    secret = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    signed = hashlib.blake2b(key=secret, digest_size=MAC_BYTES, person=b"kept page")
    signed.update(f"{name}\n".encode())
    signed.update(packed)
    return signed.digest()


memory = MemoryPages(settings.PAGE_CACHE_MEGABYTES * 1024 * 1024)
shared = SharedPages(settings.CACHE_URL)
