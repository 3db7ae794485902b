"""Keeps a first verdict sealed until the second is given, and opens it then.

A second verdict is blind only if nothing showed the first: neither which it was, nor
whose, nor why, nor when (docs/adr/0026).
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from articles.concurrency import NotAllowedError, lock_row
from articles.models import (
    Claim,
    Decision,
    DecisionEvidence,
    Evidence,
    SealedGround,
    SealedVerdict,
    SealSight,
    User,
)
from articles.models.choices import Action, Round, Stage, VerdictRule
from articles.workflow import rules
from articles.workflow.rules import Situation


def seals_verdict(action: Action, now: Situation) -> bool:
    """Whether the verdict of this step waits sealed for the second one."""
    return action == Action.GIVE_VERDICT and now.team.verdicts == VerdictRule.TWO_BLIND


def seal_verdict(
    claim: Claim, sealed: SealedVerdict, evidence: Collection[Evidence]
) -> SealedVerdict:
    """Keep a verdict for its author alone; the claim tells that there is one.

    The claim keeps the time of its last change: the queue would show when it was given.
    """
    store_sealed([(sealed, evidence, claim.evidence.all())])
    claim.stage, claim.verdict = Stage.FIRST_VERDICT, ""
    claim.version += 1
    claim.save(update_fields=["stage", "verdict", "version"])
    return sealed


def store_sealed(
    given: Sequence[tuple[SealedVerdict, Collection[Evidence], Iterable[Evidence]]],
) -> None:
    """Store sealed verdicts, each with the evidence chosen for it, and all there was."""
    SealedVerdict.objects.bulk_create([sealed for sealed, _, _ in given])
    SealedGround.objects.bulk_create(
        SealedGround(sealed=sealed, evidence=piece, chosen=piece in chosen)
        for sealed, chosen, known in given
        for piece in known
    )


def open_seals(claim: Claim) -> None:
    """Put the sealed verdicts of a claim on record, as they were given.

    Those that were sent back unread come with it, each in its place.
    """
    for sealed in claim.sealed_verdicts.unopened().order_by("number"):
        verdicts = claim.decisions.exclude(round="").filter(number__lt=sealed.number)
        made = Decision.objects.create(
            claim=claim, number=sealed.number, action=Action.GIVE_VERDICT,
            round=Round.FIRST, verdict=sealed.verdict, rationale=sealed.rationale,
            searched=sealed.searched, override=sealed.override,
            before=Stage.READY, after=Stage.FIRST_VERDICT, by=sealed.by, at=sealed.at,
            supersedes=verdicts.order_by("number").last(),
        )  # fmt: skip
        rest_on(made, sealed.chosen_evidence())


def is_blind(action: Action, seal: SealedVerdict | None, user: User) -> bool | None:
    """Whether a verdict is given without sight of the first; None where none is sealed."""
    if seal is None or action != Action.GIVE_SECOND_VERDICT:
        return None
    return not seal.sights.filter(by=user).exists()


@transaction.atomic
def read_seal(claim: Claim, user: User) -> SealedVerdict:
    """Let an editor read a sealed verdict, and put on record that they did.

    Raises NotAllowedError for anybody else, or where none is sealed.
    """
    seal = rules.seal_in_force(lock_row(claim))
    if seal is None or not user.is_editor or seal.by_id == user.pk:
        raise NotAllowedError("There is no sealed verdict that you could read here.")
    SealSight.objects.get_or_create(sealed=seal, by=user)
    return seal


def rest_on(made: Decision, evidence: Iterable[Evidence]) -> None:
    DecisionEvidence.objects.bulk_create(
        [DecisionEvidence(decision=made, evidence=piece) for piece in evidence]
    )
