"""Do readers learn only of relations for which there is a reference, or a stated ground?"""

from typing import Any

import pytest
from django.test import Client

from articles.claim_data import claim_record, with_record_rows
from articles.editing.source_relations import SourceRelationEntry, add_source_relation
from articles.importing.annotation_sources import add_missing_relations
from articles.importing.relation_table import plan_import
from articles.models import Claim, SourceRelation, Work, WorkRelation
from articles.models.choices import Stage
from articles.queries.independence import judge_independence
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    sent,
)

pytestmark = pytest.mark.django_db
GROUND = "Common knowledge."
MARK = "Readers do not see this relation."


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user("ada"))
    return client


def claim_beside_the_agency() -> Claim:
    """The agency speaks for the state of which the claimant is part, unless it does not."""
    claim = make_claim()
    make_source("The State", listed=True)
    agency = make_source("The Agency", listed=True)
    make_evidence(claim, work=make_work("A page", outlet=agency))
    relate(
        "Ministry of Rivers", "part_of", "The State", reference="https://law.example/"
    )
    return bring_to(claim, Stage.PUBLISHED)


def relate(one: str, kind: str, other: str, **fields: Any) -> SourceRelation:
    return SourceRelation.objects.create(
        source=make_source(one), kind=kind, target=make_source(other), **fields
    )


def answer(claim: Claim) -> Any:
    data = Client().get(f"/claims/{claim.key}.json").json()["independence"]
    (told,) = data["evidence"].values()
    return told


def test_readers_are_not_told_of_a_relation_without_reference_or_ground(
    desk: Client,
) -> None:
    claim = claim_beside_the_agency()
    relation = relate("The Agency", "part_of", "The State", note="So they say.")
    source = f"/sources/{relation.source.key}"

    assert answer(claim)["answer"] == "none"
    assert Client().get(f"{source}.json").json()["relations"] == []
    assert "The State" not in Client().get(f"{source}/").text
    # Reviewers see it, and what there is to do.
    assert MARK in desk.get(f"/desk/sources/{relation.source.key}/").text
    page = desk.get(f"/desk/claims/{claim.key}/").text
    assert "Readers do not see this" in page
    assert "Readers are not told of this" in page
    (live,) = with_record_rows(Claim.objects.all())
    (known,) = (
        judge_independence(claim_record(live), public=False).data()["evidence"].values()
    )
    assert known["answer"] == "connected"
    assert [link.get("unseen", False) for link in known["links"]] == [
        False, True, False,
    ]  # fmt: skip


def test_a_ground_is_told_with_its_words_and_by_whom(desk: Client) -> None:
    claim = claim_beside_the_agency()
    relation = relate("The Agency", "part_of", "The State")
    values = sent(kind="part_of", ground=f"  {GROUND} ", version=1)

    response = desk.post(f"/desk/relations/{relation.pk}/", values)

    assert response.status_code == 302
    told = {"text": GROUND, "by": "Ada"}
    assert answer(claim)["answer"] == "connected"
    assert [link["ground"] for link in answer(claim)["links"]] == [None, told, None]
    page = Client().get(f"/claims/{claim.key}/").text
    words = "stated by <bdi>Ada</bdi>: “<bdi>Common knowledge.</bdi>”"
    assert f'Without a reference,</span> <span class="meta">{words}' in page
    source = f"/sources/{relation.source.key}"
    (row,) = Client().get(f"{source}.json").json()["relations"]
    assert (row["ground"], row["reference"]) == (told, "")
    assert words in Client().get(f"{source}/").text
    desk_page = desk.get(f"/desk/sources/{relation.source.key}/").text
    assert words in desk_page
    assert MARK not in desk_page
    history = desk.get(f"/desk/relations/{relation.pk}/").text
    assert f"ground: {GROUND}, was empty" in history


def test_a_ground_is_stated_by_who_wrote_it_and_not_by_who_saved_it_last() -> None:
    relation = SourceRelation()
    relation.state_ground(GROUND, make_user("ada"))
    relation.state_ground(GROUND, make_user("ben"))
    assert relation.grounded_by == make_user("ada")

    relation.state_ground("Everybody knows.", make_user("ben"))
    assert relation.grounded_by == make_user("ben")

    relation.state_ground("", make_user("cleo"))
    assert relation.grounded_by is None


@pytest.mark.parametrize("kind", ["source", "work"])
def test_the_desk_asks_for_a_reference_or_a_ground(kind: str, desk: Client) -> None:
    other: Any
    if kind == "source":
        here, other = make_source("The Agency"), make_source("The State")
        address = f"/desk/sources/{here.key}/relations/"
        values = {"kind": "part_of", "source": other.name, "source_key": other.key}
        table: Any = SourceRelation
    else:
        first, other = make_work("A page"), make_work("The dispatch")
        address = f"/desk/works/{first.key}/relations/"
        values = {"kind": "translates", "work": other.title, "work_key": other.key}
        table = WorkRelation

    refused = desk.post(address, sent(**values, note="A note is neither.", ground=" "))
    assert refused.status_code == 422
    assert "Say where one can read it, or how you know it." in refused.text
    assert not table.objects.exists()

    assert desk.post(address, sent(**values, ground=GROUND)).status_code == 302
    made = table.objects.get()
    assert (made.ground, made.grounded_by) == (GROUND, make_user("ada"))


def test_works_are_related_for_readers_in_the_same_way(desk: Client) -> None:
    claim = make_claim()
    ministry = make_source("Ministry of Rivers")
    dispatch = make_evidence(claim, work=make_work("The dispatch", outlet=ministry))
    copy = make_evidence(claim, work=make_work("A copy"))
    made = WorkRelation.objects.create(
        source=copy.work, kind="republishes", target=dispatch.work
    )
    bring_to(claim, Stage.PUBLISHED)
    page = f"/desk/works/{copy.work.key}/"

    def of_copy() -> Any:
        data = Client().get(f"/claims/{claim.key}.json").json()["independence"]
        return data["evidence"][copy.key], len(data["lineages"]["evidence"])

    told, lineages = of_copy()
    assert (told["answer"], lineages) == ("none", 2)
    assert MARK in desk.get(page).text

    values = sent(kind="republishes", ground="Letter for letter.", version=1)
    desk.post(f"/desk/work-relations/{made.pk}/", values)

    told, lineages = of_copy()
    assert (told["answer"], lineages) == ("connected", 1)
    assert told["links"][0]["ground"] == {"text": "Letter for letter.", "by": "Ada"}
    assert "Letter for letter." in Client().get(f"/claims/{claim.key}/").text
    assert MARK not in desk.get(page).text


def test_a_circle_needs_a_ground_for_each_step_and_tells_it() -> None:
    one, other = make_work("One"), make_work("Other")
    claim = make_claim()
    for work in (one, other):
        make_evidence(claim, work=work)
    bring_to(claim, Stage.PUBLISHED)
    steps = [
        WorkRelation.objects.create(source=a, kind="cites", target=b)
        for a, b in ((one, other), (other, one))
    ]

    def circles() -> Any:
        return Client().get("/circles.json").json()["circles"]

    assert circles() == []
    steps[0].reference = "https://one.example/"
    steps[1].state_ground(GROUND, make_user("ada"))
    for step in steps:
        step.save()
    (circle,) = circles()
    links = sorted(circle["links"], key=lambda link: link["reference"], reverse=True)
    assert links[0]["reference"] == "https://one.example/"
    assert links[1]["ground"] == {"text": GROUND, "by": "Ada"}
    assert "stated by <bdi>Ada</bdi>" in Client().get("/circles/").text


def test_relations_without_a_ground_make_nobody_a_hub(settings: Any) -> None:
    settings.INDEPENDENCE_HUB = 3
    claim = claim_beside_the_agency()
    relate("The Agency", "part_of", "The State", reference="https://law.example/")
    for number in range(5):
        make_source(f"Bureau {number}", listed=True)
        relate(f"Bureau {number}", "part_of", "The State")
    assert answer(claim)["answer"] == "connected"

    SourceRelation.objects.update(reference="https://law.example/")
    assert answer(claim)["answer"] == "remote"


def test_a_table_and_an_annotation_file_bring_grounds() -> None:
    ada = make_user("ada")
    table = f"source,kind,target,ground\nThe Agency,part_of,The State,{GROUND}"
    plan_import(table, create=True).write(ada, listed=True)
    same = plan_import(table)
    made = SourceRelation.objects.get()

    assert (made.ground, made.grounded_by) == (GROUND, ada)
    assert same.counts["same"] == 1
    (line,) = plan_import(f"{table[:-1]}!").lines
    assert line.details == ["Ground: Common knowledge!, was Common knowledge.."]
    (bare,) = plan_import("source,kind,target\nThe Agency,owns,The State").errors
    assert "The reference is missing" in bare.details[0]

    sources = {"a": make_source("A"), "b": make_source("B")}
    works: dict[str, Work] = {"v": make_work("V"), "w": make_work("W")}
    row = {"kind": "owns", "source": "a", "target": "b", "ground": GROUND}
    other = {"kind": "cites", "source": "v", "target": "w", "ground": GROUND}
    data: Any = {"relations": [row], "work_relations": [other]}
    add_missing_relations(ada, data, sources, works)
    add_missing_relations(make_user("ben"), data, sources, works)

    stated = SourceRelation.objects.get(kind="owns"), WorkRelation.objects.get()
    assert {(each.ground, each.grounded_by) for each in stated} == {(GROUND, ada)}


def test_what_is_imported_without_either_waits_for_a_reviewer() -> None:
    add_source_relation(
        make_user(),
        SourceRelationEntry(make_source("A"), "owns", make_source("B")),
        listed=True,
    )

    made = SourceRelation.objects.get()
    assert made not in SourceRelation.objects.public()
    made.state_ground(GROUND, make_user())
    made.save()
    assert made in SourceRelation.objects.public()
