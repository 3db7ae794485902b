"""In which order a list shows its claims, and where a page of it goes on."""

import datetime
from typing import NamedTuple

from django.db import connections
from pyroaring import BitMap

from articles.queries.public_index.codes import day_number
from articles.queries.public_index.contents import PublicIndex

# When the claims first appeared; any other order is that of the newest decision.
NEWEST, OLDEST = "newest", "oldest"

LAST_PLACE_SQL = """
SELECT (extract(epoch FROM p.published_at) * 1000000)::bigint, p.id, p.appeared_on
FROM articles_publication p JOIN articles_claim c ON c.id = p.claim_id
WHERE c.key = %s ORDER BY p.number DESC LIMIT 1
"""


class ClaimPlace(NamedTuple):
    """Where a claim stands or stood: when it was published, in microseconds, and so on."""

    published: int
    id: int
    appeared_on: datetime.date | None


def last_place(using: str, key: str) -> ClaimPlace | None:
    """Where the claim with this key stood last."""
    with connections[using].cursor() as cursor:
        cursor.execute(LAST_PLACE_SQL, [key])
        found = cursor.fetchone()
    return ClaimPlace(*found) if found else None


def page_in_order(
    index: PublicIndex,
    rows: BitMap,
    sort: str,
    limit: int,
    last: ClaimPlace | None = None,
) -> list[int]:
    """The first ids of these claims; behind the `last` one, which may be there no more."""
    if sort not in {NEWEST, OLDEST}:
        return index.claims.page(
            rows, limit, (last.published, last.id) if last else None
        )
    after = None
    if last:
        after = day_number(last.appeared_on), last.published, last.id
    is_rising = sort == OLDEST
    return index.claims.page_by("appeared_on", rows, limit, after, rising=is_rising)


def all_in_order(index: PublicIndex, rows: BitMap, sort: str) -> list[int]:
    """The ids of all these claims."""
    if sort not in {NEWEST, OLDEST}:
        return index.claims.ordered_ids(rows)
    return page_in_order(index, rows, sort, len(rows))
