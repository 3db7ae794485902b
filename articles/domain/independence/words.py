"""Words a path between nodes as a sentence.

Pure: no Django, no database. One sentence from the first node to the last: what comes
first is a clause, the rest follows as what is said of the last name.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from articles.domain.independence.graph import WORK, Edge, Name, Node


class Wording(NamedTuple):
    """A relation as a clause, and as what follows a name. {who} is who or which."""

    clause: str
    after: str


FORWARD = {
    "owns": Wording("owns {}", "{who} owns {}"),
    "runs": Wording("runs {}", "{who} runs {}"),
    "employs": Wording("employs {}", "{who} employs {}"),
    "funds": Wording("funds {}", "{who} funds {}"),
    "part_of": Wording("is part of {}", "part of {}"),
    "state_agency_of": Wording("is the state agency of {}", "the state agency of {}"),
    "speaks_for": Wording("speaks for {}", "{who} speaks for {}"),
    "republishes": Wording("republishes {}", "{who} republishes {}"),
    "founded": Wording("founded {}", "{who} founded {}"),
    "close_to": Wording("is close to {}", "close to {}"),
    "translates": Wording("translates {}", "a translation of {}"),
    "derives_from": Wording("derives from {}", "{who} derives from {}"),
    "corrects": Wording("corrects {}", "{who} corrects {}"),
    "cites": Wording("cites {}", "{who} cites {}"),
    "authored": Wording("is the author of {}", "the author of {}"),
    "published": Wording("published {}", "{who} published {}"),
    "same_text": Wording("has the same text as {}", "with the same text as {}"),
}
REVERSE = {
    "owns": Wording("is owned by {}", "owned by {}"),
    "runs": Wording("is run by {}", "run by {}"),
    "employs": Wording("is employed by {}", "employed by {}"),
    "funds": Wording("is funded by {}", "funded by {}"),
    "part_of": Wording("has as a part {}", "of which {} is part"),
    "state_agency_of": Wording(
        "has as its state agency {}", "whose state agency is {}"
    ),
    "speaks_for": Wording("has as its voice {}", "for which {} speaks"),
    "republishes": Wording("is republished by {}", "republished by {}"),
    "founded": Wording("was founded by {}", "founded by {}"),
    "close_to": Wording("is close to {}", "close to {}"),
    "translates": Wording("is translated by {}", "translated by {}"),
    "derives_from": Wording("is what {} derives from", "from which {} derives"),
    "corrects": Wording("is corrected by {}", "corrected by {}"),
    "cites": Wording("is cited by {}", "cited by {}"),
    "authored": Wording("is by {}", "by {}"),
    "published": Wording("was published by {}", "published by {}"),
    "same_text": Wording("has the same text as {}", "with the same text as {}"),
}


def in_words(
    nodes: Sequence[Node], edges: Sequence[Edge], names: Mapping[Node, Name]
) -> str:
    """“A page” was published by SANA, the state agency of the Syrian government."""
    words = called(nodes[0], names)
    if not edges:
        return f"{words} itself"
    for index, (node, edge) in enumerate(zip(nodes[1:], edges, strict=True)):
        wording = (FORWARD if edge.source == nodes[index] else REVERSE)[edge.kind]
        if index == 0:
            words += " " + wording.clause.format(called(node, names))
        else:
            who = "who" if names[nodes[index]].is_human else "which"
            words += ", " + wording.after.format(called(node, names), who=who)
    return words


def called(node: Node, names: Mapping[Node, Name]) -> str:
    """A source by its name, a work by its title."""
    text = names[node].text
    return f"“{text}”" if node[0] == WORK else text


def link_words(edge: Edge, begins: Node) -> str:
    """One link, as a list of them shows it: “is owned by”."""
    wording = (FORWARD if edge.source == begins else REVERSE)[edge.kind]
    return wording.clause.replace("{}", "").strip()
