"""Sources, their aliases, and the dated relations between them."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Self

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.models.base import (
    GROUND_IS_WHOLE,
    IS_GROUNDED,
    ExistsPerRow,
    Keyed,
    WithGround,
    one_of,
)
from articles.models.choices import Precision, RelationKind, SourceKind
from articles.models.search import NameKey


def stands_behind_a_claim(source: str) -> ExistsPerRow:
    """The condition that a published claim names the source in this column."""
    # Named, not imported: publications are of sources.
    voices = apps.get_model("articles", "Voice").objects
    return ExistsPerRow(voices.filter(source=OuterRef(source)))


class SourceQuerySet(models.QuerySet["Source"]):
    def public(self) -> Self:
        """Sources that readers may see: listed ones, and those in published claims."""
        return self.filter(Q(listed=True) | stands_behind_a_claim("pk"))

    def named(self, name: str) -> Self:
        """Sources that go by this name or alias, whatever its accents and marks."""
        return self.going_by([NameKey(Value(name))])

    def going_by(self, plain: Collection[str | NameKey]) -> Self:
        """Sources of which one of these is the name or an alias, as a key."""
        alias = SourceAlias.objects.filter(source=OuterRef("pk"), plain__in=plain)
        return self.filter(Q(plain__in=plain) | Exists(alias))

    def like(self, words: str) -> Self:
        """Sources whose name or alias holds these words, for finding while typing."""
        plain = NameKey(Value(words))
        alias = SourceAlias.objects.filter(source=OuterRef("pk"), plain__contains=plain)
        return self.filter(Q(plain__contains=plain) | Exists(alias))


@pghistory.track(exclude=["plain"])
class Source(Keyed):
    """Whoever can speak, publish or own: also a voice that the article leaves unnamed."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SourceKind)
    description = models.TextField(
        blank=True, help_text="For an unnamed voice: what the article says of it."
    )
    wikidata = models.CharField("Wikidata id", max_length=20, blank=True)
    homepage = models.URLField("home page", max_length=500, blank=True)
    same_voice = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Why an unnamed voice is the same one wherever it is named; without a"
        " reason it may be somebody else in each article.",
    )
    same_voice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    listed = models.BooleanField(
        default=False,
        help_text="Readers may see this source before a published claim names it.",
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    plain = models.GeneratedField(
        expression=NameKey("name"), output_field=models.TextField(), db_persist=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="source_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="source_kind_is_known", condition=one_of("kind", SourceKind)
            ),
            models.CheckConstraint(
                name="source_same_voice_is_somebodys_word",
                condition=Q(same_voice="", same_voice_by=None)
                | ~Q(same_voice="") & Q(same_voice_by__isnull=False),
            ),
            models.CheckConstraint(
                name="source_wikidata_is_an_id",
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
            ),
        ]
        indexes = [
            models.Index(fields=["plain", "id"], name="source_by_name"),
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="source_like"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = normalize_text(self.name, TYPED_NAME)

    @property
    def is_one_voice(self) -> bool:
        """Whether it is the same wherever it is named; an unnamed one need not be."""
        return self.kind != SourceKind.UNNAMED or bool(self.same_voice)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.key])


@pghistory.track(exclude=["plain"])
class SourceAlias(models.Model):
    """Another name that the same source goes by."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    plain = models.GeneratedField(
        expression=NameKey("name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name_plural = "source aliases"
        constraints = [
            models.CheckConstraint(name="alias_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint("source", "name", name="alias_stands_once"),
        ]
        indexes = [
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="alias_like"),
            models.Index(fields=["plain"], name="alias_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = normalize_text(self.name, TYPED_NAME)


UNKNOWN_BEGIN = datetime.date.max  # sorts last


class SourceRelationQuerySet(models.QuerySet["SourceRelation"]):
    def public(self) -> Self:
        """Relations with a reference or a ground, of which readers may see both ends."""
        return self.filter(
            IS_GROUNDED,
            Q(source__listed=True) | stands_behind_a_claim("source"),
            Q(target__listed=True) | stands_behind_a_claim("target"),
        )


@pghistory.track()
class SourceRelation(WithGround):
    """A dated statement, with its reference or ground, of what one source is to another."""

    # No index on one end alone: it would lead the search for paths through all who
    # lean on a state (docs/adr/0006).
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="relations", db_index=False
    )
    kind = models.CharField(max_length=20, choices=RelationKind)
    target = models.ForeignKey(
        Source, models.PROTECT, related_name="reverse_relations", db_index=False
    )
    since = models.DateField(null=True, blank=True)
    since_precision = models.CharField(
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        db_default=Precision.DAY,
    )
    until = models.DateField(null=True, blank=True)
    until_precision = models.CharField(
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        db_default=Precision.DAY,
    )
    reference = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relation_joins_two_sources", condition=~Q(source=F("target"))
            ),
            models.CheckConstraint(
                name="relation_kind_is_known", condition=one_of("kind", RelationKind)
            ),
            models.CheckConstraint(
                name="relation_precision_is_known",
                condition=one_of("since_precision", Precision)
                & one_of("until_precision", Precision),
            ),
            models.CheckConstraint(
                name="relation_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="relation_ground_is_somebodys", condition=GROUND_IS_WHOLE
            ),
            models.UniqueConstraint(
                "source", "kind", "target", "since",
                name="relation_stands_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["target", "kind", "source"], name="relation_by_target"
            ),
            # As a source's page lists them.
            models.Index(
                F("source"), F("kind"), Coalesce("since", Value(UNKNOWN_BEGIN)), F("id"),
                name="relation_of_source",
            ),
            models.Index(
                F("target"), F("kind"), Coalesce("since", Value(UNKNOWN_BEGIN)), F("id"),
                name="relation_to_source",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
