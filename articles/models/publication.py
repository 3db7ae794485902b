"""What readers see, and what they saw on any day before.

Public pages read these tables and no others, so that nothing unpublished can reach
them (docs/adr/0002).
"""

from __future__ import annotations

import datetime
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from articles.models.article import Article, TextVersion
from articles.models.base import one_of
from articles.models.choices import ClaimKind, Role, Verdict
from articles.models.claim import Claim
from articles.models.search import SearchedWords
from articles.models.source import Source
from articles.models.work import Work


class ClaimSummary(Func):
    """What a list says of a claim, from its record (migrations/_claim_summary.py)."""

    function = "public.claim_summary"
    output_field = models.JSONField()


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> Self:
        """What stands published now."""
        return self.filter(superseded_at=None)

    def decided(self) -> Self:
        """Those with a verdict that reviewers gave.

        An opinion reads "Not checkable" as soon as it is published as recorded, without.
        """
        as_recorded = Q(verdict="") | Q(verdict=Verdict.NOT_CHECKABLE, record__why="")
        return self.exclude(as_recorded)

    def on(self, day: datetime.datetime) -> Self:
        """What stood published at this moment."""
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=day), published_at__lte=day
        )


PUBLISHED_FIELDS = ("claim", "number", "statement", "kind", "verdict", "appeared_on",
                      "words", "record", "published_at", "published_by")  # fmt: skip


# What was published never changes; only that it is superseded is noted in its row.
@pgtrigger.register(
    pgtrigger.Protect(name="published_stays_on_record", operation=pgtrigger.Delete),
    pgtrigger.Protect(
        name="published_never_changes",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*PUBLISHED_FIELDS),
    ),
)
@pghistory.track(exclude=["search", "summary", "record", "words"])
class Publication(models.Model):
    """A claim as it was published: everything that readers may see of it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    statement = models.TextField()
    kind = models.CharField(max_length=20, choices=ClaimKind)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    appeared_on = models.DateField(
        null=True, help_text="The day of the first known appearance."
    )
    words = models.TextField(help_text="What a search looks through.")
    record = models.JSONField(help_text="The claim's page, as data.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchedWords("words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    summary = models.GeneratedField(
        expression=ClaimSummary("record"),
        output_field=models.JSONField(),
        db_persist=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("claim", "number", name="publication_is_numbered"),
            models.UniqueConstraint(
                "claim",
                condition=Q(superseded_at=None),
                name="one_publication_in_force",
            ),
            models.CheckConstraint(
                name="publication_verdict_is_known",
                condition=one_of("verdict", Verdict, blank=True),
            ),
            models.CheckConstraint(
                name="publication_ends_after_it_begins",
                condition=Q(superseded_at=None)
                | Q(superseded_at__gte=F("published_at")),
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(), F("id").desc(),
                name="publication_newest", condition=Q(superseded_at=None),
            ),
            GinIndex(
                fields=["search"], name="publication_search", fastupdate=False
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement} ({self.number})"


class PublishedAppearanceQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(publication__superseded_at=None)


class PublishedAppearance(models.Model):
    """Where a published claim stands in an article: the index of article pages."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="appearances"
    )
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="published_appearances"
    )
    text_version = models.ForeignKey(TextVersion, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    record = models.JSONField(help_text="The appearance, as data.")
    gone_since = models.PositiveIntegerField(
        null=True,
        help_text="The number of the text version that no longer says it.",
    )
    superseded = models.BooleanField(
        default=False, help_text="It stands in a later version as well."
    )

    objects = PublishedAppearanceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["text_version", "start"], name="published_in_text_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} in {self.article}"


class Voice(models.Model):
    """A source, in one of its roles, behind a claim that stands published.

    The index by source; it goes when the publication is superseded. A source with a role
    of ROLES_BEHIND has one row more, in ANY_ROLE, so that SQL finds it once for a claim;
    our lists leave these rows out, and any row lets readers see the source.
    """

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="voices", db_index=False
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="voices", db_index=False
    )
    role = models.CharField(
        max_length=10, choices=Role, blank=True, help_text="Empty: in any role."
    )
    published_at = models.DateTimeField(
        help_text="That of the publication, so that an index holds a source's newest."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "publication", "role", "source", name="voice_stands_once_a_role"
            ),
            models.CheckConstraint(
                name="role_is_known", condition=one_of("role", Role, blank=True)
            ),
        ]
        indexes = [
            models.Index(
                F("source"), F("role"), F("published_at").desc(),
                F("publication").desc(), name="voice_newest",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source}, {self.get_role_display()}"


class PublishedWork(models.Model):
    """A work that a claim which stands published names: the index of works readers see.

    It goes when the publication is superseded.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="works")
    work = models.ForeignKey(
        Work, models.PROTECT, related_name="published", db_index=False
    )
    referenced = models.BooleanField(
        help_text="It is cited or evidence, and not only the article."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "work", "publication", name="published_work_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work} in {self.publication}"
