"""One reader with a slow line, and whether the site answers others meanwhile."""

import socket
import threading
import time
from http.client import HTTPConnection
from typing import Any

STEP = 0.05  # seconds between two reads of the table
BETWEEN = 0.1  # and between two questions whether the site is up
WARM_UP = 20
QUESTION = b"GET /claims.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class SlowReader(threading.Thread):
    """Takes the table at so many bytes a second."""

    def __init__(self, port: int, rate: float, seconds: float) -> None:
        super().__init__(daemon=True)
        self.port, self.rate, self.seconds = port, rate, seconds
        self.taken, self.last, self.ended, self.lasted = 0, b"", False, 0.0

    def run(self) -> None:
        begun = time.perf_counter()
        with socket.socket() as line:
            # What the system takes on its own account would make the line a fast one.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
            line.connect(("127.0.0.1", self.port))
            line.sendall(QUESTION)
            while time.perf_counter() - begun < self.seconds:
                try:
                    part = line.recv(int(self.rate * STEP))
                except OSError:
                    part = b""
                if not part:
                    self.ended = True
                    break
                self.taken += len(part)
                self.last = (self.last + part)[-7:]
                time.sleep(STEP)
        self.lasted = time.perf_counter() - begun

    @property
    def is_whole(self) -> bool:
        """Whether the last chunk came: a server that gives up sends none."""
        return self.ended and self.last.endswith(b"0\r\n\r\n")


def take_table_slowly(port: int, megabytes: float, seconds: float) -> dict[str, Any]:
    """The longest wait for /healthz, in seconds, while one takes the table of claims."""
    for _ in range(WARM_UP):  # until every process has read its code
        wait_for_health(port)
    reader = SlowReader(port, megabytes * 1e6, seconds)
    reader.start()
    waits = []
    while reader.is_alive():
        waits.append(wait_for_health(port))
        time.sleep(BETWEEN)
    return {
        "longest_wait": max(waits), "asked": len(waits), "bytes": reader.taken,
        "seconds": reader.lasted, "whole": reader.is_whole,
        "cut": reader.ended and not reader.is_whole,
    }  # fmt: skip


def wait_for_health(port: int) -> float:
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        connection.getresponse().read()
    finally:
        connection.close()
    return time.perf_counter() - begun
