"""manage.py verify_snapshots: checks every stored byte against its hash."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Snapshot, SnapshotBytes

# Each may have 10 MB.
ROWS_PER_FETCH = 8


class Command(BaseCommand):
    help = (
        "Computes the SHA-256 of everything that is kept again, and compares it."
        " Ends with 1, and names the snapshots, where one does not fit."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = contents = 0
        for stored in SnapshotBytes.objects.order_by("pk").iterator(
            chunk_size=ROWS_PER_FETCH
        ):
            contents += 1
            content = bytes(stored.content)
            digest = hashlib.sha256(content).hexdigest()
            affected = stored.snapshots.exclude(size=len(content))
            if digest != stored.sha256:
                affected = stored.snapshots.all()
            elif not affected.exists():
                continue
            broken += 1
            self.stdout.write(f"{stored.sha256}: now {digest}, {len(content)} bytes")
            for snapshot in affected.without_text().order_by("pk"):
                self.stdout.write(f"  snapshot {snapshot.key}, {snapshot.work}")
        if broken:
            words = "content is" if broken == 1 else "contents are"
            raise CommandError(f"{broken} {words} not what was kept.", returncode=1)
        number = Snapshot.objects.count()
        self.stdout.write(
            f"{number} snapshots, {contents} contents: every hash is right."
        )
