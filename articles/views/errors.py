"""Error pages, which hand back what somebody typed."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article, Claim, Source

log = logging.getLogger(__name__)

RETRY_AFTER = 10  # seconds
# What is not handed back in a page: secrets, and what belongs to one form only.
NOT_SHOWN = frozenset({"csrfmiddlewaretoken", "password", "old_password",
                       "new_password1", "new_password2"})  # fmt: skip
ON_THE_DESK: dict[str | None, type[Article | Claim | Source]] = {
    "article": Article, "claim": Claim, "source": Source,
}  # fmt: skip


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, in its order, so that it can be sent again."""
    try:
        fields = request.POST.lists()
    except (UnreadablePostError, RequestDataTooBig):
        return []
    return [
        (name, value)
        for name, values in fields
        if name not in NOT_SHOWN
        for value in values
    ]


def is_database_away(error: BaseException | None) -> bool:
    """Whether this went wrong because the database did not answer."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ or error.__context__
    return False


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(
        request, "errors/404.html", {"desk": desk_address(request)}, status=404
    )


def desk_address(request: HttpRequest) -> str:
    """Where a reviewer finds what readers do not see: "" for readers, and for nothing."""
    found = request.resolver_match
    if found is None or found.url_name not in ON_THE_DESK:
        return ""
    key = found.kwargs["key"]
    if not getattr(request.user, "is_reviewer", False):
        return ""
    there = ON_THE_DESK[found.url_name].objects.filter(key=key).exists()
    return reverse(f"desk_{found.url_name}", args=[key]) if there else ""


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with what was typed where the database is away, 500 for the rest."""
    if is_database_away(sys.exc_info()[1]):
        return service_unavailable(request)
    return render(request, "errors/500.html", status=500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    context = {"fields": typed_fields(request), "action": request.get_full_path()}
    response = render(request, "errors/503.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("Refused a form from elsewhere: %s", reason)
    context = {"fields": typed_fields(request), "action": request.get_full_path()}
    return render(request, "errors/csrf.html", context, status=403)
