"""Writes a reference as BibTeX. Pure; letters of all scripts stay as they are."""

import calendar
from collections.abc import Iterator

from articles.exporting.references import NameItem, ReferenceItem

# Marks that TeX would obey. A brace, even after a backslash, would have to have its
# partner, so it is written by name.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)  # fmt: skip
# An address is printed as it is, but must not end its field.
URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def write_bibtex(item: ReferenceItem) -> str:
    """The reference as one entry."""
    fields = "".join(f"  {name} = {words},\n" for name, words in list_fields(item))
    return f"@{entry_type(item)}{{{item['id']},\n{fields}}}\n"


def entry_type(item: ReferenceItem) -> str:
    """The type whose necessary fields are all there."""
    if item["type"] == "article-newspaper" and "container-title" in item:
        return "article"
    if item["type"] == "report" and "publisher" in item:
        return "techreport"
    return "misc"


def list_fields(item: ReferenceItem) -> Iterator[tuple[str, str]]:
    """The fields with their values, in braces but for the names of months."""
    if authors := item.get("author"):
        yield (
            "author",
            put_in_braces(" and ".join(write_author(name) for name in authors)),
        )
    # A second pair of braces keeps the capitals of the title.
    yield "title", put_in_braces(put_in_braces(escape(item["title"])))
    where = item.get("container-title") or item.get("publisher")
    if where:
        names = {"article": "journal", "techreport": "institution"}
        yield names.get(entry_type(item), "howpublished"), put_in_braces(escape(where))
    yield from list_dates(item)
    yield "url", put_in_braces(item["URL"].translate(URL_ESCAPES))
    for field, name in (
        ("note", "note"), ("abstract", "abstract"), ("language", "language"),
    ):  # fmt: skip
        if words := item.get(field):
            yield name, put_in_braces(escape(str(words)))


def list_dates(item: ReferenceItem) -> Iterator[tuple[str, str]]:
    """As much of the date as is known; months by the names that BibTeX knows."""
    year, *rest = (*item.get("issued", {}).get("date-parts", [[0]])[0],)
    if not year:
        return
    yield "year", put_in_braces(f"{year:04}")
    if rest:
        yield "month", calendar.month_abbr[rest[0]].lower()
    if len(rest) > 1:
        yield "day", put_in_braces(str(rest[1]))


def write_author(name: NameItem) -> str:
    """Family name first; in braces, what must not be parted."""
    if "literal" in name:
        return put_in_braces(escape(name["literal"]))
    return f"{escape(name['family'])}, {escape(name['given'])}"


def put_in_braces(words: str) -> str:
    return f"{{{words}}}"


def escape(words: str) -> str:
    return " ".join(words.split()).translate(ESCAPES)
