"""The SQL statements that read what circles are searched in (circles.py says how).

Works are negative numbers in what comes back, as in graph_sql.py.
"""

from articles.queries.graph_sql import GROUNDED_BY, READERS_LEARN, STANDS_PUBLISHED

READERS_SEE = f"(NOT %(public)s OR {STANDS_PUBLISHED})"
# Whether readers may see a work, where all are asked for at once.
READERS_SEE_WORK = """(
    NOT %(public)s OR {work} IN (SELECT k.work_id FROM articles_publishedwork k)
)"""

# Citations and derivations with who published each end: all of them, or those among
# the works %(among)s, where `only` narrows what a work may be.
WORK_GRAPH = """
WITH cited AS (
    SELECT DISTINCT t.work_id AS source, c.work_id AS target
    FROM articles_citation c
    JOIN articles_appearance p ON p.id = c.appearance_id
    JOIN articles_textversion v ON v.id = p.text_version_id
    JOIN articles_article t ON t.id = v.article_id
    WHERE NOT %(public)s AND c.work_id IS NOT NULL
      {among_cited_live}
    UNION
    SELECT t.work_id, w.id
    FROM articles_publishedappearance p
    JOIN articles_publication n ON n.id = p.publication_id AND n.superseded_at IS NULL
    JOIN articles_article t ON t.id = p.article_id
    CROSS JOIN LATERAL jsonb_array_elements(p.record -> 'citations') AS c
    JOIN articles_work w ON w.key = c -> 'work' ->> 'key'
    WHERE %(public)s AND p.record -> 'citations' <> '[]'
      {among_cited}
),
trail AS (
    SELECT source_id AS source, target_id AS target, id AS number, kind::text,
           reference::text, ground, grounded_by_id AS grounded_by
    FROM articles_workrelation r WHERE kind = ANY(%(leading)s) AND {learnt}
      AND {source_seen}
      AND {target_seen}
      {among_related}
    UNION ALL
    SELECT source, target, 0, 'cites', '', '', NULL FROM cited
),
outlet (id) AS MATERIALIZED (
    SELECT DISTINCT w.outlet_id FROM articles_work w
    WHERE w.id IN (SELECT source FROM trail UNION SELECT target FROM trail)
),
shown (id) AS MATERIALIZED (
    SELECT outlet.id FROM outlet WHERE {outlet_seen}
)
SELECT 'trail', -trail.source, -trail.target, trail.number, trail.kind,
       NULL::date, NULL::date, trail.reference, '', trail.ground, {grounded_by},
       first.id, second.id
FROM trail
JOIN articles_work one ON one.id = trail.source
JOIN articles_work two ON two.id = trail.target
LEFT JOIN shown first ON first.id = one.outlet_id
LEFT JOIN shown second ON second.id = two.outlet_id
{leading_on}
"""

# A circle goes on from a work, or ends at one whose outlet it began at. Joined, as the
# planner expects too many rows to look them up in memory.
LEADING_ON = """
LEFT JOIN (SELECT DISTINCT source FROM trail) AS onward ON onward.source = trail.target
LEFT JOIN (
    SELECT DISTINCT w.outlet_id FROM trail JOIN articles_work w ON w.id = trail.source
) AS home ON home.outlet_id = two.outlet_id
WHERE onward.source IS NOT NULL OR home.outlet_id IS NOT NULL
"""


def work_graph_sql(*, among: bool) -> str:
    """The statement over all works, or `among` the works that are asked for."""

    def only(source: str, target: str) -> str:
        chosen = f"AND {source} = ANY(%(among)s) AND {target} = ANY(%(among)s)"
        return chosen if among else ""

    def seen(work: str) -> str:
        if among:  # a handful
            return READERS_SEE.format(node=f"(-{work})")
        return READERS_SEE_WORK.format(work=work)

    return WORK_GRAPH.format(
        among_cited_live=only("t.work_id", "c.work_id"),
        among_cited=only("t.work_id", "w.id"),
        among_related=only("r.source_id", "r.target_id"),
        learnt=READERS_LEARN,
        source_seen=seen("r.source_id"),
        target_seen=seen("r.target_id"),
        outlet_seen=READERS_SEE.format(node="outlet.id"),
        grounded_by=GROUNDED_BY,
        leading_on="" if among else LEADING_ON,
    )


WORK_GRAPH_SQL = work_graph_sql(among=False)
AMONG_WORKS_SQL = work_graph_sql(among=True)
