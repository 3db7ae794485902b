"""Articles, the versions of their texts, and the regions that are no part of them."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.urls import reverse

from articles.models.base import ExistsPerRow, Keyed, one_of
from articles.models.choices import RegionKind, VersionKind
from articles.models.work import Authorship, Work


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> Self:
        """Articles in which at least one published claim appears."""
        # Named, not imported: publications are of articles.
        shown = (
            apps.get_model("articles", "PublishedAppearance")
            .objects.current()
            .filter(article=OuterRef("pk"))
        )
        return self.filter(ExistsPerRow(shown))

    def with_work(self) -> Self:
        """With the work, its outlet and its authors, in two statements."""
        by = Authorship.objects.select_related("author")
        return self.select_related("work__outlet").prefetch_related(
            models.Prefetch("work__authorships", by)
        )


@pghistory.track()
class Article(Keyed):
    """A work whose text is held here for annotation."""

    work = models.OneToOneField(Work, models.PROTECT, related_name="article")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts the saves, so that none overwrites another."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "articles.User", models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ArticleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.work.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.key])

    @property
    def text(self) -> TextVersion:
        """The version in force: the last one."""
        return self.texts.latest("number")


class TextMarks(Func):
    """A few numbers by which the same text, printed twice, is known again."""

    function = "public.text_marks"
    output_field = ArrayField(models.BigIntegerField())


# The text is left out of the history: it never changes, so the row itself is its record.
@pgtrigger.register(
    pgtrigger.Protect(
        name="text_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
    )
)
@pghistory.track(exclude=["text", "marks"])
class TextVersion(models.Model):
    """An article's text as it stood once; offsets into it count code points."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField()
    sha256 = models.CharField(
        max_length=64, db_index=True, help_text="Of the text's UTF-8 bytes."
    )
    kind = models.CharField(
        max_length=20, choices=VersionKind, blank=True,
        help_text="Why there is a newer version; nothing for the first.",
    )  # fmt: skip
    note = models.TextField(
        blank=True, help_text="What the outlet or the reviewer says of the change."
    )
    dated = models.DateField(
        null=True, blank=True, help_text="The day that the outlet gives."
    )
    marks = models.GeneratedField(
        expression=TextMarks("text"),
        output_field=ArrayField(models.BigIntegerField()),
        db_persist=True,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "articles.User", models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "article", "number", name="text_version_is_numbered"
            ),
            # A later version may take the words of an earlier one back.
            models.UniqueConstraint(
                "sha256", name="no_two_articles_begin_alike", condition=Q(number=1)
            ),
            models.CheckConstraint(
                name="text_version_kind_is_known",
                condition=one_of("kind", VersionKind, blank=True),
            ),
            models.CheckConstraint(name="text_is_not_empty", condition=~Q(text="")),
            # Browsers drop \r, and every offset after it would slip.
            models.CheckConstraint(
                name="text_has_plain_line_ends", condition=~Q(text__contains="\r")
            ),
            models.CheckConstraint(
                name="text_sha256_is_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            ),
        ]
        indexes = [GinIndex(fields=["marks"], name="text_by_marks")]

    def __str__(self) -> str:
        return f"{self.article}, text {self.number}"


@pghistory.track()
class Region(models.Model):
    """A passage that is not part of the article: a banner, a contact line."""

    text_version = models.ForeignKey(
        TextVersion, models.CASCADE, related_name="regions"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=RegionKind)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="region_holds_something", condition=Q(end__gt=F("start"))
            ),
            models.CheckConstraint(
                name="region_kind_is_known", condition=one_of("kind", RegionKind)
            ),
            models.UniqueConstraint(
                "text_version", "start", name="regions_begin_apart"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.start} to {self.end}"
