"""Leaks planted in the graph: one kind of relation leads over what readers may not see.

Each lets rows of one kind through, so that each kind is shown to be guarded, and the
second world to hold a row of it that would tell something.
"""

import re
from collections.abc import Callable

import pytest

from articles.models import Source
from articles.models.source import SourceRelationQuerySet
from articles.queries import graph
from articles.queries.graph_sql import READERS_LEARN
from tests.web.hidden_relations import CARRYING, DERIVING, LEADING
from tests.web.leaks import Leak

STATEMENTS = ("SURROUNDINGS_SQL", "WORK_GRAPH_SQL")
KNOWN_WORK = re.compile(
    r"EXISTS \(SELECT FROM articles_publishedwork k WHERE k.work_id = -(\S+) OFFSET 0\)"
)
LISTED_SOURCE = re.compile(
    r"EXISTS \(SELECT FROM articles_source l WHERE l.id = (\S+) AND l.listed OFFSET 0\)"
)
ANY_KNOWN_WORK = re.compile(
    r"(\S+) IN \(SELECT k.work_id FROM articles_publishedwork k\)"
)
CLIMBED = "above bigint, step int"  # what the climb asks of an edge
READ_TEXT = re.compile(r"-(own|twin)\.work_id = ANY\(given\.articles\)")

LEARNT_RELATION = re.compile(f"({re.escape(READERS_LEARN)})")


def let_through(
    name: str, guard: re.Pattern[str], instead: Callable[[str], str]
) -> Leak:
    """A leak where `instead`, given the node, stands for the guard; "" leaves it."""

    def leak(patch: pytest.MonkeyPatch) -> None:
        for statement in STATEMENTS:
            kept = getattr(graph, statement)
            leaky = guard.sub(lambda found: instead(found[1]) or found[0], kept)
            if leaky != kept:
                leaky = leaky.replace(CLIMBED, f"{CLIMBED}, kind text")
            patch.setattr(graph, statement, leaky)
        assert any(
            getattr(graph, statement) != kept
            for statement, kept in zip(STATEMENTS, GUARDED, strict=True)
        )

    leak.__name__ = name
    return leak


GUARDED = [getattr(graph, statement) for statement in STATEMENTS]


def by_edge(kind: str) -> Callable[[str], str]:
    """Ways up by edges of this kind."""
    return lambda node: f"edge.kind = '{kind}'" if node == "edge.above" else ""


def by_trail(kind: str) -> Callable[[str], str]:
    """Works that another leads to by this kind."""
    return lambda node: f"r.kind = '{kind}'" if "target" in node else ""


def counted(node: str) -> str:
    """Relations of a source with anybody."""
    return "TRUE" if node == "relation.other" else ""


def always(guarded: str) -> str:
    return "TRUE"


def relations_of_which_no_ground_is_stated(patch: pytest.MonkeyPatch) -> None:
    def public(rows: SourceRelationQuerySet) -> SourceRelationQuerySet:
        seen = Source.objects.public()
        return rows.filter(source__in=seen, target__in=seen)

    patch.setattr(SourceRelationQuerySet, "public", public)


LEAKS_OF_RELATIONS: list[tuple[Leak, list[str]]] = [
    *(
        (let_through(f"over_a_source_by_{kind}", LISTED_SOURCE, by_edge(kind)),
         ["RELATED.json"])
        for kind in CARRYING
    ),
    *(
        (let_through(f"over_a_work_by_{kind}", KNOWN_WORK, by_edge(kind)), ["RELATED"])
        for kind in DERIVING
    ),
    *(
        (let_through(f"along_a_trail_by_{kind}", KNOWN_WORK, by_trail(kind)),
         ["RELATED.json"])
        for kind in LEADING
    ),
    (let_through("circles_of_hidden_works", ANY_KNOWN_WORK, always), ["/circles.json"]),
    (let_through("a_hub_by_hidden_relations", LISTED_SOURCE, counted), ["RELATED.json"]),
    (let_through("ways_without_a_ground", LEARNT_RELATION, always), ["RELATED.json"]),
    (let_through("circles_without_a_ground", LEARNT_RELATION, always), ["/circles.json"]),
    (relations_of_which_no_ground_is_stated, ["AGENCY", "AGENCY.json"]),
    (let_through("texts_of_the_desk", READ_TEXT, always), ["RELATED.json"]),
]  # fmt: skip
