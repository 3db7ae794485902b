"""What does a list as CSV cost, against COPY of the stored columns? (performance.md, B2)

    DATABASE_URL=... python benchmarks/exporting.py

Of a database that is filled already. Reads every published claim in turn: by a raw COPY
of the columns that the table is made of, and as the table that readers get. Prints
seconds (the least of some rounds), their ratio, and by how much the process grew. Ends
with 1 where the ratio is above the goal.
"""

import os
import resource
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

ROUNDS, GOAL = 3, 1.5
RAW_SQL = """
COPY (SELECT appeared_on, summary FROM articles_publication WHERE superseded_at IS NULL
      ORDER BY published_at DESC, id DESC) TO STDOUT (FORMAT csv)
"""


def seconds_and_bytes(parts: Callable[[], Iterable[bytes]]) -> tuple[float, int]:
    start = time.perf_counter()
    size = sum(map(len, parts()))
    return time.perf_counter() - start, size


def main() -> int:
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(40))
    os.environ.update(LOCAL="1", DJANGO_SETTINGS_MODULE="claimtracker.settings")
    import django

    django.setup()
    from articles.exporting.claims import claim_csv
    from articles.queries.claim_lists import ids_of_claims
    from articles.queries.claim_selection import ClaimQuery
    from articles.queries.claim_table import copy_rows

    number = len(ids_of_claims(ClaimQuery()))  # the index is loaded now
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sides: dict[str, Callable[[], Iterable[bytes]]] = {
        "raw": lambda: copy_rows("default", RAW_SQL, {}),
        "csv": lambda: claim_csv(ClaimQuery(), "https://example.org/claims/", "/"),
    }
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, side in sides.items():
            spent, size = seconds_and_bytes(side)
            least[name] = min(spent, least.get(name, spent))
            print(f"{name}: {spent:.2f} s, {size / 1e6:.0f} MB")
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ratio = least["csv"] / least["raw"]
    print(
        f"{number:,} claims: {1e6 * least['csv'] / number:.1f} us a claim, {ratio:.2f} x"
        f" raw COPY (goal {GOAL}), {grew:.0f} MB more"
    )
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
