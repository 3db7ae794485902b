"""The index of each database, as it stands with this request.

It is loaded with the first request, or before the server makes its processes
(`load_public_indexes`). Each request then reads which rows have changed since and puts
them in. Where that cannot be told (a restored backup, a test that was rolled back, too
many changes) it is loaded anew. What changed is noted in a journal, by which pages that
are kept know whether they still stand.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from django.db import DEFAULT_DB_ALIAS, connections

from articles.models.choices import PublicKind
from articles.queries.public_index.contents import PublicIndex, Touched
from articles.queries.public_index.journal import (
    MAX_CLAIMS,
    Journal,
    Named,
    leads_elsewhere,
    named_elsewhere,
    read_named,
    sources_behind,
)
from articles.queries.public_index.loading import load_public_index
from articles.queries.public_index.rows import (
    read_articles,
    read_claims,
    read_sources,
)
from articles.queries.public_state import (
    PublicState,
    Vector,
    read_changes,
    read_public_state,
)
from articles.replicas.choice import reading_alias

LOCK_SECONDS = 0.5  # then a page is made anew: somebody may be loading the index
FOLLOWED = (PublicKind.CLAIMS, PublicKind.SOURCES, PublicKind.WORKS)


class Follower:
    """An index, the state that it shows, and what changed until then; for one thread."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.lock = Lock()
        self.journal = Journal()
        self._known: tuple[PublicState, int] | None = None  # and the journal's step
        self._index: PublicIndex | None = None

    def follow(self, seen: PublicState | None) -> PublicIndex:
        """The index as it stands now, or at the state that this request has seen."""
        return self.follow_at_once(seen) or self._load()

    def follow_at_once(self, seen: PublicState | None) -> PublicIndex | None:
        """The same; None where it would have to be loaded, which takes long."""
        index = self._index
        if index is None or (seen and self._shows(seen)):
            return index
        # What this request has seen may be older than what another one put in.
        now = read_public_state(self.using)
        if (changes := self._changes(now)) is None:
            return None
        self._index = None  # lost where something fails on the way
        self._apply(index, *changes)
        return self._set(index, now)

    def _load(self) -> PublicIndex:
        self._index = None  # the memory of two is never needed
        now = read_public_state(self.using)
        index = load_public_index(self.using)
        self.journal.note_everything()
        return self._set(index, now)

    def _set(self, index: PublicIndex, now: PublicState) -> PublicIndex:
        self._index, self._known = index, (now, self.journal.step)
        return index

    def step_at(self, seen: PublicState) -> int | None:
        """A step after which the journal has all that came after this state.

        None: it may have gone further, or the state is of another server.
        """
        if self._known is None:
            return None
        known, step = self._known
        is_later = all(
            is_before(known.vectors.get(kind, {}), seen.vectors.get(kind, {}))
            for kind in FOLLOWED
        )
        return step if is_later else None

    def _shows(self, seen: PublicState) -> bool:
        """Whether what is followed stands as this request has seen it."""
        if self._known is None:
            return False
        known, _ = self._known
        return all(
            known.vectors.get(kind) == seen.vectors.get(kind) for kind in FOLLOWED
        )

    def _changes(self, now: PublicState) -> list[list[int]] | None:
        if self._known is None:
            return None
        known_state, _ = self._known
        changes = [read_changes(known_state, now, kind) for kind in FOLLOWED]
        known = [each for each in changes if each is not None]
        return known if len(known) == len(changes) else None

    def _apply(
        self,
        index: PublicIndex,
        claims: Collection[int],
        sources: Collection[int],
        works: Collection[int],
    ) -> None:
        touched = Touched()
        if claims:
            before = find_standing(index, claims)
            rows = read_claims(self.using, claims, index.words.phrases)
            touched = index.put_claims(claims, rows)
            self._note(index, claims, before)
        self._put_articles(index, touched.articles, works)
        self._put_sources(index, touched.sources, sources)

    def _note(
        self, index: PublicIndex, claims: Collection[int], before: frozenset[int]
    ) -> None:
        """Note what these publications name, of which those in `before` stood."""
        named = read_named(self.using, claims) if len(claims) <= MAX_CLAIMS else {}
        if len(named) < len(claims):
            # Or somebody has deleted what should last for ever.
            self.journal.note_everything()
            return
        after = find_standing(index, claims)
        gone, come = keys_of(named, before - after), keys_of(named, after - before)
        # Of what stands as before, or does not, something else has changed: nobody
        # knows what.
        others = frozenset(claims) - (before ^ after)
        doubtful = (gone ^ come) | keys_of(named, others)
        turned = {
            key
            for key, naming in named_elsewhere(self.using, doubtful, claims)
            if not find_standing(index, naming)
        }
        keys = set().union(*(each.keys | each.related for each in named.values()))
        self.journal.note(
            keys | (sources_behind(self.using, turned) if turned else set()),
            every_page=bool(turned) and leads_elsewhere(self.using, turned, claims),
            withdrawn=bool(gone - come),
        )

    def _put_articles(
        self, index: PublicIndex, ids: Collection[int], works: Collection[int]
    ) -> None:
        if not ids and not works:
            return
        shown = {row for row in ids if index.claims.having("article", [row])}
        for row in set(ids) - shown:
            index.articles.remove(row)
        for row, entry in read_articles(self.using, shown, works).items():
            if row in shown or row in index.articles:
                index.articles.put(row, entry)

    def _put_sources(
        self,
        index: PublicIndex,
        parts: Collection[tuple[str, int]],
        sources: Collection[int],
    ) -> None:
        changed = set(sources)
        for role, source in parts:
            heard = bool(index.claims.having(role, [source]))
            if heard != (source in index.sources.in_role(role)):
                index.sources.set_heard(source, role, heard=heard)
                changed.add(source)
        if changed:
            entries = read_sources(self.using, changed)
            for source in changed:
                index.sources.put(source, entries.get(source))


def find_standing(index: PublicIndex, claims: Collection[int]) -> frozenset[int]:
    """Those of these publications that are in the index."""
    return frozenset(index.claims.ids(index.claims.of_ids(claims)))


def keys_of(named: dict[int, Named], rows: Collection[int]) -> set[str]:
    """Every key that these publications name."""
    return set().union(*(named[row].keys for row in rows))


def is_before(known: Vector, seen: Vector) -> bool:
    """Whether all that is known was there already when this was seen."""
    return all(
        slot in seen and (version.number < seen[slot].number or version == seen[slot])
        for slot, version in known.items()
    )


_making = Lock()


class Followers(dict[str, Follower]):
    def __missing__(self, using: str) -> Follower:
        with _making:
            return self.setdefault(using, Follower(using))


FOLLOWERS = Followers()


# What the request at hand has read of the state, so that no part of it reads it again.
_seen: ContextVar[PublicState | None] = ContextVar("seen_public_state", default=None)


@contextmanager
def seen_public_state(state: PublicState | None) -> Iterator[None]:
    """Within, the index is asked for as of this state or a later one."""
    token = _seen.set(state)
    try:
        yield
    finally:
        _seen.reset(token)


def current_public_state() -> PublicState:
    """The state that the request at hand has read, or else the one of now."""
    return _seen.get() or read_public_state(reading_alias())


@contextmanager
def one_public_state() -> Iterator[None]:
    """Within, the state is read once, or not at all where the request has read it."""
    with seen_public_state(current_public_state()):
        yield


@contextmanager
def public_index(using: str) -> Iterator[PublicIndex]:
    """Hold the index as it stands; what it gives is good until it is let go."""
    follower = FOLLOWERS[using]
    with follower.lock:
        yield follower.follow(_seen.get())


def followed_step(state: PublicState) -> int | None:
    """A step of the journal for a page that is about to be made of this state."""
    return FOLLOWERS[state.using].step_at(state)


def followed_journal(state: PublicState) -> tuple[Journal, int] | None:
    """The journal until this state at least, and its step; None: not known at once."""
    follower = FOLLOWERS[state.using]
    if not follower.lock.acquire(timeout=LOCK_SECONDS):
        return None
    try:
        if follower.follow_at_once(state) is None:
            return None
        return follower.journal, follower.journal.step
    finally:
        follower.lock.release()


def load_public_indexes(using: Collection[str] = (DEFAULT_DB_ALIAS,)) -> None:
    """Load the indexes before a server makes its processes, which then share them.

    Leaves no connection open: processes cannot share one.
    """
    for alias in using:
        with public_index(alias):
            pass
        connections[alias].close()
        connections[alias].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL
