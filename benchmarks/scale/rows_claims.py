"""Lines for COPY of claims: their live rows, and what readers see of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.scale.rows import TABLES, Collection, Lines
from benchmarks.scale.rows_decisions import Decision, Publication, work_on
from benchmarks.scale.rows_published import index_rows
from benchmarks.scale.rows_records import (
    CONTEXT,
    MODES,
    appearance_json,
    citation_json,
    decision_json,
    evidence_json,
    independence_json,
    work_json,
)
from benchmarks.scale.rows_shape import FIDELITIES, KINDS, VERDICTS
from benchmarks.scale.rows_works import NULL

STANCES = {"supported": ("supports", "supports", "supports", "context"),
           "refuted": ("refutes", "refutes", "refutes", "context"),
           "": ("context", "supports", "refutes")}  # fmt: skip
ABOUT_ROLES = ("subject", "accused", "beneficiary", "victim")
LOCATORS = ("", "Page 4", "Paragraph 12", "Table 3", "Minute 7", "Section 2")
NOTES = ("", "", "To be compared with the printed edition.",
         "The figure is given without its year there.")  # fmt: skip
UNFOUND = "A report that the article does not name"
QUESTION = "What did those who kept the books write down at the time?"


@dataclass
class Written:
    """A claim's parts, as lines need them: JSON of each, and what it names."""

    appearances: list[str] = field(default_factory=list)  # as JSON, unclosed
    evidence: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # appearances, the first known first


def claim_rows(made: Collection, begin: int, end: int) -> Lines:
    lines: Lines = {name: [] for name in TABLES}
    for claim in range(begin, end):
        add_claim(made, claim, lines)
    return lines


def add_claim(made: Collection, claim: int, lines: Lines) -> None:
    links = made.links
    luck = made.luck[claim]
    work = work_on(made, claim, luck)
    said = made.clauses[claim]
    statement = f"{said[0].upper()}{said[1:]}."
    recorder = made.people[luck % len(made.people)]
    checkable = VERDICTS[links.verdict[claim]] != "not_checkable"
    kind = KINDS[links.kind[claim]]
    lines["claim"].append(
        f"{claim + 1}\t{made.claim_keys[claim]}\t{statement}\t{kind}\t"
        f"{'t' if checkable else 'f'}\t{work.stage}\t{work.verdict}\t1\t{work.recorded_at}\t"
        f"{work.recorded_at}\t{recorder.id}"
    )
    written = Written(words=[statement])
    first, last = made.appearances[claim], made.appearances[claim + 1]
    written.rows = sorted(range(first, last), key=lambda at: known_day(made, at))
    for at in written.rows:
        add_appearance(made, at, written, lines, recorder.id, work.recorded_at)
    add_evidence(made, claim, written, lines, recorder.id, work.recorded_at)
    about = add_about(made, claim, lines)
    add_decisions(made, claim, work.decisions, lines)
    opening = (
        f'{{"key":"{made.claim_keys[claim]}","statement":"{statement}","kind":"{kind}",'
        f'"checkable":{"true" if checkable else "false"},"about":[{about}],'
        f'"appearances":[{",".join([each + GONE for each in written.appearances])}],'
        f'"evidence":[{",".join(written.evidence)}]'
    )
    for at, published in enumerate(work.publications):
        row = made.first_publication[claim] + at + 1
        add_publication(made, claim, row, published, written, opening, kind, lines)
        if published.until == NULL:
            index_rows(made, claim, row, published.at, lines)


GONE = ',"gone_since":null}'


def known_day(made: Collection, at: int) -> tuple[bool, int, int]:
    day = made.links.day[made.links.article[at]]
    return day is None, day.toordinal() if day else 0, at


def add_appearance(
    made: Collection, at: int, written: Written, lines: Lines, by: int, when: str
) -> None:
    links, texts = made.links, made.texts
    article, chain, partner = links.article[at], links.chains[at], links.partner[at]
    text, start, end = texts.text[article], int(texts.start[at]), int(texts.end[at])
    row = at + 1
    lines["appearance"].append(
        f"{row}\t{made.appearance_keys[at]}\t{links.of_claim[at] + 1}\t{article + 1}\t{by}\t{when}"
    )
    lines["span"].append(
        f"{row}\t0\t{start}\t{end}\t{text[start:end]}\t"
        f"{text[max(0, start - CONTEXT) : start]}\t{text[end : end + CONTEXT]}"
    )
    add_steps(made, at, chain, partner, lines["attribution"])
    cited = [
        add_citation(made, citation, at, position, lines)
        for position, citation in enumerate(
            range(made.citations[at], made.citations[at + 1])
        )
    ]
    written.appearances.append(appearance_json(made, at, cited))
    speakers = chain if partner < 0 else [*chain, partner]
    written.words += [text[start:end], *(made.names[each] for each in speakers),
                      made.works.title[article]]  # fmt: skip


def add_steps(
    made: Collection, at: int, chain: list[int], partner: int, lines: list[str]
) -> None:
    lead = made.texts.leads[at]
    mode = MODES[(at * 7) % 10 % 3] if len(chain) > 1 else ""
    last = len(chain) - 1
    for position, source in enumerate(chain):
        if position == last and lead:
            said_on = lead.said_on or NULL
            words = (
                f"{lead.cue}\t{lead.cue_start}\t{mode}\t{lead.said}\t"
                f"{NULL if lead.said_start is None else lead.said_start}\t{said_on}\t{said_on}"
            )
        else:
            words = (
                f"\t{NULL}\t{'indirect' if position else ''}\t\t{NULL}\t{NULL}\t{NULL}"
            )
        lines.append(f"{at + 1}\t{position}\t{source + 1}\t{words}\tf\t")
    if partner >= 0:
        lines.append(
            f"{at + 1}\t{last}\t{partner + 1}\t\t{NULL}\t{mode}\t\t{NULL}\t{NULL}\t{NULL}\tf\t"
        )


def add_citation(
    made: Collection, at: int, appearance: int, position: int, lines: Lines
) -> str:
    work, fidelity = made.links.cited[at], FIDELITIES[made.links.fidelity[at]]
    described = "" if work >= 0 or fidelity == "nothing_cited" else UNFOUND
    passage = (
        made.passages[at * 31 % len(made.passages)] if work >= 0 and at % 3 else ""
    )
    locator, note = LOCATORS[at % 6] if work >= 0 else "", NOTES[at % 4]
    checker, when = made.people[at % len(made.people)], "2026-01-15T12:00:00+00:00"
    known = bool(fidelity) and at % 10 < 7
    lines["citation"].append(
        f"{at + 1}\t{appearance + 1}\t{position}\t{work + 1 if work >= 0 else NULL}\t{described}"
        f"\t{locator}\t{passage}\t\t{fidelity}\t{note}\t{checker.id if known else NULL}\t"
        f"{when if known else NULL}"
    )
    checked = f'{{"by":"{checker.name}","at":"{when}"}}' if known else "null"
    shown = work_json(made, work) if work >= 0 else "null"
    return citation_json(shown, described, locator, passage, fidelity, note, checked)


def stance_of(verdict: str, at: int) -> str:
    stances = STANCES.get(verdict, STANCES[""])
    return stances[at % len(stances)]


def add_evidence(
    made: Collection, claim: int, written: Written, lines: Lines, by: int, when: str
) -> None:
    verdict = VERDICTS[made.links.verdict[claim]]
    for at in range(made.evidence[claim], made.evidence[claim + 1]):
        work, key = made.links.evidence_work[at], made.evidence_keys[at]
        stance = stance_of(verdict, at)
        locator, note = LOCATORS[at % 6], NOTES[at % 4]
        passage = made.passages[at * 17 % len(made.passages)]
        question = QUESTION if at % 2 else ""
        argued, argument = "", "null"
        if at % 40 == 7:
            person = made.people[at % len(made.people)]
            argued = "They kept their own books and asked nobody."
            argument = f'{{"text":"{argued}","by":"{person.name}"}}'
            lines["argument"].append(f"{at + 1}\t{argued}\t{person.id}\t{when}")
            argued += f" ({person.name})"
        lines["evidence"].append(
            f"{at + 1}\t{key}\t{claim + 1}\t{work + 1}\t{locator}\t{passage}\t\t{stance}\t"
            f"{'t' if at % 5 == 0 else 'f'}\t{question}\t{note}\t{by}\t{when}"
        )
        written.pieces.append((key, stance, argued))
        written.evidence.append(
            evidence_json(key, work_json(made, work), locator, passage, stance,
                          at % 5 == 0, question, note, argument)
        )  # fmt: skip


def add_about(made: Collection, claim: int, lines: Lines) -> str:
    rows: dict[int, int] = {}
    for at in range(made.about[claim], made.about[claim + 1]):
        rows.setdefault(made.links.about[at], (at * 3) % 7 % 4)
    lines["about"] += [
        f"{claim + 1}\t{source + 1}\t{ABOUT_ROLES[role]}"
        for source, role in rows.items()
    ]
    return ",".join([
        f'{{"source":{made.refs[source]},"role":"{ABOUT_ROLES[role]}"}}'
        for source, role in sorted(rows.items(), key=lambda row: row[1])
    ])  # fmt: skip


def add_decisions(
    made: Collection, claim: int, decisions: Iterable[Decision], lines: Lines
) -> None:
    for number, step in enumerate(decisions, 1):
        row = claim * 10 + number
        lines["decision"].append(
            f"{row}\t{claim + 1}\t{number}\t{step.action}\t{step.round}\t{step.verdict}\t"
            f"{step.rationale}\t{step.searched}\t{step.override}\t{step.before}\t{step.after}"
            f"\t{step.by.id}\t{step.at}"
        )
        lines["decisionevidence"] += [f"{row}\t{at + 1}" for at in step.evidence]


def add_publication(
    made: Collection, claim: int, row: int, published: Publication, written: Written,
    opening: str, kind: str, lines: Lines,
) -> None:  # fmt: skip
    verdict = published.verdict
    decisions = ",".join([
        decision_json(place, step.action, step.round, step.verdict, step.rationale,
                      step.searched, step.override, step.by.name, step.at,
                      [made.evidence_keys[at] for at in step.evidence])
        for place, step in enumerate(published.decisions, 1)
    ])  # fmt: skip
    given = next(
        (step for step in published.decisions if step.action == "give_verdict"), None
    )
    carried = None
    if given:
        carried = made.evidence_keys[given.evidence[0]] if given.evidence else ""
    judged = independence_json(
        written.pieces,
        [made.appearance_keys[at] for at in written.rows],
        verdict,
        carried,
    )
    words = "\\n".join(dict.fromkeys(written.words))
    day = made.links.day[made.links.article[written.rows[0]]]
    lines["publication"].append(
        f"{row}\t{claim + 1}\t{published.number}\t{written.words[0]}\t{kind}\t{verdict}\t"
        f"{day or NULL}\t{words}\t{opening},"
        f'"verdict":{f"{chr(34)}{verdict}{chr(34)}" if verdict else "null"},'
        f'"why":"{given.rationale if given else ""}","decisions":[{decisions}],'
        f'"published_at":"{published.at}","number":{published.number},'
        f'"independence":{judged}}}\t{published.at}\t{published.until}\t{published.by.id}'
    )
    lines["publishedappearance"] += [
        f"{row}\t{made.links.article[at] + 1}\t{made.links.article[at] + 1}\t"
        f"{made.texts.start[at]}\t{record}}}\t{NULL}\tf"
        for at, record in zip(written.rows, written.appearances, strict=True)
    ]
