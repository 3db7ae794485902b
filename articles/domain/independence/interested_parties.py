"""Finds the evidence that is by somebody whom the claim is about.

Pure: no Django, no database. What an accused body says of the accusation is a party's
statement, however far it stands from those who accuse. So evidence is compared with whom
the claim speaks of by the same rules as with those who speak (connections.py), and told
apart: it "speaks about itself".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.domain.independence.connections import (
    ConnectionSearch,
    KnownConnection,
    Path,
)
from articles.domain.independence.graph import DatedVoice, DateOrRange, Node
from articles.domain.records import AnswerRecord


@dataclass(frozen=True)
class Party:
    """A source that the claim is about, and as what: subject, accused and so on."""

    node: Node
    role: str


@dataclass(frozen=True)
class PartyInterest:
    """The path that makes a piece of evidence speak about itself, and to whom it leads."""

    party: Party
    path: Path


def find_interests(
    evidence: Mapping[str, Node],
    parties: Sequence[Party],
    search: ConnectionSearch,
    on: DateOrRange,
) -> dict[str, PartyInterest]:
    """Find the works that a path joins to a party on this day, by the evidence's key.

    Of several paths the shortest is told. A path that only passes a hub, or has too many steps, makes nobody a party.
    """
    by_node = {party.node: party for party in reversed(parties)}
    named = [DatedVoice(node, on) for node in dict.fromkeys(p.node for p in parties)]
    found = {}
    for key, work in evidence.items():
        answer = search.connection(work, named)
        if isinstance(answer, KnownConnection) and answer.joins:
            found[key] = PartyInterest(by_node[answer.voice.node], answer.path)
    return found


def counted_answer(answer: AnswerRecord) -> str:
    """As what a piece of evidence is counted and shown, each as one thing.

    What no path joins to those who speak counts as "about" where it speaks about itself.
    """
    if answer["answer"] != "connected" and "about" in answer:
        return "about"
    return answer["answer"]
