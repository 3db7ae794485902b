"""Stores what a reviewer found when comparing an article with what it cites."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.concurrency import IncompleteError, lock_row, touch
from articles.models import Citation, User
from articles.models.choices import Fidelity
from articles.workflow.rules import APPEARANCE_STAGES, require_stage


@dataclass(frozen=True)
class CitationCheckEntry:
    """What the reviewer found: the passage, where it stands, and whether it says so."""

    passage: str
    locator: str
    fidelity: str
    note: str
    translation: str = ""  # of the passage, into the language of the article


@transaction.atomic
def check_citation(
    user: User, citation: Citation, entry: CitationCheckEntry, version: int | None
) -> None:
    """Keeps the passage and the decision; no decision yet is one of the answers."""
    claim = lock_row(citation.appearance.claim, version)
    require_stage(claim, APPEARANCE_STAGES, "A citation")
    names_nothing = not citation.work_id and not citation.description
    if names_nothing and entry.fidelity != Fidelity.NOTHING_CITED:
        raise IncompleteError(
            "No work is named here, so that nothing is cited. Name a work first, in the"
            " record of the appearance.",
            "fidelity",
        )
    citation.translate(entry.translation, user)
    citation.passage = entry.passage
    citation.locator = entry.locator
    citation.fidelity = entry.fidelity
    citation.note = entry.note
    citation.checked_by = user if entry.fidelity else None
    citation.checked_at = timezone.now() if entry.fidelity else None
    citation.save(
        update_fields=[
            "passage",
            "translation",
            "translated_by",
            "locator",
            "fidelity",
            "note",
            "checked_by",
            "checked_at",
        ]
    )
    touch(claim)
