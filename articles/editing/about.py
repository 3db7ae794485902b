"""Stores whom a claim is about. The only writer of it."""

from collections.abc import Mapping, Sequence

from articles.concurrency import IncompleteError
from articles.editing.find_or_create import find_or_create_parties
from articles.editing.inputs import AboutEntry
from articles.models import About, Claim, Source


def write_about(claim: Claim, entries: Sequence[AboutEntry]) -> bool:
    """Store these and no others, for whoever holds the claim's row; return if any changed.

    A row that stays is left alone, so that the history tells what somebody changed.
    """
    wanted = roles_by_source(entries)
    known = {row.source: row for row in claim.about.select_related("source")}
    gone = [row.pk for source, row in known.items() if source not in wanted]
    claim.about.filter(pk__in=gone).delete()
    changed = [
        row for source, row in known.items() if wanted.get(source, row.role) != row.role
    ]
    for row in changed:
        row.role = wanted[row.source]
        row.save(update_fields=["role"])
    new = [
        About(claim=claim, source=source, role=role)
        for source, role in wanted.items()
        if source not in known
    ]
    About.objects.bulk_create(new)
    return bool(gone or changed or new)


def write_new_about(entries: Mapping[Claim, Sequence[AboutEntry]]) -> None:
    """Store whom claims are about of which nothing is stored yet, in one statement."""
    About.objects.bulk_create(
        [
            About(claim=claim, source=source, role=role)
            for claim, rows in entries.items()
            for source, role in roles_by_source(rows).items()
        ]
    )


def roles_by_source(entries: Sequence[AboutEntry]) -> dict[Source, str]:
    """The role of each source; refused where two rows turn out to mean the same one."""
    sources = find_or_create_parties([each.source for each in entries])
    roles: dict[Source, str] = {}
    for each in entries:
        source = sources[each.source]
        if source in roles:
            raise IncompleteError(
                f"“{source}” stands twice among those whom the claim is about."
            )
        roles[source] = each.role
    return roles
