"""How does a stand-off annotation file attach to the text that it was made for?

The format is described in docs/annotation-file.md. A file holds offsets and hashes
instead of sentences, so that it can be passed on where the text itself may not be.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from articles.domain.anchoring.anchors import Place
from articles.editing import appearances as recording
from articles.editing.evidence import write_evidence
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    EvidenceEntry,
    StepEntry,
)
from articles.importing.annotation_files import AnnotationError, Data, day, moment
from articles.importing.annotation_sources import (
    keep_relations,
    kept_sources,
    kept_works,
)
from articles.importing.claim_relations import keep_claim_relations
from articles.models import (
    Appearance,
    Article,
    Claim,
    Evidence,
    Region,
    Source,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import Action, Stage
from articles.workflow import decisions, recheck

ROLES = ("recorder", "first", "second", "editor")
People = Mapping[str, User]


@dataclass
class Attached:
    """What came of it."""

    article: Article
    claims: int = 0
    appearances: int = 0


@dataclass
class Attacher:
    """One run: the file, the text, and the rows that the file's names stand for."""

    data: Data
    text: TextVersion
    people: People
    sources: dict[str, Source]
    works: dict[str, Work]

    def words(self, place: Data | None) -> str:
        """The words at a place; AnnotationError where they are not the ones meant."""
        if not place:
            return ""
        words = self.text.text[place["start"] : place["end"]]
        if hashlib.sha256(words.encode()).hexdigest() != place["sha256"]:
            raise AnnotationError(f"Other words stand at {place['start']}.")
        return words

    def step(self, data: Data) -> StepEntry:
        said, cue = data.get("said"), data.get("cue")
        return StepEntry(
            source=self.sources[data["source"]],
            together=data.get("together", False),
            cue=self.words(cue),
            cue_start=cue["start"] if cue else None,
            mode=data.get("mode", ""),
            said=self.words(said) if said and "start" in said else "",
            said_start=said.get("start") if said else None,
            said_from=day(said and said.get("from")),
            said_to=day(said and said.get("to")),
            unclear=data.get("unclear", False),
            note=data.get("note", ""),
        )

    def citation(self, data: Data) -> CitationEntry:
        work = data.get("work")
        names = ("description", "locator", "passage", "translation", "fidelity", "note")
        return CitationEntry(
            work=self.works[work] if work else None,
            **{name: data.get(name, "") for name in names},
        )

    def appearance(self, claim: Claim, data: Data) -> Appearance:
        for span in data["spans"]:
            self.words(span)
        entry = AppearanceEntry(
            spans=[Place(span["start"], span["end"]) for span in data["spans"]],
            chain=[self.step(step) for step in data["chain"]],
            citations=[self.citation(cited) for cited in data.get("citations", ())],
        )
        return recording.add(
            self.people["recorder"], self.text, claim, entry, key=data["key"]
        )

    def evidence(self, claim: Claim, data: Data) -> Evidence:
        names = ("stance", "locator", "passage", "translation", "question", "note")
        entry = EvidenceEntry(
            work=self.works[data["work"]],
            primary=data.get("primary", False),
            **{name: data.get(name, "") for name in names},
        )
        made = Evidence(
            claim=claim, key=data["key"], recorded_by=self.people["recorder"]
        )
        write_evidence(self.people["recorder"], made, entry)
        return made

    def decide(
        self, claim: Claim, data: Data, evidence: Mapping[str, Evidence]
    ) -> None:
        decisions.perform(
            Action(data["action"]),
            claim,
            self.people[data["by"]],
            verdict=data.get("verdict") or "",
            rationale=data.get("rationale", ""),
            searched=data.get("searched", ""),
            override=data.get("override", ""),
            evidence=[evidence[ref] for ref in data.get("evidence", ())],
            at=moment(data.get("on")),
        )

    def claim(self, data: Data) -> int:
        """Attaches one claim; answers how many appearances it brought."""
        claim = Claim.objects.filter(key=data["key"]).first()
        if claim:
            return self.again(claim, data)
        claim = Claim.objects.create(
            key=data["key"],
            statement=data["statement"],
            kind=data["kind"],
            checkable=data["checkable"],
            recorded_by=self.people["recorder"],
        )
        for appearance in data["appearances"]:
            self.appearance(claim, appearance)
        self.history(claim, data)
        return len(data["appearances"])

    def history(self, claim: Claim, data: Data) -> None:
        """Evidence and decisions in their order: no earlier state shows what came later."""
        evidence: dict[str, Evidence] = {}
        waiting = list(data["evidence"])
        for decision in data["decisions"]:
            brought = [row for row in waiting if came_before(row, decision)]
            evidence |= {row["ref"]: self.evidence(claim, row) for row in brought}
            waiting = [row for row in waiting if row not in brought]
            self.decide(claim, decision, evidence)
        for row in waiting:
            self.evidence(claim, row)

    def again(self, claim: Claim, data: Data) -> int:
        """A claim that another text brought: its appearances here are added to it."""
        held = set(claim.appearances.values_list("key", flat=True))
        new = [row for row in data["appearances"] if row["key"] not in held]
        what = f"It was found once more, in “{self.text.article}”"
        # Whoever published it with this appearance, as below, has looked at that.
        with recheck.compared(recheck.decided([claim.pk] if new else []), what):
            for appearance in new:
                self.appearance(claim, appearance)
        shown = claim.publications.filter(superseded_at=None).first()
        if new and shown and claim.stage == Stage.PUBLISHED:
            self.republish(Action.UPDATE, claim)
        elif new and shown and claim.stage == Stage.READY and not shown.verdict:
            # A published verdict that is under review again stays until the next one.
            self.republish(Action.PUBLISH_RECORD, claim)
        return len(new)

    def republish(self, action: Action, claim: Claim) -> None:
        last = claim.decisions.order_by("-number").values_list("at", flat=True).first()
        decisions.perform(action, claim, self.people["second"], at=last)


def came_before(evidence: Data, decision: Data) -> bool:
    """Was it brought before the day of the decision? Without a day, from the start."""
    return (evidence.get("on") or "") < (decision.get("on") or "9999")


def kept_text(data: Data, text: str, work: Work, user: User) -> TextVersion:
    """The text's version, stored now where it was not yet."""
    sha256 = data["text"]["sha256"]
    held = TextVersion.objects.filter(sha256=sha256).first()
    if held:
        return held
    article, _ = Article.objects.get_or_create(
        work=work, defaults={"key": data["article"]["key"], "created_by": user}
    )
    number = article.texts.count() + 1
    with recheck.coming_in(text, work):
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
def attach(
    data: Data,
    text: str,
    people: People,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Attached:
    """Everything that the file says about this text, all of it or nothing.

    Attaching the same file twice changes nothing. Raises AnnotationError where the
    text is not the one that the file was made for.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if sha256 != data["text"]["sha256"]:
        raise AnnotationError("This annotation file was made for another text.")
    sources = kept_sources(data["sources"])
    works = kept_works(data["works"], sources)
    keep_relations(data, sources, works)
    version = kept_text(data, text, works[data["article"]["work"]], people["recorder"])
    attacher = Attacher(data, version, people, sources, works)
    done = Attached(version.article)
    named = Claim.objects.filter(key__in=[claim["key"] for claim in data["claims"]])
    with recheck.citing_otherwise(done.article, named.values_list("pk", flat=True)):
        for number, claim in enumerate(data["claims"], 1):
            done.appearances += attacher.claim(claim)
            done.claims += 1
            progress(number, len(data["claims"]))
    keep_claim_relations(data.get("claim_relations", ()), people["recorder"])
    return done
