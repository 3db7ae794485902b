"""What a relation rests on where no page says so; and which works readers see.

Relations without a reference stay, and readers see them once somebody states a ground.
The works are those that the claims that stand published name.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# As articles/workflow/published_index.py stores them from now on.
INDEX_WORKS_SQL = """
INSERT INTO articles_publishedwork (publication_id, work_id, referenced)
SELECT named.publication_id, named.work_id, bool_or(named.referenced)
FROM (
    SELECT p.id AS publication_id, w.id AS work_id, true AS referenced
    FROM articles_publication p
    CROSS JOIN LATERAL (
        SELECT jsonb_path_query(p.record, '$.evidence[*].work.key') #>> '{}'
        UNION ALL
        SELECT jsonb_path_query(p.record, '$.appearances[*].citations[*].work.key')
               #>> '{}'
    ) AS reference (key)
    JOIN articles_work w ON w.key = reference.key
    WHERE p.superseded_at IS NULL
    UNION ALL
    SELECT shown.publication_id, a.work_id, false
    FROM articles_publishedappearance shown
    JOIN articles_article a ON a.id = shown.article_id
    JOIN articles_publication p ON p.id = shown.publication_id
    WHERE p.superseded_at IS NULL
) AS named
GROUP BY named.publication_id, named.work_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_two_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedWork",
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
                    "referenced",
                    models.BooleanField(
                        help_text="It is cited or evidence, and not only the article."
                    ),
                ),
            ],
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="workrelation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workrelation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workrelation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="sourcerelation",
            name="ground",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="How it is known where no page says so: common knowledge, for example.",
            ),
        ),
        migrations.AddField(
            model_name="sourcerelation",
            name="grounded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sourcerelationevent",
            name="ground",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="How it is known where no page says so: common knowledge, for example.",
            ),
        ),
        migrations.AddField(
            model_name="sourcerelationevent",
            name="grounded_by",
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
            model_name="workrelation",
            name="ground",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="How it is known where no page says so: common knowledge, for example.",
            ),
        ),
        migrations.AddField(
            model_name="workrelation",
            name="grounded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workrelationevent",
            name="ground",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="How it is known where no page says so: common knowledge, for example.",
            ),
        ),
        migrations.AddField(
            model_name="workrelationevent",
            name="grounded_by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="sourcerelation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (NEW."created_at", NEW."ground", NEW."grounded_by_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."since", NEW."since_precision", NEW."source_id", NEW."target_id", NEW."until", NEW."until_precision", NEW."version"); RETURN NULL;',
                    hash="fd1c1c6f46a4798c61b6e27919c6a53986f36ae9",
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
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (NEW."created_at", NEW."ground", NEW."grounded_by_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."since", NEW."since_precision", NEW."source_id", NEW."target_id", NEW."until", NEW."until_precision", NEW."version"); RETURN NULL;',
                    hash="1e021afea5b926ca9bc57fcbcfdbec56cfdd9160",
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
                    func='INSERT INTO "articles_sourcerelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "since", "since_precision", "source_id", "target_id", "until", "until_precision", "version") VALUES (OLD."created_at", OLD."ground", OLD."grounded_by_id", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."since", OLD."since_precision", OLD."source_id", OLD."target_id", OLD."until", OLD."until_precision", OLD."version"); RETURN NULL;',
                    hash="7d90a2729d6ef2f2a3e063f1306cfc8caf9549e0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_abfc4",
                    table="articles_sourcerelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workrelation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_workrelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "source_id", "target_id", "version") VALUES (NEW."created_at", NEW."ground", NEW."grounded_by_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."source_id", NEW."target_id", NEW."version"); RETURN NULL;',
                    hash="23766533526a49a20ce5887bb66e0d941d5f3cd9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_86564",
                    table="articles_workrelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workrelation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_workrelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "source_id", "target_id", "version") VALUES (NEW."created_at", NEW."ground", NEW."grounded_by_id", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."source_id", NEW."target_id", NEW."version"); RETURN NULL;',
                    hash="d00c9db0a50c43d4ed5029c55d767d9909526c3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23576",
                    table="articles_workrelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workrelation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_workrelationevent" ("created_at", "ground", "grounded_by_id", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "source_id", "target_id", "version") VALUES (OLD."created_at", OLD."ground", OLD."grounded_by_id", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."source_id", OLD."target_id", OLD."version"); RETURN NULL;',
                    hash="fd58b85be5c1b934df453852f7bd25d381e40b43",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6709e",
                    table="articles_workrelation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", ""), ("grounded_by", None)),
                    models.Q(
                        models.Q(("ground", ""), _negated=True),
                        ("grounded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="relation_ground_is_somebodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="workrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", ""), ("grounded_by", None)),
                    models.Q(
                        models.Q(("ground", ""), _negated=True),
                        ("grounded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="work_relation_ground_is_somebodys",
            ),
        ),
        migrations.AddField(
            model_name="publishedwork",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="works",
                to="articles.publication",
            ),
        ),
        migrations.AddField(
            model_name="publishedwork",
            name="work",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published",
                to="articles.work",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedwork",
            constraint=models.UniqueConstraint(
                models.F("work"),
                models.F("publication"),
                name="published_work_stands_once",
            ),
        ),
        migrations.RunSQL(INDEX_WORKS_SQL, migrations.RunSQL.noop),
    ]
