"""Lists read what they say of a claim, and not its whole record.

Writes the table of publications anew, with its indexes, and locks it meanwhile.
"""

from django.db import migrations, models

from articles.migrations import _claim_summary
from articles.models.publication import ClaimSummary


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_public_versions"),
    ]
    operations = [
        migrations.RunSQL(_claim_summary.CREATE, _claim_summary.DROP),
        migrations.AddField(
            "publication",
            "summary",
            models.GeneratedField(
                expression=ClaimSummary("record"),
                output_field=models.JSONField(),
                db_persist=True,
            ),
        ),
    ]
