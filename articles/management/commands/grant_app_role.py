"""manage.py grant_app_role: gives the application's login its rights, and no more."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection

from articles import database_roles
from articles.role_checks import role_complaints


class Command(BaseCommand):
    help = (
        "Gives the role of DATABASE_URL its rights on the tables, as the role of"
        " OWNER_DATABASE_URL, and says what does not hold. migrate ends with the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--create", action="store_true",
            help="make the role first, with the password of DATABASE_URL, if there is none",
        )  # fmt: skip

    def handle(self, *args: Any, create: bool, **options: Any) -> None:
        if not settings.WORKS_AS_OWNER:
            raise CommandError(
                "Set OWNER_DATABASE_URL to the login of the tables' owner; DATABASE_URL"
                " stays that of the application."
            )
        role = str(settings.APPLICATION_LOGIN["USER"])
        try:
            self.make_role(role, create=create)
            database_roles.secure_triggers(connection)
            database_roles.make_grants(connection, role)
        except ProgrammingError as error:
            raise CommandError(f"The owner may not do that: {error}") from error
        if complaints := role_complaints(connection, role):
            raise CommandError("\n".join(complaints))
        self.stdout.write(f"The role {role} has its rights, and no others.")

    def make_role(self, role: str, *, create: bool) -> None:
        if database_roles.role_exists(connection, role):
            return
        if not create:
            raise CommandError(
                f"There is no role {role}: make it (CREATE ROLE {role} LOGIN PASSWORD"
                " '...'), or let --create make it with the password of DATABASE_URL."
            )
        password = str(settings.APPLICATION_LOGIN["PASSWORD"])
        database_roles.create_role(connection, role, password)
        self.stdout.write(f"Made the role {role}.")
