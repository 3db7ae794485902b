"""Somebody at the desk, in a process of its own: so many writes a second, on and on."""

import itertools
import time
from multiprocessing.connection import Connection

UNSEEN, SEEN = "unseen", "seen"


def write_until_told(pipe: Connection, url: str, kind: str, per_second: float) -> None:
    """Writes until the pipe has something; answers how many, and its processor time."""
    from benchmarks.scale.measure import set_up_site

    set_up_site(url)
    writer = DraftWriter() if kind == UNSEEN else Publisher()
    writer.write(0)  # the first one is slow
    pipe.send("ready")
    begun, cpu = time.perf_counter(), time.process_time()
    for number in itertools.count(1):
        due = begun + number / per_second - time.perf_counter()
        if pipe.poll(max(0.0, due)):
            break
        writer.write(number)
    pipe.send((number - 1, time.process_time() - cpu))


class DraftWriter:
    """Records claims that no reader sees."""

    def __init__(self) -> None:
        from articles.models import User

        self.user = User.objects.order_by("pk")[0]

    def write(self, number: int) -> None:
        from articles.models import Claim

        Claim.objects.create(
            statement=f"The gate was shut in the night of day {number}.",
            kind="event",
            recorded_by=self.user,
        )


class Publisher:
    """Publishes claims anew that stand published, as after an addition."""

    def __init__(self) -> None:
        from articles.models import Publication, User

        self.user = User.objects.order_by("pk")[0]
        current = Publication.objects.current().order_by("-published_at", "-pk")
        self.claims = list(current.values_list("claim", "verdict")[500:3500])

    def write(self, number: int) -> None:
        from django.db import transaction
        from django.utils import timezone

        from articles.models import Claim
        from articles.workflow.publication import publish_claim

        key, verdict = self.claims[(number * 37) % len(self.claims)]
        with transaction.atomic():
            claim = Claim.objects.select_for_update().get(pk=key)
            publish_claim(claim, self.user, timezone.now(), verdict)
