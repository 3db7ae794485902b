"""What somebody has filled in, before it is stored."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.domain.anchoring.anchors import TextSpan
from articles.models import (
    Source,
    Work,
)
from articles.models.choices import SourceKind


@dataclass(frozen=True)
class NewSource:
    """A source that the reviewer said is a new one."""

    name: str
    kind: str = SourceKind.PERSON


@dataclass(frozen=True)
class StepEntry:
    """One step of a chain, as it was filled in."""

    source: Source | NewSource
    cue: str = ""
    cue_start: int | None = None
    mode: str = ""
    said: str = ""
    said_start: int | None = None
    said_from: datetime.date | None = None
    said_to: datetime.date | None = None
    unclear: bool = False
    note: str = ""
    # With the step before it, at the same position.
    together: bool = False


@dataclass(frozen=True)
class NewWork:
    """A work that is named for the first time, or one with the same address."""

    title: str
    address: str = ""
    kind: str = "article"
    outlet: Source | NewSource | None = None
    published_on: datetime.date | None = None
    published_precision: str = "day"


@dataclass(frozen=True)
class CitationEntry:
    """One thing that the article points to, as it was filled in."""

    work: Work | NewWork | None = None
    description: str = ""
    locator: str = ""
    passage: str = ""
    fidelity: str = ""
    note: str = ""
    translation: str = ""


@dataclass(frozen=True)
class AppearanceEntry:
    """Where a claim stands in a text, who says it there, and what is cited."""

    spans: Sequence[TextSpan]
    chain: Sequence[StepEntry]
    citations: Sequence[CitationEntry] = field(default_factory=list)


@dataclass(frozen=True)
class AboutEntry:
    """A source that a claim speaks of, and as what."""

    source: Source | NewSource
    role: str


@dataclass(frozen=True)
class ClaimEntry:
    """A claim in the reviewer's words, and whom it is about."""

    statement: str
    kind: str
    checkable: bool = True
    about: Sequence[AboutEntry] = ()


@dataclass(frozen=True)
class EvidenceEntry:
    """A piece of evidence, as it was filled in."""

    work: Work | NewWork
    stance: str
    locator: str = ""
    passage: str = ""
    primary: bool = False
    question: str = ""
    note: str = ""
    translation: str = ""


def number_steps(chain: Sequence[StepEntry]) -> list[tuple[int, StepEntry]]:
    """Each step with its position; those that say it together share one."""
    found: list[tuple[int, StepEntry]] = []
    position = -1
    for step in chain:
        if position < 0 or not step.together:
            position += 1
        found.append((position, step))
    return found
