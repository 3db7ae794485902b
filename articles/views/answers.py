"""Answers in the format that the address asks for: a page, JSON, CSV or Atom."""

from collections.abc import Iterable

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render

from articles.claim_data import PageData
from articles.exporting.site import Site
from articles.queries.public_index.current import current_public_state
from articles.rendering.environment import build_url

FORMATS = ("json", "csv", "atom")


def requested_format(request: HttpRequest, suffix: str, *offered: str) -> str:
    """The format that the address asks for; "": a page; 404 if it is not offered."""
    chosen = suffix or request.GET.get("format", "")
    if chosen not in {"", "html", *offered}:
        raise Http404
    return "" if chosen == "html" else chosen


def requested_number(request: HttpRequest, name: str, most_digits: int) -> int:
    """The whole number that this parameter of the address holds; else 0."""
    asked = request.GET.get(name, "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= most_digits
    return int(asked) if is_number else 0


def this_site(request: HttpRequest) -> Site:
    """The site by its name, and by the host under which the reader knows it."""
    root = request.build_absolute_uri("/").rstrip("/")
    return Site(settings.SITE_NAME, root, build_url)


def render_page(
    request: HttpRequest, template: str, context: PageData, status: int = 200
) -> HttpResponse:
    """A page, in the frame of every page."""
    return render(request, template, {**page_frame(), **context}, status=status)


def page_frame() -> PageData:
    """What the frame of every page has to know."""
    return {"has_circles": current_public_state().has_circles}


def set_shown_keys(response: HttpResponse, keys: Iterable[str]) -> HttpResponse:
    """Say that of claims it shows no more than the records that name one of these keys.

    It is made anew when such a record comes or goes (articles/rendering/page_cache.py),
    and not with every claim.
    """
    response.shown_keys = frozenset(keys)  # type: ignore[attr-defined]  # ours
    return response


def as_json(value: PageData, status: int = 200) -> JsonResponse:
    response = JsonResponse(
        value, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def as_atom(feed: bytes) -> HttpResponse:
    """A feed, for any site to read. Its tag alone says whether it has changed.

    The date of its newest entry does not: it goes back when a claim is withdrawn, and
    who asks for what is newer than theirs would be told to keep it.
    """
    response = HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def as_csv(
    request: HttpRequest, name: str, table: Iterable[str | bytes]
) -> HttpResponseBase:
    """The lines of a table, as they are made; for a HEAD none is made."""
    response = StreamingHttpResponse(
        () if request.method == "HEAD" else table,
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def see_other(address: str) -> HttpResponse:
    """To the page that shows what came of a form."""
    return HttpResponseRedirect(address)
