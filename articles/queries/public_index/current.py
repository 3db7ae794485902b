"""The index of each database, as it stands with this request.

It is loaded with the first request, or before the server makes its processes
(`load_public_indexes`). Each request then reads which rows have changed since and puts
them in. Where that cannot be told (a restored backup, a test that was rolled back, too
many changes) it is loaded anew.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from django.db import DEFAULT_DB_ALIAS, connections

from articles.models.choices import PublicKind
from articles.queries.public_index.contents import PublicIndex, Touched
from articles.queries.public_index.loading import load_public_index
from articles.queries.public_index.rows import (
    read_articles,
    read_claims,
    read_sources,
)
from articles.queries.public_state import (
    PublicState,
    read_changes,
    read_public_state,
)
from articles.replicas.choice import reading_alias

FOLLOWED = (PublicKind.CLAIMS, PublicKind.SOURCES, PublicKind.WORKS)


class Follower:
    """An index and the state that it shows; one thread at a time."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.lock = Lock()
        self._state: PublicState | None = None
        self._index: PublicIndex | None = None

    def follow(self, seen: PublicState | None) -> PublicIndex:
        """The index as it stands now, or at the state that this request has seen."""
        if self._index is not None and seen and self._shows(seen):
            return self._index
        # What this request has seen may be older than what another one put in.
        now = read_public_state(self.using)
        changes = self._changes(now)
        index, self._index = self._index, None  # lost where something fails on the way
        if index is None or changes is None:
            index = load_public_index(self.using)
        else:
            self._apply(index, *changes)
        self._index, self._state = index, now
        return index

    def _shows(self, seen: PublicState) -> bool:
        """Whether what is followed stands as this request has seen it."""
        known = self._state
        return known is not None and all(
            known.vectors.get(kind) == seen.vectors.get(kind) for kind in FOLLOWED
        )

    def _changes(self, now: PublicState) -> list[list[int]] | None:
        if self._state is None:
            return None
        changes = [read_changes(self._state, now, kind) for kind in FOLLOWED]
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
            rows = read_claims(self.using, claims, index.words.phrases)
            touched = index.put_claims(claims, rows)
        self._put_articles(index, touched.articles, works)
        self._put_sources(index, touched.sources, sources)

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


@contextmanager
def one_public_state() -> Iterator[None]:
    """Within, the state is read once, or not at all where the request has read it."""
    with seen_public_state(_seen.get() or read_public_state(reading_alias())):
        yield


@contextmanager
def public_index(using: str) -> Iterator[PublicIndex]:
    """Hold the index as it stands; what it gives is good until it is let go."""
    follower = FOLLOWERS[using]
    with follower.lock:
        yield follower.follow(_seen.get())


def load_public_indexes(using: Collection[str] = (DEFAULT_DB_ALIAS,)) -> None:
    """Load the indexes before a server makes its processes, which then share them.

    Leaves no connection open: processes cannot share one.
    """
    for alias in using:
        with public_index(alias):
            pass
        connections[alias].close()
        connections[alias].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL
