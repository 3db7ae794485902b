"""Paths, lineages and circles as data, as the records of claims keep them.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Mapping

from articles.domain.dates import period_data
from articles.domain.independence.circles import Circle
from articles.domain.independence.connections import Path
from articles.domain.independence.copies import Retraction
from articles.domain.independence.graph import Edge, Node, NodeName
from articles.domain.independence.lineages import Lineage
from articles.domain.independence.path_sentences import link_in_words, path_in_words
from articles.domain.records import (
    AnswerRecord,
    CircleRecord,
    LineageRecord,
    LinkRecord,
    NodeRecord,
    PathRecord,
)

NodeNames = Mapping[Node, NodeName]


def retraction_data(retraction: Retraction | None, names: NodeNames) -> AnswerRecord:
    """When the work was retracted, or what it repeats; nothing where neither was."""
    if retraction is None:
        return {}
    path = retraction.path
    return {
        "retracted": {
            "on": retraction.on.iso() or None,
            "words": path_in_words(path.nodes, path.edges, names) if path.edges else "",
        }
    }


def path_data(path: Path, names: NodeNames) -> PathRecord:
    return {
        "words": path_in_words(path.nodes, path.edges, names),
        "steps": path.steps,
        "nodes": [node_data(node, names) for node in path.nodes],
        "links": links_data(path.nodes, path.edges),
        "hubs": [node_data(node, names) for node in path.hubs],
    }


def links_data(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[LinkRecord]:
    return [link_data(edge, node) for node, edge in zip(nodes, edges, strict=False)]


def link_data(edge: Edge, begins: Node) -> LinkRecord:
    period = period_data(edge)
    link: LinkRecord = {
        "kind": edge.kind,
        "words": link_in_words(edge, begins),
        "since": period["since"],
        "until": period["until"],
        "reference": edge.reference,
        "ground": (
            {"text": edge.ground, "by": edge.grounded_by} if edge.ground else None
        ),
    }
    if edge.is_unfounded:
        link["unseen"] = True
    return link


def node_data(node: Node, names: NodeNames) -> NodeRecord:
    name = names[node.recorded]
    return {
        "node": "source" if node[0] == "s" else "work",
        "key": name.key,
        "name": name.text,
        "kind": name.kind,
    }


def lineage_data(lineage: Lineage, names: NodeNames) -> LineageRecord:
    return {
        "members": list(lineage.items),
        "merges": [
            {
                "first": merge.first,
                "second": merge.second,
                **path_data(merge.path, names),
            }
            for merge in lineage.merges
        ],
    }


def circle_data(circle: Circle, names: NodeNames) -> CircleRecord:
    return {
        "kind": str(circle.kind),
        "words": path_in_words(circle.nodes, circle.edges, names),
        "nodes": [node_data(node, names) for node in circle.nodes],
        "links": links_data(circle.nodes, circle.edges),
        "closed": circle.is_closed,
    }
