"""Do lists, filters, counts and pages say what stands in the published records?"""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from articles import recording
from articles.anchoring import Place
from articles.entries import AppearanceEntry, CitationEntry, StepEntry
from articles.filters import ClaimFilter, SourceFilter
from articles.models import Article, Claim, Publication, Source, User, Work
from articles.models.choices import Action, Role, Stage
from articles.queries import articles as article_queries
from articles.queries import claims as claim_queries
from articles.queries import desk as desk_queries
from articles.queries import sources as source_queries
from articles.queries.lists import PAGE, Page
from articles.views.lists import Address, Choices, chips, facet
from tests.factories import (
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)

Record = dict[str, Any]
NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)

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
        [Place(0, 5)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(description="a letter")],
    )
    recording.record_appearance(make_user("ada"), article.text, claim, entry)


def behind(record: Record) -> set[tuple[str, str]]:
    """Who stands behind a record in which role, read off the record itself."""
    found: set[tuple[str, str]] = set()
    for shown in record["appearances"]:
        found |= published_by(shown["article"], Role.OUTLET, Role.AUTHOR)
        found |= heard_in(shown["chain"])
        for cited in shown["citations"]:
            found |= published_by(cited["work"], Role.CITED, Role.CITED)
    for piece in record["evidence"]:
        found |= published_by(piece["work"], Role.EVIDENCE, Role.EVIDENCE)
    return found


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


ANY = tuple(Role.values)
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


def statements(records: list[Record]) -> list[str]:
    return sorted(record["statement"] for record in records)


def test_each_filter_leaves_what_a_reader_would_pick_by_hand(
    world: list[Record],
) -> None:
    for query, wanted in FILTERS:
        narrowed = ClaimFilter(QueryDict(keyed(query)), Publication.objects.current())

        assert narrowed.form.is_valid()
        left = [one.record for one in narrowed.qs]
        assert statements(left) == statements([r for r in world if wanted(r)]), query


def test_an_article_leaves_the_claims_that_appear_in_it(world: list[Record]) -> None:
    for article in Article.objects.all():
        query = QueryDict(f"article={article.key}")
        left = [
            one.record for one in ClaimFilter(query, Publication.objects.current()).qs
        ]

        assert statements(left) == statements([
            record for record in world
            if article.key in {row["article"]["key"] for row in record["appearances"]}
        ])  # fmt: skip


WRONG = [
    "verdict=true", "kind=rumour", "role=friend", "since=yesterday",
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
        left = ClaimFilter(others, Publication.objects.current()).qs
        counts = Counter(value for one in left for value in values(one.record))

        shown = answer["facets"][name]
        assert {v: count for v, count in shown.items() if count} == counts, query


def test_a_list_says_how_many_there_are(world: list[Record], reader: Client) -> None:
    answer = reader.get("/claims.json?kind=event").json()

    assert answer["total"] == len(answer["claims"]) == 3
    assert answer["at_least"] is False
    assert answer["next"] is None


def test_a_row_names_the_claimants_and_the_outlets(world: list[Record]) -> None:
    gates = Publication.objects.get(statement="The gates were opened.")

    row = claim_queries.row(gates)

    assert {one["name"] for one in row["claimants"]} == {"Ministry", "Tessa Aldering"}
    assert {one["name"] for one in row["outlets"]} == {
        "Perrin Ford Courier", "Delta Post",
    }  # fmt: skip
    assert (row["verdict"], row["appeared_on"]) == ("supported", "2026-02-15")


def test_a_source_is_counted_once_a_claim_in_each_role(world: list[Record]) -> None:
    sources = list(Source.objects.all())
    counts = source_queries.role_counts(sources)

    for source in sources:
        for role in Role.values:
            expected = sum((source.name, role) in behind(record) for record in world)
            assert counts[source.pk][role] == expected, (source, role)


def test_an_article_counts_its_claims_by_verdict(world: list[Record]) -> None:
    articles = list(Article.objects.public().with_work())

    for row in article_queries.rows(articles):
        held = [
            record for record in world
            if row["key"] in {one["article"]["key"] for one in record["appearances"]}
        ]  # fmt: skip
        tally = {one["verdict"]: one["count"] for one in row["tally"]}
        assert row["claims"] == len(held)
        assert tally == Counter(record["verdict"] for record in held)


# -- pages ---------------------------------------------------------------------------


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
            claim=claim, number=1, statement=claim.statement, kind="event", record={},
            published_at=NOON + datetime.timedelta(days=at * 5 % number // 7),
            published_by=user,
        )
        for at, claim in enumerate(claims)
    )  # fmt: skip


def test_pages_of_claims_show_every_claim_once_and_in_order(ada: User) -> None:
    many_claims(2 * PAGE + 9, ada)
    current = Publication.objects.current()

    pages = walked(
        lambda follows: claim_queries.newest(current, follows),
        lambda row: str(row.claim.key),
    )

    assert [len(rows) for rows in pages] == [PAGE, PAGE, 9]
    assert flat(pages) == list(
        current.order_by("-published_at", "-pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize("number", [0, 1, PAGE, PAGE + 1])
def test_a_page_says_whether_more_follow(number: int, ada: User) -> None:
    many_claims(number, ada)

    found = claim_queries.newest(Publication.objects.current())

    assert len(found.rows) == min(number, PAGE)
    assert found.more is (number > PAGE)
    assert (found.total, found.at_least) == (number, False)


def test_pages_of_articles_show_every_article_once_undated_ones_last(
    db: None,
) -> None:
    day = datetime.date(2026, 3, 1)
    works = Work.objects.bulk_create(
        Work(title=f"{at}", published_on=None if at % 3 == 0 else day)
        for at in range(PAGE + 30)
    )
    Article.objects.bulk_create(Article(work=work) for work in works)

    pages = walked(
        lambda follows: article_queries.newest(Article.objects.all(), follows),
        lambda row: str(row.key),
    )

    assert len(pages) == 2
    assert flat(pages) == [
        article.pk
        for article in sorted(
            Article.objects.select_related("work"),
            key=lambda row: (row.work.published_on or datetime.date.min, row.pk),
            reverse=True,
        )
    ]


def test_pages_of_sources_show_every_source_once_by_name(db: None) -> None:
    names = ["Ämile", "amile", "Zoe", "bea", "Béa"]
    Source.objects.bulk_create(
        Source(name=names[at % 5], kind="person") for at in range(2 * PAGE + 3)
    )

    pages = walked(
        lambda follows: source_queries.by_name(Source.objects.all(), follows),
        lambda row: str(row.key),
    )

    assert [len(rows) for rows in pages] == [PAGE, PAGE, 3]
    assert flat(pages) == list(
        Source.objects.order_by("plain", "pk").values_list("pk", flat=True)
    )
    assert [row.plain for row in pages[0]][:40] == ["amile"] * 40


def test_a_page_after_a_row_that_is_not_there_is_the_first_page(ada: User) -> None:
    many_claims(3, ada)

    found = claim_queries.newest(Publication.objects.current(), "bcdfghjk22")

    assert len(found.rows) == 3


def test_the_next_page_of_a_list_in_json_is_json(ada: User, reader: Client) -> None:
    many_sources = [
        Source(name=f"S{at:03}", kind="person", listed=True) for at in range(PAGE + 1)
    ]
    Source.objects.bulk_create(many_sources)

    first = reader.get("/sources.json").json()
    second = reader.get(first["next"])

    assert second.headers["Content-Type"] == "application/json"
    assert len(second.json()["sources"]) == 1


# -- finding sources and claims ------------------------------------------------------

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
    narrowed = SourceFilter({"q": words}, Source.objects.all())
    assert [source.name for source in narrowed.qs] == found


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
    statement: str, is_twin: bool, db: None
) -> None:
    claim = make_claim("The gates were opened before midnight.")

    assert desk_queries.twins(statement) == ([claim] if is_twin else [])


def test_a_claim_is_suggested_by_a_part_of_its_statement(db: None) -> None:
    claim = make_claim("The gates of the old dam were opened before midnight.")
    make_claim("The wells ran dry.")

    assert desk_queries.suggested_claims("gates of the old dam") == [claim]


def test_a_withdrawn_claim_is_not_suggested(db: None) -> None:
    make_claim("The gates were opened before midnight.", Stage.WITHDRAWN)

    assert desk_queries.twins("The gates were opened before midnight.") == []


# -- addresses of lists --------------------------------------------------------------


def address(query: str) -> Address:
    return Address.of(RequestFactory().get(f"/claims/?{query}"), "/claims/")


ADDRESSES: list[tuple[str, Callable[[Address], str], str]] = [
    ("",                    str,                                    "/claims/"),
    ("kind=event&after=k",  str,                                    "/claims/?kind=event"),
    ("q=&role=&kind=event&format=json", str,                        "/claims/?kind=event"),
    ("kind=event",          lambda a: a.using(kind="number"),       "/claims/?kind=number"),
    ("kind=a&kind=b",       lambda a: a.using(after="k"),
                                                "/claims/?kind=a&kind=b&after=k"),
    ("kind=a",              lambda a: a.adding("kind", "b"),
                                                "/claims/?kind=a&kind=b"),
    ("kind=a&kind=b",       lambda a: a.without("kind", "a"),       "/claims/?kind=b"),
    ("kind=a&kind=b",       lambda a: a.without("kind"),            "/claims/"),
    ("kind=a&q=x",          lambda a: a.without("kind", "a"),       "/claims/?q=x"),
    ("q=x",                 lambda a: a.without("kind"),            "/claims/?q=x"),
    ("q=a%26b+c",           str,                                    "/claims/?q=a%26b+c"),
    ("q=%D9%85",            lambda a: a.in_format("csv"),           "/claims.csv?q=%D9%85"),
    ("",                    lambda a: a.in_format("json"),          "/claims.json"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "asked", "expected"), ADDRESSES)
def test_an_address_with_one_filter_more_or_less(
    query: str, asked: Callable[[Address], str], expected: str
) -> None:
    assert asked(address(query)) == expected


def test_an_address_is_not_changed_by_asking_for_another() -> None:
    one = address("kind=a")

    one.using(kind="b")
    one.adding("kind", "c")
    one.without("kind")

    assert str(one) == "/claims/?kind=a"


def links(query: str, *, many: bool) -> dict[str, tuple[bool, str]]:
    options = [("event", "Event", 3), ("number", "Number", 1)]
    shown = facet(address(query), Choices("kind", "Kind", options), many=many)
    return {row["value"]: (row["selected"], row["url"]) for row in shown["options"]}


def test_a_facet_of_which_several_may_be_chosen_adds_and_takes_away() -> None:
    assert links("kind=event&q=x", many=True) == {
        "event":  (True,  "/claims/?q=x"),
        "number": (False, "/claims/?kind=event&kind=number&q=x"),
    }  # fmt: skip


def test_a_facet_of_which_one_may_be_chosen_changes_over() -> None:
    assert links("kind=event", many=False) == {
        "event":  (True,  "/claims/"),
        "number": (False, "/claims/?kind=number"),
    }  # fmt: skip


def test_chips_name_the_filters_that_are_on_and_take_them_off() -> None:
    query = "verdict=none&kind=event&kind=number&source=bcdfghjk22&q=old+dam&after=k"
    on = address(query)

    shown = chips(on, ClaimFilter(on.query), {"bcdfghjk22": "Al-Manār TV"})

    assert {chip["label"] for chip in shown} == {
        "Words: old dam", "Status: Not yet reviewed", "Kind: Event", "Kind: Number",
        "Source: Al-Manār TV",
    }  # fmt: skip
    urls = {chip["label"]: chip["url"] for chip in shown}
    assert "kind=number" in urls["Kind: Event"]
    assert "kind=event" not in urls["Kind: Event"]
    assert all("after" not in url for url in urls.values())


def test_evidence_of_a_draft_counts_nowhere(db: None) -> None:
    make_evidence(make_claim(), work=make_work("B", outlet=make_source("Gauge Office")))

    assert claim_queries.top_sources(Role.EVIDENCE) == [[]]
    assert not Source.objects.public().exists()
