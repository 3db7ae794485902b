"""The steps that a reviewer may take with a claim now, and whom it waits for else."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from articles.claim_data import PageData
from articles.domain.records import ClaimRecord, DecisionRecord
from articles.forms.decisions import OPTIONAL_REASON_ACTIONS
from articles.models import Claim, TeamSettings, User
from articles.models.choices import Action, Stage, VerdictRule
from articles.workflow import rules

STEP_HINTS = {
    Action.SUBMIT: "The record is complete: what is said, by whom, through whom.",
    Action.PUBLISH_RECORD: "Readers see what is claimed and by whom, without a verdict.",
    Action.GIVE_SECOND_VERDICT: "You see the first verdict, and whose it is, once"
    " yours is in.",
    Action.SEND_BACK: "With a word on what is missing.",
    Action.PUBLISH: "Readers see the verdict, its reason and its evidence.",
    Action.UPDATE: "Readers do not see all of it yet; the verdict stays.",
    Action.REOPEN: "Readers keep seeing the published state until the next one.",
    Action.WITHDRAW: "Readers no longer see it; the address says so.",
}
NOTHING_ADDED_HINT = "Nothing was added: readers see all that is recorded."
# The step that a reviewer most likely came for, where it is available.
LIKELY_ACTIONS = (Action.SUBMIT, Action.GIVE_VERDICT, Action.GIVE_SECOND_VERDICT,
           Action.CONFIRM, Action.ADJUDICATE, Action.PUBLISH, Action.UPDATE)  # fmt: skip
# Who takes the next step where the one who looks cannot.
WAITING_HINTS = {
    Stage.FIRST_VERDICT: "Another reviewer gives the second verdict: who gave the"
    " first never does.",
    Stage.SECOND_REVIEW: "Somebody else publishes it: the team's rules say who.",
    Stage.ADJUDICATION: "An editor who gave neither of the two verdicts settles it.",
    Stage.WITHDRAWN: "An editor can take it up again as a draft.",
}


def offered_steps(claim: Claim, user: User, recorded: ClaimRecord) -> list[PageData]:
    """The steps that this person may take, the likeliest first.

    `recorded`: the claim's record as it is now, with what is kept of its works.
    """
    now = rules.claim_situation(claim)
    allowed = rules.actions_in(now, user)
    hints = {**STEP_HINTS, Action.GIVE_VERDICT: first_verdict_hint(now.team)}
    likely = [action for action in LIKELY_ACTIONS if action in allowed]
    if Action.UPDATE in likely and is_fully_published(claim, recorded):
        likely.remove(Action.UPDATE)
        hints[Action.UPDATE] = NOTHING_ADDED_HINT
    primary = likely[0] if likely else None
    return [
        {
            "action": action.value,
            "label": action.label,
            "url": reverse("desk_step", args=[claim.key, action]),
            "primary": action == primary,
            "hint": hints.get(action, ""),
        }
        for action in sorted(allowed, key=lambda action: action != primary)
    ]


def first_verdict_hint(team: TeamSettings) -> str:
    """What becomes of a first verdict in this team."""
    return {
        VerdictRule.ONE: "It can be published then.",
        VerdictRule.TWO_OPEN: "Another reviewer looks at it before readers do.",
        VerdictRule.TWO_BLIND: "It stays sealed until another reviewer has given theirs.",
    }[VerdictRule(team.verdicts)]


def sealed_verdict(claim: Claim, user: User) -> PageData | None:
    """A first verdict that waits sealed: its words for who may read it, else that it is.

    None where none waits.
    """
    seal = rules.seal_in_force(claim)
    if seal is None:
        return None
    is_mine = seal.by_id == user.pk
    if not (is_mine or seal.sights.filter(by=user).exists()):
        return {"readable": False, "may_read": user.is_editor}
    return {
        "readable": True, "is_mine": is_mine, "by": seal.by.name, "at": seal.at,
        "verdict": seal.verdict, "rationale": seal.rationale,
        "searched": seal.searched, "override": seal.override,
        "evidence": [piece.key for piece in seal.chosen_evidence()],
    }  # fmt: skip


def opened_verdicts(recorded: ClaimRecord) -> list[DecisionRecord]:
    """The two verdicts that an adjudication settles, the first one first."""
    given = [made for made in recorded["decisions"] if made["round"]]
    return given[-2:]


def missed_step(claim: Claim, user: User, missed: Action) -> PageData | None:
    """Why a step cannot be taken by this person any more; None where it can.

    With the last step that was taken, and those that take the same words now. Of a
    sealed verdict only that there is one.
    """
    now = rules.claim_situation(claim)
    allowed = rules.actions_in(now, user)
    if missed in allowed:
        return None
    last = claim.decisions.select_related("by").order_by("number").last()
    if now.sealed:
        last = None
    return {
        "stage": claim.stage,
        "sealed": now.sealed,
        "last": last and {"by": last.by.name, "label": last.get_action_display(),
                          "at": last.at},
        "steps": [
            {"label": action.label, "url": reverse("desk_step", args=[claim.key, action])}
            for action in allowed
            if rules.STEPS[action].needs_reason or action in OPTIONAL_REASON_ACTIONS
        ],
    }  # fmt: skip


def is_fully_published(claim: Claim, recorded: ClaimRecord) -> bool:
    """Whether what is published is what is recorded."""
    shown = claim.publications.current().values_list("record", flat=True).first()
    # What of a record can change while its verdict stays.
    parts = {
        "appearances": recorded["appearances"],
        "evidence": recorded["evidence"],
    }
    now = json.loads(json.dumps(parts, cls=DjangoJSONEncoder))
    return shown is not None and all(shown[part] == now[part] for part in parts)
