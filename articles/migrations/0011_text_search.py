"""Searches and names answer alike, whatever the locale of the database.

Writes the tables of claims, publications, sources and aliases anew, with their indexes,
and locks them meanwhile.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from articles.migrations import _search_form, _text_search
from articles.migrations._together import Together
from articles.models.search import FoldedLetters, NameKey, SearchedWords


def search_column(model: str, words: str) -> migrations.AddField:
    column = models.GeneratedField(
        expression=SearchedWords(words),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    return migrations.AddField(model, "search", column)


def key_column(model: str) -> migrations.AddField:
    column = models.GeneratedField(
        expression=NameKey("name"), output_field=models.TextField(), db_persist=True
    )
    return migrations.AddField(model, "plain", column)


def trigram_index(model: str, name: str, of: object) -> migrations.AddIndex:
    return migrations.AddIndex(
        model, GinIndex(OpClass(of, name="gin_trgm_ops"), name=name)
    )


INDEXES = (
    ("claim", "claim_search"), ("claim", "claim_by_trigrams"),
    ("publication", "publication_search"), ("source", "source_by_name"),
    ("source", "source_like"), ("sourcealias", "alias_like"),
    ("sourcealias", "alias_by_name"), ("work", "work_like"),
)  # fmt: skip
COLUMNS = (
    ("claim", "search"), ("publication", "search"),
    ("source", "plain"), ("sourcealias", "plain"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_relation_ground"),
    ]
    operations = [
        _search_form.OPERATION,
        *(migrations.RemoveIndex(model, name) for model, name in INDEXES),
        *(migrations.RemoveField(model, name) for model, name in COLUMNS),
        Together(
            [
                search_column("claim", "statement"),
                search_column("publication", "words"),
                key_column("source"),
                key_column("sourcealias"),
                migrations.AddIndex(
                    "claim", GinIndex(fields=["search"], name="claim_search")
                ),
                migrations.AddIndex(
                    "publication",
                    GinIndex(fields=["search"], name="publication_search"),
                ),
                migrations.AddIndex(
                    "source",
                    models.Index(fields=["plain", "id"], name="source_by_name"),
                ),
                migrations.AddIndex(
                    "sourcealias", models.Index(fields=["plain"], name="alias_by_name")
                ),
                trigram_index("claim", "claim_by_trigrams", FoldedLetters("statement")),
                trigram_index("source", "source_like", "plain"),
                trigram_index("sourcealias", "alias_like", "plain"),
                trigram_index("work", "work_like", NameKey("title")),
            ]
        ),
        migrations.RunSQL(
            "DROP TEXT SEARCH CONFIGURATION public.claimtracker",
            _text_search.CONFIGURATION,
        ),
    ]
