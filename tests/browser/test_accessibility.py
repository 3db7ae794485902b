"""Can everybody use every page? Axe looks for what keeps people out."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import (
    Appearance,
    Article,
    Citation,
    Claim,
    ClaimRelation,
    Evidence,
    Publication,
    SealedVerdict,
    Source,
    SourceRelation,
    WorkRelation,
)
from articles.models.choices import Stage, VerdictRule
from tests.browser.conftest import Site
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
    set_team,
)

Barriers = Callable[[Page], list[str]]


@pytest.fixture
def demo(people: object, settings: Any) -> None:
    settings.LOCAL = True
    set_team(verdicts=VerdictRule.TWO_BLIND)
    call_command("load_demo", verbosity=0)


def reader_pages() -> list[str]:
    shown = [
        claim.claim for claim in Publication.objects.current().select_related("claim")
    ]
    claims = [max(shown, key=lambda claim: claim.appearances.count())]
    claims += [next(c for c in shown if c.publications.count() > 1)]
    withdrawn = Claim.objects.get(stage=Stage.WITHDRAWN)
    relation = ClaimRelation.objects.public()[0]
    return [
        "/", "/claims/", "/claims/?verdict=refuted&q=river", "/claims/?since=never",
        "/claims/?q=nothingatall", "/search/?q=river", "/search/?q=minstry+rivres",
        "/search/?q=gates+nothingatall", "/claims/?kind=event&since=1+May+2026&sort=oldest",
        "/articles/", "/sources/", "/method/", "/audit/", "/login/",
        "/nowhere/", "/about/", "/circles/",
        *(f"/claims/{claim.key}/states/1/" for claim in claims),
        *(reverse("claim", args=[claim.key]) for claim in [*claims, withdrawn]),
        *(reverse("article", args=[article.key]) for article in Article.objects.all()),
        *(
            reverse("article", args=[article.key]) + "?view=voices"
            for article in Article.objects.all()
        ),
        reverse("claim", args=[relation.target.key]),
        reverse("source", args=[Source.objects.get(name="Ilvane Wire").key]),
        "/claims/?fidelity=altered", "/circles/",
        f"{reverse('source', args=[Source.objects.get(name='Idris Varn').key])}?role=cited",
    ]  # fmt: skip


def desk_pages() -> list[str]:
    stages = (Stage.DRAFT, Stage.READY, Stage.FIRST_VERDICT, Stage.PUBLISHED)
    claims = [Claim.objects.filter(stage=stage).order_by("pk")[0] for stage in stages]
    ready = claims[1].key
    # One whose first verdict is sealed, and one with two verdicts that differ.
    undecided = [
        SealedVerdict.objects.unopened()[0].claim,
        Claim.objects.filter(stage=Stage.ADJUDICATION)[0],
    ]
    cited = Citation.objects.exclude(passage="").select_related("appearance")
    return [
        reverse("desk"), reverse("desk_import"), reverse("desk_source_new"),
        reverse("password_change"), reverse("desk_citations"),
        *(
            reverse("desk_citation", args=[citation.appearance.key, citation.number])
            for citation in cited.order_by("pk")[:2]
        ),
        *(reverse("desk_article", args=[article.key]) for article in Article.objects.all()),
        reverse("desk_article_details", args=[Article.objects.order_by("pk")[0].key]),
        reverse("desk_appearance", args=[Appearance.objects.order_by("pk")[0].key]),
        *(reverse("desk_claim", args=[claim.key]) for claim in claims),
        reverse("desk_claim", args=[ClaimRelation.objects.all()[0].claim.key]),
        reverse("desk_relate", args=[ready]),
        reverse("desk_claim_edit", args=[ready]),
        reverse("desk_evidence_add", args=[ready]),
        reverse("desk_evidence", args=[Evidence.objects.order_by("pk")[0].key]),
        reverse("desk_step", args=[ready, "give_verdict"]),
        reverse("desk_step", args=[claims[2].key, "send_back"]),
        *(reverse("desk_claim", args=[claim.key]) for claim in undecided),
        reverse("desk_step", args=[undecided[0].key, "give_second_verdict"]),
        reverse("desk_step", args=[undecided[1].key, "adjudicate"]),
        reverse("desk_team"), reverse("desk_overruled"),
        reverse("desk_source", args=[Source.objects.order_by("pk")[0].key]),
        reverse("desk_relation_new", args=[Source.objects.order_by("pk")[0].key]),
        reverse("desk_relation", args=[SourceRelation.objects.order_by("pk")[0].pk]),
        reverse("desk_relations_import"), reverse("desk_look_again"),
        reverse("desk_agreement"),
        reverse("desk_argue", args=[Evidence.objects.order_by("pk")[0].key]),
        reverse("desk_work_details", args=[Evidence.objects.order_by("pk")[0].work.key]),
        reverse("desk_work_status", args=[Evidence.objects.order_by("pk")[0].work.key]),
        reverse("desk_work_relation_new", args=[Article.objects.order_by("pk")[0].work.key]),
        reverse("desk_work_relation", args=[WorkRelation.objects.order_by("pk")[0].pk]),
        reverse("desk_work", args=[WorkRelation.objects.order_by("pk")[0].source.key]),
        reverse("desk_work", args=[Evidence.objects.order_by("pk")[0].work.key]),
        reverse("desk_version_new", args=[Article.objects.order_by("pk")[0].key]),
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_readers_has_a_barrier(
    demo: None, site: Site, barriers: Barriers, scheme: str
) -> None:
    page = site(color_scheme=scheme)

    found = []
    for address in reader_pages():
        page.goto(address)
        found += barriers(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_has_a_barrier(
    demo: None, site: Site, barriers: Barriers, scheme: str
) -> None:
    page = site("ben", color_scheme=scheme)

    found = []
    for address in desk_pages():
        page.goto(address)
        found += barriers(page)
    assert not found, "\n".join(found)


def test_keys_alone_filter_a_list_and_lead_from_a_mark_to_its_claim_without_scripts(
    demo: None, site: Site
) -> None:
    page = site(java_script_enabled=False)

    page.goto("/claims/")
    page.get_by_label("Words", exact=True).focus()
    page.keyboard.type("manganese")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/?q=manganese*")
    page.goto(Article.objects.order_by("pk")[0].get_absolute_url())
    statement = page.locator(".note:has(#note-1) .note-statement").inner_text()
    page.get_by_label("Note 1", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")

    assert statement in page.locator("h1").inner_text()


def test_no_page_scrolls_sideways_on_a_phone(demo: None, site: Site) -> None:
    page = site("ben", viewport={"width": 320, "height": 800})

    wide = []
    for address in [*reader_pages(), *desk_pages()]:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(address, width)] if width > 320 else []
    assert not wide


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_goes_through_the_head_as_it_is_read(
    site: Site, width: int
) -> None:
    page = site(viewport={"width": width, "height": 800})
    page.goto("/method/")
    head = page.locator(".masthead").locator("a, input, button")

    places = []
    page.keyboard.press("Tab")  # the link that skips the head
    for _ in head.all():
        page.keyboard.press("Tab")
        box = page.locator(".masthead :focus").bounding_box()
        assert box
        places.append((box["x"], box["y"] + box["height"] / 2))

    for (x, y), (next_x, next_y) in pairwise(places):
        assert next_y > y + 10 or (next_x > x and next_y > y - 10)


def test_the_keyboard_can_skip_the_filters(demo: None, site: Site) -> None:
    page = site(viewport={"width": 1280, "height": 800})
    page.goto("/claims/")
    page.locator("#main").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator(".claim-rows a").first.evaluate("it => it.matches(':focus')")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_for_a_word_that_never_ends(
    people: Any, site: Site, width: int
) -> None:
    long, name = "Statement" * 55, "Name" * 48
    article = make_article("Title" * 60, outlet=make_source(name, kind="outlet"))
    claim = make_claim(long, article=article, chain=("Tessa Aldering", f"By {name}"))
    make_evidence(claim, work=make_work("Evidence" * 35))
    bring_to(claim, Stage.PUBLISHED)
    page = site("ben", viewport={"width": width, "height": 800})

    for address in [
        "/", "/claims/", "/articles/", "/sources/", claim.get_absolute_url(),
        reverse("article", args=[article.key]),
        reverse("article", args=[article.key]) + "?view=voices",
        reverse("source", args=[make_source(name).key]),
        reverse("desk"), reverse("desk_article", args=[article.key]),
        reverse("desk_claim", args=[claim.key]),
    ]:  # fmt: skip
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address


def test_paper_is_white_also_for_who_reads_in_the_dark(
    demo: None, site: Site, barriers: Barriers
) -> None:
    page = site(color_scheme="dark")
    page.emulate_media(media="print")
    article = Article.objects.order_by("pk")[0]

    page.goto(reverse("article", args=[article.key]))

    assert barriers(page) == []


def test_axe_finds_a_barrier_where_there_is_one(site: Site, barriers: Barriers) -> None:
    page = site()
    page.goto("/method/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [each for each in barriers(page) if "html-has-lang" in each]

    # Two targets of twelve pixels, one beside the other.
    page.evaluate(
        """for (const name of "ab") {
          const small = document.createElement("button");
          small.append(name);
          Object.assign(small.style, {width: "12px", height: "12px", padding: 0});
          document.querySelector("main").append(small);
        }"""
    )
    assert [each for each in barriers(page) if "target-size" in each]
