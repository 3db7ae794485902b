"""Do readers see all that was published, and nothing that was not?"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.claim_data import reason_in_force
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances
from articles.editing.inputs import AppearanceEntry, ClaimEntry, StepEntry
from articles.models import Claim, Publication, User, Voice
from articles.models.choices import Action, Role, Stage
from articles.workflow.publication import public_decisions
from tests.factories import (
    TEXT,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    publication_of,
    take,
)

DECISION = {"round": "", "verdict": None, "rationale": ""}

# What was done, one letter a step, and which of the steps readers see.
LETTERS = {
    "s": Action.SUBMIT, "t": Action.RETURN_TO_DRAFT, "r": Action.PUBLISH_RECORD,
    "g": Action.GIVE_VERDICT, "c": Action.CONFIRM, "d": Action.DISAGREE,
    "b": Action.SEND_BACK, "a": Action.ADJUDICATE, "p": Action.PUBLISH,
    "u": Action.UPDATE, "o": Action.REOPEN, "w": Action.WITHDRAW, "x": Action.RESTORE,
}  # fmt: skip
PUBLIC = [
    # done         seen
    ("",           ""),
    ("s",          ""),
    ("sr",         "r"),
    ("sg",         ""),
    ("sgb",        ""),
    ("sgcp",       "gcp"),
    ("sgbgcp",     "gcp"),
    ("sgbgbgcp",   "gcp"),
    ("sgdap",      "gdap"),
    ("stsgcp",     "gcp"),
    ("srgcp",      "rgcp"),
    ("srgbr",      "rr"),
    ("srgb",       "r"),
    ("sgcpu",      "gcpu"),
    ("sgcpogcp",   "gcpogcp"),
    ("sgcpogbr",   "gcpor"),
    ("sgcpo",      "gcpo"),
    ("sgcpog",     "gcpo"),
    ("sgcpwxsr",   "gcpwxr"),
]  # fmt: skip
NEVER_PUBLISHED = [
    # done         seen: not the verdict that was never published
    ("sgwxsr",     "r"),
    ("sgdwxsr",    "r"),
    ("sgcwxsr",    "r"),
    ("srgwxsr",    "rr"),
]  # fmt: skip


def steps(letters: str) -> list[Any]:
    return [{**DECISION, "action": LETTERS[letter]} for letter in letters]


def letters_of(decisions: list[Any]) -> str:
    """The same steps as letters again."""
    named = {action: letter for letter, action in LETTERS.items()}
    return "".join(named[made["action"]] for made in decisions)


@pytest.mark.parametrize(("done", "seen"), PUBLIC)
def test_readers_see_the_steps_that_led_to_what_is_published(
    done: str, seen: str
) -> None:
    assert letters_of(public_decisions(steps(done))) == seen


@pytest.mark.parametrize(("done", "seen"), NEVER_PUBLISHED)
def test_a_verdict_that_ended_in_a_withdrawal_was_never_published(
    done: str, seen: str
) -> None:
    public = letters_of(public_decisions(steps(done)))

    assert public.replace("w", "").replace("x", "") == seen


REASONS = [
    # the steps, each with its own letter as its reason; the reason in force
    ("sgcp",      "g"),
    ("sgdap",     "a"),
    ("sgcpo",     ""),
    ("sgcpog",    "g"),
    ("sgb",       ""),
    ("sgbg",      "g"),
    ("sr",        ""),
    ("sgcpu",     "g"),
    ("sgcpw",     ""),
    ("sgcpwx",    ""),
    ("sgwx",      ""),
]  # fmt: skip


@pytest.mark.parametrize(("done", "reason"), REASONS)
def test_the_reason_is_that_of_the_verdict_in_force(done: str, reason: str) -> None:
    rounds = {"g": "first", "c": "second", "d": "second", "a": "adjudication"}
    decisions: Any = [
        {"action": LETTERS[at], "round": rounds.get(at, ""), "rationale": at}
        for at in done
    ]

    assert reason_in_force(decisions) == reason


def anywhere(publication: Publication) -> str:
    """All that a publication holds, as one text to look for words in."""
    return json.dumps(publication.record, ensure_ascii=False) + publication.words


def test_what_was_sent_back_and_why_stays_at_the_desk(ben: User, cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    take(Action.SEND_BACK, claim, cleo, rationale="UNKIND note to ben")
    take(Action.GIVE_VERDICT, claim, ben, rationale="Second look")
    take(Action.CONFIRM, claim, cleo)
    take(Action.PUBLISH, claim, cleo)

    public = publication_of(claim)

    assert "HASTY" not in anywhere(public)
    assert "UNKIND" not in anywhere(public)
    assert public.record["why"] == "Second look"
    steps = [(made["number"], made["action"]) for made in public.record["decisions"]]
    assert steps == [(1, "give_verdict"), (2, "confirm"), (3, "publish")]


def test_a_verdict_withdrawn_before_it_was_published_stays_at_the_desk(
    ben: User, cleo: User, dana: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    for action in (Action.WITHDRAW, Action.RESTORE, Action.SUBMIT):
        take(action, claim, dana)
    take(Action.PUBLISH_RECORD, claim, cleo)

    public = publication_of(claim)

    assert "HASTY" not in anywhere(public)
    assert not [made for made in public.record["decisions"] if made["verdict"]]


def test_a_record_without_a_verdict_shows_none_of_the_work_on_it(
    ben: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    take(Action.SEND_BACK, claim, cleo)
    take(Action.PUBLISH_RECORD, claim, cleo)

    public = publication_of(claim).record

    assert (public["verdict"], public["why"]) == (None, "")
    assert [made["action"] for made in public["decisions"]] == ["publish_record"]


def test_changes_after_publication_wait_until_they_are_published(
    ada: User, ben: User
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    before = publication_of(claim).record
    take(Action.REOPEN, claim, ben)
    claim.refresh_from_db()

    entry = ClaimEntry("SECRET other wording", "number")
    appearances.change_claim(claim, entry, claim.version)
    make_evidence(claim, note="SECRET evidence")

    assert publication_of(claim).record == before
    assert "SECRET" not in anywhere(publication_of(claim))


# -- the voices ----------------------------------------------------------------------


def heard(claim: Claim) -> set[tuple[str, str]]:
    current = Voice.objects.filter(publication__claim=claim)
    rows = list(current.values_list("source__name", "role"))
    found = {(name, role) for name, role in rows if role}
    # Each stands there once more, for whoever asks for it in any role.
    assert {(name, "") for name, _ in found} == set(rows) - found
    return found


COURIER = {("Perrin Ford Courier", "outlet"), ("Tessa Aldering", "author")}
CHAINS: list[tuple[tuple[str, ...], set[tuple[str, str]]]] = [
    (("Tessa Aldering",),           {("Tessa Aldering", "claimant")}),
    (("Tessa Aldering", "Ministry"),
                                    {("Ministry", "claimant")}),
    (("Tessa Aldering", "Ministry", "Command"),
                                    {("Ministry", "relayer"), ("Command", "claimant")}),
    (("The editor", "Ministry", "Command", "A driver"),
                                    {("The editor", "author"), ("Ministry", "relayer"),
                                     ("Command", "relayer"), ("A driver", "claimant")}),
    (("Tessa Aldering", "Ministry", "Tessa Aldering"),
                                    {("Ministry", "relayer"),
                                     ("Tessa Aldering", "claimant")}),
]  # fmt: skip


@pytest.mark.parametrize(("chain", "voices"), CHAINS)
def test_each_voice_of_a_chain_has_its_role(
    chain: tuple[str, ...], voices: set[tuple[str, str]], cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY, chain=chain)

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) == COURIER | voices


def test_two_who_say_it_together_are_both_claimants(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    claim.appearances.get().chain.create(position=1, source=make_source("The union"))

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) == COURIER | {
        ("Ministry of Rivers", "claimant"),
        ("The union", "claimant"),
    }


def test_cited_works_and_evidence_bring_their_outlets_and_authors(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    agency = make_source("Dam Agency")
    report = make_work("A report", outlet=agency)
    report.authorships.create(author=make_source("Vera Holm", kind="person"))
    claim.appearances.get().citations.create(work=report)
    claim.appearances.get().citations.create(description="a letter", position=1)
    make_evidence(claim, work=make_work("A log", outlet=make_source("Gauge Office")))

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) - COURIER == {
        ("Ministry of Rivers", "claimant"),
        ("Dam Agency", "cited"),
        ("Vera Holm", "cited"),
        ("Gauge Office", "evidence"),
    }
    assert {role for _, role in heard(claim)} <= set(Role.values)


def test_a_source_in_two_articles_stands_once_in_each_role(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    second = make_article("The river fell", TEXT + "\n\nMore.")
    appearances.record_appearance(
        cleo, second.text, claim,
        AppearanceEntry([TextSpan(40, 50)], [StepEntry(make_source("Ministry of Rivers"))]),
    )  # fmt: skip

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert sorted(heard(claim)) == [
        ("Ministry of Rivers", "author"),
        ("Ministry of Rivers", "claimant"),
        ("Perrin Ford Courier", "outlet"),
        ("Tessa Aldering", "author"),
    ]


@contextmanager
def counted_calls(*names: str) -> Iterator[Counter[str]]:
    """How often functions with these names are called meanwhile."""
    counts: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _told: object) -> None:
        if event == "call" and frame.f_code.co_name in names:
            counts[frame.f_code.co_name] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield counts
    finally:
        sys.setprofile(before)


def test_publishing_builds_the_record_once_and_judges_it_once(db: None) -> None:
    builders = ("claim_record", "evidence_record", "judge_each",
                "fetch_each_surroundings")  # fmt: skip
    claim = make_claim(stage=Stage.SECOND_REVIEW)

    with counted_calls(*builders) as counts, CaptureQueriesContext(connection) as few:
        take(Action.PUBLISH, claim, make_user("cleo"))
    with CaptureQueriesContext(connection) as again:
        take(Action.UPDATE, claim, make_user("cleo"))

    assert counts == dict.fromkeys(builders, 1)
    assert len(few) <= 36
    assert len(again) <= 44
    # What was published before is superseded by its number, not read.
    assert not any('"articles_publication"."record"' in each["sql"]
                   for each in again if each["sql"].startswith("SELECT"))  # fmt: skip
