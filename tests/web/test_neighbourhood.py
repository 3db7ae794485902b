"""What does a source's page show of those around it, where there are very many?"""

import re

import pytest
from django.test import Client

from articles.models import Source, SourceRelation
from articles.queries import graph
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
        (parts[-1], "owns", make_source("A Shop", listed=True)),
        (parts[-1], "owns", make_source("A Mill", listed=True)),
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
    assert f">and {PARTS - 16} more</text>" in drawn(page)
    assert page.count("<li>Employs") == PARTS  # the list holds them all
    assert f"{PARTS + 1 - 30} more connections</summary>" in page


def test_few_connections_are_not_folded(reader: Client, state: Source) -> None:
    union = Source.objects.get(name="A Union")

    page = reader.get(f"/sources/{union.key}/").content.decode()

    assert "The State</text>" in drawn(page)
    assert "more connections" not in page


def test_what_is_further_off_is_not_crowded_out_by_what_is_near(
    reader: Client, state: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.get(f"/sources/{state.key}/?around=2").content.decode()
    assert ">A Shop</text>" in drawn(page)
    assert "are shown." not in page

    monkeypatch.setattr(graph, "MAX_RELATIONS", 1)
    monkeypatch.setattr("articles.views.sources.MAX_RELATIONS", 1)
    page = reader.get(f"/sources/{state.key}/?around=2").content.decode()
    assert ">A Shop</text>" in drawn(page)
    assert ">A Mill</text>" not in drawn(page)
    assert "Of each step at most 1 are shown." in page
