"""Who may move a claim from which stage to which, and what does each step need?"""

import datetime
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.models import Claim, Decision, Publication, User
from articles.models.choices import Action, Stage, Verdict
from articles.workflow.decisions import perform_step
from articles.workflow.rules import STEPS, available_actions, claim_situation
from tests.factories import bring_to, make_claim, make_evidence, make_user, take

SUBMIT, RETURN, RECORD = (
    Action.SUBMIT, Action.RETURN_TO_DRAFT, Action.PUBLISH_RECORD,
)  # fmt: skip
GIVE, CONFIRM, DISAGREE, BACK = (
    Action.GIVE_VERDICT, Action.CONFIRM, Action.DISAGREE, Action.SEND_BACK,
)  # fmt: skip
SETTLE, PUBLISH, UPDATE, REOPEN, WITHDRAW, RESTORE = (
    Action.ADJUDICATE, Action.PUBLISH, Action.UPDATE, Action.REOPEN, Action.WITHDRAW,
    Action.RESTORE,
)  # fmt: skip

# Ada recorded the claim; ben gave the first verdict; cleo looked at it second and, in
# adjudication, disagreed; dana is an editor; eve may sign in and nothing else.
ALLOWED = [
    # stage                who     may
    (Stage.DRAFT,         "ada",  [SUBMIT]),
    (Stage.DRAFT,         "ben",  [SUBMIT]),
    (Stage.DRAFT,         "cleo", [SUBMIT]),
    (Stage.DRAFT,         "dana", [SUBMIT, WITHDRAW]),
    (Stage.DRAFT,         "eve",  []),
    (Stage.READY,         "ada",  [RETURN, GIVE]),
    (Stage.READY,         "ben",  [RETURN, RECORD, GIVE]),
    (Stage.READY,         "cleo", [RETURN, RECORD, GIVE]),
    (Stage.READY,         "dana", [RETURN, RECORD, GIVE, WITHDRAW]),
    (Stage.READY,         "eve",  []),
    (Stage.FIRST_VERDICT, "ada",  [CONFIRM, DISAGREE, BACK]),
    (Stage.FIRST_VERDICT, "ben",  []),
    (Stage.FIRST_VERDICT, "cleo", [CONFIRM, DISAGREE, BACK]),
    (Stage.FIRST_VERDICT, "dana", [CONFIRM, DISAGREE, BACK, WITHDRAW]),
    (Stage.FIRST_VERDICT, "eve",  []),
    (Stage.SECOND_REVIEW, "ada",  [PUBLISH]),
    (Stage.SECOND_REVIEW, "ben",  [PUBLISH]),
    (Stage.SECOND_REVIEW, "cleo", [PUBLISH]),
    (Stage.SECOND_REVIEW, "dana", [PUBLISH, WITHDRAW]),
    (Stage.SECOND_REVIEW, "eve",  []),
    (Stage.ADJUDICATION,  "ada",  []),
    (Stage.ADJUDICATION,  "ben",  []),
    (Stage.ADJUDICATION,  "cleo", []),
    (Stage.ADJUDICATION,  "dana", [SETTLE, WITHDRAW]),
    (Stage.ADJUDICATION,  "eve",  []),
    (Stage.PUBLISHED,     "ada",  [UPDATE, REOPEN]),
    (Stage.PUBLISHED,     "ben",  [UPDATE, REOPEN]),
    (Stage.PUBLISHED,     "cleo", [UPDATE, REOPEN]),
    (Stage.PUBLISHED,     "dana", [UPDATE, REOPEN, WITHDRAW]),
    (Stage.PUBLISHED,     "eve",  []),
    (Stage.WITHDRAWN,     "ada",  []),
    (Stage.WITHDRAWN,     "ben",  []),
    (Stage.WITHDRAWN,     "cleo", []),
    (Stage.WITHDRAWN,     "dana", [RESTORE]),
    (Stage.WITHDRAWN,     "eve",  []),
]  # fmt: skip
GROUPS = {"dana": "Editors", "eve": ""}


def person(name: str) -> User:
    return make_user(name, GROUPS.get(name, "Reviewers"))


def test_the_table_below_holds_every_stage_and_person() -> None:
    stages = {stage for stage, _, _ in ALLOWED}
    people = {who for _, who, _ in ALLOWED}

    assert stages == set(Stage)
    assert len(ALLOWED) == len(stages) * len(people)
    # What follows a sealed verdict: tests/test_sealed_verdicts.py.
    open_steps = set(STEPS) - {Action.GIVE_SECOND_VERDICT}
    assert {action for _, _, may in ALLOWED for action in may} == open_steps


@pytest.mark.parametrize("stage", list(Stage))
def test_each_person_may_take_these_steps_and_no_others(stage: Stage, db: None) -> None:
    claim = make_claim(stage=stage)

    for _, who, may in (row for row in ALLOWED if row[0] == stage):
        assert available_actions(claim, person(who)) == may, who


@pytest.mark.parametrize("stage", list(Stage))
def test_a_step_that_is_not_offered_is_refused(stage: Stage, db: None) -> None:
    claim = make_claim(stage=stage)
    before = claim.decisions.count()

    for _, who, may in (row for row in ALLOWED if row[0] == stage):
        for action in set(Action) - set(may):
            with pytest.raises(NotAllowedError):
                perform_step(
                    action, claim, person(who), verdict="refuted", rationale="x"
                )
    claim.refresh_from_db()
    assert (claim.stage, claim.decisions.count()) == (stage, before)


# One verdict alone can be sent back before it is published, and a sealed one answered.
OTHER_TEAMS = {
    (BACK, Stage.SECOND_REVIEW),
    (Action.GIVE_SECOND_VERDICT, Stage.FIRST_VERDICT),
}
AFTER = [
    (a, before, s.after)
    for a, s in STEPS.items()
    for before in sorted(s.before)
    if (a, before) not in OTHER_TEAMS
]


@pytest.mark.parametrize(("action", "before", "after"), AFTER)
def test_a_step_leads_to_its_stage_and_is_recorded(
    action: Action, before: Stage, after: Stage, db: None
) -> None:
    claim = make_claim(stage=before)
    version = claim.version
    who = make_user("dana", "Editors")

    take(action, claim, who)

    claim.refresh_from_db()
    made = claim.decisions.latest("number")
    assert (claim.stage, claim.version) == (after, version + 1)
    assert (made.action, made.before, made.after) == (action, before, after)
    assert made.by == who


def test_a_claim_comes_to_no_stage_that_the_table_does_not_lead_to() -> None:
    assert {after for _, _, after in AFTER} == set(Stage)


# -- two different people ------------------------------------------------------------


def test_who_gave_the_first_verdict_never_gives_the_second(
    ben: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.FIRST_VERDICT)

    for action in (CONFIRM, DISAGREE, BACK):
        with pytest.raises(NotAllowedError):
            take(action, claim, ben)

    take(CONFIRM, claim, cleo)


def test_an_editor_who_gave_the_first_verdict_does_not_confirm_it_either(
    dana: User,
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(GIVE, claim, dana)

    assert available_actions(claim_again(claim), dana) == [WITHDRAW]


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_who_gave_either_verdict_does_not_settle_between_them(
    name: str, db: None
) -> None:
    claim = make_claim(stage=Stage.ADJUDICATION)
    User.objects.get(username=name).groups.set(Group.objects.filter(name="Editors"))

    assert available_actions(claim, User.objects.get(username=name)) == [WITHDRAW]


def test_a_verdict_of_an_earlier_round_of_work_binds_nobody(
    ben: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    take(REOPEN, claim, ben)
    take(GIVE, claim, cleo)

    assert available_actions(claim_again(claim), ben) == [CONFIRM, DISAGREE, BACK]
    assert available_actions(claim_again(claim), cleo) == []


def test_a_verdict_that_was_sent_back_binds_nobody(ben: User, cleo: User) -> None:
    claim = make_claim(stage=Stage.FIRST_VERDICT)
    take(BACK, claim, cleo)
    take(GIVE, claim, cleo)

    assert available_actions(claim_again(claim), ben) == [CONFIRM, DISAGREE, BACK]


def test_who_recorded_a_claim_does_not_publish_the_record_alone(ada: User) -> None:
    claim = make_claim(stage=Stage.READY)

    with pytest.raises(NotAllowedError):
        take(RECORD, claim, ada)


def test_somebody_whose_account_was_closed_may_do_nothing(ada: User) -> None:
    claim = make_claim()
    ada.is_active = False
    ada.save()

    assert available_actions(claim, User.objects.get(pk=ada.pk)) == []


def claim_again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


# -- what a step needs ---------------------------------------------------------------

ENOUGH: dict[str, Any] = {"rationale": "The gauge shows it."}
NEEDS = [
    # action   stage                 what is given                           what lacks
    (GIVE,     Stage.READY,         {"verdict": ""},                        "verdict"),
    (GIVE,     Stage.READY,         {"verdict": "true"},                    "verdict"),
    (GIVE,     Stage.READY,         {"rationale": "  \n"},                  "rationale"),
    (GIVE,     Stage.READY,         {"verdict": "supported"},               "evidence"),
    (GIVE,     Stage.READY,         {"verdict": "refuted"},                 "evidence"),
    (GIVE,     Stage.READY,         {"verdict": "conflicting"},             "evidence"),
    (GIVE,     Stage.READY,         {"verdict": "missing_context"},         "evidence"),
    (GIVE,     Stage.READY,         {"verdict": "not_enough"},              "searched"),
    (GIVE,     Stage.READY,         {"verdict": "not_enough",
                                     "searched": " "},                      "searched"),
    (GIVE,     Stage.READY,         {"verdict": "not_checkable",
                                     "rationale": ""},                      "rationale"),
    (DISAGREE, Stage.FIRST_VERDICT, {"verdict": "refuted"},                 "evidence"),
    (DISAGREE, Stage.FIRST_VERDICT, {"verdict": "refuted",
                                     "rationale": ""},                      "rationale"),
    (BACK,     Stage.FIRST_VERDICT, {"rationale": ""},                      "rationale"),
    (SETTLE,   Stage.ADJUDICATION,  {"verdict": "not_enough"},              "searched"),
    (SETTLE,   Stage.ADJUDICATION,  {"verdict": ""},                        "verdict"),
    (REOPEN,   Stage.PUBLISHED,     {"rationale": ""},                      "rationale"),
    (WITHDRAW, Stage.DRAFT,         {"rationale": " "},                     "rationale"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "stage", "given", "lacking"), NEEDS)
def test_a_step_says_what_it_still_needs(
    action: Action, stage: Stage, given: dict[str, Any], lacking: str, dana: User
) -> None:
    claim = make_claim(stage=stage)
    before = claim.decisions.count()

    with pytest.raises(IncompleteError) as refused:
        perform_step(action, claim, dana, **{**ENOUGH, **given})

    assert refused.value.field == lacking
    assert claim.decisions.count() == before


GIVEN: list[dict[str, Any]] = [
    {"verdict": "not_enough", "searched": "The archive, for the gauge."},
    {"verdict": "not_checkable"},
]


@pytest.mark.parametrize("given", GIVEN)
def test_two_verdicts_need_no_evidence(given: dict[str, Any], ben: User) -> None:
    claim = make_claim(stage=Stage.READY)

    made = perform_step(GIVE, claim, ben, **ENOUGH, **given)

    assert made.verdict == given["verdict"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_cannot_be_checked_is_neither_supported_nor_refuted(
    verdict: Verdict, ben: User
) -> None:
    claim = make_claim(stage=Stage.READY, checkable=False, kind="opinion")
    values = {**ENOUGH, "searched": "x", "evidence": [make_evidence(claim)]}

    if verdict == Verdict.NOT_CHECKABLE:
        perform_step(GIVE, claim, ben, verdict=verdict, **values)
        return
    with pytest.raises(IncompleteError, match="not checkable"):
        perform_step(GIVE, claim, ben, verdict=verdict, **values)


def test_evidence_of_another_claim_is_no_ground_for_a_verdict(ben: User) -> None:
    claim = make_claim(stage=Stage.READY)
    other = make_evidence(make_claim("The wells ran dry.", quote="wells ran dry"))

    with pytest.raises((IncompleteError, NotAllowedError)):
        perform_step(GIVE, claim, ben, verdict="refuted", evidence=[other], **ENOUGH)


@pytest.mark.parametrize("action", [SUBMIT, RECORD])
def test_a_claim_that_nobody_says_goes_no_further(action: Action, ben: User) -> None:
    claim = make_claim(stage=Stage.READY if action == RECORD else Stage.DRAFT)
    claim.appearances.get().chain.all().delete()

    with pytest.raises(IncompleteError, match="who says it"):
        perform_step(action, claim, ben)


def test_a_confirmed_verdict_is_the_one_that_was_given(ben: User, cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    take(GIVE, claim, ben, verdict="conflicting")

    made = perform_step(CONFIRM, claim, cleo, verdict="supported")

    assert made.verdict == claim_again(claim).verdict == "conflicting"


def test_the_verdict_that_settles_takes_the_place_of_both(dana: User) -> None:
    claim = make_claim(stage=Stage.ADJUDICATION)
    assert claim.verdict == "supported"

    take(SETTLE, claim, dana, verdict="missing_context")

    settled = claim_again(claim)
    assert (settled.stage, settled.verdict) == (Stage.SECOND_REVIEW, "missing_context")


# -- on record -----------------------------------------------------------------------


def test_a_step_on_a_version_that_is_not_the_last_is_refused(ada: User) -> None:
    claim = make_claim()
    claim.version += 4
    claim.save()

    with pytest.raises(StaleVersionError) as refused:
        perform_step(SUBMIT, claim, ada, version=1)

    assert refused.value.current == 5
    assert claim_again(claim).stage == Stage.DRAFT
    perform_step(SUBMIT, claim, ada, version=5)


def test_every_decision_is_numbered_and_says_what_it_replaces(
    ben: User, cleo: User, dana: User
) -> None:
    claim = make_claim(stage=Stage.ADJUDICATION)
    take(SETTLE, claim, dana)
    take(PUBLISH, claim, ben)
    take(REOPEN, claim, cleo)
    take(GIVE, claim, cleo, verdict="refuted")

    rows = claim.decisions.order_by("number").values_list(
        "number", "action", "round", "supersedes__number"
    )

    assert list(rows) == [
        (1, SUBMIT,   "",             None),
        (2, GIVE,     "first",        None),
        (3, DISAGREE, "second",       2),
        (4, SETTLE,   "adjudication", 3),
        (5, PUBLISH,  "",             None),
        (6, REOPEN,   "",             None),
        (7, GIVE,     "first",        4),
    ]  # fmt: skip


def test_a_decision_is_neither_changed_nor_deleted(db: None) -> None:
    made = make_claim(stage=Stage.FIRST_VERDICT).decisions.latest("number")

    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(rationale="Something else.")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.grounds.all().delete()


def test_a_step_that_fails_half_way_leaves_nothing(cleo: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    before = claim.decisions.count()

    def break_off(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('INSERT INTO "articles_publication"'):
            raise DatabaseError("the disk is full")
        return execute(sql, *rest)

    with (
        connection.execute_wrapper(break_off),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        take(UPDATE, claim, cleo)

    assert claim.decisions.count() == before
    assert claim_again(claim).version == claim.version


# -- what readers see meanwhile ------------------------------------------------------


def shown(claim: Claim) -> tuple[int, str] | None:
    current = Publication.objects.current().filter(claim=claim)
    return current.values_list("number", "verdict").first()


SHOWN = [
    # from              the steps that follow             number and verdict shown
    (Stage.DRAFT,       [],                               None),
    (Stage.READY,       [],                               None),
    (Stage.READY,       [RECORD],                         (1, "")),
    (Stage.READY,       [RECORD, GIVE],                   (1, "")),
    (Stage.READY,       [RECORD, RETURN],                 (1, "")),
    (Stage.READY,       [RECORD, RECORD],                 (2, "")),
    (Stage.SECOND_REVIEW, [],                             None),
    (Stage.PUBLISHED,   [],                               (1, "supported")),
    (Stage.PUBLISHED,   [UPDATE],                         (2, "supported")),
    (Stage.PUBLISHED,   [REOPEN],                         (1, "supported")),
    (Stage.PUBLISHED,   [REOPEN, RETURN],                 (1, "supported")),
    (Stage.PUBLISHED,   [REOPEN, GIVE],                   (1, "supported")),
    (Stage.PUBLISHED,   [REOPEN, RECORD],                 (2, "")),
    (Stage.PUBLISHED,   [WITHDRAW],                       None),
    (Stage.PUBLISHED,   [REOPEN, WITHDRAW],               None),
    (Stage.PUBLISHED,   [WITHDRAW, RESTORE],              None),
    (Stage.PUBLISHED,   [WITHDRAW, RESTORE, SUBMIT],      None),
    (Stage.PUBLISHED,   [WITHDRAW, RESTORE, SUBMIT, RECORD], (2, "")),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "steps", "seen"), SHOWN)
def test_readers_see_what_was_published_last_until_it_is_withdrawn(
    stage: Stage, steps: list[Action], seen: tuple[int, str] | None, dana: User
) -> None:
    claim = make_claim(stage=stage)

    for action in steps:
        take(action, claim, dana)

    assert shown(claim) == seen


def test_a_claim_is_published_again_with_another_verdict(ben: User, cleo: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    take(REOPEN, claim, ben)
    take(GIVE, claim, ben, verdict="refuted")
    take(CONFIRM, claim, cleo)
    take(PUBLISH, claim, cleo)

    assert shown(claim) == (2, "refuted")
    assert claim.publications.count() == 2


def test_the_builders_come_to_every_stage_by_the_table(db: None) -> None:
    for stage in Stage:
        quote = "The gates were opened"
        claim = make_claim(f"{stage.label}.", quote=quote)

        assert bring_to(claim, stage).stage == stage
        last = claim.decisions.order_by("number").last()
        assert claim_situation(claim).stage == (last.after if last else Stage.DRAFT)


# -- any order of steps, by anybody --------------------------------------------------

WHEN = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
PEOPLE = ("ada", "ben", "cleo", "dana", "eve")
PUBLISHES = {PUBLISH, UPDATE, RECORD}


class AnyOrder(RuleBasedStateMachine):
    """Takes steps as they come and keeps, beside, what must then be so."""

    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.claim = make_claim()
        self.people = {name: person(name) for name in PEOPLE}
        make_evidence(self.claim)
        self.now = WHEN
        # Each moment at which something changed for readers, and what they saw then.
        self.seen: list[tuple[datetime.datetime, tuple[int, str] | None]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(
        who=st.sampled_from(PEOPLE),
        choice=st.integers(0, 5),
        verdict=st.sampled_from(["supported", "refuted", "conflicting"]),
        hours=st.integers(0, 2),
    )
    def a_step(self, who: str, choice: int, verdict: str, hours: int) -> None:
        """One of the steps that this person may take; to withdraw comes seldom."""
        may = available_actions(claim_again(self.claim), self.people[who])
        often = [action for action in may if action != WITHDRAW]
        if not may:
            return
        action = may[-1] if choice == 5 or not often else often[choice % len(often)]
        self.now += datetime.timedelta(hours=hours)
        values = {"verdict": verdict} if STEPS[action].takes_verdict else {}
        take(action, self.claim, self.people[who], at=self.now, **values)
        number = self.claim.publications.count()
        if action in PUBLISHES:
            given = "" if action == RECORD else claim_again(self.claim).verdict
            self.seen.append((self.now, (number, given)))
        elif action == WITHDRAW:
            self.seen.append((self.now, None))

    @rule(who=st.sampled_from(PEOPLE), action=st.sampled_from(list(Action)))
    def a_step_that_may_not_be(self, who: str, action: Action) -> None:
        if action not in available_actions(claim_again(self.claim), self.people[who]):
            with pytest.raises(NotAllowedError):
                perform_step(action, self.claim, self.people[who], **ENOUGH)

    @invariant()
    def the_stage_is_where_the_last_decision_led(self) -> None:
        claim = claim_again(self.claim)
        self.reached.add(claim.stage)
        made = list(claim.decisions.order_by("number"))
        assert [decision.number for decision in made] == list(range(1, len(made) + 1))
        assert claim.stage == (made[-1].after if made else Stage.DRAFT)
        for one, other in pairwise(made):
            assert one.after == other.before
        assert claim.version == 1 + len(made)

    @invariant()
    def two_people_stand_behind_a_published_verdict(self) -> None:
        claim = claim_again(self.claim)
        if claim.stage not in {Stage.SECOND_REVIEW, Stage.PUBLISHED}:
            return
        made = claim.decisions.exclude(round="").order_by("number")
        last = {decision.round: decision for decision in made}
        first, second = last["first"], last["second"]
        assert first.by_id != second.by_id
        if second.action == DISAGREE and second.number > first.number:
            settled = last["adjudication"]
            assert settled.number > second.number
            assert settled.by_id not in {first.by_id, second.by_id}
            assert claim.verdict == settled.verdict
        else:
            assert claim.verdict == first.verdict == second.verdict

    @invariant()
    def publications_are_numbered_and_one_at_most_is_in_force(self) -> None:
        numbers = self.claim.publications.order_by("number")
        held = list(numbers.values_list("number", flat=True))
        assert held == list(range(1, len(held) + 1))
        current = self.seen[-1][1] if self.seen else None
        assert shown(self.claim) == current

    def stood(self, moment: datetime.datetime) -> tuple[int, str] | None:
        """What readers saw at a moment, by what was written down beside."""
        before = [state for at, state in self.seen if at <= moment]
        return before[-1] if before else None

    @invariant()
    def every_day_of_the_past_can_be_seen_as_it_was(self) -> None:
        minute = datetime.timedelta(minutes=1)
        moments = {WHEN - minute} | {at for at, _ in self.seen[-3:]}
        moments |= {at - minute for at, _ in self.seen[-3:]}
        for moment in moments:
            on = Publication.objects.on(moment).filter(claim=self.claim)
            assert list(on.values_list("number", "verdict")) == [
                state for state in [self.stood(moment)] if state
            ]


def test_any_order_of_steps_keeps_the_rules(db: None) -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            derandomize=True,
            max_examples=10,
            stateful_step_count=24,
            deadline=None,
            # To look for a shorter sequence would take minutes of database work.
            phases=[Phase.generate],
        ),
    )

    assert AnyOrder.reached == set(Stage)
