"""manage.py hash_tables: one line for each table, to compare a restored backup by."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from psycopg.sql import SQL, Identifier

from articles.queries.audit import single_snapshot

COPY_SQL = SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT")


class Command(BaseCommand):
    help = (
        "Prints the SHA-256 of all rows of each table, and how many there are, as of one"
        " moment. Two databases with the same lines hold the same. Needs the owner's"
        " login (OWNER_DATABASE_URL) to read every table."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with single_snapshot():
            for table in sorted(connection.introspection.table_names()):
                digest, rows = hash_table(table)
                self.stdout.write(f"{digest}  {rows:>10,}  {table}")


def hash_table(table: str) -> tuple[str, int]:
    """The SHA-256 of the rows in the order of their primary key, and their number."""
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor:
        keys = connection.introspection.get_primary_key_columns(cursor, table) or ["1"]
        order = SQL(", ").join(
            SQL("1") if key == "1" else Identifier(key) for key in keys
        )
        with cursor.copy(COPY_SQL.format(Identifier(table), order)) as copy:
            for row in copy:
                digest.update(row)
                rows += bytes(row).count(b"\n")
    return digest.hexdigest(), rows
