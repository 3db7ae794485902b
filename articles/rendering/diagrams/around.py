"""Draws whom a source leans on, who leans on it, and who is further off.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Sequence

from articles.domain.independence.graph import LEANS_ON_TARGET
from articles.domain.records import NeighbourRecord, SourceRef
from articles.rendering.diagrams.arcs import Drawing, Id, Join, Thing, drawn

Nodes = dict[str, SourceRef]
SHOWN = 16  # of each group; more are counted


def around_drawing(centre: SourceRef, relations: Sequence[NeighbourRecord]) -> Drawing:
    """The diagram of a source and its relations, the nearest first.

    `relations` are {"source", "kind", "target", "text", "hop"}.
    """
    here = centre["key"]
    above: Nodes = {}
    below: Nodes = {}
    further: Nodes = {}
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
        ("It leans on", things(above.values())),
        ("", [Thing(id_of(centre), centre["name"], "voice", "centre")]),
        ("Lean on it", things(v for k, v in below.items() if k not in above)),
        ("Further off", things(v for k, v in further.items() if k not in near)),
    ]
    return drawn(groups, joins(relations))


def id_of(node: SourceRef) -> Id:
    return ("source", node["key"])


def things(nodes: Iterable[SourceRef]) -> list[Thing]:
    known = list(nodes)
    shown = [Thing(id_of(node), node["name"], "voice") for node in known[:SHOWN]]
    if more := len(known) - len(shown):
        shown.append(Thing(("more", known[0]["key"]), f"and {more} more", "more"))
    return shown


def joins(relations: Iterable[NeighbourRecord]) -> Iterable[Join]:
    for each in relations:
        one, other = sorted((id_of(each["source"]), id_of(each["target"])))
        yield Join(one, other, "near" if each["hop"] == 1 else "")
