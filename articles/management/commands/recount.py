"""manage.py recount: counts the published claims anew, by source, role and verdict."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Tally
from articles.workflow.published_index import recount_claims


class Command(BaseCommand):
    help = "Counts the published claims anew, for instance after a restored backup."

    def handle(self, *args: Any, **options: Any) -> None:
        recount_claims()
        self.stdout.write(f"Counted: {Tally.objects.count()} sums are kept.")
