"""manage.py replicas: each server, and whether readers are answered from it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.replicas.watch import Server, current_watch


class Command(BaseCommand):
    help = (
        "Asks the primary and each standby of REPLICA_URLS how far it is. Ends with 1"
        " where one does not answer or is too far behind."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REPLICAS:
            raise CommandError("REPLICA_URLS names no standby.")
        watch = current_watch()
        standbys = sorted(watch.standbys, key=lambda server: server.alias)
        self.stdout.write(f"{'primary':<12}{watch.primary.complaint or 'is well'}")
        for standby in standbys:
            behind = max(0, watch.primary_log.end - standby.position)
            said = standby.complaint or f"is well, {behind:,} bytes behind"
            self.stdout.write(f"{standby.alias:<12}{said}")
        servers: list[Server] = [watch.primary, *standbys]
        if any(server.complaint for server in servers):
            raise CommandError("Not every server is well.")
