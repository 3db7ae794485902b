"""What was decided about a claim, and what was published of it, step by step."""

import datetime
from typing import NamedTuple

from articles.domain.independence.gate import REQUIRED_STANCES
from benchmarks.scale.rows import Collection, Person
from benchmarks.scale.rows_shape import STATES, VERDICTS

NULL = "\\N"
REASONS = {
    "supported": "Those who kept the books at the time wrote the same, and they had no part"
    " in what is told here.",
    "refuted": "The register of that year says something else, and nobody has contested it"
    " since it was printed.",
    "not_enough": "Two people say so and nobody else; what could show it was not kept, or is"
    " kept where nobody may read it.",
    "missing_context": "The figure is right and of another year, so that a reader takes from"
    " it what nobody has said.",
    "conflicting": "Two registers of equal standing say different things, and neither says"
    " how it came to its figure.",
    "not_checkable": "It says what somebody holds to be good or bad; nothing that could be"
    " found would show it.",
}
RECORDED = "Recorded and attributed; no verdict has been given yet."
SEARCHED = (
    "The archives of the outlets named, and two libraries, for the years in question."
)
OVERRIDE = "All who could know were there, and nobody else was."


class Decision(NamedTuple):
    action: str
    before: str
    after: str
    by: Person
    at: str
    round: str = ""
    verdict: str = ""
    rationale: str = ""
    searched: str = ""
    override: str = ""
    evidence: tuple[int, ...] = ()


class Publication(NamedTuple):
    """A state that readers saw, until then; `decisions` as they see them."""

    number: int
    verdict: str
    at: str
    until: str
    by: Person
    decisions: list[Decision]


class Work(NamedTuple):
    """How far the work on a claim has come."""

    stage: str
    verdict: str
    recorded_at: str
    decisions: list[Decision]
    publications: list[Publication]


def moment(begin: datetime.datetime, days: int) -> str:
    return f"{(begin + datetime.timedelta(days)).isoformat()}+00:00"


def work_on(made: Collection, claim: int, luck: int) -> Work:
    """All steps of a claim, from the shape and what luck leaves open."""
    links = made.links
    state, verdict = STATES[links.state[claim]], VERDICTS[links.verdict[claim]]
    recorded, published = links.recorded_at[claim], links.published_at[claim]
    first, second = (made.people[(luck + step) % len(made.people)] for step in (1, 2))
    submit = Decision("submit", "draft", "ready", first, moment(recorded, 1))
    if state == "draft":
        return Work(state, "", moment(recorded, 0), [], [])
    as_recorded = Decision("publish_record", "ready", "ready", second,
                           moment(published, 0), rationale=RECORDED)  # fmt: skip
    begun, steps, shown = moment(recorded, 0), [submit], []
    if state == "withdrawn":
        ended = moment(published, 60)
        steps += [as_recorded, Decision("withdraw", "ready", state, first, ended,
                                        rationale="Two claims in one.")]  # fmt: skip
        shown = [Publication(1, "", moment(published, 0), ended, second, [as_recorded])]
        return Work(state, "", begun, steps, shown)
    verdict = verdict or ("" if state == "seen" else "supported")
    again = bool(links.republished[claim])
    if again or not verdict:
        steps.append(as_recorded)
    last = moment(published, 40 if again else 0)
    if again:
        shown = [Publication(1, "", moment(published, 0), last, second, [as_recorded])]
    days = 40 if again else 0
    if verdict:
        given = give_verdict(made, claim, verdict, first, moment(published, days - 2))
        confirm = Decision("confirm", "first_verdict", "second_review", second,
                           moment(published, days - 1), "second", verdict)  # fmt: skip
        publish = Decision("publish", "second_review", "published", second, last)
        upto = {"ready": 0, "first_verdict": 1, "second_review": 2}.get(state, 3)
        steps += [given, confirm, publish][:upto]
    elif again:
        steps.append(Decision("update", "ready", "ready", second, last))
    if state != "seen":
        return Work(state, "", begun, steps, [])
    told = [step for step in steps if step.action != "submit"]
    shown.append(Publication(len(shown) + 1, verdict, last, NULL, second, told))
    return Work("published" if verdict else "ready", verdict, begun, steps, shown)


def give_verdict(
    made: Collection, claim: int, verdict: str, by: Person, at: str
) -> Decision:
    """The first verdict, and what it rests on: the evidence that says so."""
    # Here, as both write claims.
    from benchmarks.scale.rows_claims import stance_of

    pieces = range(made.evidence[claim], made.evidence[claim + 1])
    wanted = REQUIRED_STANCES.get(verdict)
    drawn = VERDICTS[made.links.verdict[claim]]
    grounds = tuple(at for at in pieces if wanted in (None, stance_of(drawn, at)))
    return Decision(
        "give_verdict", "ready", "first_verdict", by, at, "first", verdict,
        REASONS[verdict], SEARCHED if verdict == "not_enough" else "",
        OVERRIDE if wanted and not grounds else "", grounds,
    )  # fmt: skip
