"""How names and words were compared up to release 0.3: by unaccent() and lower().

The operations that the first migration begins with; the tables it makes use them.
_search_form.py took their place.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import models
from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation

# unaccent() itself is only STABLE, since its dictionary could be replaced. Ours is
# named in full and never replaced, so that generated columns may use it.
PLAIN_TEXT = """
CREATE FUNCTION public.plain_text(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$
"""
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.claimtracker (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.claimtracker
    ALTER MAPPING FOR hword, hword_part, word
    WITH public.unaccent, pg_catalog.english_stem
"""


class PlainText(models.Func):
    """The text in lower case and without accents."""

    function = "public.plain_text"
    output_field = models.TextField()


OPERATIONS: list[Operation] = [
    TrigramExtension(),
    UnaccentExtension(),
    RunSQL(PLAIN_TEXT, "DROP FUNCTION public.plain_text(text)"),
    RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION public.claimtracker"),
]
