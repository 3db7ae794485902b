"""Draws whom a source leans on, who leans on it, and who is further off.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Sequence

from articles.domain.independence.graph import LEANS_ON_TARGET
from articles.domain.records import NeighbourRecord, SourceRef
from articles.rendering.diagrams.arcs import (
    ArcDrawing,
    DiagramRow,
    NodeId,
    RowJoin,
    draw_arcs,
)

NodesByKey = dict[str, SourceRef]
MAX_GROUP_ROWS = 16  # of each group; more are counted
MAX_COUNTED = 60  # of so many the rest is not known


def draw_neighbourhood(
    centre: SourceRef, relations: Sequence[NeighbourRecord]
) -> ArcDrawing:
    """The diagram of a source and its relations, the nearest first.

    `relations` are {"source", "kind", "target", "text", "hop"}.
    """
    here = centre["key"]
    above: NodesByKey = {}
    below: NodesByKey = {}
    further: NodesByKey = {}
    for each in relations:
        on_target = each["kind"] in LEANS_ON_TARGET
        ends = ((each["source"], each["target"], not on_target),
                (each["target"], each["source"], on_target))  # fmt: skip
        for node, other, leaned_on in ends:
            if each["hop"] > 1:
                further.setdefault(node["key"], node)
            elif other["key"] == here:
                (above if leaned_on else below).setdefault(node["key"], node)
    near = {here, *above, *below}
    groups = [
        ("It leans on", source_rows(above.values())),
        ("", [DiagramRow(source_node_id(centre), centre["name"], "voice", "centre")]),
        ("Lean on it", source_rows(v for k, v in below.items() if k not in above)),
        ("Further off", source_rows(v for k, v in further.items() if k not in near)),
    ]
    return draw_arcs(groups, relation_joins(relations))


def source_node_id(node: SourceRef) -> NodeId:
    return ("source", node["key"])


def source_rows(nodes: Iterable[SourceRef]) -> list[DiagramRow]:
    known = list(nodes)
    shown = [
        DiagramRow(source_node_id(node), node["name"], "voice")
        for node in known[:MAX_GROUP_ROWS]
    ]
    if more := len(known) - len(shown):
        words = f"and {more} more" if len(known) < MAX_COUNTED else "and more"
        shown.append(DiagramRow(("more", known[0]["key"]), words, "more"))
    return shown


def relation_joins(relations: Iterable[NeighbourRecord]) -> Iterable[RowJoin]:
    for each in relations:
        one, other = sorted(
            (source_node_id(each["source"]), source_node_id(each["target"]))
        )
        yield RowJoin(one, other, "near" if each["hop"] == 1 else "")
