"""What a table of relations may hold, and what its preview says of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

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
