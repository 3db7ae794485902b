"""Writes sitemaps (sitemaps.org, 0.9)."""

import datetime
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_index(addresses: Iterable[str]) -> bytes:
    return write("sitemapindex", "sitemap", ((each, None) for each in addresses))


def write_sitemap(pages: Iterable[tuple[str, datetime.datetime | None]]) -> bytes:
    """Pages with when they last changed, where that is known."""
    return write("urlset", "url", pages)


def write(
    root: str, part: str, rows: Iterable[tuple[str, datetime.datetime | None]]
) -> bytes:
    return "".join(lines(root, part, rows)).encode()


def lines(
    root: str, part: str, rows: Iterable[tuple[str, datetime.datetime | None]]
) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    for address, changed_at in rows:
        since = f"<lastmod>{changed_at.isoformat()}</lastmod>" if changed_at else ""
        yield f"<{part}><loc>{escape(address)}</loc>{since}</{part}>\n"
    yield f"</{root}>\n"
