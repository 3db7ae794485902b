"""manage.py find_circles: searches everything that is published for circles."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.workflow.circle_search import search_circles


class Command(BaseCommand):
    help = (
        "Searches what is published for circles of citations and keeps them for their"
        " page. A worker does so by itself some time after something was published."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = search_circles()
        found = len(kept.circles)
        self.stdout.write(f"{found} circles found in {kept.seconds:.1f} seconds.")
