"""Evidence that reviewers bring, and why they hold a piece of it to be independent."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.base import TRANSLATION_IS_WHOLE, Keyed, WithPassage, one_of
from articles.models.choices import Stance
from articles.models.claim import Claim
from articles.models.work import Work


@pghistory.track()
class Evidence(Keyed, WithPassage):
    """A work, the place in it, and what it does to the claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    work = models.ForeignKey(Work, models.PROTECT, related_name="evidence")
    locator = models.CharField(
        max_length=200, blank=True, help_text="Page, paragraph or minute."
    )
    stance = models.CharField(max_length=10, choices=Stance)
    primary = models.BooleanField(
        default=False, help_text="A primary document, not a report about one."
    )
    question = models.CharField(
        max_length=500, blank=True, help_text="The question that it answers."
    )
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_stance_is_known", condition=one_of("stance", Stance)
            ),
            models.CheckConstraint(
                name="evidence_says_or_answers_something",
                condition=~Q(passage="") | ~Q(question="") | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="evidence_translation_is_of_a_passage_and_somebodys",
                condition=TRANSLATION_IS_WHOLE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.work}"


@pghistory.track()
class Argument(models.Model):
    """Why a reviewer, by name, holds a piece of evidence to be independent."""

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="argument")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="argument_says_something", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.text
