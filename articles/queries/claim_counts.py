"""Sources or articles in the order of how many published claims they have."""

from collections.abc import Collection

import numpy as np

from articles.queries.public_index.contents import PublicIndex


def page_by_claims(
    index: PublicIndex,
    facet: str,
    ids: Collection[int],
    limit: int,
    after: int | None = None,
) -> list[int]:
    """The first of these ids by claims under this facet, behind the row `after`.

    Of two with as many claims, the one that was recorded first.
    """
    counts = index.claim_counts(facet)
    rows = np.fromiter(ids, np.int64, len(ids))
    numbers = np.fromiter((counts.get(row, 0) for row in ids), np.int64, len(ids))
    if after is not None:
        last = counts.get(after, 0)
        is_behind = (numbers < last) | ((numbers == last) & (rows > after))
        rows, numbers = rows[is_behind], numbers[is_behind]
    order = np.lexsort((-rows, numbers))[::-1][:limit]
    found: list[int] = rows[order].tolist()
    return found
