"""What is told of a work that is recorded already: nothing, the same, or otherwise."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from articles.editing import details
from articles.editing.inputs import NewWork
from articles.forms.evidence import EvidenceForm, initial_evidence
from articles.forms.work_relations import WorkRelationForm
from articles.models import Citation, Evidence, Source, Work
from articles.models.choices import Stage
from tests.factories import appearance_of, make_claim, make_evidence, make_source

pytestmark = pytest.mark.django_db
HERE = "https://board.example/report"
Data = dict[str, Any]


def key() -> Data:
    return {"idempotency_key": str(uuid.uuid4()), "version": ""}


def evidence(**data: Any) -> Data:
    return {
        **key(), "work_title": "The report", "work_address": HERE, "work_kind": "",
        "work_outlet": "", "work_published": "", "stance": "context", "note": "So.",
        **data,
    }  # fmt: skip


@pytest.fixture
def report() -> Work:
    board = make_source("The River Board", kind="outlet")
    board.aliases.create(name="TRB")
    make_source("The Courier", kind="outlet")
    return Work.objects.create(
        title="The report", kind="report", address=HERE, outlet=board,
        published_on=datetime.date(2026, 5, 3),
    )  # fmt: skip


TOLD: list[tuple[Data, dict[str, str]]] = [
    # what is typed                             what is refused, and why
    ({},                                        {}),
    ({"work_title": "the  REPORT"},             {}),
    ({"work_kind": "report"},                   {}),
    ({"work_outlet": "the river board"},        {}),
    ({"work_outlet": "TRB"},                    {}),
    ({"work_outlet": "TRB", "create": "on"},    {}),
    ({"work_published": "2026-05-03"},          {}),
    ({"work_title": "Another"},                 {"work_title": "“The report”"}),
    ({"work_kind": "article"},                  {"work_kind": "a report"}),
    ({"work_outlet": "The Courier"},            {"work_outlet": "The River Board"}),
    ({"work_outlet": "Nobody", "create": "on"}, {"work_outlet": "The River Board"}),
    ({"work_outlet": "Nobody"},                 {"work_outlet": "The River Board"}),
    ({"work_published": "2026-05-04"},          {"work_published": "the date 3 May 2026"}),
    ({"work_published": "2026-05"},             {"work_published": "the date 3 May 2026"}),
    ({"work_kind": "post", "work_published": "2026"},
     {"work_kind": "a report", "work_published": "the date 3 May 2026"}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), TOLD)
def test_what_is_told_of_a_recorded_work_is_left_open_the_same_or_refused(
    data: Data, wrong: dict[str, str], report: Work
) -> None:
    form = EvidenceForm(evidence(**data))

    assert list(form.errors) == list(wrong)
    for field, words in wrong.items():
        (error,) = map(str, form.errors[field])
        assert error.startswith("This work is recorded ")
        assert words in error
    assert form.recorded == (report if wrong else None)
    assert wrong or form.entry().work == report


def test_what_is_not_recorded_of_it_is_refused_too() -> None:
    Work.objects.create(title="The report", kind="article", address=HERE)
    make_source("The Courier", kind="outlet")

    form = EvidenceForm(evidence(work_outlet="The Courier", work_published="2026"))

    assert form.errors == {
        "work_published": [
            "This work is recorded without a date. Take that over here, or change the"
            " work itself; the link is above."
        ],
        "work_outlet": [
            "This work is recorded without an outlet. Take that over here, or change"
            " the work itself; the link is above."
        ],
    }


def test_a_refused_form_says_so_loses_nothing_and_leads_to_the_work(
    report: Work, desk: Client
) -> None:
    claim = make_claim(stage=Stage.READY)
    typed = evidence(work_kind="article", note="What I found there.")

    response = desk.post(f"/desk/claims/{claim.key}/evidence/", typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_work_kind_error"' in page
    assert "What I found there." in page
    assert f'href="/desk/works/{report.key}/details/"' in page
    assert not Evidence.objects.exists()
    typed["work_kind"] = ""
    again = desk.post(f"/desk/claims/{claim.key}/evidence/", typed)
    assert again.status_code == 302
    assert Evidence.objects.get().work == report


# -- by the title alone ----------------------------------------------------------------


def titled(kind: str) -> Work:
    return Work.objects.create(title="The log", kind=kind)


def untold(**data: Any) -> EvidenceForm:
    return EvidenceForm(evidence(work_title="The log", work_address="", **data))


def test_a_title_without_an_address_names_the_one_work_of_that_title() -> None:
    work = titled("report")

    assert untold().errors == {}
    assert untold(work_kind="report").errors == {}
    form = untold(work_kind="article")
    assert list(form.errors) == ["work_kind"]
    assert "a title that tells the two apart" in form.errors["work_kind"][0]
    form = untold()
    assert form.is_valid()
    assert form.entry().work == work


def test_of_several_with_one_title_the_kind_chooses() -> None:
    article, report = titled("article"), titled("report")

    form = untold(work_kind="report")
    assert form.is_valid()
    assert form.entry().work == report
    assert form.entry().work != article
    for kind in ("", "post"):
        (error,) = map(str, untold(work_kind=kind).errors["work_kind"])
        assert error.startswith("This title is recorded as a report or an article.")


def test_a_new_work_needs_a_kind_and_nothing_else() -> None:
    Work.objects.create(title="The log", kind="report", address=HERE)  # another one

    assert list(untold().errors) == ["work_kind"]
    form = untold(work_kind="dataset")
    assert form.is_valid()
    assert form.entry().work == NewWork("The log", kind="dataset")


# -- evidence that is changed ----------------------------------------------------------


def opened(work: Work) -> tuple[Evidence, Data]:
    piece = make_evidence(make_claim(), work=work)
    return piece, {**key(), **initial_evidence(piece)}


EMPTIED = ["work_outlet", "work_published"]


@pytest.mark.parametrize("field", EMPTIED)
def test_what_was_filled_in_and_is_emptied_is_told(field: str, report: Work) -> None:
    piece, sent = opened(report)
    initial = initial_evidence(piece)

    assert EvidenceForm(sent, initial=initial).errors == {}
    assert list(EvidenceForm({**sent, field: ""}, initial=initial).errors) == [field]
    # With another work in its place, nothing is told of that one.
    other = Work.objects.create(title="Other", kind="report", outlet=report.outlet)
    typed = {**sent, "work_title": "Other", "work_address": "", "work_published": ""}
    form = EvidenceForm({**typed, "work_outlet": ""}, initial=initial)
    assert form.is_valid()
    assert form.entry().work == other


def test_a_title_that_somebody_changed_meanwhile_makes_no_second_work() -> None:
    work = titled("report")
    _, sent = opened(work)
    details.change_work_details(work, NewWork("The logbook", kind="report"), [], "", 1)

    form = EvidenceForm(sent)

    assert list(form.errors) == ["work_title"]
    assert "“The logbook”" in form.errors["work_title"][0]


def test_a_form_for_changed_evidence_leads_to_the_work(desk: Client) -> None:
    work = titled("report")
    piece = make_evidence(make_claim(stage=Stage.READY), work=work)

    page = desk.get(f"/desk/evidence/{piece.key}/").content.decode()

    assert f'href="/desk/works/{work.key}/details/"' in page


# -- a relation to a work that is told to be new ----------------------------------------


def related(**data: Any) -> WorkRelationForm:
    return WorkRelationForm(
        {**key(), "kind": "cites", "ground": "So.", "work": "The report",
         "new_work": "on", "work_address": HERE, **data}
    )  # fmt: skip


def test_a_work_told_to_be_new_that_is_recorded_is_compared_as_well(
    report: Work,
) -> None:
    assert related().errors == {}
    assert related().is_valid()
    assert list(related(work="Another").errors) == ["work"]
    assert list(related(work_published="2025").errors) == ["work_published"]
    assert list(related(work="New", work_address="").errors) == ["work_kind"]
    # The part for a new work says nothing of one that is chosen from those recorded.
    chosen = related(new_work="", work_published="2025", work_kind="post")
    assert chosen.errors == {}


def test_a_new_work_may_share_its_title_with_one_of_another_kind() -> None:
    titled("report")

    form = related(work="The log", work_address="", work_kind="article")

    assert form.is_valid()
    assert form.cleaned_data["other"] == NewWork("The log", kind="article")


# -- what an article cites -------------------------------------------------------------


def cited(*rows: Data) -> Data:
    sent: Data = {
        **key(), "quote": "The gates were opened", "chain-TOTAL_FORMS": 1,
        "chain-INITIAL_FORMS": 0, "chain-0-source": "Tessa Aldering",
        "cited-TOTAL_FORMS": len(rows), "cited-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, row in enumerate(rows):
        sent |= {f"cited-{number}-{name}": value for name, value in row.items()}
    return sent


CITED: list[tuple[list[Data], int]] = [
    # the rows                                                          the wrong one
    ([{"title": "The report", "address": HERE}],                        -1),
    ([{"address": HERE}],                                               -1),
    ([{"title": "the REPORT", "address": HERE}],                        -1),
    ([{"title": "Another", "address": HERE}],                           0),
    ([{"title": "Another", "address": HERE, "DELETE": "on"}],           -1),
    ([{"title": "New", "address": "https://new.example/"},
      {"title": "new", "address": "https://new.example/"}],             -1),
    ([{"title": "New", "address": "https://new.example/"},
      {"title": "Newer", "address": "https://new.example/"}],           1),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wrong"), CITED)
def test_a_citation_of_a_recorded_work_gives_its_title_or_none(
    rows: list[Data], wrong: int, report: Work, desk: Client
) -> None:
    claim = make_claim()
    Source.objects.get_or_create(name="Tessa Aldering", kind="person")
    version = {"version": claim.version}

    response = desk.post(
        f"/desk/appearances/{appearance_of(claim).key}/", cited(*rows) | version
    )

    page = response.content.decode()
    assert response.status_code == (302 if wrong < 0 else 422)
    assert (f'id="id_cited-{wrong}-title_error"' in page) == (wrong >= 0)
    assert wrong != 0 or f'href="/desk/works/{report.key}/details/"' in page
    assert wrong < 0 or not Citation.objects.exists()
