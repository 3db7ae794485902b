"""Counts come from the index in memory (docs/adr/0019)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_claim_summary"),
    ]
    operations = [
        migrations.DeleteModel("Tally"),
        migrations.RunSQL(
            "DROP FUNCTION public.note_articles_tally()", migrations.RunSQL.noop
        ),
    ]
