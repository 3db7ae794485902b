"""manage.py verify_snapshots: are the bytes that are kept still the bytes that came?"""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Snapshot, SnapshotBytes

# Each may have 10 MB.
AT_ONCE = 8


class Command(BaseCommand):
    help = (
        "Computes the SHA-256 of everything that is kept again, and compares it."
        " Ends with 1, and names the snapshots, where one does not fit."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = contents = 0
        for kept in SnapshotBytes.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
            contents += 1
            content = bytes(kept.content)
            found = hashlib.sha256(content).hexdigest()
            wrong = kept.snapshots.exclude(size=len(content))
            if found != kept.sha256:
                wrong = kept.snapshots.all()
            elif not wrong.exists():
                continue
            broken += 1
            self.stdout.write(f"{kept.sha256}: now {found}, {len(content)} bytes")
            for snapshot in wrong.without_text().order_by("pk"):
                self.stdout.write(f"  snapshot {snapshot.key}, {snapshot.work}")
        if broken:
            words = "content is" if broken == 1 else "contents are"
            raise CommandError(f"{broken} {words} not what was kept.", returncode=1)
        number = Snapshot.objects.count()
        self.stdout.write(
            f"{number} snapshots, {contents} contents: every hash is right."
        )
