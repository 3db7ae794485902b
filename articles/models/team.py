"""How the team that works here has agreed to work."""

import pghistory
from django.db import models
from django.db.models import Q

from articles.models.base import one_of
from articles.models.choices import Publisher, VerdictRule

RULE_FIELDS = ("verdicts", "publishes_alone", "publishers")


@pghistory.track()
class TeamSettings(models.Model):
    """The one row of what editors set for everybody; without it, the defaults hold."""

    verdicts = models.CharField(
        "verdicts that a publication needs",
        max_length=20,
        choices=VerdictRule,
        default=VerdictRule.TWO_BLIND,
        db_default=VerdictRule.TWO_BLIND,
    )
    publishes_alone = models.BooleanField(
        "a reviewer may publish a verdict that nobody else has given",
        default=False,
        db_default=False,
    )
    publishers = models.CharField(
        "who publishes",
        max_length=20,
        choices=Publisher,
        default=Publisher.REVIEWERS,
        db_default=Publisher.REVIEWERS,
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )

    class Meta:
        verbose_name_plural = "team settings"
        constraints = [
            models.CheckConstraint(name="team_settings_are_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="team_verdicts_are_known",
                condition=one_of("verdicts", VerdictRule),
            ),
            models.CheckConstraint(
                name="team_publishers_are_known",
                condition=one_of("publishers", Publisher),
            ),
        ]

    def __str__(self) -> str:
        return "Team settings"

    @classmethod
    def current(cls) -> "TeamSettings":
        """What holds now: as it is stored, or the defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
