"""The published claims as CSV, a batch at a time.

However many they are, it takes the memory of one batch and eight bytes a claim. While
the reader takes a batch, no statement runs and no connection is held: somebody who
reads slowly keeps neither the database from cleaning up nor others from a connection.
"""

from array import array
from collections.abc import Iterator

from articles.exporting.csv import csv_lines
from articles.queries.claim_lists import ids_of_claims
from articles.queries.claim_selection import ClaimQuery
from articles.queries.claim_table import CLAIM_COLUMNS, claim_rows
from articles.replicas.choice import reading_alias

BATCH_CLAIMS = 5_000


def claim_csv(asked: ClaimQuery, before: str, behind: str) -> Iterator[bytes]:
    """The table of what is asked for, newest first, about a megabyte at a time.

    A claim's address is its key between `before` and `behind`. Which claims it has is
    settled at once; one that was published anew since stands there as it is now, one
    that was withdrawn is left out.
    """
    return write_claims(array("q", ids_of_claims(asked)), before, behind)


def write_claims(
    publications: "array[int]", before: str, behind: str
) -> Iterator[bytes]:
    """Yield the table of these publications, as far as they stand when they are read."""
    yield "".join(csv_lines(CLAIM_COLUMNS, [])).encode()
    for first in range(0, len(publications), BATCH_CLAIMS):
        batch = publications[first : first + BATCH_CLAIMS]
        rows = claim_rows(reading_alias(), batch, before, behind)
        # COPY ends a line with a line feed only.
        yield b"\r\n".join([*(row[:-1] for row in rows), b""])
