"""A claim's page: its sections, and its appearances over time and side by side."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles.models import Claim, User
from articles.models.choices import Action, Stage, Stance
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    take,
)

pytestmark = pytest.mark.django_db

GATES = "The gates may be opened at noon and closed at night"
WILL = "The gates will be opened at noon and closed at night"
OTHER = "Nobody has seen the lake so low"
ARABIC = "قد تُفتح البوابات ظهرًا"


def printed(*places: tuple[str, str | None, str], **each: Any) -> Claim:
    """One quotation in several articles: the outlet, when (day, month or not), the words."""
    first: Claim | None = None
    for number, (outlet, when, words) in enumerate(places):
        text = f"“{words}”, it said. {number}"
        precision = {7: "month", 4: "year"}.get(len(when or ""), "day")
        article = make_article(
            f"Report {number}", text, outlet=make_source(outlet, kind="outlet"),
            published_on=f"{when}-01-01"[:10] if when else None,
            published_precision=precision,
            language="ar" if words == ARABIC else "en",
        )  # fmt: skip
        made = make_claim(
            f"Claim {number}.", kind="quotation", article=article, quote=f"“{words}”",
            **each,
        )  # fmt: skip
        if first is None:
            first = made
        else:
            made.appearances.update(claim=first)
            made.delete()
    assert first
    return first


def shown(reader: Client, claim: Claim, user: User, **asked: str) -> Any:
    """The page of the claim, published as it is recorded."""
    if claim.stage == Stage.DRAFT:
        take(Action.SUBMIT, claim, claim.recorded_by)
        take(Action.PUBLISH_RECORD, claim, user)
    return html.fromstring(reader.get(claim.get_absolute_url(), asked).content)


def found(element: Any, name: str, within: str = "*") -> list[Any]:
    """The elements of this class, each in one with the other name."""
    has = f"contains(concat(' ', @class, ' '), ' {name} ')"
    return list(element.xpath(f".//*[{has}][ancestor::{within}]"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def told(page: Any, name: str, inner: str = ".") -> list[str]:
    return [words(part) for each in found(page, name) for part in each.xpath(inner)]


def test_appearances_stand_in_the_order_of_publication_each_by_its_key(
    reader: Client, cleo: User
) -> None:
    claim = printed(
        ("Courier", "2026-03-05", WILL), ("Observer", None, OTHER),
        ("Wire", "2026-03-01", GATES), ("Diffatan", "2026-03-02", ARABIC),
        ("Post", "2026-03", GATES[:31]),
    )  # fmt: skip

    page = shown(reader, claim, cleo)

    assert told(page, "appearance", ".//h3") == [
        "1 March 2026 Wire", "2 March 2026 Diffatan", "5 March 2026 Courier",
        "March 2026 Post", "Without a date Observer",
    ]  # fmt: skip
    keys = [each.get("id") for each in found(page, "appearance")]
    assert sorted(keys) == sorted(f"a-{each.key}" for each in claim.appearances.all())
    lines = page.xpath("//ol[@class='times']//a")
    assert [each.get("href").removeprefix("#") for each in lines] == keys
    assert told(page, "times-words") == [
        "first known wording", "first known in Arabic", "1 change",
        "the same words in part", "other words",
    ]  # fmt: skip
    assert told(page, "moved") == [
        "First known wording of Ministry of Rivers.",
        "First known wording in Arabic, not compared with those in other languages.",
        "1 change from the first known wording.",
        "The same words in part as the first known wording.",
        "Other words than the first known wording.",
    ]


def test_only_what_is_known_of_a_date_stands_on_the_line_of_time(
    reader: Client, cleo: User
) -> None:
    claim = printed(
        ("Wire", "2026-03-01", GATES), ("Post", "2026-03", GATES),
        ("Observer", None, GATES),
    )  # fmt: skip

    page = shown(reader, claim, cleo)

    lines = found(page, "times-line")
    assert [(len(each.xpath("svg")), len(each.xpath("rect")))
            for each in lines] == [(1, 0), (0, 1), (0, 0)]  # fmt: skip
    said = words(found(page, "appearance-times")[0])
    assert "Where only a month or a year is known, the line shows all of it" in said
    assert "1 has no known date." in said
    assert "from 1 March 2026 to March 2026" in words(page)


def test_a_claim_that_appears_once_has_neither_picture_nor_comparison(
    reader: Client, cleo: User
) -> None:
    claim = printed(("Wire", "2026-03-01", GATES))

    page = shown(reader, claim, cleo)

    assert found(page, "appearance-times") + found(page, "appearances") == []
    alone = page.get_element_by_id(f"a-{claim.appearances.get().key}")
    assert GATES in words(alone)
    assert told(page, "section-head") == [
        "Who says so", "How independent the evidence is", "Evidence",
        "What was cited, and whether it says so", "History 1",
    ]  # fmt: skip


def test_what_is_not_quoted_is_not_compared_and_says_so(
    reader: Client, cleo: User
) -> None:
    claim = printed(("Wire", "2026-03-01", GATES), ("Post", "2026-03-02", WILL))
    Claim.objects.filter(pk=claim.pk).update(kind="event")

    page = shown(reader, claim, cleo)

    assert told(page, "times-words") == ["not quoted", "not quoted"]
    assert "so the words are not compared" in told(page, "result")[-2]
    assert found(page, "difference") == []


def test_of_a_hundred_appearances_there_are_columns_and_the_same_as_a_table(
    reader: Client, cleo: User
) -> None:
    days = [f"2026-{3 + n % 2:02}-{1 + n // 4:02}" for n in range(98)]
    claim = printed(
        *((f"Paper {n}", day, GATES if n else WILL) for n, day in enumerate(days)),
        ("Late", "2027", WILL), ("Lost", None, GATES),
    )  # fmt: skip

    page = shown(reader, claim, cleo)

    assert found(page, "times") == []
    rows = page.xpath("//*[@id='times-table']/tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["March 2026", "1", "0", "48"], ["April 2026", "0", "0", "49"],
    ]  # fmt: skip
    assert "1 of them stands in no column" in words(page)
    assert "1 has no known date." in words(page)
    assert len(found(page, "appearance")) == 100
    assert len(found(page, "appearance", "details")) == 92


def test_the_list_of_sections_leads_to_each_and_counts_what_it_has(
    reader: Client, ada: User, cleo: User
) -> None:
    claim = printed(("Wire", "2026-03-01", GATES), ("Post", "2026-03-02", WILL))
    make_evidence(claim, Stance.SUPPORTS)
    make_evidence(claim, Stance.REFUTES)

    page = shown(reader, claim, cleo)

    assert told(page, "claim-contents", "li") == [
        "Who says so", "How independent", "Evidence 2", "Cited 0",
        "Where it appears 2", "History 1",
    ]  # fmt: skip
    heads = [each.get("id") for each in found(page, "section-head")]
    links = page.xpath("//ul[@class='claim-contents']//a")
    assert [each.get("href") for each in links] == [f"#{id}" for id in heads]
    assert "1 supports it, 1 refutes it." in told(page, "result")


def test_each_section_has_a_head_one_level_below_the_page(
    reader: Client, cleo: User
) -> None:
    claim = printed(("Wire", "2026-03-01", GATES), ("Post", "2026-03-02", WILL))

    page = shown(reader, claim, cleo)

    levels = [
        int(each.tag[1])
        for each in page.xpath(
            "//main//*[self::h1 or self::h2 or self::h3 or self::h4]"
        )
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', html.tostring(page, encoding="unicode"))
    assert len(ids) == len(set(ids))


def test_a_past_state_shows_its_own_appearances(reader: Client, cleo: User) -> None:
    claim = bring_to(printed(("Wire", "2026-03-01", GATES)), Stage.PUBLISHED)
    later = printed(("Post", "2026-03-02", WILL))
    later.appearances.update(claim=claim)
    take(Action.UPDATE, claim, cleo)

    now = shown(reader, claim, cleo)
    first = html.fromstring(reader.get(f"{claim.get_absolute_url()}states/1/").content)

    assert len(found(now, "appearance")) == 2
    assert found(first, "appearances") == []
    assert f"a-{claim.appearances.order_by('pk')[0].key}" in {
        each.get("id") for each in first.xpath("//section")
    }


def test_a_past_appearance_leads_to_no_article_that_readers_cannot_open(
    reader: Client, cleo: User
) -> None:
    claim = printed(("Wire", "2026-03-01", GATES), ("Post", "2026-03-02", WILL))
    bring_to(claim, Stage.PUBLISHED)
    key = claim.appearances.order_by("pk")[1].key
    claim.appearances.filter(key=key).update(claim=make_claim(article=make_article()))
    take(Action.UPDATE, claim, cleo)

    page = html.fromstring(reader.get(f"{claim.get_absolute_url()}states/1/").content)

    gone = page.get_element_by_id(f"a-{key}")
    assert "2 March 2026 Post Report 1" in words(gone)
    links = [each.get("href") for each in gone.xpath(".//a")]
    assert not [each for each in links if each.startswith("/articles/")]
    assert page.xpath(f"//ol[@class='times']//a[@href='#a-{key}']")
