"""Stores bytes as a snapshot, with the text that was read out of them.

Reading is slow and happens first; writing is one transaction.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.ingest.extract import Extraction, ExtractionError, FileFormat
from articles.ingest.extract.character_encoding import to_utf8
from articles.ingest.extract.formats import is_pdf
from articles.ingest.fetch import FetchedPage
from articles.ingest.sandbox import CHILD_LIMITS, WALL_CLOCK_SECONDS, extract_safely
from articles.models import Snapshot, SnapshotBytes, User, Work
from articles.models.choices import Way

# A long report takes its time, and nobody waits for it before a page.
PDF_LIMITS = CHILD_LIMITS._replace(cpu_seconds=40)
PDF_WALL_CLOCK_SECONDS = 60.0
FORMATS_BY_MEDIA_TYPE: dict[str, FileFormat] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}


@dataclass(frozen=True)
class ExtractionOutcome:
    """What was extracted from some bytes, or the problem that prevented it."""

    extraction: Extraction | None
    problem: str = ""

    @property
    def text(self) -> str:
        return self.extraction.text if self.extraction else ""


def read_content(
    content: bytes, name: str = "", content_type: str = "", charset: str = ""
) -> ExtractionOutcome:
    """Extract the text in a child process, as of every file from a stranger."""
    limits, seconds = CHILD_LIMITS, WALL_CLOCK_SECONDS
    if is_pdf(content):
        limits, seconds = PDF_LIMITS, PDF_WALL_CLOCK_SECONDS
    try:
        if not is_pdf(content):
            content = to_utf8(content, charset)
        return ExtractionOutcome(
            extract_safely(
                content, name, FORMATS_BY_MEDIA_TYPE.get(content_type), limits, seconds
            )
        )
    except ExtractionError as error:
        return ExtractionOutcome(None, str(error)[:500])


def store_bytes(content: bytes) -> SnapshotBytes:
    """Return the row of these bytes, stored once however often they come."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored, _ = SnapshotBytes.objects.defer("content").get_or_create(
        sha256=sha256, defaults={"content": content}
    )
    return stored


@transaction.atomic
def store_fetched(
    page: FetchedPage, reading: ExtractionOutcome, user: User, work: Work | None
) -> Snapshot:
    """Store a fetched page as a snapshot of the work, or of none yet."""
    return Snapshot.objects.create(
        work=work,
        way=Way.FETCHED,
        at=page.fetched_at,
        by=user,
        address=page.address,
        final_address=page.final_address,
        hops=list(page.hops),
        status=page.status,
        headers=[list(pair) for pair in page.headers],
        content_type=page.content_type,
        content=store_bytes(page.content),
        size=len(page.content),
        text=reading.text,
        text_problem=reading.problem,
    )


def store_uploaded(
    user: User, work: Work, content: bytes, name: str, content_type: str
) -> Snapshot:
    """Store a copy that somebody saved elsewhere; the same one is stored once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if stored := work.snapshots.filter(way=Way.UPLOADED, content=sha256).first():
        return stored
    reading = read_content(content, name)
    with transaction.atomic():
        return Snapshot.objects.create(
            work=work,
            way=Way.UPLOADED,
            at=timezone.now(),
            by=user,
            name=name,
            content_type=content_type,
            content=store_bytes(content),
            size=len(content),
            text=reading.text,
            text_problem=reading.problem,
        )


def assign_work(snapshot: Snapshot | None, work: Work) -> None:
    """Make a snapshot that was fetched for an import one of the imported work."""
    if snapshot and snapshot.work is None:
        snapshot.work = work
        snapshot.save(update_fields=["work"])
