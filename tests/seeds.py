"""Where do the two seed articles stand, which are read and never copied?"""

import os
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def seed_path(name: str) -> Path:
    """The file of one seed; without it the test is skipped, or fails where it must."""
    path = Path(os.environ.get("CLAIMTRACKER_SEEDS") or SEEDS) / name
    if not path.is_file():
        reason = f"the seed article {name} is not there; set CLAIMTRACKER_SEEDS"
        if os.environ.get("CLAIMTRACKER_REQUIRE_SEEDS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
