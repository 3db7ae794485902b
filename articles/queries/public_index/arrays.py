"""Reads columns of millions of rows as arrays of numbers, in seconds.

PostgreSQL puts a column of some 100,000 rows into one array and sends it in binary, so
that nothing is done once a row on this side.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connections
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

ARRAY_HEADER = 20  # bytes: dimensions, flags, type, length, first subscript
ELEMENT = np.dtype([("length", ">i4"), ("value", ">i8")])
ROWS_AT_ONCE = 100_000


def read_numbers(sent: bytes | None) -> Numbers:
    """An array of bigint without a NULL, as array_send() sends it."""
    if not sent or len(sent) <= ARRAY_HEADER:
        return np.empty(0, np.int64)
    return np.frombuffer(sent, ELEMENT, offset=ARRAY_HEADER)["value"].astype(np.int64)


def fetch_binary(
    using: str, sql: str, parameters: Sequence[object]
) -> list[tuple[Any, ...]]:
    """The rows of a statement, bytes as bytes and not as text."""
    connection = connections[using]
    connection.ensure_connection()
    # Django's own cursors put the parameters in themselves, and then get text.
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
    ):
        return cursor.execute(sql, parameters, binary=True).fetchall()


def id_ranges(using: str, table: str) -> Iterator[tuple[int, int]]:
    """Parts of a table by its ids, each from the first number to before the second."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT min(id), max(id) FROM {table}")  # noqa: S608 - a table of ours
        first, last = cursor.fetchone()
    if first is not None:
        for start in range(first, last + 1, ROWS_AT_ONCE):
            yield start, start + ROWS_AT_ONCE


def join_columns(parts: Iterable[Sequence[bytes | None]], width: int) -> list[Numbers]:
    """Columns that were read in parts."""
    columns: list[list[Numbers]] = [[np.empty(0, np.int64)] for _ in range(width)]
    for part in parts:
        for column, sent in zip(columns, part, strict=True):
            column.append(read_numbers(sent))
    return [np.concatenate(column) for column in columns]
