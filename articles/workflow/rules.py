"""One table of who may move a claim from which stage to which.

It drives the buttons, the checks and the tests.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from articles.concurrency import NotAllowedError
from articles.models import Claim, Decision, SealedVerdict, TeamSettings, User
from articles.models.choices import Action, Publisher, Round, Stage, VerdictRule


@dataclass(frozen=True)
class Situation:
    """A claim's stage, its recorder, its verdicts since it was ready, the team's rules.

    Where the first verdict is sealed, nobody else knows it: the second is given, and
    the first neither confirmed nor denied.
    """

    stage: str
    recorded_by: int
    first: Decision | SealedVerdict | None = None
    second: Decision | None = None
    sealed: bool = False
    team: TeamSettings = field(default_factory=TeamSettings)

    @property
    def gave_first(self) -> int | None:
        return self.first.by_id if self.first else None

    @property
    def gave_second(self) -> int | None:
        return self.second.by_id if self.second else None

    @property
    def one_is_enough(self) -> bool:
        """Whether a verdict that one person gave may be published."""
        return self.team.verdicts == VerdictRule.ONE


Rule = Callable[[Situation, User], bool]


def is_reviewer(situation: Situation, user: User) -> bool:
    return user.is_reviewer


def is_editor(situation: Situation, user: User) -> bool:
    return user.is_editor


def publishes(situation: Situation, user: User) -> bool:
    if situation.team.publishers == Publisher.EDITORS:
        return user.is_editor
    return user.is_reviewer


def publishes_a_record(situation: Situation, user: User) -> bool:
    by_another = user.pk != situation.recorded_by or situation.team.publishes_alone
    return publishes(situation, user) and by_another


def publishes_a_verdict(situation: Situation, user: User) -> bool:
    if situation.second is None:
        by_another = user.pk != situation.gave_first or situation.team.publishes_alone
        if not (situation.one_is_enough and by_another):
            return False
    return publishes(situation, user)


def is_another_reviewer(situation: Situation, user: User) -> bool:
    return user.is_reviewer and user.pk != situation.gave_first


def gives_the_second_verdict(situation: Situation, user: User) -> bool:
    return situation.sealed and is_another_reviewer(situation, user)


def answers_the_first_verdict(situation: Situation, user: User) -> bool:
    return not situation.sealed and is_another_reviewer(situation, user)


def sends_back(situation: Situation, user: User) -> bool:
    if situation.stage == Stage.SECOND_REVIEW:  # two verdicts that agree stand
        return user.is_reviewer and situation.second is None
    return is_another_reviewer(situation, user)


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


# Between the first verdict and what becomes of it.
STAGES_WITH_A_VERDICT = frozenset(
    {Stage.FIRST_VERDICT, Stage.ADJUDICATION, Stage.SECOND_REVIEW}
)
STAGES_IN_WORK = [stage for stage in Stage if stage != Stage.WITHDRAWN]
STEPS: dict[Action, Step] = {
    Action.SUBMIT: define_step(Stage.DRAFT, Stage.READY, is_reviewer),
    Action.RETURN_TO_DRAFT: define_step(Stage.READY, Stage.DRAFT, is_reviewer),
    Action.PUBLISH_RECORD: define_step(Stage.READY, Stage.READY, publishes_a_record),
    Action.GIVE_VERDICT: define_step(
        Stage.READY, Stage.FIRST_VERDICT, is_reviewer,
        round=Round.FIRST, takes_verdict=True, needs_reason=True,
    ),
    Action.GIVE_SECOND_VERDICT: define_step(
        Stage.FIRST_VERDICT, Stage.SECOND_REVIEW, gives_the_second_verdict,
        round=Round.SECOND, takes_verdict=True, needs_reason=True,
    ),
    Action.CONFIRM: define_step(
        Stage.FIRST_VERDICT, Stage.SECOND_REVIEW, answers_the_first_verdict,
        round=Round.SECOND,
    ),
    Action.DISAGREE: define_step(
        Stage.FIRST_VERDICT, Stage.ADJUDICATION, answers_the_first_verdict,
        round=Round.SECOND, takes_verdict=True, needs_reason=True,
    ),
    Action.SEND_BACK: define_step(
        [Stage.FIRST_VERDICT, Stage.SECOND_REVIEW], Stage.READY, sends_back,
        needs_reason=True,
    ),
    Action.ADJUDICATE: define_step(
        Stage.ADJUDICATION, Stage.SECOND_REVIEW, gave_neither_verdict,
        round=Round.ADJUDICATION, takes_verdict=True, needs_reason=True,
    ),
    Action.PUBLISH: define_step(
        Stage.SECOND_REVIEW, Stage.PUBLISHED, publishes_a_verdict
    ),
    Action.UPDATE: define_step(Stage.PUBLISHED, Stage.PUBLISHED, publishes),
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
    return situation_after(
        claim,
        claim.decisions.exclude(round="").order_by("number"),
        TeamSettings.current(),
        seal_in_force(claim),
    )


def seal_in_force(claim: Claim) -> SealedVerdict | None:
    """The first verdict that waits sealed for the second, if one does."""
    if claim.stage != Stage.FIRST_VERDICT:
        return None
    seals = claim.sealed_verdicts.unopened().select_related("by").order_by("number")
    last = seals.last()
    # One that was sent back stays sealed: whoever looks next would know it else.
    later = claim.decisions.exclude(action=Action.CARRY_OVER)
    if last and later.filter(number__gt=last.number).exists():
        return None
    return last


def situation_after(
    claim: Claim,
    verdicts: Iterable[Decision],
    team: TeamSettings,
    seal: SealedVerdict | None = None,
) -> Situation:
    """The claim's situation after these verdicts, the last one at the end."""
    first: Decision | SealedVerdict | None = seal
    second: Decision | None = None
    if seal is None and claim.stage in STAGES_WITH_A_VERDICT:
        for made in verdicts:
            if made.round == Round.FIRST:
                first, second = made, None
            elif made.round == Round.SECOND:
                second = made
    return Situation(
        claim.stage, claim.recorded_by_id, first, second, seal is not None, team
    )


def stage_after(action: Action, now: Situation, verdict: str) -> Stage:
    """The stage that a step leads to, which may depend on the verdict given with it."""
    if action == Action.GIVE_VERDICT and now.one_is_enough:
        return Stage.SECOND_REVIEW
    if action == Action.GIVE_SECOND_VERDICT and now.first:
        agrees = verdict == now.first.verdict
        return Stage.SECOND_REVIEW if agrees else Stage.ADJUDICATION
    return STEPS[action].after


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
