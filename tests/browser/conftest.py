"""A real browser before the real pages, and the people who sit at it."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import User
from claimtracker.testing import find_chromium
from tests.factories import make_user

PASSWORD = "secret-for-tests"
WCAG = {
    # Axe would fetch the stylesheets again, from addresses that are not theirs.
    "preload": False,
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},  # 24 pixels; Axe leaves it off
}
# Chromium would look for its maker's servers, and each refusal costs time.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
# Milliseconds: how long a page may take where everything else runs beside it.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
# Playwright's own loop makes Django think that it runs inside an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": find_chromium(), "args": QUIET}


@pytest.fixture(autouse=True)
def people(transactional_db: None) -> dict[str, User]:
    """Ada records, Ben decides first, Cleo second, Dana edits."""
    cache.clear()  # how often the tests before signed in counts for nothing here
    return {
        "ada": make_user("ada"),
        "ben": make_user("ben"),
        "cleo": make_user("cleo"),
        "dana": make_user("dana", "Editors"),
    }


Site = Callable[..., Page]


@pytest.fixture
def site(browser: Browser, live_server: LiveServer) -> Generator[Site]:
    """A page before the site: signed in as somebody, or as a reader.

    Whatever the browser complains about, the policy on content included, fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(username: str = "", **options: Any) -> Page:
        # What still scrolls is no longer where the mouse is told to click.
        still: dict[str, Any] = {"reduced_motion": "reduce", **options}
        context = browser.new_context(base_url=live_server.url, **still)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complain(said.type, said.text))
        if username:
            sign_in(page, username)
        return page

    def complain(kind: str, text: str) -> None:
        # A status from 400 on is what the test looks at itself.
        if kind == "error" and "the server responded with a status of" not in text:
            complaints.append(text)

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/**")


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page that keeps somebody from using it (WCAG 2.2, A and AA)."""

    def found(page: Page) -> list[str]:
        # A click ends as soon as the next page begins: half a page has no barriers yet.
        page.wait_for_load_state()
        result = Axe().run(page, options=WCAG)
        return [
            f"{page.url}: {each['id']}: {node['html'][:160]}"
            for each in result.response["violations"]
            for node in each["nodes"]
        ]

    return found


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """A file to upload."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
