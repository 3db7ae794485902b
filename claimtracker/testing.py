"""Gives the tests what they need of this machine: a database, for some a browser.

A pytest plugin (`-p claimtracker.testing`, in pyproject.toml), as the settings read
DATABASE_URL before any conftest.py is seen.
"""

import os
import shutil
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from claimtracker.local import CannotRunError
from claimtracker.local.databases import throwaway_database

BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHROMIUM_MISSING = (
    "chromium was not found: apt install chromium, or set CHROMIUM to its path"
)
# For the settings, which are those of a clone that somebody works on.
ENVIRONMENT_DEFAULTS = {"LOCAL": "1", "SECRET_KEY": "only-for-tests"}


def find_chromium() -> str | None:
    """Return the path of the browser for the browser tests, if there is one."""
    names = [name] if (name := os.environ.get("CHROMIUM")) else BROWSER_NAMES
    return next(filter(None, map(shutil.which, names)), None)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, object, object]:
    """Set the environment before pytest-django reads the settings.

    The tests' process has the owner's URL, too: it makes and empties databases. xdist's workers inherit what we set.
    """
    for name, value in ENVIRONMENT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("DATABASE_URL"):
        cleanup = ExitStack()
        early_config.add_cleanup(cleanup.close)
        try:
            database = cleanup.enter_context(throwaway_database())
        except CannotRunError as error:
            raise pytest.UsageError(str(error)) from error
        os.environ.update(database.environment)
        for name in database.environment:
            cleanup.callback(os.environ.pop, name)
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs chromium")
    if os.environ.get("CLAIMTRACKER_REQUIRE_BROWSER") == "1" and not find_chromium():
        raise pytest.UsageError(
            f"CLAIMTRACKER_REQUIRE_BROWSER=1, but {CHROMIUM_MISSING}"
        )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Mark every test of tests/browser, and skip them without a browser."""
    folder = config.rootpath / "tests" / "browser"
    for item in items:
        if folder in item.path.parents:
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not find_chromium():
            item.add_marker(pytest.mark.skip(reason=CHROMIUM_MISSING))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> None:
    skipped = terminalreporter.getreports("skipped")
    number = sum(CHROMIUM_MISSING in report.longreprtext for report in skipped)
    if number:
        terminalreporter.write_line(
            f"{number} browser tests did not run: {CHROMIUM_MISSING}"
        )
