"""A dump can be restored again: PostgreSQL knows what search_vector calls.

pg_dump wrote publications, whose column `search` it makes, before search_words, as a body
that is a string says nothing of what it needs; the restored database had no publications.
No table is written anew.
"""

from django.db import migrations

REPLACE = r"""
CREATE OR REPLACE FUNCTION public.search_vector(text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
    SELECT coalesce(string_agg(format('''%s'':%s', stem, place), ' '), '')::tsvector
    FROM public.search_words(
        -- Persian words with a joiner are found with a space in its place, too.
        $1 || CASE WHEN $1 ~ '\u200c' THEN ' ' || replace($1, E'\u200c', ' ') ELSE '' END
    );
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_claim_words"),
    ]
    operations = [
        # What stood before says the same in another way.
        migrations.RunSQL(REPLACE, migrations.RunSQL.noop),
    ]
