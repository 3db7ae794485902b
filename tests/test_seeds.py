"""Do the two seed articles come in whole, with every statement attached?"""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.domain.text.canonical import fingerprint
from articles.importing import annotation_files
from articles.models import (
    Article,
    Claim,
    ClaimRelation,
    Publication,
    Span,
    TextVersion,
)
from articles.models.choices import Stage
from tests.seeds import seed_path
from tests.test_annotation import everything
from tests.unit.chains_at_hand import spoken

# Without it, these tests alone would find no tables: they open the database themselves.
pytestmark = pytest.mark.django_db

# Each file, and how many statements a careful reader counts in it.
SEEDS = {"000_04087b140b74af02.txt": 26, "001_4860ea7eb5b1330c.txt": 33}
SHARED = 1
# Each statement as a careful reader has it: from which text, by whom through whom ("?":
# unclear), what is cited and whether it says so, the evidence, and what readers are told.
with Path(__file__).with_name("seed_statements.csv").open(encoding="utf-8") as table:
    STATEMENTS = list(csv.DictReader(table))


def import_seeds() -> str:
    told = StringIO()
    call_command("import_article", *map(seed_path, SEEDS), stdout=told)
    return told.getvalue()


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the command said; all that it wrote is undone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_seeds()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _imported(told: str) -> None:
    """Every test here reads what was imported."""


def article_of(name: str) -> Article:
    """By the order of the files, as their texts stand nowhere else."""
    return Article.objects.order_by("pk")[list(SEEDS).index(name)]


def test_the_command_says_what_it_attached(told: str) -> None:
    lines = told.strip().splitlines()

    for number, (name, line) in enumerate(zip(SEEDS, lines, strict=True), 1):
        claims = SEEDS[name]
        assert line.startswith(f"[{number}/2] {name}: {claims} claims attached to /")


@pytest.mark.parametrize(("name", "statements"), SEEDS.items())
def test_every_statement_of_the_hand_count_has_its_appearance(
    name: str, statements: int
) -> None:
    text = article_of(name).text

    assert text.appearances.count() == statements
    assert text.appearances.values("claim").distinct().count() == statements
    assert not text.appearances.filter(spans=None).exists()
    assert not text.appearances.filter(chain=None).exists()


def names_of_chain(place: dict[str, Any]) -> str:
    return " > ".join(
        step["source"]["name"] + ("?" if step["unclear"] else "")
        for step in place["chain"]
    )


def title_or_words(cited: dict[str, Any]) -> str:
    return str(cited["work"]["title"] if cited["work"] else cited["description"])


@pytest.mark.parametrize(
    "row", STATEMENTS, ids=lambda row: f"{row['text']}-{row['key']}"
)
def test_who_says_it_through_whom_on_what_ground(row: dict[str, str]) -> None:
    """Of every statement by name, as readers get it."""
    record = Client().get(f"/claims/{row['key']}.json").json()
    (place,) = (
        place
        for place in record["appearances"]
        if place["article"]["published"]["date"].startswith(row["text"])
    )

    assert {
        "chain": names_of_chain(place),
        "citations": "; ".join(
            f"{title_or_words(cited)} = {cited['fidelity']}"
            for cited in place["citations"]
        ),
        "evidence": "; ".join(
            f"{piece['stance']}: {piece['work']['title']}"
            for piece in record["evidence"]
        ),
        "status": record["verdict"] or "",
    } == {name: row[name] for name in ("chain", "citations", "evidence", "status")}


@pytest.mark.parametrize(("name", "year"), [*zip(SEEDS, ("2017", "2018"), strict=True)])
def test_the_table_has_every_statement_of_a_text(name: str, year: str) -> None:
    keys = [row["key"] for row in STATEMENTS if row["text"] == year]
    held = Claim.objects.filter(appearances__text_version=article_of(name).text)

    assert sorted(keys) == sorted(held.values_list("key", flat=True))


def test_both_articles_share_the_claims_that_both_make() -> None:
    assert Claim.objects.count() == sum(SEEDS.values()) - SHARED
    shared = [claim for claim in Claim.objects.all() if claim.appearances.count() == 2]
    assert len(shared) == SHARED
    for claim in shared:
        shown = Publication.objects.current().get(claim=claim)
        assert len(shown.record["appearances"]) == 2


def test_the_words_of_every_span_are_those_of_the_text() -> None:
    texts = dict(TextVersion.objects.values_list("pk", "text"))
    spans = Span.objects.values_list(
        "appearance__text_version", "start", "end", "exact"
    )

    assert len(spans) >= sum(SEEDS.values())
    assert all(texts[text][start:end] == exact for text, start, end, exact in spans)


@pytest.mark.parametrize("name", SEEDS)
def test_every_place_of_the_file_came_into_the_tables(name: str) -> None:
    text = article_of(name).text
    data = annotation_files.find_annotation(fingerprint(text.text))
    assert data
    places = {
        (row["key"], span["start"], span["end"])
        for claim in data["claims"]
        for row in claim["appearances"]
        for span in row["spans"]
    }

    held = Span.objects.filter(appearance__text_version=text)

    assert places == set(held.values_list("appearance__key", "start", "end"))


@pytest.mark.parametrize("name", SEEDS)
def test_everything_is_public_as_its_decisions_say(name: str) -> None:
    data = annotation_files.find_annotation(fingerprint(article_of(name).text.text))
    assert data
    for row in data["claims"]:
        actions = [made["action"] for made in row["decisions"]]
        verdicts = [made["verdict"] for made in row["decisions"] if made.get("verdict")]
        shown = Publication.objects.current().get(claim__key=row["key"])
        decided = "publish" in actions
        as_recorded = "" if row["checkable"] else "not_checkable"
        assert shown.verdict == (verdicts[-1] if decided else as_recorded)
        assert shown.claim.stage == (Stage.PUBLISHED if decided else Stage.READY)


@pytest.mark.parametrize("name", SEEDS)
def test_readers_get_every_claim_of_the_article(name: str) -> None:
    article = article_of(name)

    answer = Client().get(f"/articles/{article.key}.json")

    assert answer.status_code == 200
    for claim in Claim.objects.filter(appearances__text_version=article.text):
        assert claim.key in answer.text


def test_every_chain_is_drawn_and_said_on_its_claims_page() -> None:
    """Each step by name, with its cue and its time words: as drawing, text and list."""
    drawn = 0
    for shown in Publication.objects.current().select_related("claim"):
        answer = Client().get(shown.claim.get_absolute_url())
        page = lxml.html.fromstring(answer.text)
        for place in shown.record["appearances"]:
            section = page.get_element_by_id(f"a-{place['key']}")
            # The chain of the first place is drawn in the head of the page.
            svg = page.get_element_by_id(f"drawn-{place['key']}-title").getparent()
            parts = {
                "drawing": "".join(line.text for line in svg.find_class("line")),
                "description": svg.find("desc").text,
                "list": section.find_class("chain")[0].text_content(),
            }
            assert len(svg.find_class("ring")) == len(place["chain"])
            for step in place["chain"]:
                words = [step["source"]["name"]]
                if step["position"]:
                    words += [step["cue"], (step["said"] or {}).get("words", "")]
                for part in parts.values():
                    assert all(spoken(each) in spoken(part) for each in words)
            drawn += 1
    assert drawn == sum(SEEDS.values())


def test_relations_between_claims_come_with_the_files() -> None:
    """Also those that tie a claim of one text to one of the other."""
    pairs = ClaimRelation.objects.values_list("claim__key", "kind", "target__key")

    assert set(pairs) == {
        ("hhynvy6fp5", "part_of", "y7894w328s"),
        ("g7pbwx832z", "narrows", "hhynvy6fp5"),
        ("g7pbwx832z", "part_of", "zz5dz3c5rv"),
        ("8cwsp8cyyj", "narrows", "y7894w328s"),
        ("c46c7983q3", "narrows", "y7894w328s"),
    }


def test_the_pages_of_the_seeds_say_how_independent_their_evidence_is() -> None:
    """Rudskoi and SANA, pages that only quote, one study, the common author."""

    def independence(key: str) -> Any:
        return Client().get(f"/claims/{key}.json").json()["independence"]

    (sana,) = independence("fjh5pvw42k")["evidence"].values()
    assert sana["answer"] == "connected"
    assert sana["words"].endswith(", by Sergei Rudskoi")
    for key in ("tryqmjggxy", "ffnntyhx6k", "s4m2y9n2x7", "5q2qvrmwmn"):
        for quoting in independence(key)["evidence"].values():
            assert quoting["answer"] == "connected"
            assert "derives from" in quoting["words"]
    (study,) = independence("8cwsp8cyyj")["lineages"]["evidence"]
    assert len(study["members"]) == 4  # the study itself, and who reports on it
    (lineage,) = independence("y7894w328s")["lineages"]["appearances"]
    assert len(lineage["members"]) == 2
    assert "Stephen Lendman" in str(lineage["merges"])


def test_a_verdict_that_nothing_independent_carries_says_so() -> None:
    for key in ("tryqmjggxy", "ffnntyhx6k", "s4m2y9n2x7", "5q2qvrmwmn"):
        page = Client().get(f"/claims/{key}/").text
        assert "Without independent evidence, because:" in page


def test_importing_both_again_changes_nothing() -> None:
    before = everything()

    import_seeds()

    assert everything() == before
