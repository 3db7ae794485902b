"""The state of the desk: uploads under way, requests to look again, and past saves."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.base import Keyed
from articles.models.claim import Claim
from articles.models.snapshot import Snapshot


class Upload(Keyed):
    """A text that is being imported: what was sent, and what was read out of it."""

    name = models.CharField(max_length=255, blank=True, help_text="The file's name.")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, help_text="Of the bytes that were sent.")
    extraction = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="uploads"
    )
    revises = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="revisions",
        help_text="The article whose text this is a newer version of.",
    )  # fmt: skip

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="uploads",
        help_text="Where the text was fetched and not sent.",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(
                fields=["sent_by", "sent_at"],
                name="upload_unfinished",
                condition=Q(article=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


@pghistory.track()
class LookAgain(models.Model):
    """A published decision that rested on something that has changed since."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="look_again")
    what = models.CharField(max_length=600, help_text="What changed, in words.")
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name_plural = "look again"
        constraints = [
            models.UniqueConstraint(
                "claim",
                "what",
                condition=Q(settled_at=None),
                name="asked_once_to_look_again",
            ),
            models.CheckConstraint(
                name="settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], name="look_again_open", condition=Q(settled_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Save(models.Model):
    """A save that went through, so that sending it again does nothing twice."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    fingerprint = models.CharField(
        max_length=64, blank=True, db_default="",
        help_text="SHA-256 of what was sent; empty: not known.",
    )  # fmt: skip
    location = models.CharField(max_length=500, help_text="Where the answer led.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="save_by_age")]

    def __str__(self) -> str:
        return f"{self.path} ({self.at})"
