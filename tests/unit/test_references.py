"""A claim, an article and a source as references: CSL-JSON, BibTeX, RIS, one line, tags."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.bibtex import write_bibtex
from articles.exporting.references import (
    NameItem,
    ReferenceItem,
    citation_line,
    citation_tags,
    cite_claim,
    cite_source,
    cite_work,
    write_name,
)
from articles.exporting.ris import write_ris
from articles.exporting.site import Site
from tests.unit.records_at_hand import claim_at_hand, named, work_at_hand

SITE = Site(
    "The Claim Desk", "https://claims.example", lambda noun, *keys: f"/{noun}s/{keys[0]}/"
)  # fmt: skip
ADDRESS = "https://claims.example/claims/abcdefghij/?on=2026-03-01"


def claim_item() -> ReferenceItem:
    return cite_claim(claim_at_hand(), SITE, ADDRESS, "Refuted")


def work_item(status: str = "", **fields: Any) -> ReferenceItem:
    return cite_work(work_at_hand(**fields), "articlekey", SITE, status)


def test_a_claim_is_a_page_of_the_site_in_one_state() -> None:
    assert claim_item() == {
        "id": "claim-abcdefghij-2",
        "type": "webpage",
        "title": "Ministry of Rivers: The gates were opened before midnight.",
        "author": [{"literal": "The Claim Desk"}],
        "container-title": "The Claim Desk",
        "issued": {"date-parts": [[2026, 2, 27]]},
        "version": "2",
        "note": "Status: Refuted. State 2.",
        "abstract": "The log has them shut until two.",
        "URL": ADDRESS,
    }


def test_an_article_is_the_original_and_its_page_a_note() -> None:
    assert work_item() == {
        "id": "article-articlekey",
        "type": "article-newspaper",
        "title": "The river rose",
        "author": [{"family": "Aldering", "given": "Tessa"}],
        "container-title": "Perrin Ford Courier",
        "issued": {"date-parts": [[2026, 2, 15]]},
        "language": "en",
        "note": "With its claims marked: https://claims.example/articles/articlekey/",
        "URL": "https://courier.example/rose",
    }


def test_what_was_retracted_says_so() -> None:
    assert work_item("Retracted in March 2026")["note"].startswith(
        "Retracted in March 2026. "
    )


def test_a_work_that_is_nowhere_on_the_web_is_found_at_its_page() -> None:
    item = work_item(address="doi:10.1/1", authors=[], outlet=None)

    assert item["URL"] == "https://claims.example/articles/articlekey/"
    assert "author" not in item
    assert "container-title" not in item


@pytest.mark.parametrize(
    ("date", "precision", "parts", "bibtex", "ris"),
    [
        ("2017-06-20", "day", [2017, 6, 20], "month = jun,\n  day = {20}", "2017/06/20/"),
        ("2017-06-01", "month", [2017, 6], "month = jun,\n  url", "2017/06//"),
        ("2017-01-01", "year", [2017], "year = {2017},\n  url", "2017///"),
        ("0900-01-01", "year", [900], "year = {0900},\n  url", "0900///"),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_known(
    date: str, precision: str, parts: list[int], bibtex: str, ris: str
) -> None:
    item = work_item(published={"date": date, "precision": precision})

    assert item["issued"] == {"date-parts": [parts]}
    assert bibtex in write_bibtex(item)
    assert f"DA  - {ris}\r\n" in write_ris(item)


def test_no_date_is_made_up() -> None:
    item = work_item(published={"date": None, "precision": "day"})

    assert "issued" not in item
    assert "year" not in write_bibtex(item)
    assert not {"PY", "DA"} & {line[:2] for line in write_ris(item).split("\r\n")}


NAMES = [
    # name                  kind            as
    ("Tessa Aldering",      "person",       {"family": "Aldering", "given": "Tessa"}),
    ("Ana-Maria O'Neill",   "person",       {"family": "O'Neill", "given": "Ana-Maria"}),
    ("Gabriela de la Cruz", "person",       {"literal": "Gabriela de la Cruz"}),
    ("Madonna",             "person",       {"literal": "Madonna"}),
    ("فاطمة الزهراء",       "person",       {"literal": "فاطمة الزهراء"}),
    ("山田 太郎",            "person",       {"literal": "山田 太郎"}),
    ("Perrin Ford",         "outlet",       {"literal": "Perrin Ford"}),
    ("River Command",       "organisation", {"literal": "River Command"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "written"), NAMES)
def test_a_name_is_parted_only_where_that_is_plain(
    name: str, kind: str, written: NameItem
) -> None:
    assert write_name(named(name, kind)) == written


def test_an_unnamed_voice_is_no_author() -> None:
    assert "author" not in work_item(authors=[named("officials", "unnamed")])


def test_bibtex_of_a_claim() -> None:
    assert write_bibtex(claim_item()) == (
        "@misc{claim-abcdefghij-2,\n"
        "  author = {{The Claim Desk}},\n"
        "  title = {{Ministry of Rivers: The gates were opened before midnight.}},\n"
        "  howpublished = {The Claim Desk},\n"
        "  year = {2026},\n"
        "  month = feb,\n"
        "  day = {27},\n"
        "  url = {https://claims.example/claims/abcdefghij/?on=2026-03-01},\n"
        "  note = {Status: Refuted. State 2.},\n"
        "  abstract = {The log has them shut until two.},\n"
        "}\n"
    )


def test_the_type_of_a_bibtex_entry_has_all_that_it_needs() -> None:
    report = work_item(kind="report")

    assert write_bibtex(work_item()).startswith("@article{")
    assert "  journal = {Perrin Ford Courier},\n" in write_bibtex(work_item())
    assert write_bibtex(work_item(outlet=None)).startswith("@misc{")
    assert write_bibtex(report).startswith("@techreport{")
    assert "  institution = {Perrin Ford Courier},\n" in write_bibtex(report)
    assert write_bibtex(work_item(kind="report", outlet=None)).startswith("@misc{")


def test_what_tex_would_obey_is_escaped_and_the_address_is_not() -> None:
    item = work_item(
        title="50% of $1 & {x_1}: a\\b ~ #2^",
        address="https://courier.example/a_b?x=1&y=%20{z}",
    )
    written = write_bibtex(item)

    assert (
        r"{{50\% of \$1 \& \textbraceleft{}x\_1\textbraceright{}: a\textbackslash{}b"
        r" \textasciitilde{} \#2\textasciicircum{}}}"
    ) in written
    assert "url = {https://courier.example/a_b?x=1&y=%20%7Bz%7D}" in written


def test_ris_of_an_article() -> None:
    assert write_ris(work_item(title="بين\nالنهرين")) == (
        "TY  - NEWS\r\n"
        "ID  - article-articlekey\r\n"
        "TI  - بين النهرين\r\n"
        "AU  - Aldering, Tessa\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/02/15/\r\n"
        "T2  - Perrin Ford Courier\r\n"
        "LA  - en\r\n"
        "N1  - With its claims marked: https://claims.example/articles/articlekey/\r\n"
        "UR  - https://courier.example/rose\r\n"
        "ER  - \r\n"
    )


def test_a_comma_parts_no_organisation_in_ris() -> None:
    item = work_item(authors=[named("Rivers, Wells and Sons", "organisation")])

    assert "AU  - Rivers Wells and Sons\r\n" in write_ris(item)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_ends_its_field(text: str) -> None:
    item = work_item(title=text, authors=[named(text, "organisation")], language="")
    depth = 0
    for sign in write_bibtex(item):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert write_bibtex(item).count("\n") == write_bibtex(work_item(language="")).count(
        "\n"
    )
    lines = write_ris(item).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line[:2] for line in lines].count("ER") == 1


def test_the_line_to_copy() -> None:
    assert citation_line(work_item()) == (
        "Tessa Aldering: “The river rose”, Perrin Ford Courier, 15 February 2026."
    )
    assert citation_line(cite_source(named("River Command"), SITE)) == (
        "The Claim Desk: “River Command: published claims”."
    )


def test_what_zotero_reads() -> None:
    assert citation_tags(work_item()) == [
        ("z:itemType", "newspaperArticle"),
        ("citation_title", "The river rose"),
        ("citation_author", "Aldering, Tessa"),
        ("citation_publication_date", "2026/02/15"),
        ("citation_journal_title", "Perrin Ford Courier"),
        ("citation_language", "en"),
        ("citation_public_url", "https://courier.example/rose"),
    ]


def test_an_organisation_is_not_given_to_zotero_as_first_and_last_name() -> None:
    tags = dict(citation_tags(claim_item()))

    assert "citation_author" not in tags
    assert tags["z:itemType"] == "webpage"
    assert tags["citation_public_url"] == ADDRESS
