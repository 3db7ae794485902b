"""Draws who speaks in a claim, how they are connected to its evidence, and what is not.

Pure: no Django, no database. From a claim's record with its `independence`.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from articles.domain.records import (
    AnswerRecord,
    ClaimRecord,
    EvidenceRecord,
    MergeRecord,
    NodeRecord,
    SourceRef,
)
from articles.rendering.diagrams.arcs import Drawing, Id, Join, Thing, drawn

QUIET = 6  # voices with no path to them that are named; more are counted
NOTES = {"connected": "connected", "remote": "too far to count", "none": "stands apart"}
WORST = ["connected", "remote", "none"]


def claim_drawing(record: ClaimRecord) -> Drawing:
    found = record["independence"]
    answers = found["evidence"]
    paths = [each for each in answers.values() if each["answer"] != "none"]
    merges = [
        merge for each in found["lineages"]["evidence"] for merge in each["merges"]
    ]
    pieces = evidence(record)
    met = {id_of(node) for path in [*paths, *merges] for node in path["nodes"]}
    voices = speakers(record, met)
    known = {each.id for each in [*pieces, *voices]}
    groups = [
        ("Who speaks", voices),
        ("Between them", between([*paths, *merges], known)),
        ("Evidence", pieces),
    ]
    arcs = [join for each in paths for join in joins(each["nodes"], each["answer"])]
    arcs += [join for each in merges for join in joins(each["nodes"], "lineage")]
    return drawn(groups, arcs)


def id_of(node: NodeRecord) -> Id:
    return (node["node"], node["key"])


def speakers(record: ClaimRecord, met: set[Id]) -> list[Thing]:
    """Rows of those who speak, whom a path meets last, so that its arcs are short."""
    roles: dict[Id, tuple[str, list[str]]] = {}
    for source, role in spoken(record):
        _, known = roles.setdefault(("source", source["key"]), (source["name"], []))
        if role not in known:
            known.append(role)
    things = [
        Thing(each, name, "voice", "met" if each in met else "", ", ".join(known))
        for each, (name, known) in roles.items()
    ]
    quiet = [each for each in things if each.id not in met]
    shown = quiet[:QUIET]
    if more := len(quiet) - len(shown):
        words = "voice" if more == 1 else "voices"
        shown.append(Thing(("more", ""), f"and {more} more {words}", "more"))
    return shown + [each for each in things if each.id in met]


def spoken(record: ClaimRecord) -> Iterator[tuple[SourceRef, str]]:
    """Sources that speak in the appearances of a claim, each with its role."""
    for appearance in record["appearances"]:
        last = max((step["position"] for step in appearance["chain"]), default=0)
        for step in appearance["chain"]:
            at = step["position"]
            role = (
                "claimant"
                if at == last
                else "relayer"
                if at
                else "voice of the article"
            )
            yield step["source"], role
        for author in appearance["article"]["authors"]:
            yield author, "author"
        if appearance["article"]["outlet"]:
            yield appearance["article"]["outlet"], "outlet"


def evidence(record: ClaimRecord) -> list[Thing]:
    """Rows of evidence, connected ones first: they are nearest to those who speak."""
    found = record["independence"]["evidence"]
    things: dict[Id, Thing] = {}
    for piece in record["evidence"]:
        answer = found.get(piece["key"])
        if answer is None:
            continue
        state = answer["answer"]
        id = ("work", piece["work"]["key"])
        title = piece["work"]["title"] or piece["work"]["address"] or "Untitled"
        thing = Thing(id, title, "evidence", state, note(state, answer, piece))
        known = things.setdefault(id, thing)
        if WORST.index(state) < WORST.index(known.state):
            things[id] = thing
    return sorted(things.values(), key=lambda each: WORST.index(each.state))


def note(state: str, answer: AnswerRecord, piece: EvidenceRecord) -> str:
    words = "past a hub" if answer.get("hubs") else NOTES[state]
    parts = [words]
    if piece["primary"]:
        parts.append("primary document")
    if answer["argued"]:
        parts.append("argued to be independent")
    return ", ".join(parts)


def between(paths: Iterable[AnswerRecord | MergeRecord], known: set[Id]) -> list[Thing]:
    """Rows between the two, seen from those who speak: the last of a path first."""
    found: dict[Id, Thing] = {}
    for path in paths:
        hubs = {id_of(node) for node in path["hubs"]}
        for node in reversed(path["nodes"]):
            each = id_of(node)
            if each not in known:
                hub = each in hubs
                found[each] = Thing(
                    each, node["name"], "hub" if hub else node["node"],
                    note="hub: joins nobody" if hub else "",
                )  # fmt: skip
    return list(found.values())


def joins(nodes: Iterable[NodeRecord], state: str) -> Iterator[Join]:
    for one, other in pairwise(id_of(node) for node in nodes):
        first, second = sorted((one, other))
        yield Join(first, second, state)
