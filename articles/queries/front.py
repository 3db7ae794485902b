"""The claim by which the front page shows what is done here."""

from collections.abc import Iterable

from articles.domain.records import ClaimRecord
from articles.models import Publication
from articles.models.choices import Role
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias

TRIED_CLAIMS = 60  # the newest decided ones, or the newest of all


def choose_example() -> tuple[int, ClaimRecord] | None:
    """The publication of a claim that shows most, and its record; None: there is none.

    The one that an editor chose last; else the newest with a verdict, evidence, and one
    who passes on what another says; else one of the newest with as much of that as any.
    """
    using = reading_alias()
    standing = Publication.objects.using(using).current().only("record")
    featured = standing.filter(claim__featured__isnull=False)
    if last := featured.order_by("-claim__featured__chosen_at", "-pk").first():
        return last.pk, last.record
    with public_index(using) as index:
        rows = index.claims.page(index.decided, TRIED_CLAIMS)
        if not rows:
            rows = index.claims.page(index.claims.all, TRIED_CLAIMS)
        chosen = first_of_best(index, rows)
    if chosen is None:
        return None
    found = standing.filter(pk=chosen).first()
    return (found.pk, found.record) if found else None


def first_of_best(index: PublicIndex, rows: Iterable[int]) -> int | None:
    best, chosen = -1, None
    for row in rows:
        shown = count_shown(index, row)
        if shown > best:
            best, chosen = shown, row
        if best == MOST_SHOWN:
            break
    return chosen


MOST_SHOWN = 5


def count_shown(index: PublicIndex, row: int) -> int:
    """What a claim has to show: evidence counts most, then how many mouths there are."""
    here = index.claims.of_ids([row])
    voices = {
        role: set(index.claims.counts(role, here))
        for role in (Role.AUTHOR, Role.RELAYER, Role.CLAIMANT, Role.EVIDENCE)
    }
    mouths = (
        2 if voices[Role.RELAYER] else bool(voices[Role.CLAIMANT] - voices[Role.AUTHOR])
    )
    return 3 * bool(voices[Role.EVIDENCE]) + int(mouths)
