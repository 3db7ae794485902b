"""Middleware for every page: no NULs and no endless addresses come in, security headers go out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

GetResponse = Callable[[HttpRequest], HttpResponse]

BASE_POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "font-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
])  # fmt: skip
NUL = "\0"
# A list that is narrowed in every way and followed to its end takes under 1,000 signs and
# 30 parameters; what is longer costs time to read and is no address of ours.
MAX_QUERY_LENGTH, MAX_PARAMETERS = 8_000, 200
# Django's admin builds some of its widgets with jQuery, which writes HTML.
TRUSTED_TYPES_POLICY = "; require-trusted-types-for 'script'"


def drop_nul_cookies(get_response: GetResponse) -> GetResponse:
    """Drop cookies with a NUL.

    No session has a NUL in its key, and PostgreSQL takes none to look it up.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        for name in [name for name, text in request.COOKIES.items() if NUL in text]:
            del request.COOKIES[name]
        return get_response(request)

    return answer


def refuse_long_addresses(get_response: GetResponse) -> GetResponse:
    """Refuse addresses with more behind the question mark than any page asks for.

    Before anything reads it: so no page needs bounds of its own.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY_LENGTH or query.count("&") >= MAX_PARAMETERS:
            return render(request, "errors/414.html", status=414)
        return get_response(request)

    return answer


def refuse_nul_addresses(get_response: GetResponse) -> GetResponse:
    """Refuse addresses with a NUL in their query: no word and no key has one."""

    def answer(request: HttpRequest) -> HttpResponse:
        if any(NUL in text for _, texts in request.GET.lists() for text in texts):
            return render(request, "errors/400.html", status=400)
        return get_response(request)

    return answer


def add_content_security_policy(get_response: GetResponse) -> GetResponse:
    """Have browsers run and load nothing but our own files."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = BASE_POLICY
        if not request.path.startswith("/admin/"):
            policy += TRUSTED_TYPES_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return answer


def set_cache_control(get_response: GetResponse) -> GetResponse:
    """Forbid caches what a signed-in person sees; readers' pages are revalidated."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        signed_in = getattr(request, "user", None) and request.user.is_authenticated
        policy = "private, no-store" if signed_in else "no-cache"
        response.headers.setdefault("Cache-Control", policy)
        return response

    return answer
