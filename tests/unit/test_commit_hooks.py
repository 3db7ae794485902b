"""A commit is checked by what `make check` runs, and needs no network."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
REPOSITORIES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-config.yaml").read_text()
)["repos"]


def test_every_hook_is_local() -> None:
    assert [repository["repo"] for repository in REPOSITORIES] == ["local"]
    assert {hook["language"] for hook in REPOSITORIES[0]["hooks"]} == {"system"}


def test_the_hooks_are_the_checks() -> None:
    checks = re.search(r"^CHECKS = (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert checks

    hooks = {hook["id"]: hook["entry"] for hook in REPOSITORIES[0]["hooks"]}

    assert hooks == {name: f"make {name}" for name in checks[1].split()}
