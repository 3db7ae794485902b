"""Takes steps of many new claims at once, as `decisions.perform_step` takes one.

For whoever records claims together with what was decided of them: nobody else can see
these claims yet, so that their state is at hand, none has to be locked, and nobody was
asked to look at one again. The checks, and what is stored, are those of decisions.py.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from articles.claim_data import claim_record, with_record_rows
from articles.concurrency import IncompleteError, NotAllowedError
from articles.domain.independence.gate import GATED_VERDICTS
from articles.models import (
    Claim,
    Decision,
    DecisionEvidence,
    Evidence,
    SealedVerdict,
    TeamSettings,
    User,
)
from articles.models.choices import Action, Stage, VerdictRule
from articles.queries import independence
from articles.workflow import decisions, publication, rules, sealing
from articles.workflow.rules import STEPS, Situation

Judged = tuple[str, frozenset[str], int]


class ReplayError(Exception):
    """A step of a claim could not have been taken; the message names the claim."""


@dataclass(eq=False)
class NewClaim:
    """A claim that this transaction recorded, with what it got so far."""

    claim: Claim
    is_spoken: bool  # it has an appearance in which somebody says it
    evidence: list[Evidence] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    rests_on: list[Sequence[Evidence]] = field(default_factory=list)
    # Why evidence does not carry a verdict, as far as that was asked.
    reasons: dict[Judged, str | None] = field(default_factory=dict)

    def last_verdict(self) -> Decision | None:
        return next((made for made in reversed(self.decisions) if made.round), None)


@dataclass(frozen=True, eq=False)
class StepToTake:
    """A step of a claim, by whom, and what the person gave with it."""

    of: NewClaim
    action: Action
    user: User
    verdict: str = ""
    rationale: str = ""
    searched: str = ""
    override: str = ""
    evidence: Sequence[Evidence] = ()
    at: datetime.datetime | None = None
    sealed: bool = False  # a first verdict that waits for the second one unread

    def situation(self) -> Situation:
        """The claim's situation, in a team that takes open verdicts and blind ones.

        How a verdict was reached elsewhere, the step itself tells.
        """
        team = TeamSettings(verdicts=VerdictRule.TWO_OPEN)
        now = rules.situation_after(self.of.claim, self.of.decisions, team)
        return replace(now, sealed=self.action == Action.GIVE_SECOND_VERDICT)

    @property
    def after(self) -> Stage:
        return rules.stage_after(self.action, self.situation(), self.given)

    @property
    def confirmed(self) -> Decision | None:
        """The first verdict, if this step confirms one."""
        return self.of.last_verdict() if self.action == Action.CONFIRM else None

    @property
    def given(self) -> str:
        """The verdict that the step gives or confirms."""
        return self.of.claim.verdict if self.action == Action.CONFIRM else self.verdict

    def judged(self) -> Judged | None:
        """The verdict and evidence whose independence the step asks for, if it does.

        Nothing but evidence comes to a new claim, so its number tells the state.
        """
        evidence, first = self.evidence, self.confirmed
        if first:
            evidence = self.of.rests_on[first.number - 1]
        if self.given not in GATED_VERDICTS or (first and first.override):
            return None
        if not (STEPS[self.action].takes_verdict or first):
            return None
        keys = frozenset(piece.key for piece in evidence)
        return self.given, keys, len(self.of.evidence)


def take_steps(steps: Sequence[StepToTake]) -> None:
    """Take one step of each of these claims.

    Raises ReplayError for the first one that could not have been taken.
    """
    _check(steps, _require_complete)
    _judge(steps)
    _check(steps, _require_independence)
    _seal([step for step in steps if step.sealed])
    _record([step for step in steps if not step.sealed])
    _store_claims([step.of.claim for step in steps])
    _show(steps)


def _seal(steps: Sequence[StepToTake]) -> None:
    """Keep first verdicts sealed; the one who gives the second knows nothing of them."""
    sealed = []
    for step in steps:
        made = _decision(step)
        seal = SealedVerdict(
            claim=made.claim, number=made.number, verdict=made.verdict,
            rationale=made.rationale, searched=made.searched, override=made.override,
            by=made.by, at=made.at,
        )  # fmt: skip
        sealed.append((seal, step.evidence, step.of.evidence))
        step.of.claim.stage = made.after
    sealing.store_sealed(sealed)


def _record(steps: Sequence[StepToTake]) -> None:
    made = [_decision(step) for step in steps]
    Decision.objects.bulk_create(made)
    DecisionEvidence.objects.bulk_create(
        [
            DecisionEvidence(decision=decision, evidence=piece)
            for decision, step in zip(made, steps, strict=True)
            for piece in step.evidence
        ]
    )
    for decision, step in zip(made, steps, strict=True):
        after = Stage(decision.after)
        decisions.apply_step(step.of.claim, STEPS[step.action], after, step.given)
        step.of.decisions.append(decision)
        step.of.rests_on.append(step.evidence)


def _store_claims(claims: Iterable[Claim]) -> None:
    """Store where a step has brought these claims, in one statement for each state.

    There are few; `bulk_update`, which writes a case for each row and column, would take
    a third of an import's time.
    """
    now = timezone.now()
    by_state: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for claim in claims:
        claim.version += 1
        claim.updated_at = now
        by_state[claim.stage, claim.verdict, claim.version].append(claim.pk)
    for (stage, verdict, version), numbers in by_state.items():
        Claim.objects.filter(pk__in=numbers).update(
            stage=stage, verdict=verdict, version=version, updated_at=now
        )


def _check(steps: Sequence[StepToTake], require: Callable[[StepToTake], None]) -> None:
    for step in steps:
        try:
            require(step)
        except (IncompleteError, NotAllowedError) as error:
            number = len(step.of.decisions) + 1
            raise ReplayError(
                f"Claim {step.of.claim.key}, step {number}: {error}"
            ) from error


def _require_complete(step: StepToTake) -> None:
    claim = step.of.claim
    now = step.situation()
    decisions.require_allowed(step.action, rules.actions_in(now, step.user), step.user)
    if step.action in decisions.STEPS_WITH_APPEARANCE:
        decisions.require_appearance(step.of.is_spoken)
    decisions.require_complete(
        step.action, claim, step.given, step.rationale, step.searched, step.evidence
    )


def _judge(steps: Sequence[StepToTake]) -> None:
    """Ask whether evidence carries verdicts, where that is not known yet."""
    asked = {
        step.of.claim.pk: (step.of, judged)
        for step in steps
        if (judged := step.judged()) and judged not in step.of.reasons
    }
    if not asked:
        return
    rows = list(with_record_rows(Claim.objects.filter(pk__in=asked)))
    records = list(map(claim_record, rows))
    for claim, found in zip(
        rows, independence.judge_each(records, public=False), strict=True
    ):
        of, judged = asked[claim.pk]
        verdict, keys, _ = judged
        grounds = found.grounds(verdict, keys)
        of.reasons[judged] = None if grounds.carries else grounds.reason


def _require_independence(step: StepToTake) -> None:
    judged = step.judged()
    missing = step.of.reasons[judged] if judged else None
    if step.confirmed:
        decisions.require_nothing_missing(missing)
    elif STEPS[step.action].takes_verdict:
        decisions.require_reason(missing, step.override.strip())


def _decision(step: StepToTake) -> Decision:
    taken, claim, last = STEPS[step.action], step.of.claim, step.of.decisions[-1:]
    return Decision(
        claim=claim, number=len(step.of.decisions) + 1, action=step.action,
        round=taken.round, verdict=step.given if taken.round else "",
        rationale=step.rationale, searched=step.searched,
        override=step.override.strip(), before=claim.stage, after=step.after,
        blind=True if step.action == Action.GIVE_SECOND_VERDICT else None,
        by=step.user, supersedes=step.of.last_verdict() if taken.round else None,
        at=decisions.not_before(
            last[0].at if last else None, step.at or timezone.now()
        ),
    )  # fmt: skip


def _show(steps: Sequence[StepToTake]) -> None:
    """Publish and withdraw what these steps, which were taken, publish and withdraw."""
    shown = [
        publication.NewPublication(
            step.of.claim,
            step.user,
            step.of.decisions[-1].at,
            decisions.published_verdict(step.action, step.of.claim),
        )
        for step in steps
        if step.action in decisions.PUBLISHING_ACTIONS
    ]
    if shown:
        publication.publish_claims(shown)
    for step in steps:
        if step.action == Action.WITHDRAW:
            publication.withdraw_claim(step.of.claim, step.of.decisions[-1].at)
