"""The demo in a throw-away database, for scripts that use the site through HTTP alone.

They know addresses, names of form fields and the demo's keys, and nothing of how the
code is laid out, so that one script measures the code before and after a change to it.
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from typing import Any

import lxml.html

HERE = Path(__file__).resolve().parents[1]
SHELL = ("-m", "claimtracker.run", "--throwaway", "shell", "-c")
HOLD = """
import os, sys
print("URL", os.environ.get("OWNER_DATABASE_URL") or os.environ["DATABASE_URL"], flush=True)
sys.stdin.read()
"""
CONTROLS = "input[@name] | .//select[@name] | .//textarea[@name]"
UNSENT = {"submit", "button", "image", "reset", "file"}

Fields = dict[str, list[str]]


def fix_hash_seed() -> None:
    """Begins this process again with a fixed seed: sets keep one order for all runs."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - this very program


@contextmanager
def throwaway_database(root: Path) -> Iterator[str]:
    """The address of an empty database, which the project's own command holds open."""
    with TemporaryDirectory() as state:
        environment = {**os.environ, "CLAIMTRACKER_DATA": state}
        environment.pop("DATABASE_URL", None)  # it would not be a throw-away one
        with subprocess.Popen(
            [sys.executable, *SHELL, HOLD],
            cwd=root,
            env=environment,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        ) as holder:  # and closes its input at the end, upon which it ends
            lines = iter(holder.stdout.readline, "")  # type: ignore[union-attr]  # PIPE
            yield next(line[4:].strip() for line in lines if line.startswith("URL "))


@contextmanager
def demo_site(root: Path) -> Iterator[dict[str, str]]:
    """The code of `root` with the demo loaded; answers each person's password."""
    sys.path.insert(0, str(root))
    with throwaway_database(root) as url:
        os.environ.update(DATABASE_URL=url, LOCAL="1", DEBUG="0")
        os.environ["SECRET_KEY"] = "only-for-a-throw-away-database-that-has-the-demo"  # noqa: S105 - as it says
        os.environ["DJANGO_SETTINGS_MODULE"] = "claimtracker.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        logins = io.StringIO()
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=logins)
        people, _, _ = logins.getvalue().partition("\n\n")  # then what to do next
        lines = map(str.split, people.splitlines())
        try:
            yield {username: password for username, password, *_ in lines}
        finally:
            ours = connections["default"]
            ours.close()
            ours.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's


class Browser:
    """Somebody with a browser; without a name, a reader."""

    def __init__(self, username: str = "", password: str = "") -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME="localhost")
        if username:
            self.send("/login/", {"login": [username], "password": [password]})

    def fill(self, address: str, field: str, /, **values: str) -> Fields:
        """What the form with this field at this address sends, filled in so."""
        page = self.client.get(address).content
        return form_fields(page, field) | {
            name: [text] for name, text in values.items()
        }

    def send(self, address: str, fields: Fields) -> str:
        """Sends a form that is complete; answers where it leads."""
        return led_to(self.client.post(address, fields))


def led_to(answer: Any) -> str:
    """Where a saved form leads; one that comes back ends the script with its errors."""
    if answer.status_code in {302, 303}:
        return str(answer["Location"])
    page = lxml.html.document_fromstring(answer.content.decode())
    errors = page.xpath("//*[contains(@class, 'error')]")
    said = [" ".join(error.text_content().split()) for error in errors]
    raise SystemExit(f"{answer.request['PATH_INFO']}: {answer.status_code} {said}")


def form_fields(page: bytes, field: str) -> Fields:
    """What a browser sends of the form that has this field, nothing being filled in."""
    document = lxml.html.document_fromstring(page.decode())
    form = next(form for form in document.forms if field in form.fields)
    controls = form.xpath(f".//{CONTROLS}")
    if form.get("id"):
        elsewhere = f"//*[@form='{form.get('id')}'][@name]"
        controls += [each for each in document.xpath(elsewhere) if each not in controls]
    sent: Fields = {}
    for control in controls:
        if control.tag != "button" and control.get("disabled") is None:
            for value in control_values(control):
                sent.setdefault(control.get("name"), []).append(value)
    return sent


def control_values(control: Any) -> list[str]:
    """The values that one control sends: none, one or several."""
    kind = control.get("type", "text") if control.tag == "input" else control.tag
    if kind in UNSENT or (kind in {"checkbox", "radio"} and not control.checked):
        return []
    if kind == "select" and control.multiple:
        return list(control.value)
    # HTML drops one line break at the beginning of a textarea.
    text = (control.value or "").removeprefix("\n")
    return [text or ("on" if kind == "checkbox" else "")]
