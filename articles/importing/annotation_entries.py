"""Reads what an annotation file says of claims, and checks it against the text."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.editing.inputs import (
    AboutEntry,
    AppearanceEntry,
    CitationEntry,
    EvidenceEntry,
    StepEntry,
)
from articles.importing.annotation_files import (
    AnnotationData,
    AnnotationError,
    noon_of_day,
    parse_day,
)
from articles.models import Citation, Evidence, Source, TextVersion, User, Work
from articles.models.choices import Action
from articles.workflow.replay import NewClaim, StepToTake

People = Mapping[str, User]


@dataclass
class AnnotationReader:
    """One file, its text, and the rows that the file's names stand for."""

    data: AnnotationData
    text: TextVersion
    people: People
    sources: dict[str, Source]
    works: dict[str, Work]

    def checked_words(self, span: AnnotationData | None) -> str:
        """Return a span's words; AnnotationError where they are not the ones meant."""
        if not span:
            return ""
        words = self.text.text[span["start"] : span["end"]]
        if hashlib.sha256(words.encode()).hexdigest() != span["sha256"]:
            raise AnnotationError(f"Other words stand at {span['start']}.")
        return words

    def passage(self, parts: str | AnnotationData | list[str | AnnotationData]) -> str:
        """Return a passage: words, a place where the article has the same, or parts."""
        if isinstance(parts, list):
            return "".join(map(self.passage, parts))
        return parts if isinstance(parts, str) else self.checked_words(parts)

    def step(self, data: AnnotationData) -> StepEntry:
        said, cue = data.get("said"), data.get("cue")
        return StepEntry(
            source=self.sources[data["source"]],
            together=data.get("together", False),
            cue=self.checked_words(cue),
            cue_start=cue["start"] if cue else None,
            mode=data.get("mode", ""),
            said=self.checked_words(said) if said and "start" in said else "",
            said_start=said.get("start") if said else None,
            said_from=parse_day(said and said.get("from")),
            said_to=parse_day(said and said.get("to")),
            unclear=data.get("unclear", False),
            note=data.get("note", ""),
        )

    def about(self, data: AnnotationData) -> list[AboutEntry]:
        """Whom a claim is about."""
        return [
            AboutEntry(self.sources[row["source"]], row["role"])
            for row in data.get("about", ())
        ]

    def citation(self, data: AnnotationData) -> CitationEntry:
        work = data.get("work")
        names = ("description", "locator", "translation", "fidelity", "note")
        return CitationEntry(
            work=self.works[work] if work else None,
            passage=self.passage(data.get("passage", "")),
            **{name: data.get(name, "") for name in names},
        )

    def appearance(self, data: AnnotationData) -> AppearanceEntry:
        for span in data["spans"]:
            self.checked_words(span)
        return AppearanceEntry(
            spans=[TextSpan(span["start"], span["end"]) for span in data["spans"]],
            chain=[self.step(step) for step in data["chain"]],
            citations=[self.citation(cited) for cited in data.get("citations", ())],
        )

    def mark_checked(self, citations: Sequence[Citation], data: AnnotationData) -> None:
        """Note who compared which citation, and when, where the file says so."""
        for row, cited in zip(citations, data.get("citations", ()), strict=True):
            if checked := cited.get("checked"):
                row.checked_by = self.people[checked["by"]]
                row.checked_at = noon_of_day(checked["on"])

    def evidence(self, data: AnnotationData) -> EvidenceEntry:
        names = ("stance", "locator", "translation", "question", "note")
        return EvidenceEntry(
            work=self.works[data["work"]],
            passage=self.passage(data.get("passage", "")),
            primary=data.get("primary", False),
            **{name: data.get(name, "") for name in names},
        )

    def decision(
        self,
        of: NewClaim,
        data: AnnotationData,
        evidence: Mapping[str, Evidence],
        sealed: bool,
    ) -> StepToTake:
        return StepToTake(
            of,
            Action(data["action"]),
            self.people[data["by"]],
            verdict=data.get("verdict") or "",
            rationale=data.get("rationale", ""),
            searched=data.get("searched", ""),
            override=data.get("override", ""),
            evidence=[evidence[ref] for ref in data.get("evidence", ())],
            at=noon_of_day(data.get("on")),
            sealed=sealed,
        )
