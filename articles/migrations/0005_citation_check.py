"""Who checked a citation and when; what readers see of citations, by fidelity and source."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Record = dict[str, object]


def sides(shown: Record, cited: Record) -> set[tuple[str, str]]:
    """Keys of the sources that are cited, and of those that cite, with their roles."""
    work, article = cited["work"] or {}, shown["article"]
    cites = [
        *article["authors"],
        *(step["source"] for step in shown["chain"] if step["position"] == 0),
    ]
    found = {(source["key"], "author") for source in cites}
    found |= {(source["key"], "cited") for source in work.get("authors", ())}
    if work.get("outlet"):
        found.add((work["outlet"]["key"], "cited"))
    if article["outlet"]:
        found.add((article["outlet"]["key"], "outlet"))
    return found


def index_what_is_published(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """From the record of each current publication, as publishing.py does from now on."""
    citation = apps.get_model("articles", "PublishedCitation")
    voice = apps.get_model("articles", "CitationVoice")
    known = dict(apps.get_model("articles", "Source").objects.values_list("key", "pk"))
    articles = dict(
        apps.get_model("articles", "Article").objects.values_list("key", "pk")
    )
    current = apps.get_model("articles", "Publication").objects.filter(
        superseded_at=None
    )
    rows = current.values_list("pk", "record")
    for publication, record in rows.iterator(chunk_size=200):
        for shown in record["appearances"]:
            for number, cited in enumerate(shown["citations"], 1):
                made = citation.objects.create(
                    publication_id=publication, appearance=shown["key"],
                    article_id=articles[shown["article"]["key"]],
                    number=number, fidelity=cited["fidelity"],
                )  # fmt: skip
                voice.objects.bulk_create(
                    voice(
                        citation=made,
                        source_id=known[key],
                        role=role,
                        fidelity=made.fidelity,
                    )
                    for key, role in sorted(sides(shown, cited))
                    if key in known
                )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="CitationVoice",
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
                            ("claimant", "Claimant"),
                            ("relayer", "Relayer"),
                            ("author", "Author"),
                            ("outlet", "Outlet"),
                            ("cited", "Cited"),
                            ("evidence", "Evidence"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "fidelity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verbatim", "Verbatim"),
                            ("paraphrase", "Faithful paraphrase"),
                            ("altered", "Altered"),
                            ("out_of_context", "Out of context"),
                            ("not_said", "Does not say it"),
                            ("misattributed", "Misattributed"),
                            ("not_located", "Not located"),
                            ("not_accessible", "Not accessible"),
                            ("nothing_cited", "Nothing cited"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedCitation",
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
                    "appearance",
                    models.CharField(help_text="The appearance's key.", max_length=10),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Its place there, from 1."
                    ),
                ),
                (
                    "fidelity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verbatim", "Verbatim"),
                            ("paraphrase", "Faithful paraphrase"),
                            ("altered", "Altered"),
                            ("out_of_context", "Out of context"),
                            ("not_said", "Does not say it"),
                            ("misattributed", "Misattributed"),
                            ("not_located", "Not located"),
                            ("not_accessible", "Not accessible"),
                            ("nothing_cited", "Nothing cited"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="citation",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="citation",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who compared the article with what it cites.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="citationevent",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="citationevent",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who compared the article with what it cites.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="citation",
            index=models.Index(
                condition=models.Q(("fidelity", "")),
                fields=["appearance", "position"],
                name="citation_to_check",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_citationevent" ("appearance_id", "checked_at", "checked_by_id", "description", "fidelity", "id", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "work_id") VALUES (NEW."appearance_id", NEW."checked_at", NEW."checked_by_id", NEW."description", NEW."fidelity", NEW."id", NEW."locator", NEW."note", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."work_id"); RETURN NULL;',
                    hash="70e46b85fcb4a745e04fd3680ae93ebf4c1d8ea3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bdf2d",
                    table="articles_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "articles_citationevent" ("appearance_id", "checked_at", "checked_by_id", "description", "fidelity", "id", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "work_id") VALUES (NEW."appearance_id", NEW."checked_at", NEW."checked_by_id", NEW."description", NEW."fidelity", NEW."id", NEW."locator", NEW."note", NEW."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."work_id"); RETURN NULL;',
                    hash="5ba009eca6240f6f1cc5154aa9ed5906f206f2e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9338",
                    table="articles_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "articles_citationevent" ("appearance_id", "checked_at", "checked_by_id", "description", "fidelity", "id", "locator", "note", "passage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "work_id") VALUES (OLD."appearance_id", OLD."checked_at", OLD."checked_by_id", OLD."description", OLD."fidelity", OLD."id", OLD."locator", OLD."note", OLD."passage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."work_id"); RETURN NULL;',
                    hash="901aacb97133811616491de50641e0f0765c869b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9e4fc",
                    table="articles_citation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at", None), ("checked_by", None)),
                    models.Q(
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                        models.Q(("fidelity", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="citation_check_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="citationvoice",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.source",
            ),
        ),
        migrations.AddField(
            model_name="publishedcitation",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="citations",
                to="articles.publication",
            ),
        ),
        migrations.AddField(
            model_name="publishedcitation",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="citationvoice",
            name="citation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="voices",
                to="articles.publishedcitation",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedcitation",
            index=models.Index(
                fields=["fidelity", "publication"], name="published_by_fidelity"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcitation",
            constraint=models.UniqueConstraint(
                models.F("publication"),
                models.F("appearance"),
                models.F("number"),
                name="published_citation_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedcitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fidelity__in",
                        [
                            "verbatim",
                            "paraphrase",
                            "altered",
                            "out_of_context",
                            "not_said",
                            "misattributed",
                            "not_located",
                            "not_accessible",
                            "nothing_cited",
                            "",
                        ],
                    )
                ),
                name="published_fidelity_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="citationvoice",
            constraint=models.UniqueConstraint(
                models.F("source"),
                models.F("role"),
                models.F("citation"),
                name="citation_voice_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="citationvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["cited", "outlet", "author"])),
                name="citation_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="citationvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fidelity__in",
                        [
                            "verbatim",
                            "paraphrase",
                            "altered",
                            "out_of_context",
                            "not_said",
                            "misattributed",
                            "not_located",
                            "not_accessible",
                            "nothing_cited",
                            "",
                        ],
                    )
                ),
                name="citation_voice_fidelity_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="citationvoice",
            index=models.Index(
                fields=["source", "role", "fidelity"], name="cited_by_source"
            ),
        ),
        migrations.RunPython(index_what_is_published, migrations.RunPython.noop),
    ]
