"""Ways to ask for pages in a test: quickly, quietly, with nothing left behind."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings

# The secret of a form is another one in every answer.
SECRET = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


@contextmanager
def quick() -> Iterator[None]:
    """Hashing slowly is for those who steal passwords; and no copy of every context."""
    md5 = "django.contrib.auth.hashers.MD5PasswordHasher"
    with (
        override_settings(PASSWORD_HASHERS=[md5]),
        patch("django.test.client.store_rendered_templates", lambda *_, **__: None),
    ):
        yield


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages are empty: for tests that ask thousands of times, and only for the status."""
    with patch("django.template.backends.jinja2.Template.render", lambda *_, **__: ""):
        yield


@contextmanager
def quiet() -> Iterator[None]:
    """Without a line in the log, with its traceback, for each of thousands of denials."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside did not happen afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def bytes_of(response: Any) -> bytes:
    """The body, streamed or not, without the secret of its forms."""
    body = b"".join(response) if response.streaming else response.content
    return SECRET.sub(rb"\1", body)


def seen(response: Any) -> tuple[int, dict[str, str], bytes]:
    """Everything that an answer tells: status, headers with cookies, body."""
    body = bytes_of(response)
    # A page with a form has another secret, and so another tag, in every answer.
    apart = {"Date", "Expires", *(["ETag"] if SECRET.search(body) else [])}
    headers = {
        name: text for name, text in response.headers.items() if name not in apart
    }
    for name, cookie in response.cookies.items():
        secret = name in {"csrftoken", "sessionid"}
        headers[f"Set-Cookie {name}"] = "" if secret else cookie.OutputString()
    return response.status_code, headers, body
