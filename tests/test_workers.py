"""Is a job done once, whatever becomes of the worker that has it?

Real workers, in processes of their own, and a server that sends half a page.
"""

import signal
import socket
import threading
import time
from collections.abc import Callable

import pytest

from articles.ingest import jobs
from articles.models import FetchJob, Snapshot, SnapshotBytes, Upload, User
from articles.models.choices import JobStatus
from tests.conftest import Work
from tests.factories import make_work
from tests.servers import Server, article


def until(happened: Callable[[], bool], patience: float = 60) -> None:
    """Another process cannot be awaited, only looked at."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Slow:
    """Half of a page, and the rest when it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.go_on = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        self.asked += 1
        page = article()
        connection.sendall(page[: len(page) // 2])
        self.go_on.wait(60)
        connection.sendall(page[len(page) // 2 :])


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_dies_in_a_fetch_leaves_nothing_half_written(
    ended_by: signal.Signals, worker: Work, server: Server, ada: User
) -> None:
    slow = Slow()
    server.answers["/"] = slow
    wish = jobs.request_fetch(ada, f"{server.address}/")
    first = worker(server, "--lease", "3")
    until(lambda: slow.asked == 1)

    first.send_signal(ended_by)
    first.wait(60)

    job = FetchJob.objects.get()
    killed = ended_by == signal.SIGKILL
    assert job.status == (JobStatus.RUNNING if killed else JobStatus.WAITING)
    assert not SnapshotBytes.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Upload.objects.exists()

    slow.go_on.set()
    worker(server)
    worker(server)
    until(lambda: FetchJob.objects.get().status == JobStatus.DONE)
    time.sleep(1.5)  # for whoever might do it again

    job = FetchJob.objects.get()
    assert (job.pk, job.attempts, job.error) == (wish.pk, 2, "")
    assert slow.asked == 2
    assert Snapshot.objects.count() == Upload.objects.count() == 1
    assert SnapshotBytes.objects.count() == 1
    assert job.snapshot == Snapshot.objects.get()


def test_workers_side_by_side_do_each_job_once(
    worker: Work, server: Server, ada: User
) -> None:
    wishes = [
        jobs.request_fetch(ada, f"{server.address}/{n}", make_work()) for n in range(12)
    ]

    running = [worker(server, "--once") for _ in range(3)]

    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert Snapshot.objects.count() == len(wishes)
    asked = [path for path in server.paths() if path != "/robots.txt"]
    assert sorted(asked) == sorted(f"/{n}" for n in range(12))
    assert set(FetchJob.objects.values_list("status", "attempts")) == {("done", 1)}
