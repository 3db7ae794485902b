"""Keeps what every address of the demo answers, and compares it with another code's.

    python -m benchmarks.addresses save DIR --root OTHER    a clone as it was
    python -m benchmarks.addresses compare DIR              exits with 1 if any differs
    python -m benchmarks.addresses compare DIR --person ada --person reader

A reader, each of the demo's people and its administrator walk from the home page, from
every address that names no row and from some that answer with an error, and follow each
link, each form's address (with GET, whatever its method) and each page's other formats.
Left out are lists with more than two filters, those with two as JSON or CSV, public
ones with any for who is signed in; the admin's lists as sorted or with two parameters,
and its questions before a deletion; and what is beyond 4,000 addresses of one person.

Kept are the status, all headers but those that differ by their nature, and the body.
`compare` asks for the same addresses in the same order, then for what it finds beside
them. About 11,000 answers take some minutes. site.py says what is added to the demo,
how runs are made equal, and what is taken out of a page before it is kept: keys, tokens
and moments.
"""

import argparse
import datetime
import difflib
import gzip
import itertools
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.addresses.crawl import Answer, Crawl, routes_without_arguments
from benchmarks.addresses.site import (
    add_what_the_demo_lacks,
    files_of_demo,
    names_for_keys,
    normaliser,
    stop_clock,
)
from benchmarks.demo import HERE, Browser, demo_site, fix_hash_seed

READER = "reader"
LINES = 24  # of one difference
# What no link leads to: errors, searches, former days, and what a script asks for.
EXTRA = [
    "/nowhere/", "/claims/bcdfghjkmn/", "/claims/bcdfghjkmn.json",
    "/claims/?verdict=nothing", "/claims/?after=bcdfghjkmn", "/claims/?q=river",
    "/claims/?format=xml", "/articles/?q=river", "/sources/?q=velmar",
    "/claims/wty6t8rwh9/?on=2026-03-20", "/claims/wty6t8rwh9/?on=2026-03",
    "/claims/wty6t8rwh9.json?on=2026-04-20", "/claims/wty6t8rwh9/?on=2020-01-01",
    "/claims/ntzq7dg7pf/", "/claims/ntzq7dg7pf.json", "/claims/rhb47j2yhd/",
    "/desk/suggest/sources?q=vel", "/desk/suggest/works?q=river",
    "/desk/suggest/claims?q=dam",
]  # fmt: skip


@dataclass
class Kept:
    """What an address answered before; the body is in a file of that name."""

    status: int
    headers: dict[str, str]
    sha256: str


@contextmanager
def crawls(root: Path, wanted: list[str] | None) -> Iterator[dict[str, Crawl]]:
    """A walk for each person that is wanted (all, if None), not yet begun."""
    begun = datetime.datetime.now(datetime.UTC)
    with demo_site(root) as passwords:
        logging.disable(logging.CRITICAL)
        people = {name: Browser(name, password) for name, password in passwords.items()}
        added = add_what_the_demo_lacks(people["ada"])
        stop_clock(begun)
        demo = files_of_demo(root)
        names = names_for_keys(demo)
        keys = {name: key for key, name in names.items()}
        normalise = normaliser(demo, names, begun)
        start = ["/", *routes_without_arguments(), *EXTRA, *added]
        found = {}
        for name, browser in {READER: Browser(), **people}.items():
            browser.client.raise_request_exception = False
            filters = 2 if name == READER else 0
            if wanted is None or name in wanted:
                found[name] = Crawl(browser, start, filters, normalise, keys)
        yield found


def save(folder: Path, everybody: dict[str, Crawl]) -> int:
    bodies = folder / "bodies"
    bodies.mkdir(parents=True, exist_ok=True)
    for name, crawl in everybody.items():
        crawl.add(crawl.start)
        with (folder / f"{name}.jsonl").open("w") as index:
            for address, answer in crawl.walk():
                kept = [address, answer.status, answer.headers, answer.sha256]
                index.write(json.dumps(kept, ensure_ascii=False) + "\n")
                body = bodies / f"{answer.sha256}.gz"
                if not body.exists():
                    body.write_bytes(gzip.compress(answer.body, 1))
        print_left(name, crawl)
    return 0


def print_left(name: str, crawl: Crawl) -> None:
    left = f", {len(crawl.waiting)} more not asked for" if crawl.waiting else ""
    print(f"{name:10}{crawl.asked:6} addresses{left}", flush=True)


def compare(folder: Path, everybody: dict[str, Crawl], shown: int) -> int:
    different = 0
    for name, crawl in everybody.items():
        before = read_index(folder / f"{name}.jsonl")
        # Those that were asked for then, also where no link leads to them now.
        crawl.add(map(crawl.real, before))
        crawl.add(crawl.start)
        for address, answer in crawl.walk():
            if lines := list(difference(folder, before.get(address), answer)):
                different += 1
                if different <= shown:
                    print(f"\n{name} {address}", *lines, sep="\n  ", flush=True)
        print_left(name, crawl)
    print(f"{different} answers differ" if different else "Every answer is the same.")
    return 1 if different else 0


def read_index(path: Path) -> dict[str, Kept]:
    lines = map(json.loads, path.read_text().splitlines())
    return {address: Kept(*kept) for address, *kept in lines}


def difference(folder: Path, before: Kept | None, answer: Answer) -> Iterator[str]:
    """Lines that say what is different; none where nothing is."""
    if before is None:
        yield f"was not asked for before; now {answer.status}"
        return
    if before.status != answer.status:
        yield f"status {before.status}, now {answer.status}"
    for header in sorted({*before.headers, *answer.headers}):
        was, now = before.headers.get(header), answer.headers.get(header)
        if was != now and header != "ETag":
            yield f"{header}: {was}, now {now}"
    if before.sha256 == answer.sha256:
        if before.headers.get("ETag") != answer.headers.get("ETag"):
            yield "another ETag"
        return
    body = gzip.decompress((folder / "bodies" / f"{before.sha256}.gz").read_bytes())
    old, new = (
        text.decode(errors="replace").splitlines() for text in (body, answer.body)
    )
    changes = difflib.unified_diff(old, new, "before", "now", n=1, lineterm="")
    yield from itertools.islice(changes, LINES)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["save", "compare"])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--root", type=Path, default=HERE, help="a clone of the project"
    )
    parser.add_argument("--person", action="append", help="only this one's walk")
    parser.add_argument("--shown", type=int, default=20, help="differences to print")
    asked = parser.parse_args()
    fix_hash_seed()
    root = asked.root.resolve()
    with crawls(root, asked.person) as everybody:
        if asked.what == "save":
            return save(asked.folder, everybody)
        return compare(asked.folder, everybody, asked.shown)


if __name__ == "__main__":
    sys.exit(main())
