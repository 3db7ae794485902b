"""Lines for COPY of sources, works and texts, and of the relations between them."""

import datetime

import numpy as np

from benchmarks.scale.rows import Collection, Lines
from benchmarks.scale.rows_names import (
    PRECISIONS,
    address_key,
    source_kind_name,
    text_hash,
)
from benchmarks.scale.rows_words import zipf_ranks

MADE_AT = "2022-01-01 00:00:00+00"
SOURCE_RELATIONS, FEWEST_RELATIONS = 0.004, 250  # of the number of claims; in all
HUB_SHARE, SMALLEST_HUB = 0.1, 80  # one source has so many of these
BETWEEN_BODIES = ("owns", "funds", "part_of", "close_to", "founded", "runs")
OF_PERSONS = ("employs", "speaks_for")


def source_rows(made: Collection, begin: int, end: int) -> Lines:
    lines: Lines = {"source": [], "sourcealias": []}
    for at in range(begin, end):
        name, kind = made.names[at], source_kind_name(made.links.source_kind[at])
        described = described_as(made, at)
        home = f"https://{made.source_keys[at]}.example/" if at % 3 == 0 else ""
        lines["source"].append(
            f"{at + 1}\t{made.source_keys[at]}\t{name}\t{kind}\t{described}\t"
            f"{f'Q{at + 1000}' if at % 4 == 1 else ''}\t{home}\t{'t' if at % 20 == 0 else 'f'}"
            f"\t1\t{MADE_AT}\t"
        )
        if kind not in {"unnamed", "group"} and at % 5 == 0:
            lines["sourcealias"].append(f"{at + 1}\tThe {name}")
    return lines


def described_as(made: Collection, source: int) -> str:
    """What is said of a source: of an unnamed one, where it is heard."""
    kind = source_kind_name(made.links.source_kind[source])
    if kind == "unnamed":
        return "Asked not to be named, says the article."
    return "" if source % 2 else f"Made up, like every {kind} here."


def work_rows(made: Collection, begin: int, end: int) -> Lines:
    lines: Lines = {"work": [], "authorship": []}
    links, works = made.links, made.works
    for at in range(begin, end):
        outlet = links.outlet[at]
        lines["work"].append(
            f"{at + 1}\t{made.work_keys[at]}\t{works.kind[at]}\t{works.title[at]}\t"
            f"{works.address[at]}\t{address_key(works.address[at])}\t"
            f"{links.day[at] or NULL}\t{PRECISIONS[links.precision[at]]}\t{works.language[at]}\t"
            f"{works.status[at]}\t\t\t1\t{MADE_AT}\t{outlet + 1 if outlet >= 0 else NULL}\tday"
        )
        lines["authorship"] += [
            f"{at + 1}\t{author + 1}\t{position}"
            for position, author in enumerate(links.authors[at])
        ]
    return lines


NULL = "\\N"


def text_rows(made: Collection, begin: int, end: int) -> Lines:
    lines: Lines = {"article": [], "textversion": []}
    for at in range(begin, end):
        text = made.texts.text[at]
        lines["article"].append(
            f"{at + 1}\t{made.article_keys[at]}\t1\t{MADE_AT}\t{at + 1}"
        )
        escaped = text.replace("\n", "\\n")
        lines["textversion"].append(
            f"{at + 1}\t{at + 1}\t1\t{escaped}\t{text_hash(text)}\t\t\t{MADE_AT}"
        )
    return lines


def relation_rows(made: Collection, begin: int, end: int) -> Lines:
    """Who owns and employs whom, which work repeats which, which claim which."""
    return {
        "sourcerelation": source_relations(made),
        "workrelation": work_relations(made),
        "claimrelation": claim_relations(made),
    }


def source_relations(made: Collection) -> list[str]:
    """Most with a page that says so, some with a ground, some that readers never see."""
    shape = made.shape
    random = np.random.default_rng(shape.sources)
    number = max(FEWEST_RELATIONS, int(SOURCE_RELATIONS * shape.claims))
    of_hub = max(SMALLEST_HUB, HUB_SHARE * number)
    bodies = np.flatnonzero(shape.source_kind < 2)
    bodies = bodies[shape.source_kind[bodies] != 0]
    persons = np.flatnonzero(shape.source_kind == 0)
    hub = bodies[-1]
    found: dict[tuple[int, str, int], str] = {}
    ends = zipf_ranks(random, number * 2, len(bodies), 0.5).reshape(number, 2).tolist()
    for at, (one, two) in enumerate(ends):
        source, kind = int(bodies[one]), BETWEEN_BODIES[at % len(BETWEEN_BODIES)]
        target = int(bodies[two])
        if at < of_hub:
            source = int(hub)
        elif at % 3 == 0:
            kind = OF_PERSONS[at // 3 % 2]
            target = int(persons[random.integers(len(persons))])
            if kind == "speaks_for":
                source, target = target, source
        if source != target:
            found[source, kind, target] = relation_line(made, at, source, kind, target)
    return list(found.values())


def relation_line(
    made: Collection, at: int, source: int, kind: str, target: int
) -> str:
    since = datetime.date(1990 + at % 33, 1 + at % 12, 1)
    grounded = at % 12 == 0
    reference = "" if grounded or at % 15 == 1 else f"https://register.example/{at}"
    return (
        f"{source + 1}\t{kind}\t{target + 1}\t{since if at % 5 else NULL}\tmonth\tday\t"
        f"{reference}\t\t1\t{MADE_AT}\t{'It is common knowledge.' if grounded else ''}\t"
        f"{made.people[0].id if grounded else NULL}"
    )


def work_relations(made: Collection) -> list[str]:
    """Articles that republish earlier ones, and articles that derive from documents."""
    shape = made.shape
    random = np.random.default_rng(shape.works)
    order = np.argsort(shape.day[: shape.articles], kind="stable")
    found = []
    for at in range(max(20, shape.articles // 12)):
        later = int(random.integers(1, shape.articles))
        source = int(order[later])
        if at % 3:
            kind = ("republishes", "translates")[at % 3 - 1]
            target = int(order[random.integers(later)])
        else:
            kind, target = (
                "derives_from",
                int(random.integers(shape.articles, shape.works)),
            )
        found.append((source, kind, target, at))
    once = {each[:3]: each for each in found}
    return [
        f"{source + 1}\t{kind}\t{target + 1}\t"
        f"{f'https://copies.example/{at}' if at % 10 else ''}\t\t1\t{MADE_AT}\t"
        for source, kind, target, at in once.values()
    ]


def claim_relations(made: Collection) -> list[str]:
    """Claims that repeat, contradict or narrow a later one, not far from them."""
    shape = made.shape
    kinds = ("repeats", "contradicts", "part_of", "narrows")
    random = np.random.default_rng(shape.claims)
    claims = np.sort(
        random.choice(shape.claims - 60, made.claim_relations, replace=False)
    ).tolist()
    by = made.people[0].id
    return [
        f"{key}\t{claim + 1}\t{kinds[claim % 4]}\t{claim + 2 + claim % 50}\t\t{by}\t{MADE_AT}"
        for key, claim in zip(made.relation_keys, claims, strict=True)
    ]
