"""One table of who may move a claim from which stage to which.

It drives the buttons, the checks and the tests.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from articles.concurrency import NotAllowedError
from articles.models import Claim, Decision, User
from articles.models.choices import Action, Round, Stage


@dataclass(frozen=True)
class Situation:
    """A claim's stage, its recorder, and who gave which verdict."""

    stage: str
    recorded_by: int
    gave_first: int | None = None
    gave_second: int | None = None


Rule = Callable[[Situation, User], bool]


def is_reviewer(situation: Situation, user: User) -> bool:
    return user.is_reviewer


def is_editor(situation: Situation, user: User) -> bool:
    return user.is_editor


def is_not_the_recorder(situation: Situation, user: User) -> bool:
    return user.is_reviewer and user.pk != situation.recorded_by


def did_not_give_the_first_verdict(situation: Situation, user: User) -> bool:
    return user.is_reviewer and user.pk != situation.gave_first


def gave_neither_verdict(situation: Situation, user: User) -> bool:
    return user.is_editor and user.pk not in {
        situation.gave_first,
        situation.gave_second,
    }


@dataclass(frozen=True)
class Step:
    """From which stages to which, who may, and what it asks for."""

    before: frozenset[Stage]
    after: Stage
    may: Rule
    round: str = ""
    takes_verdict: bool = False
    needs_reason: bool = False


def define_step(
    before: Stage | Sequence[Stage], after: Stage, may: Rule, **more: object
) -> Step:
    stages = [before] if isinstance(before, Stage) else before
    return Step(frozenset(stages), after, may, **more)  # type: ignore[arg-type]


STAGES_IN_WORK = [stage for stage in Stage if stage != Stage.WITHDRAWN]
STEPS: dict[Action, Step] = {
    Action.SUBMIT: define_step(Stage.DRAFT, Stage.READY, is_reviewer),
    Action.RETURN_TO_DRAFT: define_step(Stage.READY, Stage.DRAFT, is_reviewer),
    Action.PUBLISH_RECORD: define_step(Stage.READY, Stage.READY, is_not_the_recorder),
    Action.GIVE_VERDICT: define_step(
        Stage.READY, Stage.FIRST_VERDICT, is_reviewer,
        round=Round.FIRST, takes_verdict=True, needs_reason=True,
    ),
    Action.CONFIRM: define_step(
        Stage.FIRST_VERDICT, Stage.SECOND_REVIEW, did_not_give_the_first_verdict,
        round=Round.SECOND,
    ),
    Action.DISAGREE: define_step(
        Stage.FIRST_VERDICT, Stage.ADJUDICATION, did_not_give_the_first_verdict,
        round=Round.SECOND, takes_verdict=True, needs_reason=True,
    ),
    Action.SEND_BACK: define_step(
        Stage.FIRST_VERDICT, Stage.READY, did_not_give_the_first_verdict,
        needs_reason=True,
    ),
    Action.ADJUDICATE: define_step(
        Stage.ADJUDICATION, Stage.SECOND_REVIEW, gave_neither_verdict,
        round=Round.ADJUDICATION, takes_verdict=True, needs_reason=True,
    ),
    Action.PUBLISH: define_step(Stage.SECOND_REVIEW, Stage.PUBLISHED, is_reviewer),
    Action.UPDATE: define_step(Stage.PUBLISHED, Stage.PUBLISHED, is_reviewer),
    Action.REOPEN: define_step(
        Stage.PUBLISHED, Stage.READY, is_reviewer, needs_reason=True
    ),
    Action.WITHDRAW: define_step(STAGES_IN_WORK, Stage.WITHDRAWN, is_editor, needs_reason=True),
    Action.RESTORE: define_step(Stage.WITHDRAWN, Stage.DRAFT, is_editor),
}  # fmt: skip

# What may be changed while a claim is at which stage. Nobody changes what a second
# reviewer is looking at; a published verdict keeps the statement and the evidence
# that it was given on until the claim is re-opened.
STATEMENT_STAGES = EVIDENCE_STAGES = frozenset({Stage.DRAFT, Stage.READY})
APPEARANCE_STAGES = STATEMENT_STAGES | {Stage.PUBLISHED}


def claim_situation(claim: Claim) -> Situation:
    """The claim's situation, with who gave which verdict since it was last ready."""
    return situation_after(claim, claim.decisions.exclude(round="").order_by("number"))


def situation_after(claim: Claim, verdicts: Iterable[Decision]) -> Situation:
    """The claim's situation after these verdicts, the last one at the end."""
    gave: dict[str, int] = {}
    if claim.stage in {Stage.FIRST_VERDICT, Stage.ADJUDICATION}:
        for made in verdicts:
            gave[made.round] = made.by_id
    return Situation(
        claim.stage,
        claim.recorded_by_id,
        gave.get(Round.FIRST),
        gave.get(Round.SECOND) if claim.stage == Stage.ADJUDICATION else None,
    )


def available_actions(claim: Claim, user: User) -> list[Action]:
    """The steps that this person may take with this claim now."""
    return actions_in(claim_situation(claim), user)


def actions_in(now: Situation, user: User) -> list[Action]:
    """The steps that this person may take in a situation."""
    return [
        action
        for action, taken in STEPS.items()
        if now.stage in taken.before and taken.may(now, user)
    ]


def require_stage(claim: Claim, stages: frozenset[Stage], what: str) -> None:
    """Refuses a change that the claim's stage does not allow."""
    if claim.stage not in stages:
        raise NotAllowedError(
            f"{what} cannot be changed at this stage"
            f" ({claim.get_stage_display().lower()})."
            " Re-open the claim or send it back first."
        )
