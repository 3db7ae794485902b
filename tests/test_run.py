"""`make run` keeps what was entered, and leaves no process, however it ends."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
import pytest
from psycopg.sql import SQL

from claimtracker.local.processes import process_command
from tests.record_attacks import is_refused, successful_attacks

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds, for what else happens never
HOLD = """
import signal, sys, time
from pathlib import Path
from claimtracker.local.databases import clone_database
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
with clone_database(Path(sys.argv[1])) as database:
    print(database.owner_url, flush=True)
    while True:
        database.check_alive()
        time.sleep(0.1)
"""
Start = Callable[..., "subprocess.Popen[str]"]
on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the next start ends what is left"
)


@pytest.fixture
def state() -> Iterator[Path]:
    """A clone's folder; not tmp_path, which is closed to whom root's server runs as."""
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-run-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start(state: Path) -> Iterator[Start]:
    """Starts Python as in an empty environment, and ends it with the test."""
    started = []

    def begin(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env={"CLAIMTRACKER_DATA": str(state), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def family(pid: int) -> set[int]:
    """A process and all that descends from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child in parents if parents[child] in found} - found:
        found |= more
    return found


def wait_until_gone(pids: set[int], patience: float = PATIENCE) -> None:
    give_up = time.monotonic() + patience
    while left := {pid: command for pid in pids if (command := process_command(pid))}:
        assert time.monotonic() < give_up, f"still there: {left}"
        time.sleep(0.02)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@on_linux
def test_a_killed_server_is_noticed_and_loses_nothing(
    state: Path, start: Start
) -> None:
    """The postmaster's id stays in its note, and may by then be another process's."""
    first = start("-c", HOLD, str(state))
    with psycopg.connect(first_line(first)) as connection:
        connection.execute("CREATE TABLE kept ()")
    [note] = state.glob("pg-*/postmaster.pid")
    postmaster, _, rest = note.read_text().partition("\n")
    servers = family(int(postmaster))
    os.kill(int(postmaster), signal.SIGKILL)
    first.kill()
    wait_until_gone(servers)
    note.write_text(f"{os.getpid()}\n{rest}")

    second = start("-c", HOLD, str(state))

    with psycopg.connect(first_line(second)) as connection:
        connection.execute("SELECT FROM kept")


def test_a_server_that_outlived_its_runner_is_ended_by_the_next(
    state: Path, start: Start
) -> None:
    """As on systems whose kernel does not end the children of a killed process."""
    elsewhere = "import claimtracker.local.processes as p; p._LIBC = None"
    first = start("-c", f"{elsewhere}\n{HOLD}", str(state))
    with psycopg.connect(first_line(first)) as connection:
        connection.execute("CREATE TABLE kept ()")
    [note] = state.glob("pg-*/postmaster.pid")
    postmaster = int(note.read_text().splitlines()[0])
    first.kill()
    assert process_command(postmaster)

    second = start("-c", HOLD, str(state))

    with psycopg.connect(first_line(second)) as connection:
        connection.execute("SELECT FROM kept")
    assert not process_command(postmaster)


def test_a_second_process_shares_the_database_and_does_not_end_it(
    state: Path, start: Start
) -> None:
    first = start("-c", HOLD, str(state))
    url = first_line(first)

    second = start("-c", HOLD, str(state))

    assert first_line(second) == url
    second.terminate()
    second.wait(PATIENCE)
    with psycopg.connect(url):
        assert first.poll() is None


@pytest.mark.parametrize(
    "ending",
    [signal.SIGTERM, pytest.param(signal.SIGKILL, marks=on_linux)],
)
def test_a_process_does_not_outlive_the_database_that_it_shares(
    ending: signal.Signals, state: Path, start: Start
) -> None:
    """Its site would answer every page with an error, and say so without end."""
    first = start("-c", HOLD, str(state))
    first_line(first)
    second = start("-c", HOLD, str(state))
    first_line(second)

    first.send_signal(ending)

    assert second.wait(PATIENCE) == 1
    assert "The database has ended with the run that" in second.communicate()[1]


@on_linux
def test_a_killed_run_leaves_no_process_loses_nothing_and_comes_back(
    state: Path, start: Start
) -> None:
    run = answering(start)
    with psycopg.connect(url_in(state)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'É' AS word")
    processes = family(run.pid)
    assert len(processes) > 5
    assert worker_of(state) in processes

    run.kill()

    wait_until_gone(processes)
    run = answering(start, PGPORT="1")  # of another server
    with psycopg.connect(url_in(state)) as connection:
        assert connection.execute("SELECT lower(word) FROM kept").fetchone() == ("é",)
    processes = family(run.pid)
    assert worker_of(state) in processes
    run.terminate()
    assert run.wait(PATIENCE) == 143
    wait_until_gone(processes)


@on_linux
def test_a_run_whose_worker_ends_does_not_go_on_without_it(
    state: Path, start: Start
) -> None:
    """Fetches would wait for ever, and nobody would know why."""
    run = answering(start)
    processes = family(run.pid)

    os.kill(worker_of(state), signal.SIGKILL)

    assert run.wait(PATIENCE) == 1
    assert "The worker has stopped" in run.communicate()[1]
    wait_until_gone(processes)


def variables_of(pid: int) -> str:
    """Return the environment of a process; "" if it has just ended."""
    try:
        return Path(f"/proc/{pid}/environ").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_the_record_of_a_run_withstands_every_attack(state: Path, start: Start) -> None:
    """As the login that the web server and the worker have, beside these."""
    run = answering(start)
    application, owner = (state / "database-url").read_text().split()

    assert successful_attacks(application, owner) == []
    # The control: its owner can do what the application cannot.
    assert not is_refused(owner, SQL("TRUNCATE articles_decision CASCADE"))
    assert "-password" in " ".join(os.listdir(state))
    if sys.platform == "linux":
        secret = unquote(urlsplit(owner).password or "")
        known = [variables_of(pid) for pid in family(run.pid) - {run.pid}]
        assert any(known)
        assert not [variables for variables in known if secret in variables]
    assert "The record is open to change" not in ended(run)


def test_a_run_as_the_owner_says_that_the_record_is_open(
    state: Path, start: Start
) -> None:
    owner = first_line(start("-c", HOLD, str(state)))

    run = answering(start, DATABASE_URL=owner)

    said = ended(run)
    assert "The record is open to change. The role claimtracker is a superuser." in said
    assert "OWNER_DATABASE_URL" in said


def ended(run: "subprocess.Popen[str]") -> str:
    """What a run has said by its end, which this is."""
    run.terminate()
    return run.communicate(timeout=PATIENCE)[1]


@pytest.mark.parametrize("role", ["claimtracker", "claimtracker_app"])
def test_who_reaches_the_socket_needs_a_password(
    role: str, state: Path, start: Start
) -> None:
    parts = urlsplit(first_line(start("-c", HOLD, str(state))))
    socket_folder = parse_qs(parts.query)["host"][0]

    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=socket_folder, user=role, dbname="claimtracker")


def test_a_database_of_the_release_before_is_brought_over_with_its_data(
    state: Path, start: Start
) -> None:
    """There was one role, a superuser, which whoever reached the socket could be."""
    first = start("-c", HOLD, str(state))
    with psycopg.connect(first_line(first)) as connection:
        connection.execute("CREATE TABLE kept ()")
        connection.execute("DROP ROLE claimtracker_app")
        connection.execute("ALTER ROLE claimtracker PASSWORD NULL")
    ended(first)
    [access] = state.glob("pg-*/pg_hba.conf")
    access.write_text("local all all trust\nhost all all 127.0.0.1/32 reject\n")
    for note in state.glob("*-password"):
        note.unlink()

    run = answering(start)

    with psycopg.connect(url_in(state)) as connection:
        connection.execute("SELECT FROM kept")
    application, owner = (state / "database-url").read_text().split()
    with psycopg.connect(application) as connection:
        found = connection.execute("SELECT count(*) FROM articles_publication")
        assert found.fetchone() != (0,)
    assert successful_attacks(application, owner) == []
    assert "trust" not in access.read_text()
    assert "The record is open to change" not in ended(run)


def worker_of(state: Path) -> int:
    """The process that fetches, which is one that works."""
    pid = int((state / "worker.pid").read_text())
    assert "manage.py work" in process_command(pid)
    return pid


def url_in(state: Path) -> str:
    """That of the owner, who may do everything."""
    note = state / "database-url"
    assert note.stat().st_mode & 0o777 == 0o600
    return note.read_text().split()[1]


def answering(start: Start, **environment: str) -> "subprocess.Popen[str]":
    """A run that has said where it answers, whom one may sign in as, and what is next."""
    port = free_port()
    run = start("-m", "claimtracker.run", PORT=port, **environment)
    site = f"http://127.0.0.1:{port}"
    assert first_line(run) == ""
    assert first_line(run) == f"Claimtracker answers on {site}/"
    logins = list(iter(lambda: first_line(run), ""))
    assert logins[0].split() == ["ada", "claimtracker-demo", "reviewer"]
    begin = re.match(rf"Next: open {site}(/desk/\S+), sign in as ada,", first_line(run))
    assert begin
    assert asked_to_sign_in(int(port), begin[1])
    return run


def asked_to_sign_in(port: int, page: str) -> bool:
    """Whether whoever opens the page signs in first, and comes to it thereafter."""
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", page)
        location = connection.getresponse().getheader("Location", "")
        return unquote(location) == f"/login/?next={page}"


def test_a_port_in_use_is_one_line(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        run = start(
            "-m", "claimtracker.run", PORT=str(port), DATABASE_URL=url_of_none()
        )

        assert run.wait(PATIENCE) == 1
        assert run.communicate()[1] == (
            f"claimtracker: Port {port} is in use; take another one: "
            f"PORT={port + 1} make run\n"
        )


@pytest.mark.parametrize("place", ["note", "note/data", "note/of/data", "x" * 300])
def test_a_folder_that_cannot_be_is_one_line(
    place: str, state: Path, start: Start
) -> None:
    (state / "note").write_text("a file")
    folder = state / place

    run = start("-m", "claimtracker.run", "check", CLAIMTRACKER_DATA=str(folder))

    _, errors = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert re.fullmatch(
        rf"claimtracker: [^\n]*{folder}[^\n]* set CLAIMTRACKER_DATA [^\n]*\n", errors
    )


def url_of_none() -> str:
    return "postgresql://reader:secret@127.0.0.1:1/none"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (url_of_none(), "The database cannot be reached: .*refused"),
        ("postgresql://a:secret@h:port/none", "DATABASE_URL cannot be read"),
        ("mysql://a:secret@127.0.0.1/none", "DATABASE_URL must begin with postgresql"),
        ("postgresql://", "Please supply the NAME"),
    ],
)
def test_a_wrong_database_url_is_one_line(url: str, said: str, start: Start) -> None:
    run = start("-m", "claimtracker.run", PORT=free_port(), DATABASE_URL=url)

    assert run.wait(PATIENCE) == 1
    error = run.communicate()[1]
    assert re.fullmatch(f"claimtracker: .*{said}.*\n", error), error
    assert "secret" not in error


BROWSER_TEST = """
import pytest
@pytest.mark.browser
def test_in_a_browser(): pass
def test_without(): pass
"""


@pytest.mark.parametrize(
    ("required", "code", "said"),
    [
        ("0", 0, "1 browser tests did not run: chromium was not found"),
        ("1", 4, "CLAIMTRACKER_REQUIRE_BROWSER=1, but chromium was not found"),
    ],
)
def test_a_missing_browser_is_one_line_or_a_failure(
    required: str, code: int, said: str, tmp_path: Path, start: Start
) -> None:
    (tmp_path / "test_it.py").write_text(BROWSER_TEST)

    tests = start(
        *("-m", "pytest", "-p", "claimtracker.testing", "-p", "no:cacheprovider"),
        *("--rootdir", str(tmp_path), "-c", "/dev/null", str(tmp_path)),
        DATABASE_URL=url_of_none(),
        CHROMIUM="no-such-browser",
        CLAIMTRACKER_REQUIRE_BROWSER=required,
    )

    output = "".join(tests.communicate(timeout=PATIENCE))
    assert tests.returncode == code
    assert len(re.findall(said, output)) == 1
