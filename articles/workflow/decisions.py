"""Takes the steps of the work on a claim and puts them on record.

The only writer of stages and decisions.
"""

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.claim_data import claim_record, with_record_rows
from articles.concurrency import IncompleteError, NotAllowedError, lock_row, touch
from articles.domain.independence.gate import GATED_VERDICTS
from articles.models import Claim, Decision, Evidence, SealedVerdict, User
from articles.models.choices import Action, Round, Stage, Verdict
from articles.queries import independence
from articles.workflow import publication, recheck, rules, sealing
from articles.workflow.rules import STEPS, Step

# Verdicts that must rest on evidence.
VERDICTS_ON_EVIDENCE = {
    Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.MISSING_CONTEXT,
}  # fmt: skip
# Steps that need an appearance, with who says it there.
STEPS_WITH_APPEARANCE = {Action.SUBMIT, Action.PUBLISH_RECORD}
PUBLISHING_ACTIONS = {Action.PUBLISH, Action.PUBLISH_RECORD, Action.UPDATE}


@transaction.atomic
def perform_step(
    action: Action,
    claim: Claim,
    user: User,
    *,
    version: int | None = None,
    verdict: str = "",
    rationale: str = "",
    searched: str = "",
    override: str = "",
    evidence: Sequence[Evidence] = (),
    at: datetime.datetime | None = None,
) -> Decision | SealedVerdict:
    """Take one step and record it; what comes back is never changed.

    Raises NotAllowedError, IncompleteError or StaleVersionError.
    """
    claim = lock_row(claim, version)
    now = rules.claim_situation(claim)
    require_allowed(action, rules.actions_in(now, user), user)
    taken = STEPS[action]
    override = override.strip()
    seal = now.first if isinstance(now.first, SealedVerdict) else None
    if seal and action == Action.GIVE_SECOND_VERDICT:
        sealing.open_seals(claim)
    before = superseded_verdict(claim, taken)
    if action == Action.CONFIRM:
        verdict = claim.verdict
        require_lasting_independence(claim, before)
    if action in STEPS_WITH_APPEARANCE:
        require_appearance(claim.appearances.filter(chain__isnull=False).exists())
    require_complete(action, claim, verdict, rationale, searched, evidence)
    if taken.takes_verdict:
        require_independence(claim, verdict, evidence, override)
    number, last_at = last_step(claim)
    at = not_before(last_at, at or timezone.now())
    if sealing.seals_verdict(action, now):
        sealed = SealedVerdict(
            claim=claim, number=number + 1, verdict=verdict, rationale=rationale,
            searched=searched, override=override, by=user, at=at,
        )  # fmt: skip
        return sealing.seal_verdict(claim, sealed, evidence)
    after = rules.stage_after(action, now, verdict)
    made = Decision.objects.create(
        claim=claim, number=number + 1, action=action,
        round=taken.round, verdict=verdict if taken.round else "",
        rationale=rationale, searched=searched, override=override,
        blind=sealing.is_blind(action, seal, user),
        before=claim.stage, after=after, by=user, at=at, supersedes=before,
    )  # fmt: skip
    sealing.rest_on(made, evidence)
    apply_step(claim, taken, after, verdict)
    touch(claim, "stage", "verdict")
    show_readers(action, claim, user, made.at)
    return made


def show_readers(
    action: Action, claim: Claim, user: User, at: datetime.datetime
) -> None:
    """Publish or withdraw what a step that was taken publishes or withdraws."""
    if action in PUBLISHING_ACTIONS:
        publication.publish_claim(claim, user, at, published_verdict(action, claim))
    if action == Action.PUBLISH:  # whoever decided has looked at all of it
        asked = claim.look_again.filter(settled_at=None).values_list("pk", flat=True)
        recheck.settle_requests(asked, user)
    if action == Action.WITHDRAW:
        publication.withdraw_claim(claim, at)


def last_step(claim: Claim) -> tuple[int, datetime.datetime | None]:
    """The number of a claim's last step, sealed or not, and when it was taken."""
    last = claim.decisions.aggregate(number=Max("number"), at=Max("at"))
    sealed = claim.sealed_verdicts.aggregate(number=Max("number"), at=Max("at"))
    days = [each["at"] for each in (last, sealed) if each["at"]]
    return max(last["number"] or 0, sealed["number"] or 0), max(days, default=None)


def published_verdict(action: Action, claim: Claim) -> str:
    """The status that readers see after a step that publishes."""
    return (
        status_as_recorded(claim) if action == Action.PUBLISH_RECORD else claim.verdict
    )


def record_carry_over(
    claims: Collection[int], user: User, rationale: str, at: datetime.datetime
) -> dict[int, Decision]:
    """Record that readers are told where the words of these claims stand now.

    At whichever stage they are; the caller has locked the claims and publishes.
    """
    # PostgreSQL's greatest of a number and of none is the number.
    rows = Claim.objects.filter(pk__in=claims).annotate(
        last=Greatest(Max("decisions__number"), Max("sealed_verdicts__number")),
        last_at=Greatest(Max("decisions__at"), Max("sealed_verdicts__at")),
    )
    made = Decision.objects.bulk_create(
        [
            Decision(
                claim_id=pk, number=(last or 0) + 1, action=Action.CARRY_OVER,
                rationale=rationale, before=stage, after=stage, by=user,
                at=not_before(last_at, at),
            )
            for pk, stage, last, last_at in rows.values_list(
                "pk", "stage", "last", "last_at"
            )
        ]
    )  # fmt: skip
    return {decision.claim_id: decision for decision in made}


def status_as_recorded(claim: Claim) -> str:
    """The status that readers see before a review: none yet, or not checkable."""
    return "" if claim.checkable else Verdict.NOT_CHECKABLE


def not_before(
    last: datetime.datetime | None, at: datetime.datetime
) -> datetime.datetime:
    """When a step counts as taken: never before the last one of its claim.

    A clock that goes back, or a file with a day to come, neither blocks a step nor
    makes readers see the states of a claim in another order than they stood.
    """
    return max(last, at) if last else at


def superseded_verdict(claim: Claim, taken: Step) -> Decision | None:
    """The verdict that this one takes the place of."""
    if not taken.round:
        return None
    return claim.decisions.exclude(round="").order_by("number").last()


def apply_step(claim: Claim, taken: Step, after: Stage, verdict: str) -> None:
    """Set the stage and the verdict that the step leads to; not stored yet."""
    claim.stage = after
    if (taken.round and taken.round != Round.SECOND) or after == Stage.SECOND_REVIEW:
        claim.verdict = verdict
    elif after in {Stage.READY, Stage.DRAFT, Stage.WITHDRAWN}:
        claim.verdict = ""


def require_allowed(action: Action, allowed: Sequence[Action], user: User) -> None:
    if action not in allowed:
        raise NotAllowedError(
            f"{user.name} may not take this step now: {action.label}."
        )


def require_complete(
    action: Action,
    claim: Claim,
    verdict: str,
    rationale: str,
    searched: str,
    evidence: Sequence[Evidence],
) -> None:
    """Raises IncompleteError for the first thing that the step still needs."""
    taken = STEPS[action]
    if taken.needs_reason and not rationale.strip():
        raise IncompleteError("Say why.", "rationale")
    if not taken.takes_verdict:
        return
    if verdict not in Verdict.values:
        raise IncompleteError("Choose a verdict.", "verdict")
    if not claim.checkable and verdict != Verdict.NOT_CHECKABLE:
        raise IncompleteError(
            "This claim is recorded as not checkable. Change that first, or choose"
            " the verdict “Not checkable”.",
            "verdict",
        )
    if any(piece.claim_id != claim.pk for piece in evidence):
        raise IncompleteError("Choose evidence of this claim.", "evidence")
    if verdict in VERDICTS_ON_EVIDENCE and not evidence:
        raise IncompleteError(
            "Choose the evidence that this verdict rests on.", "evidence"
        )
    if verdict == Verdict.NOT_ENOUGH and not searched.strip():
        raise IncompleteError("Say where you searched, and for what.", "searched")


def require_independence(
    claim: Claim, verdict: str, evidence: Sequence[Evidence], override: str
) -> None:
    """Require that one piece of the evidence carries the verdict, or a stated reason.

    If none does, and only then, readers are told why the verdict stands all the same.
    """
    require_reason(missing_independence_reason(claim, verdict, evidence), override)


def require_reason(missing: str | None, override: str) -> None:
    """Require a stated reason where evidence does not carry a verdict, and only then."""
    if missing and not override:
        raise IncompleteError(
            f"{missing} Choose other evidence, or say why the verdict stands all the"
            " same: readers will see it.",
            "override",
        )
    if override and not missing:
        raise IncompleteError(
            "This verdict does not stand without independent evidence, and readers would"
            " be told so. Leave this empty, and put what you want to say under “Why”.",
            "override",
        )


def require_lasting_independence(claim: Claim, first: Decision | None) -> None:
    """Require that the first verdict passes by what has been recorded since as well."""
    if first is None or first.override:
        return
    require_nothing_missing(
        missing_independence_reason(claim, first.verdict, list(first.evidence.all()))
    )


def require_nothing_missing(missing: str | None) -> None:
    """Refuse to confirm a verdict that its evidence no longer carries."""
    if missing:
        raise IncompleteError(
            f"{missing} That has been recorded since the first verdict. Send it back, so"
            " that other evidence is chosen or readers are told why it stands all the"
            " same; or disagree."
        )


def missing_independence_reason(
    claim: Claim, verdict: str, evidence: Sequence[Evidence]
) -> str | None:
    """Why this evidence does not carry the verdict; none if it does, or need not."""
    if verdict not in GATED_VERDICTS:
        return None
    recorded = claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))
    grounds = independence.verdict_grounds(
        recorded, verdict, [piece.key for piece in evidence]
    )
    return grounds.reason if grounds and not grounds.carries else None


def require_appearance(has_appearance: bool) -> None:
    if not has_appearance:
        raise IncompleteError(
            "Record at least one appearance, with who says it, before this step."
        )
