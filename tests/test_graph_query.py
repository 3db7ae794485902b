"""Does one statement bring all that the answers need, and nothing readers may not see?"""

import datetime
import json
import random
from typing import Any

import pytest
from django.db import connection as database

from articles.domain.dates import period_data
from articles.domain.independence.assessment import (
    GivenEvidence,
    IndependenceCase,
    IndependenceFinding,
    SpokenAppearance,
    independence_data,
)
from articles.domain.independence.circles import CircleKind, find_all_circles
from articles.domain.independence.connections import (
    ConnectionSearch,
    KnownConnection,
    NoKnownConnection,
)
from articles.domain.independence.graph import (
    DatedVoice,
    DependenceGraph,
    Edge,
    IndependenceRules,
    source_node,
    work_node,
)
from articles.domain.independence.lineages import LineageItem, group_into_lineages
from articles.models import (
    Authorship,
    Citation,
    Source,
    SourceRelation,
    Work,
    WorkRelation,
)
from articles.models.choices import RelationKind, WorkRelationKind
from articles.queries import graph
from articles.queries.graph_sql import SURROUNDINGS_SQL
from tests.factories import (
    REFERENCE,
    appearance_of,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)

pytestmark = pytest.mark.django_db


def relate(one: str, kind: str, other: str, **fields: Any) -> SourceRelation:
    fields.setdefault("reference", REFERENCE)
    return SourceRelation.objects.create(
        source=make_source(one), kind=kind, target=make_source(other), **fields
    )


def relate_works(one: Work, kind: str, other: Work) -> WorkRelation:
    return WorkRelation.objects.create(
        source=one, kind=kind, target=other, reference=REFERENCE
    )


def test_the_path_comes_with_its_dates_its_reference_and_all_names() -> None:
    page = make_work("A page", outlet=make_source("The Agency"))
    since = datetime.date(1961, 1, 1)
    agency = relate(
        "The Agency", "state_agency_of", "The State",
        since=since, since_precision="year", reference="https://register.example/agency",
    )  # fmt: skip
    part = relate("The Ministry", "part_of", "The State")
    voice = source_node(part.source_id)

    found = graph.fetch_surroundings([page.pk], [part.source_id])
    answer = ConnectionSearch(found.graph).connection(
        work_node(page.pk), [DatedVoice(voice)]
    )

    assert isinstance(answer, KnownConnection)
    assert answer.path.rows == [("s", agency.pk), ("s", part.pk)]
    assert answer.path.edges[1].since == since
    assert period_data(answer.path.edges[1]) == {"since": "1961", "until": None}
    assert period_data(answer.path.edges[2]) == {"since": None, "until": None}
    assert answer.path.edges[1].reference == "https://register.example/agency"
    assert [found.names[node].text for node in answer.path.nodes] == [
        "A page", "The Agency", "The State", "The Ministry",
    ]  # fmt: skip
    assert found.names[voice].key == part.source.key
    assert found.outlets == {work_node(page.pk): source_node(agency.source_id)}


def test_a_climb_to_where_nobody_else_comes_is_left_out() -> None:
    page = make_work("A page", outlet=make_source("The Agency"))
    relate("The Agency", "part_of", "The State")

    found = graph.fetch_surroundings([page.pk], [make_source("Somebody else").pk])

    assert [edge.kind for edge in found.graph.edges] == ["published"]


def test_only_so_many_steps_are_climbed_and_only_by_the_kinds_of_the_rules() -> None:
    page = make_work("A page", outlet=make_source("A"))
    relate("B", "owns", "A")
    relate("C", "funds", "B")
    far = make_source("C").pk

    def joined(rules: IndependenceRules) -> bool:
        found = graph.fetch_surroundings([page.pk], [far], rules)
        return ConnectionSearch(found.graph, rules).connection(
            work_node(page.pk), [DatedVoice(source_node(far))]
        ).joins  # fmt: skip

    assert joined(IndependenceRules())
    assert not joined(IndependenceRules(hops=1))
    assert not joined(IndependenceRules(between_sources=frozenset({"owns"})))


def test_a_hub_is_known_by_relations_that_lie_on_no_path() -> None:
    page = make_work("A page", outlet=make_source("The Agency"))
    relate("The Agency", "part_of", "The State")
    voice = relate("The Ministry", "part_of", "The State").source_id
    for number in range(4):
        relate(f"Bureau {number}", "part_of", "The State")

    found = graph.fetch_surroundings([page.pk], [voice], IndependenceRules(hub=5))
    answer = ConnectionSearch(found.graph, IndependenceRules(hub=5)).connection(
        work_node(page.pk), [DatedVoice(source_node(voice))]
    )

    assert isinstance(answer, KnownConnection)
    assert [found.names[hub].text for hub in answer.path.hubs] == ["The State"]


def circular() -> tuple[Any, Work]:
    """A claim whose evidence derives from a work that cites the article."""
    article = make_article()
    claim = make_claim(article=article)
    piece = make_evidence(claim, work=make_work("A dispatch"))
    report = make_work("A report")
    relate_works(piece.work, "derives_from", report)
    relate_works(report, "cites", article.work)
    Citation.objects.create(appearance=appearance_of(claim), work=piece.work)
    return claim, piece.work


def test_what_an_article_cites_closes_a_circle() -> None:
    claim, dispatch = circular()
    article = appearance_of(claim).text_version.article.work

    found = graph.fetch_surroundings([dispatch.pk, article.pk], [])
    kinds = {(edge.source[1], edge.kind, edge.target[1]) for edge in found.citing}

    assert (article.pk, "cites", dispatch.pk) in kinds
    collection = graph.fetch_work_graph()
    (circle,) = find_all_circles(collection.citing, collection.outlets)
    assert circle.kind == CircleKind.WORKS
    assert len(circle.edges) == 3
    assert collection.outlets == {
        work_node(article.pk): source_node(article.outlet_id or 0)
    }
    assert len(graph.fetch_node_names(circle.nodes)) == 3


def test_a_whole_claim_is_one_statement(django_assert_num_queries: Any) -> None:
    claim, dispatch = circular()
    appearance = appearance_of(claim)
    article = appearance.text_version.article.work
    voices = tuple(
        DatedVoice(source_node(step.source_id)) for step in appearance.chain.all()
    )
    Authorship.objects.create(
        work=dispatch, author=Source.objects.get(pk=voices[0].node[1])
    )

    with django_assert_num_queries(1):
        found = graph.fetch_surroundings(
            [dispatch.pk, article.pk], [voice.node[1] for voice in voices]
        )
        panel = IndependenceCase(
            [GivenEvidence("e", work_node(dispatch.pk), "supports")],
            [SpokenAppearance("a", work_node(article.pk), voices)],
            found.graph, found.citing, found.outlets,
        )  # fmt: skip
        data: Any = independence_data(panel, panel.find(), found.names)

    assert data["evidence"]["e"]["words"] == "“A dispatch” is by Tessa Aldering"
    assert data["circles"][0]["closed"]
    assert data["lineages"]["appearances"] == [{"members": ["a"], "merges": []}]


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_answers_equal_those_from_the_whole_graph(hops: int) -> None:
    dice = random.Random(4)  # noqa: S311 - a graph that is the same each time
    sources = [make_source(f"Source {n}") for n in range(30)]
    works = [
        make_work(f"Work {n}", outlet=dice.choice([None, *sources])) for n in range(20)
    ]
    SourceRelation.objects.bulk_create(
        [
            SourceRelation(
                source=one, kind=dice.choice(RelationKind.values), target=two
            )
            for one, two in (dice.sample(sources, 2) for _ in range(60))
        ],
        ignore_conflicts=True,
    )
    WorkRelation.objects.bulk_create(
        [
            WorkRelation(source=a, kind=dice.choice(WorkRelationKind.values), target=b)
            for a, b in (dice.sample(works, 2) for _ in range(15))
        ],
        ignore_conflicts=True,
    )
    rules = IndependenceRules(hops=hops, hub=6)
    whole = ConnectionSearch(DependenceGraph(everything()), rules)
    seen = set()

    for _ in range(150):
        evidence = [work_node(each.pk) for each in dice.sample(works, 4)]
        voices = [DatedVoice(source_node(each.pk)) for each in dice.sample(sources, 2)]
        items = [LineageItem(str(node[1]), (node,)) for node in evidence]
        near = ConnectionSearch(
            graph.fetch_surroundings(
                [node[1] for node in evidence], [v.node[1] for v in voices], rules
            ).graph,
            rules,
        )

        answers = [near.connection(each, voices) for each in evidence]

        assert answers == [whole.connection(each, voices) for each in evidence]
        assert group_into_lineages(items, near) == group_into_lineages(items, whole)
        seen |= {(type(answer).__name__, answer.joins) for answer in answers}
    assert len(seen) == 3


@pytest.mark.parametrize("public", [False, True])
def test_many_claims_are_read_at_once_as_each_is_by_itself(
    public: bool, django_assert_num_queries: Any
) -> None:
    dice = random.Random(7)  # noqa: S311 - a graph that is the same each time
    sources = [make_source(f"Source {n}", listed=n % 3 > 0) for n in range(20)]
    works = [
        make_work(f"Work {n}", outlet=dice.choice([None, *sources])) for n in range(20)
    ]
    for one, two in {tuple(dice.sample(range(20), 2)) for _ in range(30)}:
        relate(f"Source {one}", dice.choice(RelationKind.values), f"Source {two}")
    for one, two in {tuple(dice.sample(range(20), 2)) for _ in range(15)}:
        relate_works(works[one], dice.choice(WorkRelationKind.values), works[two])
    asked = [graph.Asked([], [])] + [
        graph.Asked(
            works=[each.pk for each in dice.sample(works, dice.randint(0, 4))],
            sources=[each.pk for each in dice.sample(sources, dice.randint(0, 3))],
            articles=[each.pk for each in dice.sample(works, 2)],
            seen=[source_node(each.pk) for each in dice.sample(sources, 2)],
        )
        for _ in range(30)
    ]

    with django_assert_num_queries(1):
        found = graph.fetch_each_surroundings(asked, public=public)

    alone = [graph.fetch_each_surroundings([each], public=public)[0] for each in asked]
    assert list(map(plain, found)) == list(map(plain, alone))
    assert sum(bool(each.graph.edges) for each in alone) > 10
    assert len({str(plain(each)) for each in alone}) > 20


def plain(found: graph.Surroundings) -> tuple[object, ...]:
    """All that was read; the order of the rows is nobody's concern."""
    edges = [set(found.graph.edges), set(found.citing)]
    return edges, found.graph.degrees, found.names, found.outlets, found.read_at


def told(found: IndependenceFinding) -> tuple[object, ...]:
    """What was found; by which of an unnamed voice's works a path leads is all one."""
    answers = {
        key: (
            type(each),
            each.joins,
            None if isinstance(each, NoKnownConnection) else each.path.steps,
        )
        for key, each in found.answers.items()
    }
    lineages = (found.evidence, found.appearances)
    return answers, [[each.items for each in part] for part in lineages]


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_claims_are_judged_as_in_the_whole_graph(hops: int) -> None:
    """With dates, voices without a name, and articles that print and cite others."""
    dice = random.Random(hops)  # noqa: S311 - a graph that is the same each time
    sources = [
        make_source(f"Source {n}", kind="unnamed" if n % 5 == 0 else "organisation")
        for n in range(25)
    ]
    works = [
        make_work(f"Work {n}", outlet=dice.choice([None, *sources])) for n in range(20)
    ]
    years = [None, *(datetime.date(year, 1, 1) for year in range(2010, 2014))]
    for one, two in (dice.sample(sources, 2) for _ in range(45)):
        since, until = dice.choice(years), dice.choice(years)
        if not since or not until or since <= until:
            SourceRelation.objects.get_or_create(
                source=one, kind=dice.choice(RelationKind.values), target=two,
                since=since, defaults={"until": until},
            )  # fmt: skip
    for a, b in (dice.sample(works, 2) for _ in range(15)):
        kind = dice.choice(WorkRelationKind.values)
        WorkRelation.objects.get_or_create(source=a, kind=kind, target=b)
    rules = IndependenceRules(hops=hops, hub=6)
    unnamed = frozenset(source_node(s.pk) for s in sources if s.kind == "unnamed")
    whole = DependenceGraph(everything())
    seen = set()

    for _ in range(60):
        given = [work_node(each.pk) for each in dice.sample(works, 7)]
        evidence = [
            GivenEvidence(str(node.number), node, "supports") for node in given[:4]
        ]
        said = [
            SpokenAppearance(
                str(article.number),
                article,
                (DatedVoice(source_node(dice.choice(sources).pk), on),),
                on,
                (given[6],),
            )
            for article in given[4:6]
            for on in [dice.choice(years)]
        ]
        around = graph.fetch_surroundings(
            [node.number for node in given],
            [each.voices[0].node.number for each in said],
            rules,
            articles=[each.article.number for each in said],
        )
        near, far = (
            IndependenceCase(
                evidence, said, within, rules=rules, unnamed=unnamed
            ).find()
            for within in (around.graph, whole)
        )

        assert around.unnamed == unnamed & around.names.keys()
        assert told(near) == told(far)
        seen |= {(type(each).__name__, each.joins) for each in near.answers.values()}
    assert len(seen) == 4


def everything() -> list[Edge]:
    return [
        *(
            Edge(
                source_node(r.source_id),
                r.kind,
                source_node(r.target_id),
                r.since,
                r.until,
                r.pk,
            )
            for r in SourceRelation.objects.all()
        ),
        *(
            Edge(work_node(r.source_id), r.kind, work_node(r.target_id), row=r.pk)
            for r in WorkRelation.objects.all()
        ),
        *(
            Edge(source_node(w.outlet_id), "published", work_node(w.pk))
            for w in Work.objects.exclude(outlet=None)
            if w.outlet_id
        ),
    ]


def test_the_database_is_asked_by_index(django_assert_num_queries: Any) -> None:
    """With sequential scans forbidden, nothing is left that needs one."""
    page = make_work("A page", outlet=make_source("The Agency"))
    voice = relate("The Agency", "part_of", "The State").target_id
    given = json.dumps([graph.Asked([page.pk], [voice]).as_row(0)])
    with database.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN " + SURROUNDINGS_SQL,
            {
                **graph.graph_parameters(IndependenceRules(), public=True),
                "given": given,
            },
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Seq Scan on articles_sourcerelation" not in plan
    assert "Seq Scan on articles_work" not in plan
