"""Starts processes that never outlive the one that started them."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

from claimtracker.local import CannotRunError

_PR_SET_PDEATHSIG = 1
# Loaded once, before any fork: a child may hardly do more than one call.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The user that PostgreSQL runs as: ourselves or, as it refuses root, another."""

    uid: int
    gid: int

    @property
    def identity(self) -> _Identity:
        """The arguments that make `subprocess` start something as this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_run(self, *command: str | Path) -> bool:
        """Ask the kernel rather than mode bits: there are ACLs and noexec mounts."""
        try:
            done = subprocess.run(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                **self.identity,
            )
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can_run(shutil.which("test") or "/usr/bin/test", "-x", folder)


def choose_account(data: Path) -> Account:
    """Return ourselves; for root the owner of the data or folder, or a lesser user."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for path in (data, data.parent):
        if path.exists() and (owner := path.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return Account(user.pw_uid, user.pw_gid)
    raise CannotRunError(
        "PostgreSQL refuses to run as root, and there is no user postgres or nobody: "
        "start this as an ordinary user, or set DATABASE_URL."
    )


def follow_parent(death_signal: signal.Signals, parent: int) -> None:
    """Receive `death_signal` when `parent` dies, however it dies (Linux only).

    The kernel forgets the wish when the user changes, so it is made after that; and
    a parent that died just before is not reported, hence the second look.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def parent_follower(death_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child calls to receive `death_signal` when we die."""
    parent = os.getpid()
    return lambda: follow_parent(death_signal, parent)


def spawn(
    command: Sequence[str | Path],
    death_signal: signal.Signals,
    *,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = Path("/"),
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` so that it ends with us.

    In a session of its own, as a Ctrl-C goes to the whole group of the terminal and
    would stop the database before the server that uses it. `subprocess` runs
    `preexec_fn` after the change of user, as follow_parent needs it.
    """
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=parent_follower(death_signal),
        **(account.identity if account else {}),
    )


def stop_process(
    process: subprocess.Popen[bytes], by: signal.Signals, patience: float
) -> None:
    """Ask with `by`; after `patience` seconds, no longer ask."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def process_command(pid: int) -> str:
    """Return the command line of a living process; empty for none, or a zombie."""
    if sys.platform == "linux":  # where a slim image has no ps
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return ""
        return "" if state == "Z" else b" ".join(words).decode(errors="replace")
    query = ["ps", "-o", "stat=,args=", "-p", str(pid)]
    output = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    state, _, command = output.strip().partition(" ")
    return "" if state.startswith("Z") else command.strip()
