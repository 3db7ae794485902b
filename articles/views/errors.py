"""Error pages, which hand back what somebody typed."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse

from articles.claim_data import PageData
from articles.models import (
    Appearance,
    Article,
    Claim,
    ClaimRelation,
    Evidence,
    Source,
    SourceRelation,
    WorkRelation,
)
from articles.queries.history import last_removal

log = logging.getLogger(__name__)

RETRY_AFTER = 10  # seconds
TOO_MANY_SECONDS = 300
# SQLSTATE of what is no OperationalError and yet passes: a standby or a database under
# repair takes no writes, or a transaction was ended from outside.
CLOSED_STATES = frozenset({"25006", "25P03", "25P04"})
LIMIT_STATES = "54"  # of what is too large for any database: it will not pass
# What is not handed back in a page: secrets, and what belongs to one form only.
NOT_SHOWN = frozenset({"csrfmiddlewaretoken", "password", "oldpassword",
                       "password1", "password2", "code", "credential"})  # fmt: skip
HIDDEN_ENDINGS = ("version", "_key", "_FORMS")  # of fields that nobody sees
ON_THE_DESK: dict[str | None, type[Article | Claim | Source]] = {
    "article": Article, "claim": Claim, "source": Source,
}  # fmt: skip
# The forms of what somebody may remove while somebody else writes in them.
REMOVABLE: dict[str | None, type[Model]] = {
    "desk_evidence": Evidence, "desk_argue": Evidence, "desk_evidence_remove": Evidence,
    "desk_appearance": Appearance, "desk_citation": Appearance,
    "desk_appearance_remove": Appearance, "desk_settle": Appearance,
    "desk_claim_relation_remove": ClaimRelation,
    "desk_relation": SourceRelation, "desk_relation_remove": SourceRelation,
    "desk_work_relation": WorkRelation, "desk_work_relation_remove": WorkRelation,
}  # fmt: skip


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, in its order, so that it can be sent again."""
    try:
        fields = request.POST.lists()
    except (BadRequest, RequestDataTooBig, UnreadablePostError):
        return []
    return [
        (name, value)
        for name, values in fields
        if name not in NOT_SHOWN
        for value in values
    ]


def is_database_away(error: BaseException | None) -> bool:
    """Whether this went wrong because the database does not answer or takes no writes."""
    while error is not None:
        state = getattr(error.__cause__ or error, "sqlstate", None) or ""
        fault = isinstance(error, OperationalError | InterfaceError)
        if state in CLOSED_STATES or (fault and not state.startswith(LIMIT_STATES)):
            return True
        error = error.__cause__ or error.__context__
    return False


def refused_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody signed in had typed into a form that was refused, to be copied.

    Nobody else: a form that another site sends comes without a session.
    """
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not user.is_authenticated:
        return []
    return [
        (name, value)
        for name, value in typed_fields(request)
        if value.strip() and not name.endswith(HIDDEN_ENDINGS)
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    context = {"fields": refused_fields(request)}
    return render(request, "errors/400.html", context, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"fields": refused_fields(request)}
    return render(request, "errors/403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {
        "desk": desk_address(request),
        "fields": refused_fields(request),
        "removal": removal(request),
    }
    return render(request, "errors/404.html", context, status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: what somebody typed is handed back, and stands to be sent again."""
    context = {"fields": refused_fields(request), "action": request.get_full_path()}
    response = render(request, "errors/429.html", context, status=429)
    response.headers["Retry-After"] = str(TOO_MANY_SECONDS)
    return response


def removal(request: HttpRequest) -> PageData | None:
    """Who removed what this form was for, if it is known to have been there."""
    found = request.resolver_match
    if request.method != "POST" or found is None or found.url_name not in REMOVABLE:
        return None
    if not getattr(request.user, "is_reviewer", False):
        return None
    which = (
        {"pgh_obj_id": found.kwargs["number"]}
        if "key" not in found.kwargs
        else {"key": found.kwargs["key"]}
    )
    return last_removal(REMOVABLE[found.url_name], **which)


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
    """503 where the database is away, 500 for the rest; each with what was typed."""
    if is_database_away(sys.exc_info()[1]):
        return service_unavailable(request)
    context = {"fields": typed_fields(request)}
    return render(request, "errors/500.html", context, status=500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    context = {
        "fields": typed_fields(request),
        "action": request.get_full_path(),
        "others_read": bool(settings.REPLICAS),
    }
    response = render(request, "errors/503.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("Refused a form from elsewhere: %s", reason)
    context = {"fields": typed_fields(request), "action": request.get_full_path()}
    return render(request, "errors/csrf.html", context, status=403)
