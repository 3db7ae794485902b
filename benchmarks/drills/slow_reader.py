"""Whether a reader who takes a long table slowly keeps others waiting.

    DATABASE_URL=... python -m benchmarks.drills.slow_reader [--readers 1] [--rate 20]
                                                             [--straight]

Starts the proxy and the web server as a deployment does, on the database of DATABASE_URL,
which is only read; `--straight` leaves the proxy out, so that each slow reader holds a
thread of the web server. Some take all claims as CSV, each at so many megabytes a second,
and meanwhile /healthz and the list of claims are asked for, five times a second. Prints
the time that these took, whether the tables came whole, the memory of the web server, and
how much the proxy kept on disk; ends with 1 if a table did not come whole, or if /healthz
once took longer than a second.
"""

import argparse
import http.client
import os
import re
import shutil
import socket
import ssl
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drills.processes import (
    HOST,
    Process,
    running_nginx,
    running_web,
    web_environment,
)

BLOCK = 256 * 1024
TIMEOUT = 60.0  # seconds until somebody gives up


@dataclass(frozen=True)
class Door:
    """Where the site is asked: a port of the proxy, or of the web server itself."""

    port: int
    is_proxy: bool

    def connect(self) -> socket.socket:
        plain = socket.create_connection((HOST, self.port), TIMEOUT)
        return self._trusting().wrap_socket(plain) if self.is_proxy else plain

    def ask(self, path: str) -> int:
        if self.is_proxy:
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                HOST, self.port, timeout=TIMEOUT, context=self._trusting()
            )
        else:
            connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


@dataclass
class SlowReader:
    """Takes a table at `rate` bytes a second."""

    door: Door
    rate: float
    received: int = 0
    lines: int = 0
    seconds: float = 0.0
    is_whole: bool = False

    def take(self) -> None:
        began = time.monotonic()
        with self.door.connect() as connection:
            request = f"GET /claims.csv HTTP/1.0\r\nHost: {HOST}\r\n\r\n"
            connection.sendall(request.encode())
            last = b""
            with suppress(ConnectionError):
                while block := connection.recv(BLOCK):
                    self.received += len(block)
                    self.lines += block.count(b"\n")
                    last = (last + block)[-2:]
                    ahead = self.received / self.rate - (time.monotonic() - began)
                    time.sleep(max(0.0, ahead))
        self.is_whole = last == b"\r\n"
        self.seconds = time.monotonic() - began


@dataclass
class Peak:
    """What something was at first, and at most."""

    look: Callable[[], int]
    first: int = field(init=False)
    most: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.most = self.look()

    def look_again(self) -> None:
        self.most = max(self.most, self.look())

    def __str__(self) -> str:
        return f"{self.first / 1e6:.0f} MB at first, {self.most / 1e6:.0f} MB at most"


def memory_of(process: Process) -> int:
    """Bytes of a process and of those that it made; what they share counts once."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    found = 0
    for pid in [process.pid, *map(int, children.read_text().split())]:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
        found += 1024 * int(re.findall(r"^Pss: +(\d+)", said, re.MULTILINE)[0])
    return found


def bytes_kept(folder: Path) -> int:
    """Bytes of the files that are open below a folder; nginx gives them no name."""
    found = 0
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):  # it was closed, or is not for us to see
            if str(opened.readlink()).startswith(f"{folder}/"):
                found += opened.stat().st_size
    return found


def time_while(is_going_on: Callable[[], bool], door: Door, path: str) -> list[float]:
    """How many milliseconds each request took meanwhile."""
    took = []
    while is_going_on():
        began = time.monotonic()
        if door.ask(path) != 200:
            raise RuntimeError(f"{path} failed")
        took.append((time.monotonic() - began) * 1000)
        time.sleep(0.2)
    return took


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readers", type=int, default=1)
    parser.add_argument("--rate", type=float, default=20, help="megabytes a second")
    parser.add_argument("--straight", action="store_true", help="without the proxy")
    return parser.parse_args()


@contextmanager
def running_site(*, straight: bool) -> Iterator[tuple[Door, Process, Path]]:
    """Where it is asked, its web server, and where its proxy keeps what it was sent."""
    behind = {} if straight else {"BEHIND_HTTPS_PROXY": "1"}
    environment = web_environment(os.environ["DATABASE_URL"], **behind)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        log = folder / "web.log"
        port, process = stack.enter_context(running_web(environment, log))
        if not straight:
            folder.chmod(0o711)  # the processes of nginx are of another user
            nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
            if nginx is None:
                raise SystemExit("nginx was not found: apt install nginx-light")
            port, _ = stack.enter_context(running_nginx(nginx, folder, [port]))
        yield Door(port, is_proxy=not straight), process, folder / "proxy"


def main() -> int:
    chosen = read_options()
    took: dict[str, list[float]] = {}
    with running_site(straight=chosen.straight) as (door, process, kept):
        door.ask("/claims/")
        memory = Peak(lambda: memory_of(process))
        on_disk = Peak(lambda: bytes_kept(kept))
        slow = [SlowReader(door, chosen.rate * 1e6) for _ in range(chosen.readers)]
        takers = [threading.Thread(target=reader.take) for reader in slow]

        def is_going_on() -> bool:
            return any(thread.is_alive() for thread in takers)

        def ask_for(path: str) -> None:
            took[path] = time_while(is_going_on, door, path)

        askers = [
            threading.Thread(target=ask_for, args=[path])
            for path in ("/healthz", "/claims/")
        ]
        for thread in (*takers, *askers):
            thread.start()
        while is_going_on():
            memory.look_again()
            on_disk.look_again()
            time.sleep(0.2)
        for thread in askers:
            thread.join()
    for reader in slow:
        whole = "whole" if reader.is_whole else "CUT OFF"
        print(
            f"{reader.lines:,} lines, {reader.received / 1e6:.0f} MB in {reader.seconds:.1f} s, {whole}"
        )
    for path, times in took.items():
        print(
            f"{path:<10} asked {len(times)} times: median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"
        )
    print(f"web server: {memory}; on the disk of the proxy: {on_disk}")
    return not all(reader.is_whole for reader in slow) or max(took["/healthz"]) > 1000


if __name__ == "__main__":
    sys.exit(main())
