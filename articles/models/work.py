"""Works, their authors in order, and the relations between works."""

import datetime
from typing import Any, Self

import pghistory
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from articles.domain.text.addresses import (
    MAX_KEY_LENGTH,
    address_key,
    clean_pasted_address,
)
from articles.models.base import (
    GROUND_IS_WHOLE,
    ExistsPerRow,
    Keyed,
    WithGround,
    one_of,
)
from articles.models.choices import Precision, WorkKind, WorkRelationKind, WorkStatus
from articles.models.search import NameKey
from articles.models.source import Source

UNDATED = datetime.date(1, 1, 1)  # sorts last, newest first


class AddressKeyField(models.CharField):
    """The key of the row's address (domain/text/addresses.py), set as the row is saved.

    In bulk, too; whatever writes the address of rows without their model has to set it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        fixed = {"max_length": MAX_KEY_LENGTH, "blank": True, "editable": False}
        super().__init__(*args, **{**options, **fixed})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = address_key(model_instance.address)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


def pasted_key(words: str) -> str:
    return address_key(clean_pasted_address(words))


class WorkQuerySet(models.QuerySet["Work"]):
    def at_address(self, address: str) -> Self:
        """Works whose address is of the same page; none without an address."""
        key = address_key(address)
        return self.filter(address_key=key) if key else self.none()

    def public(self) -> Self:
        """Works that readers may see: those that a published claim names."""
        # Named, not imported: publications are of works.
        named = apps.get_model("articles", "PublishedWork").objects.filter(
            work=OuterRef("pk")
        )
        return self.filter(ExistsPerRow(named))

    def called(self, words: str) -> Self:
        """Works with exactly this title, whatever its accents and marks, or at this address."""
        plain = NameKey(Value(words))
        return self.alias(plain=NameKey("title")).filter(
            Q(plain=plain) | Q(address_key=pasted_key(words)) & ~Q(address_key="")
        )

    def titled(self, title: str) -> Self:
        """Works with exactly this title, whatever its accents and marks."""
        return self.alias(plain=NameKey("title")).filter(plain=NameKey(Value(title)))

    def like(self, words: str) -> Self:
        """Works whose title holds these words, or at this address, while one types."""
        plain = NameKey(Value(words))
        return self.alias(plain=NameKey("title")).filter(
            Q(plain__contains=plain)
            | Q(address_key=pasted_key(words)) & ~Q(address_key="")
        )


# The key says nothing that the address does not.
@pghistory.track(exclude=["address_key"])
class Work(Keyed):
    """Anything published: an article, a report, a resolution, a broadcast, a post."""

    kind = models.CharField(max_length=20, choices=WorkKind, default=WorkKind.ARTICLE)
    title = models.CharField(max_length=500)
    address = models.URLField(max_length=2000, blank=True)
    address_key = AddressKeyField(default="", db_default="")
    outlet = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="works_published",
        db_index=False,
    )  # fmt: skip
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(
        max_length=5, choices=Precision, default=Precision.DAY
    )
    language = models.CharField(
        max_length=35, blank=True, help_text="As in BCP 47, for example en or ar."
    )
    authors = models.ManyToManyField(
        Source, through="Authorship", related_name="works_written", blank=True
    )
    status = models.CharField(
        max_length=10,
        choices=WorkStatus,
        blank=True,
        help_text="Whether its publisher has corrected or retracted it since.",
    )
    status_on = models.DateField(
        null=True, blank=True, help_text="When that was, as far as it is known."
    )
    status_precision = models.CharField(
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        db_default=Precision.DAY,
    )
    status_note = models.TextField(blank=True)
    status_reference = models.URLField(max_length=500, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_status_is_known",
                condition=one_of("status", WorkStatus, blank=True),
            ),
            models.CheckConstraint(name="work_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="work_kind_is_known", condition=one_of("kind", WorkKind)
            ),
            models.CheckConstraint(
                name="work_precision_is_known",
                condition=one_of("published_precision", Precision)
                & one_of("status_precision", Precision),
            ),
            models.CheckConstraint(
                name="work_status_date_is_of_a_status",
                condition=Q(status_on=None) | ~Q(status=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["address_key"],
                name="work_by_address_key",
                condition=~Q(address_key=""),
            ),
            GinIndex(
                OpClass(NameKey("title"), name="gin_trgm_ops"), name="work_like"
            ),
            models.Index(
                Coalesce("published_on", Value(UNDATED)).desc(), F("id").desc(),
                name="work_newest",
            ),
            models.Index(
                F("outlet"), Coalesce("published_on", Value(UNDATED)).desc(),
                F("id").desc(), name="work_newest_of_outlet",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Authorship(models.Model):
    """One author of a work, in order."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="authorships")
    author = models.ForeignKey(
        Source, models.PROTECT, related_name="authorships", db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("work", "author", name="author_stands_once"),
            models.UniqueConstraint("work", "position", name="authors_have_an_order"),
        ]
        indexes = [models.Index(fields=["author", "work"], name="works_by_author")]

    def __str__(self) -> str:
        return f"{self.author}, author of {self.work}"


@pghistory.track()
class WorkRelation(WithGround):
    """What one work is to another: it republishes, translates, derives from, corrects.

    It has no period of its own: what was copied stays a copy, from the day on which the
    copy was published, and that day is the work's own.
    """

    source = models.ForeignKey(Work, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=WorkRelationKind)
    target = models.ForeignKey(Work, models.PROTECT, related_name="reverse_relations")
    reference = models.URLField(max_length=500, blank=True, default="", db_default="")
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(
        default=1,
        db_default=1,
        help_text="Counts the saves, so that none overwrites another.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_relation_joins_two_works", condition=~Q(source=F("target"))
            ),
            models.CheckConstraint(
                name="work_relation_kind_is_known",
                condition=one_of("kind", WorkRelationKind),
            ),
            models.CheckConstraint(
                name="work_relation_ground_is_somebodys", condition=GROUND_IS_WHOLE
            ),
            models.UniqueConstraint(
                "source", "kind", "target", name="work_relation_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
