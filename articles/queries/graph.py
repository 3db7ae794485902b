"""The graph around a claim, and all citations that circles are searched in.

The graph has the relations that can lie on a path between some works and some sources.
One statement reads it, for one claim or many, and meets in the middle. From every work
and source that takes part it climbs to what that leans on: a path between two of them goes
up from both and turns at a common root (articles/domain/independence/connections.py), so
that nothing ever descends from a root to the many who lean on it. The last step up, which
would be most of the work, is only looked up between nodes that were reached before. In
the same statement it follows citations and derivations on from the works, for circles.
"""

import datetime
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.domain.dates import PartialDate
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
from articles.domain.independence.trails import MAX_TRAIL_EDGES, TRAIL_KINDS
from articles.models.choices import SourceKind
from articles.queries.graph_sql import NODE_NAMES_SQL, SURROUNDINGS_SQL
from articles.queries.work_graph_sql import AMONG_WORKS_SQL, WORK_GRAPH_SQL
from articles.queries.works import WorkLocation
from articles.replicas.choice import reading_connection

GraphRow = tuple[Any, ...]
GraphParameters = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What stands around a claim: the graph that it is judged in, and all names.

    `citing` holds the edges that circles are made of, `outlets` who published a work,
    `retractions` the retracted works, `unnamed` the sources that may be somebody else in
    each work, `read_at` where each work can be read, by its key.
    """

    graph: DependenceGraph
    citing: list[Edge]
    outlets: dict[Node, Node]
    names: dict[Node, NodeName]
    retractions: dict[Node, PartialDate]
    unnamed: frozenset[Node]
    read_at: dict[str, WorkLocation]


@dataclass(frozen=True)
class Asked:
    """What the surroundings of one claim are read for.

    `works` (evidence, articles) and `sources` (voices) take part. Where only what readers
    may see counts, these do, those `seen`, and the texts of `articles`.
    """

    works: Collection[int]
    sources: Collection[int]
    articles: Collection[int] = ()
    seen: Collection[Node] = ()

    def as_row(self, place: int) -> dict[str, Any]:
        starts = {*self.sources, *(-number for number in self.works)}
        return {
            "place": place,
            "starts": sorted(starts),
            "seen": sorted(starts.union(map(number_from_node, self.seen))),
            "articles": sorted({-number for number in self.articles}),
        }


def fetch_surroundings(
    works: Collection[int],
    sources: Collection[int],
    rules: IndependenceRules | None = None,
    *,
    public: bool = False,
    articles: Collection[int] = (),
    seen: Collection[Node] = (),
) -> Surroundings:
    """Around these works (evidence, articles) and sources (voices), as below."""
    asked = Asked(works, sources, articles, seen)
    (found,) = fetch_each_surroundings([asked], rules, public=public)
    return found


def fetch_each_surroundings(
    asked: Sequence[Asked],
    rules: IndependenceRules | None = None,
    *,
    public: bool = False,
) -> list[Surroundings]:
    """What stands around each of these claims, in one statement for all.

    Enough for every path that joins two who take part, and for those of one step more
    that lead from a work to a voice, or to an article.
    `public`: only by way of what readers may see.
    """
    values = graph_parameters(rules or IndependenceRules(), public=public)
    given = json.dumps([each.as_row(place) for place, each in enumerate(asked)])
    around: list[list[GraphRow]] = [[] for _ in asked]
    for place, *row in fetch_rows(SURROUNDINGS_SQL, {**values, "given": given}):
        around[place].append(tuple(row))
    return list(map(surroundings_from_rows, around))


def surroundings_from_rows(rows: Collection[GraphRow]) -> Surroundings:
    named = {node_from_number(row[1]): row for row in rows if row[0] == "name"}
    marks = {each: row[8].split() for each, row in named.items()}
    return Surroundings(
        DependenceGraph(
            edges_from_rows(rows, "relation"),
            {each: row[3] for each, row in named.items()},
        ),
        edges_from_rows(rows, "trail"),
        {
            each: node_from_number(row[2])
            for each, row in named.items()
            if row[2] is not None
        },
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
        {
            marks[each][0]: WorkLocation(article=row[10], address=row[9])
            for each, row in named.items()
            if each.sort == WORK_LETTER
        },
    )


def graph_parameters(rules: IndependenceRules, *, public: bool) -> GraphParameters:
    return {
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
    }


@dataclass(frozen=True)
class WorkGraph:
    """Every citation and derivation between works, and who published each work."""

    citing: list[Edge]
    outlets: dict[Node, Node]


def fetch_work_graph(
    *, public: bool = False, among: Iterable[int] | None = None
) -> WorkGraph:
    """All that circles are searched in, or only among these works; in one statement."""
    values = graph_parameters(IndependenceRules(), public=public)
    if among is None:
        rows = fetch_rows(WORK_GRAPH_SQL, values)
    else:
        rows = fetch_rows(AMONG_WORKS_SQL, {**values, "among": sorted(among)})
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
