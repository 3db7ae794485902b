"""How well the first and the last day of a relation are known: “since 1994”."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_groups"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcerelation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcerelation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcerelation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="sourcerelation",
            name="since_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                default="day",
                db_default="day",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="sourcerelation",
            name="until_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                default="day",
                db_default="day",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="sourcerelationevent",
            name="since_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                default="day",
                db_default="day",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="sourcerelationevent",
            name="until_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                default="day",
                db_default="day",
                max_length=5,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcerelation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."since", NEW."since_precision", NEW."source_id", NEW."target_id", NEW."until", NEW."until_precision", NEW."version"); RETURN NULL;',
                    hash="da30620a3db8130b27712c2e812f034fa9080ac0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5b66c",
                    table="articles_sourcerelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcerelation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."since", NEW."since_precision", NEW."source_id", NEW."target_id", NEW."until", NEW."until_precision", NEW."version"); RETURN NULL;',
                    hash="7a72e638718881ea2f1e7ac9f3b5a15ee189e333",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52fff",
                    table="articles_sourcerelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcerelation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (OLD."created_at", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."since", OLD."since_precision", OLD."source_id", OLD."target_id", OLD."until", OLD."until_precision", OLD."version"); RETURN NULL;',
                    hash="baaaccaa471587405b53e84298f885507158779c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_abfc4",
                    table="articles_sourcerelation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since_precision__in", ["day", "month", "year"]),
                    ("until_precision__in", ["day", "month", "year"]),
                ),
                name="relation_precision_is_known",
            ),
        ),
    ]
