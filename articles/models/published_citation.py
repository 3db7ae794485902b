"""The citations that readers see, by fidelity and by the sources behind them.

Indexes of what stands published (docs/adr/0002): articles/workflow/published_index.py
writes them, and deletes them when the publication is superseded.
"""

from django.db import models

from articles.models.article import Article
from articles.models.base import KEY_LENGTH, one_of
from articles.models.choices import Fidelity, Role
from articles.models.publication import Publication
from articles.models.source import Source


class PublishedCitation(models.Model):
    """One citation of a published claim: the index by fidelity."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="citations"
    )
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    appearance = models.CharField(
        max_length=KEY_LENGTH, help_text="The appearance's key."
    )
    number = models.PositiveSmallIntegerField(help_text="Its place there, from 1.")
    fidelity = models.CharField(max_length=20, choices=Fidelity, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "publication",
                "appearance",
                "number",
                name="published_citation_stands_once",
            ),
            models.CheckConstraint(
                name="published_fidelity_is_known",
                condition=one_of("fidelity", Fidelity, blank=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fidelity_display()}: {self.publication}"


class CitationVoice(models.Model):
    """A source behind a published citation: it is cited, or it cites."""

    citation = models.ForeignKey(
        PublishedCitation, models.CASCADE, related_name="voices"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    # The citation's own, kept here too; no query reads it.
    fidelity = models.CharField(max_length=20, choices=Fidelity, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "source", "role", "citation", name="citation_voice_stands_once"
            ),
            models.CheckConstraint(
                name="citation_role_is_known",
                condition=models.Q(role__in=[Role.CITED, Role.OUTLET, Role.AUTHOR]),
            ),
            models.CheckConstraint(
                name="citation_voice_fidelity_is_known",
                condition=one_of("fidelity", Fidelity, blank=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_role_display()}"
