"""Stores claims with their appearances, chains and citations, whole or not at all.

The only writer of claims' content; each module beside it is that of something else.
Every function is one transaction and checks the version that the reviewer saw. Raises
NotAllowedError, IncompleteError and StaleVersionError of articles/concurrency.py.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from articles.concurrency import IncompleteError, NotAllowedError, lock_row, touch
from articles.domain.anchoring import anchors
from articles.editing.about import write_about
from articles.editing.find_or_create import find_or_create_parties, find_or_create_work
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    StepEntry,
    number_steps,
)
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Carry,
    Citation,
    Claim,
    Source,
    Span,
    TextVersion,
    User,
    Work,
)
from articles.models.appearance import build_spans
from articles.models.choices import STANDING_STATES, CarryState, Stage
from articles.workflow import recheck
from articles.workflow.rules import APPEARANCE_STAGES, STATEMENT_STAGES, require_stage


@transaction.atomic
def record_claim(
    user: User, text: TextVersion, claim: ClaimEntry, appearance: AppearanceEntry
) -> Appearance:
    """A new claim, with its first appearance."""
    require_text_in_force(text)
    made = Claim.objects.create(
        statement=claim.statement,
        kind=claim.kind,
        checkable=claim.checkable,
        recorded_by=user,
    )
    if claim.about:
        write_about(made, claim.about)
    with recheck_citations(text.article, appearance, made):
        return create_appearance(user, text, made, appearance)


@transaction.atomic
def record_appearance(
    user: User, text: TextVersion, claim: Claim, appearance: AppearanceEntry
) -> Appearance:
    """One more appearance of a claim that is known already."""
    require_text_in_force(text)
    locked = lock_row(claim)
    if locked.stage == Stage.WITHDRAWN:
        raise NotAllowedError("This claim was withdrawn. Restore it first.")
    with recheck_citations(text.article, appearance, locked):
        made = create_appearance(user, text, locked, appearance)
    touch(locked)
    recheck.request_recheck([locked.pk], f"It was found once more, in “{text.article}”")
    return made


def recheck_citations(
    article: Article, entry: AppearanceEntry, claim: Claim
) -> AbstractContextManager[None]:
    """Judge anew what leads to the article, where it cites something for the first time.

    Most of what is recorded does not: nothing leads anywhere else then.
    """
    cited = [each.work for each in entry.citations if each.work]
    works = [work.pk for work in cited if isinstance(work, Work)]
    if len(works) < len(cited) or not cites_already(article, works):
        return recheck.recheck_if_citations_change(article, [claim.pk])
    return nullcontext()


# Written out: each save asks these, and Django takes several times as long to put such a
# statement together as PostgreSQL to answer it.
NEW_CITATION_SQL = """
SELECT FROM unnest(%s::bigint[]) AS work (id) WHERE NOT EXISTS (
    SELECT FROM articles_textversion v
    JOIN articles_appearance p ON p.text_version_id = v.id
    JOIN articles_citation c ON c.appearance_id = p.id
    WHERE v.article_id = %s AND c.work_id = work.id
)
LIMIT 1
"""
LOCK_ARTICLE_SQL = "SELECT FROM articles_article WHERE id = %s FOR NO KEY UPDATE"
NEWEST_TEXT_SQL = """
SELECT id FROM articles_textversion WHERE article_id = %s ORDER BY number DESC LIMIT 1
"""


def cites_already(article: Article, works: Sequence[int]) -> bool:
    """Whether the article is known to cite all of these works."""
    if not works:
        return True
    with connection.cursor() as cursor:
        cursor.execute(NEW_CITATION_SQL, [list(works), article.pk])
        return cursor.fetchone() is None


def require_text_in_force(text: TextVersion) -> None:
    """Nothing is recorded in a text while a newer version of it comes in."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ARTICLE_SQL, [text.article_id])
        # Another statement, which sees what the lock has waited for.
        cursor.execute(NEWEST_TEXT_SQL, [text.article_id])
        newest = cursor.fetchone()
    if newest != (text.pk,):
        raise NotAllowedError(
            "The text got a newer version while you were writing. Open it again."
        )


def create_appearance(
    user: User, text: TextVersion, claim: Claim, entry: AppearanceEntry, **more: Any
) -> Appearance:
    made = Appearance.objects.create(
        claim=claim, text_version=text, recorded_by=user, **more
    )
    write_parts(made, text.text, entry, user, {})
    return made


def write_parts(
    appearance: Appearance,
    text: str,
    entry: AppearanceEntry,
    user: User,
    translators: Mapping[str, User | None],
) -> None:
    """The rows below an appearance; `translators`: of translations known before."""
    store_parts([build_parts(appearance, text, entry, user, translators)])


@dataclass(frozen=True)
class AppearanceParts:
    """The rows below an appearance."""

    spans: list[Span]
    chain: list[Attribution]
    citations: list[Citation]


def store_parts(parts: Sequence[AppearanceParts]) -> None:
    """Store the rows below stored appearances, in three statements."""
    Span.objects.bulk_create([row for each in parts for row in each.spans])
    Attribution.objects.bulk_create([row for each in parts for row in each.chain])
    Citation.objects.bulk_create([row for each in parts for row in each.citations])


def build_parts(
    appearance: Appearance,
    text: str,
    entry: AppearanceEntry,
    user: User,
    translators: Mapping[str, User | None],
) -> AppearanceParts:
    """The rows below an appearance, not stored yet."""
    spans = build_spans(appearance, text, entry.spans)
    near = spans[0].start
    sources = find_or_create_parties([step.source for step in entry.chain])
    chain = [
        build_attribution(appearance, sources[step.source], text, position, step, near)
        for position, step in number_steps(entry.chain)
    ]
    # Two spellings of a new name are one source, and so is a known one called new.
    if len({(link.position, link.source_id) for link in chain}) < len(chain):
        raise IncompleteError("The same source says this together with itself.")
    citations = [
        build_citation(
            appearance, position, cited, translators.get(cited.translation, user)
        )
        for position, cited in enumerate(entry.citations)
    ]
    return AppearanceParts(spans, chain, citations)


def build_attribution(
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
        cue_start=nearest_start(text, step.cue, near)
        if cue_start is None
        else cue_start,
        mode=step.mode,
        said=step.said,
        said_start=nearest_start(text, step.said, near)
        if said_start is None
        else said_start,
        said_from=step.said_from,
        said_to=step.said_to,
        unclear=step.unclear,
        note=step.note,
    )


def build_citation(
    appearance: Appearance, position: int, cited: CitationEntry, by: User | None
) -> Citation:
    return Citation(
        appearance=appearance,
        position=position,
        work=find_or_create_work(cited.work),
        description=cited.description,
        locator=cited.locator,
        passage=cited.passage,
        translation=cited.translation,
        translated_by=by if cited.translation else None,
        fidelity=cited.fidelity,
        note=cited.note,
    )


def nearest_start(text: str, words: str, near: int) -> int | None:
    """Where cue or time words stand closest to the claim's own words."""
    if not words:
        return None
    places = anchors.find_occurrences(text, words)
    return min(
        (place.start for place in places), key=lambda at: abs(at - near), default=None
    )


@transaction.atomic
def change_appearance(
    user: User, appearance: Appearance, entry: AppearanceEntry, version: int
) -> None:
    """Other words, another chain or other citations for an appearance."""
    claim = lock_row(appearance.claim, version)
    require_stage(claim, APPEARANCE_STAGES, "An appearance")
    checks = citations_still_checked(appearance, entry)
    translators = {
        cited.translation: cited.translated_by
        for cited in appearance.citations.exclude(translation="")
    }
    require_latest_record(appearance)
    where = appearance.text_version.article
    with recheck.recheck_if_citations_change(where, [claim.pk]):
        for rows in (appearance.spans, appearance.chain, appearance.citations):
            rows.all().delete()
        write_parts(appearance, appearance.text_version.text, entry, user, translators)
    for cited in appearance.citations.all():
        if known := next(filter(cited.says_the_same_as, checks), None):
            cited.checked_by, cited.checked_at = known.checked_by, known.checked_at
            cited.save(update_fields=["checked_by", "checked_at"])
    touch(claim)
    recheck.request_recheck(
        [claim.pk], f"Its words, chain or citations in “{where}” were changed"
    )


def citations_still_checked(
    appearance: Appearance, entry: AppearanceEntry
) -> list[Citation]:
    """The citations that stay checked while the words that cite them stay the same."""
    before = {(span.start, span.end) for span in appearance.spans.all()}
    if before != {(place.start, place.end) for place in entry.spans}:
        return []
    return list(appearance.citations.filter(checked_at__isnull=False))


def require_latest_record(appearance: Appearance) -> None:
    """Refuses to change an older text version's record of what stands in a newer one."""
    if Carry.objects.filter(appearance=appearance, state__in=STANDING_STATES).exists():
        raise NotAllowedError(
            "The text has a newer version, in which this claim stands as well."
            " Change it there; the older version stays as it was."
        )


@transaction.atomic
def remove_appearance(appearance: Appearance, version: int | None) -> None:
    """The claim no longer counts as standing at this place; the history keeps it."""
    claim = lock_row(appearance.claim, version)
    require_stage(claim, APPEARANCE_STAGES, "An appearance")
    require_latest_record(appearance)
    if claim.stage != Stage.DRAFT and claim.appearances.count() == 1:
        raise NotAllowedError(
            "This is the claim's only appearance. Return the claim to draft first."
        )
    # What had been carried here is, as the reviewer says, no longer in the text.
    Carry.objects.filter(became=appearance).update(
        became=None, state=CarryState.GONE, by=None, version=F("version") + 1
    )
    where = appearance.text_version.article
    with recheck.recheck_if_citations_change(where, [claim.pk]):
        appearance.delete()
    touch(claim)
    recheck.request_recheck([claim.pk], f"It no longer counts as standing in “{where}”")


@transaction.atomic
def change_claim(claim: Claim, entry: ClaimEntry, version: int) -> None:
    """Another wording, kind or checkability, or others whom it is about."""
    locked = lock_row(claim, version)
    require_stage(locked, STATEMENT_STAGES, "The statement")
    locked.statement = entry.statement
    locked.kind = entry.kind
    locked.checkable = entry.checkable
    about_changed = write_about(locked, entry.about)
    touch(locked, "statement", "kind", "checkable")
    if about_changed:
        recheck.request_recheck([locked.pk], "Whom it is about was changed")
