"""Does a change ask for decisions that rest on it without leaning on what changes?"""

import datetime
from typing import Any

import pytest

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.editing import appearances, source_relations
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    NewWork,
    StepEntry,
)
from articles.editing.source_relations import SourceRelationEntry
from articles.importing.annotation import attach_annotations
from articles.importing.articles import create_article
from articles.importing.people import ensure_example_people
from articles.importing.relation_table import plan_import
from articles.importing.versions import VersionEntry, add_newer_text
from articles.models import Article, Claim, LookAgain, SourceRelation, Work
from articles.models.choices import Stage
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
QUOTE = "The gates were opened before midnight"


def looks() -> list[str]:
    return list(LookAgain.objects.order_by("pk").values_list("what", flat=True))


def new_looks(claim: Claim) -> list[str]:
    """What is asked of this claim since the last time, and of no other."""
    told = looks()
    assert {row.claim for row in LookAgain.objects.all()} <= {claim}
    LookAgain.objects.all().delete()
    return told


def connected() -> Claim:
    """A decision on a page of an agency of the state of which the speaker is part."""
    page = make_work("A page", outlet=make_source("The Agency"))
    claim = make_claim()
    relate("Ministry of Rivers", "part_of", "The State")
    relate("The Agency", "state_agency_of", "The State")
    make_evidence(claim, work=page)
    return bring_to(claim, Stage.PUBLISHED)


def relate(one: str, kind: str, other: str) -> SourceRelation:
    return source_relations.add_source_relation(
        make_user(),
        SourceRelationEntry(
            make_source(one), kind, make_source(other), reference="https://a.example/"
        ),
    )


# -- hubs ------------------------------------------------------------------------------


def test_who_becomes_a_hub_or_no_longer_is_one_parts_and_joins_others(
    settings: Any,
) -> None:
    """The relation is of somebody else; the path over the hub is of these."""
    settings.INDEPENDENCE_HUB = 3
    connected()
    relate("Somebody", "part_of", "The State")
    assert looks() == []  # not one too many yet

    relation = relate("The State", "owns", "Something")
    (became,) = looks()
    source_relations.remove_source_relation(relation, 1)

    assert became.startswith("Recorded that The State owns Something: ")
    assert "“A page” is now not joined" in became
    assert "“A page” is now connected" in looks()[1]


def test_a_table_that_makes_a_hub_asks_as_well(settings: Any) -> None:
    settings.INDEPENDENCE_HUB = 3
    connected()
    heading = "source,kind,target,reference"
    lines = [f"Part {n},part_of,The State,https://a.example/" for n in range(2)]

    plan_import("\n".join([heading, *lines]), create=True).write(
        make_user(), listed=False
    )

    (what,) = looks()
    assert "“A page” is now not joined" in what


# -- what another claim's appearance cites ------------------------------------------------


def leading_on() -> tuple[Claim, Article]:
    """A decision on an article that cites nothing yet."""
    claim = make_claim()
    other = make_article("Another paper", f"Another paper\n\n{QUOTE}, one reads.")
    make_evidence(claim, work=other.work)
    return bring_to(claim, Stage.PUBLISHED), other


def quoting(*cited: Work) -> AppearanceEntry:
    return AppearanceEntry(
        [TextSpan(15, 15 + len(QUOTE))],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(work) for work in cited],
    )


def test_what_another_claim_cites_closes_and_opens_a_circle_of_this_one() -> None:
    claim, other = leading_on()
    first = claim.appearances.get().text_version.article.work
    ada, entry = make_user("ada"), ClaimEntry("Something else.", "event")
    second = make_claim("A second one.", article=other, quote=QUOTE)
    closed = ["“Another paper” cites otherwise now: circles: 1, were 0."]
    opened = ["“Another paper” cites otherwise now: circles: 0, were 1."]

    made = appearances.record_claim(ada, other.text, entry, quoting(first))
    assert new_looks(claim) == closed
    appearances.change_appearance(ada, made, quoting(), made.claim.version)
    assert new_looks(claim) == opened
    made = appearances.record_appearance(ada, other.text, second, quoting(first))
    assert new_looks(claim) == closed
    appearances.remove_appearance(made, None)
    assert new_looks(claim) == opened


def test_what_cites_nothing_of_it_asks_nobody() -> None:
    _, other = leading_on()
    entry = ClaimEntry("Something else.", "event")

    appearances.record_claim(
        make_user(), other.text, entry, quoting(make_work("A third work"))
    )

    assert looks() == []


# -- the same text, in two works -----------------------------------------------------------


LONG = "\n\n".join(
    f"Paragraph {n} is as long as those that many papers print alike, and it says"
    f" nothing in particular but that the {what} was seen on that day."
    for n, what in enumerate(("river", "dam", "gate", "weir", "lake", "fish"))
)
AGAIN = f"{LONG}\n\nAnd one more."
DAY = datetime.date(2026, 1, 5)


def taken_in(title: str, text: str, outlet: str = "") -> Article:
    by = make_source(outlet) if outlet else None
    details = NewWork(title, outlet=by, published_on=DAY)
    return create_article(
        text, details, [], "en", [""] * len(split_paragraphs(text)), make_user()
    )


def decided_on(article: Article) -> Claim:
    claim = make_claim(article=make_article())
    make_evidence(claim, work=article.work)
    return bring_to(claim, Stage.PUBLISHED)


TWIN = "“A page” is now connected (“A page” has the same text as “A twin”, published by"


def test_a_text_that_was_here_already_asks_for_what_rests_on_it() -> None:
    make_article("Not alike", LONG[:150])
    claim = decided_on(taken_in("A page", LONG))

    twin = taken_in("A twin", "Nothing like it.", "Ministry of Rivers")
    assert new_looks(claim) == []

    add_newer_text(twin, AGAIN, VersionEntry("correction"), [""] * 7, 1, make_user())
    (what,) = new_looks(claim)
    assert what.startswith(
        f"“A twin” came in, with a text that was here already: {TWIN}"
    )


def test_so_does_a_new_article_with_that_text() -> None:
    claim = decided_on(taken_in("A page", LONG))

    taken_in("A twin", AGAIN, "Ministry of Rivers")

    (what,) = new_looks(claim)
    assert TWIN in what


def test_so_does_an_annotation_file() -> None:
    claim = decided_on(taken_in("A page", LONG))
    sources = [{"ref": "m", "key": make_source("Ministry of Rivers").key}]
    works = [{"ref": "own", "key": "bcdfghjk22", "title": "A twin", "kind": "article",
              "outlet": "m"}]  # fmt: skip
    data: dict[str, Any] = {
        "text": {"sha256": fingerprint(AGAIN)}, "sources": sources, "works": works,
        "article": {"key": "bcdfghjk23", "work": "own"}, "claims": [],
    }  # fmt: skip

    attach_annotations(data, AGAIN, ensure_example_people())

    (what,) = new_looks(claim)
    assert TWIN in what


def test_what_a_twin_leans_on_asks_for_what_rests_on_the_other() -> None:
    claim = decided_on(taken_in("A page", LONG))
    taken_in("A twin", AGAIN, "The Agency")
    assert new_looks(claim) == []

    relate("Ministry of Rivers", "owns", "The Agency")

    (what,) = new_looks(claim)
    assert TWIN in what
