"""Finds the article that a page describes in its JSON-LD (schema.org)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

# Deeper or longer, it describes no article.
_MAX_NODES = 2000
_ARTICLE_TYPE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|\w*Posting|Report\w*|\w*Review)"
)
_PAGE_TYPE = re.compile(r"(?:https?://schema\.org/)?(?:\w*Page|CreativeWork)")
_WRAPPER = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>|;)\s*$"
)

Node = dict[str, Any]


def find_article(page: HtmlElement) -> Node:
    """Return the node of the article, or of its page; empty where there is none.

    Of several articles it is the one whose headline the page's title has.
    """
    nodes = list(_find_nodes(page))
    articles = [node for node in nodes if _has_type(node, _ARTICLE_TYPE)]
    pages = [node for node in nodes if _has_type(node, _PAGE_TYPE)]
    title = " ".join(" ".join(page.xpath("//title//text() | //h1//text()")).split())
    for node in articles:
        headline = " ".join(str(node.get("headline") or "").split())
        if headline and headline in title:
            return _resolve(node, nodes)
    # Of others one cannot tell which of them stands on this page.
    candidates = articles if len(articles) == 1 else pages
    return _resolve(candidates[0], nodes) if candidates else {}


def find_names(value: Any) -> Iterator[tuple[str, bool]]:
    """Yield each name in an "author" or a "publisher", and whether it is a body's."""
    for each in value if isinstance(value, list) else [value]:
        named = each if isinstance(each, dict) else {"name": each}
        is_body = "Organization" in str(named.get("@type"))
        names = named.get("name")
        for name in names if isinstance(names, list) else [names]:
            if isinstance(name, str):
                yield name, is_body


def _find_nodes(page: HtmlElement) -> Iterator[Node]:
    found = [
        _parse(script.text or "")
        for script in page.iter("script")
        if (script.get("type") or "").strip().lower() == "application/ld+json"
    ]
    for number, each in enumerate(found):
        if number > _MAX_NODES:
            return
        if isinstance(each, list):
            found.extend(each)
        elif isinstance(each, dict):
            yield each
            found.extend(each[key] for key in ("@graph", "mainEntity") if key in each)


def _parse(text: str) -> Any:
    try:
        return json.loads(_WRAPPER.sub("", _WRAPPER.sub("", text)), strict=False)
    except (ValueError, RecursionError):
        return None


def _has_type(node: Node, pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and pattern.fullmatch(kind) for kind in kinds)


def _resolve(node: Node, nodes: list[Node]) -> Node:
    """Put the nodes themselves where the node only names their "@id"."""
    by_id = {
        str(each["@id"]): each for each in nodes if "@id" in each and "name" in each
    }

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [by_id.get(_id_of(each), each) for each in value]
        return by_id.get(_id_of(value), value)

    return node | {
        key: resolved(node[key])
        for key in ("author", "creator", "publisher")
        if key in node
    }


def _id_of(value: Any) -> str:
    if isinstance(value, dict) and "name" not in value:
        return str(value.get("@id", ""))
    return ""
