"""Which server a request reads, chosen once: all that its page is made of comes from it.

Readers are answered from a standby. Whoever has a session may have written something just
now, and reads the primary; so do workers and commands. Writes always go to the primary.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from articles.replicas.watch import Watch, current_watch

GetResponse = Callable[[HttpRequest], HttpResponse]

_alias: ContextVar[str] = ContextVar("alias", default=DEFAULT_DB_ALIAS)


def reading_alias() -> str:
    """The server that this request reads; the primary outside of requests."""
    return _alias.get()


def reading_connection() -> BaseDatabaseWrapper:
    """The connection for statements of our own that make a reader's page."""
    return connections[_alias.get()]


class ReadingRouter:
    """Django's questions, answered by the choice that was made for the request."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return reading_alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # they are copies of one database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def choose_server(get_response: GetResponse) -> GetResponse:
    """Answer readers from a standby; from the next, or the primary, if that fails."""
    if not settings.REPLICAS:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponse:
        watch = current_watch()
        standbys = watch.well_standbys() if may_read_standby(request) else []
        for alias in standbys:
            _alias.set(alias)
            response = get_response(request)
            if response.status_code != 503:
                return response
            watch.leave_out(alias)
        return answer_from_primary(request, watch)

    def answer_from_primary(request: HttpRequest, watch: Watch) -> HttpResponse:
        _alias.set(DEFAULT_DB_ALIAS)
        if watch.is_primary_away():
            # Said at once: whoever waits for it keeps a thread from the readers.
            raise OperationalError(f"The primary {watch.primary.complaint}")
        return get_response(request)

    return answer


def may_read_standby(request: HttpRequest) -> bool:
    """Whether whoever asks has written nothing that they would miss there."""
    is_read = request.method in {"GET", "HEAD"}
    return is_read and settings.SESSION_COOKIE_NAME not in request.COOKIES


def read_primary_again(**_: Any) -> None:
    """The request is over, and with it a table that was streamed."""
    _alias.set(DEFAULT_DB_ALIAS)


request_finished.connect(read_primary_again)
