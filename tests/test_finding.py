"""Which sources and claims are found by what somebody types?"""

import pytest

from articles.models import Source
from articles.models.choices import Stage
from articles.queries import desk as desk_queries
from articles.queries import similar_claims
from articles.queries.source_lists import SourceQuery, find_sources
from tests.factories import make_claim, make_source

LIKE = [
    # what is typed      which sources it finds
    ("manar",            ["Al-Manār TV"]),
    ("MANAR tv",         ["Al-Manār TV"]),
    ("المنار",           ["Al-Manār TV"]),
    ("beacon",           ["Al-Manār TV"]),
    ("elan",             ["Radio Élan"]),
    ("  radio   e",      ["Radio Élan"]),
    ("100%",             ["100% News"]),
    ("%",                ["100% News"]),
    ("_",                []),
    ("nobody",           []),
]  # fmt: skip


@pytest.fixture
def outlets(db: None) -> None:
    manar = make_source("Al-Manār TV", kind="outlet")
    for name in ("المنار", "Bēacon Television"):
        manar.aliases.create(name=name)
    make_source("Radio Élan", kind="outlet")
    make_source("100% News", kind="outlet")


@pytest.mark.parametrize(("words", "found"), LIKE)
def test_sources_are_found_by_any_part_of_any_name(
    words: str, found: list[str], outlets: None
) -> None:
    assert [source.name for source in Source.objects.like(words)] == found
    Source.objects.update(listed=True)
    listed = find_sources(SourceQuery(words)).rows
    assert [row["source"]["name"] for row in listed] == found


SUGGESTED = [
    # what is typed   the alias that it was found by
    ("Al-Man",        ""),
    ("المنا",         "المنار"),
    ("Bēac",          "Bēacon Television"),
    ("beac",          "Bēacon Television"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "alias"), SUGGESTED)
def test_a_suggested_source_names_the_alias_that_it_was_found_by(
    words: str, alias: str, outlets: None
) -> None:
    (only,) = desk_queries.suggested_sources(words)

    assert (only["name"], only["alias"]) == ("Al-Manār TV", alias)


def test_sources_that_begin_with_what_was_typed_come_first(db: None) -> None:
    for name in ("The Post", "A Post", "Post Office", "Póst"):
        make_source(name)

    found = [row["name"] for row in desk_queries.suggested_sources("post")]

    assert found == ["Póst", "Post Office", "A Post", "The Post"]


TWINS = [
    # what is written                                    is it taken for a twin
    ("The gates were opened before midnight.",           True),
    ("the GATES were opened before midnight",            True),
    ("Before midnight the gates were opened.",           True),
    ("The gates were opened shortly before midnight.",   True),
    ("The wells of the upper town ran dry in March.",    False),
    ("the of and",                                       False),
    ("' | & ! :* (",                                     False),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "is_twin"), TWINS)
def test_a_statement_like_one_that_is_recorded_is_noticed(
    statement: str, is_twin: bool, uncounted_claims: None
) -> None:
    claim = make_claim("The gates were opened before midnight.")

    assert similar_claims.possible_duplicates(statement) == ([claim] if is_twin else [])


def test_a_claim_is_suggested_by_a_part_of_its_statement(
    uncounted_claims: None,
) -> None:
    claim = make_claim("The gates of the old dam were opened before midnight.")
    make_claim("The wells ran dry.")

    assert similar_claims.suggested_claims("gates of the old dam") == [claim]


def test_a_withdrawn_claim_is_not_suggested(uncounted_claims: None) -> None:
    make_claim("The gates were opened before midnight.", Stage.WITHDRAWN)

    assert (
        similar_claims.possible_duplicates("The gates were opened before midnight.")
        == []
    )
