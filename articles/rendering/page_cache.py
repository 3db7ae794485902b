"""Page cache keyed by database snapshot.

A page is sent again while nobody has written anything: a page for readers without a
session is made of its address and of the database, and of nothing else
(docs/adr/0012-kept-pages.md).
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import set_response_etag

from articles.replicas.choice import reading_connection

MAX_PAGE_BYTES = 256 * 1024  # a longer page is rendered each time
# Names what a statement sees: every transaction that has written something and ended
# is before it, within it or after it, and none comes back. A server that is started
# anew may hold another database.
SNAPSHOT_QUERY = (
    "SELECT pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text"
)
# Who sends one of these may be somebody to whom a page says something else.
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}

NextHandler = Callable[[HttpRequest], HttpResponse]


def cache_pages(get_response: NextHandler) -> NextHandler:
    """Send the cached page if the database is in the state in which it was rendered."""
    if settings.DEBUG:  # whoever edits a template wants to see it
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not PERSONAL_COOKIES.isdisjoint(request.COOKIES):
            return get_response(request)
        # What this very transaction has written is not told by its state.
        if reading_connection().in_atomic_block:
            return get_response(request)
        key = f"{database_snapshot()} {request.build_absolute_uri()}"
        name = hashlib.sha256(key.encode()).hexdigest()
        response: HttpResponse | None = cache.get(name)
        if response is None:
            response = get_response(request)
            if is_cacheable(response):
                cache.set(name, set_response_etag(response))
        return response

    return answer


def database_snapshot() -> str:
    """A word for all that the database holds now, which it never has again after a write."""
    with reading_connection().cursor() as cursor:
        cursor.execute(SNAPSHOT_QUERY)
        (snapshot,) = cursor.fetchone()
    return str(snapshot)


def is_cacheable(response: HttpResponse) -> bool:
    """Whether it is a whole page that says "no-cache": store it, and revalidate."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Cache-Control") == "no-cache"
        and len(response.content) <= MAX_PAGE_BYTES
    )
