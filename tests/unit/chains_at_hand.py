"""Chains for tests of what is derived from them: built by hand, and those of fixtures."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.domain.attribution.timewords import precision_of_days
from articles.ingest.extract import extract
from tests.seeds import seed_path

FIXTURES = Path(__file__).parents[2] / "fixtures"
# Each annotation with its text: in the repository, or among the seeds.
TEXTS = {
    "demo/delta-fish.json": "delta-fish.txt",
    "demo/haldrun-release.json": "haldrun-release.html",
    "demo/the-night-the-river-rose.json": "the-night-the-river-rose.md",
    "demo/two-banks.json": "two-banks.md",
    "seed-more-evidence-2017.json": "000_04087b140b74af02.txt",
    "seed-trump-regime-2018.json": "001_4860ea7eb5b1330c.txt",
}
Step = Any


def step(position: int, name: str = "Ministry", **more: Any) -> Step:
    """A step as articles/claim_data.py writes it; kind="unnamed" for a voice without a name."""
    source = {"key": name.lower(), "name": name, "kind": more.pop("kind", "person")}
    return {
        "position": position, "source": source, "described": "", "cue": "",
        "cue_start": None, "mode": "", "said": None, "unclear": False, "note": "",
        **more,
    }  # fmt: skip


def chain_of(*names: str) -> list[Step]:
    return [step(position, name) for position, name in enumerate(names)]


def spoken(text: str) -> str:
    """The words alone: a drawing may cut a long one at the end of a line."""
    return re.sub(r"[\s\u2066-\u2069]", "", text)


def read(annotation: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / annotation).read_text("utf-8"))
    return loaded


def text_of(annotation: str) -> str:
    name = TEXTS[annotation]
    inside = (FIXTURES / annotation).with_name(name)
    path = inside if inside.is_file() else seed_path(name)
    return extract(path.read_bytes(), path.name).text


def chains_of(annotation: str) -> Iterator[list[Step]]:
    """Every chain of an annotation file, with the words of its text."""
    data, text = read(annotation), text_of(annotation)
    sources = {row["ref"]: row for row in data["sources"]}
    for claim in data["claims"]:
        for appearance in claim["appearances"]:
            position = -1
            chain = []
            for row in appearance["chain"]:
                position += not row.get("together", False)
                chain.append(read_step(position, row, sources[row["source"]], text))
            yield chain


def read_step(
    position: int, row: dict[str, Any], source: dict[str, Any], text: str
) -> Step:
    cue, said = row.get("cue"), row.get("said")
    start, end = (
        datetime.date.fromisoformat(said[at]) if said and said.get(at) else None
        for at in ("from", "to")
    )
    days = said and {
        "words": text[said["start"] : said["end"]],
        "start": said["start"],
        "from": said.get("from"),
        "to": said.get("to"),
        "precision": precision_of_days(start, end),
    }
    return step(
        position, source["name"], kind=source["kind"],
        cue=text[cue["start"] : cue["end"]] if cue else "",
        cue_start=cue["start"] if cue else None,
        mode=row.get("mode", ""), said=days, unclear=row.get("unclear", False),
    )  # fmt: skip
