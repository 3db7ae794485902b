"""Do the pages of a list show every row once, in order?"""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import (
    Article,
    Claim,
    Publication,
    PublishedAppearance,
    Source,
    TextVersion,
    User,
    Work,
)
from articles.queries import article_lists, claim_lists, source_lists
from articles.queries.article_lists import ArticleQuery
from articles.queries.claim_lists import ClaimQuery
from articles.queries.paging import ARTICLE_PAGE_ROWS, PAGE_ROWS, Page
from articles.queries.source_lists import SourceQuery

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


def many_claims(number: int, user: User) -> None:
    """Published claims, seven of them at each moment."""
    claims = Claim.objects.bulk_create(
        Claim(statement=f"Claim {at}", kind="event", recorded_by=user)
        for at in range(number)
    )
    Publication.objects.bulk_create(
        Publication(
            claim=claim, number=1, statement=claim.statement, kind="event", record={"key": claim.key},
            published_at=NOON + datetime.timedelta(days=at * 5 % number // 7),
            published_by=user,
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


def show_claim_in(articles: list[Article]) -> None:
    """The one claim that is published stands in all of these."""
    publication = Publication.objects.get()
    texts = TextVersion.objects.bulk_create(
        TextVersion(article=article, text=str(at), sha256=f"{at:064x}")
        for at, article in enumerate(articles)
    )
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
