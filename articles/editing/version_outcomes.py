"""Finds where an article's claims stand in a newer text: there, nowhere, or unsurely."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from articles.domain.anchoring.anchors import (
    Anchor,
    TextSpan,
    build_anchor,
    find_occurrences,
)
from articles.domain.anchoring.revision import Carried, Outcome, reanchor
from articles.domain.anchoring.revision.whole_outcomes import (
    CarriedWhole,
    UncertainWhole,
    WholeOutcome,
    combine_outcomes,
)
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Citation,
    Span,
    TextVersion,
)
from articles.models.appearance import ANCHORED_FIELDS
from articles.models.choices import STANDING_STATES, CarryState


@dataclass(frozen=True)
class AppearanceOutcome:
    """What becomes of one appearance, and of its chain's words, by name and row."""

    row: Appearance
    whole: WholeOutcome
    cues: Mapping[tuple[str, int], Carried | None] = field(default_factory=dict)

    @property
    def state(self) -> CarryState:
        match self.whole:
            case CarriedWhole(exactly=exactly):
                as_before = exactly and all(
                    cue is not None and cue.exactly for cue in self.cues.values()
                )
                return CarryState.EXACT if as_before else CarryState.CLOSE
            case UncertainWhole():
                return CarryState.NEEDS_REVIEW
        return CarryState.GONE

    @property
    def candidates(self) -> list[dict[str, Any]]:
        """The places that a reviewer is offered, as they are stored."""
        if not isinstance(self.whole, UncertainWhole):
            return []
        return [
            {"spans": [[at.start, at.end] for at in offer.places], "why": offer.why}
            for offer in self.whole.offers
        ]


def unsettled_appearances(article: Article, before: int) -> list[Appearance]:
    """What has not found its place in a text from this number on, with all its parts."""
    rows = Appearance.objects.filter(
        Q(carry=None) | ~Q(carry__state__in=STANDING_STATES),
        text_version__article=article,
        text_version__number__lt=before,
    )
    return list(
        rows.select_related("carry").order_by("pk").prefetch_related(
            Prefetch("spans", Span.objects.order_by("position")),
            Prefetch("chain", Attribution.objects.order_by("position", "pk")),
            Prefetch("citations", Citation.objects.order_by("position")),
        )
    )  # fmt: skip


def outcomes_in_text(rows: Sequence[Appearance], text: str) -> list[AppearanceOutcome]:
    """What becomes of each of these in a newer text."""
    found: list[AppearanceOutcome] = []
    older = {row.text_version_id for row in rows}
    for version in TextVersion.objects.filter(pk__in=older).order_by("number"):
        mine = [row for row in rows if row.text_version_id == version.pk]
        found += outcomes_between(version.text, text, mine)
    return found


def outcomes_between(
    old: str, new: str, rows: Sequence[Appearance]
) -> list[AppearanceOutcome]:
    anchors: dict[tuple[str, int], Anchor] = {}
    for row in rows:
        for span in row.spans.all():
            anchors["span", span.pk] = build_anchor(old, span.start, span.end)
        for link in row.chain.all():
            for name in ANCHORED_FIELDS:
                if place := cue_place(old, link, name):
                    anchors[name, link.pk] = build_anchor(old, place.start, place.end)
    outcomes = dict(
        zip(anchors, reanchor(old, new, list(anchors.values())), strict=True)
    )
    return [appearance_outcome(row, outcomes) for row in rows]


def cue_place(text: str, link: Attribution, name: str) -> TextSpan | None:
    """Where the cue or time words of a step stand, if they are anchored."""
    words, start = getattr(link, name), getattr(link, f"{name}_start")
    if not words or start is None:
        return None
    found = find_occurrences(text, words)
    return next((place for place in found if place.start == start), None)


def appearance_outcome(
    row: Appearance, outcomes: Mapping[tuple[str, int], Outcome]
) -> AppearanceOutcome:
    cues: dict[tuple[str, int], Carried | None] = {}
    for link in row.chain.all():
        for name in ANCHORED_FIELDS:
            if outcome := outcomes.get((name, link.pk)):
                found = outcome if isinstance(outcome, Carried) else None
                cues[name, link.pk] = found
    whole = combine_outcomes([outcomes["span", span.pk] for span in row.spans.all()])
    return AppearanceOutcome(row, whole, cues)


def count_outcomes(article: Article, text: str) -> Counter[CarryState]:
    """What would become of the article's claims, counted."""
    rows = unsettled_appearances(article, article.text.number + 1)
    return Counter(fate.state for fate in outcomes_in_text(rows, text))
