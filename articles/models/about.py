"""Whom a claim is about: the sources that it speaks of, each in a role."""

import pghistory
from django.db import models

from articles.models.base import one_of
from articles.models.choices import AboutRole
from articles.models.claim import Claim
from articles.models.source import Source


@pghistory.track()
class About(models.Model):
    """A source that a claim speaks of, as its subject or accused; never who says it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="about")
    source = models.ForeignKey(Source, models.PROTECT, related_name="spoken_of_in")
    role = models.CharField(max_length=20, choices=AboutRole)

    class Meta:
        verbose_name_plural = "about"
        constraints = [
            models.UniqueConstraint("claim", "source", name="about_source_stands_once"),
            models.CheckConstraint(
                name="about_role_is_known", condition=one_of("role", AboutRole)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_role_display().lower()})"
