"""What reviewers learn of the team's work: its rules, and where they were overruled."""

from typing import Any

from django.db.models import F, Q

from articles.claim_data import PageData
from articles.models import Decision, SealedVerdict, TeamSettings, User
from articles.models.choices import Round, Stage
from articles.models.team import RULE_FIELDS
from articles.queries.history import changes_by_save

MAX_OVERRULED_SHOWN = 100


def count_sealed() -> int:
    """How many claims wait, with a sealed first verdict, for the second one."""
    waiting = SealedVerdict.objects.unopened().filter(claim__stage=Stage.FIRST_VERDICT)
    return waiting.values("claim").distinct().count()


def claims_sealed_from(user: User) -> list[int]:
    """The claims with a first verdict that this person may not know yet."""
    hidden = SealedVerdict.objects.hidden_from(user)
    return list(hidden.values_list("claim", flat=True).distinct())


def rule_changes() -> list[PageData]:
    """What editors changed in the rules, newest first."""
    stored = TeamSettings.objects.filter(pk=1).first()
    return changes_by_save(stored, describe_rule_change) if stored else []


def describe_rule_change(older: Any, newer: Any) -> str:
    fields: list[Any] = [TeamSettings._meta.get_field(name) for name in RULE_FIELDS]
    changed = [
        f"{field.verbose_name}: {rule_in_words(newer, field)},"
        f" was {rule_in_words(older, field)}"
        for field in fields
        if getattr(older, field.name) != getattr(newer, field.name)
    ]
    return f"Changed: {'; '.join(changed)}" if changed else "Saved as it was"


def rule_in_words(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(field.flatchoices).get(value, value)).lower()


def overruled_verdicts(user: User) -> list[PageData]:
    """The verdicts of this person that an adjudication settled otherwise, newest first."""
    second = Q(supersedes__by=user) & ~Q(supersedes__verdict=F("verdict"))
    first = Q(
        supersedes__supersedes__by=user, supersedes__supersedes__round=Round.FIRST
    ) & ~Q(supersedes__supersedes__verdict=F("verdict"))
    settled = (
        Decision.objects.filter(first | second, round=Round.ADJUDICATION)
        .select_related("claim", "by", "supersedes__supersedes")
        .defer("claim__search")
        .order_by("-at", "-pk")[:MAX_OVERRULED_SHOWN]
    )
    return [overruled_row(made, user) for made in settled]


def overruled_row(made: Decision, user: User) -> PageData:
    given = made.supersedes
    if given and given.by_id != user.pk:
        given = given.supersedes
    return {
        "claim": {"key": made.claim.key, "statement": made.claim.statement},
        "mine": given and {"verdict": given.verdict, "why": given.rationale},
        "settled": {"verdict": made.verdict, "why": made.rationale},
        "by": made.by.name,
        "at": made.at,
    }
