"""What one cites, as CSL-JSON: the page of a claim or a source, the work of an article.

Pure. One model, of which articles/exporting/bibtex.py and ris.py write their formats,
and pages their line to copy and what Zotero reads. Of an article, readers cite the
original; of what reviewers found, the page on which it stands.
"""

from typing import NotRequired, TypedDict

from articles.domain.attribution.chains import join_with_and, speakers_of_claim
from articles.domain.dates import PartialDate, long_date
from articles.domain.records import ClaimRecord, DateRecord, SourceRef, WorkRef
from articles.exporting.site import Site, is_web_address


class NameItem(TypedDict):
    """A person whose name falls in two; else the name as it is written."""

    family: NotRequired[str]
    given: NotRequired[str]
    literal: NotRequired[str]


# CSL writes hyphens in names of fields.
ReferenceItem = TypedDict(
    "ReferenceItem",
    {
        "id": str,
        "type": str,
        "title": str,
        "author": NotRequired[list[NameItem]],
        "container-title": NotRequired[str],
        "publisher": NotRequired[str],
        "issued": NotRequired[dict[str, list[list[int]]]],
        "URL": str,
        "language": NotRequired[str],
        "version": NotRequired[str],
        "abstract": NotRequired[str],
        "note": NotRequired[str],
    },
)

# What CSL calls each kind of work; what it has no word for is a document.
CSL_TYPES = {
    "article": "article-newspaper", "report": "report", "broadcast": "broadcast",
    "post": "post", "dataset": "dataset",
}  # fmt: skip
LATIN_ENDS = "\u0250"
# What stands in a publication; the rest is published by somebody.
IN_A_CONTAINER = {"article-newspaper", "broadcast", "post"}


def cite_claim(
    claim: ClaimRecord, site: Site, address: str, status: str
) -> ReferenceItem:
    """The page of a claim in the state of this record, which stands at this address."""
    item: ReferenceItem = {
        "id": f"claim-{claim['key']}-{claim['number']}",
        "type": "webpage",
        "title": f"{speakers_of_claim(claim)}: {claim['statement']}",
        "author": [{"literal": site.name}],
        "container-title": site.name,
        "issued": date_parts({"date": claim["published_at"][:10], "precision": "day"}),
        "version": str(claim["number"]),
        "note": f"Status: {status}. State {claim['number']}.",
        "URL": address,
    }
    return {**item, "abstract": claim["why"]} if claim["why"] else item


def cite_work(work: WorkRef, key: str, site: Site, status: str) -> ReferenceItem:
    """The original of an article; `status`: whether it was corrected or retracted."""
    page = site.address("article", key)
    kind = CSL_TYPES.get(work["kind"], "document")
    notes = [f"{status}." if status else "", f"With its claims marked: {page}"]
    item: ReferenceItem = {
        "id": f"article-{key}",
        "type": kind,
        "title": work["title"],
        "URL": work["address"] if is_web_address(work["address"]) else page,
        "note": " ".join(note for note in notes if note),
    }
    if authors := [write_name(each) for each in work["authors"] if is_named(each)]:
        item["author"] = authors
    if work["outlet"]:
        where = "container-title" if kind in IN_A_CONTAINER else "publisher"
        item[where] = work["outlet"]["name"]  # type: ignore[literal-required]  # two keys
    if work["published"]["date"]:
        item["issued"] = date_parts(work["published"])
    if work["language"]:
        item["language"] = work["language"]
    return item


def cite_source(source: SourceRef, site: Site) -> ReferenceItem:
    """The page of a source, which says nothing of its own date."""
    return {
        "id": f"source-{source['key']}",
        "type": "webpage",
        "title": f"{source['name']}: published claims",
        "author": [{"literal": site.name}],
        "container-title": site.name,
        "URL": site.address("source", source["key"]),
    }


def is_named(source: SourceRef) -> bool:
    return source["kind"] != "unnamed"


def write_name(source: SourceRef) -> NameItem:
    """A person's name of two Latin words as given and family name; others as they are.

    Where a longer name, or one in another script, falls apart cannot be told from it.
    """
    words = source["name"].split()
    is_latin = all(
        sign < LATIN_ENDS and (sign.isalpha() or sign in " -'")
        for sign in source["name"]
    )
    if source["kind"] == "person" and len(words) == 2 and is_latin:
        return {"family": words[1], "given": words[0]}
    return {"literal": source["name"]}


def date_parts(date: DateRecord) -> dict[str, list[list[int]]]:
    """As much of a date as is known: a year, a month of it, or a day."""
    known = PartialDate.from_record(date).iso()
    return {"date-parts": [[int(part) for part in known.split("-")]]}


def iso_date(item: ReferenceItem) -> str:
    """2017, 2017-06 or 2017-06-20; "" where no date is known."""
    parts = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    return "-".join(f"{part:0{2 if place else 4}}" for place, part in enumerate(parts))


def whole_name(name: NameItem) -> str:
    return name.get("literal") or f"{name['given']} {name['family']}"


def citation_line(item: ReferenceItem) -> str:
    """The reference as one line to copy, without the address."""
    authors = join_with_and([whole_name(name) for name in item.get("author", [])])
    where = item.get("container-title") or item.get("publisher", "")
    parts = [
        f"“{item['title']}”",
        where if where != authors else "",
        long_date(iso_date(item)),
    ]
    line = ", ".join(part for part in parts if part)
    return f"{authors}: {line}." if authors else f"{line}."


# What Zotero calls the types of CSL.
ZOTERO_TYPES = {
    "webpage": "webpage", "article-newspaper": "newspaperArticle", "report": "report",
    "broadcast": "tvBroadcast", "post": "blogPost", "dataset": "dataset",
    "document": "document",
}  # fmt: skip


def citation_tags(item: ReferenceItem) -> list[tuple[str, str]]:
    """The meta elements from which Zotero and its like take a page, name by name.

    Zotero takes what has a citation_title for an article in a journal unless it is
    told its type, and would part the name of an organisation into first and last name.
    """
    authors = [
        f"{name['family']}, {name['given']}" if "family" in name else name["literal"]
        for name in item.get("author", [])
    ]
    found = [
        ("z:itemType", ZOTERO_TYPES[item["type"]]),
        ("citation_title", item["title"]),
        *(("citation_author", name) for name in authors if is_one_name(name)),
        ("citation_publication_date", iso_date(item).replace("-", "/")),
        ("citation_journal_title", item.get("container-title", "")),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_language", item.get("language", "")),
        ("citation_abstract", item.get("abstract", "")),
        ("citation_public_url", item["URL"]),
    ]
    return [(name, content) for name, content in found if content]


def is_one_name(name: str) -> bool:
    """Whether it says which part is the family name, or has one part only."""
    return "," in name or len(name.split()) == 1
