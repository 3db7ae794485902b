"""Stored counts of published claims, by source, role and verdict."""

from django.db import models
from django.db.models import Q

from articles.models.base import one_of
from articles.models.choices import Role, Verdict
from articles.models.source import Source


class Tally(models.Model):
    """So many more claims, or fewer: the sum of all rows is how many there are.

    Whoever publishes appends rows and waits for nobody;
    articles/workflow/published_index.py adds them up. Without a source: all claims.
    Without a role: in whatever role, each claim once.
    """

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=10, choices=Role, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tally_role_is_known", condition=one_of("role", Role, blank=True)
            ),
            models.CheckConstraint(
                name="tally_verdict_is_known",
                condition=one_of("verdict", Verdict, blank=True),
            ),
            models.CheckConstraint(
                name="tally_of_all_claims_has_no_role",
                condition=Q(source__isnull=False) | Q(role=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["source", "role", "verdict"], include=["count"],
                name="tally_by_source",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source or 'all'}, {self.role or 'any role'}: {self.count:+}"
