"""Can a reviewer say whom a claim is about, and do readers see it?"""

import csv
import html
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import About, Claim, Source, User
from articles.models.choices import Stage, Stance
from tests.factories import (
    bring_to,
    make_about,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)
from tests.web.desk_forms import Form, about, edit_form, filled, rows

pytestmark = pytest.mark.django_db


def form_of(claim: Claim, *whom: tuple[str, str], **more: str) -> Form:
    form = edit_form(claim)
    form.values |= about(*whom) | more
    return form


def save(desk: Client, form: Form, words: str = "The gates were opened.") -> Any:
    return desk.post(form.path, filled(desk, form, words))


def told(claim: Claim) -> list[tuple[str, str]]:
    found = About.objects.filter(claim=claim).order_by("pk")
    return list(found.values_list("source__name", "role"))


def words_in(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


# -- at the desk -----------------------------------------------------------------------


def test_a_reviewer_says_whom_it_is_about_known_and_new(desk: Client) -> None:
    claim = make_claim()
    make_source("Ministry of Rivers")
    form = form_of(
        claim, ("ministry of rivers", "victim"), ("The Command", "accused"), ("", ""),
        **{"about-1-create": "on", "about-1-new_kind": "organisation"},
    )  # fmt: skip

    assert save(desk, form).status_code == 302

    assert told(claim) == [("Ministry of Rivers", "victim"), ("The Command", "accused")]
    page = words_in(desk.get(reverse("desk_claim", args=[claim.key])))
    assert "About The Command (accused) and Ministry of Rivers (victim)" in page
    log = page.partition(" Log ")[2]
    assert "Recorded as whom it is about: The Command (accused) Ada" in log


REFUSED: list[tuple[tuple[tuple[str, str], ...], dict[str, str], str]] = [
    ((("Ministry of Rivers", "claimant"),), {}, "claimant is not one of the available"),
    ((("Ministry of Rivers", ""),), {}, "Choose as what the claim speaks of it."),
    ((("", "accused"),), {}, "Say whom the claim is about, or empty this row."),
    ((("Nobody Known", "accused"),), {}, "No source goes by the name “Nobody Known”."),
    ((("\u200b", "accused"),), {}, "Nobody could see this."),
    ((("Ministry of Rivers", "accused"), ("MINISTRY OF RIVERS", "victim")), {},
     "The claim is about the same source twice."),
    ((("New", "accused"), ("new", "victim")),
     {"about-0-create": "on", "about-1-create": "on"},
     "The claim is about the same source twice."),
    ((("Ministry of Rivers", "accused"),), {"about-TOTAL_FORMS": ""},
     "ManagementForm data is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("whom", "more", "why"), REFUSED)
def test_what_cannot_be_is_refused_and_stays_in_the_form(
    whom: tuple[tuple[str, str], ...], more: dict[str, str], why: str, desk: Client
) -> None:
    claim = make_claim()
    make_source("Ministry of Rivers")
    form, before = form_of(claim, *whom, **more), rows()

    answer = save(desk, form, "Words that I typed.")

    assert answer.status_code == 422
    assert why in words_in(answer)
    assert "Words that I typed." in answer.content.decode()
    if "TOTAL_FORMS" not in str(more):
        assert all(html.escape(name) in answer.content.decode() for name, _ in whom)
    assert rows() == before


def test_a_row_that_is_ticked_for_removal_goes(desk: Client) -> None:
    claim = make_claim()
    make_about(claim, "The Command")
    form = form_of(claim, ("The Command", "accused"), **{"about-0-DELETE": "on"})

    assert save(desk, form).status_code == 302

    assert told(claim) == []
    page = words_in(desk.get(reverse("desk_claim", args=[claim.key])))
    assert "No longer recorded as whom it is about: The Command" in page


def test_the_form_shows_who_is_recorded(desk: Client) -> None:
    claim = make_claim()
    kept = make_about(claim, "The Command", "beneficiary")

    page = desk.get(reverse("desk_claim_edit", args=[claim.key])).content.decode()

    assert re.search(r'name="about-0-source"[^>]*value="The Command"', page)
    assert re.search(rf'name="about-0-source_key"[^>]*value="{kept.source.key}"', page)
    assert '<option value="beneficiary" selected>Beneficiary</option>' in page
    assert 'name="about-INITIAL_FORMS" value="1"' in page


def test_who_comes_second_sees_both(desk: Client, ben: User) -> None:
    claim = make_claim()
    make_source("The Command")
    other = Client()
    other.force_login(ben)
    mine = filled(desk, form_of(claim, ("The Command", "victim")), "Mine.")
    assert save(other, form_of(claim, ("The Command", "accused"))).status_code == 302
    before = rows()

    refused = desk.post(edit_form(claim).path, mine)

    assert refused.status_code == 409
    cells = re.findall(r"<td[^>]*>(.*?)</td>", refused.content.decode())
    assert cells[-2:] == ["The Command (accused)", "The Command (victim)"]
    assert rows() == before
    assert told(claim) == [("The Command", "accused")]


def test_the_same_save_sent_twice_is_one(desk: Client) -> None:
    claim = make_claim()
    form = form_of(claim, ("The Command", "accused"), **{"about-0-create": "on"})
    values = filled(desk, form, "The gates were opened.")
    assert desk.post(form.path, values).status_code == 302
    once = rows()

    assert desk.post(form.path, values).status_code == 302

    assert rows() == once


@pytest.mark.parametrize("stage", [Stage.FIRST_VERDICT, Stage.PUBLISHED])
def test_a_verdict_keeps_whom_the_claim_was_about(stage: Stage, desk: Client) -> None:
    claim = make_claim(stage=stage)
    make_source("The Command")

    answer = save(desk, form_of(claim, ("The Command", "accused")))

    assert answer.status_code == 403
    assert "cannot be changed at this stage" in words_in(answer)
    assert told(claim) == []


# -- readers ---------------------------------------------------------------------------


@pytest.fixture
def shown(db: None) -> Claim:
    """A published claim that accuses the Command, with the Command's own word on it."""
    claim = make_claim()
    make_about(claim, "The Command", "accused")
    make_about(claim, "Delta Farmers", "victim")
    denial = make_work("A denial", outlet=make_source("The Command"))
    make_evidence(claim, Stance.REFUTES, work=denial)
    make_evidence(claim, work=make_work("A log"))
    return bring_to(claim, Stage.PUBLISHED)


def test_the_page_of_a_claim_names_them_with_links(
    shown: Claim, reader: Client
) -> None:
    answer = reader.get(shown.get_absolute_url())

    assert "About The Command (accused) and Delta Farmers (victim)" in words_in(answer)
    command = Source.objects.get(name="The Command")
    assert f'<a href="/sources/{command.key}/"><bdi>The Command' in (
        answer.content.decode()
    )


def test_evidence_that_speaks_about_itself_stands_apart(
    shown: Claim, reader: Client
) -> None:
    page = words_in(reader.get(shown.get_absolute_url()))

    assert "1 speaks about itself. 1 with no known connection." in page
    assert (
        "Speaks about itself A denial “A denial” was published by The Command."
        " The claim is about The Command (accused)."
    ) in page


def test_the_desk_offers_to_argue_for_it_and_says_why(
    shown: Claim, desk: Client
) -> None:
    piece = shown.evidence.get(work__title="A denial")
    address = reverse("desk_argue", args=[piece.key])

    assert address in desk.get(reverse("desk_claim", args=[shown.key])).content.decode()
    assert (
        "It speaks about itself: “A denial” was published by The Command. The claim is"
        " about The Command (accused)."
    ) in words_in(desk.get(address))


def test_the_page_of_a_source_lists_the_claims_about_it(
    shown: Claim, reader: Client
) -> None:
    farmers = Source.objects.get(name="Delta Farmers")
    address = reverse("source", args=[farmers.key])

    page = words_in(reader.get(address))

    assert "Is spoken of 1" in page
    assert "How the 1 claim about this source fared" in page
    assert shown.statement in page
    data = reader.get(reverse("source_as", args=[farmers.key, "json"])).json()
    assert (data["role"], data["roles"]["about"], data["total"]) == ("about", 1, 1)


def test_lists_are_narrowed_by_whom_claims_are_about(
    shown: Claim, reader: Client
) -> None:
    farmers = Source.objects.get(name="Delta Farmers")

    def found(query: str) -> list[str]:
        answer = reader.get(f"/claims.json?{query}").json()
        return [row["key"] for row in answer["claims"]]

    assert found(f"source={farmers.key}&role=about") == [shown.key]
    assert found(f"source={farmers.key}") == []
    sources = reader.get("/sources.json?role=about").json()["sources"]
    assert {row["source"]["name"] for row in sources} == {
        "The Command",
        "Delta Farmers",
    }


def test_machines_get_whom_a_claim_is_about(shown: Claim, reader: Client) -> None:
    data = reader.get(reverse("claim_as", args=[shown.key, "json"])).json()
    listed = reader.get("/claims.json").json()["claims"][0]
    table = b"".join(reader.get("/claims.csv").streaming_content).decode()  # type: ignore[attr-defined]

    command = Source.objects.get(name="The Command")
    assert data["about"][0] == {
        "source": {"key": command.key, "name": "The Command", "kind": "organisation"},
        "role": "accused",
    }
    assert listed["about"] == data["about"]
    # Whoever reads columns by their place finds the older ones where they were.
    assert table.partition("\r\n")[0].endswith(",address,about")
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert row["about"] == "The Command (accused); Delta Farmers (victim)"
    denial = next(
        each for each in data["independence"]["evidence"].values() if "about" in each
    )
    assert denial["about"]["role"] == "accused"
    assert denial["about"]["source"]["key"] == command.key


def test_a_past_state_names_whom_it_was_about_then(
    shown: Claim, reader: Client
) -> None:
    About.objects.filter(claim=shown).delete()

    page = reader.get(shown.get_absolute_url()).content.decode()

    assert "The Command</bdi></a> (accused)" in page
