"""The panel of a claim's page on how independent its evidence is."""

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

from articles.claim_data import PageData
from articles.domain.attribution.chains import chain_sentence
from articles.domain.independence.interested_parties import counted_answer
from articles.domain.records import (
    AnswerRecord,
    AppearanceRecord,
    CircleRecord,
    ClaimRecord,
    GroundRecord,
    IndependenceRecord,
    InterestRecord,
    LinkRecord,
    MergeRecord,
    NodeRecord,
    SourceRef,
)
from articles.queries.works import WorkLocation, locate_works
from articles.rendering.diagrams.circle import draw_circle
from articles.rendering.diagrams.claim import draw_claim


def independence_panel(
    record: ClaimRecord, read_at: dict[str, WorkLocation] | None = None
) -> PageData | None:
    """The panel, from a record with `independence`; None for one from before.

    `read_at`: where its works can be read, if that is known already.
    """
    found = record.get("independence")
    if not found:
        return None
    if read_at is None:
        read_at = locate_works(works_on_paths(found))
    names = record_titles(record)
    return {
        "counts": independence_counts(record),
        "answers": evidence_answers(record, read_at),
        "merges": evidence_merges(record, names),
        "shared": appearance_merges(record, names),
        "circles": [circle_details(each, read_at) for each in found["circles"]],
        "rules": found["rules"],
        "gate": found.get("gate"),
        "retracted_since": is_carried_by_retracted(found),
        "drawing": draw_claim(record) if record["evidence"] else None,
    }


def works_on_paths(found: IndependenceRecord) -> set[str]:
    answers, circles = found["evidence"].values(), found["circles"]
    nodes = [node for answer in answers for node in answer.get("nodes", ())]
    nodes += [node for circle in circles for node in circle["nodes"]]
    interests = [answer["about"] for answer in answers if "about" in answer]
    nodes += [node for interest in interests for node in interest["nodes"]]
    return {node["key"] for node in nodes if node["node"] == "work"}


def independence_counts(record: ClaimRecord) -> PageData:
    """How many pieces and lineages there are, and how many pieces got which answer.

    What speaks about itself and is connected with those who speak, too, counts as such.
    """
    found = record["independence"]
    lineages = found["lineages"]
    return {
        "pieces": len(found["evidence"]),
        "lineages": count_independent_lineages(record),
        "context": sum(each["stance"] == "context" for each in record["evidence"]),
        "retracted": sum("retracted" in each for each in found["evidence"].values()),
        "appearances": sum(len(each["members"]) for each in lineages["appearances"]),
        "appearance_lineages": len(lineages["appearances"]),
        "by_answer": Counter(map(counted_answer, found["evidence"].values())),
    }


def count_independent_lineages(record: ClaimRecord) -> int:
    """The lineages by which evidence stands apart.

    A record from before that was kept tells it by the answers: what is connected is no
    lineage of its own, and context alone is none.
    """
    found = record["independence"]
    apart = {
        piece["key"]
        for piece in record["evidence"]
        if piece["stance"] != "context"
        and piece["key"] in found["evidence"]
        and found["evidence"][piece["key"]]["answer"] != "connected"
    }
    return sum(
        each.get("independent", not apart.isdisjoint(each["members"]))
        for each in found["lineages"]["evidence"]
    )


def is_carried_by_retracted(found: IndependenceRecord) -> bool:
    """Whether the piece that carries the verdict has been retracted since."""
    gate = found.get("gate")
    return bool(
        gate
        and gate["carries"]
        and "retracted" in found["evidence"].get(gate["evidence"], {})
    )


def evidence_answers(
    record: ClaimRecord, read_at: dict[str, WorkLocation]
) -> list[PageData]:
    """For each piece of evidence what is known of it, in the order of the page."""
    found = record["independence"]["evidence"]
    return [
        {
            "piece": piece,
            **found[piece["key"]],
            "argued": piece.get("argued"),
            "retracted": found[piece["key"]].get("retracted"),
            "grounds": stated_grounds(found[piece["key"]].get("links", ())),
            "unseen": any(
                link.get("unseen") for link in found[piece["key"]].get("links", ())
            ),
            "path": path_steps(
                found[piece["key"]], read_at, found[piece["key"]].get("hubs", ())
            ),
            "counted": counted_answer(found[piece["key"]]),
            "about": about_details(found[piece["key"]], read_at),
        }
        for piece in record["evidence"]
        if piece["key"] in found
    ]


def about_details(
    answer: AnswerRecord, read_at: dict[str, WorkLocation]
) -> PageData | None:
    """Why a piece of evidence speaks about itself, if it does, with the path as a list."""
    if "about" not in answer:
        return None
    found = answer["about"]
    return {
        **found,
        "grounds": stated_grounds(found["links"]),
        "unseen": any(link.get("unseen") for link in found["links"]),
        "path": path_steps(found, read_at),
    }


def path_steps(
    path: AnswerRecord | InterestRecord | CircleRecord,
    read_at: dict[str, WorkLocation],
    hubs: Iterable[NodeRecord] = (),
) -> list[PageData]:
    """A path as a list: each node with how the next one follows from it."""
    nodes, links = path.get("nodes", []), path.get("links", [])
    through = {(node["node"], node["key"]) for node in hubs}
    return [
        {
            **node,
            "url": work_url(node, read_at),
            "is_hub": (node["node"], node["key"]) in through,
            "link": link,
        }
        for node, link in zip_longest(nodes, links)
    ]


def stated_grounds(links: Iterable[LinkRecord]) -> list[GroundRecord]:
    """What reviewers state, by name, of links that no page supports, each once."""
    found: list[GroundRecord] = []
    for link in links:
        ground = link.get("ground")
        if ground and not link["reference"] and ground not in found:
            found.append(ground)
    return found


def work_url(node: NodeRecord, read_at: dict[str, WorkLocation]) -> str:
    place = read_at.get(node["key"]) if node["node"] == "work" else None
    return place.url if place else ""


def record_titles(record: ClaimRecord) -> dict[str, str]:
    """What a piece of evidence or an appearance is called, by its key."""
    named = {e["key"]: e["work"]["title"] or "untitled" for e in record["evidence"]}
    return named | {a["key"]: chain_sentence(a) for a in record["appearances"]}


def evidence_merges(record: ClaimRecord, names: dict[str, str]) -> list[PageData]:
    """Why pieces of evidence are one lineage."""
    return [
        {
            "first": names.get(merge["first"], ""),
            "second": names.get(merge["second"], ""),
            "words": merge["words"] if merge["links"] else describe_same_work(merge),
            "grounds": stated_grounds(merge["links"]),
        }
        for lineage in record["independence"]["lineages"]["evidence"]
        for merge in lineage["merges"]
    ]


def describe_same_work(merge: MergeRecord) -> str:
    return f"both are “{merge['nodes'][0]['name']}”"


def appearance_merges(record: ClaimRecord, names: dict[str, str]) -> list[PageData]:
    """Why appearances are one lineage: who stands behind both, or the path between."""
    shown = {each["key"]: each for each in record["appearances"]}
    found = []
    for lineage in record["independence"]["lineages"]["appearances"]:
        for merge in lineage["merges"]:
            both = [shown.get(merge[side]) for side in ("first", "second")]
            words = merge["words"]
            if not merge["links"] and all(both):
                words = describe_common_node(
                    merge["nodes"][0], [each for each in both if each]
                )
            found.append(
                {
                    "first": names.get(merge["first"], ""),
                    "second": names.get(merge["second"], ""),
                    "words": words,
                    "grounds": stated_grounds(merge["links"]),
                }
            )
    return found


def describe_common_node(node: NodeRecord, both: list[AppearanceRecord]) -> str:
    """In which part one and the same source, or article, stands in both."""
    if node["node"] == "work":
        return f"both stand in “{node['name']}”"
    key = node["key"]
    if all(key in source_keys(each["article"]["authors"]) for each in both):
        return f"{node['name']} is the author of both"
    if all(
        key in source_keys(filter(None, [each["article"]["outlet"]])) for each in both
    ):
        return f"{node['name']} published both"
    return f"{node['name']} speaks in both"


def source_keys(sources: Iterable[SourceRef]) -> set[str]:
    return {source["key"] for source in sources}


CLOSING = {
    "claim": "the claim stands there",
    "outlet": "it is of the same outlet as the first",
}


def circle_details(found: CircleRecord, read_at: dict[str, WorkLocation]) -> PageData:
    """Works that lead back to where they began, numbered as on the picture."""
    path = path_steps(found, read_at)
    works = path[:-1] if found["closed"] else path
    return {
        **found,
        "works": works,
        "closing": "" if found["closed"] else CLOSING.get(found["kind"], ""),
        "drawing": draw_circle(found),
    }
