"""Atom feeds (RFC 4287) of claims and of articles.

An entry is a claim as it stands published, or an article with how its claims fared. Its
id is made of the key alone: it stays whatever is decided, and wherever the site moves
(docs/adr/0022). An entry never says a claim in the site's own voice.
"""

import datetime
import re
import uuid
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.claim_data import PageData
from articles.domain.attribution.chains import (
    UNSIGNED,
    isolate_direction,
    name_some,
    speakers_of_title,
)
from articles.rendering.environment import build_url, verdict_label

# What XML 1.0 cannot say, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
# For the ids of entries; drawn once, and never to be changed.
OURS = uuid.UUID("2c1f2a0e-9b5d-4c53-8f6e-0d7a41b1c6e3")
# A feed must say when it was updated, and one without entries has no date of its own.
# The clock's would be another one each time.
NOTHING_YET = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
UNREVIEWED = "none"  # the term of a claim that nobody has reviewed, as in addresses


class WritesAnyText(SimplerXMLGenerator):
    """Puts a sign in the place of what XML cannot say: somebody may have typed it."""

    def characters(self, content: str) -> None:
        super().characters(NOT_IN_XML.sub(REPLACEMENT, content))


class Feed(Atom1Feed):
    """Django's feed, with whole entries, pages (RFC 5005), and no date of the clock."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = WritesAnyText(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self) -> datetime.datetime:
        dates = (item["updateddate"] for item in self.items)
        return max(dates, default=NOTHING_YET)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation in ("first", "next"):
            if address := self.feed[relation]:
                handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, item)
        for term, label in item["terms"]:
            handler.addQuickElement("category", "", {"term": term, "label": label})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def write_feed(about: Mapping[str, Any], entries: list[PageData], site: str) -> bytes:
    """The document.

    `about`: its id and title, and the addresses of the page, of the feed itself, of its
    first page and of its next; `site`: how all of them begin.
    """
    feed = Feed(
        title=f"{about['title']} · {settings.SITE_NAME}",
        link=about["page"],
        description=None,
        language="en",
        author_name=settings.SITE_NAME,
        author_link=f"{site}{build_url('home')}",
        subtitle="Who said it stands in front of each; the decisions are the reviewers’.",
        feed_url=about["self"],
        feed_guid=about["id"],
        first=about["first"],
        next=about["next"],
    )
    for entry in entries:
        feed.add_item(**entry)
    written = BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def claim_entry(row: PageData, site: str) -> PageData:
    """A claim as a list has it."""
    says = name_some([each["name"] for each in row["claimants"]]) or UNSIGNED
    status, said = verdict_label(row["verdict"]), isolate_direction(row["statement"])
    return {
        "title": f"{status} · {isolate_direction(says)}: {said}",
        "link": f"{site}{build_url('claim', row['key'])}",
        "unique_id": entry_id("claim", row["key"]),
        "updateddate": datetime.datetime.fromisoformat(row["published_at"]),
        "terms": [(row["verdict"] or UNREVIEWED, status)],
        "description": None,
        "content": render_to_string("feeds/claim.html", {"row": row, "site": site}),
    }


def article_entry(row: PageData, site: str) -> PageData:
    """An article as a list has it, with when a claim in it was last published."""
    title = isolate_direction(row["title"])
    return {
        "title": f"{isolate_direction(speakers_of_title(row))}: {title}",  # type: ignore[arg-type]  # a work
        "link": f"{site}{build_url('article', row['key'])}",
        "unique_id": entry_id("article", row["key"]),
        "updateddate": row["updated"],
        "terms": [],
        "description": None,
        "content": render_to_string("feeds/article.html", {"row": row, "site": site}),
    }


def entry_id(kind: str, key: str) -> str:
    return uuid.uuid5(OURS, f"{kind}/{key}").urn
