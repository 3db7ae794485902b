"""Relations told, changed, ended and imported at the desk; and what they ripple to."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from articles import concurrency
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.dates import PartialDate
from articles.editing import appearances, source_relations
from articles.editing.evidence import add_evidence
from articles.editing.inputs import AppearanceEntry, EvidenceEntry, StepEntry
from articles.editing.source_relations import SourceRelationEntry
from articles.forms.source_relations import source_relation_choices
from articles.models import (
    Argument,
    Claim,
    Evidence,
    LookAgain,
    Source,
    SourceRelation,
    User,
    Work,
)
from articles.models.choices import Action, Stage, Stance
from articles.queries.history import relation_changes, removed_relations
from articles.workflow import recheck
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    sent,
    take,
)

pytestmark = pytest.mark.django_db
REFERENCE = "https://register.example/agency"


def told(**values: Any) -> dict[str, Any]:
    return sent(
        **{"kind": "part_of", "source": "The State", "reference": REFERENCE,
           "listed": "on", **values}
    )  # fmt: skip


def published() -> tuple[Claim, Evidence]:
    """A claim of the ministry, supported by a page of the agency, for all to see."""
    claim = make_claim()
    page = make_work("A page", outlet=make_source("The Agency", listed=True))
    make_source("The State", listed=True)
    evidence = make_evidence(claim, work=page)
    return bring_to(claim, Stage.PUBLISHED), evidence


def relate(one: str, kind: str, other: str, **values: Any) -> SourceRelation:
    return source_relations.add_source_relation(
        make_user(),
        SourceRelationEntry(
            make_source(one), kind, make_source(other), reference=REFERENCE, **values
        ),
    )


def looks() -> list[str]:
    rows = LookAgain.objects.filter(settled_at=None).order_by("pk")
    return list(rows.values_list("what", flat=True))


# -- the desk -------------------------------------------------------------------------


def test_a_relation_is_told_from_either_side_with_its_period(desk: Client) -> None:
    here = make_source("The Agency")
    make_source("The State")
    values = told(kind="from_owns", since="1961", until="1991-12")

    response = desk.post(f"/desk/sources/{here.key}/relations/", values)

    made = SourceRelation.objects.get()
    assert response.status_code == 302
    assert (made.source.name, made.kind, made.target.name) == (
        "The State", "owns", "The Agency",
    )  # fmt: skip
    assert (made.since, made.until) == (
        datetime.date(1961, 1, 1), datetime.date(1991, 12, 31),
    )  # fmt: skip
    assert Source.objects.filter(listed=True).count() == 2


def test_no_two_kinds_read_alike() -> None:
    """Which of the two leans on the other, nobody could say by such words."""
    words = [words for _, words in source_relation_choices()]

    assert len(set(words)) == len(words)


WRONG = [
    # what is sent                          the field
    ({"reference": ""},                     "reference"),
    ({"source": "Nobody knows them"},       "source"),
    ({"source": "The Agency"},              "source"),
    ({"since": "yesterday"},                "since"),
    ({"since": "2020", "until": "2019"},    "until"),
    ({"kind": "likes"},                     "kind"),
    ({"kind": ""},                          "kind"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_what_is_wrong_is_said_beside_its_field(
    values: dict[str, str], field: str, desk: Client
) -> None:
    here = make_source("The Agency")
    make_source("The State")

    response = desk.post(f"/desk/sources/{here.key}/relations/", told(**values))

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not SourceRelation.objects.exists()


def test_a_new_source_is_recorded_with_its_relation_or_not_at_all(desk: Client) -> None:
    here = make_source("The Agency")
    address = f"/desk/sources/{here.key}/relations/"
    fresh = told(source="A New Owner", kind="from_owns", create="on", new_kind="person")

    assert desk.post(address, fresh).status_code == 302
    assert Source.objects.get(name="A New Owner").kind == "person"
    again = {**fresh, "idempotency_key": uuid.uuid4()}
    del again["create"]
    assert desk.post(address, again).status_code == 422
    assert Source.objects.filter(name="A New Owner").count() == 1


def test_sending_a_relation_twice_records_it_once(desk: Client) -> None:
    here = make_source("The Agency")
    make_source("The State")
    values, address = told(), f"/desk/sources/{here.key}/relations/"

    first, second = desk.post(address, values), desk.post(address, values)

    assert first.url == second.url  # type: ignore[attr-defined]
    assert SourceRelation.objects.count() == 1


def test_a_relation_is_ended_and_its_history_tells_who_did(desk: Client) -> None:
    relation = relate("The Agency", "state_agency_of", "The State")
    address = f"/desk/relations/{relation.pk}/"
    values = sent(
        kind="state_agency_of", since="", until="2020", reference=REFERENCE, version=1
    )

    assert desk.post(address, values).status_code == 302

    relation.refresh_from_db()
    assert relation.until == datetime.date(2020, 12, 31)
    assert relation.until_precision == "year"
    page = desk.get(address).content.decode()
    assert "until: 2020, was empty" in page
    assert "Ada" in page


def test_who_saves_over_another_sees_both(desk: Client) -> None:
    relation = relate("The Agency", "state_agency_of", "The State")
    address = f"/desk/relations/{relation.pk}/"
    values = {"kind": "owns", "reference": REFERENCE, "version": 1}
    desk.post(address, sent(**values, note="mine"))

    response = desk.post(address, sent(**values, note="yours"))

    assert response.status_code == 409
    assert "mine" in response.content.decode()
    assert "yours" in response.content.decode()
    relation.refresh_from_db()
    assert relation.note == "mine"


def test_a_relation_is_removed_and_stays_in_the_history(desk: Client) -> None:
    relation = relate("The Agency", "state_agency_of", "The State")
    address = f"/desk/relations/{relation.pk}/remove/"

    assert desk.post(address, {"version": 7}).status_code == 302
    assert desk.post(address).status_code == 302
    assert SourceRelation.objects.count() == 1
    assert desk.post(address, {"version": 1}).status_code == 302

    assert not SourceRelation.objects.exists()
    (was,) = removed_relations(relation.target)
    assert was["by"] == "Ada"
    assert was["what"] == "The Agency is the state agency of The State"
    for end in (relation.source, relation.target):
        page = desk.get(f"/desk/sources/{end.key}/").content.decode()
        assert "1 removed</summary>" in page
        assert was["what"] in page


def test_a_relation_that_was_told_the_wrong_way_round_says_so_in_its_history() -> None:
    relation = relate("The Agency", "owns", "The State")
    turned = SourceRelationEntry(
        relation.target, "owns", relation.source,
        since=PartialDate.parse("1961-01"), reference=REFERENCE,
    )  # fmt: skip

    source_relations.change_source_relation(make_user(), relation, turned, 1)

    assert [change["what"] for change in relation_changes(relation)] == [
        "Changed: the other way round; since: 1961-01, was empty", "Recorded",
    ]  # fmt: skip
    relation.refresh_from_db()
    source_relations.remove_source_relation(relation, 2)
    (was,) = removed_relations(make_source("The Agency"))
    assert was["what"] == "The State owns The Agency, since January 1961"


# -- the ripple -----------------------------------------------------------------------


def test_a_relation_that_connects_the_evidence_asks_to_look_again() -> None:
    claim, _ = published()
    relate("Ministry of Rivers", "part_of", "The State")
    assert looks() == []

    relate("The Agency", "state_agency_of", "The State")

    (what,) = looks()
    assert what.startswith(
        "Recorded that The Agency is the state agency of The State: "
    )
    assert "“A page” is now connected" in what
    claim.refresh_from_db()
    assert (claim.stage, claim.verdict) == ("published", "supported")


def test_ending_changing_and_removing_it_ask_again() -> None:
    published()
    relate("Ministry of Rivers", "part_of", "The State")
    relation = relate("The Agency", "state_agency_of", "The State")
    entry = SourceRelationEntry(
        relation.source, "state_agency_of", relation.target,
        until=PartialDate.parse("1990"), reference=REFERENCE,
    )  # fmt: skip

    source_relations.change_source_relation(make_user(), relation, entry, 1)
    source_relations.remove_source_relation(relation, 2)

    assert len(looks()) == 2  # ended before the day of the statement: nothing to remove
    assert "was connected" in looks()[1]


def test_a_relation_of_others_bears_on_nothing() -> None:
    published()

    relate("Somebody", "owns", "Something")
    relate("The State", "part_of", "A Union")

    assert looks() == []


def test_more_claims_than_are_judged_are_listed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recheck, "MAX_CLAIMS_JUDGED", 0)
    published()

    relate("The Agency", "state_agency_of", "The State")

    assert looks() == [
        "Recorded that The Agency is the state agency of The State: it may bear on this."
    ]


def test_a_retracted_work_asks_for_those_that_rest_on_it_or_on_its_copies(
    desk: Client,
) -> None:
    _, evidence = published()
    original = make_work("The original")
    original.reverse_relations.create(source=evidence.work, kind="republishes")
    values = sent(status="retracted", status_note="Its data were made up.", version=1)

    assert desk.post(f"/desk/works/{original.key}/status/", values).status_code == 302
    assert (
        desk.post(
            f"/desk/works/{original.key}/status/",
            {**values, "idempotency_key": uuid.uuid4()},
        ).status_code
        == 409
    )

    assert looks() == [
        "“The original” is now recorded as retracted. Its data were made up."
    ]


def test_a_status_needs_a_place_or_a_note(desk: Client) -> None:
    work = make_work()
    response = desk.post(
        f"/desk/works/{work.key}/status/", sent(status="corrected", version=1)
    )

    assert response.status_code == 422
    assert Work.objects.get().status == ""


def test_an_appearance_added_to_a_published_claim_asks_to_look_again(ada: User) -> None:
    claim, _ = published()
    article = make_article("Once more", "Once more\n\nThe gates were opened again.")
    entry = AppearanceEntry([TextSpan(11, 20)], [StepEntry(make_source("Somebody"))])

    made = appearances.record_appearance(ada, article.text, claim, entry)
    appearances.remove_appearance(made, None)

    assert looks() == [
        "It was found once more, in “Once more”",
        "It no longer counts as standing in “Once more”",
    ]


def test_evidence_added_after_a_claim_was_reopened_asks_until_it_is_published_again(
    ada: User, ben: User, cleo: User
) -> None:
    claim, _ = published()
    take(Action.REOPEN, claim, ada)
    entry = EvidenceEntry(make_work("Another"), Stance.SUPPORTS, note="It says so.")
    add_evidence(ada, claim, entry, None)
    assert looks() == ["Evidence was added: “Another”"]

    take(Action.GIVE_VERDICT, claim, ben)
    take(Action.CONFIRM, claim, cleo)
    take(Action.PUBLISH, claim, cleo)

    assert looks() == []
    assert LookAgain.objects.get().settled_by == cleo


def test_a_draft_that_nobody_decided_asks_nobody(ada: User) -> None:
    claim = make_claim()
    entry = EvidenceEntry(make_work("Another"), Stance.SUPPORTS, note="It says so.")
    add_evidence(ada, claim, entry, None)

    assert looks() == []


def test_a_reviewer_says_that_it_stands_and_the_first_one_counts(
    desk: Client, ada: User, ben: User
) -> None:
    claim, _ = published()
    recheck.request_recheck([claim.pk], "Something changed")
    row = LookAgain.objects.get()
    assert claim.statement in desk.get("/desk/look-again/").content.decode()
    assert (
        "Something changed" in desk.get(f"/desk/claims/{claim.key}/").content.decode()
    )

    assert desk.post(f"/desk/look-again/{row.pk}/").status_code == 302
    recheck.settle_requests([row.pk], ben)

    row.refresh_from_db()
    assert row.settled_by == ada
    assert "Nothing has changed" in desk.get("/desk/look-again/").content.decode()


# -- arguing --------------------------------------------------------------------------


def connected() -> tuple[Claim, Evidence]:
    claim = make_claim()
    page = make_work("A page", outlet=make_source("The Agency"))
    relate("Ministry of Rivers", "part_of", "The State")
    relate("The Agency", "state_agency_of", "The State")
    evidence = make_evidence(claim, work=page)
    return bring_to(claim, Stage.READY), evidence


def test_a_reviewer_argues_for_the_evidence_in_her_name(
    desk: Client, ben: User, cleo: User, reader: Client
) -> None:
    claim, evidence = connected()
    address = f"/desk/evidence/{evidence.key}/argue/"
    assert "state agency of The State" in desk.get(address).content.decode()
    with pytest.raises(concurrency.IncompleteError):
        take(Action.GIVE_VERDICT, claim, ben, evidence=[evidence])

    claim.refresh_from_db()
    values = sent(text="Its editors are free by law.", version=claim.version)
    assert desk.post(address, values).status_code == 302
    for action, who in (
        (Action.GIVE_VERDICT, ben),
        (Action.CONFIRM, cleo),
        (Action.PUBLISH, cleo),
    ):
        take(action, claim, who)

    page = reader.get(f"/claims/{claim.key}/").content.decode()
    assert "Its editors are free by law." in page
    assert "Argued to be independent by <bdi>Ada</bdi>" in page
    shown = reader.get(f"/claims/{claim.key}.json").json()["independence"]
    assert shown["gate"]["ground"] in {"argued", "unconnected"}


def test_what_was_argued_is_taken_back_and_old_versions_are_refused(
    desk: Client,
) -> None:
    claim, evidence = connected()
    address = f"/desk/evidence/{evidence.key}/argue/"
    version = Claim.objects.get().version
    desk.post(address, sent(text="Free by law.", version=version))

    assert desk.post(address, sent(text="", version=version)).status_code == 409
    assert desk.post(address, sent(text="", version=version + 1)).status_code == 302
    assert not Argument.objects.exists()
    assert claim.pk


# -- the source's page ----------------------------------------------------------------


def test_the_neighbourhood_is_one_hop_and_more_on_demand(reader: Client) -> None:
    for one, kind, other in (
        ("The Agency", "state_agency_of", "The State"),
        ("Ministry of Rivers", "part_of", "The State"),
        ("The State", "part_of", "A Union"),
        ("A Hidden Fund", "funds", "The Agency"),
    ):
        relate(one, kind, other)
    Source.objects.exclude(name="A Hidden Fund").update(listed=True)
    address = f"/sources/{Source.objects.get(name='The Agency').key}/"

    near = reader.get(address).content.decode()
    far = reader.get(address + "?around=2").content.decode()

    assert "The State</text>" in near
    assert "A Union" not in near
    assert "A Union</text>" in far
    assert "A Hidden Fund" not in far
    assert reader.get(address + "?around=9").status_code == 200
