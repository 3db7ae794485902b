"""The published claims as CSV, a batch at a time.

However many they are, it takes the memory of one batch and eight bytes a claim. While
the reader takes a batch, no statement runs and no connection is held: somebody who
reads slowly keeps neither the database from cleaning up nor others from a connection.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from articles.exporting.csv import csv_lines
from articles.models import Publication
from articles.queries.claim_table import CLAIM_COLUMNS, claim_rows, listed_claims

BATCH_CLAIMS = 5_000


def claim_csv(
    found: QuerySet[Publication], before: str, behind: str
) -> Iterator[bytes]:
    """Yield the table of these publications, newest first, about a megabyte at a time.

    A claim's address is its key between `before` and `behind`. Which claims it has is
    settled at the start; one that was published anew since stands there as it is now,
    one that was withdrawn is left out.
    """
    yield "".join(csv_lines(CLAIM_COLUMNS, [])).encode()
    claims = listed_claims(found)
    for first in range(0, len(claims), BATCH_CLAIMS):
        batch = claims[first : first + BATCH_CLAIMS]
        rows = claim_rows(found.db, batch, before, behind)
        # COPY ends a line with a line feed only.
        yield b"".join(row[:-1] + b"\r\n" for row in rows)
