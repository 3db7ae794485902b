"""Reads columns of millions of rows as arrays of numbers, in seconds.

PostgreSQL joins the numbers of a column, for some 100,000 rows at a time, into one string
of bytes, so that nothing is done once a row on this side.
"""

import mmap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connections
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

NUMBER = np.dtype(">i8")  # as int8send() sends it
LOW_HALF = 2**32 - 1
ROWS_AT_ONCE = 100_000


def numbers_sql(expression: str) -> str:
    """SQL for a bigint of each row, in one string of bytes."""
    return f"string_agg(int8send({expression}), '')"


def read_numbers(sent: bytes | None) -> Numbers:
    """The numbers in such a string."""
    return np.frombuffer(sent or b"", NUMBER).astype(np.int64)


def apart(numbers: NDArray) -> NDArray:
    """The same numbers in memory of their own, which the system gets back with them.

    What lies between numbers that stay would be kept for this process once it is free.
    """
    if not len(numbers):
        return numbers
    copy = np.frombuffer(mmap.mmap(-1, numbers.nbytes), numbers.dtype)
    copy[:] = numbers
    return copy


def split_halves(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Two numbers that were sent as one, the first shifted by 32 bits."""
    return numbers >> 32, numbers & LOW_HALF


def fetch_binary(
    using: str, sql: str, parameters: Sequence[object] | Mapping[str, object]
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


def id_ranges(
    using: str, table: str, rows: int = ROWS_AT_ONCE
) -> Iterator[tuple[int, int]]:
    """Parts of a table by its ids, each from the first number to before the second."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT min(id), max(id) FROM {table}")  # noqa: S608 - a table of ours
        first, last = cursor.fetchone()
    if first is not None:
        for start in range(first, last + 1, rows):
            yield start, start + rows
