"""Do the two seed articles come out right: text, details and proposed regions?"""

import re
from typing import NamedTuple

import pytest

from articles.domain.text.canonical import (
    fingerprint,
    split_paragraphs,
    to_canonical_text,
)
from articles.ingest.extract import Extraction, extract
from tests.seeds import seed_path


class Seed(NamedTuple):
    file: str
    sha256: str
    length: int
    paragraphs: int
    title_sha256: str
    outlet: str
    published: str
    regions: str


# The first letters of the proposed regions, in order: banner, boilerplate (p), contact.
SEEDS = (
    Seed(
        "000_04087b140b74af02.txt",
        "d865bc46e7af195c275e53ca6114d41e8a82915a67407859cfb07b5143a00304",
        3926,
        25,
        "041f046bb97d4a6b",
        "Information Clearing House",
        "2017-06-20",
        "bbc",
    ),
    Seed(
        "001_4860ea7eb5b1330c.txt",
        "ed260a54d7bdb4d272fdd4c25ff195f5b288c3166250121239fc3d12c344be47",
        7263,
        48,
        "b96cf79139f73919",
        "Global Research",
        "2018-08-18",
        "pbcppcpppppccppc",
    ),
)
LETTERS = {"banner": "b", "boilerplate": "p", "contact": "c"}


@pytest.fixture(params=SEEDS, ids=lambda seed: seed.file[:3])
def seed(request: pytest.FixtureRequest) -> Seed:
    chosen: Seed = request.param
    return chosen


def read(seed: Seed) -> Extraction:
    path = seed_path(seed.file)
    return extract(path.read_bytes(), path.name)


def test_the_text_is_the_one_that_annotations_refer_to(seed: Seed) -> None:
    text = read(seed).text

    assert len(text) == seed.length
    assert fingerprint(text) == seed.sha256
    assert text == to_canonical_text(text)
    assert len(split_paragraphs(text)) == seed.paragraphs


def test_title_author_outlet_date_and_language_are_proposed(seed: Seed) -> None:
    found = read(seed)

    assert fingerprint(found.title).startswith(seed.title_sha256)
    assert found.authors == ("Stephen Lendman",)
    assert found.outlet == seed.outlet
    assert found.published == seed.published
    assert found.language == "en"
    assert found.address == ""


def test_what_is_not_the_article_is_proposed_as_a_region(seed: Seed) -> None:
    found = read(seed)

    assert "".join(LETTERS[region.kind] for region in found.regions) == seed.regions


def test_regions_are_whole_paragraphs_of_the_text(seed: Seed) -> None:
    found = read(seed)

    places = {(place.start, place.end) for place in split_paragraphs(found.text)}
    assert {(region.start, region.end) for region in found.regions} <= places


def test_the_editors_note_is_part_of_the_article() -> None:
    found = read(SEEDS[1])

    note = [paragraph.text[:9] for paragraph in found.paragraphs].index("GR Editor")
    following = found.paragraphs[note : note + 28]
    assert not any(paragraph.region for paragraph in following)


def test_no_mark_of_markdown_is_left() -> None:
    text = read(SEEDS[1]).text

    assert not re.search(r"[*\\#<>]|\]\(|^---", text, re.MULTILINE)


def test_a_hard_break_is_a_line_within_its_paragraph() -> None:
    region = read(SEEDS[1]).paragraphs[3]

    assert region.text.count("\n") == 3
    assert region.region == "boilerplate"


def test_the_same_text_read_as_plain_text_keeps_the_marks() -> None:
    path = seed_path(SEEDS[1].file)

    assert "](#)" in extract(path.read_bytes(), path.name, "text").text
