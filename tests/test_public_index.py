"""Does the index in memory answer as a count over the tables would, at any time?"""

import datetime
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.db.models import Count
from pytest_django import DjangoDbBlocker

from articles.models import (
    Article,
    Publication,
    PublishedAppearance,
    Source,
    Voice,
)
from articles.models.choices import ANY_ROLE, UNCHECKED, Role, SourceKind
from articles.queries import claim_lists, word_search
from articles.queries.article_lists import ArticleQuery, ids_of_articles
from articles.queries.claim_lists import find_claims, ids_of_claims
from articles.queries.claim_selection import ClaimQuery
from articles.queries.paging import MAX_FACET_VALUES
from articles.queries.public_index import arrays, current, loading, words
from articles.queries.public_index.arrays import fetch_binary, read_numbers
from articles.queries.public_index.articles import ArticleEntry, ArticleIndex
from articles.queries.public_index.contents import PublicIndex
from articles.queries.source_lists import (
    SourceQuery,
    find_sources,
    ids_of_sources,
    role_counts,
)
from articles.queries.source_verdicts import SourceVerdicts, count_verdicts
from tests.database_roles import as_owner
from tests.factories import make_user
from tests.random_claims import FIRST_DAY, cited_so, claims_left, fill
from tests.web.asking import undone

pytestmark = pytest.mark.django_db
CLAIMS = 900
NEWEST_FIRST = ["-published_at", "-pk"]


@pytest.fixture(scope="module", autouse=True)
def _filled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Claims drawn by chance, which are gone afterwards."""
    with django_db_blocker.unblock(), undone():
        fill(CLAIMS, make_user("ada"))
        yield


def busiest(role: str, place: int) -> str:
    heard = Voice.objects.filter(role=role).values("source__key")
    ranked = heard.annotate(count=Count("pk")).order_by("-count", "source")
    return str(ranked[place]["source__key"])


def article_key(place: int) -> str:
    shown = PublishedAppearance.objects.current().values("article__key")
    ranked = shown.annotate(count=Count("pk")).order_by("-count", "article")
    return str(ranked[place]["article__key"])


def filters() -> dict[str, list[dict[str, Any]]]:
    """Each filter, with values that many claims have, that few have, that none has."""
    days = [FIRST_DAY + datetime.timedelta(days=n) for n in (0, 10, 40)]
    roles = [ANY_ROLE, *Role.values]
    return {
        "words": [{"words": each} for each in (
            "gates", "quay", "gates river", "gates -river", "barley or quay",
            '"gates gates"', "nothing", "the", "-gates", "-quay -ferry",
        )],
        "verdict": [{"verdicts": ["refuted"]}, {"verdicts": ["", "supported"]}],
        "kind": [{"kinds": ["event"]}, {"kinds": ["number", "opinion"]}],
        "fidelity": [{"fidelities": ["altered"]}, {"fidelities": ["", "verbatim"]}],
        "source": [
            *({"source": busiest(r, n), "role": r} for r in roles for n in (0, 4)),
            {"source": "bcdfghjk22"},
        ],
        "outlet": [{"outlet": busiest("outlet", n)} for n in (0, 5)],
        "article": [{"article": article_key(n)} for n in (0, 20)],
        "day": [{"since": days[1]}, {"until": days[1]},
                {"since": days[1], "until": days[2]},
                {"since": days[2], "until": days[0]}],
    }  # fmt: skip


def some_queries(dice: random.Random) -> Iterator[dict[str, Any]]:
    """Nothing; every filter alone; every pair and every three, of values by chance."""
    named = filters()
    yield {}
    for values in named.values():
        yield from values
    for number in (2, 3):
        for chosen in combinations(named.values(), number):
            yield {k: v for values in chosen for k, v in dice.choice(values).items()}


def counted(claims: Any) -> dict[str, Any]:
    """The counts of facets over these claims, one by one."""
    ids = list(claims.values_list("pk", flat=True))
    voices = Voice.objects.filter(publication__in=ids)
    return {
        "verdict": Counter(claims.values_list("verdict", flat=True)),
        "kind": Counter(claims.values_list("kind", flat=True)),
        "outlet": Counter(
            voices.filter(role="outlet").values_list("source__key", flat=True)
        ),
        "article": Counter(
            article
            for article, _ in set(
                PublishedAppearance.objects.filter(publication__in=ids).values_list(
                    "article__key", "publication"
                )
            )
        ),
    }  # fmt: skip


@pytest.mark.parametrize("rare", [2_000, 3])
def test_any_combination_of_filters_leaves_what_sql_leaves(
    rare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that few claims have are read by SQL, others are held in memory."""
    monkeypatch.setattr(word_search, "MOST_RARE_CLAIMS", rare)
    monkeypatch.setattr(word_search, "ROWS_AT_ONCE", 100)
    found = 0
    for asked in some_queries(random.Random(rare)):  # noqa: S311
        left = list(
            claims_left(asked).order_by(*NEWEST_FIRST).values_list("pk", flat=True)
        )

        assert ids_of_claims(ClaimQuery(**asked)) == left, asked
        found += bool(left)

    assert found > 80


def test_facets_count_what_the_other_filters_leave() -> None:
    for asked in some_queries(random.Random(5)):  # noqa: S311
        answer = find_claims(ClaimQuery(**asked)).facets

        for facet, own in (
            ("verdict", "verdicts"), ("kind", "kinds"), ("outlet", "outlet"),
            ("article", "article"),
        ):  # fmt: skip
            others = {name: value for name, value in asked.items() if name != own}
            expected = counted(claims_left(others))[facet]
            shown = {value: count for value, _, count in answer[facet]}
            top = sorted(expected.values(), reverse=True)
            assert shown == {value: expected[value] for value in shown}, (asked, facet)
            limit = MAX_FACET_VALUES if facet in {"outlet", "article"} else None
            assert sorted(shown.values(), reverse=True) == top[:limit], (asked, facet)


def test_fidelities_are_counted_of_the_citations_that_are_asked_for() -> None:
    for asked in some_queries(random.Random(6)):  # noqa: S311
        answer = find_claims(ClaimQuery(**asked)).facets["fidelity"]

        others = {name: v for name, v in asked.items() if name != "fidelities"}
        pairs = cited_so(asked).filter(publication__in=claims_left(others).values("pk"))
        expected = Counter(
            fidelity or UNCHECKED
            for fidelity, _ in set(pairs.values_list("fidelity", "publication"))
        )
        assert {value: count for value, _, count in answer} == expected, asked


def test_pages_show_every_claim_once_whatever_is_asked() -> None:
    asked = ClaimQuery(source=busiest("claimant", 0), role="claimant")
    shown, follows = [], ""
    while True:
        page = find_claims(asked, follows)
        shown += [row.pk for row in page.rows]
        if not page.more:
            break
        follows = page.rows[-1].summary["key"]

    assert len(shown) > 60
    assert shown == ids_of_claims(asked)


def test_a_page_follows_a_claim_that_was_withdrawn_meanwhile() -> None:
    first = find_claims(ClaimQuery())
    last = first.rows[-1]
    expected = ids_of_claims(ClaimQuery())[len(first.rows) :][: len(first.rows)]
    with undone():
        supersede([last.pk])

        following = find_claims(ClaimQuery(), last.summary["key"])

    assert [row.pk for row in following.rows] == expected


def test_articles_are_left_as_sql_leaves_them() -> None:
    public = Article.objects.public()
    outlet = Source.objects.filter(works_published__article__in=public)[0].key
    author = public[3].work.authors.all()[0].key
    day = FIRST_DAY + datetime.timedelta(days=20)
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}),
        ({"outlet": outlet}, {"work__outlet__key": outlet}),
        ({"author": author}, {"work__authors__key": author}),
        ({"language": "ar"}, {"work__language": "ar"}),
        ({"since": day}, {"work__published_on__gte": day}),
        ({"until": day}, {"work__published_on__lte": day}),
        ({"words": ["dam"]}, {"work__title__contains": "dam"}),
        ({"words": ["dam"], "language": "en"},
         {"work__title__contains": "dam", "work__language": "en"}),
        ({"outlet": "bcdfghjk22"}, {"pk": 0}),
    ]  # fmt: skip
    for asked, wanted in cases:
        expected = public.filter(**wanted).values_list("pk", flat=True)

        assert set(ids_of_articles(ArticleQuery(**asked))) == set(expected), asked


def test_languages_of_as_many_articles_are_in_their_order() -> None:
    spoken = ["fr", "ar", "he", "fr", ""]
    entries = [
        (row, ArticleEntry(row, None, language, None, [], "a title"))
        for row, language in enumerate(spoken)
    ]
    index = ArticleIndex.build(entries)

    top = index.index.top("language", index.index.all, 4)

    assert [(index.language(code), count) for code, count in top] == [
        ("fr", 2), ("", 1), ("ar", 1), ("he", 1),
    ]  # fmt: skip
    assert index.index.ids(index.in_language("he")) == [2]


def test_sources_are_left_as_sql_leaves_them() -> None:
    public = Source.objects.public()
    for kind in ("", *SourceKind.values):
        for role in ("", *Role.values):
            for typed in ("", "source 1", "1 source", "7"):
                expected = public
                for word in typed.split():
                    expected = expected.filter(pk__in=public.like(word))
                expected = expected.filter(kind=kind) if kind else expected
                if role:
                    heard = Voice.objects.filter(role=role).values("source")
                    expected = expected.filter(pk__in=heard)
                asked = SourceQuery(typed, [kind] if kind else [], role)

                assert ids_of_sources(asked) == list(
                    expected.order_by("plain", "pk").values_list("pk", flat=True)
                ), asked


def test_each_initial_finds_as_many_sources_as_it_is_said_to_have() -> None:
    offered = find_sources(SourceQuery(role=Role.CLAIMANT)).facets["initial"]
    heard = Voice.objects.filter(role=Role.CLAIMANT).values("source")
    names = Source.objects.public().filter(pk__in=heard).values_list("plain", flat=True)
    begun = Counter(re.sub(r"^\W+", "", name)[:1] for name in names)

    assert {each: count for each, _, count in offered} == begun
    for each, label, count in offered:
        asked = SourceQuery(role=Role.CLAIMANT, initial=each)

        assert label == each.upper()
        assert find_sources(asked).total == len(ids_of_sources(asked)) == count


# -- words that many claims have ---------------------------------------------------------


@pytest.fixture
def _everything_is_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of more than three claims are held; a statement reads a hundred rows."""
    monkeypatch.setattr(word_search, "MOST_RARE_CLAIMS", 3)
    monkeypatch.setattr(word_search, "ROWS_AT_ONCE", 100)
    monkeypatch.setattr(current, "FOLLOWERS", current.Followers())


def found_by_sql(typed: str) -> list[int]:
    left = claims_left({"words": typed}).order_by(*NEWEST_FIRST)
    return list(left.values_list("pk", flat=True))


def found(typed: str) -> list[int]:
    return ids_of_claims(ClaimQuery(words=typed))


SEARCHES = ("gates", '"gates river"', '"gates gates"', '"quay gates"', "gates -river")


@pytest.mark.usefixtures("_everything_is_common")
def test_no_statement_reads_many_claims_of_a_word_and_none_a_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def fetch(using: str, sql: str, parameters: Any) -> Any:
        rows = fetch_binary(using, sql, parameters)
        read.append(len(read_numbers(rows[0][0])))
        return rows

    monkeypatch.setattr(word_search, "fetch_binary", fetch)
    for typed in SEARCHES:
        assert found(typed) == found_by_sql(typed), typed
    times = len(read)
    for typed in SEARCHES:
        assert found(typed) == found_by_sql(typed), typed

    assert len(found("gates")) > 200
    assert max(read) <= 101
    assert len(read) == times > 5


def publish_meanwhile(monkeypatch: pytest.MonkeyPatch, *, anew: bool) -> None:
    """While a word is read, a claim with it comes, and the index follows or is lost."""
    read_all = word_search.read_all

    def read(using: str, term: Any) -> Any:
        claims = read_all(using, term)
        monkeypatch.setattr(word_search, "read_all", read_all)
        published_again()
        if anew:
            monkeypatch.setattr(current, "FOLLOWERS", current.Followers())
        find_claims(ClaimQuery())
        return claims

    monkeypatch.setattr(word_search, "read_all", read)


@pytest.mark.usefixtures("_everything_is_common")
def test_a_claim_that_comes_while_its_word_is_read_is_not_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with undone():
        publish_meanwhile(monkeypatch, anew=False)

        assert found("gates") == found_by_sql("gates")
        with current.public_index("default") as index:
            assert "gate" in index.words
        assert found("gates") == found_by_sql("gates")


@pytest.mark.usefixtures("_everything_is_common")
def test_what_was_read_for_another_index_is_not_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with undone():
        publish_meanwhile(monkeypatch, anew=True)

        found("gates")
        with current.public_index("default") as index:
            assert "gate" not in index.words
        assert found("gates") == found_by_sql("gates")


@pytest.mark.usefixtures("_everything_is_common")
def test_the_terms_that_are_held_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LEAST_LIMIT", 2 * words.LEAST_BYTES)
    monkeypatch.setattr(words, "LIMIT_A_CLAIM", 0)
    for typed in (*SEARCHES, *SEARCHES):
        assert found(typed) == found_by_sql(typed), typed
        with current.public_index("default") as index:
            assert len(index.claims.sets) <= 2
            assert len(index.words.phrases) <= 2


@pytest.mark.usefixtures("_everything_is_common")
def test_the_words_that_most_claims_have_are_read_with_the_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "most_common_words", lambda *_: ["gate", "unused"])
    monkeypatch.setattr(arrays, "ROWS_AT_ONCE", 100)
    monkeypatch.setattr(word_search, "read_all", lost)
    with undone():
        supersede([newest()[0].pk])

        assert found("gates") == found_by_sql("gates")
        published_again()
        assert found("gates") == found_by_sql("gates")


def test_the_words_that_most_claims_have_are_those_of_the_statistics(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims = claims_left({}).count()
    with undone():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_publication")
        monkeypatch.setattr(loading, "LEAST_COMMON_CLAIMS", 200)
        common = loading.most_common_words("default", claims)

        assert "gate" in common
        assert all(len(found_by_sql(word)) > 150 for word in common)
        assert loading.most_common_words("default", 100) == []


# -- after changes ---------------------------------------------------------------------


def supersede(publications: list[int]) -> None:
    """Withdraw by SQL alone, as the database's own function does it."""
    moment = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT articles_supersede(%s::bigint[], %s::timestamptz[])",
            [publications, [moment] * len(publications)],
        )


def described() -> dict[str, Any]:
    """What the index answers to much that can be asked."""
    with current.public_index("default") as index:
        claims, articles, sources = index.claims, index.articles, index.sources
        every = [*index.claims._facets]
        return {
            "claims": claims.ordered_ids(claims.all),
            **{name: claims.counts(name, claims.all) for name in every},
            "old": claims.ordered_ids(claims.between("appeared_on", None, 739_300)),
            "citations": sorted(index.citations.ids(index.citations.all)),
            "cited": index.citations.counts("cited", index.citations.all),
            "articles": articles.index.ordered_ids(articles.index.all),
            "titled": articles.index.ordered_ids(articles.titled(["dam"])),
            "arabic": articles.index.ordered_ids(articles.in_language("ar")),
            "sources": sources.page(sources.public, 1000),
            "like": sorted(sources.like("renamed")),
            "kinds": sources.kind_counts(sources.public),
            "initials": sources.initial_counts(sources.public),
            **{f"{r} sources": sorted(sources.in_role(r)) for r in Role.values},
            "words": ids_in(index, "gate"),
        }  # fmt: skip


def ids_in(index: Any, word: str) -> list[int]:
    if word not in index.words:
        claims = claims_left({"words": word}).values_list("pk", flat=True)
        index.words.expect(word)
        index.words.keep(word, np.array(claims, np.int64))
    return sorted(index.claims.ids(index.words.having(word)))


def newest() -> list[Publication]:
    return list(Publication.objects.current().order_by(*NEWEST_FIRST)[:30])


def renamed_source() -> None:
    Source.objects.filter(pk__in=Voice.objects.values("source")[:5]).update(
        name="Renamed", kind="person"
    )


def published_again() -> None:
    old = newest()[3]
    supersede([old.pk])
    Publication.objects.create(
        claim=old.claim, number=2, statement="Anew", kind="number", verdict="refuted",
        words="the gates", record={"key": old.claim.key}, published_by=old.published_by,
        published_at=old.published_at, appeared_on=None,
    )  # fmt: skip


def article_retitled() -> None:
    article = Article.objects.public()[2]
    article.work.title, article.work.language = "A dam", "ar"
    article.work.published_on = datetime.date(2026, 1, 1)
    article.work.save()
    article.work.authorships.all().delete()


def voices_gone() -> None:
    Voice.objects.filter(source=Voice.objects.all()[0].source_id).delete()


CHANGES: list[Callable[[], object]] = [
    lambda: supersede([each.pk for each in newest()]),
    published_again,
    renamed_source,
    article_retitled,
    voices_gone,
    lambda: Source.objects.create(name="Listed", kind="person", listed=True),
    lambda: Source.objects.create(name="Hidden", kind="person"),
    lambda: newest()[0].citations.all().delete(),
    lambda: Source.objects.filter(pk=Voice.objects.all()[0].source_id)[0]
    .aliases.create(name="Renamed"),
    lambda: supersede(list(Publication.objects.current().values_list("pk", flat=True))),
]  # fmt: skip


def described_anew() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current, "FOLLOWERS", current.Followers())
        return described()


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_after_a_change_the_index_is_what_it_would_be_if_it_were_loaded(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = described()
    with undone():
        CHANGES[number]()
        loads: list[str] = []

        def load(using: str) -> PublicIndex:
            loads.append(using)
            return loading.load_public_index(using)

        with monkeypatch.context() as patch:
            patch.setattr(current, "load_public_index", load)
            after = described()

        assert loads == []  # it followed
        assert after == described_anew()
        # A source that nobody knows of is the one change that shows nowhere.
        assert (after == before) is (number == 6)
    assert described() == before


def test_what_was_rolled_back_leaves_no_trace() -> None:
    before = described()
    with transaction.atomic():
        published_again()
        between = described()
        transaction.set_rollback(True)

    assert between != before
    assert described() == before
    with undone():
        supersede([newest()[5].pk])  # the same numbers, of something else
        assert described() == described_anew()


def test_an_error_on_the_way_leaves_no_half_of_a_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    described()
    with undone():
        supersede([newest()[0].pk])
        with monkeypatch.context() as patch:
            patch.setattr(current, "read_articles", lost)
            with pytest.raises(OSError, match="gone"):
                described()

        assert described() == described_anew()


def lost(*_: Any, **__: Any) -> None:
    raise OSError("The database is gone.")


def test_a_planted_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an index that does not follow is told from one that does."""
    described()
    with undone():
        monkeypatch.setattr(current, "read_changes", lambda *_: [])
        supersede([newest()[0].pk])

        assert described() != described_anew()


def test_kept_counts_are_those_of_the_tables() -> None:
    source = busiest("claimant", 0)
    stored = Source.objects.get(key=source)
    counts = role_counts([stored])[stored.pk]
    for role in (*Role.values, ANY_ROLE):
        left = claims_left({"source": source, "role": role})

        assert role == ANY_ROLE or counts[role] == left.count()
        found = count_verdicts(stored, role)
        verdicts = Counter(left.values_list("verdict", flat=True))
        assert role == ANY_ROLE or found.by_role[role] == verdicts
        check_over_time(found, list(left.values_list("verdict", "appeared_on")))
    assert claim_lists.count_rows()["claims"] == claims_left({}).count()


def check_over_time(
    found: SourceVerdicts, claims: list[tuple[str, datetime.date | None]]
) -> None:
    """Each dated claim is counted in the period of its day, and no other."""
    dated = [(verdict, day) for verdict, day in claims if day is not None]
    assert found.undated == len(claims) - len(dated)
    counted = 0
    for (first, last), counts in found.over_time:
        here = Counter(verdict for verdict, day in dated if first <= day <= last)
        assert counts == here
        counted += here.total()
    assert counted == len(dated)
