"""Which sources, works and relations between them does an annotation file bring?"""

from collections.abc import Mapping
from typing import Any

from articles.domain.dates import PartialDate
from articles.editing import source_relations, work_relations
from articles.editing.source_relations import RelationEntry
from articles.editing.work_relations import WorkRelationEntry
from articles.importing.annotation_files import Data
from articles.models import Authorship, Source, SourceAlias, Work
from articles.queries.sources import related


def kept_sources(rows: list[Data]) -> dict[str, Source]:
    """The sources by the file's own names for them; one with a known key is the same."""
    kept = {}
    for row in rows:
        fields = ("name", "kind", "description", "wikidata", "homepage", "listed")
        source, made = Source.objects.get_or_create(
            key=row["key"],
            defaults={name: row[name] for name in fields if name in row},
        )
        if made:
            SourceAlias.objects.bulk_create(
                [
                    SourceAlias(source=source, name=name)
                    for name in row.get("aliases", ())
                ]
            )
        kept[row["ref"]] = source
    return kept


def kept_works(rows: list[Data], sources: Mapping[str, Source]) -> dict[str, Work]:
    kept = {}
    for row in rows:
        published = PartialDate.parse(row.get("published", ""))
        work, made = Work.objects.get_or_create(
            key=row["key"],
            defaults={
                "kind": row["kind"],
                "title": row["title"],
                "address": row.get("address", ""),
                "outlet": sources[row["outlet"]] if row.get("outlet") else None,
                "published_on": published.date,
                "published_precision": published.precision,
                "language": row.get("language", ""),
            },
        )
        if made:
            Authorship.objects.bulk_create(
                [
                    Authorship(work=work, author=sources[ref], position=position)
                    for position, ref in enumerate(row.get("authors", ()))
                ]
            )
        kept[row["ref"]] = work
    return kept


def keep_relations(
    data: Data, sources: Mapping[str, Source], works: Mapping[str, Work]
) -> None:
    """Those that are not recorded yet, each once; what is recorded stays as it is."""
    told: dict[Any, RelationEntry] = {}
    for row in data.get("relations", ()):
        entry = RelationEntry(
            sources[row["source"]],
            row["kind"],
            sources[row["target"]],
            PartialDate.parse(row.get("since") or ""),
            PartialDate.parse(row.get("until") or "").at_its_end(),
            row.get("reference", ""),
            row.get("note", ""),
        )
        told.setdefault(entry.same, entry)
    known = related(sources.values())
    source_relations.add_relations(
        [told[same] for same in told if same not in known], []
    )
    between: dict[Any, WorkRelationEntry] = {}
    for row in data.get("work_relations", ()):
        one = WorkRelationEntry(
            works[row["source"]],
            row["kind"],
            works[row["target"]],
            row.get("reference", ""),
            row.get("note", ""),
        )
        between.setdefault((one.source, one.kind, one.target), one)
    work_relations.add_work_relations(
        [one for one in between.values() if not work_relations.recorded(one)]
    )
