"""How does what a reviewer recorded come into the tables, whole or not at all?

The only writer of claims' content: appearances, chains, citations, evidence. Every
function here is one transaction and checks the version that the reviewer saw.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError

from articles import anchoring, ripple
from articles.anchoring import Place
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Carry,
    Citation,
    Claim,
    Evidence,
    Source,
    SourceAlias,
    Span,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import STANDS, CarryState, SourceKind, Stage
from articles.workflow import (
    APPEARANCES,
    EVIDENCE,
    STATEMENT,
    NotAllowedError,
    held,
    locked,
    must_be_open,
)


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

    spans: Sequence[Place]
    chain: Sequence[StepEntry]
    citations: Sequence[CitationEntry] = field(default_factory=list)


@dataclass(frozen=True)
class ClaimEntry:
    """A claim in the reviewer's words."""

    statement: str
    kind: str
    checkable: bool = True


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


def kept_source(entry: Source | NewSource) -> Source:
    """The source itself; a new one is stored now, once however often it is named."""
    if isinstance(entry, Source):
        return entry
    same = (
        Source.objects.named(entry.name).filter(kind=entry.kind).order_by("pk").first()
    )
    return same or Source.objects.create(name=entry.name, kind=entry.kind)


def kept_work(entry: Work | NewWork | None) -> Work | None:
    """The work itself; the same address, or else the same title, is the same work."""
    if entry is None or isinstance(entry, Work):
        return entry
    same = Work.objects.filter(address=entry.address).order_by("pk")
    if not entry.address:
        same = same.filter(title=entry.title, kind=entry.kind)
    if found := same.first():
        return found
    return Work.objects.create(
        title=entry.title,
        address=entry.address,
        kind=entry.kind,
        outlet=kept_source(entry.outlet) if entry.outlet else None,
        published_on=entry.published_on,
        published_precision=entry.published_precision,
    )


def touch(claim: Claim, *fields: str) -> None:
    """One more save of this claim."""
    claim.version += 1
    claim.save(update_fields=[*fields, "version", "updated_at"])


@transaction.atomic
def record_claim(
    user: User, text: TextVersion, claim: ClaimEntry, appearance: AppearanceEntry
) -> Appearance:
    """A new claim, with its first appearance."""
    must_be_in_force(text)
    made = Claim.objects.create(
        statement=claim.statement,
        kind=claim.kind,
        checkable=claim.checkable,
        recorded_by=user,
    )
    return add(user, text, made, appearance)


@transaction.atomic
def record_appearance(
    user: User, text: TextVersion, claim: Claim, appearance: AppearanceEntry
) -> Appearance:
    """One more appearance of a claim that is known already."""
    must_be_in_force(text)
    held = locked(claim, None)
    if held.stage == Stage.WITHDRAWN:
        raise NotAllowedError("This claim was withdrawn. Restore it first.")
    made = add(user, text, held, appearance)
    touch(held)
    ripple.ask([held.pk], f"It was found once more, in “{text.article}”")
    return made


def must_be_in_force(text: TextVersion) -> None:
    """Nothing is recorded in a text while a newer version of it comes in."""
    article = Article.objects.select_for_update().get(pk=text.article_id)
    if article.text != text:
        raise NotAllowedError(
            "The text got a newer version while you were writing. Open it again."
        )


def add(
    user: User, text: TextVersion, claim: Claim, entry: AppearanceEntry, **more: Any
) -> Appearance:
    made = Appearance.objects.create(
        claim=claim, text_version=text, recorded_by=user, **more
    )
    fill(made, text.text, entry, user, {})
    return made


def fill(
    appearance: Appearance,
    text: str,
    entry: AppearanceEntry,
    user: User,
    translators: Mapping[str, User | None],
) -> None:
    """The rows below an appearance; `translators`: of translations known before."""
    anchors = [
        anchoring.describe(text, place.start, place.end) for place in entry.spans
    ]
    Span.objects.bulk_create(
        [
            Span(
                appearance=appearance,
                position=position,
                start=anchor.start,
                end=anchor.end,
                exact=anchor.exact,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
            )
            for position, anchor in enumerate(anchors)
        ]
    )
    near = anchors[0].start
    Attribution.objects.bulk_create(
        [
            Attribution(
                appearance=appearance,
                position=position,
                source=kept_source(step.source),
                cue=step.cue,
                cue_start=(
                    nearest(text, step.cue, near)
                    if step.cue_start is None
                    else step.cue_start
                ),
                mode=step.mode,
                said=step.said,
                said_start=(
                    nearest(text, step.said, near)
                    if step.said_start is None
                    else step.said_start
                ),
                said_from=step.said_from,
                said_to=step.said_to,
                unclear=step.unclear,
                note=step.note,
            )
            for position, step in positioned(entry.chain)
        ]
    )
    Citation.objects.bulk_create(
        [
            Citation(
                appearance=appearance,
                position=position,
                work=kept_work(cited.work),
                description=cited.description,
                locator=cited.locator,
                passage=cited.passage,
                translation=cited.translation,
                translated_by=(
                    translators.get(cited.translation, user)
                    if cited.translation
                    else None
                ),
                fidelity=cited.fidelity,
                note=cited.note,
            )
            for position, cited in enumerate(entry.citations)
        ]
    )


def positioned(chain: Sequence[StepEntry]) -> Iterator[tuple[int, StepEntry]]:
    """Each step with its position; those that say it together share one."""
    position = -1
    for step in chain:
        if position < 0 or not step.together:
            position += 1
        yield position, step


def nearest(text: str, words: str, near: int) -> int | None:
    """Where cue or time words stand closest to the claim's own words."""
    places = anchoring.occurrences(text, words)
    return min(
        (place.start for place in places), key=lambda at: abs(at - near), default=None
    )


@transaction.atomic
def change_appearance(
    user: User, appearance: Appearance, entry: AppearanceEntry, version: int
) -> None:
    """Other words, another chain or other citations for an appearance."""
    claim = locked(appearance.claim, version)
    must_be_open(claim, APPEARANCES, "An appearance")
    checks = kept_checks(appearance, entry)
    translators = {
        cited.translation: cited.translated_by
        for cited in appearance.citations.exclude(translation="")
    }
    must_be_latest(appearance)
    for rows in (appearance.spans, appearance.chain, appearance.citations):
        rows.all().delete()
    fill(appearance, appearance.text_version.text, entry, user, translators)
    for cited in appearance.citations.all():
        if known := next(filter(cited.says_the_same_as, checks), None):
            cited.checked_by, cited.checked_at = known.checked_by, known.checked_at
            cited.save(update_fields=["checked_by", "checked_at"])
    touch(claim)
    where = appearance.text_version.article
    ripple.ask([claim.pk], f"Its words, chain or citations in “{where}” were changed")


def kept_checks(appearance: Appearance, entry: AppearanceEntry) -> list[Citation]:
    """The citations that stay checked while the words that cite them stay the same."""
    before = {(span.start, span.end) for span in appearance.spans.all()}
    if before != {(place.start, place.end) for place in entry.spans}:
        return []
    return list(appearance.citations.filter(checked_at__isnull=False))


def must_be_latest(appearance: Appearance) -> None:
    """Refuses to change an older text version's record of what stands in a newer one."""
    if Carry.objects.filter(appearance=appearance, state__in=STANDS).exists():
        raise NotAllowedError(
            "The text has a newer version, in which this claim stands as well."
            " Change it there; the older version stays as it was."
        )


@transaction.atomic
def remove_appearance(appearance: Appearance, version: int | None) -> None:
    """The claim no longer counts as standing at this place; the history keeps it."""
    claim = locked(appearance.claim, version)
    must_be_open(claim, APPEARANCES, "An appearance")
    must_be_latest(appearance)
    if claim.stage != Stage.DRAFT and claim.appearances.count() == 1:
        raise NotAllowedError(
            "This is the claim's only appearance. Return the claim to draft first."
        )
    # What had been carried here is, as the reviewer says, no longer in the text.
    Carry.objects.filter(became=appearance).update(
        became=None, state=CarryState.GONE, by=None, version=F("version") + 1
    )
    where = appearance.text_version.article
    appearance.delete()
    touch(claim)
    ripple.ask([claim.pk], f"It no longer counts as standing in “{where}”")


@transaction.atomic
def change_claim(claim: Claim, entry: ClaimEntry, version: int) -> None:
    """Another wording, kind or checkability."""
    held = locked(claim, version)
    must_be_open(held, STATEMENT, "The statement")
    held.statement, held.kind, held.checkable = (
        entry.statement,
        entry.kind,
        entry.checkable,
    )
    touch(held, "statement", "kind", "checkable")


@transaction.atomic
def add_evidence(
    user: User, claim: Claim, entry: EvidenceEntry, version: int | None
) -> Evidence:
    held = locked(claim, version)
    must_be_open(held, EVIDENCE, "Evidence")
    made = Evidence(claim=held, recorded_by=user)
    write_evidence(made, entry)
    touch(held)
    ripple.ask([held.pk], f"Evidence was added: “{made.work}”")
    return made


@transaction.atomic
def change_evidence(evidence: Evidence, entry: EvidenceEntry, version: int) -> None:
    claim = locked(evidence.claim, version)
    must_be_open(claim, EVIDENCE, "Evidence")
    write_evidence(evidence, entry)
    touch(claim)
    ripple.ask([claim.pk], f"Evidence was changed: “{evidence.work}”")


def write_evidence(evidence: Evidence, entry: EvidenceEntry) -> None:
    work = kept_work(entry.work)
    if work is None:
        raise ValueError("Evidence is a work.")
    evidence.work = work
    evidence.stance = entry.stance
    evidence.locator = entry.locator
    evidence.passage = entry.passage
    evidence.primary = entry.primary
    evidence.question = entry.question
    evidence.note = entry.note
    evidence.save()


@transaction.atomic
def remove_evidence(evidence: Evidence, version: int | None) -> None:
    """Takes evidence away, unless a decision rests on it."""
    claim = locked(evidence.claim, version)
    must_be_open(claim, EVIDENCE, "Evidence")
    try:
        evidence.delete()
    except ProtectedError as error:
        raise NotAllowedError(
            "A decision rests on this evidence, so it stays on record."
        ) from error
    touch(claim)
    ripple.ask([claim.pk], f"Evidence was taken away: “{evidence.work}”")


@transaction.atomic
def keep_source(source: Source, aliases: Sequence[str], version: int | None) -> Source:
    """A new source, or other details of one that is known."""
    if source.pk:
        source.version = held(Source.objects.filter(pk=source.pk), version).version + 1
    source.save()
    source.aliases.exclude(name__in=aliases).delete()
    known = set(source.aliases.values_list("name", flat=True))
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=source, name=name) for name in aliases if name not in known]
    )
    return source
