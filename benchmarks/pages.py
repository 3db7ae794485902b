"""What does a reader's page cost when the collection grows?

    python benchmarks/pages.py [CLAIMS ...]          10,000 and 100,000, unless told

In a throw-away database: published claims with two voices each, ten to an article, a
person for every 25 and an outlet for every 50, both drawn unevenly: a few are behind
many. Prints for each page the median milliseconds, how many of them its statements take,
their number, the ratio to the smallest collection, and what a second reader costs, who
gets the page as it was kept, as a part of what it cost to make. Read the ratios, not the
times.
"""

import os
import secrets
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claimtracker.local.databases import throwaway_database

ROUNDS = 7
FILL = """
INSERT INTO articles_source (key, name, kind, created_at)
SELECT public.bench_key(n), 'Source ' || n,
       CASE WHEN n <= %(outlets)s THEN 'outlet' ELSE 'person' END, now()
FROM generate_series(1, %(outlets)s + %(people)s) n;
INSERT INTO articles_work (key, kind, title, address, outlet_id, published_on,
                           published_precision, language, created_at)
SELECT public.bench_key(n), 'article', 'Article ' || n, '',
       (SELECT min(id) FROM articles_source)
           + floor(%(outlets)s * power(random(), 3))::int,
       date '2020-01-01' + n %% 2000, 'day', 'en', now()
FROM generate_series(1, %(articles)s) n;
INSERT INTO articles_article (key, work_id, created_at)
SELECT public.bench_key(row_number() OVER ()), id, now() FROM articles_work;
INSERT INTO articles_textversion (article_id, number, text, sha256, created_at)
SELECT id, 1, 'Text ' || id, encode(sha256(id::text::bytea), 'hex'), now()
FROM articles_article;
INSERT INTO articles_claim (key, statement, kind, checkable, stage, verdict, version,
                            recorded_by_id, created_at, updated_at)
SELECT public.bench_key(n), 'Claim ' || n || ' about the river', 'event', true,
       CASE WHEN n %% 6 = 0 THEN 'ready' ELSE 'published' END,
       (ARRAY['', 'supported', 'refuted', 'not_enough', 'supported', 'conflicting'])
           [1 + n %% 6], 1, (SELECT min(id) FROM articles_user), now(), now()
FROM generate_series(1, %(claims)s) n;
INSERT INTO articles_publication (claim_id, number, statement, kind, verdict,
    appeared_on, words, record, published_at, published_by_id)
SELECT c.id, 1, c.statement, c.kind, c.verdict, date '2020-01-01' + (c.id %% 1000)::int,
       c.statement || CASE WHEN c.id %% 100 = 0 THEN ' harbour' ELSE '' END,
       jsonb_build_object('key', c.key, 'statement', c.statement, 'kind', c.kind,
           'checkable', true, 'verdict', nullif(c.verdict, ''), 'why', 'Because.',
           'evidence', '[]'::jsonb, 'decisions', '[]'::jsonb, 'number', 1,
           'published_at', '2026-01-01T12:00:00+00:00',
           'appearances', jsonb_build_array(jsonb_build_object('key', c.key,
               'article', jsonb_build_object('key', a.key, 'kind', 'article',
                   'title', w.title, 'address', '', 'authors', '[]'::jsonb,
                   'language', 'en', 'outlet', jsonb_build_object('key', o.key,
                       'name', o.name, 'kind', o.kind),
                   'published', jsonb_build_object('date', w.published_on,
                       'precision', 'day')),
               'spans', jsonb_build_array(jsonb_build_object('start', 0, 'end', 4,
                   'exact', 'Text', 'prefix', '', 'suffix', '')),
               'citations', '[]'::jsonb,
               'chain', jsonb_build_array(jsonb_build_object('position', 0, 'source',
                   jsonb_build_object('key', o.key, 'name', o.name, 'kind', o.kind),
                   'cue', '', 'mode', '', 'said', null, 'unclear', false,
                   'note', ''))))),
       timestamptz '2026-01-01' + c.id * interval '1 second',
       (SELECT min(id) FROM articles_user)
FROM articles_claim c
JOIN articles_article a
  ON a.id = (SELECT min(id) FROM articles_article) + c.id %% %(articles)s
JOIN articles_work w ON w.id = a.work_id
JOIN articles_source o ON o.id = w.outlet_id;
INSERT INTO articles_publishedappearance (publication_id, article_id, text_version_id,
                                          start, record)
SELECT p.id, a.id, t.id, 0, p.record -> 'appearances' -> 0
FROM articles_publication p
JOIN articles_article a
  ON a.key = p.record -> 'appearances' -> 0 -> 'article' ->> 'key'
JOIN articles_textversion t ON t.article_id = a.id;
INSERT INTO articles_publishedwork (publication_id, work_id, referenced)
SELECT s.publication_id, a.work_id, false
FROM articles_publishedappearance s JOIN articles_article a ON a.id = s.article_id;
INSERT INTO articles_voice (publication_id, published_at, source_id, role)
SELECT p.id, p.published_at, (SELECT min(id) FROM articles_source) + %(outlets)s
             + floor(%(people)s * power(random(), 4))::int, 'claimant'
FROM articles_publication p
UNION ALL
SELECT p.id, p.published_at, w.outlet_id, 'outlet'
FROM articles_publication p
JOIN articles_publishedappearance s ON s.publication_id = p.id
JOIN articles_article a ON a.id = s.article_id
JOIN articles_work w ON w.id = a.work_id;
INSERT INTO articles_voice (publication_id, published_at, source_id, role)
SELECT publication_id, published_at, source_id, '' FROM articles_voice;
ANALYZE
"""
KEYS = """
CREATE OR REPLACE FUNCTION public.bench_key(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT translate(lpad(n::text, 10, '0'), '0123456789', 'bcdfghjkmn') $$
"""
# What FILL does not name is empty, and a model that grows needs no mention here.
DEFAULTS = """
DO $$ DECLARE missing record; BEGIN
FOR missing IN
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_name = ANY (%s) AND is_nullable = 'NO' AND column_default IS NULL
      AND is_identity = 'NO' AND is_generated = 'NEVER'
      AND data_type IN ('character varying', 'text', 'integer', 'boolean', 'ARRAY')
LOOP
    EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %L', missing.table_name,
        missing.column_name, CASE missing.data_type WHEN 'integer' THEN '1'
        WHEN 'boolean' THEN 'false' WHEN 'ARRAY' THEN '{}' ELSE '' END);
END LOOP; END $$
"""
TABLES = ("voice", "publishedappearance", "publication", "claim", "textversion",
          "article", "work", "source")  # fmt: skip


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
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        smallest: dict[str, float] = {}
        for size in sizes:
            fill(size)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            for name, address in pages().items():
                milliseconds, of_them, statements, again = cost(address)
                ratio = milliseconds / smallest.setdefault(name, milliseconds)
                print(
                    f"{size:>9,}  {name:28}{milliseconds:8.1f} ms{of_them:8.1f} ms in"
                    f"{statements:3} statements{ratio:7.2f} x"
                    f"{again / milliseconds:7.3f} again"
                )


def fill(claims: int) -> None:
    """Empties the tables and fills them anew, without the triggers."""
    from django.db import connection

    from articles.models import User

    User.objects.get_or_create(username="bench")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        tables = [f"articles_{table}" for table in TABLES]
        names = ", ".join(f"'{table}'" for table in tables)
        cursor.execute(DEFAULTS.replace("ANY (%s)", f"ANY (ARRAY[{names}])"))
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute(KEYS)
        shape = {"claims": claims, "articles": claims // 10,
                 "people": claims // 25, "outlets": claims // 50}  # fmt: skip
        for statement in (FILL % shape).split(";\n"):
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
        # Whoever follows what readers see reads everything anew.
        cursor.execute("DELETE FROM articles_publicversion")


def pages() -> dict[str, str]:
    from articles.models import Article, Publication, Source, Voice

    busiest = Voice.objects.filter(role="claimant").order_by("source").first()
    source = Source.objects.get(pk=busiest.source_id).key if busiest else ""
    middle = Publication.objects.order_by("published_at")[
        Publication.objects.count() // 2
    ]
    article = Article.objects.order_by("pk")[0].key
    outlet = Source.objects.filter(kind="outlet").order_by("pk")[5].key
    return {
        "home": "/",
        "claims": "/claims/",
        "claims, one verdict": "/claims/?verdict=supported",
        "claims, busiest source": f"/claims/?source={source}",
        "claims, source and verdict": f"/claims/?source={source}&verdict=refuted",
        "claims, one outlet": f"/claims/?outlet={outlet}",
        "claims, a rare word": "/claims/?q=harbour",
        "claims, a common word": "/claims/?q=river",
        "claims, in the middle": f"/claims/?after={middle.claim.key}",
        "a claim": f"/claims/{middle.claim.key}/",
        "articles": "/articles/",
        "an article": f"/articles/{article}/",
        "sources": "/sources/",
        "busiest source": f"/sources/{source}/",
    }


def cost(address: str) -> tuple[float, float, int, float]:
    """Milliseconds of a page, of its statements, how many they are, and of the kept page."""
    from django.db import connection
    from django.test import Client

    from articles.rendering.page_store import memory

    client = Client()
    spent: list[float] = []

    def timed(execute: Any, *arguments: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append((time.perf_counter() - begin) * 1000)

    with connection.execute_wrapper(timed):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    statements = len(spent)
    wholes, parts, again = [], [], []
    for _ in range(ROUNDS):
        spent.clear()
        memory.clear()
        begin = time.perf_counter()
        with connection.execute_wrapper(timed):
            client.get(address)
        made = time.perf_counter()
        client.get(address)
        wholes.append((made - begin) * 1000)
        parts.append(sum(spent))
        again.append((time.perf_counter() - made) * 1000)
    return (
        statistics.median(wholes), statistics.median(parts), statements,
        statistics.median(again),
    )  # fmt: skip


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
