"""Which source and which work are meant: known ones, or new ones?"""

from articles.models import Source, Work
from articles.recording.entries import NewSource, NewWork


def kept_source(entry: Source | NewSource) -> Source:
    """The source itself; a new one is stored now, once however often it is named."""
    if isinstance(entry, Source):
        return entry
    same = (
        Source.objects.named(entry.name).filter(kind=entry.kind).order_by("pk").first()
    )
    return same or Source.objects.create(name=entry.name, kind=entry.kind)


def kept_work(entry: Work | NewWork | None) -> Work | None:
    """The work itself; the same address, or else the same title, is the same work."""
    if entry is None or isinstance(entry, Work):
        return entry
    same = Work.objects.filter(address=entry.address).order_by("pk")
    if not entry.address:
        same = same.filter(title=entry.title, kind=entry.kind)
    if found := same.first():
        return found
    return Work.objects.create(
        title=entry.title,
        address=entry.address,
        kind=entry.kind,
        outlet=kept_source(entry.outlet) if entry.outlet else None,
        published_on=entry.published_on,
        published_precision=entry.published_precision,
    )
