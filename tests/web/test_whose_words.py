"""Does a page tell whose words a title is, and which claims nothing could check?"""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Claim, User
from articles.models.choices import Action, Stage
from articles.workflow import recheck
from tests.factories import (
    TEXT,
    make_article,
    make_claim,
    make_source,
    take,
)

pytestmark = pytest.mark.django_db


def heads(reader: Client, address: str) -> tuple[str, str]:
    """The title of the window and the head of the page."""
    page = lxml.html.fromstring(reader.get(address).text)
    (head,) = page.iter("h1")
    title = " ".join(page.findtext(".//title").split())
    return title.rpartition(" · ")[0], " ".join(head.text_content().split())


# Authors, outlet, who says it.
SIGNED = [
    (["Tessa Aldering"], "The Courier", "Tessa Aldering"),
    (["Tessa Aldering", "Oren Voss"], "The Courier", "Tessa Aldering and Oren Voss"),
    (["A. B.", "C. D.", "E. F."], "The Courier", "A. B., C. D. and 1 other"),
    (["A. B.", "C. D.", "E. F.", "G. H."], None, "A. B., C. D. and 2 others"),
    ([], "The Courier", "The Courier"),
    ([], None, "Unsigned"),
]


@pytest.mark.parametrize(("authors", "outlet", "said_by"), SIGNED)
def test_a_title_is_shown_as_said_by_somebody(
    authors: list[str], outlet: str | None, said_by: str, reader: Client
) -> None:
    article = make_article("More proof", "More proof\n\nIt rained.")
    work = article.work
    work.outlet = make_source(outlet, kind="outlet") if outlet else None
    work.save()
    work.authorships.all().delete()
    for position, name in enumerate(authors):
        author = make_source(name, kind="person")
        work.authorships.create(author=author, position=position)
    make_claim(stage=Stage.PUBLISHED, article=article, quote="It rained")

    listed = lxml.html.fromstring(reader.get(reverse("articles")).text)
    (row,) = listed.xpath('//ol[contains(@class, "article-rows")]/li/a')

    expected = f"{said_by}: More proof"
    address = reverse("article", args=[article.key])
    assert heads(reader, address) == (expected, expected)
    assert " ".join(row.text_content().split()) == expected


def test_a_title_that_is_not_in_the_text_is_somebodys_as_well(reader: Client) -> None:
    article = make_article("More proof", "It rained.\n\nIt rained again.")
    make_claim(stage=Stage.PUBLISHED, article=article, quote="It rained again")

    _, head = heads(reader, reverse("article", args=[article.key]))

    assert head.startswith("Tessa Aldering: ")


# The chains of a claim's appearances, who says it.
SPOKEN = [
    ([("Tessa Aldering",)], "Tessa Aldering"),
    ([("Tessa Aldering", "Ministry of Rivers")], "Ministry of Rivers"),
    ([("Tessa Aldering", "The mayor"), ("Tessa Aldering", "The mayor")], "The mayor"),
    ([("Tessa Aldering", "The mayor"), ("Tessa Aldering",)],
     "The mayor and Tessa Aldering"),
]  # fmt: skip


@pytest.mark.parametrize(("chains", "said_by"), SPOKEN)
def test_a_statement_is_shown_as_said_by_its_claimants(
    chains: list[tuple[str, ...]], said_by: str, reader: Client, cleo: User
) -> None:
    quotes = ("It rained", "It snowed")
    article = make_article(text=". ".join(quotes))
    claim = make_claim("It was wet.", article=article, quote=quotes[0], chain=chains[0])
    for quote, chain in zip(quotes[1:], chains[1:], strict=False):
        other = make_claim("Else.", article=article, quote=quote, chain=chain)
        other.appearances.update(claim=claim)
    take(Action.SUBMIT, claim, claim.recorded_by)
    take(Action.PUBLISH_RECORD, claim, cleo)

    expected = f"{said_by}: It was wet."
    assert heads(reader, claim.get_absolute_url()) == (expected, expected)
    assert f"{said_by}: “It was wet.”" in reader.get(claim.get_absolute_url()).text


@pytest.fixture
def opinion(db: None, cleo: User) -> Claim:
    """Published as recorded: nobody has given a verdict."""
    claim = make_claim("It was a disgrace.", Stage.READY, kind="opinion",
                       checkable=False)  # fmt: skip
    take(Action.PUBLISH_RECORD, claim, cleo)
    return claim


def test_readers_of_the_article_see_that_an_opinion_is_not_checkable(
    opinion: Claim, reader: Client
) -> None:
    article = opinion.appearances.get().text_version.article
    page = lxml.html.fromstring(reader.get(reverse("article", args=[article.key])).text)

    told = [status.text_content() for status in page.find_class("status")]
    assert told == ["Not checkable"] * 2  # counted above the text, and beside it
    assert {mark.get("data-verdict") for mark in page.iter("mark")} == {"not_checkable"}


def test_the_page_of_an_opinion_says_why_there_is_no_verdict(
    opinion: Claim, reader: Client
) -> None:
    page = lxml.html.fromstring(reader.get(opinion.get_absolute_url()).text)
    (line,) = page.find_class("verdict-line")

    assert " ".join(line.text_content().split()) == (
        "Not checkable Recorded as the article says it."
        " Evidence could not show whether it is so."
    )
    assert "Published as recorded, as not checkable" in page.text_content()
    assert "Not yet reviewed" not in page.text_content()


def test_lists_and_tables_have_an_opinion_among_what_is_not_checkable(
    opinion: Claim, reader: Client
) -> None:
    address = reverse("claims_as", args=["json"])

    found = reader.get(f"{address}?verdict=not_checkable").json()
    table = reader.get(reverse("claims_as", args=["csv"])).getvalue().decode()

    assert [row["key"] for row in found["claims"]] == [opinion.key]
    assert found["total"] == 1
    assert found["facets"]["verdict"]["not_checkable"] == 1
    assert reader.get(f"{address}?verdict=none").json()["total"] == 0
    assert ",not_checkable," in table
    record = reader.get(f"/claims/{opinion.key}.json").json()
    assert (record["verdict"], record["checkable"]) == ("not_checkable", False)


def test_a_claim_that_can_be_checked_reads_not_yet_reviewed(
    reader: Client, cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)

    assert "Not yet reviewed" in reader.get(claim.get_absolute_url()).text
    assert reader.get(f"/claims/{claim.key}.json").json()["verdict"] is None


def test_an_opinion_that_nobody_decided_is_no_decision(
    opinion: Claim, reader: Client, ben: User, cleo: User
) -> None:
    """It is not among the newest decisions, and nobody is asked to look again."""
    decided = make_claim("It is a matter of taste.", Stage.READY, kind="opinion",
                         checkable=False, quote=TEXT[:20])  # fmt: skip
    take(Action.GIVE_VERDICT, decided, ben, verdict="not_checkable",
         rationale="Taste.")  # fmt: skip
    take(Action.CONFIRM, decided, cleo)
    take(Action.PUBLISH, decided, cleo)

    make_claim("It rose.", Stage.PUBLISHED, quote=TEXT[:20])  # the example, above all

    newest = lxml.html.fromstring(reader.get("/").text).xpath(
        "//ol[contains(@class, 'claim-rows')]/li"
    )

    assert ["It is a matter of taste." in row.text_content() for row in newest] == [
        True
    ]
    assert recheck.decided_among([opinion.pk, decided.pk]) == [decided.pk]
