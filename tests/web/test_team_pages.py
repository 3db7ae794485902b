"""The pages on how the team works: its rules, and where somebody was overruled."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Claim, TeamSettings, User
from articles.models.choices import Action, Stage, VerdictRule
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_user,
    sent,
    set_team,
    take,
)

pytestmark = pytest.mark.django_db
TEAM = reverse("desk_team")
RULES = {"verdicts": "one", "publishers": "editors", "publishes_alone": "on"}


@pytest.fixture(autouse=True)
def blind() -> None:
    set_team(verdicts=VerdictRule.TWO_BLIND)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def step(claim: Claim, action: Action) -> str:
    return reverse("desk_step", args=[claim.key, action])


def test_reviewers_read_the_rules_and_cannot_send_others() -> None:
    cleo = browser(make_user("cleo"))

    assert "Two, the second blind" in text_of(cleo, TEAM)
    assert "Save the rules" not in text_of(cleo, TEAM)
    assert cleo.post(TEAM, sent(**RULES)).status_code == 403
    assert TeamSettings.current().verdicts == VerdictRule.TWO_BLIND


def test_an_editor_changes_the_rules_and_the_history_says_so() -> None:
    dana = browser(make_user("dana", "Editors"))

    answer = dana.post(
        TEAM, sent(**{**RULES, "version": TeamSettings.current().version})
    )

    assert answer.status_code == 302
    team = TeamSettings.current()
    assert (team.verdicts, team.publishers, team.publishes_alone) == (
        "one", "editors", True,
    )  # fmt: skip
    told = text_of(dana, TEAM)
    assert "verdicts that a publication needs: one, was two, the second blind" in told
    assert "Dana" in told


def test_two_editors_do_not_overwrite_each_other() -> None:
    dana = browser(make_user("dana", "Editors"))
    version = TeamSettings.current().version
    set_team(verdicts=VerdictRule.TWO_OPEN, version=version + 1)

    answer = dana.post(TEAM, sent(**{**RULES, "version": version}))

    assert answer.status_code == 409
    assert "Somebody saved this while you were writing" in answer.content.decode()
    assert TeamSettings.current().verdicts == VerdictRule.TWO_OPEN


@pytest.mark.parametrize("field", ["verdicts", "publishers"])
def test_a_rule_that_there_is_not_is_refused(field: str) -> None:
    dana = browser(make_user("dana", "Editors"))

    answer = dana.post(TEAM, sent(**{**RULES, field: "three"}))

    assert answer.status_code == 422
    assert "Select a valid choice" in answer.content.decode()


def test_a_first_verdict_says_what_becomes_of_it() -> None:
    claim = make_claim(stage=Stage.READY)
    cleo = browser(make_user("cleo"))
    page = reverse("desk_claim", args=[claim.key])

    told = {}
    for rule in VerdictRule:
        set_team(verdicts=rule)
        told[rule] = text_of(cleo, page)

    assert "It stays sealed until another reviewer" in told[VerdictRule.TWO_BLIND]
    assert "Another reviewer looks at it before readers" in told[VerdictRule.TWO_OPEN]
    assert "It can be published then." in told[VerdictRule.ONE]


def test_who_was_overruled_reads_both_reasons_and_nobody_elses_list() -> None:
    claim = bring_to(make_claim("The gates stood open."), Stage.ADJUDICATION)
    dana = make_user("dana", "Editors")
    take(
        Action.ADJUDICATE, claim, dana, verdict="refuted", rationale="The log is clear."
    )
    page = reverse("desk_overruled")

    ben = text_of(browser(make_user("ben")), page)
    assert "The gates stood open." in ben
    assert "The log is clear." in ben
    assert "The gauge shows it." in ben
    assert "No verdict of yours was settled otherwise" in text_of(browser(dana), page)


def test_the_page_that_publishes_shows_what_the_verdict_rests_on() -> None:
    claim = make_claim(stage=Stage.READY)
    claim.appearances.get().citations.create(description="A report", position=1)
    piece = make_evidence(claim, primary=False)
    claim.evidence.exclude(pk=piece.pk).delete()
    for who, action in (
        ("ben", Action.GIVE_VERDICT),
        ("cleo", Action.GIVE_SECOND_VERDICT),
    ):
        take(action, claim, make_user(who), verdict="supported", evidence=[piece])
    claim.refresh_from_db()

    words = text_of(browser(make_user("cleo")), step(claim, Action.PUBLISH))

    assert "How independent the evidence is" in words
    assert "One citation of this claim has not been compared" in words


def test_the_page_of_a_second_verdict_shows_the_same_and_not_the_first() -> None:
    claim = make_claim(stage=Stage.READY)
    claim.appearances.get().citations.create(description="A report", position=1)
    take(Action.GIVE_VERDICT, claim, make_user("ben"), rationale="The secret reason.")

    cleo = browser(make_user("cleo"))
    words = text_of(cleo, step(claim, Action.GIVE_SECOND_VERDICT))

    assert "How independent the evidence is" in words
    assert "One citation of this claim has not been compared" in words
    assert "The secret reason." not in words


def test_two_verdicts_stand_side_by_side_before_the_one_who_settles_them() -> None:
    claim = bring_to(make_claim("The gates stood open."), Stage.ADJUDICATION)
    dana = browser(make_user("dana", "Editors"))

    for path in (
        step(claim, Action.ADJUDICATE),
        reverse("desk_claim", args=[claim.key]),
    ):
        words = text_of(dana, path)
        assert "First verdict" in words
        assert "Second verdict" in words
        assert "Ben" in words
        assert "Cleo" in words
        assert "given blind" in words


def test_readers_are_told_of_blind_verdicts_and_of_a_single_one() -> None:
    two = bring_to(make_claim("The gates stood open."), Stage.PUBLISHED)
    set_team(verdicts=VerdictRule.ONE, publishes_alone=True)
    one = make_claim("The wells ran dry.", stage=Stage.READY)
    for action in (Action.GIVE_VERDICT, Action.PUBLISH):
        take(action, one, make_user("ben"))

    told = {claim: text_of(Client(), claim.get_absolute_url()) for claim in (one, two)}

    assert "who had not seen the first verdict" in told[two]
    assert "One reviewer gave this verdict." not in told[two]
    assert "One reviewer gave this verdict." in told[one]


def test_the_queue_says_whose_turn_it_is() -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, make_user("ben"))
    queue = f"{reverse('desk')}?stage=first_verdict"

    assert "Waits for another reviewer" in text_of(browser(make_user("ben")), queue)
    assert "Give the second verdict" in text_of(browser(make_user("cleo")), queue)
