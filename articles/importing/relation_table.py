"""Imports a table of relations between sources: first planned by line, then written.

A table has a heading; `source`, `kind`, `target` are needed, the other columns are not.
Names or keys name sources. A relation of the same two, of the same kind and from the
same day on is the same one: filled cells change it, empty ones leave it as it is.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.domain.dates import (
    UNKNOWN_DATE,
    PartialDate,
    period_data,
    period_in_words,
)
from articles.editing.find_or_create import Party
from articles.editing.inputs import NewSource
from articles.editing.source_relations import SourceRelationEntry, add_source_relations
from articles.importing.relation_rows import parse_rows
from articles.models import Source, SourceRelation, User
from articles.models.choices import RelationKind, SourceKind
from articles.queries.sources import name_keys, relations_among, sources_by_name_key

validate_web_address = URLValidator(["http", "https"])


@dataclass
class PlannedLine:
    """One line of the table: what it would do, or what is wrong with it."""

    number: int
    words: str = ""
    does: str = "error"  # add, change, same, error
    details: list[str] = field(default_factory=list)
    entry: SourceRelationEntry | None = None
    known: SourceRelation | None = None

    def wrong(self, words: str) -> None:
        self.does = "error"
        self.details.append(words)


@dataclass
class ImportPlan:
    """What importing a table would do, line by line."""

    lines: list[PlannedLine]

    @property
    def errors(self) -> list[PlannedLine]:
        return [line for line in self.lines if line.does == "error"]

    @property
    def counts(self) -> dict[str, int]:
        does = [line.does for line in self.lines]
        return {each: does.count(each) for each in ("add", "change", "same", "error")}

    @property
    def digest(self) -> str:
        """A hash that stays the same while the import would do the same."""
        facts = [
            (line.does, line.words, line.details, line.known and line.known.version)
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def write(self, user: User, *, listed: bool) -> None:
        """Write all of it or none of it; grounds that are new are this user's."""
        changed = [
            (line.known, line.entry)
            for line in self.lines
            if line.does == "change" and line.known and line.entry
        ]
        added = [line.entry for line in self.lines if line.does == "add" and line.entry]
        add_source_relations(user, added, changed, listed=listed)


def plan_import(text: str, *, create: bool = False) -> ImportPlan:
    """Read the table and look up what it names; write nothing."""
    table = list(parse_rows(text))
    reader = LinePlanner([row for _, row in table], create)
    return ImportPlan([reader.line(number, row) for number, row in table])


KINDS_BY_WORD = {
    key: kind.value
    for kind in RelationKind
    for key in (kind.value, kind.label, kind.value.replace("_", " "))
}


class LinePlanner:
    """Looks all names up at once, and knows what earlier lines say."""

    def __init__(self, table: list[dict[str, str]], create: bool) -> None:
        self.create = create
        names = name_keys({row[end] for row in table for end in ("source", "target")})
        found = sources_by_name_key(names.values())
        keys = {each.key: [each] for each in Source.objects.filter(key__in=names)}
        self.called = {
            name: found.get(spelt) or keys.get(name, [])
            for name, spelt in names.items()
        }
        unambiguous = [found[0] for found in self.called.values() if len(found) == 1]
        self.recorded = relations_among(unambiguous)
        self.seen: dict[tuple[Any, ...], int] = {}

    def line(self, number: int, row: dict[str, str]) -> PlannedLine:
        line = PlannedLine(
            number, f"{row['source']} {row['kind']} {row['target']}", "add"
        )
        ends = [self.party(line, row, name) for name in ("source", "target")]
        kind = KINDS_BY_WORD.get(row["kind"].lower())
        if kind is None:
            known = ", ".join(RelationKind.values)
            line.wrong(f"No such kind: “{row['kind']}”. Known are {known}.")
        if row.get("more"):
            line.wrong("It has more cells than the heading.")
        since = self.day(line, row, "since")
        until = self.day(line, row, "until").as_last_day()
        self.check_reference(line, row.get("reference", ""))
        for name in ("note", "ground"):
            if len(row.get(name, "")) > 2000:
                line.wrong(f"The {name} has more than 2000 letters.")
        if until.ends_before(since):
            line.wrong("It ends before it begins.")
        source, target = ends
        if line.does == "error" or not (kind and source and target):
            return line
        line.words = (
            f"{party_name(source)} {RelationKind(kind).label} {party_name(target)}"
        )
        entry = SourceRelationEntry(
            source, kind, target, since, until,
            row.get("reference", ""), row.get("note", ""), row.get("ground", ""),
        )  # fmt: skip
        line.entry = entry
        self.compare(line, entry)
        # An empty cell leaves what is recorded, and so it is said.
        span = period_in_words(line.entry.since.iso(), line.entry.until.iso())
        line.words += f", {span}" if span else ""
        return line

    def party(self, line: PlannedLine, row: dict[str, str], name: str) -> Party | None:
        called, kind = row[name], row.get(f"{name}_kind", "").lower()
        if not called:
            line.wrong(f"The {name} is missing.")
            return None
        if len(called) > 200:
            line.wrong(f"The name of the {name} has more than 200 letters.")
            return None
        if kind and kind not in SourceKind.values:
            line.wrong(f"No such kind of source: “{kind}”.")
            return None
        found = self.meant(called, kind)
        if isinstance(found, str):
            line.wrong(found)
            return None
        if isinstance(found, NewSource):
            line.details.append(f"“{called}” becomes a new source.")
        return found

    def meant(self, called: str, kind: str) -> Party | str:
        found = self.called[called]
        if len(found) == 1:
            return found[0]
        if found:
            keys = ", ".join(f"{each.key} ({each.kind})" for each in found[:6])
            return f"Several sources go by “{called}”; write a key: {keys}."
        if self.create:
            return NewSource(called, kind or SourceKind.ORGANISATION)
        return f"No source goes by the name “{called}”."

    def day(self, line: PlannedLine, row: dict[str, str], name: str) -> PartialDate:
        try:
            return PartialDate.parse(row.get(name, ""))
        except ValueError:
            line.wrong(f"“{row[name]}” is no date. Write 2017-06-20, 2017-06 or 2017.")
            return UNKNOWN_DATE

    def check_reference(self, line: PlannedLine, reference: str) -> None:
        if not reference:
            return
        try:
            validate_web_address(reference)
        except ValidationError:
            line.wrong(f"“{reference}” is no address.")
        if len(reference) > 500:
            line.wrong("The reference has more than 500 letters.")

    def compare(self, line: PlannedLine, entry: SourceRelationEntry) -> None:
        """Compare a line with earlier lines, and with what is recorded."""
        ends = entry.source, entry.target
        identity = (
            party_name(ends[0]),
            entry.kind,
            party_name(ends[1]),
            entry.since.date,
        )
        if earlier := self.seen.get(identity):
            line.wrong(f"Line {earlier} says so already.")
            return
        self.seen[identity] = line.number
        if identity[0] == identity[2]:
            line.wrong("A source has no relation to itself.")
            return
        line.known = self.recorded.get(entry.same)
        if line.known:
            line.entry = fill_empty_cells(entry, line.known)
            differences = list(describe_differences(line.known, line.entry))
            line.details += differences
            line.does = "change" if differences else "same"
        elif not (entry.reference or entry.ground):
            line.wrong("The reference is missing: where does it say so? Or the ground.")


def party_name(party: Party | None) -> str:
    if isinstance(party, Source):
        return party.name
    return party.name if party else ""


def fill_empty_cells(
    entry: SourceRelationEntry, known: SourceRelation
) -> SourceRelationEntry:
    """Return the entry with what is recorded where a cell is empty."""
    until = entry.until
    if until.date is None:
        until = PartialDate(known.until, known.until_precision)
    return replace(
        entry,
        until=until,
        reference=entry.reference or known.reference,
        note=entry.note or known.note,
        ground=entry.ground or known.ground,
    )


def describe_differences(
    known: SourceRelation, entry: SourceRelationEntry
) -> Iterator[str]:
    """Yield a sentence for each field that the entry would change."""
    recorded = {**period_data(known), "reference": known.reference,
                "ground": known.ground, "note": known.note}  # fmt: skip
    proposed = {"since": entry.since.iso(), "until": entry.until.iso(),
                "reference": entry.reference, "ground": entry.ground,
                "note": entry.note}  # fmt: skip
    for name, words in proposed.items():
        if words != (recorded[name] or ""):
            yield f"{name.capitalize()}: {words}, was {recorded[name] or 'empty'}."
