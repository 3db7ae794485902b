"""A first verdict stays sealed until the second is given, and then both are on record."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.claim_data import claim_record, load_record_rows, reviewers_in_force
from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.editing import evidence as evidence_editing
from articles.editing.team import change_rules
from articles.models import (
    Claim,
    Decision,
    Publication,
    SealedGround,
    SealedVerdict,
    SealSight,
    TeamSettings,
    User,
)
from articles.models.choices import Action, Publisher, Stage, VerdictRule
from articles.queries import team as team_queries
from articles.workflow import sealing
from articles.workflow.decisions import perform_step, record_carry_over
from articles.workflow.publication import public_decisions
from articles.workflow.rules import available_actions
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_user,
    publication_of,
    set_team,
    take,
)

GIVE, SECOND, BACK = (
    Action.GIVE_VERDICT, Action.GIVE_SECOND_VERDICT, Action.SEND_BACK,
)  # fmt: skip
PUBLISH, WITHDRAW = Action.PUBLISH, Action.WITHDRAW
GROUPS = {"dana": "Editors", "eve": ""}
# Ada recorded the claim; ben gave the first verdict; cleo looks at it; dana is an editor;
# eve may sign in and nothing else.
ALLOWED: dict[str, list[Action]] = {
    "ada": [SECOND, BACK],
    "ben": [],
    "cleo": [SECOND, BACK],
    "dana": [SECOND, BACK, WITHDRAW],
    "eve": [],
}
# Where one verdict is enough, and ben gave it.
ALLOWED_WITH_ONE: dict[tuple[bool, Publisher], dict[str, list[Action]]] = {
    (False, Publisher.REVIEWERS): {
        "ada": [BACK, PUBLISH], "ben": [BACK], "dana": [BACK, PUBLISH, WITHDRAW],
    },
    (True, Publisher.REVIEWERS): {
        "ada": [BACK, PUBLISH], "ben": [BACK, PUBLISH], "dana": [BACK, PUBLISH, WITHDRAW],
    },
    (True, Publisher.EDITORS): {
        "ada": [BACK], "ben": [BACK], "dana": [BACK, PUBLISH, WITHDRAW],
    },
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def blind() -> None:
    set_team(verdicts=VerdictRule.TWO_BLIND)


def person(name: str) -> User:
    return make_user(name, GROUPS.get(name, "Reviewers"))


def sealed_claim(**values: Any) -> Claim:
    """A claim to which ben gave a first verdict."""
    claim = make_claim(stage=Stage.READY)
    take(GIVE, claim, person("ben"), **values)
    claim.refresh_from_db()
    return claim


def decisions_of(claim: Claim) -> list[tuple[int, str, str, str]]:
    return [
        (made.number, made.action, made.verdict, made.by.username)
        for made in claim.decisions.order_by("number")
    ]


def test_a_team_gives_second_verdicts_blind_unless_it_says_otherwise() -> None:
    TeamSettings.objects.all().delete()

    assert TeamSettings.current().verdicts == VerdictRule.TWO_BLIND


@pytest.mark.parametrize("who", ALLOWED)
def test_each_person_may_take_these_steps_and_no_others(who: str) -> None:
    claim = sealed_claim()

    assert available_actions(claim, person(who)) == ALLOWED[who]


def test_nothing_that_others_read_holds_the_first_verdict() -> None:
    claim = make_claim(stage=Stage.READY)
    before, changed_at = decisions_of(claim), claim.updated_at

    take(GIVE, claim, person("ben"))

    claim.refresh_from_db()
    assert (claim.stage, claim.verdict) == (Stage.FIRST_VERDICT, "")
    assert decisions_of(claim) == before
    assert claim.updated_at == changed_at  # the queue would tell when it was given
    record = claim_record(load_record_rows(claim))
    assert record["verdict"] is None
    assert not record["why"]
    assert "supported" not in str(record["decisions"])


def test_an_open_first_verdict_is_on_record_at_once() -> None:
    set_team(verdicts=VerdictRule.TWO_OPEN)

    claim = sealed_claim()

    assert claim.verdict == "supported"
    assert not SealedVerdict.objects.exists()
    assert decisions_of(claim)[-1][1:3] == (GIVE, "supported")


def test_two_that_agree_are_opened_in_the_order_in_which_they_were_given() -> None:
    claim = make_claim(stage=Stage.READY)
    piece, other = make_evidence(claim), make_evidence(claim)
    take(GIVE, claim, person("ben"), evidence=[piece], rationale="The gauge rose.")
    sealed = claim.sealed_verdicts.get()

    take(SECOND, claim, person("cleo"), evidence=[other], rationale="The log says so.")

    claim.refresh_from_db()
    first, second = claim.decisions.exclude(round="").order_by("number")
    assert (claim.stage, claim.verdict) == (Stage.SECOND_REVIEW, "supported")
    assert (first.action, first.by.username, first.rationale) == (
        GIVE, "ben", "The gauge rose.",
    )  # fmt: skip
    assert (first.number, first.at) == (sealed.number, sealed.at)
    assert (first.before, first.after) == (Stage.READY, Stage.FIRST_VERDICT)
    assert list(first.evidence.all()) == [piece]
    assert (second.number, second.blind) == (first.number + 1, True)
    assert second.supersedes == first
    assert list(second.evidence.all()) == [other]
    assert not claim.sealed_verdicts.unopened().exists()


def test_two_that_differ_are_settled_by_an_editor_who_gave_neither() -> None:
    claim = sealed_claim()
    take(SECOND, claim, person("cleo"), verdict="refuted", rationale="It fell.")
    claim.refresh_from_db()

    assert (claim.stage, claim.verdict) == (Stage.ADJUDICATION, "")
    assert available_actions(claim, person("cleo")) == []
    assert available_actions(claim, person("dana")) == [Action.ADJUDICATE, WITHDRAW]
    take(
        Action.ADJUDICATE,
        claim,
        person("dana"),
        verdict="refuted",
        rationale="So it is.",
    )
    claim.refresh_from_db()
    assert (claim.stage, claim.verdict) == (Stage.SECOND_REVIEW, "refuted")


def test_who_was_overruled_finds_where_and_why() -> None:
    claim = sealed_claim(rationale="The gauge rose.")
    take(SECOND, claim, person("cleo"), verdict="refuted", rationale="It fell.")
    take(
        Action.ADJUDICATE,
        claim,
        person("dana"),
        verdict="refuted",
        rationale="So it is.",
    )

    (row,) = team_queries.overruled_verdicts(person("ben"))
    assert row["mine"] == {"verdict": "supported", "why": "The gauge rose."}
    assert row["settled"] == {"verdict": "refuted", "why": "So it is."}
    assert row["by"] == person("dana").name
    assert team_queries.overruled_verdicts(person("cleo")) == []


def test_who_gave_the_second_is_overruled_as_well() -> None:
    claim = sealed_claim()
    take(SECOND, claim, person("cleo"), verdict="refuted", rationale="It fell.")
    take(
        Action.ADJUDICATE,
        claim,
        person("dana"),
        verdict="supported",
        rationale="It rose.",
    )

    (row,) = team_queries.overruled_verdicts(person("cleo"))
    assert (row["mine"]["why"], row["settled"]["why"]) == ("It fell.", "It rose.")
    assert team_queries.overruled_verdicts(person("ben")) == []


# -- sent back ------------------------------------------------------------------------


def test_what_was_sent_back_unread_stays_sealed_until_two_verdicts_are_in() -> None:
    claim = sealed_claim(rationale="The first look.")
    take(BACK, claim, person("cleo"), rationale="There is a better source.")
    claim.refresh_from_db()

    assert (claim.stage, claim.verdict) == (Stage.READY, "")
    assert "supported" not in str(decisions_of(claim))

    take(GIVE, claim, person("ben"), verdict="refuted", rationale="The second look.")
    take(SECOND, claim, person("cleo"), verdict="refuted")
    claim.refresh_from_db()
    verdicts = [row for row in decisions_of(claim) if row[1] != Action.SUBMIT]
    assert [(action, verdict, who) for _, action, verdict, who in verdicts] == [
        (GIVE, "supported", "ben"),
        (BACK, "", "cleo"),
        (GIVE, "refuted", "ben"),
        (SECOND, "refuted", "cleo"),
    ]
    numbers = [number for number, *_ in decisions_of(claim)]
    assert numbers == list(range(1, len(numbers) + 1))
    record = claim_record(load_record_rows(claim))
    shown = [made["action"] for made in public_decisions(record["decisions"])]
    assert shown == []  # nothing of it is published yet
    take(PUBLISH, claim, person("dana"))
    public = publication_of(claim).record["decisions"]
    assert [made["action"] for made in public] == [GIVE, SECOND, PUBLISH]


def test_what_can_still_be_removed_does_not_tell_what_the_verdict_rests_on() -> None:
    claim = make_claim(stage=Stage.READY)
    chosen, other = make_evidence(claim), make_evidence(claim)
    take(GIVE, claim, person("ben"), evidence=[chosen])
    take(BACK, claim, person("cleo"), rationale="There is a better source.")
    claim.refresh_from_db()
    later = make_evidence(claim)

    for piece in (chosen, other):
        with pytest.raises(NotAllowedError):
            evidence_editing.remove_evidence(piece, None)
    evidence_editing.remove_evidence(later, None)
    assert SealedGround.objects.filter(chosen=True).get().evidence == chosen


def test_a_claim_that_is_withdrawn_meanwhile_shows_nobody_the_sealed_verdict() -> None:
    claim = sealed_claim()

    take(WITHDRAW, claim, person("dana"), rationale="It stands twice.")

    claim.refresh_from_db()
    assert claim.verdict == ""
    assert "supported" not in str(decisions_of(claim))
    take(Action.RESTORE, claim, person("dana"))
    bring_to(claim, Stage.SECOND_REVIEW)
    assert [row[1] for row in decisions_of(claim)].count(GIVE) == 2


def test_a_claim_that_is_carried_over_meanwhile_stays_sealed() -> None:
    """Its words moved to a newer text: a step that says nothing of the round."""
    claim = bring_to(make_claim(), Stage.PUBLISHED)
    take(Action.REOPEN, claim, person("cleo"))
    take(GIVE, claim, person("ben"), verdict="refuted", rationale="The second look.")
    claim.refresh_from_db()
    before = decisions_of(claim)[-1][0]

    record_carry_over([claim.pk], person("ada"), "A newer text.", timezone.now())

    assert available_actions(claim, person("cleo")) == [SECOND, BACK]
    assert "refuted" not in str(decisions_of(claim))
    take(SECOND, claim, person("cleo"), verdict="refuted")
    assert [row[:2] for row in decisions_of(claim)][-3:] == [
        (before + 1, GIVE), (before + 2, Action.CARRY_OVER), (before + 3, SECOND),
    ]  # fmt: skip


# -- who reads along -------------------------------------------------------------------


def test_an_editor_who_read_the_first_verdict_gives_the_second_one_not_blind() -> None:
    claim = sealed_claim()
    dana = person("dana")

    read = sealing.read_seal(claim, dana)
    sealing.read_seal(claim, dana)

    assert read.verdict == "supported"
    assert SealSight.objects.filter(by=dana).count() == 1
    take(SECOND, claim, dana)
    assert claim.decisions.get(action=SECOND).blind is False


def test_who_did_not_read_it_is_blind_whoever_else_did() -> None:
    claim = sealed_claim()
    sealing.read_seal(claim, person("dana"))

    take(SECOND, claim, person("cleo"))

    assert claim.decisions.get(action=SECOND).blind is True


@pytest.mark.parametrize("who", ["ada", "cleo", "eve"])
def test_nobody_but_an_editor_reads_it_before(who: str) -> None:
    claim = sealed_claim()

    with pytest.raises(NotAllowedError):
        sealing.read_seal(claim, person(who))
    assert not SealSight.objects.exists()


def test_there_is_nothing_to_read_once_it_is_opened_or_sent_back() -> None:
    opened, back = sealed_claim(), sealed_claim()
    take(SECOND, opened, person("cleo"))
    take(BACK, back, person("cleo"), rationale="There is a better source.")

    for claim in (opened, back):
        with pytest.raises(NotAllowedError):
            sealing.read_seal(claim, person("dana"))


def test_readers_are_told_whether_the_second_verdict_was_blind() -> None:
    claim = sealed_claim()
    take(SECOND, claim, person("cleo"))
    take(PUBLISH, claim, person("cleo"))

    told = publication_of(claim).record["decisions"]
    assert [made.get("blind") for made in told] == [None, True, None]


# -- the team's rules ------------------------------------------------------------------


@pytest.mark.parametrize("rules", ALLOWED_WITH_ONE)
def test_where_one_verdict_is_enough_the_rules_say_who_publishes(
    rules: tuple[bool, Publisher],
) -> None:
    alone, publishers = rules
    set_team(
        verdicts=VerdictRule.ONE, publishes_alone=alone, publishers=publishers
    )  # fmt: skip
    claim = sealed_claim()

    assert claim.stage == Stage.SECOND_REVIEW
    for who, may in ALLOWED_WITH_ONE[rules].items():
        assert available_actions(claim, person(who)) == may, who


def test_a_lone_reader_comes_from_a_draft_to_a_published_verdict() -> None:
    set_team(verdicts=VerdictRule.ONE, publishes_alone=True)
    ada = person("ada")
    claim = make_claim(stage=Stage.READY)

    take(GIVE, claim, ada)
    take(PUBLISH, claim, ada)

    told = publication_of(claim).record["decisions"]
    assert reviewers_in_force(told) == {ada.name}


def test_one_verdict_is_not_published_once_two_are_needed() -> None:
    set_team(verdicts=VerdictRule.ONE)
    claim = sealed_claim()
    set_team(verdicts=VerdictRule.TWO_BLIND)

    assert available_actions(claim, person("cleo")) == [BACK]
    with pytest.raises(NotAllowedError):
        perform_step(PUBLISH, claim, person("cleo"))


def test_a_sealed_verdict_stays_sealed_when_the_team_turns_to_open_ones() -> None:
    claim = sealed_claim()

    set_team(verdicts=VerdictRule.TWO_OPEN)

    assert available_actions(claim, person("cleo")) == [SECOND, BACK]
    take(SECOND, claim, person("cleo"))
    assert claim.decisions.get(action=SECOND).blind is True


def test_editors_alone_change_the_rules_and_none_overwrites_another() -> None:
    version = TeamSettings.current().version
    with pytest.raises(NotAllowedError):
        change_rules(person("cleo"), {"verdicts": VerdictRule.ONE}, version)

    change_rules(person("dana"), {"verdicts": VerdictRule.ONE}, version)

    assert TeamSettings.current().verdicts == VerdictRule.ONE
    with pytest.raises(StaleVersionError):
        change_rules(person("dana"), {"verdicts": VerdictRule.TWO_OPEN}, version)
    assert "one, was two, the second blind" in str(team_queries.rule_changes())


def test_the_first_change_of_all_meets_no_conflict() -> None:
    """A new site has no row yet: what the form shows is what is then stored."""
    TeamSettings.objects.all().delete()
    version = TeamSettings.current().version

    change_rules(person("dana"), {"verdicts": VerdictRule.ONE}, version)

    assert TeamSettings.current().verdicts == VerdictRule.ONE
    with pytest.raises(StaleVersionError):
        change_rules(person("dana"), {"verdicts": VerdictRule.TWO_OPEN}, version)


# -- the database holds it -------------------------------------------------------------


@pytest.mark.parametrize("table", [SealedVerdict, SealedGround, SealSight])
def test_what_was_sealed_is_neither_changed_nor_removed(table: Any) -> None:
    claim = sealed_claim()
    sealing.read_seal(claim, person("dana"))
    field = {SealedVerdict: "rationale", SealedGround: "chosen"}.get(table, "at")
    value: Any = {"rationale": "Else.", "chosen": False}.get(
        field, datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    )

    changes: list[Callable[[], Any]] = [
        lambda: table.objects.update(**{field: value}),
        lambda: table.objects.all()._raw_delete("default"),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_second_verdict_that_lacks_something_opens_nothing() -> None:
    claim = sealed_claim()

    with pytest.raises(IncompleteError):
        perform_step(SECOND, claim, person("cleo"), verdict="supported", rationale="x")

    assert not claim.decisions.filter(action=GIVE).exists()
    assert claim.sealed_verdicts.unopened().count() == 1


def test_sealed_verdicts_count_for_no_statement_of_what_is_decided() -> None:
    sealed_claim()

    assert not Claim.objects.exclude(verdict="").exists()
    assert not Decision.objects.exclude(round="").exists()
    assert not Publication.objects.exists()
