"""Do the pages of a list show every row once, in order?"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db.models import F
from django.db.models.expressions import OrderBy
from django.test import Client

from articles.models import (
    Article,
    Claim,
    Publication,
    PublishedAppearance,
    Source,
    TextVersion,
    User,
    Voice,
    Work,
)
from articles.models.choices import Stage
from articles.queries import article_lists, claim_lists, source_lists
from articles.queries.article_lists import ArticleQuery
from articles.queries.claim_selection import ClaimQuery
from articles.queries.paging import ARTICLE_PAGE_ROWS, PAGE_ROWS, Page
from articles.queries.source_lists import SourceQuery
from tests.factories import bring_to, make_claim

MARCH_1 = datetime.date(2026, 3, 1)
NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def walked(
    load: Callable[[str], Page[Any]], key: Callable[[Any], str]
) -> list[list[Any]]:
    """Every page, each asked for by the last row of the one before."""
    pages: list[list[Any]] = []
    follows = ""
    while len(pages) < 9:
        found = load(follows)
        pages.append(found.rows)
        if not found.more:
            return pages
        follows = key(found.rows[-1])
    raise AssertionError("The pages do not end.")


def flat(pages: list[list[Any]]) -> list[Any]:
    return [row.pk for rows in pages for row in rows]


def many_claims(
    number: int, user: User, days: Sequence[datetime.date | None] = (None,)
) -> None:
    """Published claims, seven of them at each moment, that appeared on these days."""
    claims = Claim.objects.bulk_create(
        Claim(statement=f"Claim {at}", kind="event", recorded_by=user)
        for at in range(number)
    )
    Publication.objects.bulk_create(
        Publication(
            claim=claim, number=1, statement=claim.statement, kind="event", record={"key": claim.key},
            published_at=NOON + datetime.timedelta(days=at * 5 % number // 7),
            published_by=user, appeared_on=days[at % len(days)],
        )
        for at, claim in enumerate(claims)
    )  # fmt: skip


def test_pages_of_claims_show_every_claim_once_and_in_order(ada: User) -> None:
    many_claims(2 * PAGE_ROWS + 9, ada)
    current = Publication.objects.current()

    pages = walked(
        lambda follows: claim_lists.page_of_claims(ClaimQuery(), follows),
        lambda row: str(row.summary["key"]),
    )

    assert [len(rows) for rows in pages] == [PAGE_ROWS, PAGE_ROWS, 9]
    assert flat(pages) == list(
        current.order_by("-published_at", "-pk").values_list("pk", flat=True)
    )


SOME_DAYS = (MARCH_1, None, MARCH_1 - datetime.timedelta(days=9), MARCH_1)


@pytest.mark.parametrize(
    ("sort", "day"),
    [
        ("newest", F("appeared_on").desc(nulls_last=True)),
        ("oldest", F("appeared_on").asc(nulls_last=True)),
    ],
)
def test_pages_by_appearance_show_every_claim_once_and_those_without_a_day_last(
    sort: str, day: OrderBy, ada: User
) -> None:
    many_claims(2 * PAGE_ROWS + 9, ada, SOME_DAYS)
    asked = ClaimQuery(sort=sort)

    pages = walked(
        lambda follows: claim_lists.page_of_claims(asked, follows),
        lambda row: str(row.summary["key"]),
    )

    current = Publication.objects.current().order_by(day, "-published_at", "-pk")
    assert flat(pages) == list(current.values_list("pk", flat=True))
    assert flat(pages) == claim_lists.ids_of_claims(asked)


@pytest.mark.parametrize("number", [0, 1, PAGE_ROWS, PAGE_ROWS + 1])
def test_a_page_says_whether_more_follow(number: int, ada: User) -> None:
    many_claims(number, ada)

    found = claim_lists.page_of_claims(ClaimQuery())

    assert len(found.rows) == min(number, PAGE_ROWS)
    assert found.more is (number > PAGE_ROWS)
    assert found.total == number


def test_pages_of_articles_show_every_article_once_undated_ones_last(
    ada: User,
) -> None:
    day = datetime.date(2026, 3, 1)
    works = Work.objects.bulk_create(
        Work(title=f"{at}", published_on=None if at % 3 == 0 else day)
        for at in range(ARTICLE_PAGE_ROWS + 12)
    )
    articles = Article.objects.bulk_create(Article(work=work) for work in works)
    many_claims(1, ada)
    show_claim_in(articles)

    pages = walked(
        lambda follows: article_lists.find_articles(ArticleQuery(), follows),
        lambda row: str(row["key"]),
    )

    assert len(pages) == 2
    assert [row["key"] for rows in pages for row in rows] == [
        article.key
        for article in sorted(
            Article.objects.select_related("work"),
            key=lambda row: (row.work.published_on or datetime.date.min, row.work_id),
            reverse=True,
        )
    ]


@pytest.mark.parametrize("sort", ["oldest", "claims"])
def test_pages_of_articles_in_another_order_show_every_article_once(
    sort: str, ada: User
) -> None:
    works = Work.objects.bulk_create(
        Work(title=f"{at}", published_on=SOME_DAYS[at % 4])
        for at in range(2 * ARTICLE_PAGE_ROWS + 3)
    )
    articles = Article.objects.bulk_create(Article(work=work) for work in works)
    many_claims(3, ada)
    shown = {article.pk: 1 + number % 3 for number, article in enumerate(articles)}
    for number, publication in enumerate(Publication.objects.order_by("pk")):
        show_claim_in(
            [each for each in articles if shown[each.pk] > number], publication
        )
    asked = ArticleQuery(sort=sort)

    pages = walked(
        lambda follows: article_lists.find_articles(asked, follows),
        lambda row: str(row["key"]),
    )

    ordered = sorted(
        Article.objects.select_related("work"),
        key=lambda row: (
            (row.work.published_on or datetime.date.max, -row.work_id)
            if sort == "oldest" else (-shown[row.pk], row.pk)
        ),
    )  # fmt: skip
    assert [row["key"] for rows in pages for row in rows] == [
        each.key for each in ordered
    ]
    assert article_lists.ids_of_articles(asked) == [each.pk for each in ordered]


def show_claim_in(
    articles: list[Article], publication: Publication | None = None
) -> None:
    """A claim that is published, the only one, stands in all of these."""
    publication = publication or Publication.objects.get()
    TextVersion.objects.bulk_create(
        (
            TextVersion(article=article, text=str(at), sha256=f"{article.pk:064x}")
            for at, article in enumerate(articles)
        ),
        ignore_conflicts=True,
    )
    texts = TextVersion.objects.filter(article__in=articles)
    PublishedAppearance.objects.bulk_create(
        PublishedAppearance(
            publication=publication, article=text.article, text_version=text,
            start=0, record={},
        )
        for text in texts
    )  # fmt: skip


def test_pages_of_sources_show_every_source_once_by_name(db: None) -> None:
    names = ["Ämile", "amile", "Zoe", "bea", "Béa"]
    Source.objects.bulk_create(
        Source(name=names[at % 5], kind="person", listed=True)
        for at in range(2 * PAGE_ROWS + 3)
    )

    pages = walked(
        lambda follows: source_lists.find_sources(SourceQuery(), follows),
        lambda row: str(row["source"]["key"]),
    )

    assert [len(rows) for rows in pages] == [PAGE_ROWS, PAGE_ROWS, 3]
    assert [row["source"]["key"] for rows in pages for row in rows] == list(
        Source.objects.order_by("plain", "pk").values_list("key", flat=True)
    )


@pytest.mark.parametrize("role", ["", "relayer"])
def test_pages_of_sources_by_claims_show_every_source_once(
    role: str, ada: User
) -> None:
    sources = Source.objects.bulk_create(
        Source(name=f"{at}", kind="person", listed=True)
        for at in range(2 * PAGE_ROWS + 3)
    )
    many_claims(5, ada)
    heard = {source.pk: number % 6 for number, source in enumerate(sources)}
    Voice.objects.bulk_create(
        Voice(publication=publication, source=source, role=role or "claimant",
              published_at=publication.published_at)
        for number, publication in enumerate(Publication.objects.order_by("pk"))
        for source in sources if heard[source.pk] > number
    )  # fmt: skip
    asked = SourceQuery(role=role, by_claims=True)

    pages = walked(
        lambda follows: source_lists.find_sources(asked, follows),
        lambda row: str(row["source"]["key"]),
    )

    ordered = sorted(
        (each for each in sources if heard[each.pk] or not role),
        key=lambda each: (-heard[each.pk], each.pk),
    )
    assert [row["source"]["key"] for rows in pages for row in rows] == [
        each.key for each in ordered
    ]
    assert source_lists.ids_of_sources(asked) == [each.pk for each in ordered]


def test_a_list_is_sorted_by_its_address_and_stays_so(
    ada: User, reader: Client
) -> None:
    many_claims(PAGE_ROWS + 1, ada, SOME_DAYS)

    page = reader.get("/claims/?sort=oldest").content.decode()
    data = reader.get("/claims.json?sort=oldest").json()

    assert '<option value="oldest" selected>Oldest appearance</option>' in page
    assert "Sort by:" not in page  # as if it were a filter
    assert "sort=oldest&amp;after=" in page
    assert "sort=oldest&after=" in data["next"]
    assert len(reader.get(data["next"]).json()["claims"]) == 1
    assert reader.get("/claims/?sort=sideways").status_code == 400


def test_claims_that_come_are_counted_in_an_order_by_claims(
    ada: User, reader: Client
) -> None:
    first, second = (make_claim(f"{name} spoke.", chain=("Ada", name)) for name in "AB")
    bring_to(first, Stage.PUBLISHED)
    before = reader.get("/sources.json?sort=claims").json()["sources"]

    bring_to(second, Stage.PUBLISHED)
    bring_to(make_claim("B spoke again.", chain=("Ada", "B")), Stage.PUBLISHED)
    after = reader.get("/sources.json?sort=claims").json()["sources"]

    assert before[0]["source"]["name"] == "A"
    assert [row["source"]["name"] for row in after[:2]] == ["B", "A"]


def test_a_page_after_a_row_that_is_not_there_is_the_first_page(ada: User) -> None:
    many_claims(3, ada)

    found = claim_lists.page_of_claims(ClaimQuery(), "bcdfghjk22")

    assert len(found.rows) == 3


def test_the_next_page_of_a_list_in_json_is_json(ada: User, reader: Client) -> None:
    many_sources = [
        Source(name=f"S{at:03}", kind="person", listed=True)
        for at in range(PAGE_ROWS + 1)
    ]
    Source.objects.bulk_create(many_sources)

    first = reader.get("/sources.json").json()
    second = reader.get(first["next"])

    assert second.headers["Content-Type"] == "application/json"
    assert len(second.json()["sources"]) == 1
