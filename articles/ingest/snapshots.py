"""How do bytes become a snapshot, with the text that was read out of them?

Reading is slow and happens first; what is written is one transaction.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.ingest.extract import Extraction, ExtractionError, Kind
from articles.ingest.extract.decoding import recoded
from articles.ingest.extract.formats import is_pdf
from articles.ingest.fetch import Fetched
from articles.ingest.sandbox import LIMITS, WALL_CLOCK_SECONDS, extract_safely
from articles.models import Snapshot, SnapshotBytes, User, Work
from articles.models.choices import Way

# A long report takes its time, and nobody waits for it before a page.
PDF_LIMITS = LIMITS._replace(cpu_seconds=40)
PDF_SECONDS = 60.0
KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}


@dataclass(frozen=True)
class Reading:
    """What could be read out of some bytes, or why nothing could."""

    extraction: Extraction | None
    problem: str = ""

    @property
    def text(self) -> str:
        return self.extraction.text if self.extraction else ""


def read(
    content: bytes, name: str = "", content_type: str = "", charset: str = ""
) -> Reading:
    """In a process with limits, as every file from a stranger is read."""
    limits, seconds = LIMITS, WALL_CLOCK_SECONDS
    if is_pdf(content):
        limits, seconds = PDF_LIMITS, PDF_SECONDS
    else:
        content = recoded(content, charset)
    try:
        return Reading(
            extract_safely(content, name, KINDS.get(content_type), limits, seconds)
        )
    except ExtractionError as error:
        return Reading(None, str(error)[:500])


def kept_bytes(content: bytes) -> SnapshotBytes:
    sha256 = hashlib.sha256(content).hexdigest()
    kept, _ = SnapshotBytes.objects.defer("content").get_or_create(
        sha256=sha256, defaults={"content": content}
    )
    return kept


@transaction.atomic
def keep_fetched(
    found: Fetched, reading: Reading, user: User, work: Work | None
) -> Snapshot:
    return Snapshot.objects.create(
        work=work,
        way=Way.FETCHED,
        at=found.fetched_at,
        by=user,
        address=found.address,
        final_address=found.final_address,
        hops=list(found.hops),
        status=found.status,
        headers=[list(pair) for pair in found.headers],
        content_type=found.content_type,
        content=kept_bytes(found.content),
        size=len(found.content),
        text=reading.text,
        text_problem=reading.problem,
    )


def keep_uploaded(
    user: User, work: Work, content: bytes, name: str, content_type: str
) -> Snapshot:
    """A copy that somebody saved elsewhere; the same one again is the same snapshot."""
    sha256 = hashlib.sha256(content).hexdigest()
    if held := work.snapshots.filter(way=Way.UPLOADED, content=sha256).first():
        return held
    reading = read(content, name)
    with transaction.atomic():
        return Snapshot.objects.create(
            work=work,
            way=Way.UPLOADED,
            at=timezone.now(),
            by=user,
            name=name,
            content_type=content_type,
            content=kept_bytes(content),
            size=len(content),
            text=reading.text,
            text_problem=reading.problem,
        )


def belongs_to(snapshot: Snapshot | None, work: Work) -> None:
    """What was fetched to be imported is a snapshot of the work that it became."""
    if snapshot and snapshot.work is None:
        snapshot.work = work
        snapshot.save(update_fields=["work"])
