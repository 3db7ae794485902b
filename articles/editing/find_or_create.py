"""Finds the source or the work that is meant; one that is new is stored now."""

from collections.abc import Collection

from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.editing.inputs import NewSource, NewWork
from articles.models import Source, Work
from articles.queries.sources import name_keys, sources_by_name_key

Party = Source | NewSource


def find_or_create_party(entry: Party) -> Source:
    """The source itself; a new one is stored now."""
    return find_or_create_parties([entry])[entry]


def find_or_create_parties(entries: Collection[Party]) -> dict[Party, Source]:
    """Each source itself; new ones are stored now, once however often they are named."""
    kept: dict[Party, Source] = {
        each: each for each in entries if isinstance(each, Source)
    }
    new = [each for each in entries if isinstance(each, NewSource)]
    if not new:
        return kept
    names = name_keys({each.name for each in new})
    known = sources_by_name_key(names.values())
    made: dict[tuple[str, str], Source] = {}
    for each in new:
        name = names[each.name]
        same = (source for source in known[name] if source.kind == each.kind)
        kept[each] = next(same, None) or made.setdefault(
            (name, each.kind),
            Source(name=normalize_text(each.name, TYPED_NAME), kind=each.kind),
        )
    Source.objects.bulk_create(made.values())
    return kept


def find_or_create_work(entry: Work | NewWork | None) -> Work | None:
    """The work itself; the same address, or else the same title, is the same work."""
    if entry is None or isinstance(entry, Work):
        return entry
    if entry.address:
        same = Work.objects.at_address(entry.address)
    else:
        same = Work.objects.filter(address="", kind=entry.kind).titled(entry.title)
    if found := same.order_by("pk").first():
        return found
    return Work.objects.create(
        title=entry.title,
        address=entry.address,
        kind=entry.kind,
        outlet=find_or_create_party(entry.outlet) if entry.outlet else None,
        published_on=entry.published_on,
        published_precision=entry.published_precision,
    )
