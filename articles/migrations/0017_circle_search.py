"""The last search for circles, and indexes by which the relations of a source are read.

The indexes are made while others write.
"""

import datetime

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from articles.migrations._public_versions import Watched, note_table

# Not a kind that circles are searched in: what was found is no reason to search again.
SEARCHES = Watched("articles_circlesearch", "sources", "SELECT 0 FROM {changed} c")
UNKNOWN_BEGIN = datetime.date.max


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0016_drop_tally"),
    ]

    operations = [
        migrations.CreateModel(
            name="CircleSearch",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("searched_at", models.DateTimeField()),
                (
                    "seconds",
                    models.FloatField(help_text="How long the search took."),
                ),
                (
                    "version",
                    models.TextField(help_text="What was published when it began."),
                ),
                (
                    "circles",
                    models.JSONField(
                        help_text="Of each its kind, and its works by number, in reading order."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "circle searches",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="only_the_last_search"
                    )
                ],
            },
        ),
        note_table(SEARCHES),
        *(
            AddIndexConcurrently(
                "sourcerelation",
                models.Index(
                    F(end),
                    F("kind"),
                    Coalesce("since", Value(UNKNOWN_BEGIN)),
                    F("id"),
                    name=name,
                ),
            )
            for end, name in (
                ("source", "relation_of_source"),
                ("target", "relation_to_source"),
            )
        ),
    ]
