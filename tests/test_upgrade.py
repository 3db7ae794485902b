"""The database of `make run`, when another PostgreSQL comes with the requirements."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from claimtracker.local import CannotRunError
from claimtracker.local.binaries import SYSTEM_FOLDER, find_binaries
from claimtracker.local.databases import clone_database
from claimtracker.local.upgrade import UPGRADING, upgrade_database

OLD = SYSTEM_FOLDER / "15" / "bin"


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a clone; not tmp_path, which is closed to whom root's server runs as."""
    if not OLD.exists() or find_binaries({}).major == 15:
        pytest.skip("two releases of PostgreSQL are needed: apt install postgresql-15")
    monkeypatch.delenv("PG_BINDIR", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-run-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_what_an_older_release_kept_is_taken_over(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", str(OLD))
    with clone_database(state) as database:
        execute(database.owner_url, "CREATE TABLE kept (word text)")
        execute(database.owner_url, "INSERT INTO kept VALUES ('Überschwemmung')")
        execute(database.owner_url, "GRANT SELECT ON kept TO claimtracker_app")
    monkeypatch.delenv("PG_BINDIR")

    # It does not begin anew unasked, and says what to do.
    with (
        pytest.raises(CannotRunError, match="--upgrade-database"),
        clone_database(state),
    ):
        pass
    lines = upgrade_database(state)

    assert "pg-15 was not changed" in lines[1]
    with clone_database(state) as database:
        assert execute(database.url, "SELECT word FROM kept") == [("Überschwemmung",)]
        (version,) = execute(database.url, "SHOW server_version_num")
        assert int(str(version[0])) // 10_000 == find_binaries({}).major
    assert not list(state.glob(f"*{UPGRADING}*"))
    with pytest.raises(CannotRunError, match="nothing to upgrade"):
        upgrade_database(state)


def test_the_older_programs_are_asked_for_where_they_are_missing(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (state / "pg-14").mkdir()

    with pytest.raises(CannotRunError, match="PG_OLD_BINDIR"):
        upgrade_database(state)
    assert (state / "pg-14").exists()
