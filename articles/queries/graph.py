"""The graph around a claim, circles of citations, and the neighbourhood of a source.

The graph has the relations that can lie on a path between some works and some sources.
One statement a claim reads it, which meets in the middle. From every work and source
that takes part it climbs to what that leans on: a path between two of them goes up from
both and turns at a common root (articles/domain/independence/connections.py), so that
nothing ever descends from a root to the many who lean on it. The last step up, which
would be most of the work, is only looked up between nodes that were reached before. In
the same statement it follows citations and derivations on from the works, for circles.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.claim_data import ground_record, source_ref
from articles.domain.dates import PartialDate, period_data
from articles.domain.independence.circles import find_all_circles
from articles.domain.independence.graph import (
    LEANS_ON_SOURCE,
    LEANS_ON_TARGET,
    SOURCE_LETTER,
    WORK_LETTER,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    NodeName,
)
from articles.domain.independence.path_data import circle_data
from articles.domain.independence.trails import MAX_TRAIL_EDGES, TRAIL_KINDS
from articles.domain.records import CircleRecord, NeighbourRecord
from articles.models import Source, SourceRelation
from articles.models.choices import RelationKind, SourceKind
from articles.queries.graph_sql import NODE_NAMES_SQL, SURROUNDINGS_SQL, WORK_GRAPH_SQL
from articles.queries.works import WorkLocation, add_published_claims, locate_works
from articles.replicas.choice import reading_connection

GraphRow = tuple[Any, ...]
GraphParameters = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What stands around a claim: the graph that it is judged in, and all names.

    `citing` holds the edges that circles are made of, `outlets` who published a work,
    `retractions` the retracted works, `unnamed` the sources that may be somebody else in
    each work.
    """

    graph: DependenceGraph
    citing: list[Edge]
    outlets: dict[Node, Node]
    names: dict[Node, NodeName]
    retractions: dict[Node, PartialDate]
    unnamed: frozenset[Node]


def fetch_surroundings(
    works: Iterable[int],
    sources: Iterable[int],
    rules: IndependenceRules | None = None,
    *,
    public: bool = False,
    articles: Iterable[int] = (),
    seen: Iterable[Node] = (),
) -> Surroundings:
    """Around these works (evidence, articles) and sources (voices), in one statement.

    Enough for every path that joins two of them, and for those of one step more that
    lead from a work to a voice, or to one of `articles`.
    `public`: only by way of what readers may see, of these works and sources, of
    those `seen`, and of the texts of `articles`.
    """
    rules = rules or IndependenceRules()
    starts = [Node(SOURCE_LETTER, number) for number in sources]
    starts += [Node(WORK_LETTER, number) for number in works]
    values = graph_parameters(starts, rules, public=public)
    values["articles"] = [-number for number in sorted(set(articles))]
    values["seen"] = list(map(number_from_node, seen))
    rows = fetch_rows(SURROUNDINGS_SQL, values)
    named = {node_from_number(row[1]): row for row in rows if row[0] == "name"}
    outlets = {
        each: node_from_number(row[2])
        for each, row in named.items()
        if row[2] is not None
    }
    relations, trails = (
        edges_from_rows(rows, "relation"),
        edges_from_rows(rows, "trail"),
    )
    marks = {each: row[8].split() for each, row in named.items()}
    return Surroundings(
        DependenceGraph(relations, {each: row[3] for each, row in named.items()}),
        trails,
        outlets,
        {each: NodeName(row[7], row[4], marks[each][0]) for each, row in named.items()},
        {
            each: PartialDate(named[each][5], mark)
            for each, (_, *rest) in marks.items()
            for mark in rest
            if each.sort == WORK_LETTER
        },
        frozenset(
            each
            for each, row in named.items()
            if row[4] == SourceKind.UNNAMED and len(marks[each]) == 1
        ),
    )


def graph_parameters(
    starts: Iterable[Node], rules: IndependenceRules, *, public: bool
) -> GraphParameters:
    return {
        "starts": sorted(set(map(number_from_node, starts))),
        "hops": rules.hops,
        # Of two who meet one has climbed a step at most, or neither needs the last.
        "full": max(min(rules.hops, 1), rules.hops - 1),
        "hub": rules.hub,
        "up": sorted(rules.between_sources & LEANS_ON_TARGET),
        "down": sorted(rules.between_sources & LEANS_ON_SOURCE),
        "works": sorted(rules.of_works),
        "leading": sorted(TRAIL_KINDS),
        "longest": MAX_TRAIL_EDGES,
        "public": public,
        "articles": [],
        "seen": [],
    }


@dataclass(frozen=True)
class WorkGraph:
    """Every citation and derivation between works, and who published each work."""

    citing: list[Edge]
    outlets: dict[Node, Node]


def fetch_work_graph(*, public: bool = False) -> WorkGraph:
    """All that circles.everywhere searches, in one statement."""
    rows = fetch_rows(
        WORK_GRAPH_SQL, graph_parameters([], IndependenceRules(), public=public)
    )
    return WorkGraph(
        edges_from_rows(rows, "trail"),
        {
            Node(WORK_LETTER, -number): Node(SOURCE_LETTER, outlet)
            for row in rows
            for number, outlet in zip(row[1:3], row[11:13], strict=True)
            if outlet is not None
        },
    )


def fetch_node_names(nodes: Iterable[Node]) -> dict[Node, NodeName]:
    """The names of these nodes, in one statement."""
    numbers = sorted({number_from_node(each) for each in nodes})
    rows = fetch_rows(NODE_NAMES_SQL, {"nodes": numbers})
    return {
        node_from_number(row[0]): NodeName(text=row[1], kind=row[2], key=row[3])
        for row in rows
    }


def fetch_rows(statement: str, values: GraphParameters) -> list[GraphRow]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[GraphRow] = cursor.fetchall()
    return rows


def edges_from_rows(rows: Iterable[GraphRow], part: str) -> list[Edge]:
    return [edge_from_row(*each[1:11]) for each in rows if each[0] == part]


def edge_from_row(
    begins: int,
    ends: int,
    row: int,
    kind: str,
    since: datetime.date | None,
    until: datetime.date | None,
    reference: str,
    known: str,
    ground: str,
    grounded_by: str | None,
) -> Edge:
    since_precision, until_precision = known.split() or ("day", "day")
    return Edge(
        node_from_number(begins),
        kind,
        node_from_number(ends),
        since,
        until,
        row,
        reference,
        since_precision,
        until_precision,
        ground,
        grounded_by or "",
    )


def node_from_number(number: int) -> Node:
    """In SQL a work is a negative number, so that one column holds both."""
    return Node(SOURCE_LETTER, number) if number > 0 else Node(WORK_LETTER, -number)


def number_from_node(node: Node) -> int:
    return node[1] if node[0] == "s" else -node[1]


MAX_CIRCLES = 100  # of each kind, for one page


def public_circles() -> tuple[list[CircleRecord], dict[str, WorkLocation]]:
    """The circles of works that readers may see, and where they may see them."""
    everything = fetch_work_graph(public=True)
    found = find_all_circles(everything.citing, everything.outlets, MAX_CIRCLES)
    named = fetch_node_names({node for circle in found for node in circle.nodes})
    read_at = add_published_claims(locate_works(name.key for name in named.values()))
    return [circle_data(circle, named) for circle in found], read_at


MAX_NEIGHBOURHOOD_HOPS = 3
MAX_RELATIONS = 100  # of each hop but the first


def neighbourhood(
    source: Source, shown: QuerySet[SourceRelation], hops: int
) -> list[NeighbourRecord]:
    """The relations around a source, the nearest first; one statement a hop.

    All of its own, as its page lists them; of those further off, the first of each hop.
    """
    known: dict[int, NeighbourRecord] = {}
    reached, frontier = {source.pk}, {source.pk}
    for hop in range(1, hops + 1):
        rows = relations_touching(shown, frontier)
        met: set[int] = set()
        for each in rows.exclude(pk__in=known)[:MAX_RELATIONS] if hop > 1 else rows:
            known[each.pk] = neighbour_relation(each, hop)
            met |= {each.source_id, each.target_id}
        frontier = met - reached
        reached |= frontier
        if not frontier:
            break
    return list(known.values())


def relations_touching(
    shown: QuerySet[SourceRelation], sources: set[int]
) -> QuerySet[SourceRelation]:
    return (
        shown.filter(Q(source__in=sources) | Q(target__in=sources))
        .select_related("source", "target", "grounded_by")
        .order_by("kind", "since", "pk")
    )


def neighbour_relation(relation: SourceRelation, hop: int) -> NeighbourRecord:
    return {
        "hop": hop,
        "source": source_ref(relation.source),
        "kind": relation.kind,
        "text": RelationKind(relation.kind).label,
        "target": source_ref(relation.target),
        **period_data(relation),
        "reference": relation.reference,
        "ground": ground_record(relation),
    }
