"""The gate: whether a verdict can rest on its evidence without a reviewer's reason.

Pure: no Django, no database. "Supported" and "refuted" need one piece that no known
path joins to those who speak, or a primary document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.independence.connections import ConnectionAnswer, KnownConnection

# The verdicts that the gate stands before, and what evidence has to do to carry them.
REQUIRED_STANCES = {"supported": "supports", "refuted": "refutes"}
GATED_VERDICTS = frozenset(REQUIRED_STANCES)


class Ground(StrEnum):
    """What carries the verdict, the best first, or why nothing does."""

    UNCONNECTED = "unconnected"
    PRIMARY = "primary"
    ARGUED = "argued"
    REMOTE = "remote"
    ALL_CONNECTED = "all_connected"
    NONE_FITS = "none_fits"
    NO_EVIDENCE = "no_evidence"


GROUND_SENTENCES = {
    Ground.UNCONNECTED: "At least one piece of evidence is not connected with those "
    "who speak, as far as is known.",
    Ground.PRIMARY: "It rests on a primary document.",
    Ground.ARGUED: "A reviewer argues that the evidence is independent.",
    Ground.REMOTE: "The paths that are known from the evidence to those who speak have "
    "too many steps to count, or pass a hub.",
    Ground.ALL_CONNECTED: "All of the evidence is connected with those who speak, and "
    "none of it is a primary document.",
    Ground.NONE_FITS: "None of the evidence that it rests on says what the verdict says.",
    Ground.NO_EVIDENCE: "There is no evidence.",
}


@dataclass(frozen=True)
class GatedEvidence:
    """A piece of evidence that the verdict rests on.

    `argued`: a named reviewer has argued that it is independent.
    """

    key: str
    answer: ConnectionAnswer
    primary: bool = False
    argued: bool = False


@dataclass(frozen=True)
class Grounds:
    """Whether the evidence carries the verdict, why, and which piece does."""

    carries: bool
    ground: Ground
    evidence: str = ""

    @property
    def reason(self) -> str:
        return GROUND_SENTENCES[self.ground]


def judge_grounds(evidence: Iterable[GatedEvidence]) -> Grounds:
    """Judge whether one of the pieces that the verdict is said to rest on carries it.

    A path beyond the hops or through a hub does not stand in the way: it is shown.
    Of two pieces that carry it alike the first is named.
    """
    best: dict[Ground, GatedEvidence] = {}
    has_evidence = False
    for piece in evidence:
        has_evidence = True
        for ground in grounds_of_evidence(piece):
            best.setdefault(ground, piece)
    for ground in SUFFICIENT_GROUNDS:
        if ground in best:
            return Grounds(carries=True, ground=ground, evidence=best[ground].key)
    ground = Ground.ALL_CONNECTED if has_evidence else Ground.NO_EVIDENCE
    return Grounds(carries=False, ground=ground)


SUFFICIENT_GROUNDS = [Ground.UNCONNECTED, Ground.PRIMARY, Ground.ARGUED, Ground.REMOTE]


def grounds_of_evidence(piece: GatedEvidence) -> Iterator[Ground]:
    """The grounds that this one piece gives."""
    if not isinstance(piece.answer, KnownConnection):
        yield Ground.UNCONNECTED
    if piece.primary:
        yield Ground.PRIMARY
    if piece.argued:
        yield Ground.ARGUED
    if not piece.answer.joins:
        yield Ground.REMOTE
