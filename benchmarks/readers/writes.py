"""Somebody at the desk, in a process of its own: so many writes a second, on and on."""

import itertools
import time
from multiprocessing.connection import Connection
from typing import Protocol

UNSEEN, SEEN, NEW = "unseen", "seen", "new"


def write_until_told(pipe: Connection, url: str, kind: str, per_second: float) -> None:
    """Writes until the pipe has something; answers how many, and its processor time."""
    from benchmarks.scale.measure import set_up_site

    set_up_site(url)
    write = WRITERS[kind]().write
    write(0)  # the first one is slow
    pipe.send("ready")
    begun, cpu = time.perf_counter(), time.process_time()
    for number in itertools.count(1):
        due = begun + number / per_second - time.perf_counter()
        if pipe.poll(max(0.0, due)):
            break
        write(number)
    pipe.send((number - 1, time.process_time() - cpu))


class Writer(Protocol):
    def write(self, number: int) -> None: ...


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


class FirstPublisher:
    """Publishes claims that are new, of a source and with evidence that nobody knew."""

    def __init__(self) -> None:
        from articles.models import TextVersion, User

        self.user = User.objects.order_by("pk")[0]
        self.texts = list(TextVersion.objects.order_by("-pk")[:500])

    def write(self, number: int) -> None:
        from django.db import transaction
        from django.utils import timezone

        from articles.domain.anchoring.anchors import TextSpan
        from articles.editing.appearances import create_appearance
        from articles.editing.inputs import AppearanceEntry, StepEntry
        from articles.models import Claim, Evidence, Source, Work
        from articles.workflow.publication import publish_claim

        now = timezone.now()
        with transaction.atomic():
            witness = Source.objects.create(name=f"Witness of {now}", kind="person")
            claim = Claim.objects.create(
                statement=f"The lock was opened, witness {number} says.",
                kind="event", recorded_by=self.user,
            )  # fmt: skip
            entry = AppearanceEntry([TextSpan(0, 20)], [StepEntry(witness)])
            text = self.texts[number % len(self.texts)]
            create_appearance(self.user, text, claim, entry)
            Evidence.objects.create(
                claim=claim, work=Work.objects.create(title=f"A photograph of {now}"),
                stance="supports", question="What does it show?", recorded_by=self.user,
            )  # fmt: skip
            publish_claim(claim, self.user, now, "")


WRITERS: dict[str, type[Writer]] = {
    UNSEEN: DraftWriter, SEEN: Publisher, NEW: FirstPublisher,
}  # fmt: skip
