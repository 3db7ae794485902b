"""Two pages that the owner of the site writes: about it, and how to reach them."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_searches_without_a_pending_list"),
    ]

    operations = [
        migrations.CreateModel(
            name="SitePageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        choices=[("about", "About this site"), ("contact", "Contact")],
                        max_length=10,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Paragraphs, parted by an empty line. Web and mail addresses become links.",
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SitePage",
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
                    "name",
                    models.CharField(
                        choices=[("about", "About this site"), ("contact", "Contact")],
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Paragraphs, parted by an empty line. Web and mail addresses become links.",
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ["about", "contact"])),
                        name="site_page_is_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitepage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sitepageevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                    hash="a758656d6165f9289745bd033da442f13ac36228",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_26b5a",
                    table="articles_sitepage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitepage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_sitepageevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                    hash="2e5c3fb24d41cd938bebc63f2efcdc3c34d4a890",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18c96",
                    table="articles_sitepage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitepage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sitepageevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."updated_at"); RETURN NULL;',
                    hash="9f3a5970d30a25c9aa028d230088baec99860c24",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c01e1",
                    table="articles_sitepage",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="sitepageevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="articles.sitepage",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitepageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d00616693f072dd1770e18536214269f7284ddcd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ebb7f",
                    table="articles_sitepageevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
