"""Stores claims with their appearances, chains and citations, whole or not at all.

The only writer of claims' content; each module beside it is that of something else.
Every function is one transaction and checks the version that the reviewer saw. Raises
NotAllowedError, IncompleteError and StaleVersionError of articles/concurrency.py.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from articles.concurrency import IncompleteError, NotAllowedError, lock_row, touch
from articles.domain.anchoring import anchors
from articles.editing.find_or_create import kept_sources, kept_work
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    StepEntry,
    positioned,
)
from articles.models import (
    Appearance,
    Attribution,
    Carry,
    Citation,
    Claim,
    Source,
    Span,
    TextVersion,
    User,
)
from articles.models.appearance import spans_at
from articles.models.choices import STANDS, CarryState, Stage
from articles.workflow import recheck
from articles.workflow.rules import APPEARANCES, STATEMENT, must_be_open


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
    with recheck.citing_otherwise(text.article, [made.pk]):
        return add(user, text, made, appearance)


@transaction.atomic
def record_appearance(
    user: User, text: TextVersion, claim: Claim, appearance: AppearanceEntry
) -> Appearance:
    """One more appearance of a claim that is known already."""
    must_be_in_force(text)
    locked = lock_row(claim)
    if locked.stage == Stage.WITHDRAWN:
        raise NotAllowedError("This claim was withdrawn. Restore it first.")
    with recheck.citing_otherwise(text.article, [locked.pk]):
        made = add(user, text, locked, appearance)
    touch(locked)
    recheck.ask([locked.pk], f"It was found once more, in “{text.article}”")
    return made


def must_be_in_force(text: TextVersion) -> None:
    """Nothing is recorded in a text while a newer version of it comes in."""
    article = lock_row(text.article)
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
    spans = spans_at(appearance, text, entry.spans)
    Span.objects.bulk_create(spans)
    near = spans[0].start
    sources = kept_sources([step.source for step in entry.chain])
    chain = [
        attribution(appearance, sources[step.source], text, position, step, near)
        for position, step in positioned(entry.chain)
    ]
    # Two spellings of a new name are one source, and so is a known one called new.
    if len({(link.position, link.source_id) for link in chain}) < len(chain):
        raise IncompleteError("The same source says this together with itself.")
    Attribution.objects.bulk_create(chain)
    Citation.objects.bulk_create(
        [
            citation(
                appearance, position, cited, translators.get(cited.translation, user)
            )
            for position, cited in enumerate(entry.citations)
        ]
    )


def attribution(
    appearance: Appearance,
    source: Source,
    text: str,
    position: int,
    step: StepEntry,
    near: int,
) -> Attribution:
    """A step of the chain; words without a place get the one nearest to the claim's."""
    cue_start, said_start = step.cue_start, step.said_start
    return Attribution(
        appearance=appearance,
        position=position,
        source=source,
        cue=step.cue,
        cue_start=nearest(text, step.cue, near) if cue_start is None else cue_start,
        mode=step.mode,
        said=step.said,
        said_start=nearest(text, step.said, near) if said_start is None else said_start,
        said_from=step.said_from,
        said_to=step.said_to,
        unclear=step.unclear,
        note=step.note,
    )


def citation(
    appearance: Appearance, position: int, cited: CitationEntry, by: User | None
) -> Citation:
    return Citation(
        appearance=appearance,
        position=position,
        work=kept_work(cited.work),
        description=cited.description,
        locator=cited.locator,
        passage=cited.passage,
        translation=cited.translation,
        translated_by=by if cited.translation else None,
        fidelity=cited.fidelity,
        note=cited.note,
    )


def nearest(text: str, words: str, near: int) -> int | None:
    """Where cue or time words stand closest to the claim's own words."""
    if not words:
        return None
    places = anchors.occurrences(text, words)
    return min(
        (place.start for place in places), key=lambda at: abs(at - near), default=None
    )


@transaction.atomic
def change_appearance(
    user: User, appearance: Appearance, entry: AppearanceEntry, version: int
) -> None:
    """Other words, another chain or other citations for an appearance."""
    claim = lock_row(appearance.claim, version)
    must_be_open(claim, APPEARANCES, "An appearance")
    checks = kept_checks(appearance, entry)
    translators = {
        cited.translation: cited.translated_by
        for cited in appearance.citations.exclude(translation="")
    }
    must_be_latest(appearance)
    where = appearance.text_version.article
    with recheck.citing_otherwise(where, [claim.pk]):
        for rows in (appearance.spans, appearance.chain, appearance.citations):
            rows.all().delete()
        fill(appearance, appearance.text_version.text, entry, user, translators)
    for cited in appearance.citations.all():
        if known := next(filter(cited.says_the_same_as, checks), None):
            cited.checked_by, cited.checked_at = known.checked_by, known.checked_at
            cited.save(update_fields=["checked_by", "checked_at"])
    touch(claim)
    recheck.ask([claim.pk], f"Its words, chain or citations in “{where}” were changed")


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
    claim = lock_row(appearance.claim, version)
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
    with recheck.citing_otherwise(where, [claim.pk]):
        appearance.delete()
    touch(claim)
    recheck.ask([claim.pk], f"It no longer counts as standing in “{where}”")


@transaction.atomic
def change_claim(claim: Claim, entry: ClaimEntry, version: int) -> None:
    """Another wording, kind or checkability."""
    locked = lock_row(claim, version)
    must_be_open(locked, STATEMENT, "The statement")
    locked.statement = entry.statement
    locked.kind = entry.kind
    locked.checkable = entry.checkable
    touch(locked, "statement", "kind", "checkable")
