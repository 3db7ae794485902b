"""Relations between works told, changed and removed at the desk; what they ripple to."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.concurrency import StaleVersionError
from articles.editing import work_relations
from articles.editing.work_relations import WorkRelationEntry
from articles.models import (
    Citation,
    Claim,
    Evidence,
    LookAgain,
    Source,
    Work,
    WorkRelation,
)
from articles.models.choices import Stage
from articles.queries.history import relation_changes
from tests.factories import (
    appearance_of,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    sent,
)

pytestmark = pytest.mark.django_db
REFERENCE = "https://copy.example/reprinted-from"


def told(**values: Any) -> dict[str, Any]:
    return sent(
        **{"kind": "republishes", "work": "The dispatch", "reference": REFERENCE,
           "work_kind": "article", **values}
    )  # fmt: skip


def address(work: Work) -> str:
    return f"/desk/works/{work.key}/relations/"


def published() -> tuple[Claim, Evidence]:
    """What the ministry says, supported by a page of somebody whom nobody knows."""
    claim = make_claim()
    evidence = make_evidence(claim, work=make_work("A page"))
    ministry = make_source("Ministry of Rivers", listed=True)
    make_work("The dispatch", outlet=ministry)
    return bring_to(claim, Stage.PUBLISHED), evidence


def relate(one: Work, kind: str, other: Work) -> WorkRelation:
    return work_relations.add_work_relation(
        make_user(), WorkRelationEntry(one, kind, other, REFERENCE)
    )


def looks() -> list[str]:
    rows = LookAgain.objects.filter(settled_at=None).order_by("pk")
    return list(rows.values_list("what", flat=True))


# -- told at the desk ------------------------------------------------------------------

NAMED = [
    # what is typed for the other work       is one of
    "The dispatch",
    "the  DISPATCH",
    "https://ministry.example/dispatch",
    "KEY",
]  # fmt: skip


@pytest.mark.parametrize("words", NAMED)
def test_the_other_work_is_named_by_title_address_or_key(
    words: str, desk: Client
) -> None:
    here = make_work("A page")
    other = make_work("The dispatch", address="https://ministry.example/dispatch")

    response = desk.post(address(here), told(work=words.replace("KEY", other.key)))

    made = WorkRelation.objects.get()
    assert response.headers["Location"] == f"/desk/works/{here.key}/#relation-{made.pk}"
    assert (made.source, made.kind, made.target) == (here, "republishes", other)
    assert (made.reference, made.version) == (REFERENCE, 1)


def test_a_relation_is_told_from_either_side_and_read_from_both(desk: Client) -> None:
    here, other = make_work("A page"), make_work("The dispatch")

    desk.post(address(here), told(kind="from_translates", note="Line by line."))

    made = WorkRelation.objects.get()
    assert (made.source, made.target) == (other, here)
    for work, words in ((here, "is translated by"), (other, "translates")):
        page = desk.get(f"/desk/works/{work.key}/").content.decode()
        assert f'<li id="relation-{made.pk}">{words} ' in page
        assert "Line by line." in page


def test_a_new_work_is_recorded_with_its_relation_or_not_at_all(desk: Client) -> None:
    here = make_work("A page")
    fresh = told(
        work="A first report", work_address="https://first.example/1",
        work_kind="report", work_published="2017-06", work_outlet="The First Agency",
    )  # fmt: skip

    assert desk.post(address(here), fresh).status_code == 422
    fresh["new_work"] = "on"
    assert desk.post(address(here), fresh).status_code == 422  # who publishes it?
    assert not Work.objects.filter(title="A first report").exists()
    fresh["create"] = "on"
    assert desk.post(address(here), fresh).status_code == 302

    made = WorkRelation.objects.get().target
    assert (made.title, made.kind, made.published_precision) == (
        "A first report", "report", "month",
    )  # fmt: skip
    assert made.outlet == Source.objects.get(name="The First Agency")


def test_a_new_work_at_a_known_address_is_that_work_and_keeps_its_title(
    desk: Client,
) -> None:
    here = make_work("A page")
    known = make_work("The dispatch", address="https://ministry.example/dispatch")
    values = {"new_work": "on", "work_address": known.address}

    refused = desk.post(address(here), told(work="Another title", **values))
    desk.post(address(here), told(work="The dispatch", **values))

    assert refused.status_code == 422
    assert f'href="/desk/works/{known.key}/details/"' in refused.content.decode()
    assert WorkRelation.objects.get().target == known
    assert Work.objects.count() == 2


WRONG = [
    # what is sent                                      the field
    ({"reference": "", "note": ""},                     "reference"),
    ({"reference": "javascript:alert(1)"},              "reference"),
    ({"work": "Nobody has written this"},               "work"),
    ({"work": "A page"},                                "work"),  # itself
    ({"work": "https://a.example/", "new_work": "on"},  "work"),  # no title
    ({"work": "Two of a name"},                         "work"),
    ({"kind": "likes"},                                 "kind"),
    ({"kind": ""},                                      "kind"),
    ({"work": "New", "new_work": "on", "work_published": "soon"}, "work_published"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    values: dict[str, str], field: str, desk: Client
) -> None:
    here = make_work("A page")
    make_work("The dispatch")
    for number in range(2):
        Work.objects.create(
            title="Two of a name", address=f"https://two.example/{number}"
        )

    response = desk.post(address(here), told(**{"note": "As I typed it", **values}))

    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert values.get("note") == "" or "As I typed it" in page
    assert not WorkRelation.objects.exists()


def test_the_same_relation_is_recorded_once(desk: Client) -> None:
    here = make_work("A page")
    make_work("The dispatch")
    values = told()

    first, second = desk.post(address(here), values), desk.post(address(here), values)
    again = desk.post(address(here), told())

    assert first.headers["Location"] == second.headers["Location"]
    assert again.status_code == 422
    assert "It is recorded already that" in again.content.decode()
    assert WorkRelation.objects.count() == 1


def test_a_work_chosen_from_the_list_is_that_one_while_its_title_stands(
    desk: Client,
) -> None:
    here = make_work("A page")
    one, other = (Work.objects.create(title="Two of a name") for _ in range(2))

    desk.post(address(here), told(work="Two of a name", work_key=other.key))
    typed_over = desk.post(address(here), told(work="Something", work_key=one.key))

    assert WorkRelation.objects.get().target == other
    assert typed_over.status_code == 422


def test_works_are_found_by_a_part_of_the_title_or_the_whole_address(
    desk: Client,
) -> None:
    agency = make_source("The Agency")
    found = make_work("Über the river", outlet=agency, address="https://a.example/1")
    make_work("Under the bridge")

    for words in ("uber THE", "river", "https://a.example/1"):
        answer = desk.get("/desk/suggest/works", {"q": words}).json()
        assert answer == {
            "works": [
                {"key": found.key, "name": "Über the river", "kind": "article",
                 "told": "The Agency"}
            ]
        }  # fmt: skip
    assert desk.get("/desk/suggest/works", {"q": "x"}).json() == {"works": []}


def test_a_relation_is_changed_and_its_history_tells_who_did(desk: Client) -> None:
    made = relate(make_work("A page"), "cites", make_work("The dispatch"))
    values = sent(kind="derives_from", reference=REFERENCE, note="", version=1)

    response = desk.post(f"/desk/work-relations/{made.pk}/", values)

    assert response.status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.reference, made.version) == ("derives_from", REFERENCE, 2)
    page = desk.get(f"/desk/work-relations/{made.pk}/").content.decode()
    assert "kind: derives_from, was cites" in page
    assert "Ada" in page


def test_who_saves_over_another_sees_both(desk: Client) -> None:
    made = relate(make_work("A page"), "cites", make_work("The dispatch"))
    values = {"kind": "cites", "version": 1, "reference": REFERENCE}
    desk.post(f"/desk/work-relations/{made.pk}/", sent(**values, note="mine"))

    response = desk.post(
        f"/desk/work-relations/{made.pk}/", sent(**values, note="yours")
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "mine" in page
    assert "yours" in page
    made.refresh_from_db()
    assert made.note == "mine"


def test_it_cannot_become_another_that_is_recorded(desk: Client) -> None:
    page, dispatch = make_work("A page"), make_work("The dispatch")
    relate(page, "republishes", dispatch)
    made = relate(page, "cites", dispatch)
    values = sent(kind="republishes", ground="A copy.", version=1)

    response = desk.post(f"/desk/work-relations/{made.pk}/", values)

    assert response.status_code == 422
    assert "It is recorded already" in response.content.decode()


def test_a_relation_is_removed_and_stays_in_the_history(desk: Client) -> None:
    made = relate(make_work("A page"), "cites", make_work("The dispatch"))
    remove = f"/desk/work-relations/{made.pk}/remove/"

    for version in (7, "", "one"):
        assert desk.post(remove, {"version": version}).status_code == 302
        assert WorkRelation.objects.count() == 1
    assert desk.post(remove, {"version": 1}).status_code == 302

    assert not WorkRelation.objects.exists()
    for end in (made.source, made.target):
        page = desk.get(f"/desk/works/{end.key}/").content.decode()
        assert "1 removed</summary>" in page
        assert "A page cites The dispatch" in page


def test_what_became_of_a_work_stands_on_its_page(desk: Client) -> None:
    work = make_work("A page")
    values = sent(status="retracted", status_note="Made up.", version=1)

    led = desk.post(f"/desk/works/{work.key}/status/", values).headers["Location"]

    page = desk.get(led).content.decode()
    assert 'data-work-status="retracted"' in page
    assert "Made up." in page


# -- the ripple ------------------------------------------------------------------------


def test_a_copy_of_what_the_claimant_published_asks_to_look_again(
    desk: Client, reader: Client
) -> None:
    claim, evidence = published()

    desk.post(address(evidence.work), told())

    (what,) = looks()
    assert what.startswith("Recorded that “A page” republishes “The dispatch”: ")
    assert "“A page” is now connected" in what
    page = reader.get(claim.get_absolute_url()).content.decode()
    assert "The dispatch" not in page  # no claim that they may see names it
    other = make_claim("Another.", article=appearance_of(claim).text_version.article)
    make_evidence(other, work=make_work("The dispatch"))
    bring_to(other, Stage.PUBLISHED)
    page = reader.get(claim.get_absolute_url()).content.decode()
    assert (
        "“A page” republishes “The dispatch”, published by Ministry of Rivers" in page
    )
    assert f'href="{REFERENCE}"' in page


def test_changing_and_removing_it_ask_again(desk: Client) -> None:
    _, evidence = published()
    made = relate(evidence.work, "cites", Work.objects.get(title="The dispatch"))
    assert looks() == []  # who cites may have checked

    values = sent(kind="translates", ground="Word for word.", version=1)
    desk.post(f"/desk/work-relations/{made.pk}/", values)
    assert "is now connected" in looks()[0]
    values = sent(kind="translates", ground="Line by line.", version=2)
    desk.post(f"/desk/work-relations/{made.pk}/", values)
    assert len(looks()) == 1  # its wording bears on nothing
    desk.post(f"/desk/work-relations/{made.pk}/remove/", {"version": 3})

    assert "was connected" in looks()[1]


def test_a_relation_further_up_asks_those_below(desk: Client) -> None:
    _, evidence = published()
    between = make_work("A reprint")
    relate(evidence.work, "republishes", between)

    desk.post(address(between), told())

    assert "“A page” is now connected" in looks()[0]


def test_a_relation_of_other_works_bears_on_nothing() -> None:
    published()

    relate(make_work("One"), "republishes", make_work("Another"))
    relate(Work.objects.get(title="The dispatch"), "derives_from", make_work("Another"))

    assert looks() == []


def test_a_citation_that_closes_a_circle_asks_those_at_its_other_end() -> None:
    claim, evidence = published()
    report, note = make_work("A report"), make_work("A note")
    relate(evidence.work, "cites", report)
    relate(report, "cites", note)
    assert looks() == []

    relate(note, "cites", appearance_of(claim).text_version.article.work)

    assert looks() == [
        "Recorded that “A note” cites “The river rose”: circles: 1, were 0."
    ]


def test_a_circle_by_way_of_what_an_article_cites_asks_as_well() -> None:
    """The evidence is itself an article here, and says by its claims what it cites."""
    claim, _ = published()
    quoting = make_article("They quote", "They quote\n\nThe gates were opened.")
    gauge = make_work("A gauge")
    inside = make_claim(
        "The gates stood open.", article=quoting, quote="The gates were opened"
    )
    Citation.objects.create(appearance=appearance_of(inside), work=gauge)
    other = make_claim("Another.", article=appearance_of(claim).text_version.article)
    make_evidence(other, work=quoting.work)
    bring_to(other, Stage.PUBLISHED)

    relate(gauge, "derives_from", appearance_of(claim).text_version.article.work)

    assert [row.claim for row in LookAgain.objects.all()] == [other]
    assert "circles: 1, were 0" in looks()[0]


def test_two_saves_of_one_version_leave_one() -> None:
    made = relate(make_work("A page"), "cites", make_work("The dispatch"))

    def change(note: str) -> None:
        entry = WorkRelationEntry(made.source, "cites", made.target, REFERENCE, note)
        work_relations.change_work_relation(make_user(), made, entry, 1)

    change("First.")

    with pytest.raises(StaleVersionError):
        change("Second.")
    with pytest.raises(StaleVersionError):
        work_relations.remove_work_relation(made, 1)

    assert WorkRelation.objects.get().note == "First."
    first = relation_changes(made)[0]
    assert first["what"] == "Changed: note: First., was empty"


@pytest.mark.parametrize("found", [Work.objects.like, Work.objects.called])
def test_works_are_looked_for_by_index(found: Any) -> None:
    """With sequential scans forbidden, nothing is left that needs one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = found("The river rose").explain()

    assert "work_like" in plan
    assert "work_by_address" in plan
    assert "Seq Scan" not in plan
