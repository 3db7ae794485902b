"""Do the commands say what they did, fail aloud, and change nothing the second time?"""

import re
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from articles.domain.quotation.claim_wordings import quotation_drifts
from articles.models import Article, Claim, Publication, Source, TextVersion, User, Work
from articles.models.choices import RegionKind
from tests.factories import make_source
from tests.test_annotation import everything

LETTER = """---
title: A dry spring
author: Vera Holm
outlet: The Perrin Courier
date: 2026-03
lang: en
---

# A dry spring

The wells of the upper town ran dry in March, and nobody said why.

Subscribe to our newsletter
"""


def run(*paths: Path) -> str:
    told = StringIO()
    call_command("import_article", *paths, stdout=told)
    return told.getvalue()


@pytest.fixture
def letter(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "letter.md"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_a_text_is_taken_in_with_what_it_says_about_itself(letter: Path) -> None:
    run(letter)

    work = Article.objects.get().work
    assert work.title == "A dry spring"
    assert [author.name for author in work.authors.all()] == ["Vera Holm"]
    assert work.outlet == Source.objects.get(name="The Perrin Courier", kind="outlet")
    assert (str(work.published_on), work.published_precision) == ("2026-03-01", "month")
    assert work.language == "en"


def test_the_command_names_each_file_and_where_it_went(
    letter: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other words\n\nthat stand nowhere else.", encoding="utf-8")

    first, second = run(letter, other).splitlines()

    article = Article.objects.get(work__title="A dry spring")
    assert first.startswith("[1/2] letter.md: taken in, ")
    assert first.endswith(f" paragraphs, /desk/articles/{article.key}/")
    assert second.startswith("[2/2] other.txt: taken in, 2 paragraphs, ")
    assert TextVersion.objects.count() == 2


def test_the_same_text_twice_changes_nothing(letter: Path) -> None:
    run(letter)
    before = everything()

    told = run(letter, letter)

    assert everything() == before
    assert told.count(f"already here, {Article.objects.get().get_absolute_url()}") == 2


def test_a_newer_text_from_the_same_address_is_no_second_article(letter: Path) -> None:
    address = "---\naddress: https://example.org/letter\n"
    letter.write_text(address + LETTER.removeprefix("---\n"), encoding="utf-8")
    run(letter)
    letter.write_text(letter.read_text().replace("ran dry", "dried up"))
    told = StringIO()

    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("import_article", letter, stdout=told)

    article = Article.objects.get()
    assert article.work.address == "https://example.org/letter"
    assert (
        f"as a newer version of it, at the desk: /desk/articles/{article.key}/text/"
        in (told.getvalue())
    )


def test_a_source_that_goes_by_the_name_is_not_made_again(letter: Path) -> None:
    known = make_source("Vera Hólm", kind="person")

    run(letter)

    assert list(Work.objects.get().authors.all()) == [known]


def test_an_author_named_in_two_ways_is_one_author(letter: Path) -> None:
    letter.write_text(
        LETTER.replace("author: Vera Holm", "author: [Vera Holm, Vera Hólm]"),
        encoding="utf-8",
    )

    run(letter)

    assert Source.objects.named("Vera Holm").count() == 1
    assert Work.objects.get().authors.count() == 1


BAD = {
    "empty.txt":    b"",
    "picture.txt":  b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
    "huge.txt":     b"word " * 1_100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_does_not_stop_the_others(
    name: str, letter: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    bad.write_bytes(BAD[name])
    told = StringIO()

    with pytest.raises(CommandError, match="1 of 2 files were not taken in"):
        call_command("import_article", bad, letter, stdout=told)

    first, second = told.getvalue().splitlines()
    assert first.startswith(f"[1/2] {name}: not taken in. ")
    assert second.startswith("[2/2] letter.md: taken in, ")
    assert Article.objects.count() == 1


def test_a_file_that_is_not_there_is_said_to_be_missing(
    letter: Path, tmp_path: Path
) -> None:
    told = StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("import_article", tmp_path / "none.txt", letter, stdout=told)

    assert failed.value.returncode == 1
    assert "none.txt: not taken in. It cannot be read: No such" in told.getvalue()
    assert Article.objects.count() == 1


def test_a_database_that_goes_away_is_said_in_one_line(
    letter: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("One paragraph stands nowhere else.", encoding="utf-8")
    told = run(other)

    def away(*_: object) -> None:
        raise OperationalError("the connection\nis closed")

    with connection.execute_wrapper(away), pytest.raises(CommandError) as failed:
        run(letter)

    assert "taken in, 1 paragraph, " in told
    assert "database does not answer: the connection is closed. " in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_command_without_a_file_says_how_it_is_used(db: None) -> None:
    with pytest.raises(CommandError, match="file"):
        call_command("import_article")


def test_an_imported_text_is_public_nowhere(letter: Path, reader: Client) -> None:
    run(letter)

    article = Article.objects.get()
    assert reader.get(article.get_absolute_url()).status_code == 404
    assert reader.get("/articles.json").json()["total"] == 0


def test_passages_that_are_not_the_article_are_marked(letter: Path) -> None:
    run(letter)

    text = TextVersion.objects.get()
    for region in text.regions.all():
        assert region.kind in RegionKind.values
        assert "wells" not in text.text[region.start : region.end]


# -- the demonstration ---------------------------------------------------------------

COURIER = "The night the river rose, and the message that came late"
BANKS = "أربعون طنًّا من الأسماك النافقة، وسؤال عن بوابة فُتحت ليلًا"
OBSERVER = "Two banks, two stories, one river"
# The articles between which a quotation drifts, in order of publication.
DRIFT = {(COURIER, BANKS, OBSERVER), (COURIER, OBSERVER)}


def load_demo() -> str:
    told = StringIO()
    call_command("load_demo", stdout=told)
    return told.getvalue()


def test_the_demonstration_is_loaded_only_on_ones_own_machine(
    settings: LazySettings, db: None
) -> None:
    settings.LOCAL = False
    before = everything()

    with pytest.raises(CommandError, match="LOCAL=1"):
        load_demo()

    assert everything() == before


def test_the_demonstration_can_be_loaded_twice_and_is_there_once(
    settings: LazySettings, db: None
) -> None:
    settings.LOCAL = True

    told = load_demo()

    loaded = everything()
    assert Article.objects.count() == 4
    assert Claim.objects.filter(publications__superseded_at=None).exists()
    assert Publication.objects.current().exclude(verdict="").exists()
    assert {
        tuple(shown["article"]["title"] for shown, _ in rows)
        for published in Publication.objects.current()
        for rows in quotation_drifts(published.record)
    } == DRIFT
    logins = told.partition("\n\n")[0]
    people = {line.split()[0]: line.split() for line in logins.splitlines()}
    assert set(people) == {"ada", "ben", "cleo", "dana", "admin"}
    for username, password, role in people.values():
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.is_reviewer
        assert user.is_editor == (role in {"editor", "administrator"})
        assert user.is_superuser == (role == "administrator")

    assert load_demo() == told
    assert everything() == loaded


def test_the_demonstration_says_where_to_begin(
    settings: LazySettings, reader: Client, db: None
) -> None:
    settings.LOCAL = True
    told = StringIO()
    call_command("load_demo", site="http://127.0.0.1:8000", stdout=told)

    found = re.search(
        r"Next: open http://127.0.0.1:8000(\S+), sign in as ada", told.getvalue()
    )

    assert found
    assert unquote(reader.get(found[1])["Location"]) == f"/login/?next={found[1]}"
    reader.force_login(User.objects.get(username="ada"))
    assert b"The night the river rose" in reader.get(found[1]).content
