"""What a passage of evidence says in the language of the claim, and who translated it.

Altered are only the words beside the fields of a citation, which evidence now shares.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_relation_precision"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="evidence",
            name="translated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="translation",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The passage in the language of the article, or of the claim.",
            ),
        ),
        migrations.AddField(
            model_name="evidenceevent",
            name="translated_by",
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
            model_name="evidenceevent",
            name="translation",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The passage in the language of the article, or of the claim.",
            ),
        ),
        migrations.AlterField(
            model_name="citation",
            name="passage",
            field=models.TextField(blank=True, help_text="The words in the work."),
        ),
        migrations.AlterField(
            model_name="citation",
            name="translation",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The passage in the language of the article, or of the claim.",
            ),
        ),
        migrations.AlterField(
            model_name="citationevent",
            name="passage",
            field=models.TextField(blank=True, help_text="The words in the work."),
        ),
        migrations.AlterField(
            model_name="citationevent",
            name="translation",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The passage in the language of the article, or of the claim.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_evidenceevent" ("claim_id", "created_at", "id", "key", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary", "question", "recorded_by_id", "stance", "translated_by_id", "translation", "work_id") VALUES (NEW."claim_id", NEW."created_at", NEW."id", NEW."key", NEW."locator", NEW."note", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."primary", NEW."question", NEW."recorded_by_id", NEW."stance", NEW."translated_by_id", NEW."translation", NEW."work_id"); RETURN NULL;',
                    hash="5ac5dd1978031e259a5e56e3e46ac03536abe3db",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59f7f",
                    table="articles_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_evidenceevent" ("claim_id", "created_at", "id", "key", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary", "question", "recorded_by_id", "stance", "translated_by_id", "translation", "work_id") VALUES (NEW."claim_id", NEW."created_at", NEW."id", NEW."key", NEW."locator", NEW."note", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."primary", NEW."question", NEW."recorded_by_id", NEW."stance", NEW."translated_by_id", NEW."translation", NEW."work_id"); RETURN NULL;',
                    hash="f6ed9ecdd0b8292beaf5e2febe21b1362bd06fb0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d249",
                    table="articles_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_evidenceevent" ("claim_id", "created_at", "id", "key", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary", "question", "recorded_by_id", "stance", "translated_by_id", "translation", "work_id") VALUES (OLD."claim_id", OLD."created_at", OLD."id", OLD."key", OLD."locator", OLD."note", OLD."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."primary", OLD."question", OLD."recorded_by_id", OLD."stance", OLD."translated_by_id", OLD."translation", OLD."work_id"); RETURN NULL;',
                    hash="53da3abed2621fe404f19a84a41a472aec196d55",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6d55",
                    table="articles_evidence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("translated_by", None), ("translation", "")),
                    models.Q(
                        models.Q(("translation", ""), _negated=True),
                        models.Q(("passage", ""), _negated=True),
                        ("translated_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_translation_is_of_a_passage_and_somebodys",
            ),
        ),
    ]
