"""What stands in the head of a public page: its address, what it is, how it is cited.

A page without one is none for search engines: the desk, the login, what went wrong.
What no longer stands (a claim on a day in the past, an older text) can be opened and
cited, but is not what they should lead to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.claim_data import PageData
from articles.exporting.reference_formats import REFERENCE_FORMATS
from articles.exporting.references import ReferenceItem, citation_line, citation_tags
from articles.exporting.schema_org import Node, breadcrumbs, describe_site
from articles.exporting.site import Site, in_format

LONGEST_DESCRIPTION, LONGEST_NAME = 300, 90


@dataclass(frozen=True)
class ReferenceLink:
    """A reference to take along: what its format is called, and where it is."""

    name: str
    media_type: str
    url: str


@dataclass(frozen=True)
class Citation:
    """How a page, or the work that it shows, is cited; `tags`: for Zotero and its like."""

    line: str
    url: str
    tags: Sequence[tuple[str, str]]
    links: Sequence[ReferenceLink]

    @classmethod
    def of(cls, item: ReferenceItem, page: str) -> "Citation":
        """`page`: the address of the page, without the host."""
        links = [
            ReferenceLink(each.name, each.media_type, in_format(page, suffix))
            for suffix, each in REFERENCE_FORMATS.items()
        ]
        return cls(citation_line(item), item["URL"], citation_tags(item), links)


@dataclass(frozen=True)
class PageHead:
    """`address`: where the page stands for good. `image`: its card, and that in words."""

    address: str
    description: str
    kind: str = "website"
    image: str = ""
    image_in_words: str = ""
    is_indexed: bool = True
    data: Sequence[Node] = field(default_factory=list)
    citation: Citation | None = None


def shorten(words: str, most: int = LONGEST_DESCRIPTION) -> str:
    """The words in one line, cut after a word where there are too many."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def way(site: Site, *steps: tuple[str, str]) -> Node:
    """The way from the home page to this one."""
    return breadcrumbs([(site.name, site.address("home")), *steps])


DESCRIPTIONS = {
    "home": "Who says what, through whom, and what independent evidence says: claims"
    " from articles, each with its sources and what reviewers found.",
    "claims": "Published claims, each with who says it, through whom, and what the"
    " evidence says.",
    "articles": "Articles with the claims that stand in them, marked in the text.",
    "sources": "Who speaks, publishes or is cited in published claims, and how often.",
    "circles": "Where citing and deriving leads from a work back to itself, so that what"
    " looks like several sources may be one.",
    "method": "How an article becomes published claims, what each status means, and how"
    " independent evidence is told from the rest.",
    "about": "Who runs this site, and why.",
    "contact": "How to reach those who run this site.",
    "audit": "The end of the hash chain over what is published here, and how to check"
    " that nothing was changed since.",
}
NAMES = {
    "about": "About",
    "contact": "Contact",
    "circles": "Circles",
    "method": "Method",
    "audit": "Audit",
}


def home_head(site: Site) -> PageHead:
    return PageHead(
        site.address("home"), DESCRIPTIONS["home"], data=[describe_site(site)]
    )


def page_head(site: Site, name: str) -> PageHead:
    """The head of a page that has its address to itself: "method", "circles"."""
    address = site.address(name)
    return PageHead(
        address, DESCRIPTIONS[name], data=[way(site, (NAMES[name], address))]
    )


def list_head(site: Site, name: str, page: PageData) -> PageHead | None:
    """The head of a filtered list; None where a filter cannot be read.

    Its address keeps the filters. Words that somebody looked for make no page that
    others should be led to.
    """
    if page["form"].errors:
        return None
    chosen = "; ".join(chip["label"] for chip in page["chips"])
    lead = [DESCRIPTIONS[name], f"{chosen}." if chosen else ""]
    return PageHead(
        site.root + page["canonical"],
        shorten(" ".join(lead)),
        is_indexed=not page["form"].data.get("q"),
        # A list is to stay short, and one that is narrowed is on the way to nothing.
        data=[] if chosen else [way(site, (name.capitalize(), site.address(name)))],
    )
