"""Tells what an element of a page is for: by its tag, its role, its class or its id."""

import re

from lxml.html import HtmlElement

from articles.ingest.extract.page_tree import is_perhaps_hidden, tag_set

_NOTED_TAGS = tag_set(
    "article aside blockquote details dialog dl figcaption figure footer form header "
    "main nav table"
)
_NOTED_ROLES = {
    "navigation": "nav",
    "search": "nav",
    "menu": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "main": "main",
    "article": "article",
}
_NOTED_NAMES = re.compile(
    r"(?P<consent>cookie|consent|gdpr|onetrust|didomi|usercentrics|truste\b|\bcmp\b)"
    r"|(?P<aside>related|recommend|share|sharing|social|newsletter|subscri|promo|advert"
    r"|\bads?\b|sponsor|trending|most-?read|popular|read-?(?:more|next)|more-?on|paywall|author-?(?:bio|box|card|info)|\btags?\b"
    r"|breadcrumb|pagination|\bmenu\b|sidebar|widget|outbrain|taboola)"
    r"|(?P<comments>\bcomments?\b|comment-?(?:list|section|body)|disqus|respond)"
    r"|(?P<caption>caption|credit)",
    re.IGNORECASE,
)


def read_purpose(element: HtmlElement) -> frozenset[str]:
    """Return what the element is for, by its tag, its role, and its class or id."""
    names = set()
    if element.tag in _NOTED_TAGS:
        names.add(str(element.tag))
    if not element.attrib:
        return frozenset(names)
    if role := _NOTED_ROLES.get(element.get("role", "")):
        names.add(role)
    if "articleBody" in element.get("itemprop", ""):
        names.add("article")
    if is_perhaps_hidden(element):
        names.add("hidden")
    if element.tag not in ("html", "body", "article", "main"):
        words = f"{element.get('class', '')} {element.get('id', '')}"
        names.update(
            f"named-{found.lastgroup}" for found in _NOTED_NAMES.finditer(words)
        )
    return frozenset(names)
