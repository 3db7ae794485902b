"""Whether a reader who takes a long table slowly keeps others waiting.

    DATABASE_URL=... python -m benchmarks.drills.slow_reader [--readers 1] [--rate 20]

Starts the web server as a deployment does, on the database of DATABASE_URL, which is only
read. Some take all claims as CSV, each at so many megabytes a second, and meanwhile
/healthz and the list of claims are asked for, five times a second. Prints the time that
these took, and whether the tables came whole; ends with 1 if one did not, or if /healthz
once took longer than a second.
"""

import argparse
import os
import socket
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drills.load import ask
from benchmarks.drills.processes import HOST, running_web, web_environment

BLOCK = 256 * 1024


@dataclass
class SlowReader:
    """Takes a table at `rate` bytes a second."""

    port: int
    rate: float
    received: int = 0
    rows: int = 0
    seconds: float = 0.0
    is_whole: bool = False

    def take(self) -> None:
        began = time.monotonic()
        with socket.create_connection((HOST, self.port), 60) as connection:
            request = f"GET /claims.csv HTTP/1.0\r\nHost: {HOST}\r\n\r\n"
            connection.sendall(request.encode())
            last = b""
            while block := connection.recv(BLOCK):
                self.received += len(block)
                self.rows += block.count(b"\r\n")
                last = (last + block)[-2:]
                ahead = self.received / self.rate - (time.monotonic() - began)
                time.sleep(max(0.0, ahead))
        self.is_whole = last == b"\r\n"
        self.seconds = time.monotonic() - began


def time_while(threads: list[threading.Thread], port: int, path: str) -> list[float]:
    """How many milliseconds each request took while any of the threads was alive."""
    took = []
    while any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        if ask(port, path)[0] != 200:
            raise RuntimeError(f"{path} failed")
        took.append((time.monotonic() - began) * 1000)
        time.sleep(0.2)
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--readers", type=int, default=1)
    parser.add_argument("--rate", type=float, default=20, help="megabytes a second")
    chosen = parser.parse_args()
    environment = web_environment(os.environ["DATABASE_URL"])
    took: dict[str, list[float]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        running_web(environment, Path(folder) / "web.log") as (port, _),
    ):
        ask(port, "/claims/")
        slow = [SlowReader(port, chosen.rate * 1e6) for _ in range(chosen.readers)]
        takers = [threading.Thread(target=reader.take) for reader in slow]
        askers = [
            threading.Thread(
                target=lambda path=path: took.update(
                    {path: time_while(takers, port, path)}
                )
            )
            for path in ("/healthz", "/claims/")
        ]
        for thread in (*takers, *askers):
            thread.start()
        for thread in (*takers, *askers):
            thread.join()
    for reader in slow:
        whole = "whole" if reader.is_whole else "CUT OFF"
        print(
            f"{reader.rows:,} lines, {reader.received / 1e6:.0f} MB in {reader.seconds:.1f} s, {whole}"
        )
    for path, times in took.items():
        print(
            f"{path:<10} asked {len(times)} times: median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"
        )
    return not all(reader.is_whole for reader in slow) or max(took["/healthz"]) > 1000


if __name__ == "__main__":
    sys.exit(main())
