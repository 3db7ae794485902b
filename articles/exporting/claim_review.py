"""A claim as schema.org has it, and what reviewers found as a ClaimReview.

Pure. Who makes the claim is its author; the site is the author of the review alone. What
number stands for which verdict, and which verdicts have none: docs/adr/0021.
"""

from typing import NamedTuple

from articles.domain.attribution.chains import group_by_position
from articles.domain.records import AppearanceRecord, ClaimRecord, SourceRef
from articles.exporting.schema_org import (
    CONTEXT,
    NOWHERE,
    Elsewhere,
    Node,
    site_node,
    source_nodes,
    without_gaps,
    work_node,
)
from articles.exporting.site import Site

# Only the ends of the scale are places on it: what is between them is not half true.
RATINGS = {"supported": 5, "refuted": 1}
WORST_RATING, BEST_RATING = 1, 5


class Reviewed(NamedTuple):
    """The verdict in words, and when one was first and last published."""

    verdict: str
    published: str
    modified: str


def claim_node(claim: ClaimRecord, site: Site, elsewhere: Elsewhere = NOWHERE) -> Node:
    """The claim itself: what is said, by whom, and every place where it is."""
    page = site.address("claim", claim["key"])
    articles = {shown["article"]["key"]: shown for shown in claim["appearances"]}
    places = [
        work_node(shown["article"], site, article_key(shown))
        for shown in articles.values()
    ]
    first = places[0] if places and "datePublished" in places[0] else {}
    return without_gaps(
        {
            "@type": "Claim",
            "@id": f"{page}#claim",
            "text": claim["statement"],
            "url": page,
            "author": source_nodes(claimants(claim), site, elsewhere),
            "about": source_nodes(spoken_of(claim), site, elsewhere),
            "claimInterpreter": site_node(site),
            "datePublished": first.get("datePublished"),
            "firstAppearance": first or None,
            "appearance": places,
        }
    )


def article_key(shown: AppearanceRecord) -> str:
    """The key of the article, if readers can open it."""
    return "" if shown["article"].get("unseen") else shown["article"]["key"]


def claimants(claim: ClaimRecord) -> list[SourceRef]:
    """Who make the claim, in all its appearances: the last ones of each chain."""
    return [
        step["source"]
        for shown in claim["appearances"]
        for together in group_by_position(shown["chain"])[-1:]
        for step in together
    ]


def spoken_of(claim: ClaimRecord) -> list[SourceRef]:
    """Whom the claim is about."""
    return [row["source"] for row in claim.get("about", [])]


def described_sources(claim: ClaimRecord) -> list[SourceRef]:
    """Who make the claim, and whom it is about."""
    return [*claimants(claim), *spoken_of(claim)]


def describe_claim(
    claim: ClaimRecord, site: Site, reviewed: Reviewed, elsewhere: Elsewhere = NOWHERE
) -> Node:
    """The review of a claim; the claim alone where no verdict is published."""
    if not claim["verdict"]:
        return {**CONTEXT, **claim_node(claim, site, elsewhere)}
    page = site.address("claim", claim["key"])
    return {
        **CONTEXT,
        **without_gaps(
            {
                "@type": "ClaimReview",
                "@id": f"{page}#review",
                "url": page,
                "claimReviewed": claim["statement"],
                "reviewRating": rating_node(claim["verdict"], reviewed.verdict),
                "reviewBody": claim["why"],
                "author": site_node(site),
                "datePublished": reviewed.published,
                "dateModified": reviewed.modified,
                "version": claim.get("number"),
                "citation": [
                    work_node(piece["work"], site) for piece in claim["evidence"]
                ],
                "itemReviewed": claim_node(claim, site, elsewhere),
            }
        ),
    }


def rating_node(verdict: str, words: str) -> Node:
    """The verdict by its word, and by a number where it is an end of the scale."""
    node: Node = {"@type": "Rating", "alternateName": words}
    if verdict not in RATINGS:
        return node
    return {
        **node, "ratingValue": RATINGS[verdict],
        "worstRating": WORST_RATING, "bestRating": BEST_RATING,
    }  # fmt: skip
