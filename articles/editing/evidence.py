"""Adds evidence to a claim, changes it, and takes it away again."""

from django.db import transaction
from django.db.models import ProtectedError

from articles.concurrency import NotAllowedError, lock_row, touch
from articles.editing.find_or_create import find_or_create_work
from articles.editing.inputs import EvidenceEntry
from articles.models import Claim, Evidence, User
from articles.workflow import recheck
from articles.workflow.rules import EVIDENCE_STAGES, require_stage


@transaction.atomic
def add_evidence(
    user: User, claim: Claim, entry: EvidenceEntry, version: int | None
) -> Evidence:
    locked = lock_row(claim, version)
    require_stage(locked, EVIDENCE_STAGES, "Evidence")
    evidence = Evidence(claim=locked, recorded_by=user)
    write_evidence(user, evidence, entry)
    touch(locked)
    recheck.request_recheck([locked.pk], f"Evidence was added: “{evidence.work}”")
    return evidence


@transaction.atomic
def change_evidence(
    user: User, evidence: Evidence, entry: EvidenceEntry, version: int
) -> None:
    claim = lock_row(evidence.claim, version)
    require_stage(claim, EVIDENCE_STAGES, "Evidence")
    write_evidence(user, evidence, entry)
    touch(claim)
    recheck.request_recheck([claim.pk], f"Evidence was changed: “{evidence.work}”")


def write_evidence(user: User, evidence: Evidence, entry: EvidenceEntry) -> None:
    fill_evidence(user, evidence, entry)
    evidence.save()


def fill_evidence(user: User, evidence: Evidence, entry: EvidenceEntry) -> None:
    """Take over what was filled in; not stored yet."""
    work = find_or_create_work(entry.work)
    if work is None:
        raise ValueError("Evidence is a work.")
    evidence.work = work
    evidence.stance = entry.stance
    evidence.locator = entry.locator
    evidence.passage = entry.passage
    evidence.translate(entry.translation, user)
    evidence.primary = entry.primary
    evidence.question = entry.question
    evidence.note = entry.note


@transaction.atomic
def remove_evidence(evidence: Evidence, version: int | None) -> None:
    """Takes evidence away, unless a decision rests on it."""
    claim = lock_row(evidence.claim, version)
    require_stage(claim, EVIDENCE_STAGES, "Evidence")
    try:
        evidence.delete()
    except ProtectedError as error:
        raise NotAllowedError(
            "A decision rests on this evidence, so it stays on record."
        ) from error
    touch(claim)
    recheck.request_recheck([claim.pk], f"Evidence was taken away: “{evidence.work}”")
