"""How long a body may be, by address and person; a longer one is refused unread."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from articles.middleware import SMALL_BODY
from articles.models import User
from tests.factories import make_user
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
HUGE = 400 * MEGABYTE


class UnreadBody(BytesIO):
    """A body that tells whether anybody read it."""

    was_read = False

    def read(self, size: int | None = -1) -> bytes:
        self.was_read = True
        return b""

    def readline(self, size: int | None = -1) -> bytes:
        self.was_read = True
        return b""


def send(client: Client, path: str, length: int, **more: Any) -> tuple[Any, bool]:
    """The answer to a form that announces this length, and whether its body was read."""
    body = UnreadBody()
    form = {
        "PATH_INFO": path, "REQUEST_METHOD": "POST", "wsgi.input": body,
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    client.handler.enforce_csrf_checks = True
    client.raise_request_exception = False
    with quiet():
        answer = client.request(**form, **more)
    return answer, body.was_read


LIMITS = [
    # address                 who        length               refused
    ("/login/",               "nobody",  SMALL_BODY,          False),
    ("/login/",               "nobody",  SMALL_BODY + 1,      True),
    ("/login/",               "nobody",  HUGE,                True),
    ("/login/",               "ada",     SMALL_BODY + 1,      True),
    ("/claims/",              "nobody",  HUGE,                True),
    ("/nothing/",             "nobody",  HUGE,                True),
    ("/admin/login/",         "nobody",  SMALL_BODY + 1,      True),
    ("/admin/",               "ada",     SMALL_BODY + 1,      False),
    ("/desk/import/",         "nobody",  MEGABYTE,            False),
    ("/desk/import/",         "nobody",  MEGABYTE + 1,        True),
    ("/desk/import/",         "ada",     16 * MEGABYTE,       False),
    ("/desk/import/",         "ada",     16 * MEGABYTE + 1,   True),
]  # fmt: skip


@pytest.mark.parametrize(("path", "who", "length", "refused"), LIMITS)
def test_a_body_beyond_the_limit_is_refused_unread(
    path: str, who: str, length: int, refused: bool
) -> None:
    client = Client()
    if who != "nobody":
        client.force_login(make_user(who))

    answer, was_read = send(client, path, length)

    assert (answer.status_code == 413, was_read) == (refused, not refused)


def test_what_was_too_large_is_told_with_what_to_do(ada: User, reader: Client) -> None:
    desk = Client()
    desk.force_login(ada)

    signed_out = send(reader, "/login/", HUGE)[0].content.decode()
    signed_in = send(desk, "/desk/import/", HUGE)[0].content.decode()

    assert "not signed in" in signed_out
    assert "the text of one article" in signed_in
    assert "not signed in" not in signed_in


def test_a_body_without_a_length_is_refused_unread(reader: Client) -> None:
    answer, was_read = send(reader, "/login/", 0, HTTP_TRANSFER_ENCODING="chunked")

    assert (answer.status_code, was_read) == (411, False)
    assert "Content-Length" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "-1", "many", "1e9", "٤٠"])
def test_a_length_that_is_none_is_no_fault_of_ours(length: str, reader: Client) -> None:
    with quiet():
        answer = reader.get("/method/", CONTENT_LENGTH=length)

    assert answer.status_code == 200


def test_nobody_is_looked_up_for_a_short_body(
    reader: Client, django_assert_num_queries: Any
) -> None:
    reader.cookies["sessionid"] = "made-up"
    with django_assert_num_queries(0):
        answer, _ = send(reader, "/nothing/csrf", 10)

    assert answer.status_code in {403, 404}
