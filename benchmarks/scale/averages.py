"""Are the made-up rows like real ones? Their averages beside the demo's and the seeds'.

    python -m benchmarks.scale.averages [CLAIMS]        10,000, unless told
    python -m benchmarks.scale.averages --url URL       of a database that is filled

The seeds are two real articles, annotated in fixtures/; without their texts (see
CLAIMTRACKER_SEEDS) their column is left out. Each collection gets a throw-away database.
"""

import argparse
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import LiteralString

import psycopg

from claimtracker.local.databases import throwaway_database

ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("CLAIMTRACKER_SEEDS") or ROOT.parent / "shared" / "seeds")
SEEN_SQL = """
CREATE TEMPORARY VIEW seen AS SELECT * FROM articles_publication WHERE superseded_at IS NULL
"""
# Over the claims that readers see, unless the name says otherwise.
AVERAGES: dict[str, LiteralString] = {
    "claims that readers see": "SELECT count(*) FROM seen",
    "sources": "SELECT count(*) FROM articles_source",
    "articles": "SELECT count(*) FROM articles_article",
    "voices a claim, in all roles and in any":
        "SELECT count(*)::numeric / (SELECT count(*) FROM seen) FROM articles_voice",
    "bytes a record": "SELECT avg(octet_length(record::text)) FROM seen",
    "appearances a claim": "SELECT avg(jsonb_array_length(record -> 'appearances')) FROM seen",
    "steps a chain": "SELECT avg(jsonb_array_length(shown -> 'chain')) FROM seen,"
        " jsonb_path_query(record, '$.appearances[*]') AS shown",
    "evidence a claim": "SELECT avg(jsonb_array_length(record -> 'evidence')) FROM seen",
    "% without evidence": "SELECT 100 * avg((record -> 'evidence' = '[]')::int) FROM seen",
    "% with a citation": "SELECT 100 * avg((id IN (SELECT publication_id FROM"
        " articles_publishedcitation))::int) FROM seen",
    "% of citations unchecked": "SELECT 100 * avg((fidelity = '')::int) FROM"
        " articles_publishedcitation",
    "sources a claim is about": "SELECT avg(jsonb_array_length(record -> 'about')) FROM seen",
    "decisions a claim": "SELECT avg(jsonb_array_length(record -> 'decisions')) FROM seen",
    "words that a claim is found by":
        r"SELECT avg(cardinality(regexp_split_to_array(words, '\s+'))) FROM seen",
    "letters a text": "SELECT avg(length(text)) FROM articles_textversion",
    "marks a text": "SELECT count(*)::numeric / count(DISTINCT article_id) FROM seen"
        " JOIN articles_publishedappearance ON publication_id = seen.id",
    "% of publications superseded": "SELECT 100 * avg((superseded_at IS NOT NULL)::int)"
        " FROM articles_publication",
    "% of claims that readers do not see": "SELECT 100 - 100.0 * (SELECT count(*) FROM seen)"
        " / count(*) FROM articles_claim",
    "% supported": "SELECT 100 * avg((verdict = 'supported')::int) FROM seen",
    "% refuted": "SELECT 100 * avg((verdict = 'refuted')::int) FROM seen",
    "% conflicting evidence": "SELECT 100 * avg((verdict = 'conflicting')::int) FROM seen",
    "% missing context": "SELECT 100 * avg((verdict = 'missing_context')::int) FROM seen",
    "% not enough evidence": "SELECT 100 * avg((verdict = 'not_enough')::int) FROM seen",
    "% not checkable": "SELECT 100 * avg((verdict = 'not_checkable')::int) FROM seen",
    "% not yet reviewed": "SELECT 100 * avg((verdict = '')::int) FROM seen",
}  # fmt: skip
Averages = dict[str, float]


def averages(url: str) -> Averages:
    with psycopg.connect(url) as connection:
        connection.execute(SEEN_SQL)
        found = {}
        for name, statement in AVERAGES.items():
            ((value,),) = connection.execute(statement).fetchall()
            found[name] = float(value or 0)
        connection.rollback()
    return found


def of_commands(*commands: list[str]) -> Averages:
    """Of a new database, after these have run on it."""
    with throwaway_database() as database:
        environment = {
            **os.environ, **database.environment, "LOCAL": "1",
            "SECRET_KEY": secrets.token_urlsafe(40),
        }  # fmt: skip
        for command in (["manage.py", "migrate", "--verbosity=0"], *commands):
            subprocess.run(
                [sys.executable, *command],
                cwd=ROOT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        return averages(database.owner_url)


def table(columns: dict[str, Averages]) -> str:
    head = f"{'':42}" + "".join(f"{name:>12}" for name in columns)
    rows = [
        f"{name:42}" + "".join(f"{each[name]:12,.1f}" for each in columns.values())
        for name in AVERAGES
    ]
    return "\n".join([head, *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="?", default=10_000)
    parser.add_argument("--url", help="of a database, instead of making one")
    asked = parser.parse_args()
    columns = {"demo": of_commands(["manage.py", "load_demo"])}
    texts = sorted(map(str, SEEDS.glob("00*.txt")))
    if texts:
        columns["seeds"] = of_commands(["manage.py", "import_article", *texts])
    load = ["-m", "benchmarks.scale.load", str(asked.claims)]
    columns["made up"] = averages(asked.url) if asked.url else of_commands(load)
    print(table(columns))


if __name__ == "__main__":
    main()
