"""The two groups of people who work at the desk."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {
    "Reviewers": ["review_claim"],
    "Editors": ["review_claim", "adjudicate_claim"],
}


def make_groups(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions after all migrations; these are wanted now."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        made, _ = group.objects.get_or_create(name=name)
        made.permissions.set(permission.objects.filter(codename__in=codenames))


def remove_groups(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
