"""Tells unnamed voices apart: "officials" may be somebody else in each work.

Pure: no Django, no database. Each unnamed voice becomes a node of its own in every work
that it stands in; what is recorded of it holds for each of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from articles.domain.independence.graph import DependenceGraph, Edge, Node

MADE_BY = frozenset({"authored", "published"})


@dataclass(frozen=True)
class UnnamedVoices:
    """The sources that are no one voice, and the works in which any of them stands."""

    sources: frozenset[Node]
    works: frozenset[Node]

    def in_work(self, source: Node, work: Node) -> Node:
        """Who this source is in this work: itself, unless it is unnamed."""
        return replace_within(source, work) if source in self.sources else source

    def tell_apart(self, graph: DependenceGraph) -> DependenceGraph:
        """The same graph, with each unnamed voice once in each of the works."""
        edges = [each for edge in graph.edges for each in self.edges_apart(edge)]
        return DependenceGraph(edges, graph.known_degrees)

    def edges_apart(self, edge: Edge) -> Iterable[Edge]:
        """A relation as it holds for each of the voices that it is recorded of."""
        if self.sources.isdisjoint((edge.source, edge.target)):
            return (edge,)
        works = (edge.target,) if edge.kind in MADE_BY else sorted(self.works)
        return [
            replace(
                edge,
                source=self.in_work(edge.source, work),
                target=self.in_work(edge.target, work),
            )
            for work in works
        ]


def replace_within(source: Node, work: Node) -> Node:
    return Node(source.sort, source.number, work.number)


def find_unnamed_voices(
    sources: Collection[Node], articles: Iterable[Node], edges: Iterable[Edge]
) -> UnnamedVoices:
    """The works of which one of these sources is author or outlet, and all articles."""
    unnamed = frozenset(sources)
    made = {e.target for e in edges if e.kind in MADE_BY and e.source in unnamed}
    return UnnamedVoices(unnamed, frozenset([*articles, *made]))
