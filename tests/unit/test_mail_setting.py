"""The address of the server for mails, as one variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from claimtracker.settings import mail_setting

SERVERS = [
    # EMAIL_URL                         host    port  user    starts TLS, is TLS
    ("smtp://ada:p%40ss@mail.test",     "mail.test", 587, "ada", True,  False),
    ("smtp://mail.test:2525",           "mail.test", 2525, "",   True,  False),
    ("smtps://ada%40x:pass@mail.test",  "mail.test", 465, "ada@x", False, True),
    ("smtp://localhost:25",             "localhost", 25, "",     False, False),
]  # fmt: skip


@pytest.mark.parametrize("row", SERVERS, ids=lambda row: row[0])
def test_the_server_is_read_from_its_address(
    row: tuple[str, str, int, str, bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, host, port, user, starts_tls, is_tls = row
    monkeypatch.setenv("EMAIL_URL", url)

    read = mail_setting("EMAIL_URL")

    assert (read["EMAIL_HOST"], read["EMAIL_PORT"]) == (host, port)
    assert read["EMAIL_HOST_USER"] == user
    assert (read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (starts_tls, is_tls)


def test_no_server_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", " ")

    assert mail_setting("EMAIL_URL") == {}


@pytest.mark.parametrize(
    "url", ["mail.test", "http://mail.test", "smtp://", "smtp:587"]
)
def test_what_is_no_server_stops_the_start_and_says_what_to_write(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured, match="must look like smtp://"):
        mail_setting("EMAIL_URL")
