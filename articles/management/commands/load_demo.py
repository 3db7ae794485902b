"""manage.py load_demo: four fictional articles, taken apart, and people to sign in as."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from articles.domain.text.canonical import fingerprint
from articles.importing import annotation, annotation_files
from articles.ingest.extract import extract
from articles.models import User

# Only for a demonstration on one's own machine: the passwords are printed.
DEMO_PASSWORD = "claimtracker-demo"  # noqa: S105 - printed, and refused elsewhere
DEMO_ACCOUNTS = {
    "recorder": ("ada", "Ada", "Lind", ["Reviewers"], False, "reviewer"),
    "first": ("ben", "Ben", "Okoye", ["Reviewers"], False, "reviewer"),
    "second": ("cleo", "Cleo", "Marin", ["Reviewers"], False, "reviewer"),
    "editor": ("dana", "Dana", "Roth", ["Editors"], False, "editor"),
    "admin": ("admin", "", "", [], True, "administrator"),
}
# The article that a newcomer is sent to: short, and with much to see.
FIRST_ARTICLE = "the-night-the-river-rose.md"
NEXT_STEP = """
Next: open {page}, sign in as {username},
select words in the text, and say who claims them."""


def ensure_demo_people() -> dict[str, User]:
    """Return the demonstration's users by role; create missing ones."""
    people = {}
    for role, (username, first, last, groups, staff, _) in DEMO_ACCOUNTS.items():
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first,
                "last_name": last,
                "is_staff": staff,
                "is_superuser": staff,
            },
        )
        if created:
            user.set_password(DEMO_PASSWORD)
            user.save(update_fields=["password"])
            user.groups.set(Group.objects.filter(name__in=groups))
        people[role] = user
    return people


class Command(BaseCommand):
    help = (
        "Loads the demonstration: four fictional articles with their claims, and"
        " people to sign in as. Only where LOCAL=1. Doing it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", help="where it answers: http://...")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "The demonstration has passwords that everybody knows. It is loaded"
                " only where LOCAL=1 is set, on your own machine."
            )
        people = ensure_demo_people()
        articles = {}
        for path in sorted(Path(settings.BASE_DIR, "fixtures", "demo").iterdir()):
            if path.suffix in {".md", ".txt", ".html"}:
                text = extract(path.read_bytes(), path.name).text
                data = annotation_files.find_annotation(fingerprint(text))
                if data is None:
                    raise CommandError(f"No annotation file fits {path.name}.")
                attached = annotation.attach_annotations(data, text, people)
                articles[path.name] = attached.article
        for username, _, _, _, _, role in DEMO_ACCOUNTS.values():
            self.stdout.write(f"{username:10}{DEMO_PASSWORD:20}{role}")
        page = options["site"] + reverse(
            "desk_article", args=[articles[FIRST_ARTICLE].key]
        )
        self.stdout.write(
            NEXT_STEP.format(page=page, username=people["recorder"].username)
        )
