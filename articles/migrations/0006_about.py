"""Whom a claim is about, and the role “spoken of” by which readers find these claims."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_work_status_date"),
    ]

    operations = [
        migrations.CreateModel(
            name="About",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("subject", "Subject"),
                            ("accused", "Accused"),
                            ("beneficiary", "Beneficiary"),
                            ("victim", "Victim"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "about",
            },
        ),
        migrations.CreateModel(
            name="AboutEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("subject", "Subject"),
                            ("accused", "Accused"),
                            ("beneficiary", "Beneficiary"),
                            ("victim", "Victim"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="tally",
            name="tally_role_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="voice",
            name="role_is_known",
        ),
        migrations.AlterField(
            model_name="citationvoice",
            name="role",
            field=models.CharField(
                choices=[
                    ("claimant", "Claimant"),
                    ("relayer", "Relayer"),
                    ("author", "Author"),
                    ("outlet", "Outlet"),
                    ("cited", "Cited"),
                    ("evidence", "Evidence"),
                    ("about", "Spoken of"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="tally",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("claimant", "Claimant"),
                    ("relayer", "Relayer"),
                    ("author", "Author"),
                    ("outlet", "Outlet"),
                    ("cited", "Cited"),
                    ("evidence", "Evidence"),
                    ("about", "Spoken of"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="voice",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("claimant", "Claimant"),
                    ("relayer", "Relayer"),
                    ("author", "Author"),
                    ("outlet", "Outlet"),
                    ("cited", "Cited"),
                    ("evidence", "Evidence"),
                    ("about", "Spoken of"),
                ],
                help_text="Empty: in any role.",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "claimant",
                            "relayer",
                            "author",
                            "outlet",
                            "cited",
                            "evidence",
                            "about",
                            "",
                        ],
                    )
                ),
                name="tally_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "claimant",
                            "relayer",
                            "author",
                            "outlet",
                            "cited",
                            "evidence",
                            "about",
                            "",
                        ],
                    )
                ),
                name="role_is_known",
            ),
        ),
        migrations.AddField(
            model_name="about",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="about",
                to="articles.claim",
            ),
        ),
        migrations.AddField(
            model_name="about",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spoken_of_in",
                to="articles.source",
            ),
        ),
        migrations.AddField(
            model_name="aboutevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="articles.claim",
            ),
        ),
        migrations.AddField(
            model_name="aboutevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="articles.about",
            ),
        ),
        migrations.AddField(
            model_name="aboutevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="articles.source",
            ),
        ),
        migrations.AddConstraint(
            model_name="about",
            constraint=models.UniqueConstraint(
                models.F("claim"), models.F("source"), name="about_source_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="about",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["subject", "accused", "beneficiary", "victim"])
                ),
                name="about_role_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="about",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_aboutevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."claim_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="7c8ebf5f23ced3b1e0369172e7b15e1b22ba80c9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4cff",
                    table="articles_about",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="about",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_aboutevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (NEW."claim_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."source_id"); RETURN NULL;',
                    hash="62667c77d477d8b4568e8cf66c709aee99d9bc1b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e09ce",
                    table="articles_about",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="about",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_aboutevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source_id") VALUES (OLD."claim_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."source_id"); RETURN NULL;',
                    hash="e19f308840b58374621c0342433b821436120f12",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdb3e",
                    table="articles_about",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aboutevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dea46d92b84c649f454138dbdaf4767ff43e1407",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_33040",
                    table="articles_aboutevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
