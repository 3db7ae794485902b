"""Attaches a stand-off annotation file to the text that it was made for.

The format is described in docs/annotation-file.md. A file holds offsets and hashes
instead of sentences, so that it can be passed on where the text itself may not be.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.claim_data import decision_in_force
from articles.domain.anchoring.anchors import TextSpan
from articles.editing.about import write_about
from articles.editing.appearances import create_appearance
from articles.editing.evidence import write_evidence
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
from articles.importing.annotation_relations import import_claim_relations
from articles.importing.annotation_sources import (
    add_missing_relations,
    find_or_create_sources,
    find_or_create_works,
)
from articles.models import (
    Appearance,
    Article,
    Claim,
    Evidence,
    Publication,
    Region,
    Source,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import Action, Stage
from articles.workflow import decisions, recheck

People = Mapping[str, User]


@dataclass
class AttachmentResult:
    """The article of an attached file, and how much the file brought."""

    article: Article
    claims: int = 0
    appearances: int = 0


@dataclass
class AnnotationAttacher:
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

    def about(self, data: AnnotationData) -> AboutEntry:
        return AboutEntry(self.sources[data["source"]], data["role"])

    def citation(self, data: AnnotationData) -> CitationEntry:
        work = data.get("work")
        names = ("description", "locator", "translation", "fidelity", "note")
        return CitationEntry(
            work=self.works[work] if work else None,
            passage=self.passage(data.get("passage", "")),
            **{name: data.get(name, "") for name in names},
        )

    def attach_appearance(self, claim: Claim, data: AnnotationData) -> Appearance:
        for span in data["spans"]:
            self.checked_words(span)
        entry = AppearanceEntry(
            spans=[TextSpan(span["start"], span["end"]) for span in data["spans"]],
            chain=[self.step(step) for step in data["chain"]],
            citations=[self.citation(cited) for cited in data.get("citations", ())],
        )
        appearance = create_appearance(
            self.people["recorder"], self.text, claim, entry, key=data["key"]
        )
        self.mark_checked(appearance, data.get("citations", ()))
        return appearance

    def mark_checked(
        self, appearance: Appearance, cited: Sequence[AnnotationData]
    ) -> None:
        """Record who compared which citation, and when, where the file says so."""
        rows = appearance.citations.order_by("position")
        for row, data in zip(rows, cited, strict=True):
            if checked := data.get("checked"):
                row.checked_by = self.people[checked["by"]]
                row.checked_at = noon_of_day(checked["on"])
                row.save(update_fields=["checked_by", "checked_at"])

    def attach_evidence(self, claim: Claim, data: AnnotationData) -> Evidence:
        names = ("stance", "locator", "translation", "question", "note")
        entry = EvidenceEntry(
            work=self.works[data["work"]],
            passage=self.passage(data.get("passage", "")),
            primary=data.get("primary", False),
            **{name: data.get(name, "") for name in names},
        )
        evidence = Evidence(
            claim=claim, key=data["key"], recorded_by=self.people["recorder"]
        )
        write_evidence(self.people["recorder"], evidence, entry)
        return evidence

    def decide(
        self, claim: Claim, data: AnnotationData, evidence: Mapping[str, Evidence]
    ) -> None:
        decisions.perform_step(
            Action(data["action"]),
            claim,
            self.people[data["by"]],
            verdict=data.get("verdict") or "",
            rationale=data.get("rationale", ""),
            searched=data.get("searched", ""),
            override=data.get("override", ""),
            evidence=[evidence[ref] for ref in data.get("evidence", ())],
            at=noon_of_day(data.get("on")),
        )

    def attach_claim(self, data: AnnotationData) -> int:
        """Attach one claim; return how many appearances it brought."""
        claim = Claim.objects.filter(key=data["key"]).first()
        if claim:
            return self.add_to_known(claim, data)
        claim = Claim.objects.create(
            key=data["key"],
            statement=data["statement"],
            kind=data["kind"],
            checkable=data["checkable"],
            recorded_by=self.people["recorder"],
        )
        write_about(claim, [self.about(row) for row in data.get("about", ())])
        for appearance in data["appearances"]:
            self.attach_appearance(claim, appearance)
        self.replay_history(claim, data)
        return len(data["appearances"])

    def replay_history(self, claim: Claim, data: AnnotationData) -> None:
        """Record evidence and decisions in the order of their days.

        So no earlier state shows what came later.
        """
        evidence: dict[str, Evidence] = {}
        waiting = list(data["evidence"])
        for decision in data["decisions"]:
            earlier_rows = [row for row in waiting if precedes_decision(row, decision)]
            evidence |= {
                row["ref"]: self.attach_evidence(claim, row) for row in earlier_rows
            }
            waiting = [row for row in waiting if row not in earlier_rows]
            self.decide(claim, decision, evidence)
        for row in waiting:
            self.attach_evidence(claim, row)

    def add_to_known(self, claim: Claim, data: AnnotationData) -> int:
        """Add appearances in this text to a claim that another text brought."""
        known_keys = set(claim.appearances.values_list("key", flat=True))
        new = [row for row in data["appearances"] if row["key"] not in known_keys]
        reason = f"It was found once more, in “{self.text.article}”"
        # Whoever published it with this appearance, as below, has looked at that.
        with recheck.compare_answers(
            recheck.decided_among([claim.pk] if new else []), reason
        ):
            for appearance in new:
                self.attach_appearance(claim, appearance)
        current = claim.publications.filter(superseded_at=None).first()
        if new and current and claim.stage == Stage.PUBLISHED:
            self.republish(Action.UPDATE, claim)
        elif (
            new and current and claim.stage == Stage.READY and not was_decided(current)
        ):
            # A published verdict that is under review again stays until the next one.
            self.republish(Action.PUBLISH_RECORD, claim)
        return len(new)

    def republish(self, action: Action, claim: Claim) -> None:
        last_decision_at = (
            claim.decisions.order_by("-number").values_list("at", flat=True).first()
        )
        decisions.perform_step(
            action, claim, self.people["second"], at=last_decision_at
        )


def was_decided(shown: Publication) -> bool:
    """Whether readers see a verdict that reviewers gave."""
    return decision_in_force(shown.record["decisions"]) is not None


def precedes_decision(evidence: AnnotationData, decision: AnnotationData) -> bool:
    """Whether it was brought before the day of the decision; without a day, it was."""
    return (evidence.get("on") or "") < (decision.get("on") or "9999")


def find_or_create_text(
    data: AnnotationData, text: str, work: Work, user: User
) -> TextVersion:
    """Return the text's version; store the text, its article and regions at first."""
    sha256 = data["text"]["sha256"]
    stored = TextVersion.objects.filter(sha256=sha256).first()
    if stored:
        return stored
    article, _ = Article.objects.get_or_create(
        work=work, defaults={"key": data["article"]["key"], "created_by": user}
    )
    number = article.texts.count() + 1
    with recheck.recheck_on_import(text, work):
        version = TextVersion.objects.create(
            article=article, number=number, text=text, sha256=sha256
        )
    Region.objects.bulk_create(
        [
            Region(
                text_version=version,
                start=row["start"],
                end=row["end"],
                kind=row["kind"],
            )
            for row in data.get("regions", ())
        ]
    )
    return version


@transaction.atomic
def attach_annotations(
    data: AnnotationData,
    text: str,
    people: People,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> AttachmentResult:
    """Attach everything that the file says about this text, or nothing of it.

    Attaching the same file twice changes nothing. Raises AnnotationError where the
    text is not the one that the file was made for.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if sha256 != data["text"]["sha256"]:
        raise AnnotationError("This annotation file was made for another text.")
    sources = find_or_create_sources(data["sources"])
    of_article = data["article"]["work"]
    works = find_or_create_works(data["works"], sources, of_article)
    add_missing_relations(people["recorder"], data, sources, works)
    version = find_or_create_text(data, text, works[of_article], people["recorder"])
    attacher = AnnotationAttacher(data, version, people, sources, works)
    result = AttachmentResult(version.article)
    known_claims = Claim.objects.filter(
        key__in=[claim["key"] for claim in data["claims"]]
    )
    with recheck.recheck_if_citations_change(
        result.article, known_claims.values_list("pk", flat=True)
    ):
        for number, claim in enumerate(data["claims"], 1):
            result.appearances += attacher.attach_claim(claim)
            result.claims += 1
            progress(number, len(data["claims"]))
    import_claim_relations(data.get("claim_relations", ()), people["recorder"])
    return result
