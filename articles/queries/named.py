"""Whom do many names mean, and what is recorded between those? In a few statements."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from articles.models import Source, SourceRelation
from articles.queries.graph import fetched

# Two relations that agree in these are the same one.
Same = tuple[Source, str, Source, datetime.date | None]

PLAIN = "SELECT name, public.plain_text(name) FROM unnest(%(names)s::text[]) AS name"


def plain(names: Collection[str]) -> dict[str, str]:
    """These names, with each as names are compared."""
    spelt = {name: " ".join(name.split()) for name in names}
    found: dict[str, str] = dict(fetched(PLAIN, {"names": list(spelt.values())}))
    return {name: found[words] for name, words in spelt.items()}


def going_by(plain: Collection[str]) -> dict[str, list[Source]]:
    """The sources that go by each of these plain names, the oldest first."""
    found: dict[str, list[Source]] = defaultdict(list)
    sources = Source.objects.going_by(plain).prefetch_related("aliases")
    for source in sources.order_by("pk"):
        for name in {source.plain, *(alias.plain for alias in source.aliases.all())}:
            found[name].append(source)
    return found


def related(sources: Iterable[Source]) -> dict[Same, SourceRelation]:
    """Every relation between two of these."""
    among = {source.pk for source in sources}
    rows = SourceRelation.objects.filter(source__in=among, target__in=among)
    return {
        (row.source, row.kind, row.target, row.since): row
        for row in rows.select_related("source", "target")
    }
