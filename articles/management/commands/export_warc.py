"""manage.py export_warc FILE: every snapshot in one web archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.exporting import warc
from articles.models import Snapshot, Work


class Command(BaseCommand):
    help = (
        "Writes snapshots into a WARC file, which other archives can read. A file that"
        " is there already is not overwritten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help=f"for example copies{warc.WARC_SUFFIX}"
        )
        parser.add_argument("--work", metavar="KEY", help="only those of this work")

    def handle(self, *args: Any, **options: Any) -> None:
        snapshots = Snapshot.objects.without_text().select_related("work")
        if key := options["work"]:
            if not Work.objects.filter(key=key).exists():
                raise CommandError(f"There is no work with the key {key}.")
            snapshots = snapshots.filter(work__key=key)
        path: Path = options["file"]
        try:
            with path.open("xb") as out:
                number = warc.write_warc(
                    out, snapshots.order_by("at", "pk").iterator(), path.name
                )
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{number} snapshots in {path}")
