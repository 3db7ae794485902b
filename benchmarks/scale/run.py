"""One run: all collections and all sides in turn, once their answers are equal."""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.scale import datasette
from benchmarks.scale.datasette import Datasette
from benchmarks.scale.goals import Results
from benchmarks.scale.measure import Cost, Worker
from benchmarks.scale.pages import Filters
from benchmarks.scale.peers import check_equal

LEAST_ROUNDS = 2
SECONDS_OF_SIDE = 8.0  # after so many of one page, two rounds are enough
UNLISTED = ("/claims/", "/articles/", "/sources/")  # lists that have JSON, and counts


@dataclass
class Side:
    """One thing that is measured again and again; `costs` in the order of rounds."""

    measure: Any
    costs: list[Cost] = field(default_factory=list)
    spent: float = 0.0

    def run(self) -> None:
        if len(self.costs) >= LEAST_ROUNDS and self.spent > SECONDS_OF_SIDE:
            return
        begun = time.perf_counter()
        self.costs.append(self.measure())
        self.spent += time.perf_counter() - begun

    def median(self, part: str) -> float:
        return float(statistics.median(getattr(cost, part) for cost in self.costs))


class Sized:
    """One collection: its worker, its pages, and Datasette with the same claims."""

    def __init__(self, size: str, worker: Worker) -> None:
        self.size, self.worker = size, worker
        self.claims: int = worker.ask("count_claims")
        self.pages, self.compared, self.chosen = worker.ask("choose_pages")
        self.shape: tuple[int, int] = worker.ask("shape_of_list")
        self.datasette: Datasette | None = None

    def page_number(self, filters: Filters) -> int:
        """The number, for a list paged by numbers, of the page that follows a claim."""
        return self.claims // 2 // self.shape[0] + 2 if filters.after else 1


def log(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def begin(options: argparse.Namespace, stack: ExitStack) -> list[Sized]:
    collections = []
    for size, url in sorted(options.database, key=lambda each: int(each[0])):
        worker = Worker(url)
        stack.callback(worker.close)
        log(f"{size}: choosing pages")
        collections.append(Sized(size, worker))
    return collections


def inspect(collections: list[Sized], results: Results, words: str) -> None:
    """Sizes, statements, rows and buffers: what no clock is needed for."""
    for each in collections:
        for name, page in each.pages.items():
            if words not in name:
                continue
            found = each.worker.ask("inspect_page", page.address)
            if page.address.partition("?")[0] in UNLISTED:
                found["inexact"] = each.worker.ask("inexact_parts", page.address)
            known = results["pages"].setdefault(name, {"kind": page.kind, "sizes": {}})
            known["sizes"][each.size] = {"address": page.address, **found}
        log(f"{each.size}: {len(each.pages)} pages inspected")


def serve_peers(
    collections: list[Sized], options: argparse.Namespace, stack: ExitStack
) -> str:
    """Starts Datasette for each collection; answers its version."""
    folder = Path(
        options.datasette or stack.enter_context(tempfile.TemporaryDirectory())
    )
    program = datasette.install(folder / "venv")
    for each in collections:
        # Datasette calls a database by the name of its file.
        path = folder / each.worker.ask("name_state") / "claims.db"
        path.parent.mkdir(exist_ok=True)
        size = each.worker.ask("export_for_datasette", str(path))
        log(f"{each.size}: {size / 1e6:.0f} MB for Datasette")
        each.datasette = stack.enter_context(
            datasette.served(program, path, each.shape)
        )
    return datasette.version_of(program)


def check_answers(
    collections: list[Sized], results: Results, options: argparse.Namespace
) -> None:
    """Ends the run where a peer finds or counts something else."""
    for each in collections:
        for name, filters in each.compared.items():
            ours = each.worker.ask("answer_list", filters)
            on = {part for part, value in filters._asdict().items() if value}
            what = f"{name} of {each.size}"
            peers = []
            if each.datasette:
                peers.append(("Datasette", each.datasette.answer(filters)))
            if options.plain_orm:
                number = each.page_number(filters)
                answer = each.worker.ask("answer_plain", filters, number)
                peers.append(("the plain ORM", answer))
            for peer, answer in peers:
                check_equal(f"{what}, ours and {peer}", ours, answer, on)
            found = [answer.total for _, answer in peers] or [ours.total]
            inexact = [f"our {part}" for part in ours.inexact]
            inexact += [f"{peer}'s {part}" for peer, a in peers for part in a.inexact]
            results["compared"].setdefault(name, {})[each.size] = {
                "found": found[0],
                "inexact": inexact,
            }
        log(f"{each.size}: answers are equal")


def sides_of_pages(collections: list[Sized], results: Results) -> Iterator[Any]:
    for name, page in results["pages"].items():
        for each in collections:
            known = page["sizes"].get(each.size)
            if known:
                for side, operation in (
                    ("page", "measure_page"),
                    ("sql", "measure_sql"),
                ):
                    yield (name, each.size, side), asked(each, operation, known["address"])  # fmt: skip


def sides_of_peers(
    collections: list[Sized], options: argparse.Namespace
) -> Iterator[Any]:
    for each in collections:
        for name, filters in each.compared.items():
            key = f"claims: {name}"
            if each.datasette:
                yield (
                    (key, each.size, "datasette"),
                    asked_there(each.datasette, filters),
                )
            if options.plain_orm:
                number = each.page_number(filters)
                yield (key, each.size, "orm"), asked(each, "measure_plain", filters, number)  # fmt: skip


def asked(each: Sized, operation: str, *arguments: Any) -> Side:
    return Side(lambda: each.worker.ask(operation, *arguments))


def asked_there(site: Datasette, filters: Filters) -> Side:
    return Side(lambda: site.cost(filters))


def run_rounds(sides: dict[tuple[str, str, str], Side], rounds: int) -> None:
    """Page by page all sizes and sides in turn, and that so many times."""
    order = sorted(sides, key=lambda key: key[0])
    for number in range(rounds):
        for key in order:
            sides[key].run()
        log(f"round {number + 1} of {rounds}")


def gather(sides: dict[tuple[str, str, str], Side], results: Results) -> None:
    for (name, size, side), measured in sides.items():
        if side in {"datasette", "orm"}:
            known = results["compared"][name.removeprefix("claims: ")][size]
            known[side] = measured.median("cpu")
            known[f"{side}_wall"] = measured.median("wall")
            continue
        known = results["pages"][name]["sizes"][size]
        if side == "page":
            known |= {
                part: measured.median(part) for part in ("cpu", "wall", "backend")
            }
        else:
            known |= {
                "sql": measured.median("cpu"),
                "sql_wall": measured.median("wall"),
            }
    for name, by_size in results["compared"].items():
        for size, known in by_size.items():
            page = results["pages"].get(f"claims: {name}", {"sizes": {}})["sizes"]
            if size in page:
                known["ours"] = page[size]["cpu"]


def visit_again(collections: list[Sized], results: Results) -> None:
    """What a second reader costs; the median of three."""
    for page in results["pages"].values():
        for each in collections:
            known = page["sizes"].get(each.size)
            if not known or page["kind"] == "table":
                continue
            visits = [
                each.worker.ask("measure_again", known["address"]) for _ in range(3)
            ]
            known["kept"] = all(visit["kept"] for visit in visits)
            known["again"] = statistics.median(visit["again"] for visit in visits)
            if all(visit["unchanged"] for visit in visits):
                known["unchanged"] = statistics.median(v["unchanged"] for v in visits)


def count_live(collections: list[Sized], results: Results) -> None:
    """How many times a source's page it costs to count its claims by verdict."""
    for each in collections:
        for role, key in each.chosen.busiest.items():
            page = results["pages"].get(f"source: busiest {role}", {"sizes": {}})[
                "sizes"
            ]
            if each.size in page:
                costs = [
                    each.worker.ask("measure_live_counts", key, role) for _ in range(3)
                ]
                live = statistics.median(cost.cpu for cost in costs)
                found = results["live"].setdefault(each.size, {})
                found[f"source: busiest {role}"] = live / page[each.size]["cpu"]


def take_tables(collections: list[Sized], results: Results, seconds: float) -> None:
    for each in collections:
        results["table"][each.size] = {
            "csv": each.worker.ask("measure_table", seconds),
            "copy": each.worker.ask("measure_copy"),
        }
        log(f"{each.size}: table {results['table'][each.size]}")


def measure_all(options: argparse.Namespace) -> Results:
    results: Results = {"about": {}, "sizes": [], "pages": {}, "compared": {}, "live": {},
                        "table": {}}  # fmt: skip
    with ExitStack() as stack:
        collections = begin(options, stack)
        results["sizes"] = [each.size for each in collections]
        results["about"] = about(collections, options)
        inspect(collections, results, options.only)
        if not options.without_datasette:
            results["about"]["Datasette"] = serve_peers(collections, options, stack)
        check_answers(collections, results, options)
        sides = dict(sides_of_pages(collections, results))
        sides |= sides_of_peers(collections, options)
        run_rounds(sides, options.rounds)
        gather(sides, results)
        if options.json:  # what has been measured is not lost with what follows
            options.json.write_text(json.dumps(results, indent=1))
        visit_again(collections, results)
        count_live(collections, results)
        if options.table_seconds:
            take_tables(collections, results, options.table_seconds)
    return results


def about(collections: list[Sized], options: argparse.Namespace) -> Results:
    said = {
        each.size: f"{each.claims:,} claims stand published" for each in collections
    }
    load, _, _ = os.getloadavg()
    return said | {
        "machine": f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}",
        "begun": time.strftime("%Y-%m-%d %H:%M"),
        "rounds": f"{options.rounds}, medians; CPU in ms, PostgreSQL's with it",
        "words": " ".join(collections[-1].chosen.words.values()),
    }
