"""Draws who speaks in a claim, how they are connected to its evidence, and what is not.

Pure: no Django, no database. From a claim's record with its `independence`.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from articles.domain.independence.interested_parties import counted_answer
from articles.domain.records import (
    AnswerRecord,
    ClaimRecord,
    EvidenceRecord,
    MergeRecord,
    NodeRecord,
    SourceRef,
)
from articles.rendering.diagrams.arcs import (
    ArcDrawing,
    DiagramRow,
    NodeId,
    RowJoin,
    draw_arcs,
)

MAX_UNCONNECTED_VOICES = (
    6  # voices with no path to them that are named; more are counted
)
ANSWER_NOTES = {
    "connected": "connected",
    "about": "speaks about itself",
    "cited": "cited by the article",
    "remote": "too far to count",
    "none": "stands apart",
}
ANSWER_ORDER = ["connected", "about", "cited", "remote", "none"]


def draw_claim(record: ClaimRecord) -> ArcDrawing:
    found = record["independence"]
    answers = found["evidence"]
    paths = [each for each in answers.values() if each["answer"] != "none"]
    merges = [
        merge for each in found["lineages"]["evidence"] for merge in each["merges"]
    ]
    pieces = evidence_rows(record)
    met = {node_id(node) for path in [*paths, *merges] for node in path["nodes"]}
    voices = speaker_rows(record, met)
    voices += article_rows(paths, {each.id for each in pieces})
    known = {each.id for each in [*pieces, *voices]}
    groups = [
        ("Who speaks", voices),
        ("Between them", rows_between([*paths, *merges], known)),
        ("Evidence", pieces),
    ]
    arcs = [
        join for each in paths for join in path_joins(each["nodes"], each["answer"])
    ]
    arcs += [join for each in merges for join in path_joins(each["nodes"], "lineage")]
    return draw_arcs(groups, arcs)


def node_id(node: NodeRecord) -> NodeId:
    return (node["node"], node["key"])


def speaker_rows(record: ClaimRecord, met: set[NodeId]) -> list[DiagramRow]:
    """Rows of those who speak, whom a path meets last, so that its arcs are short."""
    roles: dict[NodeId, tuple[str, list[str]]] = {}
    for source, role in voices_with_roles(record):
        _, known = roles.setdefault(("source", source["key"]), (source["name"], []))
        if role not in known:
            known.append(role)
    things = [
        DiagramRow(each, name, "voice", "met" if each in met else "", ", ".join(known))
        for each, (name, known) in roles.items()
    ]
    quiet = [each for each in things if each.id not in met]
    shown = quiet[:MAX_UNCONNECTED_VOICES]
    if more := len(quiet) - len(shown):
        words = "voice" if more == 1 else "voices"
        shown.append(DiagramRow(("more", ""), f"and {more} more {words}", "more"))
    return shown + [each for each in things if each.id in met]


def article_rows(
    paths: Iterable[AnswerRecord], pieces: set[NodeId]
) -> list[DiagramRow]:
    """Rows of articles to which a path leads, unless they are given as evidence."""
    articles = [path["voice"] for path in paths if path["voice"]["node"] == "work"]
    rows = {
        node_id(each): DiagramRow(node_id(each), each["name"], "work", "met", "article")
        for each in articles
    }
    return [row for id, row in rows.items() if id not in pieces]


def voices_with_roles(record: ClaimRecord) -> Iterator[tuple[SourceRef, str]]:
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


def evidence_rows(record: ClaimRecord) -> list[DiagramRow]:
    """Rows of evidence, connected ones first: they are nearest to those who speak."""
    found = record["independence"]["evidence"]
    things: dict[NodeId, DiagramRow] = {}
    for piece in record["evidence"]:
        answer = found.get(piece["key"])
        if answer is None:
            continue
        state = counted_answer(answer)
        id = ("work", piece["work"]["key"])
        title = piece["work"]["title"] or piece["work"]["address"] or "Untitled"
        thing = DiagramRow(
            id, title, "evidence", state, evidence_note(state, answer, piece)
        )
        known = things.setdefault(id, thing)
        if ANSWER_ORDER.index(state) < ANSWER_ORDER.index(known.state):
            things[id] = thing
    return sorted(things.values(), key=lambda each: ANSWER_ORDER.index(each.state))


def evidence_note(state: str, answer: AnswerRecord, piece: EvidenceRecord) -> str:
    past_hub = answer.get("hubs") and state != "about"
    words = "past a hub" if past_hub else ANSWER_NOTES[state]
    # What was retracted stands apart from nobody.
    parts = [] if state == "none" and "retracted" in answer else [words]
    if piece["primary"]:
        parts.append("primary document")
    if "retracted" in answer:
        parts.append("retracted")
    if answer["argued"]:
        parts.append("argued to be independent")
    return ", ".join(parts)


def rows_between(
    paths: Iterable[AnswerRecord | MergeRecord], known: set[NodeId]
) -> list[DiagramRow]:
    """Rows between the two, seen from those who speak: the last of a path first."""
    found: dict[NodeId, DiagramRow] = {}
    for path in paths:
        hubs = {node_id(node) for node in path["hubs"]}
        for node in reversed(path["nodes"]):
            each = node_id(node)
            if each not in known:
                hub = each in hubs
                found[each] = DiagramRow(
                    each, node["name"], "hub" if hub else node["node"],
                    note="hub: joins nobody" if hub else "",
                )  # fmt: skip
    return list(found.values())


def path_joins(nodes: Iterable[NodeRecord], state: str) -> Iterator[RowJoin]:
    for one, other in pairwise(node_id(node) for node in nodes):
        first, second = sorted((one, other))
        yield RowJoin(first, second, state)
