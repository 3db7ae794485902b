"""Realistic rows of any number, made from a seed: what the benchmarks of readers read.

`make_collection` draws every link and all words; `tasks` cuts the work into pieces, which
`rows_of` makes into lines for COPY, in any order and in any process, always the same.

Live rows of the desk are made of every claim and not of a sample: the plain comparator
reads them, records of readers are checked against what articles/claim_data.py builds from
them, and any claim can be saved and published. There is no history and no audit chain of
what a generator made up: `manage.py verify` has much to say here.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from benchmarks.scale.rows_names import (
    Texts,
    Works,
    make_keys,
    make_texts,
    make_works,
    source_names,
    source_refs,
)
from benchmarks.scale.rows_shape import KINDS, LANGUAGES, Shape, draw_shape
from benchmarks.scale.rows_words import Ints, clauses, fillers, make_vocabulary

SEED = 11
CLAIMS_A_TASK, TEXTS_A_TASK, OTHERS_A_TASK = 4_000, 1_000, 50_000

# The tables, each with its columns as the lines have them. A column that the database
# does not have is left out (load.py), so that a migration may drop it.
TABLES = {
    "source": "id key name kind description wikidata homepage listed version created_at"
    " same_voice",
    "sourcealias": "source_id name",
    "sourcerelation": "source_id kind target_id since since_precision until_precision"
    " reference note version created_at ground grounded_by_id",
    "work": "id key kind title address address_key published_on published_precision"
    " language status status_note status_reference version created_at outlet_id"
    " status_precision",
    "authorship": "work_id author_id position",
    "workrelation": "source_id kind target_id reference note version created_at ground",
    "article": "id key version created_at work_id",
    "textversion": "id article_id number text sha256 kind note created_at",
    "claim": "id key statement kind checkable stage verdict version created_at updated_at"
    " recorded_by_id",
    "claimrelation": "key claim_id kind target_id note recorded_by_id created_at",
    "about": "claim_id source_id role",
    "appearance": "id key claim_id text_version_id recorded_by_id created_at",
    "span": "appearance_id position start end exact prefix suffix",
    "attribution": "appearance_id position source_id cue cue_start mode said said_start"
    " said_from said_to unclear note",
    "citation": "id appearance_id position work_id description locator passage translation"
    " fidelity note checked_by_id checked_at",
    "evidence": "id key claim_id work_id locator passage translation stance primary"
    " question note recorded_by_id created_at",
    "argument": "evidence_id text by_id at",
    "decision": "id claim_id number action round verdict rationale searched override before"
    " after by_id at",
    "decisionevidence": "decision_id evidence_id",
    "publication": "id claim_id number statement kind verdict appeared_on words record"
    " published_at superseded_at published_by_id",
    "publishedappearance": "publication_id article_id text_version_id start record"
    " gone_since superseded",
    "voice": "publication_id source_id role published_at",
    "publishedwork": "publication_id work_id referenced",
    "publishedcitation": "id publication_id article_id appearance number fidelity",
    "citationvoice": "citation_id source_id role fidelity",
}  # fmt: skip
Lines = dict[str, list[str]]  # of each table


class Person(NamedTuple):
    """Somebody who works here: the row's id, and the name that stands in records."""

    id: int
    name: str


@dataclass
class Links:
    """The links of a shape as lists: to take one number out of an array is slow."""

    state: list[int]
    verdict: list[int]
    kind: list[int]
    republished: list[bool]
    recorded_at: list[datetime.datetime]
    published_at: list[datetime.datetime]
    source_kind: list[int]
    outlet: list[int]
    day: list[datetime.date | None]
    precision: list[int]
    of_claim: list[int]
    article: list[int]
    partner: list[int]
    cited: list[int]
    fidelity: list[int]
    evidence_work: list[int]
    about: list[int]
    authors: list[tuple[int, ...]]
    chains: list[list[int]]


@dataclass
class Collection:
    """All that the rows are made from."""

    shape: Shape
    links: Links
    people: list[Person]
    names: list[str]  # of sources
    source_keys: list[str]
    refs: list[str]  # sources as JSON
    works: Works
    work_keys: list[str]
    article_keys: list[str]
    claim_keys: list[str]
    appearance_keys: list[str]
    evidence_keys: list[str]
    relation_keys: list[str]
    clauses: list[str]
    texts: Texts
    passages: list[str]
    first_publication: list[int]  # the position of each claim's first one
    appearances: list[
        int
    ]  # where those of each claim begin, and behind the last the end
    citations: list[int]  # of each appearance
    evidence: list[int]
    about: list[int]
    luck: list[int]  # of each claim, for what nothing hangs on

    @property
    def claim_relations(self) -> int:
        return self.shape.claims // 40


class Task(NamedTuple):
    """Some rows to make, from one position up to another, without it."""

    part: str
    begin: int
    end: int


def make_collection(
    published: int, people: list[Person], seed: int = SEED
) -> Collection:
    """So many claims that readers see, with all that belongs to them."""
    random = np.random.default_rng(seed)
    vocabulary = make_vocabulary(random)
    shape = draw_shape(random, published)
    counts = (shape.sources, shape.works, shape.articles, shape.claims,
              len(shape.article), len(shape.evidence_of), shape.claims // 40)  # fmt: skip
    keys = make_keys(random, sum(counts))
    ends = np.cumsum([0, *counts]).tolist()
    own = [keys[begin:end] for begin, end in pairwise(ends)]
    names = source_names(random, shape, vocabulary)
    refs = source_refs(shape, own[0], names)
    works = make_works(random, shape, vocabulary, refs)
    said = clauses(
        random, vocabulary, [KINDS[each] for each in shape.kind.tolist()],
        [LANGUAGES[each] for each in shape.claim_language.tolist()],
    )  # fmt: skip
    states = publications_of(shape)
    return Collection(
        shape=shape, links=links_of(shape), people=people, names=names, refs=refs,
        works=works, clauses=said,
        source_keys=own[0], work_keys=own[1], article_keys=own[2], claim_keys=own[3],
        appearance_keys=own[4], evidence_keys=own[5], relation_keys=own[6],
        texts=make_texts(random, shape, vocabulary, works.title, said, names),
        passages=fillers(random, vocabulary, "en", 5_000),
        first_publication=(np.cumsum(states) - states).tolist(),
        appearances=begins(shape.of_claim, shape.claims),
        citations=begins(shape.citation_of, len(shape.article)),
        evidence=begins(shape.evidence_of, shape.claims),
        about=begins(shape.about_of, shape.claims),
        luck=random.integers(1 << 40, size=shape.claims).tolist(),
    )  # fmt: skip


def publications_of(shape: Shape) -> Ints:
    """How many publications each claim has had."""
    return np.where(shape.state == 0, 1 + shape.republished, shape.state == 5)


def links_of(shape: Shape) -> Links:
    found = {each.name: getattr(shape, each.name) for each in fields(Links)}
    return Links(**{
        name: each if isinstance(each, list) else each.tolist()
        for name, each in found.items()
    })  # fmt: skip


def begins(owners: Ints, number: int) -> list[int]:
    """Where the rows of each owner begin, and behind the last one the end."""
    found: list[int] = np.searchsorted(owners, np.arange(number + 1)).tolist()
    return found


def tasks(made: Collection) -> Iterator[Task]:
    shape = made.shape
    for part, number, step in (
        ("sources", shape.sources, OTHERS_A_TASK),
        ("works", shape.works, OTHERS_A_TASK),
        ("relations", 1, 1),
        ("texts", shape.articles, TEXTS_A_TASK),
        ("claims", shape.claims, CLAIMS_A_TASK),
    ):
        for begin in range(0, number, step):
            yield Task(part, begin, min(begin + step, number))


def rows_of(made: Collection, task: Task) -> Lines:
    """The lines for COPY of one task, by table, in the order of their ids."""
    # Here, as both are made of a collection.
    from benchmarks.scale import rows_claims, rows_works

    maker = {
        "sources": rows_works.source_rows,
        "works": rows_works.work_rows,
        "relations": rows_works.relation_rows,
        "texts": rows_works.text_rows,
        "claims": rows_claims.claim_rows,
    }[task.part]
    return maker(made, task.begin, task.end)
