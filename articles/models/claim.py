"""Claims, and how far the work on each has come."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models.base import Keyed, one_of
from articles.models.choices import ClaimKind, Stage, Verdict
from articles.models.search import SearchedWords


@pghistory.track(exclude=["search"])
class Claim(Keyed):
    """One normalised statement that can be understood without the article."""

    statement = models.TextField(help_text="Understandable without the article.")
    kind = models.CharField(max_length=20, choices=ClaimKind)
    checkable = models.BooleanField(
        default=True, help_text="Could evidence show whether it is so?"
    )
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        expression=SearchedWords("statement"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        permissions = [
            ("review_claim", "Can record claims and give verdicts"),
            ("adjudicate_claim", "Can adjudicate, withdraw and restore claims"),
        ]
        constraints = [
            models.CheckConstraint(
                name="claim_states_something", condition=~Q(statement="")
            ),
            models.CheckConstraint(
                name="claim_kind_is_known", condition=one_of("kind", ClaimKind)
            ),
            models.CheckConstraint(
                name="claim_stage_is_known", condition=one_of("stage", Stage)
            ),
            models.CheckConstraint(
                name="claim_verdict_is_known",
                condition=one_of("verdict", Verdict, blank=True),
            ),
            models.CheckConstraint(
                name="claim_published_has_a_verdict",
                condition=~Q(stage=Stage.PUBLISHED) | ~Q(verdict=""),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="claim_search", fastupdate=False),
            models.Index(fields=["stage", "updated_at"], name="claim_by_stage"),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.key])
