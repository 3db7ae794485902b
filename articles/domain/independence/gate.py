"""The gate: whether a verdict can rest on its evidence without a reviewer's reason.

Pure: no Django, no database. "Supported" and "refuted" need one piece that no known
path joins to those who speak or to those whom the claim is about, and that no article
cites itself, or a primary document. What was retracted carries nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.independence.connections import (
    CitedEvidence,
    ConnectionAnswer,
    KnownConnection,
    NoKnownConnection,
)

# The verdicts that the gate stands before, and what evidence has to do to carry them.
REQUIRED_STANCES = {"supported": "supports", "refuted": "refutes"}
GATED_VERDICTS = frozenset(REQUIRED_STANCES)


class Ground(StrEnum):
    """What carries the verdict, the best first, or why nothing does."""

    UNCONNECTED = "unconnected"
    PRIMARY = "primary"
    ARGUED = "argued"
    REMOTE = "remote"
    CITED = "cited"
    ALL_CONNECTED = "all_connected"
    ABOUT_ITSELF = "about_itself"
    RETRACTED = "retracted"
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
    Ground.CITED: "None of the evidence is independent support: the articles cite it "
    "themselves, or it is connected with those who speak; and none of it is a primary "
    "document.",
    Ground.ABOUT_ITSELF: "All of the evidence speaks about itself, being by or connected "
    "with somebody whom the claim is about, or is connected with those who speak, and "
    "none of it is a primary document.",
    Ground.RETRACTED: "All of the evidence was retracted before the verdict.",
    Ground.NONE_FITS: "None of the evidence that it rests on says what the verdict says.",
    Ground.NO_EVIDENCE: "There is no evidence.",
}


@dataclass(frozen=True)
class GatedEvidence:
    """A piece of evidence that the verdict rests on.

    `argued`: a named reviewer has argued that it is independent. `retracted`: the work,
    or what it repeats, was retracted before the verdict. `about_itself`: it is by, or
    connected with, somebody whom the claim is about.
    """

    key: str
    answer: ConnectionAnswer
    primary: bool = False
    argued: bool = False
    retracted: bool = False
    about_itself: bool = False


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
    pieces = list(evidence)
    best: dict[Ground, GatedEvidence] = {}
    for piece in pieces:
        for ground in grounds_of_evidence(piece):
            best.setdefault(ground, piece)
    for ground in SUFFICIENT_GROUNDS:
        if ground in best:
            return Grounds(carries=True, ground=ground, evidence=best[ground].key)
    return Grounds(carries=False, ground=missing_ground(pieces))


def missing_ground(pieces: Sequence[GatedEvidence]) -> Ground:
    """Why none of these pieces carries a verdict."""
    if not pieces:
        return Ground.NO_EVIDENCE
    standing = [piece for piece in pieces if not piece.retracted]
    if not standing:
        return Ground.RETRACTED
    if any(piece.about_itself and not piece.answer.joins for piece in standing):
        return Ground.ABOUT_ITSELF
    cited = any(isinstance(piece.answer, CitedEvidence) for piece in standing)
    return Ground.CITED if cited else Ground.ALL_CONNECTED


SUFFICIENT_GROUNDS = [Ground.UNCONNECTED, Ground.PRIMARY, Ground.ARGUED, Ground.REMOTE]


def grounds_of_evidence(piece: GatedEvidence) -> Iterator[Ground]:
    """The grounds that this one piece gives."""
    if piece.retracted:
        return
    if isinstance(piece.answer, NoKnownConnection) and not piece.about_itself:
        yield Ground.UNCONNECTED
    if piece.primary:
        yield Ground.PRIMARY
    if piece.argued:
        yield Ground.ARGUED
    is_remote = isinstance(piece.answer, KnownConnection) and not piece.answer.joins
    if is_remote and not piece.about_itself:
        yield Ground.REMOTE
