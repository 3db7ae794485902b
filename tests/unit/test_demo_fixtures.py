"""Do the demo's annotations fit their articles, keep the rules, and show everything?"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from articles.ingest.extract import extract

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
SLUGS = ("delta-fish", "haldrun-release", "the-night-the-river-rose", "two-banks")
# How many words each article has at least and at most, and how many claims.
SIZES = dict.fromkeys(SLUGS, (350, 700, 10, 16)) | {"two-banks": (200, 350, 4, 9)}
CIRCLE = ("river-rose", "wire-fish", "delta-fish", "river-rose")
KEY = re.compile(r"[23456789bcdfghjkmnpqrstvwxyz]{10}")
STEPS = {
    ("draft", "submit"): "ready",
    ("ready", "return_to_draft"): "draft",
    ("ready", "publish_record"): "ready",
    ("ready", "give_verdict"): "first_verdict",
    ("first_verdict", "confirm"): "second_review",
    ("first_verdict", "send_back"): "ready",
    ("first_verdict", "give_second_verdict"): "adjudication",  # both differ here
    ("adjudication", "adjudicate"): "second_review",
    ("second_review", "publish"): "published",
    ("published", "reopen"): "ready",
    ("withdrawn", "restore"): "draft",
}
PUBLISHES = ("publish", "publish_record", "update")

Json = dict[str, Any]


class Demo(NamedTuple):
    """One article's canonical text and its annotation."""

    text: str
    annotation: Json


@cache
def demo(slug: str) -> Demo:
    (source,) = (path for path in DEMO.glob(f"{slug}.*") if path.suffix != ".json")
    annotation = json.loads((DEMO / f"{slug}.json").read_text(encoding="utf-8"))
    return Demo(extract(source.read_bytes(), source.name).text, annotation)


def rows(noun: str) -> list[Json]:
    """The rows of all annotations; what two of them share stands twice."""
    return [row for slug in SLUGS for row in demo(slug).annotation[noun]]


def parts(noun: str) -> list[Json]:
    return [part for claim in rows("claims") for part in claim[noun]]


def steps() -> list[Json]:
    return [step for place in parts("appearances") for step in place["chain"]]


def citations() -> list[Json]:
    return [cited for place in parts("appearances") for cited in place["citations"]]


def claims() -> list[Json]:
    """Each claim once, with what the files say of it together."""
    found: dict[str, Json] = {}
    for slug in SLUGS:
        annotation = demo(slug).annotation
        for row in annotation["claims"]:
            home = annotation["article"]["work"]
            claim = found.setdefault(row["key"], row | {"appearances": [], "homes": []})
            claim["appearances"] += [
                place | {"home": home} for place in row["appearances"]
            ]
            claim["homes"].append(home)
    return list(found.values())


def anchors(value: Any) -> Iterator[Json]:
    """Everything in an annotation that points into the text."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from anchors(inner)


def stage(claim: Json) -> str:
    now = "draft"
    for decision in claim["decisions"]:
        action = decision["action"]
        now = "withdrawn" if action == "withdraw" else STEPS[now, action]
    return now


def readers_saw(claim: Json) -> list[str]:
    """The verdicts that were published, in order; "none" is "not yet reviewed"."""
    shown: list[str] = []
    verdict = "none"
    for decision in claim["decisions"]:
        verdict = decision.get("verdict", verdict)
        if decision["action"] in ("publish", "publish_record"):
            shown.append(verdict)
    return shown


@pytest.mark.parametrize("slug", SLUGS)
def test_every_offset_fits_the_text_of_the_article(slug: str) -> None:
    text, annotation = demo(slug)
    whole = annotation["text"]

    assert whole["length"] == len(text)
    for anchor in [{"start": 0, "end": len(text), **whole}, *anchors(annotation)]:
        words = text[anchor["start"] : anchor["end"]]
        assert words
        assert hashlib.sha256(words.encode()).hexdigest() == anchor["sha256"], words
    for claim in annotation["claims"]:
        for place in claim["appearances"]:
            assert all(a["end"] <= b["start"] for a, b in pairwise(place["spans"]))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_article_says_that_it_is_fiction_and_has_claims_enough(slug: str) -> None:
    text, annotation = demo(slug)
    banner = next(row for row in annotation["regions"] if row["kind"] == "banner")

    assert "Claimtracker" in text[banner["start"] : banner["end"]]
    fewest, most, least_claims, most_claims = SIZES[slug]
    assert fewest <= len(text.split()) <= most
    assert least_claims <= len(annotation["claims"]) <= most_claims


@pytest.mark.parametrize("slug", SLUGS)
def test_every_reference_inside_a_file_resolves(slug: str) -> None:
    annotation = demo(slug).annotation
    sources = {source["ref"] for source in annotation["sources"]}
    works = {work["ref"] for work in annotation["works"]}

    assert annotation["article"]["work"] in works
    for noun, known in (("relations", sources), ("work_relations", works)):
        for relation in annotation[noun]:
            assert {relation["source"], relation["target"]} <= known
    for work in annotation["works"]:
        assert {*work["authors"], work["outlet"]} <= {*sources, None}
    for claim in annotation["claims"]:
        assert {row["work"] for row in claim["evidence"]} <= works
        assert {row["source"] for row in claim.get("about", ())} <= sources
        for place in claim["appearances"]:
            assert {step["source"] for step in place["chain"]} <= sources
            assert {cited["work"] for cited in place["citations"]} <= {*works, None}


@pytest.mark.parametrize("noun", ["sources", "works", "claims"])
def test_what_two_files_share_is_the_same_in_both(noun: str) -> None:
    """So each article can be imported alone, and in any order."""
    by_key: dict[str, Json] = {}

    for row in rows(noun):
        shared = row | {"appearances": None}
        assert by_key.setdefault(row["key"], shared) == shared


def test_keys_are_well_formed_and_belong_to_one_thing_each() -> None:
    named = {
        "article": [demo(slug).annotation["article"] for slug in SLUGS],
        "ref": list({row["ref"]: row for row in rows("sources")}.values()),
        "title": list({row["ref"]: row for row in rows("works")}.values()),
        "statement": claims(),
        "spans": parts("appearances"),
        "question": [row for claim in claims() for row in claim["evidence"]],
    }

    for things in named.values():
        keys = [thing["key"] for thing in things]
        assert len(set(keys)) == len(keys)
        assert all(KEY.fullmatch(key) for key in keys)
    assert len({claim["statement"] for claim in claims()}) == len(claims())


def test_every_address_lies_in_the_reserved_domain_and_the_words_stay_calm() -> None:
    written = json.dumps([demo(slug).annotation for slug in SLUGS], ensure_ascii=False)

    for address in re.findall(r"https?://[^\"]*", written):
        assert re.match(r"https://[a-z.]+\.example(/|$)", address), address
    assert not re.search(r"(?i)\b(fake|lies?|lied|liar|debunk\w*|hoax)\b", written)


def test_no_published_state_shows_evidence_that_did_not_exist_yet() -> None:
    published = {row["ref"]: row.get("published") or "" for row in rows("works")}
    for claim in rows("claims"):
        states = [row["on"] for row in claim["decisions"] if row["action"] in PUBLISHES]
        for piece in claim["evidence"]:
            shown_on = [day for day in states if piece.get("on", "") < day]
            made = published[piece["work"]]
            assert all(made <= day[: len(made)] for day in shown_on), piece["work"]


def test_decisions_follow_the_rules_of_the_workflow() -> None:
    for claim in claims():
        days = [date.fromisoformat(row["on"]) for row in claim["decisions"]]
        assert days == sorted(days)
        assert all(date(2026, 3, 1) <= day <= date(2026, 10, 31) for day in days)
        assert {row["action"] for row in claim["decisions"][:1]} <= {"submit"}
        first_by = ""
        for row in claim["decisions"]:
            assert_decision(row, claim, first_by)
            first_by = row["by"] if row["action"] == "give_verdict" else first_by
        stage(claim)


def assert_decision(row: Json, claim: Json, first_by: str) -> None:
    assert row["by"] in {"recorder", "first", "second", "editor"}
    assert set(row.get("evidence", [])) <= {item["ref"] for item in claim["evidence"]}
    match row["action"]:
        case "give_verdict" | "give_second_verdict" | "adjudicate":
            assert len(row["rationale"]) > 80
            assert row["verdict"] in ("not_enough", "not_checkable") or row["evidence"]
            assert row["verdict"] != "not_enough" or row["searched"]
            assert row["verdict"] != "not_checkable" or not claim["checkable"]
        case "reopen" | "withdraw" | "send_back":
            assert row["rationale"]
        case "submit":
            assert row["by"] == "recorder"
        case "publish_record":
            assert row["by"] != "recorder"
    assert row["action"] not in ("confirm", "give_second_verdict", "send_back") or (
        row["by"] != first_by
    )
    assert row["action"] not in ("adjudicate", "withdraw") or row["by"] == "editor"


def particulars() -> Iterator[str]:
    """What is shown beyond the values of a scale, in words."""
    for place in parts("appearances"):
        yield f"chain of {len(place['chain'])}"
        yield "several spans" if len(place["spans"]) > 1 else "one span"
    yield from chain_particulars()
    for claim in claims():
        yield from particulars_of(claim)
    for source in rows("sources"):
        yield ("described " if source["description"] else "") + source["kind"]
        yield from (
            "Arabic alias" for alias in source["aliases"] if alias[0] > "\u05ff"
        )
    for relation in rows("relations"):
        yield "relation that ended" if relation["until"] else "relation that goes on"
    yield from ("emoji" for slug in SLUGS if max(demo(slug).text) > "\uffff")


def chain_particulars() -> Iterator[str]:
    for cited in citations():
        yield "translated passage" if cited.get("translation") else "passage as it is"
    for piece in parts("evidence"):
        yield "translated evidence" if piece.get("translation") else "evidence as it is"
    for step in steps():
        yield "two who say it together" if step.get("together") else "one who says it"
        yield "cue words" if step["cue"] else "no cue words"
        yield "unclear step" if step["unclear"] and step["note"] else "clear step"
        if said := step["said"]:
            days = date.fromisoformat(said["to"]) - date.fromisoformat(said["from"])
            yield {0: "said on a day"}.get(days.days, "said in a longer time")


def particulars_of(claim: Json) -> Iterator[str]:
    yield f"in {len(claim['homes'])} articles"
    if len(claim["appearances"]) > len(claim["homes"]):
        yield "twice in one article"
    yield "checkable" if claim["checkable"] else f"{claim['kind']} not checkable"
    if [row["action"] for row in claim["decisions"]][-1:] == ["reopen"]:
        yield "re-opened and not finished"
    yield "published " + " then ".join(readers_saw(claim))


def overlaps() -> Iterator[str]:
    for slug in SLUGS:
        spans = sorted(
            (span["start"], span["end"], claim["key"])
            for claim in demo(slug).annotation["claims"]
            for place in claim["appearances"]
            for span in place["spans"]
        )
        for (_, end, one), (start, _, other) in pairwise(spans):
            if start < end and one != other:
                yield "overlapping claims"


def values(things: list[Json], name: str) -> set[str]:
    return {str(thing[name]) for thing in things}


FEATURES: dict[str, tuple[Callable[[], set[str]], str]] = {
    "claim": (
        lambda: values(rows("claims"), "kind"),
        "event, number, quotation, position, causal, prediction, opinion",
    ),
    "fidelity": (
        lambda: values(citations(), "fidelity"),
        "verbatim, paraphrase, altered, out_of_context, not_said, misattributed, "
        "not_located, not_accessible, nothing_cited, ",
    ),
    "stance": (
        lambda: values(parts("evidence"), "stance"),
        "supports, refutes, context",
    ),
    "primary": (lambda: values(parts("evidence"), "primary"), "True, False"),
    "whom it is about": (
        lambda: values(
            [row for claim in claims() for row in claim.get("about", ())], "role"
        ),
        "subject, accused, beneficiary, victim",
    ),
    "mode": (lambda: values(steps(), "mode"), "direct, indirect, mixed"),
    "stage": (
        lambda: {stage(claim) for claim in claims()},
        "draft, ready, first_verdict, second_review, adjudication, published, "
        "withdrawn",
    ),
    "verdict": (
        lambda: {verdict for claim in claims() for verdict in readers_saw(claim)},
        "supported, refuted, conflicting, missing_context, not_enough, not_checkable, "
        "none",
    ),
    "relation": (
        lambda: values(rows("relations"), "kind"),
        "owns, funds, employs, part_of, state_agency_of, speaks_for, republishes",
    ),
    "relation between works": (
        lambda: values(rows("work_relations"), "kind"),
        "cites, derives_from, corrects, republishes, translates",
    ),
    "region": (lambda: values(rows("regions"), "kind"), "banner, boilerplate, contact"),
    "particular": (
        lambda: {*particulars(), *overlaps()},
        "chain of 1, chain of 2, chain of 3, chain of 4, several spans, cue words, "
        "unclear step, said on a day, said in a longer time, overlapping claims, "
        "in 2 articles, in 4 articles, twice in one article, opinion not checkable, "
        "two who say it together, translated passage, translated evidence, "
        "re-opened and not finished, published supported then refuted, emoji, "
        "described unnamed, Arabic alias, relation that ended",
    ),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_the_demo_shows_every_feature(feature: str) -> None:
    shown, wanted = FEATURES[feature]

    assert set(wanted.split(", ")) - shown() == set()


def test_the_changed_verdict_rests_on_a_work_that_was_corrected() -> None:
    corrected = {
        row["target"]: row["source"]
        for row in rows("work_relations")
        if row["kind"] == "corrects"
    }
    (claim,) = (row for row in claims() if readers_saw(row) == ["supported", "refuted"])
    works = {row["work"] for row in claim["evidence"]}

    assert any(old in works and new in works for old, new in corrected.items())


def taken_from() -> dict[str, set[str]]:
    """For each work those that it takes its words from, by relation or citation."""
    found: dict[str, set[str]] = {}
    for relation in rows("work_relations"):
        if relation["kind"] != "corrects":
            found.setdefault(relation["source"], set()).add(relation["target"])
    for claim in claims():
        for place in claim["appearances"]:
            cited = {row["work"] for row in place["citations"]} - {None}
            found.setdefault(place["home"], set()).update(cited)
    return found


def behind(work: str) -> set[str]:
    """Everything that a work leads back to."""
    graph, found, waiting = taken_from(), set[str](), [work]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def test_the_circular_citation_closes_and_is_the_only_one() -> None:
    related = {(row["source"], row["target"]) for row in rows("work_relations")}

    assert set(pairwise(CIRCLE)) <= related
    assert {work for work in taken_from() if work in behind(work)} == set(CIRCLE)


def test_the_evidence_on_the_circular_claim_leads_back_to_where_it_appears() -> None:
    (claim,) = (row for row in claims() if "40 tonnes" in row["statement"])
    supports = [row["work"] for row in claim["evidence"] if row["stance"] == "supports"]
    cited = {
        row["work"] for place in claim["appearances"] for row in place["citations"]
    }

    assert set(claim["homes"]) == {"river-rose", "delta-fish"}
    assert cited == {"wire-fish", "river-rose"}
    assert len(supports) == 2
    assert all({"river-rose", "delta-fish"} <= behind(work) for work in supports)
    assert readers_saw(claim) == ["not_enough"]
