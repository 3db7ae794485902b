"""Do lists, filters and counts say what stands in the published records?"""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances
from articles.editing.inputs import AppearanceEntry, CitationEntry, StepEntry
from articles.filters import ClaimFilter
from articles.models import Article, Claim, Publication, Source
from articles.models.choices import ROLES_BEHIND, Action, Role, Stage
from articles.queries import article_lists, claim_lists, source_lists
from articles.queries.claim_lists import ListedClaim
from tests.factories import (
    make_about,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)

Record = dict[str, Any]

# Statement, kind, article, chain after the author, and verdict (None: only recorded).
WORLD: list[tuple[str, str, int, tuple[str, ...], str | None]] = [
    ("The gates were opened.",   "event",    0, ("Ministry",),           "supported"),
    ("The école flooded.",       "event",    0, ("Ministry", "Command"), "refuted"),
    ("The wells ran dry.",       "number",   0, ("Command",),            None),
    ("Forty wells ran dry.",     "number",   1, ("Command", "Ministry"), "refuted"),
    ("The gates will be shut.",  "opinion",  1, (),                      None),
    ("The dam leaks.",           "event",    1, ("Ministry",),           "conflicting"),
    ("The dam was built badly.", "opinion",  0, ("Driver", "Ministry"),  "supported"),
]  # fmt: skip
# Whom some of them are about, by their places in the world; the fifth is not by it.
ABOUT = {
    1: (("The Firm", "accused"), ("Ministry", "victim")),
    2: (("The Firm", "subject"),),
    4: (("Ministry", "accused"),),
}


@pytest.fixture
def world(db: None) -> list[Record]:
    """The published records; beside them stand a draft and a withdrawn claim."""
    ben, cleo = make_user("ben"), make_user("cleo")
    delta = make_source("Delta Post", kind="outlet")
    places = [
        make_article(),
        make_article(
            "Delta", "Delta\n\nThe gates were opened before midnight in the delta.",
            outlet=delta, published_on=datetime.date(2026, 3, 9),
        ),
    ]  # fmt: skip
    log = make_work("A log", outlet=make_source("Gauge Office"))
    for number, (words, kind, place, chain, verdict) in enumerate(WORLD):
        claim = make_claim(
            words, Stage.READY, kind=kind, article=places[place],
            chain=("Tessa Aldering", *chain),
        )  # fmt: skip
        if number % 3 == 0:
            claim.appearances.get().citations.create(work=log)
        for name, role in ABOUT.get(number, ()):
            make_about(claim, name, role)
        if number == 0:
            appear_again(claim, places[1])
        if verdict is None:
            take(Action.PUBLISH_RECORD, claim, cleo)
            continue
        take(Action.GIVE_VERDICT, claim, ben, verdict=verdict)
        take(Action.CONFIRM, claim, cleo)
        take(Action.PUBLISH, claim, cleo)
    make_claim("A draft about gates and wells.")
    make_claim("A withdrawn word about gates.", Stage.WITHDRAWN)
    return [one.record for one in Publication.objects.current()]


def appear_again(claim: Claim, article: Article) -> None:
    entry = AppearanceEntry(
        [TextSpan(0, 5)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(description="a letter")],
    )
    appearances.record_appearance(make_user("ada"), article.text, claim, entry)


def behind(record: Record) -> set[tuple[str, str]]:
    """Who stands behind a record in which role, or is spoken of, as the record says."""
    found: set[tuple[str, str]] = set()
    for shown in record["appearances"]:
        found |= published_by(shown["article"], Role.OUTLET, Role.AUTHOR)
        found |= heard_in(shown["chain"])
        for cited in shown["citations"]:
            found |= published_by(cited["work"], Role.CITED, Role.CITED)
    for piece in record["evidence"]:
        found |= published_by(piece["work"], Role.EVIDENCE, Role.EVIDENCE)
    return found | {
        (row["source"]["name"], Role.ABOUT.value) for row in record["about"]
    }


def heard_in(chain: list[Record]) -> set[tuple[str, str]]:
    names = [link["source"]["name"] for link in chain]
    relayed = {(name, Role.RELAYER.value) for name in names[1:-1]}
    return relayed | {
        (names[0], Role.AUTHOR.value), (names[-1], Role.CLAIMANT.value),
    }  # fmt: skip


def published_by(
    work: Record | None, outlet: Role, author: Role
) -> set[tuple[str, str]]:
    if work is None:
        return set()
    found = {(source["name"], author.value) for source in work["authors"]}
    return found | (
        {(work["outlet"]["name"], outlet.value)} if work["outlet"] else set()
    )


def days(record: Record) -> str:
    dates = [shown["article"]["published"]["date"] for shown in record["appearances"]]
    return str(min(dates))


Wanted = Callable[[Record], bool]


def by_role(name: str, *roles: str) -> Wanted:
    return lambda record: any((name, role) in behind(record) for role in roles)


ANY = tuple(ROLES_BEHIND)
FILTERS: list[tuple[str, Wanted]] = [
    # the address ({names} stand for keys)      which records it leaves
    ("",                                lambda r: True),
    ("verdict=refuted",                 lambda r: r["verdict"] == "refuted"),
    ("verdict=none",                    lambda r: r["verdict"] is None),
    ("verdict=none&verdict=refuted",    lambda r: r["verdict"] in {None, "refuted"}),
    ("kind=number",                     lambda r: r["kind"] == "number"),
    ("kind=number&kind=event",          lambda r: r["kind"] in {"number", "event"}),
    ("q=gates",                         lambda r: "gates" in r["statement"]
                                            or "gates" in str(r["appearances"])),
    ("q=ECOLE",                         lambda r: "école" in r["statement"]),
    ("q=flooding",                      lambda r: "flooded" in r["statement"]),
    ("q=nothing+of+the+kind",           lambda r: False),
    ("q=draft",                         lambda r: False),
    ("source={Ministry}",               by_role("Ministry", *ANY)),
    ("source={Ministry}&role=claimant", by_role("Ministry", "claimant")),
    ("source={Ministry}&role=relayer",  by_role("Ministry", "relayer")),
    ("source={Ministry}&role=outlet",   lambda r: False),
    ("source={Command}&role=relayer",   by_role("Command", "relayer")),
    ("source={Tessa Aldering}&role=author",   by_role("Tessa Aldering", "author")),
    ("source={Tessa Aldering}&role=claimant", by_role("Tessa Aldering", "claimant")),
    ("source={Gauge Office}&role=cited",      by_role("Gauge Office", "cited")),
    ("source={Delta Post}&role=outlet", by_role("Delta Post", "outlet")),
    ("source={Ministry}&role=about",    by_role("Ministry", "about")),
    ("source={The Firm}&role=about",    by_role("The Firm", "about")),
    ("source={The Firm}",               lambda r: False),
    ("source=bcdfghjk22",               lambda r: False),
    ("role=relayer",                    lambda r: True),
    ("outlet={Delta Post}",             by_role("Delta Post", "outlet")),
    ("outlet={Ministry}",               lambda r: False),
    ("since=2026-02-16",                lambda r: days(r) >= "2026-02-16"),
    ("until=2026-02-16",                lambda r: days(r) <= "2026-02-16"),
    ("since=2026-02-15&until=2026-02-15", lambda r: days(r) == "2026-02-15"),
    ("kind=event&verdict=refuted&source={Command}&role=claimant",
                                        lambda r: r["statement"].endswith("flooded.")),
]  # fmt: skip


def keyed(query: str) -> str:
    """The address with the keys of the sources that it names."""
    return query.format(**dict(Source.objects.values_list("name", "key")))


def records_left(query: QueryDict) -> list[Record]:
    """The claims that the filters of an address leave."""
    narrowed = ClaimFilter(query)
    assert narrowed.is_valid()
    ids = claim_lists.ids_of_claims(narrowed.asked())
    found = Publication.objects.in_bulk(ids)
    return [found[each].record for each in ids]


def statements(records: list[Record]) -> list[str]:
    return sorted(record["statement"] for record in records)


def test_each_filter_leaves_what_a_reader_would_pick_by_hand(
    world: list[Record],
) -> None:
    for query, wanted in FILTERS:
        left = records_left(QueryDict(keyed(query)))

        assert statements(left) == statements([r for r in world if wanted(r)]), query


def test_an_article_leaves_the_claims_that_appear_in_it(world: list[Record]) -> None:
    for article in Article.objects.all():
        query = QueryDict(f"article={article.key}")
        left = records_left(query)

        assert statements(left) == statements([
            record for record in world
            if article.key in {row["article"]["key"] for row in record["appearances"]}
        ])  # fmt: skip


WRONG = [
    "verdict=true", "kind=rumour", "role=friend", "since=yesterday",
    "since=03/05/2026", "until=3/5/26", "until=2026",
    "source=" + "x" * 11, "verdict=refuted&verdict=",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_filter_that_cannot_be_is_an_error_and_no_empty_list(
    query: str, reader: Client, db: None
) -> None:
    answer = reader.get(f"/claims.json?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"]


COUNTED: list[tuple[str, str, Callable[[Record], set[str]]]] = [
    # the list, its facet, and the values of the facet that a record counts for
    ("",             "verdict", lambda r: {r["verdict"] or "none"}),
    ("kind=event",   "verdict", lambda r: {r["verdict"] or "none"}),
    ("verdict=refuted&kind=event", "verdict", lambda r: {r["verdict"] or "none"}),
    ("",             "kind",    lambda r: {r["kind"]}),
    ("verdict=refuted", "kind", lambda r: {r["kind"]}),
    ("",             "source",  lambda r: named(r, "claimant")),
    ("role=relayer", "source",  lambda r: named(r, "relayer")),
    ("role=evidence", "source", lambda r: named(r, "evidence")),
    ("role=about",   "source",  lambda r: named(r, "about")),
    ("kind=event",   "outlet",  lambda r: named(r, "outlet")),
    ("source={Ministry}", "role", lambda r: {
        role for name, role in behind(r) if name == "Ministry"}),
    ("source={Ministry}&role=relayer&kind=opinion", "role", lambda r: {
        role for name, role in behind(r) if name == "Ministry"}),
    ("",             "article", lambda r: {
        row["article"]["key"] for row in r["appearances"]}),
]  # fmt: skip


def named(record: Record, role: str) -> set[str]:
    """The keys of those who stand behind a record in this role."""
    names = {name for name, one in behind(record) if one == role}
    return set(Source.objects.filter(name__in=names).values_list("key", flat=True))


def test_the_counts_of_a_facet_are_those_of_the_other_filters(
    world: list[Record], reader: Client
) -> None:
    for query, name, values in COUNTED:
        asked = QueryDict(keyed(query), mutable=True)
        answer = reader.get(f"/claims.json?{asked.urlencode()}").json()
        others = asked.copy()
        for used in (name, "source") if name == "role" else (name,):
            others.pop(used, None)
        counts = Counter(
            value for record in records_left(others) for value in values(record)
        )

        shown = answer["facets"][name]
        assert {v: count for v, count in shown.items() if count} == counts, query


def test_a_list_says_how_many_there_are(world: list[Record], reader: Client) -> None:
    answer = reader.get("/claims.json?kind=event").json()

    assert answer["total"] == len(answer["claims"]) == 3
    assert answer["next"] is None


def test_a_row_names_the_claimants_and_the_outlets(world: list[Record]) -> None:
    gates = Publication.objects.get(statement="The gates were opened.")

    row = claim_lists.claim_summary(
        ListedClaim(gates.pk, gates.summary, gates.appeared_on)
    )

    assert {one["name"] for one in row["claimants"]} == {"Ministry", "Tessa Aldering"}
    assert {one["name"] for one in row["outlets"]} == {
        "Perrin Ford Courier", "Delta Post",
    }  # fmt: skip
    assert (row["verdict"], row["appeared_on"]) == ("supported", "2026-02-15")


def test_a_source_is_counted_once_a_claim_in_each_role(world: list[Record]) -> None:
    sources = list(Source.objects.all())
    counts = source_lists.role_counts(sources)

    for source in sources:
        for role in Role.values:
            expected = sum((source.name, role) in behind(record) for record in world)
            assert counts[source.pk][role] == expected, (source, role)


def test_an_article_counts_its_claims_by_verdict(world: list[Record]) -> None:
    articles = list(Article.objects.public().values_list("pk", flat=True))

    for row in article_lists.summarize_articles(articles):
        held = [
            record for record in world
            if row["key"] in {one["article"]["key"] for one in record["appearances"]}
        ]  # fmt: skip
        tally = {one["verdict"]: one["count"] for one in row["tally"]}
        assert row["claims"] == len(held)
        assert tally == Counter(record["verdict"] for record in held)


def test_evidence_of_a_draft_counts_nowhere(db: None) -> None:
    make_evidence(make_claim(), work=make_work("B", outlet=make_source("Gauge Office")))

    assert claim_lists.top_sources(Role.EVIDENCE) == [[]]
    assert not Source.objects.public().exists()
