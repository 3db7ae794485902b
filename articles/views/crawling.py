"""What programs ask a site for: robots.txt, sitemaps, icons, whom to tell of a hole."""

import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.queries import sitemap
from articles.rendering.environment import build_url
from articles.rendering.sitemaps import write_index, write_sitemap

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
PAGES = "pages"
# Pages that are no row's.
OWN_PAGES = ("home", "claims", "articles", "sources", "circles", "method", "audit")
PAGE_OF = {"claims": "claim", "articles": "article", "sources": "source"}

ICON = Path(settings.BASE_DIR, "articles/static/articles/favicon.ico")
PAPER = "#fbfaf7"  # --paper of tokens.css
ICONS = [("icon.svg", "any", "image/svg+xml"), ("icon-192.png", "192x192", "image/png"),
         ("icon-512.png", "512x512", "image/png")]  # fmt: skip

# Until so long after the first of a month; the standard advises less than a year.
CONTACT_LASTS = datetime.timedelta(days=300)
AN_HOUR = "max-age=3600"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "crawling/robots.txt", context, content_type=TEXT)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    names = [
        PAGES,
        *(f"{kind}-{begin}".rstrip("-") for kind, begin in sitemap.blocks()),
    ]
    site = request.build_absolute_uri("/").rstrip("/")
    addresses = [f"{site}{reverse('sitemap_block', args=[name])}" for name in names]
    return HttpResponse(write_index(addresses), content_type=XML)


@require_safe
def sitemap_block(request: HttpRequest, name: str) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    kind, _, begin = name.partition("-")
    if kind == PAGES:
        pages = [(f"{site}{reverse(page)}", None) for page in OWN_PAGES]
        return HttpResponse(write_sitemap(pages), content_type=XML)
    if (kind, begin) not in sitemap.blocks():
        raise Http404
    rows = (
        (f"{site}{build_url(PAGE_OF[kind], row.key)}", row.changed_at)
        for row in sitemap.read_block(kind, begin)
    )
    return HttpResponse(write_sitemap(rows), content_type=XML)


@cache
def icon_bytes() -> bytes:
    return ICON.read_bytes()


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks for it without having read a page."""
    return HttpResponse(icon_bytes(), content_type="image/x-icon")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "lang": "en",
            "start_url": reverse("home"),
            "display": "browser",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {
                    "src": staticfiles_storage.url(f"articles/{file}"),
                    "sizes": sizes,
                    "type": kind,
                }
                for file, sizes, kind in ICONS
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116), where the owner says so."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    ends = timezone.localdate().replace(day=1) + CONTACT_LASTS
    fields = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS),
        f"Expires: {ends.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    response = HttpResponse("".join(f"{each}\n" for each in fields), content_type=TEXT)
    # The clock has a part in it, so that it is no page to be kept (docs/adr/0018).
    response.headers["Cache-Control"] = AN_HOUR
    return response
