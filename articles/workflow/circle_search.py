"""Searches everything that is published for circles, and keeps what was found."""

import datetime
import time

from django.db import connection, transaction
from django.utils import timezone

from articles.models import CircleSearch
from articles.models.choices import PublicKind
from articles.queries import circles
from articles.queries.public_state import read_public_state

SEARCH_LOCK = 8_202_618  # a number for this one purpose, as PostgreSQL wants it
# A search waits this long after the last one, and so many times as long as that took.
SHORTEST_PAUSE = datetime.timedelta(seconds=60)
PAUSE_FACTOR = 20


# What circles are made of. The names of sources are none of it, nor what was found.
SEARCHED_KINDS = (PublicKind.CLAIMS, PublicKind.WORKS, PublicKind.RELATIONS)


def published_version() -> str:
    """A word for what circles are searched in; another one as soon as that changes."""
    return read_public_state().key(SEARCHED_KINDS)


def search_if_due() -> bool:
    """Search, where something has been published and nobody else is at it."""
    if not is_due():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEARCH_LOCK])
        (is_free,) = cursor.fetchone()
        if is_free and is_due():
            search_circles()
            return True
    return False


def is_due() -> bool:
    """Whether something was published since the last search, and the pause is over."""
    last = CircleSearch.objects.defer("circles").first()
    if last is None:
        return True
    pause = max(SHORTEST_PAUSE, PAUSE_FACTOR * datetime.timedelta(seconds=last.seconds))
    is_over = timezone.now() - last.searched_at >= pause
    return is_over and published_version() != last.version


def search_circles() -> CircleSearch:
    """Search everything that readers may see, and keep what was found."""
    # Read before the rows: what is published meanwhile is searched the next time.
    version, searched_at, begun = published_version(), timezone.now(), time.monotonic()
    found = [
        (str(circle.kind), [node.number for node in circle.nodes])
        for circle in circles.find_public_circles()
    ]
    kept, _ = CircleSearch.objects.update_or_create(
        pk=1,
        defaults={
            "searched_at": searched_at,
            "seconds": time.monotonic() - begun,
            "version": version,
            "circles": found,
        },
    )
    return kept
