"""Connects to the very address that was checked, and to no other.

A name is resolved once for each connection; every address that it has must be
public; and the connection goes to one of these very addresses. So there is no moment
between check and use in which a name could change its mind.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore2

from articles.ingest.fetch.ip_addresses import is_public_address
from articles.ingest.fetch.refusal import FetchError, RefusalReason
from articles.ingest.fetch.targets import DEFAULT_PORTS, Target, not_public_error

# At most so many addresses of one name are tried.
_MAX_ADDRESSES_TRIED = 4
Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True)
class Allowance:
    """What may be reached although the rules forbid it: a host with its port, or a
    port of any public host.

    Empty in production, always: tests have servers of their own on loopback.
    """

    places: frozenset[tuple[str, int]] = frozenset()
    ports: frozenset[int] = frozenset()

    def covers(self, host: str, port: int) -> bool:
        return (host, port) in self.places


class Deadline:
    """The moment by which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, wanted: float | None = None) -> float:
        """Return the seconds left, at most as many as wanted; FetchError for none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.missed_error()
        return left if wanted is None else min(left, wanted)

    def missed_error(self) -> FetchError:
        return FetchError(
            RefusalReason.TIME,
            f"The site did not deliver the whole page within {self.seconds:g} seconds.",
        )


def check_target(target: Target, allowance: Allowance) -> None:
    """Refuse a target that may not be asked, with a FetchError.

    Names are looked at again when they are resolved.
    """
    if allowance.covers(target.host, target.port):
        return
    if (
        target.port != DEFAULT_PORTS[target.scheme]
        and target.port not in allowance.ports
    ):
        raise FetchError(
            RefusalReason.ADDRESS, f"Nothing is fetched from port {target.port}."
        )
    is_number = ":" in target.host or target.host.replace(".", "").isdigit()
    if is_number and not is_public_address(target.host):
        raise not_public_error(target.host)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return every IP address of a name, as this machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def _resolve_in_time(
    work: Callable[[], Sequence[str]], seconds: float
) -> Sequence[str] | None:
    """Return the work's result, None if it takes longer than so many seconds.

    The resolver of the system knows no time limit, so a thread waits for it.
    """
    answer: list[Sequence[str]] = []
    errors: list[OSError] = []

    def resolve() -> None:
        try:
            answer.append(work())
        except (OSError, UnicodeError) as error:
            errors.append(OSError(str(error)))

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    return answer[0] if answer else None


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to public addresses only, and never for longer than the deadline."""

    def __init__(
        self, allowance: Allowance, deadline: Deadline, resolve: Resolver
    ) -> None:
        self._allowance, self._deadline, self._resolve = allowance, deadline, resolve
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        error: Exception | None = None
        for address in self._resolve_checked(host, port)[:_MAX_ADDRESSES_TRIED]:
            left = self._deadline.left(timeout)
            try:
                stream = self._plain.connect_tcp(address, port, timeout=left)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failure:
                error = failure
            else:
                return BoundedStream(stream, self._deadline)
        raise error or httpcore2.ConnectError("The name has no address.")

    def _resolve_checked(self, host: str, port: int) -> Sequence[str]:
        """Return a host's addresses if it may be reached: all of them, or none."""
        left = self._deadline.left()
        try:
            found = _resolve_in_time(lambda: self._resolve(host, port), left)
        except OSError:
            raise FetchError(
                RefusalReason.UNREACHABLE, f"There is no server called “{host}”."
            ) from None
        if found is None:
            raise self._deadline.missed_error()
        for address in found:
            if not is_public_address(address) and not self._allowance.covers(
                address, port
            ):
                raise not_public_error(host)
        return found

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        raise not_public_error(path)


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends with the deadline of the whole."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        secure = self._stream.start_tls(ssl_context, server_hostname, left)
        return BoundedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
