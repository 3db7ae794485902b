"""What is published is superseded by a function, so that nobody needs to update it."""

from django.db import migrations

SUPERSEDE = """
CREATE FUNCTION public.articles_supersede(publications bigint[], moments timestamptz[])
    RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        UPDATE public.articles_publication
        SET superseded_at = greatest(moment, published_at)
        FROM unnest(publications, moments) AS given (publication, moment)
        WHERE id = publication AND superseded_at IS NULL
    $$;
REVOKE ALL ON FUNCTION public.articles_supersede(bigint[], timestamptz[]) FROM PUBLIC
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_audit_chain"),
    ]
    operations = [
        migrations.RunSQL(
            SUPERSEDE,
            "DROP FUNCTION public.articles_supersede(bigint[], timestamptz[])",
        ),
    ]
