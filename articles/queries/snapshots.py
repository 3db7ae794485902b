"""Of which works is a copy kept, and since when?"""

from collections.abc import Iterator

from articles.models import Snapshot
from articles.records import Record


def works_in(record: Record) -> Iterator[Record]:
    """Every work that a claim's record names as cited or as evidence."""
    for piece in record["evidence"]:
        yield piece["work"]
    for shown in record["appearances"]:
        yield from (cited["work"] for cited in shown["citations"] if cited["work"])


def newest_text(work: int | None) -> str:
    """What the newest readable copy of a work says; nothing where none is kept."""
    copies = Snapshot.objects.filter(work=work).exclude(text="").order_by("-at", "-pk")
    return copies.values_list("text", flat=True).first() or ""


def with_kept(record: Record) -> Record:
    """The record; each of its works that has a snapshot says when the last was made."""
    works = list(works_in(record))
    last = {
        row["work__key"]: {"at": row["at"].isoformat(), "sha256": row["content_id"]}
        for row in Snapshot.objects.filter(
            work__key__in={work["key"] for work in works}
        )
        .order_by("work", "-at", "-pk")
        .distinct("work")
        .values("work__key", "at", "content_id")
    }
    for work in works:
        if work["key"] in last:
            work["kept"] = last[work["key"]]
    return record
