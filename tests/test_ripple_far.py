"""Does a change ask for decisions that rest on it without leaning on what changes?"""

from typing import Any

import pytest

from articles import relating
from articles.importing.relations import plan
from articles.models import Claim, LookAgain, SourceRelation
from articles.models.choices import Stage
from articles.relating import RelationEntry
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)

pytestmark = pytest.mark.django_db


def looks() -> list[str]:
    return list(LookAgain.objects.order_by("pk").values_list("what", flat=True))


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
