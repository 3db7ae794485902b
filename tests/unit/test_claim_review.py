"""A claim as a schema.org ClaimReview: field by field, and what is never said."""

import json
from typing import Any

import pytest

from articles.exporting.claim_review import (
    RATINGS,
    Reviewed,
    claim_node,
    claimants,
    describe_claim,
)
from articles.exporting.schema_org import (
    breadcrumbs,
    describe_article,
    describe_site,
    describe_source,
)
from articles.exporting.site import Site
from articles.models.choices import Verdict
from tests.unit.chains_at_hand import step
from tests.unit.records_at_hand import (
    appearance_at_hand,
    claim_at_hand,
    evidence_at_hand,
    named,
    work_at_hand,
)

PATHS = {"home": "/", "search": "/search/"}
SITE = Site(
    "The Claim Desk", "https://claims.example",
    lambda noun, *keys: PATHS.get(noun) or f"/{noun}s/{keys[0]}/",
)  # fmt: skip
REVIEWED = Reviewed("Refuted", "2026-02-25T10:00:00+00:00", "2026-02-27T10:00:00+00:00")
PAGE = "https://claims.example/claims/abcdefghij/"
HERE = {
    "@type": "Organization", "@id": "https://claims.example/#site",
    "name": "The Claim Desk", "url": "https://claims.example/",
}  # fmt: skip
ARTICLE = {
    "@type": "Article",
    "@id": "https://claims.example/articles/articlekey/#work",
    "name": "The river rose",
    "url": "https://courier.example/rose",
    "author": [
        {
            "@type": "Person", "name": "Tessa Aldering",
            "@id": "https://claims.example/sources/tessaaldering/#source",
            "url": "https://claims.example/sources/tessaaldering/",
        }
    ],
    "publisher": {
        "@type": "Organization", "name": "Perrin Ford Courier",
        "@id": "https://claims.example/sources/perrinfordcourier/#source",
        "url": "https://claims.example/sources/perrinfordcourier/",
    },
    "datePublished": "2026-02-15",
    "inLanguage": "en",
}  # fmt: skip
# Asked for by the documentation of fact checks in search results (required or
# recommended), the rest by schema.org alone.
FIELDS = [
    # where                             asked for      what stands
    ("@type",                           "required",    "ClaimReview"),
    ("claimReviewed",                   "required",    "The gates were opened before midnight."),
    ("url",                             "required",    PAGE),
    ("reviewRating.@type",              "required",    "Rating"),
    ("reviewRating.alternateName",      "required",    "Refuted"),
    ("reviewRating.ratingValue",        "recommended", 1),
    ("reviewRating.worstRating",        "recommended", 1),
    ("reviewRating.bestRating",         "recommended", 5),
    ("author",                          "recommended", HERE),
    ("datePublished",                   "recommended", "2026-02-25T10:00:00+00:00"),
    ("dateModified",                    "schema.org",  "2026-02-27T10:00:00+00:00"),
    ("reviewBody",                      "schema.org",  "The log has them shut until two."),
    ("version",                         "schema.org",  2),
    ("citation.0.name",                 "schema.org",  "The gate log"),
    ("citation.0.datePublished",        "schema.org",  "2026-02"),
    ("itemReviewed.@type",              "recommended", "Claim"),
    ("itemReviewed.@id",                "schema.org",  f"{PAGE}#claim"),
    ("itemReviewed.text",               "schema.org",  "The gates were opened before midnight."),
    ("itemReviewed.author.0.@type",     "recommended", "Organization"),
    ("itemReviewed.author.0.name",      "recommended", "Ministry of Rivers"),
    ("itemReviewed.datePublished",      "recommended", "2026-02-15"),
    ("itemReviewed.firstAppearance",    "recommended", ARTICLE),
    ("itemReviewed.appearance",         "recommended", [ARTICLE]),
    ("itemReviewed.claimInterpreter",   "schema.org",  HERE),
]  # fmt: skip


def at(node: Any, path: str) -> Any:
    for part in path.split("."):
        node = node[int(part) if part.isdigit() else part]
    return node


@pytest.mark.parametrize(("path", "asked", "value"), FIELDS)
def test_a_claim_review_field_by_field(path: str, asked: str, value: object) -> None:
    assert at(describe_claim(claim_at_hand(), SITE, REVIEWED), path) == value


def test_who_makes_a_claim_is_named_with_their_addresses_elsewhere() -> None:
    claim = claim_at_hand()
    (author,) = claimants(claim)
    elsewhere = {author["key"]: ("https://rivers.example/", "Q42"), "other": ("", "")}
    made = describe_claim(claim, SITE, REVIEWED, elsewhere)
    bare = describe_claim(claim, SITE, REVIEWED, {author["key"]: ("javascript:1", "")})

    assert at(made, "itemReviewed.author.0.sameAs") == [
        "https://rivers.example/", "https://www.wikidata.org/wiki/Q42",
    ]  # fmt: skip
    assert "sameAs" not in at(bare, "itemReviewed.author.0")


def test_a_claim_review_has_no_other_field() -> None:
    made = describe_claim(claim_at_hand(), SITE, REVIEWED)
    named_here = {path.split(".")[0] for path, _, _ in FIELDS}

    assert set(made) == named_here | {"@context", "@id", "itemReviewed"}
    assert made["@context"] == "https://schema.org"
    json.dumps(made)


RATED = [
    # verdict            number
    ("supported",        5),
    ("refuted",          1),
    ("conflicting",      None),
    ("missing_context",  None),
    ("not_enough",       None),
    ("not_checkable",    None),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "number"), RATED)
def test_only_the_ends_of_the_scale_have_numbers(
    verdict: str, number: int | None
) -> None:
    claim = claim_at_hand(verdict=verdict)
    rating = describe_claim(claim, SITE, REVIEWED._replace(verdict="A word"))[
        "reviewRating"
    ]

    assert rating["alternateName"] == "A word"
    assert rating.get("ratingValue") == number
    assert ("bestRating" in rating) == (number is not None)


def test_every_verdict_was_thought_of() -> None:
    assert {verdict for verdict, _ in RATED} == set(Verdict.values)
    assert {verdict for verdict, number in RATED if number} == set(RATINGS)


def test_without_a_verdict_there_is_the_claim_and_no_review() -> None:
    made = describe_claim(claim_at_hand(verdict=None, why=""), SITE, REVIEWED)

    assert made["@type"] == "Claim"
    assert "reviewRating" not in made
    assert "ClaimReview" not in json.dumps(made)


def test_the_site_is_never_the_author_of_a_claim() -> None:
    unnamed = step(1, "officials", kind="unnamed")
    claim = claim_at_hand(
        appearances=[appearance_at_hand(chain=[step(0, "Tessa Aldering"), unnamed])]
    )
    made = claim_node(claim, SITE)

    assert "author" not in made
    assert "officials" not in json.dumps(made)


def test_all_who_claim_it_together_and_elsewhere_are_its_authors() -> None:
    both = [
        step(0, "Tessa Aldering"), step(1, "The ministry"), step(1, "The command"),
    ]  # fmt: skip
    places = [appearance_at_hand(chain=both), appearance_at_hand(chain=[step(0, "Jo")])]
    made = claim_node(claim_at_hand(appearances=places), SITE)

    assert [each["name"] for each in made["author"]] == [
        "The ministry", "The command", "Jo",
    ]  # fmt: skip
    assert made["appearance"] == [ARTICLE]  # one article, in which it stands twice


def test_without_a_date_no_appearance_is_the_first() -> None:
    undated = {
        **work_at_hand(published={"date": None, "precision": "day"}), "key": "articlekey",
    }  # fmt: skip
    made = claim_node(
        claim_at_hand(appearances=[appearance_at_hand(article=undated)]), SITE
    )

    assert "firstAppearance" not in made
    assert "datePublished" not in made
    assert len(made["appearance"]) == 1


def test_whom_readers_cannot_open_has_no_address() -> None:
    gone = {**step(0, "Jo"), "source": named("Jo", "person", unseen=True)}
    article = {**work_at_hand(), "key": "articlekey", "unseen": True}
    shown = appearance_at_hand(chain=[gone], article=article)
    made = claim_node(claim_at_hand(appearances=[shown]), SITE)

    assert made["author"] == [{"@type": "Person", "name": "Jo"}]
    assert "@id" not in made["appearance"][0]
    assert made["appearance"][0]["url"] == "https://courier.example/rose"


def test_evidence_that_is_nowhere_on_the_web_has_no_address() -> None:
    work = work_at_hand(address="archive, box 3", outlet=None, authors=[])
    made = describe_claim(
        claim_at_hand(evidence=[evidence_at_hand(work=work)]), SITE, REVIEWED
    )

    assert "url" not in made["citation"][0]


# -- articles, sources, lists -----------------------------------------------------------


def test_an_article_has_its_claims_as_parts_and_says_none_itself() -> None:
    cited = evidence_at_hand()["work"]
    made = describe_article(
        work_at_hand(), "articlekey", SITE, [cited, cited], ["abcdefghij", "abcdefghij"]
    )

    assert made == {
        "@context": "https://schema.org", **ARTICLE, "headline": "The river rose",
        "mainEntityOfPage": "https://claims.example/articles/articlekey/",
        "citation": made["citation"],
        "hasPart": [{"@type": "Claim", "@id": f"{PAGE}#claim"}],
    }  # fmt: skip
    assert [each["name"] for each in made["citation"]] == ["The gate log"]


@pytest.mark.parametrize(
    ("date", "precision", "written"),
    [("2017-06-20", "day", "2017-06-20"), ("2017-06-01", "month", "2017-06"),
     ("2017-01-01", "year", "2017")],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_known(
    date: str, precision: str, written: str
) -> None:
    work = work_at_hand(published={"date": date, "precision": precision})

    assert describe_article(work, "key", SITE, [], [])["datePublished"] == written


def details(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        **named(name, kind), "aliases": [], "description": "", "wikidata": "",
        "homepage": "", **more,
    }  # fmt: skip


def test_an_organisation_with_what_it_belongs_to() -> None:
    source = details(
        "River Command", "organisation", aliases=["RC"], wikidata="Q42",
        homepage="https://rc.example/",
    )  # fmt: skip
    above = [named("Ministry of Rivers"), named("Ada", "person")]
    made = describe_source(source, above, SITE)

    assert made["@type"] == "Organization"
    assert made["alternateName"] == ["RC"]
    assert made["sameAs"] == [
        "https://rc.example/",
        "https://www.wikidata.org/wiki/Q42",
    ]
    assert [each["name"] for each in made["parentOrganization"]] == [
        "Ministry of Rivers"
    ]


def test_a_person_works_for_an_organisation_and_has_none_above() -> None:
    made = describe_source(
        details("Ada", "person"), [named("Ministry of Rivers")], SITE
    )

    assert made["@type"] == "Person"
    assert "parentOrganization" not in made
    assert [each["name"] for each in made["worksFor"]] == ["Ministry of Rivers"]


def test_nothing_is_said_of_a_voice_without_a_name() -> None:
    assert describe_source(details("officials", "unnamed"), [], SITE) == {}


def test_a_homepage_that_is_no_web_address_is_no_link() -> None:
    made = describe_source(
        details("Ada", "person", homepage="javascript:alert(1)"), [], SITE
    )

    assert "sameAs" not in made


def test_the_way_from_home() -> None:
    steps = breadcrumbs([("Home", "https://claims.example/"), ("Claims", PAGE)])

    assert [each["position"] for each in steps["itemListElement"]] == [1, 2]
    assert steps["itemListElement"][1]["item"] == PAGE


def test_the_site_is_searched_by_words() -> None:
    action = describe_site(SITE)["potentialAction"]

    assert action["target"]["urlTemplate"] == (
        "https://claims.example/search/?q={search_term_string}"
    )
