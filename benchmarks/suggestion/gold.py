"""Reads what a person marked as said by whom, in texts of this benchmark and others."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import split_paragraphs
from articles.ingest.extract import extract

TEXTS_FOLDER = Path(__file__).parent / "texts"
FIXTURES_FOLDER = Path(__file__).parents[2] / "fixtures"
SEED_TEXTS = {
    "seed-more-evidence-2017.json": "000_04087b140b74af02.txt",
    "seed-trump-regime-2018.json": "001_4860ea7eb5b1330c.txt",
}
ANNOTATION_MARK = re.compile(r"\{(?P<kind>[csq])(?P<number>\d+)\||(?P<close>\})")


@dataclass(frozen=True)
class Statement:
    """Words, and the names by which their claimant goes; none, where nobody is named."""

    spans: tuple[TextSpan, ...]
    names: tuple[str, ...]
    # Who passes them on: "X said that Y had reported them" makes X a relayer.
    relayers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnnotatedText:
    """A text with the statements that a person marked in it."""

    name: str
    text: str
    statements: tuple[Statement, ...]
    authors: tuple[str, ...] = ()
    # What of the text is the article; all of it, where nothing says otherwise.
    paragraphs: tuple[tuple[int, int], ...] | None = None

    @property
    def number(self) -> int:
        return int(self.name.split("-")[0])


def read_texts() -> list[AnnotatedText]:
    return [read_annotated_text(path) for path in sorted(TEXTS_FOLDER.glob("*.txt"))]


def read_annotated_text(path: Path) -> AnnotatedText:
    """A text with {c1|words said}, {s1|their speaker} and {q1|the cue} marked in it."""
    head, marked = path.read_text(encoding="utf-8").rstrip("\n").split("\n---\n")
    chains = dict(line.split(": ", 1) for line in head.splitlines())
    text, contents = remove_marks(marked)
    statements = [
        Statement(tuple(spans), *parse_chain(chains[number]))
        for number, spans in sorted(contents.items(), key=lambda item: item[1])
    ]
    return AnnotatedText(path.stem, text, tuple(statements))


def parse_chain(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claimant and the relayers of "claimant | another name < relayer"."""
    claimant, *relayers = ([*each.split(" | ")] for each in line.split(" < "))
    names = tuple(name for name in claimant if name != "-")
    return names, tuple(name for each in relayers for name in each)


def remove_marks(marked: str) -> tuple[str, dict[str, list[TextSpan]]]:
    """The text without its marks, and by number the spans of each {c…|words said}."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    contents: dict[str, list[TextSpan]] = defaultdict(list)
    for match in ANNOTATION_MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match["kind"]:
            opened.append((match["kind"], match["number"], len(text)))
            continue
        kind, number, start = opened.pop()
        if kind == "c":
            contents[number].append(TextSpan(start, len(text)))
    assert not opened, "a mark is not closed"
    return text + marked[at:], contents


def read_seeds(folder: Path) -> Iterator[AnnotatedText]:
    """The two real articles, where their texts are at hand."""
    for annotation, article in SEED_TEXTS.items():
        if (folder / article).is_file():
            yield read_seed(annotation, folder / article)


def read_seed(annotation: str, path: Path) -> AnnotatedText:
    """What others than its own voice say in a real article, by its annotation."""
    record = json.loads((FIXTURES_FOLDER / annotation).read_text(encoding="utf-8"))
    text = extract(path.read_bytes(), path.name).text
    names = {
        source["ref"]: (source["name"], *source["aliases"])
        for source in record["sources"]
    }
    work = next(w for w in record["works"] if w["ref"] == record["article"]["work"])
    apart = [(region["start"], region["end"]) for region in record["regions"]]
    statements = [
        Statement(
            tuple(TextSpan(span["start"], span["end"]) for span in each["spans"]),
            names[each["chain"][-1]["source"]],
            tuple(n for step in each["chain"][1:-1] for n in names[step["source"]]),
        )
        for claim in record["claims"]
        for each in claim["appearances"]
        if len(each["chain"]) > 1
    ]
    return AnnotatedText(
        annotation.removesuffix(".json"),
        text,
        tuple(statements),
        tuple(name for author in work["authors"] for name in names[author]),
        tuple(
            (start, end)
            for start, end in split_paragraphs(text)
            if not any(first <= start and end <= last for first, last in apart)
        ),
    )
