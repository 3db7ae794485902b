"""Is a day that could be another one refused, wherever a day can be typed?"""

import datetime
from typing import Any

import pytest
from django import forms
from django.db import models
from django.test import Client

from articles.filters import ArticleFilter, ClaimFilter
from articles.forms.chain import AttributionForm
from articles.forms.fields import DayField
from articles.forms.versions import VersionForm

MAY_3 = datetime.date(2024, 5, 3)
WRITTEN = ["2024-05-03", "3 May 2024", "03 May 2024", "May 3, 2024", "3 may 2024"]
UNCLEAR = [
    "03/05/2024",
    "3/5/24",
    "05/13/2024",
    "03-05-2024",
    "03.05.2024",
    "2024",
    "May",
]
HINT = "Enter a date like 3 May 2024, or 2024-05-03."

DAY_FIELDS = [
    (AttributionForm, "said_from"),
    (AttributionForm, "said_to"),
    (VersionForm, "dated"),
    (ClaimFilter, "since"),
    (ClaimFilter, "until"),
    (ArticleFilter, "since"),
    (ArticleFilter, "until"),
]


def day_field(owner: Any, name: str) -> forms.Field:
    if hasattr(owner, "base_filters"):
        field: forms.Field = owner.base_filters[name].field
        return field
    return owner.base_fields[name]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("owner", "name"), DAY_FIELDS)
@pytest.mark.parametrize("typed", WRITTEN)
def test_a_day_is_read_as_it_can_only_be_meant(
    owner: Any, name: str, typed: str
) -> None:
    assert day_field(owner, name).clean(typed) == MAY_3


@pytest.mark.parametrize(("owner", "name"), DAY_FIELDS)
@pytest.mark.parametrize("typed", UNCLEAR)
def test_a_day_that_nobody_can_know_is_refused(
    owner: Any, name: str, typed: str
) -> None:
    with pytest.raises(forms.ValidationError, match=HINT):
        day_field(owner, name).clean(typed)


@pytest.mark.parametrize("typed", UNCLEAR)
def test_the_admin_guesses_no_more_than_the_desk(typed: str) -> None:
    field = models.DateField().formfield()
    assert field

    with pytest.raises(forms.ValidationError):
        field.clean(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("03/05/2024", "03/05/2024"),
        ("3 May 2024", "3 May 2024"),
        ("2024-05-03", "3 May 2024"),
        ("May 3, 2024", "3 May 2024"),
        ("", None),
    ],
)
def test_a_day_is_shown_in_words_and_what_is_none_as_it_was_typed(
    typed: str, shown: str | None
) -> None:
    field = str(type("F", (forms.Form,), {"day": DayField()})({"day": typed})["day"])

    assert 'type="text"' in field
    assert (f'value="{shown}"' in field) if shown else ("value=" not in field)


def test_no_form_has_a_browsers_own_field_for_dates() -> None:
    for owner, name in DAY_FIELDS:
        assert day_field(owner, name).widget.input_type == "text"


@pytest.mark.parametrize("path", ["claims", "articles"])
def test_a_list_shows_the_day_that_is_asked_for_in_words(
    path: str, client: Client, db: None
) -> None:
    for typed in ("2026-03-05", "5 March 2026", "March 5, 2026"):
        page = client.get(f"/{path}/", {"since": typed}).content.decode()

        assert 'type="text" id="id_since" name="since" value="5 March 2026"' in page
        assert " from: 5 March 2026</bdi>" in page
        assert 'type="date"' not in page


def test_a_list_shows_the_day_that_it_could_not_read(client: Client, db: None) -> None:
    answer = client.get("/claims/?since=03/05/2026")

    page = answer.content.decode()
    assert HINT in page
    assert 'type="text" id="id_since" name="since" value="03/05/2026"' in page
