"""Does a change ask for decisions that rest on it without leaning on what changes?"""

from typing import Any

import pytest

from articles import recording, relating
from articles.anchoring import Place
from articles.entries import AppearanceEntry, CitationEntry, ClaimEntry, StepEntry
from articles.importing.relations import plan
from articles.models import Article, Claim, LookAgain, SourceRelation, Work
from articles.models.choices import Stage
from articles.relating import RelationEntry
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
QUOTE = "The gates were opened before midnight"


def looks() -> list[str]:
    return list(LookAgain.objects.order_by("pk").values_list("what", flat=True))


def new_looks(claim: Claim) -> list[str]:
    """What is asked of this claim since the last time, and of no other."""
    told = looks()
    assert {row.claim for row in LookAgain.objects.all()} <= {claim}
    LookAgain.objects.all().delete()
    return told


def connected() -> Claim:
    """A decision on a page of an agency of the state of which the speaker is part."""
    page = make_work("A page", outlet=make_source("The Agency"))
    claim = make_claim()
    relate("Ministry of Rivers", "part_of", "The State")
    relate("The Agency", "state_agency_of", "The State")
    make_evidence(claim, work=page)
    return bring_to(claim, Stage.PUBLISHED)


def relate(one: str, kind: str, other: str) -> SourceRelation:
    return relating.add_relation(
        RelationEntry(
            make_source(one), kind, make_source(other), reference="https://a.example/"
        )
    )


# -- hubs ------------------------------------------------------------------------------


def test_who_becomes_a_hub_or_no_longer_is_one_parts_and_joins_others(
    settings: Any,
) -> None:
    """The relation is of somebody else; the path over the hub is of these."""
    settings.INDEPENDENCE_HUB = 3
    connected()
    relate("Somebody", "part_of", "The State")
    assert looks() == []  # not one too many yet

    relation = relate("The State", "owns", "Something")
    (became,) = looks()
    relating.remove_relation(relation, 1)

    assert became.startswith("Recorded that The State owns Something: ")
    assert "“A page” is now not joined" in became
    assert "“A page” is now connected" in looks()[1]


def test_a_table_that_makes_a_hub_asks_as_well(settings: Any) -> None:
    settings.INDEPENDENCE_HUB = 3
    connected()
    heading = "source,kind,target,reference"
    lines = [f"Part {n},part_of,The State,https://a.example/" for n in range(2)]

    plan("\n".join([heading, *lines]), create=True).write(listed=False)

    (what,) = looks()
    assert "“A page” is now not joined" in what


# -- what another claim's appearance cites ------------------------------------------------


def leading_on() -> tuple[Claim, Article]:
    """A decision on an article that cites nothing yet."""
    claim = make_claim()
    other = make_article("Another paper", f"Another paper\n\n{QUOTE}, one reads.")
    make_evidence(claim, work=other.work)
    return bring_to(claim, Stage.PUBLISHED), other


def quoting(*cited: Work) -> AppearanceEntry:
    return AppearanceEntry(
        [Place(15, 15 + len(QUOTE))],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(work) for work in cited],
    )


def test_what_another_claim_cites_closes_and_opens_a_circle_of_this_one() -> None:
    claim, other = leading_on()
    first = claim.appearances.get().text_version.article.work
    ada, entry = make_user("ada"), ClaimEntry("Something else.", "event")
    second = make_claim("A second one.", article=other, quote=QUOTE)
    closed = ["“Another paper” cites otherwise now: circles: 1, were 0."]
    opened = ["“Another paper” cites otherwise now: circles: 0, were 1."]

    made = recording.record_claim(ada, other.text, entry, quoting(first))
    assert new_looks(claim) == closed
    recording.change_appearance(ada, made, quoting(), made.claim.version)
    assert new_looks(claim) == opened
    made = recording.record_appearance(ada, other.text, second, quoting(first))
    assert new_looks(claim) == closed
    recording.remove_appearance(made, None)
    assert new_looks(claim) == opened


def test_what_cites_nothing_of_it_asks_nobody() -> None:
    _, other = leading_on()
    entry = ClaimEntry("Something else.", "event")

    recording.record_claim(
        make_user(), other.text, entry, quoting(make_work("A third work"))
    )

    assert looks() == []
