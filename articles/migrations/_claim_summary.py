"""What a list says of a claim, from the record that readers see.

Of each source the name that its last appearance gives it, in the order in which the
appearances first name them.
"""

CREATE = """
CREATE FUNCTION public.claim_summary(record jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
BEGIN
    RETURN (
        WITH shown AS (
            SELECT place, appearance
            FROM jsonb_path_query(record, '$.appearances[*]')
                 WITH ORDINALITY AS shown (appearance, place)
        ), links AS (
            SELECT link -> 'source' AS source,
                   row_number() OVER (ORDER BY place, at) AS number,
                   (link ->> 'position')::numeric
                   = max((link ->> 'position')::numeric) OVER (PARTITION BY place)
                   AS is_last
            FROM shown, jsonb_path_query(appearance, '$.chain[*]')
                        WITH ORDINALITY AS link (link, at)
        ), named AS (
            SELECT 'claimant' AS role, number, source FROM links WHERE is_last
            UNION ALL
            SELECT 'outlet', place, appearance #> '{article,outlet}' FROM shown
        ), sources AS (
            SELECT role, min(number) AS first,
                   (array_agg(source ORDER BY number DESC))[1] AS source
            FROM named WHERE source ->> 'key' IS NOT NULL
            GROUP BY role, source ->> 'key'
        ), fidelities AS (
            SELECT DISTINCT coalesce(nullif(cited ->> 'fidelity', ''), 'unchecked')
                            COLLATE "C" AS fidelity
            FROM shown, jsonb_path_query(appearance, '$.citations[*]') AS cited
        )
        SELECT jsonb_build_object(
            'key', record -> 'key',
            'statement', record -> 'statement',
            'kind', record -> 'kind',
            'verdict', record -> 'verdict',
            'why', record -> 'why',
            'published_at', record -> 'published_at',
            'about', coalesce(record -> 'about', '[]'),
            'claimants', (SELECT coalesce(jsonb_agg(source ORDER BY first), '[]')
                          FROM sources WHERE role = 'claimant'),
            'outlets', (SELECT coalesce(jsonb_agg(source ORDER BY first), '[]')
                        FROM sources WHERE role = 'outlet'),
            'fidelities', (SELECT coalesce(jsonb_agg(fidelity ORDER BY fidelity), '[]')
                           FROM fidelities)
        )
    );
END $$
"""
DROP = "DROP FUNCTION public.claim_summary(jsonb)"
