"""Indexes that no statement reads any more, since lists are counted in memory.

Each publication wrote to all three (docs/adr/0019).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_restorable_search"),
    ]
    operations = [
        migrations.RemoveIndex("publication", "publication_by_verdict"),
        migrations.RemoveIndex("publishedcitation", "published_by_fidelity"),
        migrations.RemoveIndex("citationvoice", "cited_by_source"),
    ]
