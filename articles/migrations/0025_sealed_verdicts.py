"""First verdicts that wait for the second unread, and how the team works."""

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_circles_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedGround",
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
                ("chosen", models.BooleanField(help_text="The verdict rests on it.")),
            ],
        ),
        migrations.CreateModel(
            name="SealedVerdict",
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
                    "number",
                    models.PositiveIntegerField(
                        help_text="Of the decision that it becomes."
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("supported", "Supported"),
                            ("refuted", "Refuted"),
                            ("conflicting", "Conflicting evidence"),
                            ("missing_context", "Missing context"),
                            ("not_enough", "Not enough evidence"),
                            ("not_checkable", "Not checkable"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rationale", models.TextField()),
                ("searched", models.TextField(blank=True)),
                ("override", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="SealSight",
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="TeamSettings",
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
                    "verdicts",
                    models.CharField(
                        choices=[
                            ("one", "One"),
                            ("two_open", "Two, the second in view of the first"),
                            ("two_blind", "Two, the second blind"),
                        ],
                        db_default="two_blind",
                        default="two_blind",
                        max_length=20,
                        verbose_name="verdicts that a publication needs",
                    ),
                ),
                (
                    "publishes_alone",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="a reviewer may publish a verdict that nobody else has given",
                    ),
                ),
                (
                    "publishers",
                    models.CharField(
                        choices=[
                            ("reviewers", "Every reviewer"),
                            ("editors", "Editors"),
                        ],
                        db_default="reviewers",
                        default="reviewers",
                        max_length=20,
                        verbose_name="who publishes",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts the saves, so that none overwrites another.",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "team settings",
            },
        ),
        migrations.CreateModel(
            name="TeamSettingsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "verdicts",
                    models.CharField(
                        choices=[
                            ("one", "One"),
                            ("two_open", "Two, the second in view of the first"),
                            ("two_blind", "Two, the second blind"),
                        ],
                        db_default="two_blind",
                        default="two_blind",
                        max_length=20,
                        verbose_name="verdicts that a publication needs",
                    ),
                ),
                (
                    "publishes_alone",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="a reviewer may publish a verdict that nobody else has given",
                    ),
                ),
                (
                    "publishers",
                    models.CharField(
                        choices=[
                            ("reviewers", "Every reviewer"),
                            ("editors", "Editors"),
                        ],
                        db_default="reviewers",
                        default="reviewers",
                        max_length=20,
                        verbose_name="who publishes",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts the saves, so that none overwrites another.",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="decision",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="decision",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="decision",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_action_is_known",
        ),
        migrations.AddField(
            model_name="decision",
            name="blind",
            field=models.BooleanField(
                blank=True,
                help_text="Of a second verdict: given without having seen the first.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="blind",
            field=models.BooleanField(
                blank=True,
                help_text="Of a second verdict: given without having seen the first.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="claimevent",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "Mark as ready for a verdict"),
                    ("return_to_draft", "Return to draft"),
                    ("publish_record", "Publish as recorded, not yet reviewed"),
                    ("give_verdict", "Give the first verdict"),
                    ("give_second_verdict", "Give the second verdict"),
                    ("confirm", "Confirm this verdict"),
                    ("disagree", "Give a different verdict"),
                    ("send_back", "Send back to the first reviewer"),
                    ("adjudicate", "Settle the verdict"),
                    ("publish", "Publish this decision"),
                    ("update", "Publish what was added"),
                    ("reopen", "Re-open this claim"),
                    ("withdraw", "Withdraw this claim"),
                    ("restore", "Take up again as a draft"),
                    ("carry_over", "Carry over to a new version of the text"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="after",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="before",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decisionevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "Mark as ready for a verdict"),
                    ("return_to_draft", "Return to draft"),
                    ("publish_record", "Publish as recorded, not yet reviewed"),
                    ("give_verdict", "Give the first verdict"),
                    ("give_second_verdict", "Give the second verdict"),
                    ("confirm", "Confirm this verdict"),
                    ("disagree", "Give a different verdict"),
                    ("send_back", "Send back to the first reviewer"),
                    ("adjudicate", "Settle the verdict"),
                    ("publish", "Publish this decision"),
                    ("update", "Publish what was added"),
                    ("reopen", "Re-open this claim"),
                    ("withdraw", "Withdraw this claim"),
                    ("restore", "Take up again as a draft"),
                    ("carry_over", "Carry over to a new version of the text"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decisionevent",
            name="after",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decisionevent",
            name="before",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("ready", "Ready for a verdict"),
                    ("first_verdict", "First verdict given"),
                    ("second_review", "Decided, to be published"),
                    ("adjudication", "Adjudication"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=20,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_decisionevent" ("action", "after", "at", "before", "blind", "by_id", "claim_id", "id", "number", "override", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "round", "searched", "supersedes_id", "verdict") VALUES (NEW."action", NEW."after", NEW."at", NEW."before", NEW."blind", NEW."by_id", NEW."claim_id", NEW."id", NEW."number", NEW."override", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rationale", NEW."round", NEW."searched", NEW."supersedes_id", NEW."verdict"); RETURN NULL;',
                    hash="52ca0d1227609c09870254f1b32722bc54e9d8b9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3933b",
                    table="articles_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_decisionevent" ("action", "after", "at", "before", "blind", "by_id", "claim_id", "id", "number", "override", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "round", "searched", "supersedes_id", "verdict") VALUES (NEW."action", NEW."after", NEW."at", NEW."before", NEW."blind", NEW."by_id", NEW."claim_id", NEW."id", NEW."number", NEW."override", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rationale", NEW."round", NEW."searched", NEW."supersedes_id", NEW."verdict"); RETURN NULL;',
                    hash="918d5f80f55c406101a4cfcb031f7a876381dec7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a5d18",
                    table="articles_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_decisionevent" ("action", "after", "at", "before", "blind", "by_id", "claim_id", "id", "number", "override", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "round", "searched", "supersedes_id", "verdict") VALUES (OLD."action", OLD."after", OLD."at", OLD."before", OLD."blind", OLD."by_id", OLD."claim_id", OLD."id", OLD."number", OLD."override", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rationale", OLD."round", OLD."searched", OLD."supersedes_id", OLD."verdict"); RETURN NULL;',
                    hash="46783a277222e2b53121cf75c4fb0a6e0d1f5827",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c9346",
                    table="articles_decision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "submit",
                            "return_to_draft",
                            "publish_record",
                            "give_verdict",
                            "give_second_verdict",
                            "confirm",
                            "disagree",
                            "send_back",
                            "adjudicate",
                            "publish",
                            "update",
                            "reopen",
                            "withdraw",
                            "restore",
                            "carry_over",
                        ],
                    )
                ),
                name="decision_action_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", "give_second_verdict"), _negated=True),
                    ("blind__isnull", False),
                    _connector="OR",
                ),
                name="second_verdict_says_whether_it_was_blind",
            ),
        ),
        migrations.AddField(
            model_name="sealedground",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seals",
                to="articles.evidence",
            ),
        ),
        migrations.AddField(
            model_name="sealedverdict",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed_verdicts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sealedverdict",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed_verdicts",
                to="articles.claim",
            ),
        ),
        migrations.AddField(
            model_name="sealedground",
            name="sealed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grounds",
                to="articles.sealedverdict",
            ),
        ),
        migrations.AddField(
            model_name="sealsight",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seal_sights",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sealsight",
            name="sealed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sights",
                to="articles.sealedverdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="team_settings_are_one_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="teamsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdicts__in", ["one", "two_open", "two_blind"])),
                name="team_verdicts_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("publishers__in", ["reviewers", "editors"])),
                name="team_publishers_are_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_teamsettingsevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishers", "publishes_alone", "verdicts", "version") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publishers", NEW."publishes_alone", NEW."verdicts", NEW."version"); RETURN NULL;',
                    hash="a79566a7d4e5072a6cf489107d7d443a070349b3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20b4f",
                    table="articles_teamsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_teamsettingsevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishers", "publishes_alone", "verdicts", "version") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publishers", NEW."publishes_alone", NEW."verdicts", NEW."version"); RETURN NULL;',
                    hash="3020fab7e21ce782a8d4be5d6f9f5b0f7d432f6f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce02c",
                    table="articles_teamsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_teamsettingsevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishers", "publishes_alone", "verdicts", "version") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."publishers", OLD."publishes_alone", OLD."verdicts", OLD."version"); RETURN NULL;',
                    hash="3f131d46fa5b28fff30366f7c767dcb7eca3cdb1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9e161",
                    table="articles_teamsettings",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="teamsettingsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="articles.teamsettings",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedverdict",
            constraint=models.UniqueConstraint(
                models.F("claim"), models.F("number"), name="seal_is_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedverdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        [
                            "supported",
                            "refuted",
                            "conflicting",
                            "missing_context",
                            "not_enough",
                            "not_checkable",
                        ],
                    )
                ),
                name="sealed_verdict_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedverdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True),
                name="sealed_verdict_has_its_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedverdict",
            trigger=pgtrigger.compiler.Trigger(
                name="seal_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a4934019ba76d0b708d45d17c1a9978a25c9f6c2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_seal_never_changes_5b30b",
                    table="articles_sealedverdict",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedground",
            constraint=models.UniqueConstraint(
                models.F("sealed"),
                models.F("evidence"),
                name="sealed_ground_stands_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedground",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed_ground_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6a7ad8c31587ca4fb609dd49f95d97fafd0f3852",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sealed_ground_never_changes_31aa1",
                    table="articles_sealedground",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sealsight",
            constraint=models.UniqueConstraint(
                models.F("sealed"), models.F("by"), name="seal_is_seen_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealsight",
            trigger=pgtrigger.compiler.Trigger(
                name="sight_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4fb0ee52c7eac73e22fef9d313eecaffa94747d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sight_never_changes_74829",
                    table="articles_sealsight",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teamsettingsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c816a6929db92850cac4b3f12b8e985922215cd5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c29a0",
                    table="articles_teamsettingsevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("action", "give_second_verdict")),
                fields=["claim", "number"],
                name="decision_second_verdicts",
            ),
        ),
    ]
