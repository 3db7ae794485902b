"""How much does it cost to say who is connected with whom? (performance.md, G1)

    python benchmarks/independence.py
    python benchmarks/independence.py --only-pairs

In a throw-away database with the tables of the application: 20,000 sources, 100,000
relations whose roots are drawn by Zipf's law, 60,000 works. Prints, from one run with
the statements interleaved: the statement that climbs from both ends against a plain
recursive one that walks from one end; a claim with 60 pieces of evidence against one
pair; and whether 1,000 random pairs get the answers of a breadth-first search over the
whole graph in memory, built from the same rows. Read the ratios, not the times. Ends
with 1 where a pair gets another answer.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claimtracker.local.databases import throwaway_database

SOURCES, RELATIONS, WORKS = 20_000, 100_000, 60_000
EVIDENCE, VOICES = 60, 2
PAIRS, ROUNDS, SHOWN = 1_000, 24, 10

# From one end, up and then down again, each way at most `hops` steps.
PLAIN = """
WITH RECURSIVE walk (node, down, ups, downs) AS (
    SELECT %(from)s::bigint, false, 0, 0
    UNION
    SELECT next.node, walk.down OR next.down, walk.ups + next.up, walk.downs + next.dn
    FROM walk CROSS JOIN LATERAL (
        SELECT r.target_id AS node, false AS down, 1 AS up, 0 AS dn
        FROM articles_sourcerelation r
        WHERE walk.node > 0 AND r.source_id = walk.node AND r.kind = ANY(%(up)s)
          AND NOT walk.down AND walk.ups < %(hops)s
        UNION ALL
        SELECT r.source_id, false, 1, 0 FROM articles_sourcerelation r
        WHERE walk.node > 0 AND r.target_id = walk.node AND r.kind = ANY(%(down)s)
          AND NOT walk.down AND walk.ups < %(hops)s
        UNION ALL
        SELECT r.source_id, true, 0, 1 FROM articles_sourcerelation r
        WHERE walk.node > 0 AND r.target_id = walk.node AND r.kind = ANY(%(up)s)
          AND walk.downs < %(hops)s
        UNION ALL
        SELECT r.target_id, true, 0, 1 FROM articles_sourcerelation r
        WHERE walk.node > 0 AND r.source_id = walk.node AND r.kind = ANY(%(down)s)
          AND walk.downs < %(hops)s
        UNION ALL
        SELECT w.outlet_id, false, 0, 0 FROM articles_work w
        WHERE walk.node < 0 AND w.id = -walk.node AND w.outlet_id IS NOT NULL
        UNION ALL
        SELECT -r.target_id, false, 0, 0 FROM articles_workrelation r
        WHERE walk.node < 0 AND r.source_id = -walk.node AND r.kind = ANY(%(works)s)
    ) AS next
    WHERE walk.ups + walk.downs + next.up + next.dn <= %(total)s
)
SELECT min(ups + downs) FROM walk WHERE node = %(to)s
"""


def zipf(dice: random.Random, most: int) -> int:
    """1 most often, `most` most seldom: the inverse of the harmonic numbers' growth."""
    return min(most, int(most ** dice.random()))


def fill(cursor: Any, dice: random.Random) -> None:
    from articles.domain.independence.graph import LEANS_ON_TARGET
    from articles.models.choices import RelationKind

    # The triggers that write the history are not what is measured.
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(
        "INSERT INTO articles_source (id, key, name, kind, description, wikidata,"
        " homepage, listed, version, created_at)"
        " SELECT n, translate(lpad(n::text, 10, '0'), '01', 'bc'), 'Source ' || n, 'organisation', '', '', '',"
        " true, 1, now() FROM generate_series(1, %s) AS n", [SOURCES],
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO articles_work (id, key, kind, title, address, outlet_id,"
        " published_precision, language, status, status_note, status_reference,"
        " version, created_at)"
        " SELECT n, translate(lpad(n::text, 10, '0'), '01', 'bc'), 'article', 'Work ' || n, '', outlet, 'day',"
        " '', '', '', '', 1, now()"
        " FROM unnest(%s::int[]) WITH ORDINALITY AS given (outlet, n)",
        [[zipf(dice, SOURCES) for _ in range(WORKS)]],
    )
    kinds = RelationKind.values
    related: set[tuple[int, str, int]] = set()
    while len(related) < RELATIONS:
        kind = dice.choice(kinds)
        # A state has thousands who lean on it; nobody leans on thousands.
        leaning, root = dice.randint(1, SOURCES), zipf(dice, SOURCES)
        if leaning != root:
            ends = (leaning, root) if kind in LEANS_ON_TARGET else (root, leaning)
            related.add((ends[0], kind, ends[1]))
    insert(cursor, "articles_sourcerelation", sorted(related))
    copied = {
        (work, dice.choice(["derives_from", "cites", "republishes"]),
         dice.randint(1, work - 1))
        for work in (dice.randint(2, WORKS) for _ in range(WORKS // 2))
    }  # fmt: skip
    insert(cursor, "articles_workrelation", sorted(copied))
    cursor.execute("SET session_replication_role = origin")
    index_by_kind(cursor)
    cursor.execute("ANALYZE")


def index_by_kind(cursor: Any) -> None:
    """A hub's few roots among its thousands: found by both columns, never by one."""
    cursor.execute(
        "SELECT indexname FROM pg_indexes WHERE tablename = 'articles_sourcerelation'"
        " AND (indexdef LIKE '%(source_id)' OR indexdef LIKE '%(target_id)')"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS relation_by_target"
        " ON articles_sourcerelation (target_id, kind, source_id)"
    )


def insert(cursor: Any, table: str, rows: list[tuple[int, str, int]]) -> None:
    cursor.execute(
        f"INSERT INTO {table}"  # noqa: S608 - a name of this file
        " (source_id, kind, target_id, reference, note, version, created_at)"
        " SELECT a, kind, b, '', '', 1, now()"
        " FROM unnest(%s::int[], %s::text[], %s::int[]) AS given (a, kind, b)",
        [list(column) for column in zip(*rows, strict=True)],
    )


class Whole:
    """The whole graph in memory, and a plain search of it, up and then down."""

    def __init__(self, edges: Iterable[Any], rules: Any) -> None:
        self.rules = rules
        self.up: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
        self.degree: dict[Any, int] = defaultdict(int)
        for edge in edges:
            if edge.is_step:
                self.degree[edge.source] += 1
                self.degree[edge.target] += 1
            if rules.carry(edge):
                above = edge.other(edge.leaning)
                self.up[edge.leaning].append((above, int(edge.is_step)))

    def down_to(self, end: Any) -> dict[Any, list[tuple[Any, int]]]:
        """The ways down that can lead to this source; of a state's thousands few do."""
        down: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
        seen, level = {end}, [end]
        for _ in range(self.rules.hops):
            higher = []
            for node in level:
                for above, step in self.up[node]:
                    down[above].append((node, step))
                    if above not in seen:
                        seen.add(above)
                        higher.append(above)
            level = higher
        return down

    def steps(self, start: Any, end: Any, *, clean: bool) -> int | None:
        """The fewest between the two; `clean`: none beyond the hops, through no hub."""
        ways_down = self.down_to(end)
        first = (start, False, 0, 0, 0)
        seen, waiting = {first}, deque([first])
        best = None
        while waiting:
            node, down, ups, downs, stepped = waiting.popleft()
            if node == end and (best is None or ups + downs < best):
                best = ups + downs
            hub = clean and stepped and self.degree[node] > self.rules.hub
            ways = [
                (other, True, ups, downs + step, step)
                for other, step in ways_down[node]
            ]
            if not down:
                ways += [
                    (other, False, ups + step, downs, step)
                    for other, step in self.up[node]
                ]
            for way in ways:
                if (
                    max(way[2], way[3]) <= self.rules.hops
                    and way[2] + way[3] <= self.rules.hops + (not clean)
                    and not (hub and way[4])
                    and way not in seen
                ):
                    seen.add(way)
                    waiting.append(way)
        return best


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def compare(cursor: Any, dice: random.Random) -> None:
    from articles.domain.independence.connections import ConnectionSearch
    from articles.domain.independence.graph import (
        DatedVoice,
        IndependenceRules,
        source_node,
        work_node,
    )
    from articles.queries import graph
    from articles.queries.graph_sql import SURROUNDINGS_SQL

    rules = IndependenceRules()

    def ask(works: list[int], sources: list[int]) -> object:
        given = json.dumps([graph.Asked(works, sources).as_row(0)])
        values = graph.graph_parameters(rules, public=False)
        cursor.execute(SURROUNDINGS_SQL, {**values, "given": given})
        return cursor.fetchall()

    def plain(evidence: int, voice: int, total: int) -> object:
        given = graph.graph_parameters(rules, public=False)
        cursor.execute(PLAIN, {**given, "from": -evidence, "to": voice, "total": total})
        return cursor.fetchall()

    def answered(works: list[int], sources: list[int]) -> object:
        found = graph.fetch_surroundings(works, sources, rules)
        search = ConnectionSearch(found.graph, rules)
        voices = [DatedVoice(source_node(each)) for each in sources]
        return [search.connection(work_node(each), voices) for each in works]

    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        works = [dice.randint(1, WORKS) for _ in range(EVIDENCE)]
        voices = [dice.randint(1, SOURCES) for _ in range(VOICES)]
        one, voice = works[:1], voices[:1]
        times["pair"].append(timed(lambda: ask(one, voice)))  # noqa: B023 - called at once
        times["plain2"].append(timed(lambda: plain(one[0], voice[0], 2)))  # noqa: B023 - called at once
        times["plain3"].append(timed(lambda: plain(one[0], voice[0], 3)))  # noqa: B023 - called at once
        times["claim"].append(timed(lambda: ask(works, voices)))  # noqa: B023 - called at once
        times["pair answered"].append(timed(lambda: answered(one, voice)))  # noqa: B023 - called at once
        times["answered"].append(timed(lambda: answered(works, voices)))  # noqa: B023 - called at once
    medians = {name: statistics.median(each) for name, each in times.items()}
    pair, claim = medians["pair"], medians["claim"]
    print("medians, ms:", {name: round(ms, 2) for name, ms in medians.items()})
    print(f"pair / plain, the same paths, up to 3 steps: {pair / medians['plain3']:.3f}"
          "  (goal 0.1)")  # fmt: skip
    print(f"pair / plain, only those of 2 steps:       {pair / medians['plain2']:.3f}")
    print(f"whole claim / pair, statement:      {claim / pair:.2f}  (goal 5)")
    ratio = medians["answered"] / medians["pair answered"]
    print(f"whole claim / pair, with answers:   {ratio:.2f}")


def same(cursor: Any, dice: random.Random) -> bool:
    """Do 1,000 random pairs get the answers of a search of the whole graph?"""
    from articles.domain.independence.connections import (
        ConnectionSearch,
        KnownConnection,
    )
    from articles.domain.independence.graph import (
        DatedVoice,
        IndependenceRules,
        source_node,
        work_node,
    )
    from articles.queries import graph

    rules = IndependenceRules()
    whole = Whole(every_edge(cursor), rules)
    counts: dict[str, int] = defaultdict(int)
    wrong = []
    for _ in range(PAIRS):
        evidence, voice = (
            work_node(dice.randint(1, WORKS)),
            source_node(dice.randint(1, SOURCES)),
        )
        around = graph.fetch_surroundings([evidence[1]], [voice[1]], rules)
        found = ConnectionSearch(around.graph, rules).connection(
            evidence, [DatedVoice(voice)]
        )
        answer = (
            found.joins,
            found.path.steps if isinstance(found, KnownConnection) else None,
        )
        joined = whole.steps(evidence, voice, clean=True)
        told = whole.steps(evidence, voice, clean=False)
        expected = (joined is not None, told if joined is None else joined)
        if answer != expected:
            wrong.append((evidence, voice, answer, expected))
        counts[
            "joined" if expected[0] else "no path" if told is None else "remote"
        ] += 1
    print(f"{PAIRS} random pairs against a breadth-first search of the whole graph,"
          f" {dict(counts)}: {f'{len(wrong)} differ' if wrong else 'all equal'}")  # fmt: skip
    for evidence, voice, answer, expected in wrong[:SHOWN]:
        print(f"{evidence} and {voice}: (joins, steps) {answer}, searched {expected}")
    return not wrong


def every_edge(cursor: Any) -> list[Any]:
    from articles.domain.independence.graph import Edge, source_node, work_node

    cursor.execute("SELECT source_id, kind, target_id FROM articles_sourcerelation")
    edges = [
        Edge(source_node(a), kind, source_node(b)) for a, kind, b in cursor.fetchall()
    ]
    cursor.execute("SELECT source_id, kind, target_id FROM articles_workrelation")
    edges += [
        Edge(work_node(a), kind, work_node(b)) for a, kind, b in cursor.fetchall()
    ]
    cursor.execute("SELECT outlet_id, id FROM articles_work")
    return edges + [
        Edge(source_node(a), "published", work_node(b)) for a, b in cursor.fetchall()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only-pairs", action="store_true", help="measure nothing")
    asked = parser.parse_args()
    with throwaway_database() as database:
        os.environ.update(**database.environment, LOCAL="1")
        os.environ["SECRET_KEY"] = "only-for-this-benchmark"  # noqa: S105 - of a throw-away database
        os.environ["DJANGO_SETTINGS_MODULE"] = "claimtracker.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        dice = random.Random(1)
        with connection.cursor() as cursor:
            fill(cursor, dice)
            if not asked.only_pairs:
                compare(cursor, dice)
            equal = same(cursor, dice)
        connection.close()
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
