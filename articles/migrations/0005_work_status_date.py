"""When a work was retracted, and whether an unnamed voice is the same everywhere."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_evidence_translation"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="work",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="work",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="work",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="work",
            name="work_precision_is_known",
        ),
        migrations.AddField(
            model_name="source",
            name="same_voice",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Why an unnamed voice is the same one wherever it is named; without a reason it may be somebody else in each article.",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="same_voice_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sourceevent",
            name="same_voice",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Why an unnamed voice is the same one wherever it is named; without a reason it may be somebody else in each article.",
            ),
        ),
        migrations.AddField(
            model_name="sourceevent",
            name="same_voice_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="work",
            name="status_on",
            field=models.DateField(
                blank=True, help_text="When that was, as far as it is known.", null=True
            ),
        ),
        migrations.AddField(
            model_name="work",
            name="status_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                db_default="day",
                default="day",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="workevent",
            name="status_on",
            field=models.DateField(
                blank=True, help_text="When that was, as far as it is known.", null=True
            ),
        ),
        migrations.AddField(
            model_name="workevent",
            name="status_precision",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                db_default="day",
                default="day",
                max_length=5,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sourceevent" ("created_at", "description", "homepage", "id", "key", "kind", "listed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_voice", "same_voice_by_id", "version", "wikidata") VALUES (NEW."created_at", NEW."description", NEW."homepage", NEW."id", NEW."key", NEW."kind", NEW."listed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."same_voice", NEW."same_voice_by_id", NEW."version", NEW."wikidata"); RETURN NULL;',
                    hash="4fff3908bbf3de5dd44ebe1e5c48b964c80822a6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e4235",
                    table="articles_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."homepage" IS DISTINCT FROM (NEW."homepage") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."listed" IS DISTINCT FROM (NEW."listed") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."same_voice" IS DISTINCT FROM (NEW."same_voice") OR OLD."same_voice_by_id" IS DISTINCT FROM (NEW."same_voice_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."wikidata" IS DISTINCT FROM (NEW."wikidata"))',
                    func='INSERT INTO "articles_sourceevent" ("created_at", "description", "homepage", "id", "key", "kind", "listed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_voice", "same_voice_by_id", "version", "wikidata") VALUES (NEW."created_at", NEW."description", NEW."homepage", NEW."id", NEW."key", NEW."kind", NEW."listed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."same_voice", NEW."same_voice_by_id", NEW."version", NEW."wikidata"); RETURN NULL;',
                    hash="046f0da6ea27cf593e839e15a39f4f0a7c5604d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_365a8",
                    table="articles_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sourceevent" ("created_at", "description", "homepage", "id", "key", "kind", "listed", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_voice", "same_voice_by_id", "version", "wikidata") VALUES (OLD."created_at", OLD."description", OLD."homepage", OLD."id", OLD."key", OLD."kind", OLD."listed", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."same_voice", OLD."same_voice_by_id", OLD."version", OLD."wikidata"); RETURN NULL;',
                    hash="8183ea1658e2c9a4dbd9180c32ec51cae2fe4acc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_07439",
                    table="articles_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="work",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_workevent" ("address", "created_at", "id", "key", "kind", "language", "outlet_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "status", "status_note", "status_on", "status_precision", "status_reference", "title", "version") VALUES (NEW."address", NEW."created_at", NEW."id", NEW."key", NEW."kind", NEW."language", NEW."outlet_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_on", NEW."published_precision", NEW."status", NEW."status_note", NEW."status_on", NEW."status_precision", NEW."status_reference", NEW."title", NEW."version"); RETURN NULL;',
                    hash="01d97934c52cbd0df4accc81bff4ec04c61472d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_39a35",
                    table="articles_work",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="work",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_workevent" ("address", "created_at", "id", "key", "kind", "language", "outlet_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "status", "status_note", "status_on", "status_precision", "status_reference", "title", "version") VALUES (NEW."address", NEW."created_at", NEW."id", NEW."key", NEW."kind", NEW."language", NEW."outlet_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_on", NEW."published_precision", NEW."status", NEW."status_note", NEW."status_on", NEW."status_precision", NEW."status_reference", NEW."title", NEW."version"); RETURN NULL;',
                    hash="4e40548347802afa992585bf747b81c97428a71f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_10a56",
                    table="articles_work",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="work",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_workevent" ("address", "created_at", "id", "key", "kind", "language", "outlet_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "status", "status_note", "status_on", "status_precision", "status_reference", "title", "version") VALUES (OLD."address", OLD."created_at", OLD."id", OLD."key", OLD."kind", OLD."language", OLD."outlet_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_on", OLD."published_precision", OLD."status", OLD."status_note", OLD."status_on", OLD."status_precision", OLD."status_reference", OLD."title", OLD."version"); RETURN NULL;',
                    hash="87eb9cae448bdd30099438bab89ba5cdd2cb9618",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_65720",
                    table="articles_work",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("same_voice", ""), ("same_voice_by", None)),
                    models.Q(
                        models.Q(("same_voice", ""), _negated=True),
                        ("same_voice_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="source_same_voice_is_somebodys_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_precision__in", ["day", "month", "year"]),
                    ("status_precision__in", ["day", "month", "year"]),
                ),
                name="work_precision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status_on", None),
                    models.Q(("status", ""), _negated=True),
                    _connector="OR",
                ),
                name="work_status_date_is_of_a_status",
            ),
        ),
    ]
