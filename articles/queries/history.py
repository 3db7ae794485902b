"""What changed in a claim, whom it is about, or in a relation, by whom and when.

Read from the log that the database itself keeps, newest first.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Model, Q

from articles.claim_data import PageData
from articles.domain.dates import period_data, period_in_words
from articles.domain.records import Period
from articles.models import (
    About,
    Claim,
    Source,
    SourceRelation,
    User,
    Work,
    WorkRelation,
)
from articles.models.choices import Stage

MAX_EVENTS = 50
CLAIM_FIELD_LABELS = {
    "statement": "statement", "kind": "kind", "checkable": "checkable or not",
    "stage": "stage", "verdict": "verdict",
}  # fmt: skip


def history_entries(events: Sequence[Any], words: Sequence[str]) -> list[PageData]:
    """Each event as {"at", "by", "what"}; `words` say what each one changed."""
    people = [event_user_id(event) for event in events]
    names = {
        user.pk: user.name for user in User.objects.filter(pk__in=filter(None, people))
    }
    return [
        {
            "at": event.pgh_created_at,
            "by": names.get(who or 0, "The system"),
            "what": what,
        }
        for event, who, what in zip(events, people, words, strict=True)
    ]


def event_user_id(event: Any) -> int | None:
    """The key of the person who saved this, if it was one."""
    return (event.pgh_context or {}).get("user")


def claim_changes(claim: Claim, *, sealed: bool) -> list[PageData]:
    """What changed in a claim itself.

    `sealed`: without the saves by which a first verdict was given, as they tell who gave
    it, and when.
    """
    return changes_by_save(
        claim,
        describe_claim_change,
        is_shown=lambda older, newer: (
            not (sealed and newer.stage == Stage.FIRST_VERDICT != older.stage)
        ),
    )


def about_changes(claim: Claim) -> list[PageData]:
    """Who was recorded, and no longer recorded, as whom the claim is about."""
    log: Any = About._meta.get_field("history").related_model
    events = log.objects.filter(claim=claim).select_related("source")
    rows = list(events.order_by("-pgh_id")[:MAX_EVENTS])
    return history_entries(rows, [describe_about_event(row) for row in rows])


def describe_about_event(event: Any) -> str:
    if event.pgh_label == "delete":
        return f"No longer recorded as whom it is about: {event.source}"
    role = event.get_role_display().lower()
    return f"Recorded as whom it is about: {event.source} ({role})"


def relation_changes(relation: SourceRelation | WorkRelation) -> list[PageData]:
    return changes_by_save(relation, describe_relation_change)


def changes_by_save(
    row: Any, differ: Any, is_shown: Callable[[Any, Any], bool] = lambda *_: True
) -> list[PageData]:
    """Each save with what it changed, as `differ(older, newer)` words it, newest first.

    The first save of all, if it is among them, recorded the row.
    """
    events = list(row.history.order_by("-pgh_id")[: MAX_EVENTS + 1])
    told = [
        (newer, differ(older, newer))
        for newer, older in pairwise(events)
        if is_shown(older, newer)
    ]
    if events and len(events) <= MAX_EVENTS:
        told.append((events[-1], "Recorded"))
    return history_entries(*zip(*told, strict=True)) if told else []


def describe_claim_change(older: Any, newer: Any) -> str:
    """What one save of a claim changed, in words."""
    changed = [
        label
        for name, label in CLAIM_FIELD_LABELS.items()
        if getattr(older, name) != getattr(newer, name)
    ]
    if changed:
        return f"Changed: {', '.join(changed)}"
    return "Changed: appearances, evidence, relations or whom it is about"


def describe_relation_change(older: Any, newer: Any) -> str:
    was, now = relation_fields(older), relation_fields(newer)
    changed = [
        f"{name}: {now[name] or 'empty'}, was {was[name] or 'empty'}"
        for name in now
        if was[name] != now[name]
    ]
    if older.source_id != newer.source_id:
        changed.insert(0, "the other way round")
    return f"Changed: {'; '.join(changed)}" if changed else "Saved as it was"


def relation_fields(event: Any) -> PageData:
    return {"kind": event.kind, **recorded_period(event), "reference": event.reference,
            "ground": event.ground, "note": event.note}  # fmt: skip


def recorded_period(event: Any) -> Period | dict[str, str]:
    """Only a relation between sources has a period."""
    return period_data(event) if hasattr(event, "since") else {}


def removed_relations(end: Source | Work) -> list[PageData]:
    """The relations of a source or of a work that are no longer recorded."""
    table = SourceRelation if isinstance(end, Source) else WorkRelation
    log: Any = table._meta.get_field("history").related_model
    events = list(
        log.objects.filter(Q(source=end) | Q(target=end), pgh_label="delete")
        .select_related("source", "target")
        .order_by("-pgh_id")[:MAX_EVENTS]
    )
    return history_entries(
        events, [describe_removed_relation(event) for event in events]
    )


def last_removal(table: type[Model], **which: Any) -> PageData | None:
    """Who removed such a row of a table and when, and of which claim it was, if any."""
    log: Any = table._meta.get_field("history").related_model
    event = log.objects.filter(pgh_label="delete", **which).order_by("-pgh_id").first()
    if event is None:
        return None
    [told] = history_entries([event], ["Removed"])
    claims = Claim.objects.filter(pk=getattr(event, "claim_id", None) or 0)
    return {**told, "claim": claims.values_list("key", flat=True).first()}


def describe_removed_relation(event: Any) -> str:
    days = recorded_period(event)
    when = period_in_words(**days) if days else ""
    words = f"{event.source} {event.get_kind_display()} {event.target}"
    return f"{words}, {when}" if when else words
