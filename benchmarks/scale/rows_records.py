"""Parts of a claim's record as JSON, exactly as articles/claim_data.py builds them.

Put together as text: of a million claims a dictionary for each would take an hour. That
both are the same is tested on a sample (tests/test_scale_rows.py).
"""

import json
from functools import cache
from typing import Any, cast

from articles.domain.attribution.chains import grade_chain
from articles.domain.independence.gate import (
    GATED_VERDICTS,
    GROUND_SENTENCES,
    REQUIRED_STANCES,
    Ground,
)
from articles.domain.independence.graph import IndependenceRules
from benchmarks.scale.rows import Collection
from benchmarks.scale.rows_names import Lead
from benchmarks.scale.rows_works import described_as

MODES = ("indirect", "direct", "mixed")
RULES = IndependenceRules()
RULES_JSON = json.dumps({
    "hops": RULES.hops, "hub": RULES.hub,
    "between_sources": sorted(RULES.between_sources), "of_works": sorted(RULES.of_works),
}, separators=(",", ":"))  # fmt: skip
CONTEXT = 32  # letters before and behind the words of a span


def work_json(made: Collection, work: int) -> str:
    return f'{{"key":"{made.work_keys[work]}",{made.works.refs[work]}'


def step_json(
    made: Collection, position: int, source: int, lead: Lead | None, mode: str
) -> str:
    """A step of a chain; without a lead neither its words nor a time are known."""
    lead = lead or Lead()
    said = "null"
    if lead.said:
        said = (
            f'{{"words":"{lead.said}","start":{lead.said_start},"from":"{lead.said_on}",'
            f'"to":"{lead.said_on}","precision":"day"}}'
        )
    unnamed = made.links.source_kind[source] == 3
    return (
        f'{{"position":{position},"source":{made.refs[source]},'
        f'"described":"{described_as(made, source) if unnamed else ""}",'
        f'"cue":"{lead.cue}","cue_start":{number(lead.cue_start)},"mode":"{mode}",'
        f'"said":{said},"unclear":false,"note":""}}'
    )


def number(found: int | None) -> str:
    return "null" if found is None else str(found)


@cache
def grade_json(unnamed: tuple[tuple[str, ...], ...]) -> str:
    """The grade of a chain; of each position the names of the unnamed, if all are."""
    steps = [
        {"position": position, "unclear": False,
         "source": {"kind": "unnamed" if names else "person", "name": name}}
        for position, names in enumerate(unnamed) for name in names or ("",)
    ]  # fmt: skip
    return json.dumps(grade_chain(cast("Any", steps)), ensure_ascii=False)


def chain_grade(made: Collection, chain: list[int], partner: int) -> str:
    positions = [[source] for source in chain]
    if partner >= 0:
        positions[-1].append(partner)
    kinds = made.links.source_kind
    return grade_json(
        tuple(
            tuple(made.names[each] for each in together)
            if all(kinds[each] == 3 for each in together)
            else ()
            for together in positions
        )
    )


def appearance_json(made: Collection, at: int, citations: list[str]) -> str:
    """An appearance without its last bracket."""
    links, texts = made.links, made.texts
    article, chain, partner = links.article[at], links.chains[at], links.partner[at]
    text, start, end = texts.text[article], int(texts.start[at]), int(texts.end[at])
    mode = MODES[(at * 7) % 10 % 3] if len(chain) > 1 else ""
    last = len(chain) - 1
    steps = [
        step_json(
            made, position, source, texts.leads[at] if position == last else None,
            (mode if position == last else "indirect") if position else "",
        )
        for position, source in enumerate(chain)
    ]  # fmt: skip
    if partner >= 0:
        steps.append(step_json(made, last, partner, None, mode))
    return (
        f'{{"key":"{made.appearance_keys[at]}",'
        f'"article":{{"key":"{made.article_keys[article]}",{made.works.refs[article]},'
        f'"version":1,"spans":[{{"start":{start},"end":{end},"exact":"{text[start:end]}",'
        f'"prefix":"{text[max(0, start - CONTEXT) : start]}",'
        f'"suffix":"{text[end : end + CONTEXT]}"}}],"chain":[{",".join(steps)}],'
        f'"grade":{chain_grade(made, chain, partner)},"citations":[{",".join(citations)}]'
    )


def citation_json(
    work: str, description: str, locator: str, passage: str, fidelity: str, note: str,
    checked: str,
) -> str:  # fmt: skip
    return (
        f'{{"work":{work},"description":"{description}","locator":"{locator}",'
        f'"passage":"{passage}","translation":null,"fidelity":"{fidelity}",'
        f'"note":"{note}","checked":{checked}}}'
    )


def evidence_json(
    key: str, work: str, locator: str, passage: str, stance: str, primary: bool,
    question: str, note: str, argued: str,
) -> str:  # fmt: skip
    return (
        f'{{"argued":{argued},"key":"{key}","work":{work},"locator":"{locator}",'
        f'"passage":"{passage}","translation":null,"stance":"{stance}",'
        f'"primary":{"true" if primary else "false"},"question":"{question}",'
        f'"note":"{note}"}}'
    )


def decision_json(
    place: int, action: str, round_: str, verdict: str, rationale: str, searched: str,
    override: str, by: str, at: str, evidence: list[str],
) -> str:  # fmt: skip
    keys = ",".join([f'"{key}"' for key in evidence])
    return (
        f'{{"number":{place},"action":"{action}","round":"{round_}",'
        f'"verdict":{json_or_null(verdict)},"rationale":"{rationale}",'
        f'"searched":"{searched}","override":"{override}","by":"{by}","at":"{at}",'
        f'"evidence":[{keys}]}}'
    )


def json_or_null(word: str) -> str:
    return f'"{word}"' if word else "null"


def independence_json(
    evidence: list[tuple[str, str, str]], appearances: list[str], verdict: str,
    carried: str | None,
) -> str:  # fmt: skip
    """As if nothing connected anybody: what is known is found out anew for the page.

    `evidence`: key, stance and what is argued of each piece; `carried`: the piece that
    carries the verdict; None where no verdict was given.
    """
    stances = REQUIRED_STANCES.values()
    answers = ",".join([
        f'"{key}":{{"answer":"none","argued":"{argued}","nothing_recorded":false}}'
        for key, _, argued in evidence
    ])  # fmt: skip
    pieces = ",".join([
        f'{{"members":["{key}"],"merges":[],'
        f'"independent":{"true" if stance in stances else "false"}}}'
        for key, stance, _ in evidence
    ])  # fmt: skip
    places = ",".join([f'{{"members":["{key}"],"merges":[]}}' for key in appearances])
    return (
        f'{{"rules":{RULES_JSON},"evidence":{{{answers}}},"lineages":{{"evidence":[{pieces}],'
        f'"appearances":[{places}]}},"circles":[],'
        f'"gate":{gate_json(verdict, carried, bool(evidence))}}}'
    )


def gate_json(verdict: str, carried: str | None, has_evidence: bool) -> str:
    if carried is None or verdict not in GATED_VERDICTS:
        return "null"
    ground = Ground.UNCONNECTED if carried else Ground.NO_EVIDENCE
    if has_evidence and not carried:
        ground = Ground.NONE_FITS
    return (
        f'{{"carries":{"true" if carried else "false"},"ground":"{ground}",'
        f'"reason":"{GROUND_SENTENCES[ground]}","evidence":"{carried}"}}'
    )
