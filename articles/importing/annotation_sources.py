"""Stores the sources, works and relations that an annotation file brings."""

from collections.abc import Mapping
from typing import Any

from articles.domain.dates import PartialDate
from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.editing import source_relations, work_relations
from articles.editing.source_relations import SourceRelationEntry
from articles.editing.work_relations import WorkRelationEntry
from articles.importing.annotation_files import AnnotationData
from articles.models import Authorship, Source, SourceAlias, User, Work
from articles.queries.sources import relations_among


def find_or_create_sources(rows: list[AnnotationData]) -> dict[str, Source]:
    """Return sources by the file's own names for them; a known key means the same one."""
    by_ref = {}
    for row in rows:
        fields = ("name", "kind", "description", "wikidata", "homepage", "listed")
        kept = {name: row[name] for name in fields if name in row}
        if "name" in kept:  # a source that is known by its key needs none
            kept["name"] = normalize_text(kept["name"], TYPED_NAME)
        source, created = Source.objects.get_or_create(key=row["key"], defaults=kept)
        if created:
            SourceAlias.objects.bulk_create(
                [
                    SourceAlias(source=source, name=normalize_text(name, TYPED_NAME))
                    for name in row.get("aliases", ())
                ]
            )
        by_ref[row["ref"]] = source
    return by_ref


def find_or_create_works(
    rows: list[AnnotationData], sources: Mapping[str, Source], article: str
) -> dict[str, Work]:
    """Return works by the file's own names for them.

    A known key means the same one, and so does the address of one that the file does
    not name otherwise. `article` is the name of the file's own article: its address
    means a work of which no text is here yet.
    """
    keys = {row["key"]: row["ref"] for row in rows}
    known = Work.objects.filter(key__in=keys)
    by_ref = {keys[work.key]: work for work in known}
    for row in rows:
        if row["ref"] in by_ref:
            continue
        # Two works of one file stay two.
        others = Work.objects.exclude(pk__in=[work.pk for work in by_ref.values()])
        if row["ref"] == article:
            others = others.filter(article=None)
        if same := others.at_address(row.get("address", "")).order_by("pk").first():
            by_ref[row["ref"]] = same
            continue
        published = PartialDate.parse(row.get("published", ""))
        became = PartialDate.parse(row.get("status_on", ""))
        work, created = Work.objects.get_or_create(
            key=row["key"],
            defaults={
                "kind": row["kind"],
                "title": row["title"],
                "address": row.get("address", ""),
                "outlet": sources[row["outlet"]] if row.get("outlet") else None,
                "published_on": published.date,
                "published_precision": published.precision,
                "language": row.get("language", ""),
                "status": row.get("status", ""),
                "status_on": became.date,
                "status_precision": became.precision,
                "status_note": row.get("status_note", ""),
                "status_reference": row.get("status_reference", ""),
            },
        )
        if created:
            Authorship.objects.bulk_create(
                [
                    Authorship(work=work, author=sources[ref], position=position)
                    for position, ref in enumerate(row.get("authors", ()))
                ]
            )
        by_ref[row["ref"]] = work
    return by_ref


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
    work_entries: dict[Any, WorkRelationEntry] = {}
    for row in data.get("work_relations", ()):
        work_entry = WorkRelationEntry(
            works[row["source"]],
            row["kind"],
            works[row["target"]],
            row.get("reference", ""),
            row.get("note", ""),
            row.get("ground", ""),
        )
        work_entries.setdefault(
            (work_entry.source, work_entry.kind, work_entry.target), work_entry
        )
    work_relations.add_work_relations(
        user,
        [
            work_entry
            for work_entry in work_entries.values()
            if not work_relations.is_work_relation_recorded(work_entry)
        ],
    )
