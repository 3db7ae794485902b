"""`make run`: turns a fresh clone into pages in a browser.

python -m claimtracker.run                 serve on http://127.0.0.1:8000/
python -m claimtracker.run COMMAND ...     any manage.py command, on the same database
python -m claimtracker.run --throwaway COMMAND ...     on an empty one, soon forgotten
python -m claimtracker.run --upgrade-database     take over that of an older PostgreSQL
"""

import errno
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import dj_database_url

from claimtracker.local import CannotRunError
from claimtracker.local.databases import Database, clone_database, throwaway_database
from claimtracker.local.folders import secret_key, state_folder
from claimtracker.local.processes import follow_parent
from claimtracker.local.server import (
    HOST,
    WORKER_COMMAND,
    Server,
    check_port,
    end_leftover,
    port_from_environment,
    run_web_server,
    run_worker,
)
from claimtracker.local.upgrade import upgrade_database

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
# What the application's role cannot do; every other command works as that role.
OWNER_COMMANDS = {"flush", "grant_app_role", "migrate", "pgtrigger"}
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    for ending in END_SIGNALS:
        # nohup has SIGHUP ignored, and so it stays.
        if ending != signal.SIGHUP or signal.getsignal(ending) != signal.SIG_IGN:
            signal.signal(ending, _leave_on_signal)
    if arguments[:1] == ["--end-with-make"]:
        # A killed make must not leave us behind either.
        follow_parent(signal.SIGTERM, os.getppid())
        del arguments[0]
    try:
        return run_command(arguments) if arguments else run_servers()
    except CannotRunError as error:
        return _report_failure(str(error))
    except PermissionError as error:
        return _report_failure(
            f"{error.filename} is closed to you: did another user make it?"
        )
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return _report_failure(
            f"No room is left on the disk of {error.filename or PROJECT_FOLDER}."
        )


def _report_failure(reason: str) -> int:
    print(f"claimtracker: {reason}", file=sys.stderr)
    return 1


def _leave_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    """End in order, and undisturbed: impatience must not cut the database short."""
    for ending in END_SIGNALS:
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(0 if number == signal.SIGINT else 128 + number)


def run_servers() -> int:
    port = port_from_environment(os.environ)
    state = state_folder(_state_path())
    with _open_database(state) as database:
        if database.cluster:
            end_leftover(state / "web.pid")
            end_leftover(state / "worker.pid", WORKER_COMMAND)
        check_port(port)
        site = f"http://{HOST}:{port}"
        lines = _prepare_database(database, site)
        with (
            run_web_server(PROJECT_FOLDER, port, state / "web.pid") as web,
            run_worker(PROJECT_FOLDER, state / "worker.pid") as worker,
        ):
            _print_welcome(web, site, lines, database)
            while True:
                web.check_alive()
                worker.check_alive()
                database.check_alive()
                time.sleep(0.2)


def run_upgrade() -> int:
    for line in upgrade_database(state_folder(_state_path())):
        print(line)
    return 0


def _print_welcome(
    web: Server, site: str, lines: list[str], database: Database
) -> None:
    failing = " with an error: the lines above say why" if web.status >= 500 else ""
    kept_in = f" in {database.cluster.data}" if database.cluster else ""
    print(f"\nClaimtracker answers on {site}/{failing}")
    for line in lines:
        print(f"  {line}".rstrip())
    print(f"Ctrl-C ends it; what was entered is kept{kept_in}.\n", flush=True)


def run_command(arguments: list[str]) -> int:
    if arguments == ["--upgrade-database"]:
        return run_upgrade()
    passing = arguments[0] == "--throwaway"
    # Ctrl-C inside a shell or a prompt is for that prompt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with _open_database(state_folder(_state_path()), passing=passing) as database:
        if passing or arguments[0] in OWNER_COMMANDS:
            os.environ.update(database.environment)
        from claimtracker.local import prepare

        prepare.set_up_django()
        try:
            prepare.execute_command(arguments[passing:])
        except KeyboardInterrupt:
            return 130
    return 0


def _state_path() -> Path:
    return Path(
        os.environ.get("CLAIMTRACKER_DATA") or PROJECT_FOLDER / ".data"
    ).absolute()


@contextmanager
def _open_database(state: Path, *, passing: bool = False) -> Iterator[Database]:
    """Yield DATABASE_URL if set, else a database of ours; set missing settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    os.environ.setdefault("LOCAL", "1")
    os.environ.setdefault("SECRET_KEY", secret_key(state))
    os.environ.setdefault("MAIL_FOLDER", str(state / "mails"))
    # Only what needs the owner is given this; the web server and the worker never are.
    owner_url = os.environ.pop("OWNER_DATABASE_URL", "")
    if url := os.environ.get("DATABASE_URL"):
        try:
            dj_database_url.parse(url)
        except ValueError as error:
            raise CannotRunError(f"DATABASE_URL cannot be read: {error}") from error
        yield Database(url, owner_url)
        return
    with throwaway_database() if passing else clone_database(state) as database:
        os.environ["DATABASE_URL"] = database.url
        yield database


def _prepare_database(database: Database, site: str) -> list[str]:
    """Bring the tables up to date, and load the demo if it belongs here.

    Returns the lines that a newcomer reads: the demo's logins, and what to do next.
    """
    # The settings are read on import, so not before the environment is complete.
    from claimtracker.local import prepare

    prepare.set_up_django()
    new = prepare.migrate_tables({**os.environ, **database.environment})
    wanted = os.environ.get("CLAIMTRACKER_DEMO")
    # Users with known passwords never enter a database that somebody brought along.
    if wanted == "1" or (not wanted and (new or database.ours)):
        lines = prepare.load_demo_lines(site)
    else:
        lines = ["(without the demo; CLAIMTRACKER_DEMO=1 loads it)"]
    prepare.close_connections()
    return [*lines, *prepare.mail_lines()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
