"""Circles of citations in all that readers may see: found, and read a page at a time.

A search reads every citation, which takes seconds on a large collection: a worker makes
it when something was published (articles/workflow/circle_search.py), and a page asks of
the circles that it shows whether each still stands in what is published now. Where
little is published a page searches itself. That the last search found any is part of the
state of the database (public_state.py), by which each page leads to them or does not.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from articles.domain.independence.circles import (
    Circle,
    CircleKind,
    circle_over,
    find_all_circles,
)
from articles.domain.independence.graph import work_node
from articles.domain.independence.path_data import circle_data
from articles.domain.independence.trails import build_trails
from articles.domain.records import CircleRecord
from articles.models import CircleSearch
from articles.queries import graph
from articles.queries.works import WorkLocation, add_published_claims, locate_works

MAX_CIRCLES = 1_000  # of each kind that a search finds
PAGE_CIRCLES = 6
SMALL_ROWS = 2_000  # published appearances, and relations, that a page searches itself

# One more than SMALL_ROWS tells that there are others.
SMALL_SQL = """
SELECT (SELECT count(*) FROM (
            SELECT FROM articles_publishedappearance LIMIT %(most)s + 1) AS shown),
       (SELECT count(*) FROM (
            SELECT FROM articles_workrelation LIMIT %(most)s + 1) AS related)
"""

ListedCircle = tuple[str, list[int]]  # its kind, and its works by number


@dataclass(frozen=True)
class CirclePage:
    """Some circles, where their works can be read, and what follows.

    `total`: how many there are, where that was counted; `searched_at`: when they were
    looked for, if that was not just now.
    """

    circles: list[CircleRecord]
    read_at: dict[str, WorkLocation]
    next: int | None
    total: int | None = None
    searched_at: datetime.datetime | None = None


def read_circles(after: int = 0) -> CirclePage:
    """The circles that follow so many others."""
    total: int | None
    searched_at: datetime.datetime | None
    end = after + PAGE_CIRCLES
    if is_small():
        found = find_public_circles()
        page, total, searched_at = found[after:end], len(found), None
        more = len(found) > end
    else:
        last = CircleSearch.objects.first()
        listed: list[ListedCircle] = last.circles if last else []
        page, total = still_public(listed[after:end]), None
        searched_at = last.searched_at if last else None
        more = len(listed) > end
    named = graph.fetch_node_names({node for each in page for node in each.nodes})
    read_at = add_published_claims(locate_works(name.key for name in named.values()))
    return CirclePage(
        [circle_data(each, named) for each in page],
        read_at,
        end if more else None,
        total,
        searched_at,
    )


def is_small() -> bool:
    """Whether so little is published that everything can be searched for one page."""
    (counts,) = graph.fetch_rows(SMALL_SQL, {"most": SMALL_ROWS})
    return bool(max(counts) <= SMALL_ROWS)


def find_public_circles() -> list[Circle]:
    """Every circle in what readers may see, the shortest of each kind first."""
    known = graph.fetch_work_graph(public=True)
    return find_all_circles(known.citing, known.outlets, MAX_CIRCLES)


def still_public(listed: Iterable[ListedCircle]) -> list[Circle]:
    """Those of the circles that stand in what is published now, as they stand there."""
    asked = [(kind, [work_node(work) for work in works]) for kind, works in listed]
    works = {node.number for _, nodes in asked for node in nodes}
    known = graph.fetch_work_graph(public=True, among=works)
    ways = build_trails(known.citing)
    found = (
        circle_over(CircleKind(kind), nodes, ways, known.outlets)
        for kind, nodes in asked
    )
    return [each for each in found if each]
