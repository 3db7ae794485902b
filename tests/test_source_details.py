"""Are a source and its other names kept as the reviewer left them?"""

import pytest
from django.test import Client
from django.urls import reverse

from articles.concurrency import StaleVersionError
from articles.editing import details
from articles.models import Source
from tests.factories import make_source, sent


def test_a_source_is_kept_with_its_names(db: None) -> None:
    source = Source(name="Al-Noor Radio", kind="outlet")

    details.save_source(source, ["Al Noor", "النور"], None)

    names = source.aliases.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Al Noor", "النور"]


def test_names_that_were_taken_away_are_gone_and_others_stay(db: None) -> None:
    source = details.save_source(Source(name="A", kind="person"), ["B", "C"], None)
    kept = source.aliases.get(name="C")

    details.save_source(source, ["C", "D"], source.version)

    assert set(source.aliases.values_list("name", flat=True)) == {"C", "D"}
    assert source.aliases.get(name="C") == kept
    assert Source.objects.get().version == 2


def test_two_people_do_not_overwrite_each_others_source(db: None) -> None:
    source = make_source()
    other = Source.objects.get()
    details.save_source(other, [], 1)
    source.name = "Something else"

    with pytest.raises(StaleVersionError):
        details.save_source(source, [], 1)

    assert Source.objects.get().name == "Ministry of Rivers"


def test_a_name_that_is_too_long_is_refused_and_not_cut(desk: Client) -> None:
    values = sent(name="A", kind="person", aliases="B\n" + "c" * 201)

    answer = desk.post(reverse("desk_source_new"), values)

    assert answer.status_code == 422
    assert "A name has more than 200 letters." in answer.content.decode()
    assert not Source.objects.exists()
