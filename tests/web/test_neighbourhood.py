"""What does a source's page show of those around it, where there are very many?"""

import re

import pytest
from django.test import Client

from articles.models import Source, SourceRelation
from articles.queries import connections
from tests.factories import REFERENCE, make_source

pytestmark = pytest.mark.django_db
PARTS = 120


@pytest.fixture
def state() -> Source:
    """It employs very many, and one of those owns something else; it is part of a union."""
    state = make_source("The State", listed=True)
    parts = [make_source(f"Part {n:03}", listed=True) for n in range(PARTS)]
    related = [
        SourceRelation(source=state, kind="employs", target=p, reference=REFERENCE)
        for p in parts
    ]
    for one, kind, other in (
        (state, "part_of", make_source("A Union", listed=True)),
        (parts[0], "owns", make_source("A Shop", listed=True)),
        (parts[0], "owns", make_source("A Mill", listed=True)),
    ):
        related.append(
            SourceRelation(source=one, kind=kind, target=other, reference=REFERENCE)
        )
    SourceRelation.objects.bulk_create(related)
    return state


def drawn(page: str) -> str:
    found = re.search(r'<svg class="drawing".*?</svg>', page, re.DOTALL)
    assert found
    return found[0]


def test_the_picture_shows_both_sides_and_counts_the_rest(
    reader: Client, state: Source
) -> None:
    page = reader.get(f"/sources/{state.key}/").content.decode()

    assert ">A Union</text>" in drawn(page)
    assert ">and more</text>" in drawn(page)
    assert f"<strong>{PARTS + 1}</strong> connections" in page


def test_every_connection_stands_on_one_of_the_pages(
    reader: Client, state: Source
) -> None:
    found: list[str] = []
    address = f"/sources/{state.key}.json"
    while address:
        answer = reader.get(address).json()
        assert answer["relations_total"] == PARTS + 1
        found += [row["source"]["name"] for row in answer["relations"]]
        address = answer["relations_next"]

    assert len(found) == PARTS + 1
    assert found == [*sorted(set(found) - {"A Union"}), "A Union"]

    page = reader.get(f"/sources/{state.key}/").content.decode()
    link = re.search(r'href="([^"]*relations=\d+)#relations" rel="next', page)
    assert link
    following = reader.get(link[1].replace("&amp;", "&")).content.decode()
    assert "Employs <a" in following
    assert "Back to the first connections" in following


def test_a_hidden_connection_moves_no_page(reader: Client, state: Source) -> None:
    """Neither by its place nor by its number."""
    address = f"/sources/{state.key}.json"
    before = reader.get(address).json()
    hidden = make_source("A secret")
    made = SourceRelation.objects.create(
        source=state, kind="employs", target=hidden, since="1900-01-01",
        reference=REFERENCE,
    )  # fmt: skip

    assert reader.get(address).json() == before
    asked = reader.get(f"{address}?relations={made.pk}").json()
    assert asked["relations"] == before["relations"]

    hidden.listed = True
    hidden.save()
    assert reader.get(address).json()["relations_total"] == PARTS + 2


def test_of_very_many_connections_a_page_says_at_least(
    reader: Client, state: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MAX_COUNTED_RELATIONS", 100)

    page = reader.get(f"/sources/{state.key}/").content.decode()

    assert "At least 100</strong> connections" in page


def test_few_connections_are_not_counted(reader: Client, state: Source) -> None:
    union = Source.objects.get(name="A Union")

    page = reader.get(f"/sources/{union.key}/").content.decode()

    assert "The State</text>" in drawn(page)
    assert "</strong> connections" not in page


def test_what_is_further_off_is_not_crowded_out_by_what_is_near(
    reader: Client, state: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.get(f"/sources/{state.key}/?around=2").content.decode()
    assert ">A Shop</text>" in drawn(page)
    assert "are shown." not in page

    monkeypatch.setattr(connections, "MAX_RELATIONS", 1)
    monkeypatch.setattr("articles.views.sources.MAX_RELATIONS", 1)
    page = reader.get(f"/sources/{state.key}/?around=2").content.decode()
    assert ">A Shop</text>" in drawn(page)
    assert ">A Mill</text>" not in drawn(page)
    assert "Of each step at most 1 are shown." in page
