"""What does the front page open with, and where can one start from?"""

import re

import pytest
from django.test import Client

from articles.models import Claim, Source
from articles.models.choices import Stage
from articles.queries.claim_lists import mix_groups
from articles.rendering import page_cache
from articles.rendering.page_store import memory
from tests.factories import (
    TEXT,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)
from tests.web.hidden_relations import source_relation

RELAYED = ("Tessa Aldering", "Perrin Ford Courier", "Ministry of Rivers")


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def example_of(page: str) -> str:
    """The key of the claim that the page opens with."""
    (found,) = re.findall(r'class="example-statement"><a href="/claims/(\w+)/"', page)
    return str(found)


def published(
    statement: str, chain: tuple[str, ...] = RELAYED[::2], *, evidence: bool = False
) -> Claim:
    claim = make_claim(statement, chain=chain)
    if evidence:
        outlet = make_source("Gauge Office", kind="organisation")
        make_evidence(claim, work=make_work("The log of the gauge", outlet=outlet))
    return bring_to(claim, Stage.PUBLISHED)


@pytest.mark.django_db
def test_the_newest_claim_that_shows_most_comes_first(client: Client) -> None:
    two_mouths = published("It rose.")
    assert example_of(home(client)) == two_mouths.key

    one_mouth = published("It fell.", ("Tessa Aldering",))
    assert example_of(home(client)) == two_mouths.key

    with_evidence = published("It froze.", ("Tessa Aldering",), evidence=True)
    assert example_of(home(client)) == with_evidence.key

    with_all = published("It thawed.", RELAYED, evidence=True)
    assert example_of(home(client)) == with_all.key

    published("It rose again.", evidence=True)
    assert example_of(home(client)) == with_all.key

    newer = published("It thawed again.", RELAYED, evidence=True)
    page = home(client)
    assert example_of(page) == newer.key
    assert f'href="/claims/{one_mouth.key}/"' in page


@pytest.mark.django_db(transaction=True)
def test_the_example_tells_of_a_connection_as_soon_as_it_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory.clear()
    monkeypatch.setattr(page_cache, "MAKING_APART", 0.0)
    published("It thawed.", RELAYED, evidence=True)
    before = home(Client())

    source_relation(
        Source.objects.get(name="Gauge Office"), "part_of",
        Source.objects.get(name="Ministry of Rivers"),
    ).save()  # fmt: skip

    assert "connected with those who speak" not in before
    assert "connected with those who speak" in home(Client())


@pytest.mark.django_db
def test_the_example_shows_status_voices_and_what_stands_apart(client: Client) -> None:
    claim = published("It thawed.", RELAYED, evidence=True)

    page = home(client)

    section = page[page.index('class="example"') : page.index('class="front"')]
    assert 'data-verdict="supported"' in section
    assert section.count('class="ring"') == 3
    assert "<dt>piece of evidence</dt><dd>1</dd>" in section
    assert "<dt>of independent origin</dt><dd>1</dd>" in section
    assert f"/claims/{claim.key}/#evidence" in section
    # It is not told twice.
    assert page.count("It thawed.") == 1
    assert "The claim above is the only one that is decided yet." in page


@pytest.mark.django_db
def test_an_empty_collection_says_what_will_be_here(client: Client) -> None:
    make_claim("A draft.")

    page = home(client)

    assert "example-statement" not in page
    assert "No decision is published yet." in page
    assert page.count("Here will be") == 4
    assert "A draft." not in page


@pytest.mark.django_db
def test_one_can_start_from_a_status_a_source_an_outlet_an_article(
    client: Client,
) -> None:
    claim = published("It thawed.")
    shown = claim.appearances.get()

    page = home(client)

    ministry = make_source("Ministry of Rivers")
    courier = make_source("Perrin Ford Courier")
    for address in (
        "/claims/?verdict=supported", f"/sources/{ministry.key}/",
        f"/sources/{courier.key}/", f"/articles/{shown.text_version.article.key}/",
        "/circles/",
    ):  # fmt: skip
        assert f'href="{address}"' in page, address
    assert "verdict=refuted" not in page


@pytest.mark.django_db
def test_newest_decisions_are_mixed_over_articles(client: Client) -> None:
    older = make_article("An older one", f"Elsewhere. {TEXT}")
    long = make_article("A long one")
    one = make_claim("One of the older.", Stage.PUBLISHED, article=older)
    many = [
        make_claim(f"Number {n} of the long one.", Stage.PUBLISHED, article=long)
        for n in range(4)
    ]

    page = home(client)

    # The newest is the example.
    listed = page[page.index('id="newest"') : page.index("front-side")]
    keys = re.findall(r'href="/claims/(\w+)/"', listed)
    assert keys == [many[2].key, many[1].key, one.key, many[0].key]


MIXED = [
    # article of each row, newest first     the first rows that are shown
    ("",                                    ""),
    ("aaaab",                               "0142"),
    ("abab",                                "0123"),
    ("aaaa",                                "0123"),
    ("aabba",                               "0123"),
]  # fmt: skip


@pytest.mark.parametrize(("articles", "expected"), MIXED)
def test_others_come_before_the_third_of_one_article(
    articles: str, expected: str
) -> None:
    groups = {row: {article} for row, article in enumerate(articles)}

    assert "".join(map(str, mix_groups(groups, 2, 4))) == expected
