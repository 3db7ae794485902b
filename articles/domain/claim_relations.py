"""Derives what follows from the relations between claims that reviewers recorded.

Pure: no Django, no database. Only what is sound follows: whoever repeats what repeats
a claim repeats it; a part of a part is a part; what narrows the narrower narrows the
wider; and what contradicts a claim contradicts whatever repeats it. What contradicts
the contradiction need not agree, so contradiction does not pass on.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

REPEATS, CONTRADICTS, PART_OF, NARROWS = "repeats", "contradicts", "part_of", "narrows"
SYMMETRIC_KINDS = frozenset({REPEATS, CONTRADICTS})
ORDERING_KINDS = (PART_OF, NARROWS)


class Relation(NamedTuple):
    """One claim is this to another; claims by any name that can be compared."""

    claim: str
    kind: str
    target: str


class RelatedClaim(NamedTuple):
    """Another claim as seen from one: forward as recorded, or from the other end."""

    claim: str
    kind: str
    forward: bool
    # A reviewer recorded just this, between just these two.
    recorded: bool


class ClaimGraph:
    """The relations between claims, indexed by both their ends."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self.recorded = frozenset(relations)
        self.next: dict[tuple[str, bool], dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for claim, kind, target in self.recorded:
            self.next[kind, True][claim].add(target)
            self.next[kind, False][target].add(claim)

    def repetitions(self, claim: str) -> set[str]:
        """The claim itself and all that repeat it, however far."""
        return self.reachable({claim}, [(REPEATS, True), (REPEATS, False)])

    def reachable(self, start: set[str], ways: list[tuple[str, bool]]) -> set[str]:
        """Everything that can be reached along these ways, the start included."""
        seen, waiting = set(start), list(start)
        while waiting:
            current = waiting.pop()
            for way in ways:
                for other in self.next[way].get(current, ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return seen

    def ordered(self, claim: str, kind: str, *, forward: bool) -> set[str]:
        """The claims that it is a part of (or narrows), or those that are a part of it.

        The claims that repeat one that is found count too.
        """
        same = [(REPEATS, True), (REPEATS, False)]
        start = self.repetitions(claim)
        return self.reachable(start, [(kind, forward), *same]) - start

    def contradictions(self, claim: str) -> set[str]:
        """The claims that contradict it or anything that repeats it."""
        found: set[str] = set()
        for same in self.repetitions(claim):
            for forward in (True, False):
                for other in self.next[CONTRADICTS, forward].get(same, ()):
                    found |= self.repetitions(other)
        return found

    def related(self, claim: str) -> list[RelatedClaim]:
        """Every claim that this one is related to, recorded or following from it."""
        found = [(REPEATS, True, other) for other in self.repetitions(claim) - {claim}]
        found += [(CONTRADICTS, True, other) for other in self.contradictions(claim)]
        for kind in ORDERING_KINDS:
            for forward in (True, False):
                others = self.ordered(claim, kind, forward=forward)
                found += [(kind, forward, other) for other in others]
        return sorted(
            self.relate(claim, kind, other, forward)
            for kind, forward, other in found
            if other != claim
        )

    def relate(self, claim: str, kind: str, other: str, forward: bool) -> RelatedClaim:
        """The relation as seen from the claim, and whether it is recorded itself."""
        ends = [(claim, other) if forward else (other, claim)]
        if kind in SYMMETRIC_KINDS:
            ends.append((other, claim))
        recorded = any(Relation(a, kind, b) in self.recorded for a, b in ends)
        return RelatedClaim(other, kind, forward, recorded)

    def inconsistencies(self) -> set[Relation]:
        """Contradictions between a claim and one that it is a part of, or narrows."""
        return {
            new
            for new in self.recorded
            if new.kind == CONTRADICTS
            and any(
                new.target in self.ordered(new.claim, kind, forward=forward)
                for kind in ORDERING_KINDS
                for forward in (True, False)
            )
        }


def find_objection(relations: Iterable[Relation], new: Relation) -> str:
    """Why the new relation cannot stand beside the others; "" where it can."""
    graph = ClaimGraph(relations)
    return direct_objection(graph, new) or indirect_objection(graph, new)


def indirect_objection(graph: ClaimGraph, new: Relation) -> str:
    """Why it cannot stand beside what follows from it; "" where it can."""
    if ClaimGraph([*graph.recorded, new]).inconsistencies() <= graph.inconsistencies():
        return ""
    return (
        "A claim would then contradict one that it is a part of, or narrows; both cannot"
        " be so."
    )


def direct_objection(graph: ClaimGraph, new: Relation) -> str:
    """Why two claims cannot be this to each other; "" where they can."""
    claim, kind, target = new
    if claim == target:
        return "A claim has no relation to itself."
    known = {(r.kind, r.forward) for r in graph.related(claim) if r.claim == target}
    if kind == REPEATS:
        # Everything that holds of one then holds of the other.
        return repetition_objection(graph, claim, target)
    if kind == CONTRADICTS:
        if (REPEATS, True) in known:
            return "One of these claims repeats the other, so it cannot contradict it."
        return ""
    if (REPEATS, True) in known:
        return "One of these claims repeats the other; neither is less than the other."
    if (kind, False) in known:
        return "The other claim is already recorded, or follows, the other way round."
    return ""


def repetition_objection(graph: ClaimGraph, claim: str, target: str) -> str:
    """Why two claims cannot be one and the same; "" where they can."""
    if target in graph.contradictions(claim):
        return "These claims contradict each other, so neither repeats the other."
    for kind in ORDERING_KINDS:
        if target in graph.ordered(claim, kind, forward=True) | graph.ordered(
            claim, kind, forward=False
        ):
            return (
                "One of these claims says less than the other, so neither repeats it."
            )
    return ""
