"""What became of each appearance when its text got a new version."""

from __future__ import annotations

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.appearance import Appearance
from articles.models.article import TextVersion
from articles.models.base import one_of
from articles.models.choices import STANDING_STATES, CarryState, Stage

# What the program found and a reviewer looks at before readers are told.
UNCHECKED_STATES = (CarryState.CLOSE, CarryState.GONE)


class CarryQuerySet(models.QuerySet["Carry"]):
    def open(self) -> Self:
        """What waits for a reviewer; a withdrawn claim's words can wait longer."""
        return self.filter(state=CarryState.NEEDS_REVIEW).exclude(
            appearance__claim__stage=Stage.WITHDRAWN
        )


@pghistory.track()
class Carry(models.Model):
    """What became of one appearance in a later version of its text.

    The appearance itself stays on the version that it was recorded in. An appearance
    without such a row stands in the version in force.
    """

    appearance = models.OneToOneField(Appearance, models.CASCADE, related_name="carry")
    text_version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="carries",
        help_text="The newer version.",
    )  # fmt: skip
    state = models.CharField(max_length=20, choices=CarryState)
    became = models.OneToOneField(
        Appearance, models.PROTECT, null=True, blank=True, related_name="origin",
        help_text="The appearance in the newer version.",
    )  # fmt: skip
    candidates = models.JSONField(
        default=list, blank=True, help_text="The places that are offered, best first."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="+",
        help_text="Who settled or checked it; nobody where the program carried it.",
    )  # fmt: skip
    at = models.DateTimeField(auto_now=True)

    objects = CarryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "carries"
        constraints = [
            models.CheckConstraint(
                name="carry_state_is_known", condition=one_of("state", CarryState)
            ),
            models.CheckConstraint(
                name="carry_stands_somewhere_or_nowhere",
                condition=Q(state__in=STANDING_STATES, became__isnull=False)
                | (~Q(state__in=STANDING_STATES) & Q(became__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["text_version"],
                name="carry_needs_review",
                condition=Q(state=CarryState.NEEDS_REVIEW),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appearance}: {self.get_state_display()}"

    @property
    def stands(self) -> bool:
        return self.state in STANDING_STATES

    @property
    def is_unchecked(self) -> bool:
        """Words that changed or went, which readers are told of once it is checked."""
        return self.by_id is None and self.state in UNCHECKED_STATES

    @property
    def places(self) -> list[list[tuple[int, int]]]:
        """The spans of each place that is offered."""
        offered: list[dict[str, Any]] = self.candidates
        return [[(start, end) for start, end in each["spans"]] for each in offered]
