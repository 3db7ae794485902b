"""Finds a page's headline among what it shows and what its head says.

What follows a dash in a title is cut only where it is known to be the site's name:
half a headline would be a title that the article never had.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_WHITE_SPACE = re.compile(r"\s+")
_BORDER = re.compile(r"\s+(?:[-\u2010-\u2015|:·•»«›‹/]|::)\s+|\s*[|»]\s*")
_NO_LETTERS = re.compile(r"[\W_]+")
MAX_TITLE_CHARACTERS = 300
# How much of a title, and how many titles and headings, are looked at.
_MAX_STATED_CHARACTERS = 1000
_MOST = 20
# A shorter heading may be the site's name or the section's.
_MIN_HEADLINE_CHARACTERS = 20
_HEADLINE_TYPES = re.compile("Article|BlogPosting|Report|Review|WebPage|Posting")
_MAX_JSON_CHARACTERS = 500_000


def find_title(page: HtmlElement, headings: Sequence[str]) -> str:
    """Return the headline; `headings` are the page's visible h1 in order."""
    names = set(map(_letters, _site_names(page)))
    titles = islice(chain(_head_titles(page), _json_headlines(page)), _MOST)
    stated = [
        cut
        for title in titles
        if (cut := cut_site_name(title[:_MAX_STATED_CHARACTERS], names))
    ]
    shown = [
        words
        for words in map(_one_line, headings[:_MOST])
        if _letters(words) not in names
    ]
    confirmed = [
        words for words in shown if any(_is_part_of(words, title) for title in stated)
    ]
    long = [words for words in shown if len(words) >= _MIN_HEADLINE_CHARACTERS]
    if confirmed:
        return max(confirmed, key=len)[:MAX_TITLE_CHARACTERS]
    if len(long) == 1:
        return long[0][:MAX_TITLE_CHARACTERS]
    return next(iter([*stated, *shown]), "")[:MAX_TITLE_CHARACTERS]


def _is_part_of(heading: str, title: str) -> bool:
    """Whether the title holds the heading: whole, long, or up to a dash."""
    wanted = _letters(heading)
    if len(heading) >= _MIN_HEADLINE_CHARACTERS:
        return wanted in _letters(title)
    return wanted in map(_letters, [title, *_BORDER.split(title)])


def cut_site_name(title: str, names: set[str]) -> str:
    """Return the title without the site's name in front of it or behind it.

    `names` has the site's names in lower case, letters and digits alone.
    """
    title = _one_line(title)
    borders = list(_BORDER.finditer(title))
    for border in borders:
        if _letters(title[border.end() :]) in names:
            return title[: border.start()]
    for border in reversed(borders):
        if _letters(title[: border.start()]) in names:
            return title[border.end() :]
    return "" if _letters(title) in names else title


def _head_titles(page: HtmlElement) -> Iterator[str]:
    metas = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get(
            "content", ""
        )
        for meta in page.iter("meta")
    }
    for name in ("og:title", "twitter:title", "dc.title", "title"):
        yield metas.get(name, "")
    titles = (title for title in page.iter("title") if title.getparent().tag != "svg")
    if (title := next(titles, None)) is not None:
        yield "".join(title.itertext())


def _json_headlines(page: HtmlElement) -> Iterator[str]:
    for item in _json_items(page):
        if _HEADLINE_TYPES.search(str(item.get("@type", ""))):
            yield str(item.get("headline") or "")


def _json_items(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, and those in a list or a graph."""
    for script in page.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            found = json.loads((script.text or "")[:_MAX_JSON_CHARACTERS], strict=False)
        except (ValueError, RecursionError):
            continue
        items = found if isinstance(found, list) else [found]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield item
                yield from (
                    inner
                    for inner in (graph if isinstance(graph, list) else [])
                    if isinstance(inner, dict)
                )


def _site_names(page: HtmlElement) -> Iterator[str]:
    """Yield what the page calls its site, and the words of its host."""
    for meta in page.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
            yield meta.get("content", "")
        elif name in ("og:url", "twitter:url"):
            yield from _host_names(meta.get("content", ""))
    for link in page.iter("link"):
        if link.get("rel", "").lower() in ("canonical", "alternate", "shortlink"):
            yield from _host_names(link.get("href", ""))
    yield from _publishers(page)


def _publishers(page: HtmlElement) -> Iterator[str]:
    for item in _json_items(page):
        publisher = item.get("publisher")
        if isinstance(publisher, dict):
            yield str(publisher.get("name") or "")
        if str(item.get("@type", "")) in ("WebSite", "NewsMediaOrganization"):
            yield str(item.get("name") or "")


def _host_names(address: str) -> Iterator[str]:
    """Yield "example.org" and "example" of https://www.example.org/."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return
    yield host
    labels = host.split(".")
    if len(labels) > 1:
        yield labels[0]
        yield labels[-2] if len(labels[-2]) > 3 else ""


def _one_line(words: str) -> str:
    return _WHITE_SPACE.sub(" ", words).strip()


def _letters(words: str) -> str:
    """Return the letters and digits alone, as a host's name has them."""
    return _NO_LETTERS.sub("", words).casefold()
