"""Versions of what readers see, and the triggers that write them."""

from django.db import migrations, models

from articles.migrations import _public_versions


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_address_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claims", "Published claims"),
                            ("sources", "Sources"),
                            ("works", "Works and their texts"),
                            ("relations", "Relations"),
                            ("removals", "Whatever was changed or taken away"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slot", models.PositiveIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                (
                    "row",
                    models.BigIntegerField(
                        help_text="The id of the publication, source or work; 0: of none; -1: of any."
                    ),
                ),
                (
                    "previous",
                    models.BigIntegerField(help_text="The seal before this number."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slot", "number", "row"),
                        name="public_change_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claims", "Published claims"),
                            ("sources", "Sources"),
                            ("works", "Works and their texts"),
                            ("relations", "Relations"),
                            ("removals", "Whatever was changed or taken away"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slot", models.PositiveIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                (
                    "seal",
                    models.BigIntegerField(
                        help_text="Drawn anew with each number, so that no state is ever taken for another."
                    ),
                ),
                (
                    "previous",
                    models.BigIntegerField(help_text="The seal before."),
                ),
                (
                    "writer",
                    models.CharField(
                        help_text="The transaction, and when it began.",
                        max_length=60,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slot"),
                        name="public_version_has_a_slot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["claims", "sources", "works", "relations", "removals"],
                            )
                        ),
                        name="public_kind_is_known",
                    ),
                ],
            },
        ),
        *_public_versions.operations(),
    ]
