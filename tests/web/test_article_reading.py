"""How an article is read: with all its claims, with those of one status, or without."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.models.choices import Action, Stage, Verdict
from tests.dense_articles import make_dense_article
from tests.factories import make_claim, make_user, take
from tests.newer_texts import newer

pytestmark = pytest.mark.django_db
NOTE = re.compile(
    r'class="note" data-verdict="(?P<verdict>\w*)">.*?class="note-number">(?P<number>\d+)<'
)


def noted(page: str) -> dict[str, str]:
    """The verdict of each note by its number."""
    return {found["number"]: found["verdict"] for found in NOTE.finditer(page)}


def page_of(reader: Client, article: Article, query: str = "") -> str:
    answer = reader.get(reverse("article", args=[article.key]) + query)
    assert answer.status_code == 200
    return answer.text


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]+)"', page)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_each_status_is_a_link_that_leaves_only_its_claims_marked(
    reader: Client,
) -> None:
    article = make_dense_article(30)
    whole = page_of(reader, article)
    numbers = noted(whole)
    assert len(numbers) == 30

    for verdict, asked in [*((each, each) for each in Verdict.values), ("", "none")]:
        expected = [number for number in numbers if numbers[number] == verdict]
        assert (f'href="?verdict={asked}"' in whole) == bool(expected)

        page = page_of(reader, article, f"?verdict={asked}")

        assert list(noted(page)) == expected
        assert set(re.findall(r'<mark[^>]* data-verdict="(\w*)"', page)) <= {verdict}
        assert set(re.findall(r'id="m(\d+)"', page)) == set(expected)
        assert "30 claims are recorded in this text" in plain(page)  # still counted
        assert f'<a href="{reverse("article", args=[article.key])}">Show all' in page
        assert canonical(page) == canonical(whole)


def test_a_status_that_no_claim_has_says_so_and_leads_on(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)

    page = page_of(reader, Article.objects.get(), "?verdict=refuted")

    assert "None has the status “Refuted”." in page
    assert "Show all claims" in page
    assert "<mark" not in page
    assert 'class="print-only notes-head"' not in page


def test_one_status_alone_is_no_link(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)

    assert "?verdict=" not in page_of(reader, Article.objects.get())


def test_what_an_address_cannot_mean_is_passed_over(reader: Client) -> None:
    article = make_dense_article(15)
    whole = page_of(reader, article)

    for odd in ("?verdict=maybe", "?verdict=", "?view=upside-down"):
        assert page_of(reader, article, odd) == whole


def test_the_text_alone_has_its_words_and_no_mark(reader: Client) -> None:
    article = make_dense_article(15)
    whole = page_of(reader, article)
    assert "?view=text" in whole

    page = page_of(reader, article, "?view=text")

    assert not re.findall(r"<mark|class=\"ref\"|<details", page)
    assert f'<a href="{reverse("article", args=[article.key])}">Show the 15' in page
    text = re.compile(r'<p class="text"[^>]*>(.*?)</p>', re.DOTALL)
    shown, alone = text.findall(whole), text.findall(page)
    assert [re.sub(r"<[^>]+>", "", each) for each in shown] == alone
    assert canonical(page) == canonical(whole)


def test_other_parts_and_neighbours_are_read_the_same_way(reader: Client) -> None:
    article = make_dense_article(400)
    numbers: list[str] = []
    steps: list[str] = []
    query: str | None = "?verdict=supported"
    while query:
        page = page_of(reader, article, query)
        numbers += list(noted(page))
        steps += re.findall(r'href="([^"]*)">Next claim', page)
        following = re.search(r'href="(\?at=\d+[^"]*)" rel="next', page)
        assert len(page.encode()) <= 150_000
        query = following and following[1].replace("&amp;", "&")

    assert len(numbers) == 101
    assert all(
        number in numbers for number in (step.rpartition("#m")[2] for step in steps)
    )
    across = [step.replace("&amp;", "&") for step in steps if not step.startswith("#")]
    assert across
    for step in across:
        address, _, mark = step.partition("#")
        assert "verdict=supported" in address
        assert f'id="{mark}"' in page_of(reader, article, address)
    # The last leads back, and not on.
    assert page.rpartition("Previous claim")[2].count("Next claim") == 0


def test_the_same_address_as_json_has_the_same_claims(reader: Client) -> None:
    article = make_dense_article(15)
    address = reverse("article_as", args=[article.key, "json"])

    whole = reader.get(address).json()["claims"]
    refuted = reader.get(f"{address}?verdict=refuted").json()["claims"]

    assert refuted == [claim for claim in whole if claim["verdict"] == "refuted"]
    assert refuted
    assert reader.get(f"{address}?view=text").json()["claims"] == whole


def test_a_text_as_it_stood_once_is_read_the_same_way(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    article = Article.objects.get()
    other = make_claim(
        "It is late.", Stage.READY, article=article, quote="wells ran dry"
    )
    for action, name in ((Action.GIVE_VERDICT, "ben"), (Action.CONFIRM, "cleo")):
        take(action, other, make_user(name), verdict="refuted")
    take(Action.PUBLISH, other, make_user("cleo"))
    newer(article, "Nothing of it is left.", make_user("ada"))
    address = reverse("article_version", args=[article.key, 1])

    page = reader.get(f"{address}?verdict=refuted").text

    assert f'<a href="{address}">Show all claims' in page
    assert 'href="?verdict=supported"' in page
    assert claim.statement not in page.partition('class="spread"')[2]


def test_a_dense_passage_keeps_its_notes_beside_it(reader: Client) -> None:
    page = page_of(reader, make_dense_article(15))

    fold = page.partition('<details class="fold">')[2]
    assert plain(fold.partition("</summary>")[0]).strip() == (
        "6 more claims here: 2 supported, 1 refuted, 1 conflicting evidence,"
        " 1 missing context, 1 not yet reviewed"
    )
    assert page.count('class="fold"') == 1
    assert len(noted(page)) == 15
