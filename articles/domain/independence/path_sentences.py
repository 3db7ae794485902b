"""Words a path between nodes as a sentence.

Pure: no Django, no database. One sentence from the first node to the last: what comes
first is a clause, the rest follows as what is said of the last name.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from articles.domain.independence.graph import WORK_LETTER, Edge, Node, NodeName


class RelationWording(NamedTuple):
    """A relation as a clause, and as what follows a name. {who} is who or which."""

    clause: str
    after: str


FORWARD_WORDINGS = {
    "owns": RelationWording("owns {}", "{who} owns {}"),
    "runs": RelationWording("runs {}", "{who} runs {}"),
    "employs": RelationWording("employs {}", "{who} employs {}"),
    "funds": RelationWording("funds {}", "{who} funds {}"),
    "part_of": RelationWording("is part of {}", "part of {}"),
    "state_agency_of": RelationWording(
        "is the state agency of {}", "the state agency of {}"
    ),
    "speaks_for": RelationWording("speaks for {}", "{who} speaks for {}"),
    "republishes": RelationWording("republishes {}", "{who} republishes {}"),
    "founded": RelationWording("founded {}", "{who} founded {}"),
    "close_to": RelationWording("is close to {}", "close to {}"),
    "translates": RelationWording("translates {}", "a translation of {}"),
    "derives_from": RelationWording("derives from {}", "{who} derives from {}"),
    "corrects": RelationWording("corrects {}", "{who} corrects {}"),
    "cites": RelationWording("cites {}", "{who} cites {}"),
    "authored": RelationWording("is the author of {}", "the author of {}"),
    "published": RelationWording("published {}", "{who} published {}"),
    "same_text": RelationWording("has the same text as {}", "with the same text as {}"),
}
REVERSE_WORDINGS = {
    "owns": RelationWording("is owned by {}", "owned by {}"),
    "runs": RelationWording("is run by {}", "run by {}"),
    "employs": RelationWording("is employed by {}", "employed by {}"),
    "funds": RelationWording("is funded by {}", "funded by {}"),
    "part_of": RelationWording("has as a part {}", "of which {} is part"),
    "state_agency_of": RelationWording(
        "has as its state agency {}", "whose state agency is {}"
    ),
    "speaks_for": RelationWording("has as its voice {}", "for which {} speaks"),
    "republishes": RelationWording("is republished by {}", "republished by {}"),
    "founded": RelationWording("was founded by {}", "founded by {}"),
    "close_to": RelationWording("is close to {}", "close to {}"),
    "translates": RelationWording("is translated by {}", "translated by {}"),
    "derives_from": RelationWording("is what {} derives from", "from which {} derives"),
    "corrects": RelationWording("is corrected by {}", "corrected by {}"),
    "cites": RelationWording("is cited by {}", "cited by {}"),
    "authored": RelationWording("is by {}", "by {}"),
    "published": RelationWording("was published by {}", "published by {}"),
    "same_text": RelationWording("has the same text as {}", "with the same text as {}"),
}


def path_in_words(
    nodes: Sequence[Node], edges: Sequence[Edge], names: Mapping[Node, NodeName]
) -> str:
    """“A page” was published by SANA, the state agency of the Syrian government."""
    words = display_name(nodes[0], names)
    if not edges:
        return f"{words} itself"
    for index, (node, edge) in enumerate(zip(nodes[1:], edges, strict=True)):
        wording = (
            FORWARD_WORDINGS if edge.source == nodes[index] else REVERSE_WORDINGS
        )[edge.kind]
        if index == 0:
            words += " " + wording.clause.format(display_name(node, names))
        else:
            who = "who" if names[nodes[index].recorded].is_human else "which"
            words += ", " + wording.after.format(display_name(node, names), who=who)
    return words


def display_name(node: Node, names: Mapping[Node, NodeName]) -> str:
    """A source by its name, a work by its title."""
    text = names[node.recorded].text
    return f"“{text}”" if node[0] == WORK_LETTER else text


def link_in_words(edge: Edge, begins: Node) -> str:
    """One link, as a list of them shows it: “is owned by”."""
    wording = (FORWARD_WORDINGS if edge.source == begins else REVERSE_WORDINGS)[
        edge.kind
    ]
    return wording.clause.replace("{}", "").strip()
