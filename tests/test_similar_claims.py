"""Which recorded claims are offered for a statement, and what does it take to find them?"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.domain.text.likeness import MAX_COMMON_TERMS, choose_searches
from articles.models import Claim, User
from articles.models.choices import Stage
from articles.queries import similar_claims
from articles.queries.similar_claims import possible_duplicates, suggested_claims
from tests.database_roles import as_owner
from tests.factories import make_article, make_claim, make_source
from tests.restatements import RECORDED, RESTATED, SOURCES, UNRELATED
from tests.web.desk_forms import filled, record_form

pytestmark = pytest.mark.usefixtures("uncounted_claims")
MANY = 6_000


@pytest.fixture
def recorded(ada: User) -> list[Claim]:
    for name, aliases in SOURCES.items():
        source = make_source(name)
        for alias in aliases:
            source.aliases.create(name=alias)
    return [record(statement, ada) for statement in RECORDED]


def record(statement: str, user: User) -> Claim:
    return Claim.objects.create(statement=statement, kind="event", recorded_by=user)


def record_many(user: User) -> None:
    """Thousands of claims with words of every frequency, known to the statistics."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            """
            INSERT INTO articles_claim (key, statement, kind, checkable, stage, verdict,
                version, recorded_by_id, created_at, updated_at)
            SELECT 'many' || n, string_agg('word' || floor(2000 * power(random(), 3)), ' ')
                || ' river' || CASE WHEN n %% 3 = 0 THEN ' town' ELSE '' END, 'event', true,
                'draft', '', 1, %s, now(), now()
            FROM generate_series(1, %s) AS n, generate_series(1, 8) AS word GROUP BY n
            """,
            [user.pk, MANY],
        )
        cursor.execute("SET session_replication_role = origin")
        # What was inserted waits beside the index, and each search goes through all of it.
        cursor.execute("SELECT gin_clean_pending_list('claim_search')")
        cursor.execute("ANALYZE articles_claim")
    similar_claims.fetch_kept_statistics.cache_clear()


@pytest.mark.parametrize("offer", [possible_duplicates, suggested_claims])
@pytest.mark.parametrize("among_many", [False, True])
def test_what_is_recorded_in_other_words_is_offered_and_little_else(
    offer: Callable[[str], list[Claim]],
    among_many: bool,
    recorded: list[Claim],
    ada: User,
) -> None:
    if among_many:
        record_many(ada)

    found = [recorded[at] in offer(statement) for statement, at in RESTATED]
    itself = [offer(claim.statement)[:1] == [claim] for claim in recorded]
    noise = [len(offer(statement)) for statement in UNRELATED]

    assert sum(found) >= len(RESTATED) - 2
    assert all(itself)
    assert sum(noise) <= 8
    assert max(noise) <= 2


def test_at_most_five_are_offered_the_most_alike_first(ada: User) -> None:
    for at in range(9):
        record(f"The gates of the dam were opened on day {at} by the keeper.", ada)
    same = record("The gates of the dam were opened before midnight.", ada)

    found = possible_duplicates("The gates of the dam were opened before midnight.")

    assert len(found) == similar_claims.MAX_CLAIMS_OFFERED
    assert found[0] == same


NAMED = [
    # what is written                               is the recorded claim offered
    ("Washington arms and funds the Islamic State.",    True),
    ("The U.S. arms ISIS.",                             True),
    ("Washington’s arms reach ISIS.",                   True),
    ("It is for us that ISIS arms itself.",             True),   # by "ISIS" and "arms"
    ("He gave us boots.",                               False),  # us is not the US
    ("Paris arms and funds the Red Cross.",             False),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "is_offered"), NAMED)
def test_a_source_is_found_by_its_other_names(
    statement: str, is_offered: bool, ada: User
) -> None:
    for name, *aliases in (
        ("United States", "Washington", "US", "U.S."),
        ("Islamic State", "ISIS", "ISIL"),
    ):
        source = make_source(name)
        for alias in aliases:
            source.aliases.create(name=alias)
    claim = record("The United States arms and finances ISIS.", ada)

    assert (claim in possible_duplicates(statement)) is is_offered


def test_without_the_aliases_other_names_say_nothing(ada: User) -> None:
    """The control of the test above."""
    record("The United States arms and finances ISIS.", ada)

    assert possible_duplicates("Washington funds the Islamic State.") == []


def test_a_name_of_many_sources_does_not_widen_the_search(ada: User) -> None:
    for at in range(similar_claims.MAX_SOURCES_OF_A_NAME + 1):
        make_source(f"Ministry {at} of Hydrology").aliases.create(name="Ministry")
    record("Ministry 3 of Hydrology lied.", ada)

    assert not similar_claims.names_in("The Ministry lied.")


# -- by the statistics -------------------------------------------------------------------


def test_the_application_and_the_owner_read_the_statistics(ada: User) -> None:
    record_many(ada)

    known = similar_claims.fetch_statistics()
    with as_owner():
        similar_claims.fetch_kept_statistics.cache_clear()
        assert similar_claims.fetch_statistics() == known

    assert known.claims == pytest.approx(MANY, rel=0.01)
    assert known.rows("river") == pytest.approx(MANY, rel=0.01)
    assert known.rows("town") == pytest.approx(MANY / 3, rel=0.1)
    assert known.rows("quarri") < MANY / 500


def test_a_twin_of_common_words_alone_is_found(ada: User) -> None:
    record_many(ada)
    claim = record("The town of word0 and word1 is on the river of word2.", ada)

    assert claim in possible_duplicates("On the river word2 is word1, the word0 town.")


STATEMENTS = [
    "The quarry of word1999 was closed.",
    "The river in the town was closed.",
    "The town and the river, word5 and word6, word7 and word8.",
    "Something else altogether.",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_few_rows_are_read_by_index_whatever_the_words(
    statement: str, ada: User
) -> None:
    record_many(ada)
    similar_claims.fetch_statistics()
    made: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        made.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(keep):
        possible_duplicates(statement)

    assert len(made) <= 4
    searches = [each for each in made if "ts_rank" in each[0]]
    for sql, values in searches:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
            plan = cursor.fetchone()[0][0]["Plan"]
        nodes = list(walk(plan))
        seen = [each for each in nodes if each.get("Relation Name")]
        assert [each["Node Type"] for each in seen] == ["Bitmap Heap Scan"]
        assert seen[0]["Actual Rows"] <= similar_claims.MAX_CLAIMS_FOUND
        scans = [each for each in nodes if each["Node Type"] == "Bitmap Index Scan"]
        assert len(scans) <= MAX_COMMON_TERMS


PAIRED = "word3 word4 word5 word6 word7 word8 word9 word1999"


def test_what_is_looked_for_together_is_what_is_looked_for_one_by_one(
    ada: User,
) -> None:
    record_many(ada)
    known = similar_claims.fetch_statistics()
    terms = similar_claims.read_statement_terms(PAIRED)
    searches = choose_searches(terms, known.rows, known.claims, 200)
    alone = [" & ".join(map(similar_claims.term_query, each)) for each in searches]

    together = similar_claims.write_queries(searches)

    assert len(together) <= MAX_COMMON_TERMS < len(alone)
    assert claims_of(together) == claims_of(alone)


def claims_of(queries: list[str]) -> set[int]:
    """The claims that any of these tsqueries finds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM articles_claim WHERE search @@ ANY(%s::tsquery[])",
            [queries],
        )
        return {pk for (pk,) in cursor.fetchall()}


def walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from walk(below)


def test_slips_of_the_keys_are_mended_in_a_large_collection(ada: User) -> None:
    for at in range(20):
        record(f"Waterworks {at} and pumping.", ada)
    record_many(ada)

    found = suggested_claims("watrworks pumpng")

    assert len(found) == similar_claims.MAX_CLAIMS_OFFERED
    assert all(claim.statement.startswith("Waterworks") for claim in found)
    assert suggested_claims("xqzzt brrrk") == []


# -- what the desk shows -----------------------------------------------------------------


def test_the_desk_asks_and_says_how_each_differs(desk: Client, ada: User) -> None:
    known = make_claim("The gates were opened before midnight by forty men.")
    form = record_form(known)
    form.values["existing"] = ""
    typed = "The gates were not opened before midnight by 52 men."

    page = desk.post(form.path, filled(desk, form, typed)).text

    assert "Is it one of these, which are recorded already?" in page
    assert 'aria-describedby="similar_0_differs"' in page
    (told,) = re.findall('id="similar_0_differs">([^<]*)<', page)
    assert "Perhaps the opposite: “not” here" in told
    assert "Another number:" in told
    assert {"“forty” recorded", "“52” here"} <= set(re.split("[:;.,] ?", told))


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Other words"), ("nb", "were not compared"), ("", "were not compared")],
)
def test_while_one_types_a_claim_is_offered_with_how_it_differs(
    language: str, told: str, desk: Client, ada: User
) -> None:
    make_article(language=language)
    claim = record("Gates opened before midnight", ada)

    answer = desk.get(
        reverse("desk_suggest_claims"),
        {"q": "Gates before midnight opened", "language": language},
    ).json()

    (offered,) = answer["claims"]
    assert offered["key"] == claim.key
    assert offered["stage"] == Stage.DRAFT
    assert told in json.dumps(offered["differs"])
