"""Reads the front matter that some Markdown files begin with: fields and values."""

import re

from articles.domain.text.canonical import to_canonical_text
from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.date_recognition import date_from_field
from articles.ingest.extract.parsed_document import ParsedDocument
from articles.ingest.extract.web_addresses import first_address, is_web_address

_FENCE = "---"
_MAX_LINES = 60
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}):[ \t]*(.*)")

TITLE_KEYS = ("title",)
AUTHOR_KEYS = ("author", "authors", "by", "byline")
OUTLET_KEYS = ("outlet", "publisher", "publication", "site", "sitename", "source")
DATE_KEYS = ("date", "published", "publishdate", "pubdate")
ADDRESS_KEYS = ("url", "address", "canonical", "canonical_url", "link", "source_url")
LANGUAGE_KEYS = ("lang", "language")


def split_front_matter(source: str) -> tuple[ParsedDocument, str]:
    """Return what the fields say, and the source without them."""
    lines = source.lstrip("\ufeff").split("\n", _MAX_LINES)
    if len(lines) < 2 or not _FIELD.fullmatch(lines[1].rstrip()):
        return ParsedDocument([]), source
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:
        return ParsedDocument([]), source
    return _document_from_fields(_parse_fields(lines[1 : fences[1]])), "\n".join(
        lines[fences[1] + 1 :]
    )


def _parse_fields(lines: list[str]) -> dict[str, str]:
    """Return one value for each key; the items of a list stand in one value."""
    fields: dict[str, str] = {}
    key = ""
    for line in lines:
        if found := _FIELD.fullmatch(line.rstrip()):
            key = found[1].lower()
            fields[key] = _clean_value(found[2])
        elif key and line.lstrip().startswith("- "):
            item = _clean_value(line.lstrip()[2:])
            fields[key] = f"{fields[key]}, {item}" if fields[key] else item
    return fields


def _clean_value(value: str) -> str:
    return to_canonical_text(value).strip("[]").replace('"', "").strip("' ")


def _document_from_fields(fields: dict[str, str]) -> ParsedDocument:
    def values(keys: tuple[str, ...]) -> list[str]:
        return [fields[key] for key in keys if fields.get(key)]

    def first(keys: tuple[str, ...]) -> str:
        return next(iter(values(keys)), "")

    names = (value for value in values(OUTLET_KEYS) if not is_web_address(value))
    return ParsedDocument(
        [],
        title=first(TITLE_KEYS),
        authors=split_names(first(AUTHOR_KEYS)),
        outlet=next(names, ""),
        published=date_from_field(first(DATE_KEYS)),
        # "source" may name the outlet or give the address.
        address=first_address(values(ADDRESS_KEYS + OUTLET_KEYS)),
        language=first(LANGUAGE_KEYS),
    )
