"""The queue of fetches, whose workers may be killed at any moment.

A job is a row. A worker takes it for a while (the lease) and says so in the row; when
it is not heard of in time, another one takes the job. The outcome of a job is written
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

from articles.domain.text.addresses import is_same_page
from articles.ingest.extract import Extraction
from articles.ingest.fetch import Allowance, FetchedPage, FetchError, fetch_page
from articles.ingest.snapshots import ExtractionOutcome, read_content, store_fetched
from articles.models import FetchJob, Source, Upload, User, Work
from articles.models.choices import JobStatus, SourceKind

log = logging.getLogger(__name__)

# Longer than a fetch and the reading of what came may take together.
LEASE_DURATION = datetime.timedelta(seconds=120)
MAX_ATTEMPTS = 3
GIVEN_UP_MESSAGE = (
    "The fetch was broken off several times. Try again, or upload the file instead."
)
FAILED_MESSAGE = "Something went wrong here while fetching. Upload the file instead."


class LostLeaseError(Exception):
    """Another worker has this job now: the result of this one must not be written."""


def fetch_allowance() -> Allowance:
    """Return the hosts and ports that the settings let a fetch reach anyway."""
    return Allowance(frozenset(settings.FETCH_ALLOWED_PLACES))


def request_fetch(user: User, address: str, work: Work | None = None) -> FetchJob:
    """Return the job to fetch this page; one that waits already is not doubled."""
    waiting = FetchJob.objects.unfinished().filter(requested_by=user, work=work)
    for job in waiting.order_by("pk"):
        if is_same_page(job.address, address):
            return job
    try:
        with transaction.atomic():
            return FetchJob.objects.create(
                requested_by=user, work=work, address=address
            )
    except IntegrityError:
        return waiting.get(address=address)


def lease_job(lease: datetime.timedelta = LEASE_DURATION) -> FetchJob | None:
    """Lease the job that has waited longest to this worker alone; None without one.

    A job that was broken off too often fails instead.
    """
    now = timezone.now()
    with transaction.atomic():
        job = (
            FetchJob.objects.free(now, lease)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("requested_at", "pk")
            .first()
        )
        if job is None:
            return None
        if job.attempts >= MAX_ATTEMPTS:
            _end_job(job, JobStatus.FAILED, error=GIVEN_UP_MESSAGE)
            return lease_job(lease)
        job.status = JobStatus.RUNNING
        job.attempts += 1
        job.lease_until = now + lease
        job.save(update_fields=["status", "attempts", "lease_until"])
        return job


def run_next_job(lease: datetime.timedelta = LEASE_DURATION) -> bool:
    """Lease one job and bring it to its end; return False where none waits."""
    job = lease_job(lease)
    if job is None:
        return False
    try:
        # The history says on whose behalf, as it does for a request.
        with pghistory.context(user=job.requested_by_id, url="manage.py work"):
            _run_job(job)
    except LostLeaseError:
        log.warning("Fetch %s went on elsewhere; what was found is dropped.", job.key)
    except (SystemExit, KeyboardInterrupt):
        release_job(job)
        raise
    return True


def _run_job(job: FetchJob) -> None:
    try:
        page = fetch_page(job.address, allowance=fetch_allowance())
        reading = read_content(page.content, "", page.content_type, page.charset)
        finish_job(job, page, reading)
    except FetchError as error:
        fail_job(job, str(error), error.reason)
    except (LostLeaseError, OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Fetch %s failed", job.key)
        fail_job(job, FAILED_MESSAGE)


@transaction.atomic
def finish_job(job: FetchJob, page: FetchedPage, reading: ExtractionOutcome) -> None:
    """Store the snapshot, an upload where a text was wanted, and end the job."""
    locked_job = _lock_leased_job(job)
    if locked_job.work is None and reading.extraction is None:
        _end_job(locked_job, JobStatus.FAILED, error=reading.problem, reason="text")
        return
    user = locked_job.requested_by
    locked_job.snapshot = store_fetched(page, reading, user, locked_job.work)
    if locked_job.work is None and reading.extraction:
        locked_job.upload = Upload.objects.create(
            name=page.final_address[:255],
            content=page.content,
            sha256=locked_job.snapshot.sha256,
            extraction=complete_from_address(
                reading.extraction, page.final_address
            ).as_dict(),
            sent_by=user,
            snapshot=locked_job.snapshot,
        )
    _end_job(locked_job, JobStatus.DONE)


@transaction.atomic
def fail_job(job: FetchJob, error: str, reason: str = "") -> None:
    """End the job with a message for the person who asked."""
    _end_job(_lock_leased_job(job), JobStatus.FAILED, error=error, reason=reason)


@transaction.atomic
def release_job(job: FetchJob) -> None:
    """Give the job back when the worker ends in order, before its lease is over."""
    locked_job = FetchJob.objects.select_for_update().get(pk=job.pk)
    if locked_job.status == JobStatus.RUNNING and locked_job.attempts == job.attempts:
        locked_job.status, locked_job.lease_until = JobStatus.WAITING, None
        locked_job.save(update_fields=["status", "lease_until"])


def _lock_leased_job(job: FetchJob) -> FetchJob:
    """Lock the row and return it, or raise LostLeaseError.

    The number of attempts tells whose job it is.
    """
    locked_job = FetchJob.objects.select_for_update().get(pk=job.pk)
    if locked_job.status != JobStatus.RUNNING or locked_job.attempts != job.attempts:
        raise LostLeaseError
    return locked_job


def _end_job(
    job: FetchJob, status: JobStatus, error: str = "", reason: str = ""
) -> None:
    job.status, job.error, job.reason = status, error[:500], reason
    job.lease_until, job.ended_at = None, timezone.now()
    job.save()


def complete_from_address(extraction: Extraction, address: str) -> Extraction:
    """Return the extraction with its address, and the outlet that this tells.

    A canonical URL counts only where it is the site's own: of the same host, or of one
    above or below it, as that of a mobile page is.
    """
    canonical, host = _site_host(extraction.address), _site_host(address)
    is_own = f".{host}".endswith(f".{canonical}") or canonical.endswith(f".{host}")
    return dataclasses.replace(
        extraction,
        address=extraction.address if extraction.address and is_own else address,
        outlet=_outlet_of_site(address) or extraction.outlet,
    )


def _site_host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _outlet_of_site(address: str) -> str:
    """Return the name of the only outlet whose home page is on this site, or ""."""
    host = _site_host(address)
    outlets = Source.objects.filter(kind=SourceKind.OUTLET, homepage__icontains=host)
    names = [source.name for source in outlets if _site_host(source.homepage) == host]
    return names[0] if host and len(names) == 1 else ""
