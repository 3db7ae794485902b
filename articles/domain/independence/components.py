"""Strongly connected components: nodes of a directed graph that can reach each other.

Pure: no Django, no database. R. E. Tarjan's algorithm (1972), with a stack of its own
in place of recursion, which a long chain of citations would exhaust.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articles.domain.independence.graph import Node

Successors = Mapping[Node, Sequence[Node]]


def find_components(ways: Successors) -> list[list[Node]]:
    """Find the components that contain a circle, each in order, by their first node."""
    search = _Tarjan(ways)
    for node in ways:
        if node not in search.index:
            search.visit(node)
    return sorted(search.found)


@dataclass
class _Tarjan:
    ways: Successors
    index: dict[Node, int] = field(default_factory=dict)
    low: dict[Node, int] = field(default_factory=dict)
    open: dict[Node, None] = field(default_factory=dict)
    found: list[list[Node]] = field(default_factory=list)

    def enter(self, node: Node) -> tuple[Node, Iterator[Node]]:
        self.index[node] = self.low[node] = len(self.index)
        self.open[node] = None
        return node, iter(self.ways.get(node, ()))

    def visit(self, start: Node) -> None:
        path = [self.enter(start)]
        while path:
            node, rest = path[-1]
            for after in rest:
                if after not in self.index:
                    path.append(self.enter(after))
                    break
                if after in self.open:
                    self.low[node] = min(self.low[node], self.index[after])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    self.low[before] = min(self.low[before], self.low[node])
                if self.low[node] == self.index[node]:
                    self.close(node)

    def close(self, root: Node) -> None:
        """Take the component off the stack; one node is one only if it names itself."""
        component = []
        while True:
            node, _ = self.open.popitem()
            component.append(node)
            if node == root:
                break
        if len(component) > 1 or root in self.ways.get(root, ()):
            self.found.append(sorted(component))
