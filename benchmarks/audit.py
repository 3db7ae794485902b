"""What does the audit chain cost: to whoever publishes, and to whoever checks it?

    python benchmarks/audit.py [ENTRIES ...]         10,000 and 100,000, unless told

In a throw-away database: the demo's claim with the longest record, copied with its
decisions and its appearances, each copy published and superseded. Prints milliseconds for
each entry that is written at the commit, seconds for `manage.py verify_audit`, and how many
MB of memory the check takes more than the program had before.
"""

import os
import resource
import secrets
import sys
import time
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from claimtracker.local.databases import throwaway_database

COPIES = """
CREATE TEMP TABLE model AS
    SELECT p.*, substr(c.key, 1, 3) AS begins FROM articles_publication p
    JOIN articles_claim c ON c.id = p.claim_id
    ORDER BY length(p.record::text) DESC LIMIT 1;
CREATE TEMP TABLE copied AS
    SELECT n, nextval(pg_get_serial_sequence('articles_claim', 'id')) AS id
    FROM generate_series(1, {copies}) n;
ANALYZE model, copied, articles_claim, articles_decision;
INSERT INTO articles_claim (id, key, statement, kind, checkable, stage, verdict, version,
                            recorded_by_id, created_at, updated_at)
    OVERRIDING SYSTEM VALUE
    SELECT k.id, lpad(to_hex(k.id), 10, '0'), c.statement, c.kind, c.checkable, c.stage,
           c.verdict, 1, c.recorded_by_id, c.created_at, c.updated_at
    FROM copied k, articles_claim c WHERE c.id = (SELECT claim_id FROM model);
INSERT INTO articles_decision (claim_id, number, action, round, verdict, rationale,
                               searched, override, before, after, by_id, at)
    SELECT k.id, d.number, d.action, d.round, d.verdict, d.rationale, d.searched,
           d.override, d.before, d.after, d.by_id, d.at
    FROM copied k, articles_decision d WHERE d.claim_id = (SELECT claim_id FROM model);
ANALYZE articles_decision;
INSERT INTO articles_decisionevidence (decision_id, evidence_id)
    SELECT made.id, g.evidence_id FROM articles_decisionevidence g
    JOIN articles_decision d ON d.id = g.decision_id
    JOIN articles_decision made ON made.number = d.number
    JOIN copied k ON k.id = made.claim_id
    WHERE d.claim_id = (SELECT claim_id FROM model);
INSERT INTO articles_publication (claim_id, number, statement, kind, verdict, appeared_on,
                                  words, record, published_at, published_by_id)
    SELECT k.id, 1, m.statement, m.kind, m.verdict, m.appeared_on, m.words, m.record,
           m.published_at, m.published_by_id
    FROM copied k, model m ORDER BY k.n;
INSERT INTO articles_publishedappearance (publication_id, article_id, text_version_id,
                                          start, record, superseded)
    SELECT p.id, s.article_id, s.text_version_id, s.start, s.record, s.superseded
    FROM copied k JOIN articles_publication p ON p.claim_id = k.id
    JOIN articles_publishedappearance s ON s.publication_id = (SELECT id FROM model);
UPDATE articles_publication p SET superseded_at = published_at FROM copied k
    WHERE p.claim_id = k.id;
DROP TABLE copied, model
"""


def main(sizes: list[int]) -> None:
    with throwaway_database() as database:
        os.environ.update(
            **database.environment, LOCAL="1", SECRET_KEY=secrets.token_urlsafe(40),
            DJANGO_SETTINGS_MODULE="claimtracker.settings",
        )  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=StringIO())
        call_command("verify_audit", stdout=StringIO())
        for size in sizes:
            written = 1000 * grow_to(size) / size
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            before, begin = peak_memory(), time.perf_counter()
            call_command("verify_audit", stdout=StringIO())
            checked = time.perf_counter() - begin
            more = peak_memory() - before
            print(
                f"{size:>9,} entries {written:7.3f} ms each at the commit"
                f"{checked:8.1f} s to check{more:7.1f} MB more",
                flush=True,
            )


def grow_to(size: int) -> float:
    """Add entries until there are so many; return the seconds that the chain took."""
    from django.db import connection, transaction

    from articles.queries.audit import chain_head

    copies = (size - chain_head().number) // 2
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in COPIES.format(copies=copies).split(";\n"):
            cursor.execute(statement)
        begin = time.perf_counter()
        cursor.execute("SET CONSTRAINTS audit_chain IMMEDIATE")
        return (time.perf_counter() - begin) * size / (2 * copies)


def peak_memory() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
