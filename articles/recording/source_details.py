"""How do the details of a source change, and its other names?"""

from collections.abc import Sequence

from django.db import transaction

from articles.models import Source, SourceAlias
from articles.saving import held


@transaction.atomic
def keep_source(source: Source, aliases: Sequence[str], version: int | None) -> Source:
    """A new source, or other details of one that is known."""
    if source.pk:
        source.version = held(Source.objects.filter(pk=source.pk), version).version + 1
    source.save()
    source.aliases.exclude(name__in=aliases).delete()
    known = set(source.aliases.values_list("name", flat=True))
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=source, name=name) for name in aliases if name not in known]
    )
    return source
