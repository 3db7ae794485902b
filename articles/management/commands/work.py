"""manage.py work: fetches what reviewers asked for, and searches for circles.

Until it is told to stop.
"""

import datetime
import logging
import signal
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from articles.ingest import jobs
from articles.role_checks import log_complaints
from articles.workflow.circle_search import search_if_due

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0  # seconds between two looks
RECONNECT_SECONDS = 5.0  # seconds until a database that was away is asked again


class Command(BaseCommand):
    help = (
        "Works on the fetches that wait, and keeps circles found. Any number of workers may run; one that is"
        " killed loses nothing, as another takes its job when the lease has ended."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="end when nothing waits"
        )
        parser.add_argument(
            "--lease", type=float, default=jobs.LEASE_DURATION.total_seconds(),
            metavar="SECONDS", help="how long a worker that is silent keeps its job",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        log_complaints()
        lease = datetime.timedelta(seconds=options["lease"])
        if options["once"]:
            while jobs.run_next_job(lease):
                pass
            return
        signal.signal(signal.SIGTERM, exit_on_signal)
        try:
            self.go_on(lease)
        except KeyboardInterrupt:
            return

    def go_on(self, lease: datetime.timedelta) -> NoReturn:
        while True:
            try:
                # Circles are looked for when nobody waits.
                is_busy = jobs.run_next_job(lease) or search_if_due()
                pause = 0 if is_busy else POLL_SECONDS
            except (OperationalError, InterfaceError) as error:
                log.warning("The database is away: %s", error)
                pause = RECONNECT_SECONDS
            # The connection goes back to the pool, and a dead one is forgotten.
            close_old_connections()
            time.sleep(pause)


def exit_on_signal(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
