"""PostgreSQL knows how frequent the words of claims are; their threes of letters go.

What is rare is looked for (articles/queries/similar_claims.py): by itself PostgreSQL lists
some 1,000 words, and what stands in one claim of 2,000 would count as rare as what stands
in one. The index of trigrams, which each saved claim wrote to, served slips of the keys;
these are now mended by the same list of words.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_circle_search"),
    ]
    operations = [
        migrations.RemoveIndex("claim", "claim_by_trigrams"),
        migrations.RunSQL(
            "ALTER TABLE public.articles_claim ALTER search SET STATISTICS 500;"
            " ANALYZE public.articles_claim",
            "ALTER TABLE public.articles_claim ALTER search SET STATISTICS -1",
        ),
    ]
