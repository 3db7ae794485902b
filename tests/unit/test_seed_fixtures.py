"""Do the annotations of the two seed articles hold together, and fit their texts?"""

import hashlib
import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from articles.ingest.extract import extract
from tests.seeds import seed_path

FIXTURES = Path(__file__).parents[2] / "fixtures"
KEY = re.compile(r"[23456789bcdfghjkmnpqrstvwxyz]{10}")
HASH = re.compile(r"[0-9a-f]{64}")
STEPS = {
    ("draft", "submit"): "ready",
    ("ready", "publish_record"): "ready",
    ("ready", "give_verdict"): "first_verdict",
    ("first_verdict", "confirm"): "second_review",
    ("second_review", "publish"): "published",
}
# Names and titles cannot be said in other words; the rest is not prose.
NOT_OUR_WORDS = {"title", "name", "aliases", "ref", "address", "reference", "sha256"}

Json = dict[str, Any]


class Seed(NamedTuple):
    """An annotation, the article that it belongs to, and its statements by hand count."""

    annotation: str
    article: str
    statements: int


SEEDS = (
    Seed("seed-more-evidence-2017.json", "000_04087b140b74af02.txt", 26),
    Seed("seed-trump-regime-2018.json", "001_4860ea7eb5b1330c.txt", 33),
)


@cache
def annotation(seed: Seed) -> Json:
    read: Json = json.loads((FIXTURES / seed.annotation).read_text(encoding="utf-8"))
    return read


def text_of(seed: Seed) -> str:
    path = seed_path(seed.article)
    return extract(path.read_bytes(), path.name).text


def objects(value: Any) -> Iterator[Json]:
    """Every JSON object in here, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        yield value
        yield from objects(list(value.values()))


def every(value: Any, noun: str) -> list[Any]:
    """Whatever stands under this name."""
    return [found[noun] for found in objects(value) if noun in found]


def anchors(value: Any) -> list[Json]:
    """Every part that says where in the text it stands."""
    return [found for found in objects(value) if "start" in found]


def own_words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from own_words(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NOT_OUR_WORDS:
                yield from own_words(item)


def sixes(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def refs(read: Json, noun: str) -> list[str]:
    return sorted(row["ref"] for row in read[noun])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_statement_of_the_hand_count_is_recorded_once(seed: Seed) -> None:
    claims = annotation(seed)["claims"]

    assert len(claims) == len({claim["key"] for claim in claims}) == seed.statements
    assert all(len(claim["appearances"]) == 1 for claim in claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_sources_and_works_that_are_referred_to_are_described(seed: Seed) -> None:
    read = annotation(seed)
    steps = [step for chain in every(read, "chain") for step in chain]
    sources = {step["source"] for step in steps}
    sources |= {row[end] for row in read["relations"] for end in ("source", "target")}
    sources |= {row["source"] for about in every(read, "about") for row in about}
    sources |= {row["outlet"] for row in read["works"] if row["outlet"]}
    sources |= {author for row in read["works"] for author in row["authors"]}
    works = {work for work in every(read, "work") if work}
    works |= {
        row[end] for row in read["work_relations"] for end in ("source", "target")
    }

    assert sorted(sources) == refs(read, "sources")
    assert sorted(works) == refs(read, "works")


def test_keys_are_well_formed_and_name_one_thing() -> None:
    for noun in ("sources", "works", "claims", "appearances", "evidence"):
        things: dict[str, set[str]] = {}
        for seed in SEEDS:
            for found in every(annotation(seed), noun):
                for row in found:
                    if isinstance(row, dict):
                        shared = {k: v for k, v in row.items() if k != "appearances"}
                        things.setdefault(row["key"], set()).add(json.dumps(shared))

        assert things
        assert all(KEY.fullmatch(key) for key in things)
        assert all(len(said) == 1 for said in things.values()), noun
        assert len({said for one in things.values() for said in one}) == len(things)


def test_claims_that_both_articles_make_are_the_same_claims() -> None:
    first, second = ({c["key"] for c in annotation(seed)["claims"]} for seed in SEEDS)

    assert len(first & second) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_chains_begin_with_the_author_or_the_editor(seed: Seed) -> None:
    read = annotation(seed)
    works = {work["ref"]: work for work in read["works"]}
    article = works[read["article"]["work"]]
    editors = {
        row["source"]
        for row in read["relations"]
        if row["kind"] == "runs" and row["target"] == article["outlet"]
    }

    for chain in every(read, "chain"):
        assert chain[0]["source"] in editors | set(article["authors"])
        assert all(one["source"] != other["source"] for one, other in pairwise(chain))


def test_chains_are_as_deep_as_the_articles_make_them() -> None:
    depths = [
        max(len(chain) for chain in every(annotation(seed), "chain")) for seed in SEEDS
    ]

    assert depths == [2, 3]


@pytest.mark.parametrize("seed", SEEDS)
def test_decisions_follow_the_workflow(seed: Seed) -> None:
    for claim in annotation(seed)["claims"]:
        stage, by = "draft", {}
        evidence = {row["ref"] for row in claim["evidence"]}
        for decision in claim["decisions"]:
            stage = STEPS[stage, decision["action"]]
            by[decision["action"]] = decision["by"]
            assert set(decision.get("evidence", ())) <= evidence
            if verdict := decision.get("verdict"):
                assert claim["checkable"]
                assert decision["rationale"]
                assert decision["evidence"]
                assert decision["searched"] or verdict != "not_enough"

        assert list(by) in (
            ["submit", "publish_record"],
            ["submit", "give_verdict", "confirm", "publish"],
        )
        assert by["submit"] == "recorder"
        assert by.get("give_verdict") != by.get("confirm", "nobody")
        assert (days := every(claim["decisions"], "on")) == sorted(days)


@pytest.mark.parametrize("seed", SEEDS)
def test_relations_and_evidence_say_where_they_were_seen(seed: Seed) -> None:
    read = annotation(seed)
    addresses = {work["ref"]: work["address"] for work in read["works"]}

    for relation in [*read["relations"], *read["work_relations"]]:
        assert relation["reference"].startswith("http") or relation["ground"]
    for claim in read["claims"]:
        for row in claim["evidence"]:
            assert addresses[row["work"]].startswith("http")
            assert row["question"].endswith("?")
            assert row["note"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_statement_says_of_which_year_it_is(seed: Seed) -> None:
    for claim in annotation(seed)["claims"]:
        assert re.search(r"\b20[012]\d\b", claim["statement"]), claim["statement"]


def test_opinions_are_not_checkable_and_nothing_else_is_but_forecasts() -> None:
    claims = [claim for seed in SEEDS for claim in annotation(seed)["claims"]]

    apart = [claim for claim in claims if not claim["checkable"]]

    assert len(apart) == 13
    assert all(claim["kind"] in {"opinion", "prediction"} for claim in apart)
    assert not [c for c in claims if c["kind"] == "opinion" and c["checkable"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_citation_is_checked(seed: Seed) -> None:
    """With its passage and the place of it, unless nothing of the kind was found."""
    for cited in itertools.chain(*every(annotation(seed), "citations")):
        assert cited["fidelity"]
        if cited["fidelity"] != "nothing_cited":
            assert cited["checked"]
        if cited["fidelity"] not in {"nothing_cited", "not_located"}:
            assert cited["passage"]
            assert cited["locator"]
            assert cited["work"] or cited["description"]


@pytest.mark.parametrize("seed", SEEDS)
def test_verbatim_words_are_those_of_the_article(seed: Seed) -> None:
    """So their passage is a place within what the article says."""
    for row in itertools.chain(*every(annotation(seed), "appearances")):
        for cited in row["citations"]:
            if cited["fidelity"] == "verbatim":
                at = cited["passage"]
                assert any(
                    span["start"] <= at["start"] and at["end"] <= span["end"]
                    for span in row["spans"]
                )


def test_what_passes_on_one_page_or_one_study_derives_from_it() -> None:
    """A page that only quotes another is no second voice."""
    rows = [row for seed in SEEDS for row in annotation(seed)["work_relations"]]
    derived = {(r["source"], r["target"]) for r in rows if r["kind"] != "cites"}

    assert derived >= {
        ("business-insider-priority", "white-house-statement"),
        ("rferl-peace-through-strength", "white-house-statement"),
        ("rcp-trump", "trump-ohio-speech"),
        ("amn-us-missile", "car-report"),
        ("task-purpose-weapons", "car-report"),
        ("new-republic-weapons", "car-report"),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_anchors_are_well_formed(seed: Seed) -> None:
    read = annotation(seed)

    for anchor in anchors(read):
        assert 0 <= anchor["start"] < anchor["end"] <= read["text"]["length"]
        assert HASH.fullmatch(anchor["sha256"])
    for spans in every(read, "spans"):
        assert spans
        assert all(one["end"] < other["start"] for one, other in pairwise(spans))


@pytest.mark.parametrize("seed", SEEDS)
def test_anchors_fit_the_text(seed: Seed) -> None:
    read, text = annotation(seed), text_of(seed)

    assert read["text"] == {"sha256": sha256(text), "length": len(text)}
    for anchor in anchors(read):
        assert sha256(text[anchor["start"] : anchor["end"]]) == anchor["sha256"]


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_stand_in_the_article_not_in_what_surrounds_it(seed: Seed) -> None:
    read = annotation(seed)
    starts = [spans[0]["start"] for spans in every(read, "spans")]

    assert starts == sorted(starts)
    for spans in every(read, "spans"):
        for span in spans:
            for region in read["regions"]:
                assert span["end"] <= region["start"] or region["end"] <= span["start"]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_six_words_in_a_row_are_the_articles(seed: Seed) -> None:
    taken = sixes(text_of(seed))

    for words in own_words(annotation(seed)):
        assert not sixes(words) & taken, words
