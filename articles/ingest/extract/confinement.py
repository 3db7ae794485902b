"""Confines the process that reads a file from a stranger.

It is the child's half of `articles.ingest.sandbox`: it takes limits upon itself, before
it has seen a byte of the file, and can never lift them again.
"""

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Sequence
from typing import NamedTuple

_PR_SET_PDEATHSIG = 1
# Nothing is ever fetched and no other program is started. The names are those of
# Python's audit events; memory and time are limited by the kernel.
_REFUSED_EVENTS = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork",
    "os.spawn", "os.startfile", "pty.spawn", "ftplib.", "smtplib.", "urllib.Request",
)  # fmt: skip
# A socket object is harmless, and libraries that never use one define their own.
_ALLOWED_EVENTS = frozenset({"socket.__new__"})


class ResourceLimits(NamedTuple):
    """What a child may use: bytes of memory, seconds of CPU time, bytes of answer."""

    memory: int
    cpu_seconds: int
    answer: int


def confine(limits: ResourceLimits, parent: int) -> None:
    """Give up rights for good: memory, time, network, other programs."""
    if sys.platform == "linux":
        _end_with_parent(parent)
    _limit_resources(limits)
    sys.addaudithook(_refuse_event)


def run_confined(arguments: Sequence[str]) -> None:
    """Confine this process, then answer what stands on its standard input.

    The arguments are the parent's process id, the limits, and a function from bytes
    to bytes as "module:name".
    """
    parent, *limits, function = arguments
    confine(ResourceLimits(*map(int, limits)), int(parent))
    module, _, name = function.partition(":")
    answer = getattr(importlib.import_module(module), name)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


def _end_with_parent(parent: int) -> None:
    """End when the server's process ends, even if it is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent was gone before the child began.")


def _limit_resources(limits: ResourceLimits) -> None:
    """Have the kernel end the process: a parser's C code asks nobody's permission."""
    cpu = limits.cpu_seconds
    _lower_limit(resource.RLIMIT_CORE, 0)
    _lower_limit(resource.RLIMIT_CPU, cpu, cpu + 1)
    _lower_limit(resource.RLIMIT_FSIZE, limits.answer)
    # Other systems than Linux refuse this limit; there the clock must suffice.
    with contextlib.suppress(ValueError, OSError):
        _lower_limit(resource.RLIMIT_AS, limits.memory)


def _lower_limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Lower a limit; one that the system has set lower already stays."""
    _, old_hard = resource.getrlimit(kind)
    new_hard = soft if hard is None else hard
    if old_hard != resource.RLIM_INFINITY:
        soft, new_hard = min(soft, old_hard), min(new_hard, old_hard)
    resource.setrlimit(kind, (soft, new_hard))


def _refuse_event(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS) and event not in _ALLOWED_EVENTS:
        raise PermissionError(f"{event} is not allowed while a file is read")
