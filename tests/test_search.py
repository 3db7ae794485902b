"""Does every database find the same by the same words, whatever its locale?"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier, Literal

from articles.editing.find_or_create import find_or_create_party
from articles.editing.inputs import NewSource
from articles.forms.fields import require_visible
from articles.migrations import _search_form
from articles.models import Claim, Source, SourceAlias
from articles.models.choices import Stage
from articles.models.search import search_query
from articles.queries import similar_claims
from articles.queries.article_lists import ArticleQuery, find_articles
from articles.queries.sources import is_same_name, name_keys
from tests.factories import make_article, make_claim, make_source
from tests.searches import HALL, OTHER_NAMES, SAME_NAMES, SEARCHES

STATEMENTS = list(dict.fromkeys(statement for statement, _, _ in SEARCHES))
TABLE_SQL = """
CREATE TABLE articles_claim (
    id bigint PRIMARY KEY, statement text NOT NULL,
    search tsvector GENERATED ALWAYS AS (public.search_vector(statement)) STORED
)
"""
SAME_NAME_SQL = "SELECT public.name_key(%s) = public.name_key(%s)"


@pytest.fixture
def claims(db: None) -> dict[str, Claim]:
    return {statement: make_claim(statement) for statement in STATEMENTS}


def test_every_search_of_the_table_finds_what_it_should(
    claims: dict[str, Claim],
) -> None:
    wrong = [
        (statement, words)
        for statement, words, is_found in SEARCHES
        if Claim.objects.filter(pk=claims[statement].pk, search=search_query(words))
        .exists()
        is not is_found
    ]  # fmt: skip

    assert not wrong


@pytest.fixture(params=["C", "C.UTF-8"])
def other_database(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    """A database of the same server with this locale, and our functions in it."""
    url = os.environ.get("OWNER_DATABASE_URL") or os.environ["DATABASE_URL"]
    name = f"claimtracker_{os.getpid()}_{request.param.replace('.', '_').lower()}"
    made = SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc"
        " LC_COLLATE {} LC_CTYPE {}"
    ).format(Identifier(name), Literal(request.param), Literal(request.param))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(made)
        try:
            with psycopg.connect(url, dbname=name, autocommit=True) as database:
                database.execute(_search_form.CREATE_FUNCTIONS)
                yield database
        finally:
            server.execute(SQL("DROP DATABASE {}").format(Identifier(name)))


def test_a_database_with_another_locale_finds_the_same(
    other_database: psycopg.Connection,
) -> None:
    other_database.execute(TABLE_SQL)
    for number, statement in enumerate(STATEMENTS):
        other_database.execute(
            "INSERT INTO articles_claim VALUES (%s, %s)", [number, statement]
        )
    wrong = []
    for statement, words, is_found in SEARCHES:
        rows = Claim.objects.filter(search=search_query(words)).values("pk")
        found = other_database.execute(*rows.query.sql_with_params()).fetchall()
        if ((STATEMENTS.index(statement),) in found) is not is_found:
            wrong.append((statement, words))
    names = [
        (one, other, same)
        for names, same in ((SAME_NAMES, True), (OTHER_NAMES, False))
        for one, other in names
        if other_database.execute(SAME_NAME_SQL, [one, other]).fetchone() != (same,)
    ]

    assert (wrong, names) == ([], [])


@pytest.mark.parametrize(("name", "other"), SAME_NAMES)
def test_a_source_is_the_same_however_its_name_is_spelt(
    name: str, other: str, db: None
) -> None:
    source = make_source(name)

    assert list(Source.objects.named(other)) == [source]
    assert list(Source.objects.like(other)) == [source]
    assert is_same_name(name, other)


@pytest.mark.parametrize(("name", "other"), OTHER_NAMES)
def test_what_is_another_name_stays_one(name: str, other: str, db: None) -> None:
    make_source(name)

    assert not Source.objects.named(other).exists()
    assert not is_same_name(name, other)


INVISIBLE = st.sampled_from(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202c\u2067\u2069\ufeff"
)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=NAMES, mark=INVISIBLE, place=st.integers(0, 30))
def test_what_nobody_sees_makes_no_other_name(
    name: str, mark: str, place: int, db: None
) -> None:
    assert is_same_name(name, f"{name[:place]}{mark}{name[place:]}")
    assert is_same_name(name, f"  {name}\u00a0")


def test_a_name_of_nothing_but_marks_has_a_key(db: None) -> None:
    assert all(name_keys(["'", "—", "“”", "%", "_"]).values())


KNOWN = "这座旧磨坊在秋天被洪水冲毁，镇上的居民失去了面粉。"
TWINS = [
    # what is recorded          what is written             is it taken for a twin
    (KNOWN, "旧磨坊在秋天被洪水冲毁，镇上居民失去了面粉", True),
    (KNOWN, "湖边的渡口在春天重新开放，旅客可以免费乘船。", False),
    ("古い水車は秋の洪水で壊れ、町の人々は小麦粉を失った。",
     "古い水車が秋の洪水で壊れて、町の人々は小麦粉を失った", True),
    ("古い水車は秋の洪水で壊れ、町の人々は小麦粉を失った。",
     "湖の渡し船は春に再開し、旅客は無料で乗ることができる。", False),
    ("أعلنت الإدارة أن الجسر القديم أُغلق في الخريف.",
     "اعلنت الاداره ان الجسر القديم اغلق في الخريف", True),
    ("Старый мост закрыли осенью, сообщила управа.",
     "Старый мост закрыли осенью — сообщила управа", True),
    ("โรงสีเก่าถูกน้ำท่วมพัดพังในฤดูใบไม้ร่วง", "โรงสีเก่าถูกน้ำท่วมพังในฤดูใบไม้ร่วง", True),
    ("The old mill “burnt” – twice.", "The old mill 'burnt' twice", True),
]  # fmt: skip


@pytest.mark.parametrize(("known", "statement", "is_twin"), TWINS)
def test_a_twin_is_noticed_in_every_script(
    known: str, statement: str, is_twin: bool, uncounted_claims: None
) -> None:
    claim = make_claim(known)

    assert similar_claims.possible_duplicates(statement) == ([claim] if is_twin else [])


@pytest.mark.parametrize("typed", ["秋天被洪水", "الجسر القديم", "“old mill”"])
def test_a_known_claim_is_offered_while_one_types_in_any_script(
    typed: str, uncounted_claims: None
) -> None:
    claims = {known: make_claim(known) for known, _, _ in TWINS}
    found = similar_claims.suggested_claims(typed)

    assert [claim.statement for claim in found if claim in claims.values()] == [
        known for known in claims if fold(typed) in fold(known)
    ]


def fold(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.name_key(%s)", [text])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("typed", ["dam", "“Dam”", "DÂM:", "dam\u200f", "the dam"])
def test_articles_are_found_by_words_of_their_title(typed: str, db: None) -> None:
    article = make_article(title="The “Dam”: a history")
    other = make_article(title="Bridges", text="The bridge was closed.")
    make_claim("The mill burnt.", Stage.PUBLISHED, article=article)
    make_claim("It was closed.", Stage.PUBLISHED, article=other, quote="bridge")

    found = find_articles(ArticleQuery(typed.split()))

    assert [row["key"] for row in found.rows] == [article.key]


@pytest.mark.parametrize("typed", ["the of", "-- “ ”", "…"])
def test_a_search_for_nothing_but_little_words_says_so(
    typed: str, reader: Client, db: None
) -> None:
    make_claim("The mill burnt.", Stage.PUBLISHED)
    page = reader.get(reverse("claims"), {"q": typed}).content.decode()
    other = reader.get(reverse("claims"), {"q": "ferry"}).content.decode()

    assert "Only little words or marks" in page
    assert "Only little words or marks" not in other


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_data_is_searched_as_the_page_is(suffix: str, reader: Client, db: None) -> None:
    claim = make_claim(HALL, Stage.PUBLISHED)
    make_claim("The mill burnt.", Stage.PUBLISHED)
    found = reader.get(reverse("claims_as", args=[suffix]), {"q": "“flood wall”"})
    body = b"".join(found) if found.streaming else found.content

    assert claim.key in body.decode()
    assert b"mill" not in body


def test_a_source_is_not_recorded_twice_under_what_nobody_sees(db: None) -> None:
    first, *others = (
        find_or_create_party(NewSource(name, "organisation"))
        for name in (
            "Ministry of Canals", "\u202aMinistry of Canals\u202c",
            "Ministry of\u200b Canals", "ministry-of-canals", "Ministry of Canals\u0640",
        )
    )  # fmt: skip

    assert {other.pk for other in others} == {first.pk}
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202aCanal\u200b  Board\u202c\u200f", "Canal Board"),
        ("علی\u200cرضا\u200c بندری", "علی\u200cرضا بندری"),
        ("Can\u200cal", "Canal"),
    ],
)
def test_a_name_is_kept_as_it_looks(typed: str, kept: str, db: None) -> None:
    assert find_or_create_party(NewSource(typed, "person")).name == kept
    assert require_visible(typed) == kept
    alias = SourceAlias(name=typed)
    alias.clean()
    assert alias.name == kept


@pytest.mark.django_db
@pytest.mark.parametrize("index", ["claim_search", "publication_search"])
def test_a_search_reads_no_list_of_what_is_not_in_the_index_yet(index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [index])

        assert cursor.fetchall() == [(["fastupdate=off"],)]
