"""The folders of a database, so placed that the user it runs as reaches them."""

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimtracker.local import CannotRunError
from claimtracker.local.processes import Account, choose_account

# Survives a restart, unlike the temporary folder, and everybody may pass through it.
SYSTEM_HOME = Path("/var/lib/claimtracker")
# The path of a Unix socket has at most 107 bytes; this is what its folder may have.
SOCKET_LIMIT = 107 - len("/.s.PGSQL.5432")
NEEDED_MEGABYTES = 150


def make_folder(path: Path, account: Account, mode: int = 0o700) -> Path:
    """Create a folder of that account; fail where anything is there already."""
    path.mkdir(mode=0o700)
    if account.identity:
        os.chown(path, account.uid, account.gid)
    path.chmod(mode)  # whatever the umask is
    return path


def state_folder(path: Path) -> Path:
    """Create the folder of one clone: lock, log, secret key, and usually its data."""
    try:
        path.mkdir(parents=True)
    except FileExistsError:
        pass
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.ENOSPC:
            raise
        raise CannotRunError(
            f"The folder {path} cannot be made ({error.strerror}): set CLAIMTRACKER_DATA "
            "to a folder of yours."
        ) from error
    else:
        path.chmod(0o711)
    if not (path.is_dir() and os.access(path, os.W_OK | os.X_OK)):
        raise CannotRunError(
            f"{path} belongs to somebody else, or is no folder that can be written: run "
            "this as its owner, or set CLAIMTRACKER_DATA to a folder of yours."
        )
    return path


def database_home(state: Path, name: str) -> Path:
    """Return the folder of the data directory `name`: this one, unless it is closed.

    Root may keep its clone in a private folder, and PostgreSQL, which refuses to be
    root, could not enter it. Its parents stay as they are; the data goes to a system
    folder instead, and a note beside the other state says where.
    """
    note = state / "database-home"
    if note.exists():
        return Path(note.read_text().strip())
    account = choose_account(state / name)
    if not account.identity or account.can_enter(state):
        return state
    SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
    SYSTEM_HOME.chmod(0o755)
    home = Path(tempfile.mkdtemp(prefix="db-", dir=SYSTEM_HOME))
    home.chmod(0o711)
    note.write_text(f"{home}\n")
    return home


def temporary_folder(account: Account) -> Path:
    """Return a temporary folder that `account` can enter, short enough for a socket."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 (own names)
        short = len(os.fsencode(folder)) + len("/claimtracker-01234567") <= SOCKET_LIMIT
        if short and account.can_enter(Path(folder)):
            return Path(folder)
    raise CannotRunError("No temporary folder with a short path: set TMPDIR=/tmp.")


def fresh_socket_folder(data: Path, account: Account) -> Path:
    """Create an empty folder for the socket.

    Always by the same name, so that what a killed server left is found again.
    """
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
    folder = temporary_folder(account) / f"claimtracker-{digest}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        return make_folder(folder, account)
    except FileExistsError as error:
        raise CannotRunError(
            f"{folder} belongs to somebody else: set TMPDIR to a folder of yours."
        ) from error


def secret_key(state: Path) -> str:
    """Return the clone's secret key; kept, so that a restart signs nobody out."""
    return kept_secret(state / "secret-key")


def kept_secret(note: Path) -> str:
    """Return the secret in this file, which is created once, for its owner alone."""
    if not note.exists():
        write_secret(note, secrets.token_urlsafe(50))
    return note.read_text().strip()


def write_secret(note: Path, *lines: str) -> None:
    """Write a file that nobody else can read, not even while it is being written."""
    new = note.with_name(f"{note.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text("".join(f"{line}\n" for line in lines))
    new.rename(note)


def check_free_space(folder: Path, needed: int = NEEDED_MEGABYTES) -> None:
    free = shutil.disk_usage(folder).free // 2**20
    if free < needed:
        raise CannotRunError(
            f"No room for a database: {free} MB are free in {folder}, {needed} are "
            "needed. Make room, or set CLAIMTRACKER_DATA to a folder on another disk."
        )


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Yield whether we are the only process with this lock; the kernel frees it."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
