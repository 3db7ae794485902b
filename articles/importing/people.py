"""The accounts in whose name an annotation file's decisions stand."""

from django.contrib.auth.models import Group

from articles.importing.annotation_entries import People
from articles.models import User

# Accounts that nobody can sign in to: they only stand beside what the file decided.
EXAMPLE_ACCOUNTS = {
    "recorder": ("example-recorder", "Example", "recorder", "Reviewers"),
    "first": ("example-reviewer-1", "Example", "reviewer 1", "Reviewers"),
    "second": ("example-reviewer-2", "Example", "reviewer 2", "Reviewers"),
    "editor": ("example-editor", "Example", "editor", "Editors"),
}


def ensure_example_people() -> People:
    """Return the four accounts that annotation files name; create missing ones."""
    people = {}
    for role, (username, first, last, group) in EXAMPLE_ACCOUNTS.items():
        user, created = User.objects.get_or_create(
            username=username, defaults={"first_name": first, "last_name": last}
        )
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            user.groups.add(Group.objects.get(name=group))
        people[role] = user
    return people
