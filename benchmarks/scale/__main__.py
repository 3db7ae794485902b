"""Measures every page of readers at several sizes, beside others, and judges it.

    python -m benchmarks.scale --database 10000=URL --database 1000000=URL [--json FILE]

URL is the application's login to a database that benchmarks/scale/load.py has filled. All
sizes and all sides take turns in one run: our page, its statements alone, Datasette, the
same list as a Django tutorial has it. Answers are compared before anything is timed.
Prints each page, the comparison, and each goal with its figure; ends with 1 where a goal
is missed, with 2 where two sides answer differently. README.md says what the columns mean.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.scale.goals import exit_code, judge
from benchmarks.scale.measure import ReadError
from benchmarks.scale.peers import UnequalAnswersError
from benchmarks.scale.report import whole_report
from benchmarks.scale.run import measure_all


def sized_url(text: str) -> tuple[str, str]:
    size, _, url = text.partition("=")
    if not (size.isdigit() and url):
        raise argparse.ArgumentTypeError("Write it as 10000=postgresql://...")
    return size, url


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--database", type=sized_url, action="append", required=True, metavar="SIZE=URL"
    )
    add("--json", type=Path, help="where to write every figure")
    add("--rounds", type=int, default=5)
    add("--only", default="", help="only pages whose name has this")
    add("--datasette", type=Path, help="a folder for it and its databases, to be kept")
    add("--without-datasette", action="store_true")
    add("--without-plain-orm", dest="plain_orm", action="store_false")
    add("--table-seconds", type=float, default=60, help="of each CSV at most; 0: none")
    return parser.parse_args()


def main() -> int:
    options = read_options()
    try:
        results = measure_all(options)
    except (UnequalAnswersError, ReadError) as error:
        print(error, file=sys.stderr)
        return 2
    outcomes = judge(results)
    results["goals"] = [
        {"goal": o.goal.name, "figure": o.goal.says, "limit": o.goal.limit,
         "worst": o.worst, "outcome": o.word, "missed": o.missed}
        for o in outcomes
    ]  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    print(whole_report(results, outcomes))
    return exit_code(outcomes)


if __name__ == "__main__":
    sys.exit(main())
