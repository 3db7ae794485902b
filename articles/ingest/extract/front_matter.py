"""Reads the front matter that some Markdown files begin with: fields and values."""

import re

from articles.domain.anchoring.text import canonical
from articles.ingest.extract.addresses import first_address, is_address
from articles.ingest.extract.dates import date_in
from articles.ingest.extract.names import names_in
from articles.ingest.extract.reading import Reading

_FENCE = "---"
_MAX_LINES = 60
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}):[ \t]*(.*)")

TITLE = ("title",)
AUTHORS = ("author", "authors", "by", "byline")
OUTLET = ("outlet", "publisher", "publication", "site", "sitename", "source")
PUBLISHED = ("date", "published", "publishdate", "pubdate")
ADDRESS = ("url", "address", "canonical", "canonical_url", "link", "source_url")
LANGUAGE = ("lang", "language")


def split_front_matter(source: str) -> tuple[Reading, str]:
    """Return what the fields say, and the source without them."""
    lines = source.lstrip("\ufeff").split("\n", _MAX_LINES)
    if len(lines) < 2 or not _FIELD.fullmatch(lines[1].rstrip()):
        return Reading([]), source
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:
        return Reading([]), source
    return _reading(_fields(lines[1 : fences[1]])), "\n".join(lines[fences[1] + 1 :])


def _fields(lines: list[str]) -> dict[str, str]:
    """Return one value for each key; the items of a list stand in one value."""
    fields: dict[str, str] = {}
    key = ""
    for line in lines:
        if found := _FIELD.fullmatch(line.rstrip()):
            key = found[1].lower()
            fields[key] = _plain(found[2])
        elif key and line.lstrip().startswith("- "):
            item = _plain(line.lstrip()[2:])
            fields[key] = f"{fields[key]}, {item}" if fields[key] else item
    return fields


def _plain(value: str) -> str:
    return canonical(value).strip("[]").replace('"', "").strip("' ")


def _reading(fields: dict[str, str]) -> Reading:
    def values(keys: tuple[str, ...]) -> list[str]:
        return [fields[key] for key in keys if fields.get(key)]

    def first(keys: tuple[str, ...]) -> str:
        return next(iter(values(keys)), "")

    names = (value for value in values(OUTLET) if not is_address(value))
    return Reading(
        [],
        title=first(TITLE),
        authors=names_in(first(AUTHORS)),
        outlet=next(names, ""),
        published=date_in(first(PUBLISHED)),
        # "source" may name the outlet or give the address.
        address=first_address(values(ADDRESS + OUTLET)),
        language=first(LANGUAGE),
    )
