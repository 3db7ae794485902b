"""The container's health check sees what a visitor would."""

import socket

import pytest
from pytest_django.live_server_helper import LiveServer

from claimtracker.healthcheck import allowed_name, complaint


@pytest.mark.parametrize(
    ("allowed", "name"),
    [
        ("claims.example",            "claims.example"),
        (" claims.example , b.test ", "claims.example"),
        (".example, b.test",          "example"),
        ("*",                         "localhost"),
        ("*,b.test",                  "b.test"),
        ("",                          "localhost"),
    ],
)  # fmt: skip
def test_it_asks_for_a_name_that_the_site_answers_to(allowed: str, name: str) -> None:
    assert allowed_name(allowed) == name


def port_of(server: LiveServer) -> int:
    return int(server.url.rpartition(":")[2])


def test_a_site_that_answers_is_well(live_server: LiveServer) -> None:
    assert complaint(port_of(live_server)) is None


def test_a_site_that_refuses_the_name_is_not(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "another.example")

    assert complaint(port_of(live_server)) == "/healthz answered 400"


def test_a_port_where_nothing_listens_is_not() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        said = complaint(probe.getsockname()[1])

    assert said
    assert said.startswith("/healthz did not answer: ")
