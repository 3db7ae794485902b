"""How is the same text, printed twice, known again, whatever stands around it?

By the smallest hashes of its longer paragraphs: two texts share nearly all of these if
they share nearly all of their paragraphs (A. Broder, On the Resemblance and Containment
of Documents, 1997). Banners and contact lines are too short to count.
"""

from django.db.migrations import RunSQL

TEXT_MARKS = r"""
CREATE FUNCTION public.text_marks(text) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$
        SELECT coalesce(array_agg(mark), '{}') FROM (
            SELECT DISTINCT ('x' || left(md5(words), 16))::bit(64)::bigint AS mark
            FROM regexp_split_to_table($1, '\n\n') AS paragraph,
                 regexp_replace(public.plain_text(paragraph), '\W+', ' ', 'g') AS words
            WHERE length(words) >= 80
            ORDER BY mark LIMIT 16
        ) AS smallest
    $$
"""
OPERATION = RunSQL(TEXT_MARKS, "DROP FUNCTION public.text_marks(text)")
