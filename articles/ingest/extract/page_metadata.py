"""Reads what a page says of itself: its JSON-LD, its head, and what is by its headline.

A day is taken only from what names the day of publication, never from what names
that of a change, and from no sentence. What is not there stays empty.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.bylines import byline_names, looks_like_name
from articles.ingest.extract.date_recognition import date_from_field
from articles.ingest.extract.datelines import find_dateline
from articles.ingest.extract.json_ld import find_article, find_names
from articles.ingest.extract.markup import INLINE_TAGS
from articles.ingest.extract.outlets import is_outlet_name

_PUBLISHED_NAMES = (
    "article:published_time og:article:published_time article:published og:published_time "
    "datepublished pubdate publishdate publish-date publish_date published published_time "
    "publication_date publication-date date_published article.published issue_date "
    "citation_publication_date citation_online_date citation_date parsely-pub-date "
    "sailthru.date cxenseparse:recs:publishtime dc.date.issued dc.issued dcterms.issued "
    "dc:date:issued prism.publicationdate rnews:datepublished originalpublicationdate "
    "og:pubdate bt:pubdate dc.date dc:date dcterms.date date"
)
_AUTHOR_NAMES = (
    "citation_author author authors article:author article:author_name og:author "
    "og:article:author parsely-author sailthru.author byl byline dc.creator dc:creator "
    "dcterms.creator creator cxenseparse:author rbauthors"
)
_OUTLET_NAMES = "og:site_name citation_journal_title"
# In these one tag holds one name, the surname first.
_SURNAME_FIRST = ("citation_author", "dc.creator", "dc:creator", "dcterms.creator")

_NOT_BY_THE_HEADLINE = frozenset(
    ("aside", "nav", "footer", "script", "style", "noscript", "form")
)
_LINES_BEFORE, _LINES_BEHIND = 6, 14
_MAX_LINE_CHARACTERS = 300
_PARAGRAPH_CHARACTERS = 200
_MAX_AUTHOR_ELEMENTS, _MAX_TRIED = 12, 200
_PUBLISHED_ELEMENTS = ".//*[@itemprop='datePublished'] | .//time[@pubdate]"
_ADDRESS_DATE = re.compile(
    r"https?://[^/]+(?:/[^/]{1,60}){0,4}?/(?P<year>(?:19|20)[0-9]{2})[/-](?P<month>0[1-9]|1[0-2])"
    r"(?:[/-](?P<day>[0-3][0-9]))?(?=[/-])"
)
_AUTHOR_ELEMENTS = (
    ".//*[@itemprop='author']//*[@itemprop='name']",
    ".//*[@itemprop='author']",
    ".//a[@rel='author']",
)
# Of these the first counts: lists of other articles bear them too.
_AUTHOR_CLASSES = (
    ".//*[contains(@class, 'author-name') or contains(@class, 'author_name')"
    " or contains(@class, 'authorName') or contains(@class, 'author__name')]",
    ".//*[contains(@class, 'byline')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' author ')]",
)


class PageMetadata(NamedTuple):
    """What a page says of itself; "" and () for what it does not say."""

    authors: tuple[str, ...]
    published: str
    outlet: str


def read_page_metadata(page: HtmlElement) -> PageMetadata:
    """Return the authors, the day of publication (ISO) and the outlet."""
    fields = _read_fields(page)
    article = find_article(page)
    before, behind = _lines_by_headline(page)
    outlets = [name for name, _ in find_names(article.get("publisher"))]
    outlets[:0] = [
        value for name in _OUTLET_NAMES.split() for value in fields.get(name, ())
    ]
    candidates = [
        _authors_in_article(article),
        *(_authors_in_fields(fields, name) for name in _AUTHOR_NAMES.split()),
        *(_authors_in_elements(page, path) for path in _AUTHOR_ELEMENTS),
        *(_authors_in_elements(page, path, most=1) for path in _AUTHOR_CLASSES),
        *(byline_names(line) for line in [*behind, *before]),
    ]
    return PageMetadata(
        authors=_first_apart_from(candidates, outlets),
        published=_find_published(page, article, fields, before, behind),
        outlet=" ".join(outlets[0].split()) if outlets else "",
    )


def _read_fields(page: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta elements, by their names in small letters."""
    fields: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        content = element.get("content") or element.get("datetime") or ""
        names = " ".join(
            element.get(key) or "" for key in ("property", "name", "itemprop")
        )
        for name in names.lower().split():
            if content.strip():
                fields.setdefault(name, []).append(content.strip())
    return fields


def _first_apart_from(
    candidates: Sequence[tuple[str, ...]], outlets: Sequence[str]
) -> tuple[str, ...]:
    """Return the first authors that there are, without the name of the site."""
    sites = {outlet.casefold() for outlet in outlets}
    for names in candidates:
        authors = tuple(name for name in names if name.casefold() not in sites)
        # In “Ann Lee, Ouse Post” the outlet is none of the authors.
        if len(authors) > 1 and is_outlet_name(authors[-1]):
            authors = authors[:-1]
        if authors:
            return authors
    return ()


def _authors_in_article(article: dict[str, object]) -> tuple[str, ...]:
    names: list[str] = []
    for name, is_body in find_names(article.get("author") or article.get("creator")):
        whole = " ".join(name.split())
        names.extend([whole] if is_body and "://" not in name else split_names(name))
    return tuple(dict.fromkeys(filter(None, names)))


def _authors_in_fields(fields: dict[str, list[str]], name: str) -> tuple[str, ...]:
    values = fields.get(name, ())
    if name in _SURNAME_FIRST:
        values = [re.sub(r"^([^,;]+), ([^,;]+)$", r"\2 \1", value) for value in values]
    names = (author for value in values for author in split_names(value))
    return tuple(dict.fromkeys(names))


def _authors_in_elements(
    page: HtmlElement, path: str, most: int = _MAX_AUTHOR_ELEMENTS
) -> tuple[str, ...]:
    elements = [each for each in page.xpath(path)[:_MAX_TRIED] if not _is_beside(each)]
    texts = (" ".join(" ".join(each.itertext()).split()) for each in elements)
    lines = [text for text in texts if 0 < len(text) <= _PARAGRAPH_CHARACTERS]
    names = [
        author
        for line in lines[:most]
        for author in split_names(line)
        if looks_like_name(author)
    ]
    return tuple(dict.fromkeys(names))


def _is_beside(element: HtmlElement) -> bool:
    """Whether it stands in a column, a menu or a comment, not by the article."""
    return any(
        each.tag in _NOT_BY_THE_HEADLINE
        or "comment" in (each.get("class") or "").lower()
        for each in (element, *element.iterancestors())
    )


def _find_published(
    page: HtmlElement,
    article: dict[str, object],
    fields: dict[str, list[str]],
    before: Sequence[str],
    behind: Sequence[str],
) -> str:
    named = [
        value for name in _PUBLISHED_NAMES.split() for value in fields.get(name, ())
    ]
    marked = (
        each.get("datetime") or each.get("content") or each.text_content()
        for each in page.xpath(_PUBLISHED_ELEMENTS)[:_MAX_TRIED]
        if not _is_beside(each)
    )
    stated = [str(article.get("datePublished") or ""), *named, *marked]
    if published := next(filter(None, map(date_from_field, stated)), ""):
        return published
    head = find_dateline(before)
    # Above a headline there is often the day on which the page was called up.
    if head.is_labelled:
        return head.published
    return find_dateline(behind).published or _date_in_address(page, fields)


def _date_in_address(page: HtmlElement, fields: dict[str, list[str]]) -> str:
    canonical = page.xpath("string(//link[@rel='canonical']/@href)")
    for address in [canonical, *fields.get("og:url", ())]:
        if found := _ADDRESS_DATE.match(address):
            return date_from_field("-".join(filter(None, found.groups())))
    return ""


def _lines_by_headline(page: HtmlElement) -> tuple[list[str], list[str]]:
    """Return the short lines before the headline, and those behind it.

    They end where the article begins: at its second long paragraph.
    """
    lines = list(_page_lines(page))
    headlines = [number for number, (_, is_headline) in enumerate(lines) if is_headline]
    paragraphs = [
        n for n, (text, _) in enumerate(lines) if len(text) > _PARAGRAPH_CHARACTERS
    ]
    if not headlines:
        first = paragraphs[0] if paragraphs else 0
        return [], [text for text, _ in lines[max(0, first - _LINES_BEFORE) : first]]
    headline = headlines[0]
    end = next((n for n in paragraphs[1:] if n > headline), len(lines))
    return (
        [text for text, _ in lines[max(0, headline - _LINES_BEFORE) : headline]],
        [text for text, _ in lines[headline + 1 : min(end, headline + _LINES_BEHIND)]],
    )


def _page_lines(page: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the page's lines, and whether each is an h1; a <time> is its date."""
    words: list[str] = []
    is_headline = False
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if tag not in INLINE_TAGS:
            if text := " ".join("".join(words).split()):
                yield text, is_headline
            words.clear()
            is_headline = event == "start" and tag == "h1"
        if event == "end":
            words.append(element.tail or "")
        elif tag in _NOT_BY_THE_HEADLINE | {"head"}:
            walk.skip_subtree()
        elif date := _datetime_of(element):
            words.append(date)
            walk.skip_subtree()
        else:
            words.append(element.text or "")


def _datetime_of(element: etree._Element) -> str:
    return (
        date_from_field(element.get("datetime") or "") if element.tag == "time" else ""
    )
