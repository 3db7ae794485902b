"""A hash chain over what is published, and what is published already as its beginning."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from articles.migrations import _audit_chain


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_save_fingerprint"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(
                        help_text="Its place in the chain, from 1, without a gap.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("ended", "Replaced or withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What happened, as JSON, with the hash of the entry before."
                    ),
                ),
                (
                    "hash",
                    models.CharField(
                        help_text="The SHA-256 of the text's UTF-8 bytes.",
                        max_length=64,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_entries",
                        to="articles.publication",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("publication"),
                        models.F("event"),
                        name="entry_stands_once_in_the_chain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("event__in", ["published", "ended"])),
                        name="entry_event_is_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6e69e31f046c6cffcaa8701281e63722850a9086",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_entry_never_changes_6ad28",
                    table="articles_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        *_audit_chain.OPERATIONS,
    ]
