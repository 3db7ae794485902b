"""A redis-server of a test's own, on a socket in its folder, which forgets everything."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

MISSING = "redis-server was not found: apt install redis-server"


@contextmanager
def serving_redis(folder: Path) -> Iterator[str]:
    """Its address; without the program, the test is skipped, or fails where it must not."""
    program = shutil.which("redis-server")
    if program is None and os.environ.get("CLAIMTRACKER_REQUIRE_REDIS") == "1":
        pytest.fail(f"CLAIMTRACKER_REQUIRE_REDIS=1, but {MISSING}")
    if program is None:
        pytest.skip(MISSING)
    path = folder / "redis.socket"
    options = [
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as server:
        try:
            wait_for_answer(f"unix://{path}")
            yield f"unix://{path}"
        finally:
            server.kill()


def wait_for_answer(url: str) -> None:
    for _ in range(500):
        with redis.Redis.from_url(url) as client:
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                return
    raise AssertionError("redis-server did not start")
