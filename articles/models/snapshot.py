"""Snapshots of works, as fetched or uploaded, and the jobs that fetch them."""

from __future__ import annotations

import datetime
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from articles.models.base import Keyed, one_of
from articles.models.choices import JobStatus, Way
from articles.models.work import Work

UNFINISHED_STATUSES = (JobStatus.WAITING, JobStatus.RUNNING)
ENDED_STATUSES = (JobStatus.DONE, JobStatus.FAILED)


# Left out of the history, as a text is: the bytes never change.
@pgtrigger.register(
    pgtrigger.Protect(
        name="bytes_never_change", operation=pgtrigger.Update | pgtrigger.Delete
    )
)
@pghistory.track(exclude=["content"])
class SnapshotBytes(models.Model):
    """Bytes by their SHA-256; the same bytes are kept once, however often they came."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "snapshot bytes"
        constraints = [
            models.CheckConstraint(
                name="bytes_are_what_their_sha256_says",
                condition=Q(
                    sha256=Func(
                        Func(
                            F("content"),
                            function="sha256",
                            output_field=models.BinaryField(),
                        ),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def without_text(self) -> Self:
        """For lists: a text may be half a megabyte."""
        return self.defer("text")


@pgtrigger.register(
    pgtrigger.ReadOnly(name="snapshot_never_changes", exclude=["work"]),
    # A page that was fetched to be imported belongs to no work until it is confirmed.
    pgtrigger.Protect(
        name="snapshot_keeps_its_work",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__work__isnull=False)
        & pgtrigger.Q(old__work__df=pgtrigger.F("new__work")),
    ),
    pgtrigger.Protect(name="snapshot_stays", operation=pgtrigger.Delete),
)
@pghistory.track(exclude=["text"])
class Snapshot(Keyed):
    """Bytes of a work as they were fetched or uploaded, with all that was said of them."""

    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField(
        default=timezone.now, help_text="When it was fetched or uploaded."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    address = models.CharField(
        max_length=2000, blank=True, help_text="What was asked for."
    )
    final_address = models.CharField(
        max_length=2000, blank=True, help_text="Where redirects led."
    )
    hops = models.JSONField(
        default=list, blank=True, help_text="The addresses that led on, in order."
    )
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(
        default=list, blank=True, help_text="As the server sent them: [name, value]."
    )
    name = models.CharField(
        max_length=255, blank=True, help_text="The file's name, where one was uploaded."
    )
    content_type = models.CharField(max_length=100)
    content = models.ForeignKey(
        SnapshotBytes, models.PROTECT, db_column="sha256", related_name="snapshots"
    )
    size = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text="What was read out of the bytes.")
    text_problem = models.CharField(
        max_length=500, blank=True, help_text="Why no text could be read."
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="snapshot_way_is_known", condition=one_of("way", Way)
            ),
            models.CheckConstraint(
                name="fetched_snapshot_says_from_where",
                condition=Q(way=Way.UPLOADED, status=None, address="", final_address="")
                | ~Q(way=Way.UPLOADED)
                & Q(status__isnull=False)
                & ~Q(address="")
                & ~Q(final_address=""),
            ),
            models.CheckConstraint(
                name="snapshot_has_a_text_or_says_why_not",
                condition=~Q(text="") & Q(text_problem="")
                | Q(text="") & ~Q(text_problem=""),
            ),
        ]
        indexes = [
            models.Index(F("work"), F("at").desc(), name="snapshot_by_work"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.at:%Y-%m-%d}: {self.sha256}"

    @property
    def sha256(self) -> str:
        return str(self.content_id)


CLOCK_DIFFERENCE = datetime.timedelta(hours=1)  # between workers, at most


class FetchJobQuerySet(models.QuerySet["FetchJob"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED_STATUSES)

    def free(self, now: datetime.datetime, lease: datetime.timedelta) -> Self:
        """Jobs that no worker has, or whose worker let its lease run out.

        A lease that ends further away than one is long was taken before the clock was
        set back.
        """
        unlikely = now + lease + CLOCK_DIFFERENCE
        return self.filter(
            Q(status=JobStatus.WAITING)
            | Q(status=JobStatus.RUNNING, lease_until__lte=now)
            | Q(status=JobStatus.RUNNING, lease_until__gt=unlikely)
        )


class FetchJob(Keyed):
    """An address that a reviewer asked to fetch: for a work, or to import an article."""

    address = models.CharField(max_length=2000)
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="fetches",
        help_text="None: the page becomes an article.",
    )  # fmt: skip
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="fetches"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        max_length=10, choices=JobStatus, default=JobStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="How often a worker has begun; also tells workers apart."
    )
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="After that, the worker is taken for dead."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    error = models.CharField(max_length=500, blank=True, help_text="For the reviewer.")
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="fetches"
    )
    upload = models.ForeignKey(
        "articles.Upload", models.PROTECT, null=True, blank=True, related_name="fetches"
    )

    objects = FetchJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fetch_status_is_known", condition=one_of("status", JobStatus)
            ),
            models.CheckConstraint(
                name="running_fetch_has_a_lease",
                condition=Q(status=JobStatus.RUNNING, lease_until__isnull=False)
                | ~Q(status=JobStatus.RUNNING) & Q(lease_until=None),
            ),
            models.CheckConstraint(
                name="fetch_is_done_with_its_snapshot",
                condition=Q(status=JobStatus.DONE, snapshot__isnull=False, error="")
                | ~Q(status=JobStatus.DONE) & Q(snapshot=None, upload=None),
            ),
            models.CheckConstraint(
                name="failed_fetch_says_why",
                condition=Q(status=JobStatus.FAILED) & ~Q(error="")
                | ~Q(status=JobStatus.FAILED) & Q(error=""),
            ),
            models.CheckConstraint(
                name="ended_fetch_has_its_time",
                condition=Q(status__in=ENDED_STATUSES, ended_at__isnull=False)
                | ~Q(status__in=ENDED_STATUSES) & Q(ended_at=None),
            ),
            models.UniqueConstraint(
                "requested_by", "address", "work",
                name="fetch_waits_once", nulls_distinct=False,
                condition=Q(status__in=UNFINISHED_STATUSES),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["requested_at"],
                name="fetch_unfinished",
                condition=Q(status__in=UNFINISHED_STATUSES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.get_status_display()})"
