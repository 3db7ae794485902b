"""A work's details changed at the desk: by itself, or as an article's; what it ripples to."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.concurrency import StaleVersionError
from articles.editing import details
from articles.editing.inputs import NewSource, NewWork
from articles.models import Article, Authorship, Citation, LookAgain, Source, Work
from articles.models.choices import Stage
from tests.factories import (
    appearance_of,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


def told(work: Work, **values: Any) -> dict[str, Any]:
    return {
        "idempotency_key": uuid.uuid4(), "version": work.version, "title": work.title,
        "kind": work.kind, **values,
    }  # fmt: skip


def address(work: Work) -> str:
    return f"/desk/works/{work.key}/details/"


def now(work: Work) -> Work:
    return Work.objects.get(pk=work.pk)


def test_every_detail_of_a_cited_work_is_changed_at_the_desk(desk: Client) -> None:
    work = make_work("A reprot", outlet=make_source("The wrong one"))
    Authorship.objects.create(work=work, author=make_source("Nobody of hers"))
    values = told(
        work, title="A  report", kind="report", authors="Tessa Aldering\nVera Holm",
        outlet="The River Board", create="on", published="2026-05",
        address="https://board.example/1", language="ar",
    )  # fmt: skip

    response = desk.post(address(work), values)

    assert response.headers["Location"] == f"/desk/works/{work.key}/"
    found = now(work)
    assert (found.title, found.kind, found.address, found.language) == (
        "A report", "report", "https://board.example/1", "ar",
    )  # fmt: skip
    assert (str(found.published_on), found.published_precision) == (
        "2026-05-01", "month",
    )  # fmt: skip
    assert found.outlet == Source.objects.get(name="The River Board", kind="outlet")
    by = found.authorships.order_by("position").values_list("author__name", "position")
    assert list(by) == [("Tessa Aldering", 0), ("Vera Holm", 1)]
    assert found.version == 2
    page = desk.get(f"/desk/works/{work.key}/").content.decode()
    assert "<span>Arabic</span>" in page


def test_what_is_recorded_stands_in_the_form(desk: Client) -> None:
    work = make_work(
        "A report", kind="report", language="de", address="https://board.example/1",
        published_on="2026-05-01", published_precision="year",
    )  # fmt: skip
    for position, name in enumerate(("Vera Holm", "Tessa Aldering")):
        Authorship.objects.create(
            work=work, author=make_source(name), position=position
        )

    page = desk.get(address(work)).content.decode()

    for value in ("A report", "de", "https://board.example/1", "2026"):
        assert f'value="{value}"' in page
    assert '<option value="report" selected>' in page
    assert "Vera Holm\nTessa Aldering</textarea>" in page


def test_an_emptied_field_is_empty_afterwards(desk: Client) -> None:
    work = make_work("A report", language="de", outlet=make_source("The Board"),
                     published_on="2026-05-01", address="https://b.example/")  # fmt: skip
    Authorship.objects.create(work=work, author=make_source("Vera Holm"))

    assert desk.post(address(work), told(work)).status_code == 302

    found = now(work)
    assert (found.language, found.outlet, found.published_on, found.address) == (
        "", None, None, "",
    )  # fmt: skip
    assert not found.authorships.exists()


WRONG = [
    # what is sent                          the field
    ({"title": ""},                         "title"),
    ({"kind": "rumour"},                    "kind"),
    ({"outlet": "Nobody"},                  "outlet"),
    ({"authors": "Nobody"},                 "authors"),
    ({"published": "soon"},                 "published"),
    ({"address": "javascript:alert(1)"},    "address"),
    ({"language": "english, of course"},    "language"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_changes_nothing(
    values: dict[str, str], field: str, desk: Client
) -> None:
    work = make_work("A report")

    response = desk.post(address(work), told(work, **{"authors": "As typed", **values}))

    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "authors" in values or "As typed" in page
    assert now(work).version == 1
    assert not Source.objects.exists()


def test_it_is_linked_from_the_work_and_from_a_check_that_lacks_the_language(
    desk: Client,
) -> None:
    work, spoken = make_work("A gauge"), make_work("A log", language="de")
    shown = appearance_of(make_claim())
    for position, cited in enumerate((work, spoken)):
        Citation.objects.create(appearance=shown, work=cited, position=position)

    pages = [
        desk.get(path).content.decode()
        for path in (
            f"/desk/works/{work.key}/",
            reverse("desk_citation", args=[shown.key, 1]),
            reverse("desk_citation", args=[shown.key, 2]),
        )
    ]

    assert [f'href="{address(work)}"' in page for page in pages] == [True, True, False]
    assert "Its language is not recorded." in pages[1]
    assert "Its language is not recorded." not in pages[2]


# -- an article's work has two doors ---------------------------------------------------


def test_an_articles_work_is_changed_on_either_page_and_the_other_one_notices(
    desk: Client,
) -> None:
    article = make_article()
    of_article = f"/desk/articles/{article.key}/details/"
    seen = now(article.work)

    assert desk.post(of_article, told(seen, title="One")).status_code == 302
    stale = desk.post(address(seen), told(seen, title="Another"))
    assert stale.status_code == 409
    assert "One" in stale.content.decode()

    assert desk.post(
        address(seen), told(now(seen), title="Another")
    ).status_code == 302  # fmt: skip
    stale = desk.post(of_article, told(seen, title="A third", version=2))
    assert stale.status_code == 409
    assert now(seen).title == "Another"
    assert Article.objects.get().version == 3


def test_what_the_admin_changes_is_not_overwritten_unseen(desk: Client) -> None:
    root = make_user("root", "", is_staff=True, is_superuser=True)
    admin = Client()
    admin.force_login(root)
    work = make_article().work
    page = reverse("admin:articles_work_change", args=[work.pk])
    form = admin.get(page).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}
    rows = {"authorships-TOTAL_FORMS": 0, "authorships-INITIAL_FORMS": 0,
            "relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0}  # fmt: skip

    assert admin.post(page, {**sent, **rows, "language": "de"}).status_code == 302

    assert desk.post(address(work), told(work)).status_code == 409
    assert now(work).language == "de"
    assert Article.objects.get().version == 2


# -- versions and the ripple -----------------------------------------------------------


def test_two_saves_of_one_version_leave_one() -> None:
    work = make_work("A report")
    details.change_work_details(work, NewWork("First"), [], "", 1)

    for version in (1, None):
        with pytest.raises(StaleVersionError):
            details.change_work_details(work, NewWork("Second"), [], "", version)

    assert now(work).title == "First"


def test_what_became_of_it_stays(desk: Client) -> None:
    work = make_work("A report", status="retracted", status_note="Made up.")

    desk.post(address(work), told(work, title="The report"))

    found = now(work)
    assert (found.title, found.status, found.status_note) == (
        "The report", "retracted", "Made up.",
    )  # fmt: skip


def test_an_author_who_is_the_claimant_asks_to_look_again(desk: Client) -> None:
    claim = make_claim()
    work = make_evidence(claim, work=make_work("A page")).work
    bring_to(claim, Stage.PUBLISHED)
    desk.post(address(work), told(work, title="The page"))
    assert not LookAgain.objects.exists()  # a title bears on nothing

    make_source("Ministry of Rivers", listed=True)
    desk.post(address(work), told(now(work), authors="Ministry of Rivers"))

    look = LookAgain.objects.get()
    assert look.claim == claim
    assert look.what.startswith("The details of “The page” were changed: ")
    assert "is now connected" in look.what


def test_one_name_spelled_twice_is_one_author() -> None:
    work = make_work("A report")

    details.change_work_details(
        work,
        NewWork("A report"),
        [NewSource("Vera Holm"), NewSource("vera holm")],
        "",
        1,
    )

    assert work.authorships.count() == 1
