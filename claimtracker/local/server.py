"""Starts, watches and stops the web server and the worker."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from claimtracker.local import CannotRunError
from claimtracker.local.processes import process_command, spawn, stop_process

HOST = "127.0.0.1"
WEB_COMMAND = ("-m", "gunicorn", "--config=python:claimtracker.web_server")
WORKER_COMMAND = ("manage.py", "work")


def port_from_environment(environment: Mapping[str, str]) -> int:
    wanted = environment.get("PORT") or "8000"
    if wanted.isdecimal() and 0 < int(wanted) < 65536:
        return int(wanted)
    raise CannotRunError(f"PORT={wanted} is not a number from 1 to 65535.")


def check_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server does: a port that was just closed is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise CannotRunError(
                f"Port {port} needs root: PORT=8001 make run"
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            other = port + 1 if port < 65535 else 8001
            raise CannotRunError(
                f"Port {port} is in use; take another one: PORT={other} make run"
            ) from error


def end_leftover(note: Path, command: Sequence[str] = WEB_COMMAND) -> None:
    """End a server whose starter was killed, where the kernel does not do it."""
    with suppress(FileNotFoundError, ValueError):
        pid = int(note.read_text())
        while " ".join(command) in process_command(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
            time.sleep(0.1)


@dataclass(frozen=True)
class Server:
    """A running gunicorn, and how it answered first; or a running worker."""

    process: "subprocess.Popen[bytes]"
    status: int = 0
    name: str = "web server"

    def check_alive(self) -> None:
        if self.process.poll() is not None:
            raise CannotRunError(f"The {self.name} has stopped; its lines are above.")


@contextmanager
def run_web_server(project: Path, port: int, note: Path) -> Iterator[Server]:
    """Run gunicorn; yield it from its first answer on."""
    options = {
        "--bind": f"{HOST}:{port}",
        "--workers": "1",
        "--threads": "8",
        # No proxy stands before it, and browsers open connections in advance.
        "--worker-connections": "1000",
        "--keep-alive": "5",
        "--graceful-timeout": "3",
        "--log-level": "warning",
    }
    words = (word for pair in options.items() for word in pair)
    process = spawn(
        [sys.executable, *WEB_COMMAND, *words],
        signal.SIGQUIT,  # at once, without waiting for open connections
        folder=project,
    )
    try:
        note.write_text(f"{process.pid}\n")
        yield Server(process, _first_status(Server(process), port))
    finally:
        stop_process(process, signal.SIGTERM, 10)
        note.unlink(missing_ok=True)


@contextmanager
def run_worker(project: Path, note: Path) -> Iterator[Server]:
    """Run the worker that fetches what reviewers ask for."""
    # Killed rather than asked: whatever it does is safe to be broken off.
    process = spawn([sys.executable, *WORKER_COMMAND], signal.SIGKILL, folder=project)
    try:
        note.write_text(f"{process.pid}\n")
        yield Server(process, name="worker")
    finally:
        stop_process(process, signal.SIGTERM, 10)
        note.unlink(missing_ok=True)


def _first_status(server: Server, port: int, patience: float = 60) -> int:
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        server.check_alive()
        connection = http.client.HTTPConnection(HOST, port, timeout=patience)
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("GET", "/")
            return connection.getresponse().status
        time.sleep(0.05)
    raise CannotRunError(f"The web server has not answered for {patience:.0f} s.")
