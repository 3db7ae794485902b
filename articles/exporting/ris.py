"""Writes a reference as RIS. Pure; letters of all scripts stay as they are."""

from collections.abc import Iterator

from articles.exporting.references import NameItem, ReferenceItem, iso_date

TYPES = {
    "webpage": "ELEC", "article-newspaper": "NEWS", "report": "RPRT", "post": "BLOG",
    "dataset": "DATA",
}  # fmt: skip


def write_ris(item: ReferenceItem) -> str:
    """The reference as one record; each field is a line."""
    lines = [("TY", TYPES.get(item["type"], "GEN")), *list_fields(item), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(words.split())}\r\n" for tag, words in lines)


def list_fields(item: ReferenceItem) -> Iterator[tuple[str, str]]:
    yield "ID", item["id"]
    yield "TI", item["title"]
    for name in item.get("author", []):
        yield "AU", write_author(name)
    if date := iso_date(item):
        year, month, day = [*date.split("-"), "", ""][:3]
        yield "PY", year
        # What is not known stays empty between its strokes.
        yield "DA", f"{year}/{month}/{day}/"
    for field, tag in (
        ("container-title", "T2"), ("publisher", "PB"), ("version", "ET"),
        ("language", "LA"), ("abstract", "AB"), ("note", "N1"), ("URL", "UR"),
    ):  # fmt: skip
        if words := item.get(field):
            yield tag, str(words)


def write_author(name: NameItem) -> str:
    """Family name first. A comma in any other name would part it, and there is no sign
    to say that it does not, so it is left out."""
    if "literal" in name:
        return name["literal"].replace(",", "")
    return f"{name['family']}, {name['given']}"
