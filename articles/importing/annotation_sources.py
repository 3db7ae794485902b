"""Stores the sources, works and relations that an annotation file brings."""

from collections.abc import Mapping
from typing import Any

from articles.domain.dates import PartialDate
from articles.domain.text.addresses import address_key
from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.editing import source_relations, work_relations
from articles.editing.source_relations import SourceRelationEntry
from articles.editing.work_relations import WorkRelationEntry
from articles.importing.annotation_files import AnnotationData
from articles.models import (
    Authorship,
    Source,
    SourceAlias,
    User,
    Work,
    WorkRelation,
)
from articles.queries.sources import relations_among


def find_or_create_sources(rows: list[AnnotationData]) -> dict[str, Source]:
    """Return sources by the file's own names for them; a known key means the same one."""
    known = Source.objects.in_bulk([row["key"] for row in rows], field_name="key")
    new = {row["key"]: row for row in reversed(rows) if row["key"] not in known}
    made = Source.objects.bulk_create(
        [unsaved_source(row) for row in reversed(new.values())]
    )
    known |= {source.key: source for source in made}
    SourceAlias.objects.bulk_create(
        [
            SourceAlias(source=source, name=normalize_text(name, TYPED_NAME))
            for source in made
            for name in new[source.key].get("aliases", ())
        ]
    )
    return {row["ref"]: known[row["key"]] for row in rows}


def unsaved_source(row: AnnotationData) -> Source:
    fields = ("key", "name", "kind", "description", "wikidata", "homepage", "listed")
    kept = {name: row[name] for name in fields if name in row}
    if "name" in kept:  # a source that is known by its key needs none
        kept["name"] = normalize_text(kept["name"], TYPED_NAME)
    return Source(**kept)


def find_or_create_works(
    rows: list[AnnotationData], sources: Mapping[str, Source], article: str
) -> dict[str, Work]:
    """Return works by the file's own names for them.

    A known key means the same one, and so does the address of one that the file does
    not name otherwise. `article` is the name of the file's own article: its address
    means a work of which no text is here yet.
    """
    known = Work.objects.in_bulk([row["key"] for row in rows], field_name="key")
    missing = [row for row in rows if row["key"] not in known]
    at_address = works_by_address(missing)
    taken = {work.pk for work in known.values()}  # two works of one file stay two
    authors: dict[str, list[Source]] = {}
    for row in missing:
        if row["key"] in known:
            continue
        same = next(
            (
                work
                for work in at_address.get(address_key(row.get("address", "")), ())
                if work.pk not in taken
                and not (row["ref"] == article and hasattr(work, "article"))
            ),
            None,
        )
        if same:
            taken.add(same.pk)
        else:
            authors[row["key"]] = [sources[ref] for ref in row.get("authors", ())]
        known[row["key"]] = same or unsaved_work(row, sources)
    made = Work.objects.bulk_create([known[key] for key in authors])
    Authorship.objects.bulk_create(
        [
            Authorship(work=work, author=author, position=position)
            for work in made
            for position, author in enumerate(authors[work.key])
        ]
    )
    return {row["ref"]: known[row["key"]] for row in rows}


def works_by_address(rows: list[AnnotationData]) -> dict[str, list[Work]]:
    """The works that are here at the addresses of these, the oldest first."""
    keys = {address_key(row.get("address", "")) for row in rows} - {""}
    found: dict[str, list[Work]] = {}
    at_address = Work.objects.filter(address_key__in=keys).select_related("article")
    for work in at_address.order_by("pk"):
        found.setdefault(work.address_key, []).append(work)
    return found


def unsaved_work(row: AnnotationData, sources: Mapping[str, Source]) -> Work:
    published = PartialDate.parse(row.get("published", ""))
    became = PartialDate.parse(row.get("status_on", ""))
    return Work(
        key=row["key"],
        kind=row["kind"],
        title=row["title"],
        address=row.get("address", ""),
        outlet=sources[row["outlet"]] if row.get("outlet") else None,
        published_on=published.date,
        published_precision=published.precision,
        language=row.get("language", ""),
        status=row.get("status", ""),
        status_on=became.date,
        status_precision=became.precision,
        status_note=row.get("status_note", ""),
        status_reference=row.get("status_reference", ""),
    )


def add_missing_relations(
    user: User,
    data: AnnotationData,
    sources: Mapping[str, Source],
    works: Mapping[str, Work],
) -> None:
    """Add relations that are not recorded yet, each once; recorded ones stay.

    Their grounds are stated by this user.
    """
    entries: dict[Any, SourceRelationEntry] = {}
    for row in data.get("relations", ()):
        entry = SourceRelationEntry(
            sources[row["source"]],
            row["kind"],
            sources[row["target"]],
            PartialDate.parse(row.get("since") or ""),
            PartialDate.parse(row.get("until") or "").as_last_day(),
            row.get("reference", ""),
            row.get("note", ""),
            row.get("ground", ""),
        )
        entries.setdefault(entry.same, entry)
    known = relations_among(sources.values())
    source_relations.add_source_relations(
        user, [entries[same] for same in entries if same not in known], []
    )
    stored = WorkRelation.objects.filter(source__in=works.values())
    known_works = set(stored.values_list("source", "kind", "target"))
    work_entries: dict[Any, WorkRelationEntry] = {}
    for row in data.get("work_relations", ()):
        one, other = works[row["source"]], works[row["target"]]
        if (one.pk, row["kind"], other.pk) not in known_works:
            work_entries.setdefault(
                (one, row["kind"], other),
                WorkRelationEntry(
                    one,
                    row["kind"],
                    other,
                    row.get("reference", ""),
                    row.get("note", ""),
                    row.get("ground", ""),
                ),
            )
    work_relations.add_work_relations(user, list(work_entries.values()))
