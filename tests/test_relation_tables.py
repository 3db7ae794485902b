"""What a table of relations may hold, and what its preview says of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.importing.relations import TableError, plan
from articles.models import SourceRelation
from tests.factories import make_source

pytestmark = pytest.mark.django_db
REFERENCE = "https://register.example/agency"
TABLE = f"source,kind,target,reference\nThe Agency,owns,The State,{REFERENCE}\n"
NOT_UTF_8 = "The file is not in UTF-8."
FILES = [
    # how it was saved                              status  what is said
    (TABLE.encode(),                                200, "The Agency owns The State"),
    (TABLE.encode("utf-8-sig"),                     200, "The Agency owns The State"),
    (TABLE.replace(",", ";").encode("utf-8-sig"),   200, "The Agency owns The State"),
    (TABLE.replace(",", "\t").encode(),             200, "The Agency owns The State"),
    (TABLE.replace("\n", "\r\n").encode(),          200, "The Agency owns The State"),
    (TABLE.encode("utf-16"),                        422, NOT_UTF_8),
    (TABLE.encode("utf-16-le"),                     422, NOT_UTF_8),
    (TABLE.replace("State", "St\0ate").encode(),    422, NOT_UTF_8),
    (TABLE.encode() * 2001,                         422, "More than 2000 lines."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "status", "words"), FILES)
def test_a_file_is_read_however_a_spreadsheet_saved_it_or_refused(
    content: bytes, status: int, words: str, desk: Client
) -> None:
    make_source("The Agency")
    make_source("The State")
    file = SimpleUploadedFile("relations.csv", content)

    response = desk.post("/desk/relations/import/", {"file": file})

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    if status == 422:  # beside what was sent
        assert 'id="id_file_error"' in page
        assert 'id="id_text_error"' not in page
    assert not SourceRelation.objects.exists()


PERIODS = [
    # since, until          what the line says
    ("1961,",               "The Agency owns The State, since 1 January 1961"),
    (",1991-12",            "The Agency owns The State, until 31 December 1991"),
    ("1961,1991-12-26",     "The Agency owns The State, 1 January 1961 to 26 December 1991"),
    (",",                   "The Agency owns The State"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "words"), PERIODS)
def test_the_preview_tells_for_how_long_each_relation_holds(
    days: str, words: str
) -> None:
    """Two lines may differ in nothing else."""
    make_source("The Agency")
    make_source("The State")
    heading = "source,kind,target,reference,since,until"

    (line,) = plan(f"{heading}\nThe Agency,owns,The State,{REFERENCE},{days}").lines

    assert (line.words, line.does) == (words, "add")


def test_a_note_is_as_long_as_the_form_takes_it() -> None:
    make_source("The Agency")
    make_source("The State")
    table = TABLE.replace("reference", "reference,note").strip()

    for long, does in ((2000, "add"), (2001, "error")):
        (line,) = plan(f"{table},{'n' * long}").lines
        assert line.does == does


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(TableError, match="A column stands twice: reference"):
        plan(
            f"source,kind,target,reference,reference\na,owns,b,{REFERENCE},{REFERENCE}"
        )
