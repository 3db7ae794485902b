"""Does a change by whatever door ask to look again at the decisions that rest on it?"""

from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.domain.text.canonical import fingerprint
from articles.importing.annotation import attach_annotations
from articles.importing.people import ensure_example_people
from articles.models import (
    Authorship,
    Claim,
    LookAgain,
    Source,
    SourceRelation,
    Work,
    WorkRelation,
)
from articles.models.choices import Stage
from articles.workflow.recheck import compare_answers
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user("root", "", is_staff=True, is_superuser=True))
    return client


def published() -> tuple[Claim, Work]:
    """What the ministry says, supported by a page of somebody whom nobody knows."""
    claim = make_claim()
    work = make_evidence(claim, work=make_work("A page")).work
    return bring_to(claim, Stage.PUBLISHED), work


def looks() -> list[str]:
    return list(LookAgain.objects.order_by("pk").values_list("what", flat=True))


def test_many_claims_are_judged_in_as_many_statements_as_one() -> None:
    claim, work = published()
    many = [claim.pk]
    for number in range(4):
        other = make_claim(f"The river rose {number} times.")
        make_evidence(other, work=make_work(f"Page {number}"))
        many.append(bring_to(other, Stage.PUBLISHED).pk)

    def compared(claims: list[int], outlet: Source) -> int:
        with (
            CaptureQueriesContext(connection) as asked,
            compare_answers(claims, "The outlet was changed"),
        ):
            Work.objects.update(outlet=outlet)
        return len(asked)

    one = compared([claim.pk], make_source("Nobody"))
    assert compared(many, make_source("Ministry of Rivers")) == one
    first, *others = looks()
    assert f"“{work.title}” is now connected" in first
    assert len(others) == len(many)


# -- the admin -------------------------------------------------------------------------


def mended(work: Work, *authors: Source, **values: Any) -> dict[str, Any]:
    """The form of a work in the admin, with authors added to it."""
    return {
        "kind": work.kind, "title": work.title, "address": work.address, "outlet": "",
        "published_on": "", "published_precision": "day", "language": "",
        "authorships-TOTAL_FORMS": len(authors), "authorships-INITIAL_FORMS": 0,
        "relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0,
        **{f"authorships-{n}-author": each.pk for n, each in enumerate(authors)},
        **{f"authorships-{n}-position": n for n in range(len(authors))},
        **{f"authorships-{n}-work": work.pk for n in range(len(authors))},
        **values,
    }  # fmt: skip


def test_another_outlet_in_the_admin_asks_to_look_again(admin: Client) -> None:
    _, work = published()
    address = reverse("admin:articles_work_change", args=[work.pk])
    assert admin.post(address, mended(work)).status_code == 302
    assert looks() == []  # saved as it was

    ministry = make_source("Ministry of Rivers")
    admin.post(address, mended(work, outlet=ministry.pk))

    work.refresh_from_db()
    assert work.outlet == ministry
    (what,) = looks()
    assert what.startswith("The details of “A page” were changed: ")
    assert "“A page” is now connected" in what


def test_another_author_in_the_admin_asks_to_look_again(admin: Client) -> None:
    _, work = published()
    address = reverse("admin:articles_work_change", args=[work.pk])

    admin.post(address, mended(work, make_source("Ministry of Rivers")))

    assert Authorship.objects.filter(work=work).count() == 1
    (what,) = looks()
    assert "“A page” is now connected" in what


def test_a_status_is_told_at_the_desk_alone(admin: Client) -> None:
    _, work = published()
    address = reverse("admin:articles_work_change", args=[work.pk])

    admin.post(address, mended(work, status="retracted", version=7))

    work.refresh_from_db()
    assert (work.status, work.version) == ("", 1)


def relation_of_sources() -> models.Model:
    return SourceRelation.objects.create(
        source=make_source("A"), kind="owns", target=make_source("B")
    )


def relation_of_works() -> models.Model:
    return WorkRelation.objects.create(
        source=make_work("A"), kind="cites", target=make_work("B")
    )


@pytest.mark.parametrize("make", [relation_of_sources, relation_of_works])
def test_relations_are_told_at_the_desk_alone(make: Any, admin: Client) -> None:
    relation = make()
    table = relation._meta.model_name
    before = list(type(relation).objects.values())

    for page, args in (
        ("add", []),
        ("change", [relation.pk]),
        ("delete", [relation.pk]),
    ):
        address = reverse(f"admin:articles_{table}_{page}", args=args)
        values = {"kind": "republishes", "note": "Otherwise", "post": "yes"}
        assert admin.post(address, values).status_code == 403
    everything = reverse(f"admin:articles_{table}_changelist")
    admin.post(everything, {"action": "delete_selected", "post": "yes",
                            "_selected_action": [relation.pk]})  # fmt: skip

    assert list(type(relation).objects.values()) == before


@pytest.mark.parametrize("make", [relation_of_sources, relation_of_works])
def test_nor_beside_the_source_or_the_work_that_they_are_of(
    make: Any, admin: Client
) -> None:
    relation = make()
    one = relation.source
    address = reverse(f"admin:articles_{one._meta.model_name}_change", args=[one.pk])
    before = list(type(relation).objects.values())
    common = {
        "relations-TOTAL_FORMS": 1, "relations-INITIAL_FORMS": 1,
        "relations-0-id": relation.pk, "relations-0-source": one.pk,
        "relations-0-target": relation.target.pk, "relations-0-kind": "republishes",
        "relations-0-note": "Otherwise", "relations-0-DELETE": "on", "relations-0-version": 1,
        "relations-0-since_precision": "year", "relations-0-until_precision": "year",
    }  # fmt: skip
    own = (
        mended(one)
        if isinstance(one, Work)
        else {"name": one.name, "kind": one.kind, "aliases-TOTAL_FORMS": 0,
              "aliases-INITIAL_FORMS": 0}
    )  # fmt: skip

    assert admin.post(address, {**own, **common}).status_code == 302

    assert list(type(relation).objects.values()) == before


# -- annotation files ------------------------------------------------------------------


SOURCES = [
    {"ref": "ministry", "key": "bcdfghjkq2", "name": "The ministry", "kind": "group"},
    {"ref": "agency", "key": "bcdfghjkq3", "name": "The agency", "kind": "group"},
]
WORKS = [
    {"ref": "page", "key": "bcdfghjkq4", "title": "A page", "kind": "article",
     "outlet": "agency"},
    {"ref": "dispatch", "key": "bcdfghjkq5", "title": "A dispatch", "kind": "article",
     "outlet": "ministry"},
]  # fmt: skip


def decided(override: str) -> list[dict[str, Any]]:
    return [
        {"action": "submit", "by": "recorder"},
        {"action": "give_verdict", "by": "first", "verdict": "supported",
         "rationale": "The page.", "evidence": ["e"], "override": override},
        {"action": "confirm", "by": "second"},
        {"action": "publish", "by": "second"},
    ]  # fmt: skip


def attached(
    text: str,
    number: int,
    claim: str,
    says: str = "ministry",
    cites: tuple[str, ...] = (),
    override: str = "",
    **more: Any,
) -> None:
    """A file with one text and one claim, which a page of the agency supports."""
    own = {"ref": "own", "key": f"bcdfghjk{number}3", "title": f"Article {number}",
           "kind": "article"}  # fmt: skip
    span = {"start": 0, "end": 7, "sha256": fingerprint(text[:7])}
    data: dict[str, Any] = {
        "text": {"sha256": fingerprint(text)},
        "article": {"key": f"bcdfghjk{number}2", "work": "own"},
        "sources": SOURCES,
        "works": [own, *WORKS],
        "claims": [{
            "key": claim, "statement": f"It rose ({claim}).", "kind": "event",
            "checkable": True, "decisions": decided(override),
            "evidence": [{"ref": "e", "key": f"bcdfghj{number}q4", "work": "page",
                          "stance": "supports", "note": "It says so."}],
            "appearances": [{"key": f"bcdfghj{number}q5", "spans": [span],
                             "chain": [{"source": says}],
                             "citations": [{"work": each} for each in cites]}],
        }],
        **more,
    }  # fmt: skip
    attach_annotations(data, text, ensure_example_people())


IMPORTED = [
    # what the second file says                                           how it begins
    ({"relations": [{"source": "ministry", "kind": "owns", "target": "agency"}]},
     "Relations were imported: "),
    ({"work_relations": [{"source": "page", "kind": "translates", "target": "dispatch"}]},
     "Relations between works were imported: "),
]  # fmt: skip


@pytest.mark.parametrize(("more", "begins"), IMPORTED)
def test_a_relation_of_a_file_asks_for_the_claims_of_another(
    more: dict[str, Any], begins: str
) -> None:
    attached("It rose in March.", 2, "bcdfghjkr2")
    assert looks() == []

    for _ in range(2):  # the second time nothing is new
        attached(
            "It rose again, one hears.",
            3,
            "bcdfghjkr3",
            override="All there is.",
            **more,
        )

    (look,) = LookAgain.objects.all()
    assert look.claim.key == "bcdfghjkr2"
    assert look.what.startswith(begins)
    assert "“A page” is now connected" in look.what


def test_what_an_article_of_a_file_cites_asks_for_what_leads_to_that_article() -> None:
    """Only what was decided before: the file's own decisions know what stands in it."""
    third = {
        "ref": "page",
        "key": "bcdfghjk33",
        "title": "Article 3",
        "kind": "article",
    }
    first = {
        "ref": "page",
        "key": "bcdfghjk23",
        "title": "Article 2",
        "kind": "article",
    }
    own = {"ref": "own", "title": "An article", "kind": "article"}
    attached("It rose in March.", 2, "bcdfghjkr2",
             works=[{**own, "key": "bcdfghjk23"}, third])  # fmt: skip
    assert looks() == []

    attached("It rose again, one hears.", 3, "bcdfghjkr3", cites=("page",), override="All there is.",
             works=[{**own, "key": "bcdfghjk33"}, first])  # fmt: skip

    (look,) = LookAgain.objects.all()
    assert look.claim.key == "bcdfghjkr2"
    assert look.what == "“Article 3” cites otherwise now: circles: 1, were 0."


def test_a_file_that_says_a_relation_twice_records_the_first() -> None:
    told = {"source": "page", "kind": "cites", "target": "dispatch"}
    owns = {"source": "ministry", "kind": "owns", "target": "agency"}
    attached(
        "It rose in March.", 2, "bcdfghjkr2", override="All there is.",
        work_relations=[{**told, "reference": "https://a.example/"}, told],
        relations=[owns, {**owns, "note": "Again."}],
    )  # fmt: skip

    assert WorkRelation.objects.get().reference == "https://a.example/"
    assert SourceRelation.objects.get().note == ""


@pytest.mark.parametrize(("says", "number"), [("ministry", 0), ("agency", 1)])
def test_an_appearance_of_a_file_asks_where_the_answers_change(
    says: str, number: int
) -> None:
    """Whoever publishes the page is among those who speak, from the second text on."""
    attached("It rose in March.", 2, "bcdfghjkr2")

    attached("It rose again, one hears.", 3, "bcdfghjkr2", says=says)

    assert len(looks()) == number
    assert Claim.objects.get().appearances.count() == 2
