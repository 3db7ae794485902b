"""Whether the entries of a hash chain follow each other, and say what stands there now.

Each entry is a JSON text that holds its number and the SHA-256 of the text before (64
zeros in the first): whoever changes, removes or inserts one has to change all that come
after it, and then the last hash is no longer the one that others have kept.
"""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NO_HASH = "0" * 64  # what the first entry follows
OF_THE_CHAIN = {"number", "previous"}  # what an entry says of itself
OF_A_DECISION = ("action", "round", "verdict", "rationale", "searched", "override",
                 "blind", "at", "evidence")  # fmt: skip

Facts = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An entry of the chain as it is stored."""

    number: int
    text: str
    hash: str

    @property
    def computed_hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def facts(self) -> Facts:
        """What the entry says; nothing where its text cannot be read."""
        try:
            told = json.loads(self.text)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


@dataclass
class ChainReader:
    """Takes the entries one after another and tells what is wrong with the chain.

    `saved`: hashes that were kept elsewhere, by the number of their entry.
    """

    saved: Mapping[int, Collection[str]] = field(default_factory=dict)
    number: int = 0
    hash: str = NO_HASH

    def read(self, entry: Entry) -> Iterator[str]:
        """What is wrong with this entry, and with its place."""
        told = entry.facts()
        number, expected = self.number, self.hash
        self.number, self.hash = entry.number, entry.hash
        if entry.computed_hash != entry.hash:
            yield f"Entry {entry.number}: its text is not the one that was hashed."
        if entry.number != number + 1:
            yield f"{missing_entries(number + 1, entry.number - 1)} missing."
        elif told.get("previous") != expected:
            before = f"entry {number} as it stands" if number else "nothing"
            yield f"Entry {entry.number} does not follow {before}."
        if told.get("number") != entry.number:
            yield f"Entry {entry.number} was made as entry {told.get('number')}."
        if any(kept != entry.hash for kept in self.saved.get(entry.number, ())):
            yield (
                f"Entry {entry.number} is not the one whose hash was saved: the chain was"
                " written anew."
            )

    def end(self) -> Iterator[str]:
        """What is missing at the end, as far as hashes were saved."""
        for number in sorted(self.saved):
            if number > self.number:
                yield f"Entry {number}, whose hash was saved, is missing at the end."


def missing_entries(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"


def differences(told: Facts, now: Facts) -> Iterator[str]:
    """What stands otherwise now than an entry told; only what it told is compared."""
    for name in sorted(told.keys() - OF_THE_CHAIN):
        then, found = told[name], now.get(name)
        if name == "appearances":
            yield from appearance_differences(then, found or [])
        elif then != found:
            yield describe_difference(name, then, found)


def appearance_differences(
    then: Sequence[Facts], now: Sequence[Facts]
) -> Iterator[str]:
    if len(then) != len(now):
        yield f"it has {len(now)} appearances, and was published with {len(then)}"
        return
    for number, (old, new) in enumerate(zip(then, now, strict=True), 1):
        for each in differences(old, new):
            yield f"appearance {number}, in article {old.get('article')}: {each}"


def describe_difference(name: str, then: object, now: object) -> str:
    """In words; hashes say nothing to anybody."""
    if name in {"record", "words", "text"}:
        return f"{name} is not what it was"
    return f"{name} is {in_words(now)}, and was {in_words(then)}"


def in_words(value: object) -> str:
    words = (
        json.dumps(value, ensure_ascii=False) if value not in (None, "") else "empty"
    )
    return words if len(words) <= 60 else f"{words[:57]}..."


# -- decisions -----------------------------------------------------------------------


@dataclass(frozen=True)
class Matching:
    """Which rows the decisions of a record stand for, by place, and what is wrong."""

    rows: list[int | None]
    faults: list[str]


def match_decisions(
    told: Sequence[Facts], rows: Sequence[Facts], names: Mapping[int, Collection[str]]
) -> Matching:
    """Find the row of each decision that a record tells, in the same order.

    `names`: every name that each user ever had, as a record keeps the one of its day.
    """
    matched: list[int | None] = []
    faults: list[str] = []
    after = -1
    for made in told:
        label = f"decision {made['number']} ({made['action']}, {made['at'][:16]})"
        at = decision_row(made, rows, names, after)
        if at is None:
            faults.append(f"{label} {describe_lost(made, rows, names, after)}")
        else:
            after = at
        matched.append(at)
    return Matching(matched, faults)


def decision_row(
    made: Facts, rows: Sequence[Facts], names: Mapping[int, Collection[str]], after: int
) -> int | None:
    """The next row that says the same."""
    for at in range(after + 1, len(rows)):
        if not any(decision_differences(made, rows[at], names)):
            return at
    return None


def describe_lost(
    made: Facts, rows: Sequence[Facts], names: Mapping[int, Collection[str]], after: int
) -> str:
    """What became of a decision that has no such row in its place."""
    alike = [
        at
        for at, row in enumerate(rows)
        if row["action"] == made["action"] and moment(row) == moment(made)
    ]
    if not alike:
        return "has no row"
    found = list(decision_differences(made, rows[alike[0]], names))
    if not found and alike[0] <= after:
        return "stands in another place"
    return f"was published otherwise: {'; '.join(found)}"


def decision_differences(
    made: Facts, row: Facts, names: Mapping[int, Collection[str]]
) -> Iterator[str]:
    for name in OF_A_DECISION:
        then, now = comparable(made, name), comparable(row, name)
        if then != now:
            yield describe_difference(name, then, now)
    if made["by"] not in (known := names.get(row["by"], ())):
        yield describe_difference("by", made["by"], ", ".join(sorted(known)))


def comparable(made: Facts, name: str) -> object:
    """A column as both a record and a row have it."""
    if name == "at":
        return moment(made).isoformat()
    value = made.get(name) or ""
    return sorted(key or "" for key in value) if isinstance(value, list) else value


def moment(made: Facts) -> datetime.datetime:
    return datetime.datetime.fromisoformat(made["at"]).astimezone(datetime.UTC)
