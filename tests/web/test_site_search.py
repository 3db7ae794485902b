"""What does a search over everything find, and what does it offer where it finds nothing?"""

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Source
from articles.models.choices import Action, Stage
from articles.queries.public_index.current import public_index
from articles.queries.site_search import suggest_everywhere
from articles.queries.word_search import read_all
from tests.factories import make_article, make_claim, make_source, make_user, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def lendman() -> Source:
    """Who claims that the gates were opened, and somebody of whom readers know nothing."""
    source = make_source("Stephen Lendman", kind="person")
    source.aliases.create(name="Steve L. Barlow")
    make_claim(stage=Stage.PUBLISHED, chain=("Tessa Aldering", "Stephen Lendman"))
    hidden = make_source("Lendmann Secret Bureau")
    make_claim("A draft says so.", chain=("Tessa Aldering", hidden.name))
    return source


def found(client: Client, words: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/search.json", {"q": words}).json()
    return answer


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["source"]["name"] for row in rows]


SEARCHES = [
    # what is typed          claims sources articles
    ("gates",                1, 0, 0),
    ("gates opened",         1, 0, 0),
    ("river",                1, 0, 1),  # a claim by the title of its article, too
    ("rose river",           1, 0, 1),
    ("riv",                  0, 0, 1),
    ("lendman",              1, 1, 0),
    ("LENDMAN stephen",      1, 1, 0),
    ("barlow",               0, 1, 0),
    ("the",                  0, 0, 1),
    ("secret",               0, 0, 0),
    ("draft",                0, 0, 0),
    ("' - \"",               0, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("words", "claims", "sources", "articles"), SEARCHES)
def test_the_three_kinds_are_found_as_their_lists_find_them(
    words: str,
    claims: int,
    sources: int,
    articles: int,
    lendman: Source,
    client: Client,
) -> None:
    answer = found(client, words)

    kinds = {"claims": claims, "sources": sources, "articles": articles}
    for kind, total in kinds.items():
        assert (answer[kind]["total"], len(answer[kind]["rows"])) == (total, total), (
            kind
        )
        if re.search(r"\w", words):
            assert client.get(answer[kind]["all"]).json()["total"] == total, kind


LIKE = [
    # what is typed            who may have been meant
    ("Lendmann",               ["Stephen Lendman"]),
    ("Stephan Lendman",        ["Stephen Lendman"]),
    ("Stephan Lendmann",       ["Stephen Lendman"]),
    ("Lendmann Libya",         ["Stephen Lendman"]),
    ("steev barlwo",           ["Stephen Lendman"]),
    ("Lendman",                []),  # there is one of this name
    ("Lend",                   []),
    ("secrret",                []),
    ("Buraeu",                 []),
    ("xyz",                    []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "like"), LIKE)
def test_a_slip_in_a_name_is_forgiven_as_an_offer(
    words: str, like: list[str], lendman: Source, client: Client
) -> None:
    assert names(found(client, words)["like"]) == like

    page = client.get("/search/", {"q": words}).content.decode()
    assert ("Did you mean" in page) == bool(like)


def test_names_come_and_go_with_what_readers_see(
    lendman: Source, client: Client
) -> None:
    hidden = Source.objects.get(name="Lendmann Secret Bureau")
    assert names(found(client, "Buraeu")["like"]) == []

    hidden.listed = True
    hidden.save()
    assert names(found(client, "Buraeu")["like"]) == ["Lendmann Secret Bureau"]

    hidden.listed = False
    hidden.save()
    claim = make_claim("It spoke.", Stage.PUBLISHED, chain=("Ada", hidden.name))
    assert names(found(client, "Buraeu")["like"]) == ["Lendmann Secret Bureau"]

    take(Action.WITHDRAW, claim, make_user("dana", "Editors"))
    assert names(found(client, "Buraeu")["like"]) == []


def test_nothing_found_says_what_was_understood_and_what_would_be_found(
    lendman: Source, client: Client
) -> None:
    answer = found(client, "the gates of zzz opened")

    assert answer["searched"] == ["gates", "zzz", "opened"]
    assert answer["little_words"] == ["the", "of"]
    assert answer["fewer_words"] == [
        {"words": "gates opened", "without": ["zzz"], "count": 1}
    ]
    page = client.get("/search/", {"q": "the gates of zzz opened"}).content.decode()
    assert 'href="/search/?q=gates+opened"' in page
    assert "Left out as little words: the, of." in page
    for address in ("/claims/", "/sources/", "/articles/"):
        assert f'href="{address}"' in page


def test_a_search_for_nothing_says_what_can_be_searched(client: Client) -> None:
    page = client.get("/search/").content.decode()

    assert "sources by any of their names" in page
    assert client.get("/search/", {"q": "x" * 201}).status_code == 400
    assert client.get("/search.json", {"q": "x" * 201}).status_code == 400
    assert client.get("/search.csv").status_code == 404


def options(client: Client, words: str) -> list[tuple[str, str]]:
    answer = client.get("/search/suggest", {"q": words}).json()
    return [(option["kind"], option["name"]) for option in answer["options"]]


def test_suggestions_name_sources_articles_and_claims(
    lendman: Source, client: Client
) -> None:
    assert options(client, "lend") == [("source", "Stephen Lendman")]
    assert options(client, "river ro") == [("article", "The river rose")]
    assert options(client, "gates") == [
        ("claim", "The gates were opened before midnight.")
    ]
    assert options(client, "l") == options(client, "secr") == []
    assert options(client, "x" * 201) == options(client, "'") == []
    (one,) = client.get("/search/suggest?q=barl").json()["options"]
    assert one["told"] == "Person, also Steve L. Barlow"
    assert one["url"] == f"/sources/{lendman.key}/"


def test_a_suggestion_reads_no_common_word(
    lendman: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which may take seconds; what a search has read once is suggested from then on."""
    monkeypatch.setattr("articles.queries.word_search.MOST_RARE_CLAIMS", 0)
    read = []
    monkeypatch.setattr(
        "articles.queries.word_search.read_all",
        lambda using, term: read.append(term) or read_all(using, term),  # type: ignore[func-returns-value]
    )

    assert suggest_everywhere("gates")["claims"].total == 0
    assert suggest_everywhere("gates -opened")["claims"].total == 0
    assert read == []

    Client().get("/search/?q=gates")
    assert len(read) == 1
    with public_index("default") as index:
        assert "gate" in index.words
    assert suggest_everywhere("gates")["claims"].total == 1
    assert len(read) == 1


def test_sources_whose_name_begins_so_come_before_those_with_more_claims(
    db: None, client: Client
) -> None:
    article = make_article()
    for name, number in (("Port Office", 1), ("Report Wire", 3), ("Port Guild", 2)):
        make_source(name)
        for turn in range(number):
            make_claim(f"{name} said it {turn}.", Stage.PUBLISHED, article=article,
                       chain=("Tessa Aldering", name))  # fmt: skip

    rows = found(client, "port")["sources"]["rows"]

    assert names(rows) == ["Port Guild", "Port Office", "Report Wire"]


def test_every_page_searches_everything(client: Client) -> None:
    page = client.get("/method/").content.decode()

    assert 'action="/search/"' in page
    assert "Search claims, sources, articles" in page
