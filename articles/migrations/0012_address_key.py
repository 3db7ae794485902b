"""The key that all addresses of one page share; what stands already gets it next."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import articles.models.work


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_text_search"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="work",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="work",
            name="work_by_address",
        ),
        migrations.AddField(
            model_name="work",
            name="address_key",
            field=articles.models.work.AddressKeyField(
                blank=True, db_default="", default="", editable=False, max_length=500
            ),
        ),
        migrations.AddIndex(
            model_name="work",
            index=models.Index(
                condition=models.Q(("address_key", ""), _negated=True),
                fields=["address_key"],
                name="work_by_address_key",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="work",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."outlet_id" IS DISTINCT FROM (NEW."outlet_id") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_note" IS DISTINCT FROM (NEW."status_note") OR OLD."status_on" IS DISTINCT FROM (NEW."status_on") OR OLD."status_precision" IS DISTINCT FROM (NEW."status_precision") OR OLD."status_reference" IS DISTINCT FROM (NEW."status_reference") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "articles_workevent" ("address", "created_at", "id", "key", "kind", "language", "outlet_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_precision", "status", "status_note", "status_on", "status_precision", "status_reference", "title", "version") VALUES (NEW."address", NEW."created_at", NEW."id", NEW."key", NEW."kind", NEW."language", NEW."outlet_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_on", NEW."published_precision", NEW."status", NEW."status_note", NEW."status_on", NEW."status_precision", NEW."status_reference", NEW."title", NEW."version"); RETURN NULL;',
                    hash="a42d21a886b63fb3f0d4e23069675c24abf6ad04",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_10a56",
                    table="articles_work",
                    when="AFTER",
                ),
            ),
        ),
    ]
