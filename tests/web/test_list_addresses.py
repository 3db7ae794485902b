"""What is the address of a list with one filter more, or one less?"""

import re
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest
from django.test import Client, RequestFactory

from articles.filters import ClaimFilter
from articles.models.choices import SourceKind, Stage
from articles.views.lists import Address, Choices, facet_options, filter_chips
from tests.factories import bring_to, make_claim, make_source


def address(query: str) -> Address:
    return Address.of(RequestFactory().get(f"/claims/?{query}"), "/claims/")


ADDRESSES: list[tuple[str, Callable[[Address], str], str]] = [
    ("",                    str,                                    "/claims/"),
    ("kind=event&after=k",  str,                                    "/claims/?kind=event"),
    ("q=&role=&kind=event&format=json", str,                        "/claims/?kind=event"),
    ("kind=event",          lambda a: a.using(kind="number"),       "/claims/?kind=number"),
    ("kind=a&kind=b",       lambda a: a.using(after="k"),
                                                "/claims/?kind=a&kind=b&after=k"),
    ("kind=a",              lambda a: a.adding("kind", "b"),
                                                "/claims/?kind=a&kind=b"),
    ("kind=a&kind=b",       lambda a: a.without("kind", "a"),       "/claims/?kind=b"),
    ("kind=a&kind=b",       lambda a: a.without("kind"),            "/claims/"),
    ("kind=a&q=x",          lambda a: a.without("kind", "a"),       "/claims/?q=x"),
    ("q=x",                 lambda a: a.without("kind"),            "/claims/?q=x"),
    ("q=a%26b+c",           str,                                    "/claims/?q=a%26b+c"),
    ("q=%D9%85",            lambda a: a.in_format("csv"),           "/claims.csv?q=%D9%85"),
    ("",                    lambda a: a.in_format("json"),          "/claims.json"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "asked", "expected"), ADDRESSES)
def test_an_address_with_one_filter_more_or_less(
    query: str, asked: Callable[[Address], str], expected: str
) -> None:
    assert asked(address(query)) == expected


def test_an_address_is_not_changed_by_asking_for_another() -> None:
    one = address("kind=a")

    one.using(kind="b")
    one.adding("kind", "c")
    one.without("kind")

    assert str(one) == "/claims/?kind=a"


def links(query: str, *, many: bool) -> dict[str, tuple[bool, str]]:
    options = [("event", "Event", 3), ("number", "Number", 1)]
    shown = facet_options(address(query), Choices("kind", "Kind", options), many=many)
    return {row["value"]: (row["selected"], row["url"]) for row in shown["options"]}


def test_a_facet_of_which_several_may_be_chosen_adds_and_takes_away() -> None:
    assert links("kind=event&q=x", many=True) == {
        "event":  (True,  "/claims/?q=x"),
        "number": (False, "/claims/?kind=event&kind=number&q=x"),
    }  # fmt: skip


def test_a_facet_of_which_one_may_be_chosen_changes_over() -> None:
    assert links("kind=event", many=False) == {
        "event":  (True,  "/claims/"),
        "number": (False, "/claims/?kind=number"),
    }  # fmt: skip


def test_an_option_that_would_find_nothing_is_no_link_but_can_be_taken_away() -> None:
    options = [("event", "Event", 0), ("number", "Number", 0), ("other", "Other", 2)]
    on = address("kind=event")
    shown = facet_options(on, Choices("kind", "Kind", options), many=True)

    assert [row["url"] for row in shown["options"]] == [
        "/claims/", "", "/claims/?kind=event&kind=other",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_page_has_no_dead_ends_and_takes_all_filters_off_at_once() -> None:
    make_claim(stage=Stage.PUBLISHED)

    one = Client().get("/claims/?kind=event").content.decode()
    two = Client().get("/claims/?kind=event&q=gates").content.decode()

    assert "verdict=supported" in one
    assert "verdict=refuted" not in one
    assert '<span class="status" data-verdict="refuted">' in one
    assert "Remove all filters" not in one
    assert '<a class="chip-all" href="/claims/">Remove all filters</a>' in two


@pytest.mark.django_db
def test_a_list_without_rows_offers_fewer_words_and_keeps_the_other_filters() -> None:
    make_claim(stage=Stage.PUBLISHED)
    make_source("Velmar River Command", listed=True)

    claims = Client().get("/claims/?kind=event&q=the+gates+zzz").content.decode()
    articles = Client().get("/articles/?q=river+zzz").content.decode()
    sources = Client().get("/sources/?q=velmer").content.decode()

    assert 'href="/claims/?kind=event&amp;q=gates"' in claims
    assert "Left out as little words: the." in claims
    assert "Only little words" in Client().get("/claims/?q=the").content.decode()
    assert 'href="/articles/?q=river"' in articles
    assert "Did you mean" in sources
    assert "Velmar River Command" in sources
    nothing = Client().get("/claims/?kind=number&q=gates+zzz").content.decode()
    assert "With fewer words" not in nothing


def test_chips_name_the_filters_that_are_on_and_take_them_off() -> None:
    query = "verdict=none&kind=event&kind=number&source=bcdfghjk22&q=old+dam&since=2026-03-05&after=k"
    on = address(query)

    shown = filter_chips(on, ClaimFilter(on.query), {"bcdfghjk22": "Al-Manār TV"})

    assert {chip["label"] for chip in shown} == {
        "Words: old dam", "Status: Not yet reviewed", "Kind: Event", "Kind: Number",
        "Source: Al-Manār TV", "Appeared from: 5 March 2026",
    }  # fmt: skip
    urls = {chip["label"]: chip["url"] for chip in shown}
    assert "kind=number" in urls["Kind: Event"]
    assert "kind=event" not in urls["Kind: Event"]
    assert all("after" not in url for url in urls.values())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/claims", "/sources", "/articles"])
def test_a_table_begins_with_a_byte_order_mark_and_json_does_not(path: str) -> None:
    table = b"".join(Client().get(f"{path}.csv").streaming_content)  # type: ignore[attr-defined]

    assert table.startswith(b"\xef\xbb\xbfkey,")
    assert table.endswith(b"\r\n")
    assert Client().get(f"{path}.json").content.startswith(b"{")


@pytest.mark.django_db
def test_sources_are_browsed_by_kind_by_part_and_by_the_letter_of_their_name() -> None:
    make_source("Velmar River Command", listed=True)
    make_source("“Velmar Post”", kind=SourceKind.OUTLET, listed=True)
    make_source("وزارة الأنهار", listed=True)
    make_claim(stage=Stage.PUBLISHED)

    everybody = Client().get("/sources/").content.decode()
    letter = Client().get("/sources/?initial=v").content.decode()
    claimants = Client().get("/sources/?role=claimant").content.decode()
    kinds = Client().get("/sources.json?initial=v").json()["facets"]

    assert 'href="/sources/?initial=v"' in everybody
    assert f'href="/sources/?initial={quote_plus("و")}"' in everybody
    assert "Velmar River Command" in letter
    assert "“Velmar Post”" in letter
    assert "وزارة" not in re.sub('<section class="facet">.*?</section>', "", letter)
    assert "Name begins with: V" in letter
    assert "Ministry of Rivers" in claimants
    assert "Velmar River Command" not in claimants
    assert kinds["kind"] == {"organisation": 1, "outlet": 1}


@pytest.mark.django_db
def test_a_source_has_a_bar_for_each_part_as_long_as_it_has_claims() -> None:
    make_claim(stage=Stage.PUBLISHED)
    make_claim("The gates were shut.", Stage.PUBLISHED, chain=("Ministry of Rivers",))

    page = Client().get("/sources/").content.decode()
    _, row = page.split("<bdi>Ministry of Rivers</bdi>")

    assert 'claims <b>2</b><svg viewBox="0 0 2 1"' in row
    assert '<rect width="2" height="1"/>' in row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("speakers", "words"),
    [
        (3, "A 0, A 1 and A 2"),
        (4, "A 0, A 1 and 2 others"),
        (9, "A 0, A 1 and 7 others"),
    ],
)
def test_a_row_names_a_few_of_many_sources_and_counts_the_others(
    speakers: int, words: str
) -> None:
    claim = make_claim(chain=("A 0",))
    (step,) = claim.appearances.get().chain.all()
    for number in range(1, speakers):
        step.pk, step.source = None, make_source(f"A {number}")
        step.save()
    bring_to(claim, Stage.PUBLISHED)

    page = Client().get("/claims/").content.decode()
    (row,) = re.findall(r'<p class="meta dot-list"><span>(.*?)</span>', page)

    assert re.sub("<[^>]+>", "", row) == words
