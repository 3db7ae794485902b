"""The site as the container starts it, on a port of this machine."""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.scale.datasette import free_port
from claimtracker.local.processes import spawn, stop_process

ROOT = Path(__file__).resolve().parents[2]


def deployed_command(containerfile: str) -> list[str]:
    """The command of a Containerfile, whose last CMD is a list."""
    joined = containerfile.replace("\\\n", " ")
    *_, command = re.findall(r"^CMD (\[.*\])\s*$", joined, re.MULTILINE)
    return [str(part) for part in json.loads(command)]


def local_command(command: list[str], port: int) -> list[str]:
    """The same settings with the program of this environment, on this machine alone."""
    program, *rest = command
    if program != "gunicorn":
        raise ValueError(f"The container runs {program}.")
    kept = [part for part in rest if not part.startswith("--bind")]
    return [sys.executable, "-m", "gunicorn", *kept, f"--bind=127.0.0.1:{port}"]


@dataclass(frozen=True)
class WebServer:
    """gunicorn, and the port that it listens at."""

    process: "subprocess.Popen[bytes]"
    port: int


@contextmanager
def serving(url: str, settings: Mapping[str, str]) -> Iterator[WebServer]:
    """The web server with its processes, ended with the block, or with us.

    LOCAL, as static files would have to be collected first; no page differs by more than
    their addresses.
    """
    environment = {
        **os.environ, "DATABASE_URL": url, "LOCAL": "1", "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(40), **settings,
    }  # fmt: skip
    environment.pop("OWNER_DATABASE_URL", None)
    port = free_port()
    command = local_command(
        deployed_command((ROOT / "Containerfile").read_text()), port
    )
    with Path(os.devnull).open("wb") as silence:
        process = spawn(
            command,
            signal.SIGTERM,
            environment=environment,
            folder=ROOT,
            output=silence,
        )
        try:
            wait_until_it_answers(process, port)
            yield WebServer(process, port)
        finally:
            stop_process(process, signal.SIGTERM, 40)


def wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The web server does not answer.") from None
        time.sleep(0.2)


def processes_below(pid: int) -> list[int]:
    """A process and its children, as far as the system tells."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(path.parent.name))
    return found
