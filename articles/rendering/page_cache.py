"""Sends a page again for as long as nothing that it shows has changed.

A page for readers without a session is made of its address, of the code, and of the
public things that it shows, which have versions (articles/queries/public_state.py,
docs/adr/0018).
"""

import hashlib
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Event, Lock
from time import monotonic, sleep

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import set_response_etag

from articles.models.choices import PublicKind
from articles.queries.public_index.current import (
    followed_journal,
    followed_step,
    seen_public_state,
)
from articles.queries.public_index.journal import Journal
from articles.queries.public_state import PublicState, read_public_state
from articles.rendering.page_store import KeptPage, Page, memory, shared
from articles.replicas.choice import reading_alias

MAX_WAIT = 1.0  # seconds for a page that somebody else is making
MAX_AGE = 1.0  # seconds that a page is sent after it may have got out of date
MAKING_APART = 0.9  # seconds between two makings of a page, if it may be sent meanwhile
POLL_INTERVAL = 0.02  # seconds between two questions whether another process is done
# Who sends one of these may be somebody to whom a page says something else.
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
# Who sends one of these is answered by it, and not by the address alone.
NEGOTIATED = {"HTTP_ACCEPT_DATETIME"}  # articles/views/mementos.py

EVERY_KIND = frozenset(PublicKind.values)
BESIDE_CLAIMS = EVERY_KIND - {PublicKind.CLAIMS, PublicKind.REMOVALS}
LISTED = frozenset({PublicKind.CLAIMS, PublicKind.SOURCES, PublicKind.WORKS})
# What pages show, by the name of their address (`_as`: the same in another format); a
# page that is not named here is made anew with every change.
PAGE_KINDS = {
    "home": EVERY_KIND,  # of its example it says what is connected
    "claims": LISTED,
    "claim_card": frozenset({PublicKind.CLAIMS}),
    "articles": LISTED,
    "article": LISTED,
    "article_version": LISTED,
    "article_changes": LISTED,
    "search": LISTED,
    "search_suggest": LISTED,
    "sources": frozenset({PublicKind.CLAIMS, PublicKind.SOURCES}),
    "audit": frozenset({PublicKind.CLAIMS}),
    "method": frozenset({PublicKind.CLAIMS}),  # how often reviewers agree on them
    "robots": frozenset[str](),
    "favicon": frozenset[str](),
    "manifest": frozenset[str](),
    "sitemap": LISTED,
    "sitemap_block": LISTED,
}

NextHandler = Callable[[HttpRequest], HttpResponse]


@lru_cache(maxsize=2_000)
def shown_kinds(path: str) -> frozenset[str]:
    """The kinds of public things that the page at this path shows."""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return EVERY_KIND
    return PAGE_KINDS.get(name.removesuffix("_as"), EVERY_KIND)


@cache
def release() -> str:
    """Stands for this code and its settings: another release makes other pages."""
    digest = hashlib.blake2b(digest_size=16)
    found = [*Path(settings.BASE_DIR, "templates").rglob("*.*")]
    for folder in ("articles", "claimtracker"):
        found += Path(settings.BASE_DIR, folder).rglob("*.py")
    if settings.STATIC_ROOT:  # the names of the files that pages link to
        found += Path(settings.STATIC_ROOT).glob("staticfiles.json")
    for path in sorted(found):
        digest.update(path.name.encode() + path.read_bytes())
    names = sorted(name for name in dir(settings) if name.isupper())
    chosen = {name: getattr(settings, name) for name in names}
    plain = {k: v for k, v in chosen.items() if isinstance(v, str | int | list)}
    digest.update(repr(plain).encode())
    return digest.hexdigest()


def digest_of(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=24).hexdigest()


class AskedPage:
    """Which page is asked for, in which state, and when that was asked for and known."""

    def __init__(self, request: HttpRequest, state: PublicState, at: float) -> None:
        # The head of every page leads to the circles, where there are any.
        where = f"{state.has_circles} {request.build_absolute_uri()}"
        self.address = digest_of(f"{release()} {where}")
        self.state = state.key(shown_kinds(request.path_info))
        self.others = state.key(BESIDE_CLAIMS)
        self.removals = state.key({PublicKind.REMOVALS})
        self.at, self.known_at = at, monotonic()
        self._public_state, self._using = state, state.using
        self._step: int | None = None

    @property
    def name(self) -> str:
        """What the page is called where others look for it, too."""
        return f"page.{digest_of(f'{self.state} {self.address}')}"

    @cached_property
    def _followed(self) -> tuple[Journal, int] | None:
        """What is noted until this state at least; None: that is not known at once."""
        return followed_journal(self._public_state)

    def find_current(self) -> Page | None:
        """The page as it is now."""
        kept = memory.get(self.address)
        if kept is None or not (kept.state == self.state or self._stands(kept)):
            return None
        kept.current_at = max(kept.current_at, self.at)
        return kept.page

    def _stands(self, kept: KeptPage) -> bool:
        """Whether nothing that it shows has changed, though something has."""
        since = kept.steps.get(self._using)
        if kept.page.keys is None or since is None or kept.others != self.others:
            return False
        if self._followed is None:
            return False
        journal, step = self._followed
        if journal.changed_since(since, kept.page.keys):
            return False
        kept.state, kept.steps[self._using] = self.state, step
        return True

    def find_last(self) -> Page | None:
        """The page as it was a second ago at most, if nothing was taken away since."""
        kept = memory.get(self.address)
        if kept is None or self.at - kept.current_at > MAX_AGE:
            return None
        return kept.page if self._may_be_sent(kept) else None

    def find_recent(self) -> Page | None:
        """The same, if it was made so recently that nobody has to make it again."""
        kept = memory.get(self.address)
        if kept is None or self.at - kept.made_at > MAKING_APART:
            return None
        return self.find_last()

    def _may_be_sent(self, kept: KeptPage) -> bool:
        """Whether all that came since was added, or is a claim that was published anew."""
        if kept.removals == self.removals:
            return True
        since = kept.steps.get(self._using)
        if since is None or kept.others != self.others or self._followed is None:
            return False
        journal, _ = self._followed
        return not journal.withdrawn_since(since)

    def is_waiting_too_long(self) -> bool:
        return monotonic() - self.known_at > MAX_WAIT

    def begin_making(self) -> None:
        """What comes while the page is made comes after it."""
        self._step = followed_step(self._public_state)

    def keep(self, page: Page) -> None:
        steps = {} if self._step is None else {self._using: self._step}
        kept = KeptPage(
            page, self.state, self.others, self.removals, self.at, self.at, steps
        )
        memory.put(self.address, kept)


class Makers:
    """Who makes which page in this process: one at a time for each address."""

    def __init__(self) -> None:
        self._at_work: dict[str, Event] = {}
        self._lock = Lock()

    def begin(self, address: str, mine: Event, *, anyway: bool) -> Event:
        """Mine, if nobody is at it, or anyway; else what is set when they have ended."""
        with self._lock:
            if anyway:
                self._at_work[address] = mine
            return self._at_work.setdefault(address, mine)

    def end(self, address: str, mine: Event) -> None:
        with self._lock:
            if self._at_work.get(address) is mine:
                del self._at_work[address]
        mine.set()


makers = Makers()


def cache_pages(get_response: NextHandler) -> NextHandler:
    """Send the page that was made of what readers see now; else make it."""
    if settings.DEBUG:  # whoever edits a template wants to see it
        raise MiddlewareNotUsed
    release()  # read now, and not while the first reader waits

    def answer(request: HttpRequest) -> HttpResponse:
        if not is_answered_to_all(request):
            return get_response(request)
        using = reading_alias()
        # What this very transaction has written may never be committed.
        if connections[using].in_atomic_block:
            return get_response(request)
        at = monotonic()
        state = read_public_state(using)
        # Whoever makes the page need not ask again.
        request.public_state = state  # type: ignore[attr-defined]
        asked = AskedPage(request, state, at)
        mine = Event()
        if page := wait_for_page(asked, mine):
            return page.response()
        try:
            with seen_public_state(state):
                return find_or_make(asked, lambda: get_response(request))
        finally:
            makers.end(asked.address, mine)

    return answer


def is_answered_to_all(request: HttpRequest) -> bool:
    """Whether whoever asks for this address gets the same answer."""
    return (
        request.method == "GET"
        and PERSONAL_COOKIES.isdisjoint(request.COOKIES)
        and request.META.keys().isdisjoint(NEGOTIATED)
    )


def wait_for_page(asked: AskedPage, mine: Event) -> Page | None:
    """The page, once somebody in this process has it; None: it is to be made here."""
    while True:
        if page := asked.find_current() or asked.find_recent():
            return page
        waited = asked.is_waiting_too_long()
        maker = makers.begin(asked.address, mine, anyway=waited)
        if maker is mine:
            return None
        if page := asked.find_last():
            return page
        maker.wait(MAX_WAIT)


def find_or_make(asked: AskedPage, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page from another process, or made here and left for the others."""
    asked.begin_making()
    if page := wait_for_others(asked):
        return page.response()
    try:
        response = make()
        if is_cacheable(response):
            set_response_etag(response)
            page = Page.of(response)
            asked.keep(page)
            shared.put(asked.name, page)
        return response
    finally:
        shared.end(asked.name)


def wait_for_others(asked: AskedPage) -> Page | None:
    """The page, once another process has it; None: it is to be made here."""
    while True:
        if page := shared.get(asked.name):
            asked.keep(page)
            return page
        if shared.begin(asked.name) or asked.is_waiting_too_long():
            return None
        if page := asked.find_last():
            return page
        sleep(POLL_INTERVAL)


def is_cacheable(response: HttpResponse) -> bool:
    """Whether it is a whole page that says "no-cache": store it, and revalidate."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Cache-Control") == "no-cache"
    )
