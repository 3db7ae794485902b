"""Middleware for every page.

No NULs and no endless addresses come in, no body larger than what its address needs, and
security headers go out.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

GetResponse = Callable[[HttpRequest], HttpResponse]

BASE_POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'none'",
])  # fmt: skip
NUL = "\0"
# A list that is narrowed in every way and followed to its end takes under 1,000 signs and
# 30 parameters; what is longer costs time to read and is no address of ours.
MAX_QUERY_LENGTH, MAX_PARAMETERS = 8_000, 200
# Django's admin builds some of its widgets with jQuery, which writes HTML.
TRUSTED_TYPES_POLICY = "; require-trusted-types-for 'script'"

# Bytes that a body may have, by how its address begins: who is not signed in, and who
# is. A name and a password need 1 kB; what somebody typed at the desk and sent after
# their session had ended is handed back to them, and may be as long as a few pages.
SMALL_BODY = 64 * 1024
BODY_LIMITS = (
    ("/desk/", 1024 * 1024, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    ("/admin/", SMALL_BODY, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    ("/", SMALL_BODY, SMALL_BODY),
)


def limit_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse a body by its length, before anything (the CSRF check first) reads it.

    Django's own limit counts no files, and is met only after they were taken in. Stands
    after the middleware that knows the user, who is looked up for a long body alone.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        # A body in pieces tells no length; Django would take it for an empty one.
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return render(request, "errors/411.html", status=411)
        if body_length(request) > body_limit(request):
            return render(request, "errors/413.html", status=413)
        return get_response(request)

    return answer


def body_length(request: HttpRequest) -> int:
    """The bytes that are announced; 0 where nothing readable is, as Django has it."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def body_limit(request: HttpRequest) -> int:
    """The bytes that this person may send to this address."""
    anybody, signed_in = next(
        limits for prefix, *limits in BODY_LIMITS if request.path.startswith(prefix)
    )
    if body_length(request) > anybody and request.user.is_authenticated:
        return signed_in
    return anybody


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


def set_resource_policy(get_response: GetResponse) -> GetResponse:
    """Have browsers hand our answers to no other site, but for JSON, which any may read."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        shared = response.headers.get("Access-Control-Allow-Origin") == "*"
        policy = "cross-origin" if shared else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
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
