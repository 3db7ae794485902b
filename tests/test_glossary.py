"""The glossary names every model, choice and address as the code does, and no other."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import TextChoices
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import choices

GLOSSARY = Path(__file__).parents[1] / "docs/glossary.md"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under this heading."""
    section = (
        GLOSSARY.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    )
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names_in(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)


def url_names(resolver: URLResolver) -> set[str]:
    """Every named address outside the admin; a page in another format is the same page."""
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found |= {str(entry.name).removesuffix("_as")} if entry.name else set()
        elif not entry.namespace:
            found |= url_names(entry)
    return found


def test_each_table_has_one_row() -> None:
    stored = {
        model.__name__: model._meta.db_table
        for model in apps.get_app_config("articles").get_models()
        if not hasattr(model, "pgh_tracked_model")  # a history, named after its table
    }
    told = [(*names_in(row[1]), *names_in(row[2])) for row in rows("Things")]

    assert sorted(told) == sorted(stored.items())


def test_each_scale_has_its_values_by_the_words_that_readers_see() -> None:
    scales = {
        name: scale
        for name, scale in vars(choices).items()
        if isinstance(scale, type)
        and issubclass(scale, TextChoices)
        and scale is not TextChoices
    }
    told = {names_in(row[1])[0]: row[2] for row in rows("Scales")}

    assert told.keys() == scales.keys()
    for name, scale in scales.items():
        values = names_in(told[name])
        assert values == scale.values, name
        words = re.findall(r"([^,`]+) `", told[name])
        labels = [label for label in scale.labels if "," not in label]
        assert not words or {word.strip() for word in words} >= set(labels), name


def test_each_address_is_named_and_no_other() -> None:
    text = GLOSSARY.read_text("utf-8")
    named = {name for row in rows("Things") for name in names_in(row[3])}
    apart = set(
        names_in(text.split("Addresses that are no thing:")[1].split("\n\n")[0])
    )

    assert named | apart == url_names(get_resolver())


def test_each_row_has_a_word_for_people() -> None:
    for row in [*rows("Things"), *rows("Scales")]:
        assert row[0], row
        assert row[-1], row
