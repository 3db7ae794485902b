"""Stores what a reviewer says of the claims that a newer text left unsure or changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.concurrency import (
    IncompleteError,
    NotAllowedError,
    bump_versions,
    lock_claims,
    lock_row,
)
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.anchoring.revision.whole_outcomes import CarriedWhole
from articles.editing.text_versions import copy_appearances, publish_new_places
from articles.editing.version_outcomes import AppearanceOutcome, outcomes_between
from articles.models import Appearance, Article, Carry, Claim, Span, TextVersion, User
from articles.models.appearance import build_spans
from articles.models.choices import CarryState
from articles.models.version_outcome import UNCHECKED_STATES
from articles.workflow import recheck

SETTLED_RATIONALE = "Where the words stand in version {} of the text was looked at."


def lock_carry(carry: Carry, version: int | None) -> tuple[Carry, TextVersion]:
    """Lock the row, its claim and its article; return the row and the text in force."""
    article = Article.objects.select_for_update(of=["self"], no_key=True).get(
        texts__appearances=carry.appearance_id
    )
    lock_claims({carry.appearance.claim_id})
    return lock_row(carry, version), article.text


@transaction.atomic
def settle_carry(
    carry: Carry, places: Sequence[TextSpan], version: int | None, user: User
) -> None:
    """The words stand at these places; with none, they are no longer in the text."""
    row, text = lock_carry(carry, version)
    if row.became and Carry.objects.filter(appearance=row.became).exists():
        raise NotAllowedError("The text has a newer version by now. Settle it there.")
    if places and not are_in_text(text.text, places):
        raise IncompleteError("Choose a place in the text in force.")
    before = row.became
    became = place_appearance(row, text, places) if places else None
    row.text_version, row.became, row.by = text, became, user
    row.state = CarryState.CHOSEN if places else CarryState.GONE
    row.version += 1
    row.save()
    if before and before != became:
        before.delete()
    bump_versions(Claim.objects.filter(pk=row.appearance.claim_id))
    recheck_claims_gone([row], text)
    publish_new_places(
        [row],
        user,
        SETTLED_RATIONALE.format(text.number),
        {row.pk: before.key} if before else {},
    )


def recheck_claims_gone(settled: Iterable[Carry], text: TextVersion) -> None:
    """What was decided about a claim may look different where it is no longer said."""
    gone = [row.appearance.claim_id for row in settled if row.state == CarryState.GONE]
    recheck.request_recheck(
        gone, f"“{text.article}” no longer says it in its newest version"
    )


def are_in_text(text: str, places: Sequence[TextSpan]) -> bool:
    """Whether the places are stretches of the text, in order and apart."""
    at = 0
    for place in places:
        if not at <= place.start < place.end <= len(text):
            return False
        at = place.end
    return True


def place_appearance(
    row: Carry, text: TextVersion, places: Sequence[TextSpan]
) -> Appearance:
    """The appearance in the newer version, at the places that were chosen."""
    origin = row.appearance
    if row.became is None:
        # The chain's own words are sought there again, by the same rules.
        cues = outcomes_between(origin.text_version.text, text.text, [origin])[0].cues
        fate = AppearanceOutcome(
            origin, CarriedWhole(tuple(places), exactly=False), cues
        )
        return copy_appearances(text, [fate])[origin.pk]
    row.became.spans.all().delete()
    Span.objects.bulk_create(build_spans(row.became, text.text, places))
    return row.became


@dataclass(frozen=True)
class CheckedCarries:
    """How many were checked, and how many somebody else had settled meanwhile."""

    done: int
    left: int


@transaction.atomic
def check_carries(
    article: Article, seen: Mapping[int, int], user: User
) -> CheckedCarries:
    """Changed words still say it, and what is gone is gone; `seen` has versions."""
    lock_row(article)
    text = article.text
    rows = Carry.objects.filter(
        pk__in=seen, text_version__article=article, by=None, state__in=UNCHECKED_STATES
    )
    lock_claims(set(rows.values_list("appearance__claim", flat=True)))
    waiting = rows.select_related("appearance").select_for_update(of=["self"])
    same = [row for row in waiting if row.version == seen[row.pk]]
    done = len(same)
    now = timezone.now()
    Carry.objects.filter(pk__in=[row.pk for row in same]).update(
        by=user, version=F("version") + 1, at=now
    )
    recheck_claims_gone(same, text)
    rationale = SETTLED_RATIONALE.format(text.number)
    while same:
        publish_new_places(same, user, rationale)
        same = later_carries(same)
    return CheckedCarries(done, len(seen) - done)


def later_carries(carries: Iterable[Carry]) -> list[Carry]:
    """Where these went from there, in versions that came before they were looked at."""
    became = [carry.became_id for carry in carries if carry.became_id]
    further = Carry.objects.filter(appearance__in=became)
    return list(further.filter(Q(state=CarryState.EXACT) | Q(by__isnull=False)))
