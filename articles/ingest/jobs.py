"""Who fetches what was asked for, if a worker may be killed at any moment?

A job is a row. A worker takes it for a while (the lease) and says so in the row; when
it is not heard of in time, another one takes the job. What comes of a job is written
in one transaction, which asks whether the job is still this worker's: so it ends once,
and nothing of it is ever half there (docs/adr/0009).
"""

import dataclasses
import datetime
import logging
from urllib.parse import urlsplit

import pghistory
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from articles.ingest.extract import Extraction
from articles.ingest.fetch import Allowance, Fetched, FetchError, fetch
from articles.ingest.snapshots import Reading, keep_fetched, read
from articles.models import FetchJob, Source, Upload, User, Work
from articles.models.choices import JobStatus, SourceKind

log = logging.getLogger(__name__)

# Longer than a fetch and the reading of what came may take together.
LEASE = datetime.timedelta(seconds=120)
MOST_ATTEMPTS = 3
GIVEN_UP = (
    "The fetch was broken off several times. Try again, or upload the file instead."
)
BROKEN = "Something went wrong here while fetching. Upload the file instead."


class LostLeaseError(Exception):
    """Another worker has this job now: what this one found must not be written."""


def allowance() -> Allowance:
    return Allowance(frozenset(settings.FETCH_ALLOWED_PLACES))


def request(user: User, address: str, work: Work | None = None) -> FetchJob:
    """The job to fetch this address; one that waits already is not doubled."""
    same = {"requested_by": user, "address": address, "work": work}
    waiting = FetchJob.objects.unfinished().filter(**same)
    if job := waiting.first():
        return job
    try:
        with transaction.atomic():
            return FetchJob.objects.create(**same)
    except IntegrityError:
        return waiting.get()


def take(lease: datetime.timedelta = LEASE) -> FetchJob | None:
    """The job that has waited longest, for this worker alone."""
    now = timezone.now()
    with transaction.atomic():
        job = (
            FetchJob.objects.free(now)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("requested_at", "pk")
            .first()
        )
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _end(job, JobStatus.FAILED, error=GIVEN_UP)
            return take(lease)
        job.status = JobStatus.RUNNING
        job.attempts += 1
        job.lease_until = now + lease
        job.save(update_fields=["status", "attempts", "lease_until"])
        return job


def work_on_one(lease: datetime.timedelta = LEASE) -> bool:
    """Takes one job and brings it to its end; False where none waits."""
    job = take(lease)
    if job is None:
        return False
    try:
        # The history says on whose behalf, as it does for a request.
        with pghistory.context(user=job.requested_by_id, url="manage.py work"):
            _work_on(job)
    except LostLeaseError:
        log.warning("Fetch %s went on elsewhere; what was found is dropped.", job.key)
    except (SystemExit, KeyboardInterrupt):
        release(job)
        raise
    return True


def _work_on(job: FetchJob) -> None:
    try:
        found = fetch(job.address, allowance=allowance())
        reading = read(found.content, "", found.content_type, found.charset)
        finish(job, found, reading)
    except FetchError as error:
        fail(job, str(error), error.reason)
    except (LostLeaseError, OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Fetch %s failed", job.key)
        fail(job, BROKEN)


@transaction.atomic
def finish(job: FetchJob, found: Fetched, reading: Reading) -> None:
    """The snapshot, the text on its way in where one was wanted, and the job's end."""
    held = _still_ours(job)
    if held.work is None and reading.extraction is None:
        _end(held, JobStatus.FAILED, error=reading.problem, reason="text")
        return
    user = held.requested_by
    held.snapshot = keep_fetched(found, reading, user, held.work)
    if held.work is None and reading.extraction:
        held.upload = Upload.objects.create(
            name=found.final_address[:255],
            content=found.content,
            sha256=held.snapshot.sha256,
            extraction=proposed(reading.extraction, found.final_address).as_dict(),
            sent_by=user,
            snapshot=held.snapshot,
        )
    _end(held, JobStatus.DONE)


@transaction.atomic
def fail(job: FetchJob, error: str, reason: str = "") -> None:
    _end(_still_ours(job), JobStatus.FAILED, error=error, reason=reason)


@transaction.atomic
def release(job: FetchJob) -> None:
    """An orderly end of the worker: the next one need not wait for the lease."""
    held = FetchJob.objects.select_for_update().get(pk=job.pk)
    if held.status == JobStatus.RUNNING and held.attempts == job.attempts:
        held.status, held.lease_until = JobStatus.WAITING, None
        held.save(update_fields=["status", "lease_until"])


def _still_ours(job: FetchJob) -> FetchJob:
    """The row, locked; the number of attempts tells whose it is."""
    held = FetchJob.objects.select_for_update().get(pk=job.pk)
    if held.status != JobStatus.RUNNING or held.attempts != job.attempts:
        raise LostLeaseError
    return held


def _end(job: FetchJob, status: JobStatus, error: str = "", reason: str = "") -> None:
    job.status, job.error, job.reason = status, error[:500], reason
    job.lease_until, job.ended_at = None, timezone.now()
    job.save()


def proposed(read: Extraction, address: str) -> Extraction:
    """What the page says of itself, and what its address tells besides.

    A canonical address counts only where it is the site's own.
    """
    own = _host(read.address) == _host(address)
    return dataclasses.replace(
        read,
        address=read.address if read.address and own else address,
        outlet=_outlet_at(address) or read.outlet,
    )


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _outlet_at(address: str) -> str:
    """The outlet whose home page is on this site, if it is the only one."""
    host = _host(address)
    outlets = Source.objects.filter(kind=SourceKind.OUTLET, homepage__icontains=host)
    names = [source.name for source in outlets if _host(source.homepage) == host]
    return names[0] if host and len(names) == 1 else ""
