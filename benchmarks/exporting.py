"""What does a list as CSV cost, against COPY of the stored columns? (performance.md, B2)

    DATABASE_URL=... python benchmarks/exporting.py

Of a database that is filled already. Reads every published claim in turn: by a raw COPY
of the columns that the table is made of, and as the table that readers get. Prints
processor time, PostgreSQL's included (the least of some rounds), their ratio, and by how
much the process grew. Ends with 1 where the ratio is above the goal. (benchmarks/scale
compares with a COPY of those cells that are columns or in the record, which takes longer
than this one: here PostgreSQL sends the summary as it is.)
"""

import os
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.scale.measure import set_up_site

ROUNDS, GOAL = 5, 1.5
RAW_SQL = """
COPY (SELECT appeared_on, summary FROM articles_publication WHERE superseded_at IS NULL
      ORDER BY published_at DESC, id DESC) TO STDOUT (FORMAT csv)
"""


def main() -> int:
    site = set_up_site(os.environ["DATABASE_URL"])
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
        for name, parts in sides.items():
            with site.timed() as cost:
                size = sum(map(len, parts()))
            spent = cost[0].cpu * 1000 / number
            least[name] = min(spent, least.get(name, spent))
            print(f"{name}: {spent:.1f} us a claim, {size / 1e6:.0f} MB")
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ratio = least["csv"] / least["raw"]
    print(
        f"{number:,} claims: {least['csv']:.1f} us a claim, {ratio:.2f} x raw COPY"
        f" (goal {GOAL}), {grew:.0f} MB more"
    )
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
