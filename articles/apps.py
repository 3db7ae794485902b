"""The one application: articles, taken apart into their claims."""

import sys
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as django_admin
from django.core.management import CommandError
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles and claims"

    def ready(self) -> None:
        from articles import role_checks  # noqa: F401 (registers its checks)

        pre_migrate.connect(refuse_application, sender=self)
        post_migrate.connect(guard_record, sender=self)


class StaffAdminConfig(django_admin.AdminConfig):
    """Django's admin, with its tables in groups."""

    default = False
    default_site = "articles.admin.index.StaffSite"

    def ready(self) -> None:
        super().ready()
        # Not when the package is imported, as Django would: its site stands there too.
        from articles.admin import people, site  # noqa: F401 (they register the tables)


def refuse_application(*, using: str, plan: Sequence[object], **_: Any) -> None:
    """The application's role cannot migrate: said before it fails at the first table."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        if plan and not cursor.fetchone()[0]:
            raise CommandError(
                "The login of DATABASE_URL cannot migrate: set OWNER_DATABASE_URL to that"
                " of the tables' owner."
            )


def guard_record(*, using: str, **_: Any) -> None:
    """After each migrate: new triggers and tables are guarded as the others are."""
    from articles import database_roles, role_checks

    connection = connections[using]
    role = str(settings.APPLICATION_LOGIN["USER"])
    if not settings.WORKS_AS_OWNER:
        database_roles.secure_triggers(connection)
    elif not database_roles.role_exists(connection, role):
        sys.stderr.write(f"There is no role {role} yet: manage.py grant_app_role.\n")
    elif role_checks.role_complaints(connection, role):
        database_roles.secure_triggers(connection)
        database_roles.make_grants(connection, role)
