"""Do the counts that are kept say what a count over everything published would?"""

import random
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from articles.models import Claim, Publication, Source, Tally, User
from articles.models.choices import Action, Stage
from articles.queries import facets
from articles.workflow import published_index
from tests.factories import make_claim, make_source, make_user, take

Key = tuple[str, str, str]


def kept() -> dict[Key, int]:
    """The sums by source, role and verdict, without those that are nothing."""
    sums = Tally.objects.values_list("source__name", "role", "verdict")
    return {
        (name or "", role, verdict): count
        for name, role, verdict, count in sums.annotate(Sum("count"))
        if count
    }


def counted() -> dict[Key, int]:
    """The same, counted one by one over what stands published."""
    found: Counter[Key] = Counter()
    for publication in Publication.objects.current():
        verdict = publication.verdict
        found["", "", verdict] += 1
        heard = publication.voices.exclude(role="").values_list("source__name", "role")
        found.update((name, role, verdict) for name, role in heard)
        found.update((name, "", verdict) for name in {name for name, _ in heard})
    return dict(found)


def decided(claim: Claim, people: tuple[User, ...], verdict: str) -> None:
    first, second, _ = people
    take(Action.GIVE_VERDICT, claim, first, verdict=verdict)
    take(Action.CONFIRM, claim, second)
    take(Action.PUBLISH, claim, second)


@pytest.fixture
def people(db: None) -> tuple[User, User, User]:
    return make_user("ben"), make_user("cleo"), make_user("dana", "Editors")


def some_history(people: tuple[User, ...], seed: int) -> None:
    """Claims that are published, decided, decided anew and withdrawn, by chance."""
    dice = random.Random(seed)  # noqa: S311 - chance that can be repeated
    for number in range(12):
        chain = dice.sample(["Ministry", "Command", "Driver"], dice.randint(0, 3))
        claim = make_claim(
            f"Gate {number} was opened.", Stage.READY,
            chain=("Tessa Aldering", *chain),
        )  # fmt: skip
        decided(claim, people, dice.choice(["supported", "refuted"]))
        if dice.random() < 0.5:
            take(Action.REOPEN, claim, people[0])
            decided(claim, people, "conflicting")
        if dice.random() < 0.3:
            take(Action.WITHDRAW, claim, people[2])


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_sums_are_what_stands_published(
    people: tuple[User, ...], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        published_index, "SUM_UP_INTERVAL", 5
    )  # so that some are summed up on the way
    some_history(people, seed)

    assert kept() == counted()
    assert any(count > 1 for count in counted().values())


def test_summing_up_changes_no_sum_and_leaves_a_row_for_each(
    people: tuple[User, ...],
) -> None:
    some_history(people, seed=4)
    before = kept()

    published_index.sum_up_counts(Source.objects.values_list("pk", flat=True))

    assert kept() == before
    assert Tally.objects.count() == len(before)


def test_counting_anew_finds_what_was_kept(people: tuple[User, ...]) -> None:
    some_history(people, seed=5)
    before = kept()
    Tally.objects.create(source=make_source("Nobody"), verdict="refuted", count=9)

    call_command("recount", stdout=StringIO())

    assert kept() == before


def test_a_source_that_speaks_twice_in_a_claim_counts_once_in_whatever_role(
    people: tuple[User, ...],
) -> None:
    claim = make_claim("It rained.", Stage.READY, chain=("Tessa Aldering",))
    decided(claim, people, "supported")
    key = Source.objects.get(name="Tessa Aldering").key

    assert facets.stored_verdict_counts(key, "author") == {"supported": 1}
    assert facets.stored_verdict_counts(key, "claimant") == {"supported": 1}
    assert facets.stored_verdict_counts(key) == {"supported": 1}
    assert facets.stored_verdict_counts() == {"supported": 1}
