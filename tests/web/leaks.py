"""Leaks of rows planted in the application, each with where it shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as draw
from pyroaring import BitMap64

from articles import claim_data
from articles.models import About, Appearance, Article, Claim, Publication, Source
from articles.models.choices import Stage
from articles.models.source import SourceRelationQuerySet
from articles.queries import articles as article_queries
from articles.queries import claim_lists, claim_table, source_lists
from articles.queries import claim_relations as relation_queries
from articles.queries import sources as source_queries
from articles.queries.claim_lists import ListedClaim
from articles.queries.independence import judge_independence
from articles.queries.public_index import current, loading, rows
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.sources import SourceIndex
from articles.queries.word_search import WordSearch
from articles.urls import desk_patterns, public_patterns
from articles.views import claim_states
from articles.views import pages as page_views
from tests.web.hidden_relations import RELATED
from tests.web.worlds import CANARY

Leak = Callable[[pytest.MonkeyPatch], None]


def with_fresh_index(patch: pytest.MonkeyPatch) -> None:
    """The index in memory is loaded anew for the leak, and not for what comes after."""
    patch.setattr(current, "FOLLOWERS", current.Followers())


def totals_that_count_drafts(patch: pytest.MonkeyPatch) -> None:
    """How many drafts there are, and nothing else."""
    kept = claim_lists.find_claims

    def find(*asked: Any, **options: Any) -> Any:
        page = kept(*asked, **options)
        drafts = Claim.objects.exclude(publications__isnull=False)
        return replace(page, total=page.total + drafts.count())

    patch.setattr(claim_lists, "find_claims", find)


def counts_over_all_claims(patch: pytest.MonkeyPatch) -> None:
    def verdicts(index: PublicIndex, rows: Any) -> dict[str, int]:
        live = list(Claim.objects.values_list("verdict", flat=True))
        return {value: live.count(value) for value in set(live)}

    patch.setattr(PublicIndex, "verdict_counts", verdicts)


def every_source_is_public(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SourceIndex, "is_heard", lambda *_: True)
    with_fresh_index(patch)


def with_articles(patch: pytest.MonkeyPatch, public: Callable[[], Any]) -> None:
    """The index holds these articles."""

    def read(using: str, ids: Any) -> Any:
        return rows.articles_among(using, set(public().values_list("pk", flat=True)))

    patch.setattr(loading, "articles_among", read)
    with_fresh_index(patch)


def every_article_is_public(patch: pytest.MonkeyPatch) -> None:
    with_articles(patch, Article.objects.all)


def articles_with_live_appearances(patch: pytest.MonkeyPatch) -> None:
    live = Appearance.objects.filter(text_version__article=OuterRef("pk"))
    with_articles(patch, lambda: Article.objects.filter(Exists(live)))


def every_relation_is_public(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SourceRelationQuerySet, "public", lambda found: found)


def etag_from_a_table_count(patch: pytest.MonkeyPatch) -> None:
    kept = page_views.home

    def home(request: HttpRequest) -> HttpResponse:
        response = kept(request)
        response.headers["ETag"] = f'"{Claim.objects.count()}"'
        return response

    replaced(patch, "home", home)


def the_page_of_a_claim_is_live(patch: pytest.MonkeyPatch) -> None:
    kept = claim_states.state_on

    def state_on(states: Any, day: Any) -> Any:
        state = kept(states, day)
        if state:
            live = claim_data.with_record_rows(Claim.objects.all()).get(
                pk=state.claim_id
            )
            leaked = {**state.record, **claim_data.claim_record(live)}
            setattr(state, "in_force", leaked)  # noqa: B010 - an annotation
        return state

    patch.setattr(claim_states, "state_on", state_on)


def whom_live_claims_are_about(patch: pytest.MonkeyPatch) -> None:
    """No canary stands in it: whom readers know is spoken of in what they do not."""
    kept = source_lists.count_roles

    def counts(index: PublicIndex, sources: Any) -> Any:
        found = kept(index, sources)
        for source, by_role in found.items():
            by_role["about"] = About.objects.filter(source=source).count()
        return found

    patch.setattr(source_lists, "count_roles", counts)


def weighed_by_whom_it_is_about_now(patch: pytest.MonkeyPatch) -> None:
    """A published record with those whom its claim is about by now."""

    def judge(record: Any, *, public: bool) -> Any:
        rows = About.objects.filter(claim__key=record["key"]).select_related("source")
        live = [
            {"source": claim_data.source_ref(row.source), "role": row.role}
            for row in rows
        ]
        leaked: Any = {**record, "about": live}
        return judge_independence(leaked, public=public)

    patch.setattr("articles.views.claims.judge_independence", judge)


LIVE_SUMMARY_SQL = """
SELECT now.summary || (
    SELECT jsonb_build_object('{column}', nullif(live.{column}, ''))
    FROM articles_claim AS live WHERE live.id = now.claim_id
) AS summary, """


def table_holds_live(patch: pytest.MonkeyPatch, column: str) -> None:
    """A column of the claims' table comes from the claim and not from what is published."""
    live = LIVE_SUMMARY_SQL.format(column=column)
    said = claim_table.CLAIM_ROWS_SQL.replace("SELECT now.summary, ", live)
    patch.setattr(claim_table, "CLAIM_ROWS_SQL", said)


def rows_hold_the_live_statement(patch: pytest.MonkeyPatch) -> None:
    table_holds_live(patch, "statement")
    kept = claim_lists.claim_summary

    def row(claim: ListedClaim) -> Any:
        live = Claim.objects.get(publications=claim.pk)
        return {**kept(claim), "statement": live.statement}

    patch.setattr(claim_lists, "claim_summary", row)


def rows_hold_the_live_verdict(patch: pytest.MonkeyPatch) -> None:
    """No canary stands in it: only the comparison can see this one."""
    table_holds_live(patch, "verdict")
    kept = claim_lists.claim_summary

    def row(claim: ListedClaim) -> Any:
        live = Claim.objects.get(publications=claim.pk)
        return {**kept(claim), "verdict": live.verdict or None}

    patch.setattr(claim_lists, "claim_summary", row)


def claims_sorted_by_the_last_change(patch: pytest.MonkeyPatch) -> None:
    """The same rows in another order."""
    kept = claim_lists.find_claims

    def find(*asked: Any, **options: Any) -> Any:
        found = kept(*asked, **options)
        live = Claim.objects.in_bulk([row.summary["key"] for row in found.rows],
                                     field_name="key")  # fmt: skip
        found.rows.sort(key=lambda row: -live[row.summary["key"]].version)
        return found

    patch.setattr(claim_lists, "find_claims", find)


def the_reopened_are_gone(patch: pytest.MonkeyPatch) -> None:
    """Re-opening a claim shows by its absence."""
    others = (
        " AND p.claim_id NOT IN"
        " (SELECT id FROM articles_claim WHERE stage = 'first_verdict')"
    )
    patch.setattr(loading, "CLAIMS_SQL", loading.CLAIMS_SQL + others)
    with_fresh_index(patch)


def notes_of_live_appearances(patch: pytest.MonkeyPatch) -> None:
    kept = article_queries.public_notes

    def public_notes(text: Any) -> Any:
        notes = kept(text)
        live = Appearance.objects.filter(text_version=text).count()
        return [{**note, "number": note["number"] + live} for note in notes]

    patch.setattr(article_queries, "public_notes", public_notes)


def works_that_nobody_published(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        source_queries,
        "works_of_source",
        lambda source: [
            {**claim_data.work_ref(work), "key": work.key}
            for work in source.works_published.all()
        ],
    )


def searches_the_live_statements(patch: pytest.MonkeyPatch) -> None:
    def having(search: WordSearch, index: PublicIndex) -> Any:
        live = Publication.objects.filter(claim__statement__icontains=CANARY)
        return index.claims.of_ids(live.values_list("pk", flat=True))

    patch.setattr(WordSearch, "rows", having)


def names_of_unlisted_sources(patch: pytest.MonkeyPatch) -> None:
    """A search finds them, whatever the list would show without it."""
    kept = source_lists.select

    def select(index: PublicIndex, asked: Any, *rest: Any, **options: Any) -> Any:
        hidden = Source.objects.like(asked.words).values_list("pk", flat=True)
        return kept(index, asked, *rest, **options) | BitMap64(hidden)

    patch.setattr(source_lists, "select", select)


def relations_through_drafts(patch: pytest.MonkeyPatch) -> None:
    """Two published claims, because both repeat a draft that nobody may know of."""
    kept = relation_queries.connected_relations
    patch.setattr(
        relation_queries, "connected_relations", lambda claim, public: kept(claim)
    )


def not_found_tells_how_many_there_are(patch: pytest.MonkeyPatch) -> None:
    def render(*args: Any, **options: Any) -> HttpResponse:
        response = draw(*args, **options)
        response.headers["X-Rows"] = str(Source.objects.count())
        return response

    patch.setattr("articles.views.errors.render", render)


def replaced(patch: pytest.MonkeyPatch, name: str, view: Any) -> None:
    """The view of a route, which the URLconf holds by itself."""
    route = next(
        route for route in [*public_patterns, *desk_patterns] if route.name == name
    )
    patch.setattr(route, "callback", view)


LEAKS: list[tuple[Leak, list[str]]] = [
    # the leak                          where it shows
    (totals_that_count_drafts,          ["/claims/", "/claims.json"]),
    (counts_over_all_claims,            ["/claims/", "/claims.json"]),
    (every_source_is_public,            ["/sources/", "/sources.csv", "/"]),
    (every_article_is_public,           ["/articles/", "/articles.csv", "/"]),
    (articles_with_live_appearances,    ["/articles/", "/articles.json"]),
    (every_relation_is_public,          ["SOURCE", "SOURCE.json"]),
    (etag_from_a_table_count,           ["/"]),
    (the_page_of_a_claim_is_live,       ["CLAIM", "CLAIM.json"]),
    (whom_live_claims_are_about,        ["SOURCE", "SOURCE.json", "/sources.csv"]),
    (weighed_by_whom_it_is_about_now,   ["DECIDED", "DECIDED.json"]),
    (rows_hold_the_live_statement,      ["/claims/", "/claims.csv", "/"]),
    (rows_hold_the_live_verdict,        ["/claims/", "/claims.csv", "/"]),
    (claims_sorted_by_the_last_change,  ["/claims/", "/claims.json"]),
    (the_reopened_are_gone,             ["/claims/", "/articles/", "/"]),
    (notes_of_live_appearances,         ["ARTICLE", "ARTICLE.json"]),
    (works_that_nobody_published,       ["SOURCE", "SOURCE.json"]),
    (searches_the_live_statements,      [f"/claims/?q={CANARY}"]),
    (names_of_unlisted_sources,         [f"/sources/?q={CANARY}"]),
    (relations_through_drafts,          ["CLAIM", "CLAIM.json"]),
    (not_found_tells_how_many_there_are, ["/nothing/"]),
]  # fmt: skip


def places() -> dict[str, str]:
    """The addresses that stand for the words in capitals: rows that work goes on with."""
    source = Source.objects.public().order_by("pk")[0]
    article = Article.objects.public().order_by("pk")[0]
    ready = Claim.objects.filter(stage=Stage.READY, publications__superseded_at=None)
    claim = ready.filter(publications__isnull=False).order_by("pk")[0]
    known = Claim.objects.order_by("pk")
    decided = known.filter(evidence__work__outlet__isnull=False)[0]
    # Every other one is re-opened, of which one was published twice.
    twice = next(each for each in known[1::2] if "rose twice" in each.statement)
    related = Claim.objects.get(statement=RELATED)
    agency = Source.objects.get(name="The agency")
    return {
        "AGENCY": f"/sources/{agency.key}",
        "RELATED": f"/claims/{related.key}",
        "SOURCE": f"/sources/{source.key}",
        "ARTICLE": f"/articles/{article.key}",
        "CLAIM": f"/claims/{claim.key}",
        "DECIDED": f"/claims/{decided.key}",
        "TWICE": f"/claims/{twice.key}",
    }


def resolved(path: str, named: dict[str, str]) -> str:
    word, dot, suffix = path.partition(".")
    if word not in named:
        return path
    return named[word] + (dot + suffix or "/")
