"""The SQL statements that read the graph (graph.py says why they are as they are).

What is asked for is `given`, a row for each claim: its place among them, the nodes that
take part (`starts`), those that count as seen, and the works whose text counts as read.

Sources are positive numbers here, works negative ones. Every row that comes back is, after
the place of its claim, (part, from, to, row, kind, since, until, reference, known, ground,
by) for an edge, where `known` is how precisely its two days are, `ground` what stands for
a reference and `by` who states it, and ('name', node, its outlet, its degree, kind, day, -,
name, key, address, article) for a node: of a source its degree where a path can pass it,
else 0; of a work its address, and the key of the article as which readers may read it here.
After the key of a retracted work stands how precisely the day of that is, and after the
key of an unnamed source that is one voice everywhere "same".
"""

# Whether a node is listed, or stands published. OFFSET 0 keeps each an index scan for one
# node: the planner would read all that is published for a handful of nodes.
STANDS_PUBLISHED = """CASE WHEN {node} > 0 THEN
        EXISTS (SELECT FROM articles_voice v WHERE v.source_id = {node} OFFSET 0)
        OR EXISTS (SELECT FROM articles_source l WHERE l.id = {node} AND l.listed OFFSET 0)
    ELSE
        EXISTS (SELECT FROM articles_publishedwork k WHERE k.work_id = -{node} OFFSET 0)
    END"""

# Whether readers may see a node: what the record that is judged names counts as well. Not
# of a path only: nothing else of a node that they may not see, as its relations or their
# number, may change an answer.
READERS_SEE = f"""(
    NOT %(public)s OR {{node}} = ANY(given.seen) OR {STANDS_PUBLISHED}
)"""

# Whether readers learn of a relation: a page says so, or a reviewer does, by name.
READERS_LEARN = "(NOT %(public)s OR r.reference <> '' OR r.ground <> '')"

# The name of who states a ground, as models/user.py has it.
GROUNDED_BY = """CASE WHEN grounded_by IS NOT NULL THEN (
    SELECT coalesce(nullif(btrim(u.first_name || ' ' || u.last_name), ''), u.username)
    FROM articles_user u WHERE u.id = grounded_by
) END"""

# Whether they may read the text of a work that is held here.
READERS_READ = """(
    NOT %(public)s OR -{article}.work_id = ANY(given.articles) OR EXISTS (
        SELECT FROM articles_publishedappearance p
        JOIN articles_publication n ON n.id = p.publication_id
        WHERE p.article_id = {article}.id AND n.superseded_at IS NULL
        OFFSET 0
    )
)"""

# The key of the article as which readers may read a work here, or nothing.
ARTICLE_OF_WORK = """coalesce((
    SELECT held.key FROM articles_article held
    WHERE held.work_id = {work} AND EXISTS (
        SELECT FROM articles_publishedappearance p
        JOIN articles_publication n ON n.id = p.publication_id
        WHERE p.article_id = held.id AND n.superseded_at IS NULL
        OFFSET 0
    )
), '')"""

# Three of four marks of the one with fewer, and not one long paragraph alone.
SAME_TEXT_CONDITION = """(
    SELECT count(*) >= 2 AND count(*) * 4 >=
           3 * least(cardinality(text.marks), cardinality(other.marks))
    FROM unnest(text.marks) AS mark WHERE mark = ANY(other.marks)
)"""

# The articles with the same text as one work.
SAME_TEXT_ARTICLES = f"""
    FROM articles_article own
    JOIN articles_textversion text ON text.article_id = own.id
    JOIN articles_textversion other ON other.marks && text.marks
    JOIN articles_article twin ON twin.id = other.article_id AND twin.id <> own.id
    WHERE {{at}}.node < 0 AND own.work_id = -{{at}}.node
      AND 'same_text' = ANY(%(works)s) AND {SAME_TEXT_CONDITION}
"""

# Whom or what one node leans on, as one array: so each node is looked up once. Asked for
# one node each part is an index scan; a part that is not for this sort of node is not run
# at all. Whether readers may see the other end is asked where the climb goes on to it: an
# edge to what was not reached is not kept.
EDGES_ABOVE = """(
    SELECT coalesce(jsonb_agg(edge ORDER BY above, number, kind, a, b), '[]') FROM (
    SELECT r.source_id AS a, r.target_id AS b, r.id AS number, r.kind::text AS kind,
           r.since, r.until, r.reference::text AS reference,
           r.since_precision || ' ' || r.until_precision AS known,
           r.ground, r.grounded_by_id AS grounded_by, r.target_id AS above, 1 AS step
    FROM articles_sourcerelation r
    WHERE {at}.node > 0 AND {at}.steps < {levels}
      AND r.source_id = {at}.node AND r.kind = ANY(%(up)s) AND {learnt}
    UNION ALL
    SELECT r.source_id, r.target_id, r.id, r.kind, r.since, r.until, r.reference,
           r.since_precision || ' ' || r.until_precision, r.ground, r.grounded_by_id,
           r.source_id, 1
    FROM articles_sourcerelation r
    WHERE {at}.node > 0 AND {at}.steps < {levels}
      AND r.target_id = {at}.node AND r.kind = ANY(%(down)s) AND {learnt}
    UNION ALL
    SELECT a.author_id, -a.work_id, 0, 'authored', NULL, NULL, '', '', '', NULL,
           a.author_id, 0
    FROM articles_authorship a
    WHERE {at}.node < 0 AND a.work_id = -{at}.node AND 'authored' = ANY(%(works)s)
    UNION ALL
    SELECT w.outlet_id, -w.id, 0, 'published', NULL, NULL, '', '', '', NULL,
           w.outlet_id, 0
    FROM articles_work w
    WHERE {at}.node < 0 AND w.id = -{at}.node AND w.outlet_id IS NOT NULL
      AND 'published' = ANY(%(works)s)
    UNION ALL
    SELECT -r.source_id, -r.target_id, r.id, r.kind, NULL, NULL, r.reference, '',
           r.ground, r.grounded_by_id, -r.target_id, 0
    FROM articles_workrelation r
    WHERE {at}.node < 0 AND r.source_id = -{at}.node AND r.kind = ANY(%(works)s)
      AND {learnt}
    UNION ALL
    SELECT least({at}.node, -twin.work_id), greatest({at}.node, -twin.work_id), 0,
           'same_text', NULL, NULL, '', '', '', NULL, -twin.work_id, 0
    {twins}
      AND {own_read} AND {twin_read}
    ) AS edge
)"""


def edges_above(at: str) -> str:
    return EDGES_ABOVE.format(
        at=at,
        levels="%(hops)s",
        twins=SAME_TEXT_ARTICLES.format(at=at),
        own_read=READERS_READ.format(article="own"),
        twin_read=READERS_READ.format(article="twin"),
        learnt=READERS_LEARN,
    )


# What the articles cite, live; and what the published record of them cites.
CITED_WORKS = """
    SELECT c.work_id AS target
    FROM articles_article t
    JOIN articles_textversion v ON v.article_id = t.id
    JOIN articles_appearance p ON p.text_version_id = v.id
    JOIN articles_citation c ON c.appearance_id = p.id
    WHERE NOT %(public)s AND t.work_id = {work} AND c.work_id IS NOT NULL
    UNION
    SELECT w.id
    FROM articles_article t
    JOIN articles_publishedappearance p ON p.article_id = t.id
    CROSS JOIN LATERAL jsonb_array_elements(p.record -> 'citations') AS c
    CROSS JOIN LATERAL (
        SELECT cited.id FROM articles_work cited
        WHERE cited.key = c -> 'work' ->> 'key' OFFSET 0
    ) AS w
    WHERE %(public)s AND t.work_id = {work} AND p.record -> 'citations' <> '[]'
      AND EXISTS (
        SELECT FROM articles_publication n
        WHERE n.id = p.publication_id AND n.superseded_at IS NULL OFFSET 0
      )
"""

# What a work leads to, as one array: so each work is looked up once.
LEADS = f"""(
    SELECT coalesce(jsonb_agg(onward ORDER BY target, number, kind), '[]') FROM (
        SELECT r.target_id AS target, r.id AS number, r.kind::text AS kind,
               r.reference::text AS reference, r.ground, r.grounded_by_id AS grounded_by
        FROM articles_workrelation r
        WHERE r.source_id = {{work}} AND r.kind = ANY(%(leading)s)
          AND {READERS_LEARN} AND {READERS_SEE.format(node="(-r.target_id)")}
        UNION ALL
        SELECT cited.target, 0, 'cites', '', '', NULL FROM ({CITED_WORKS}) AS cited
    ) AS onward
)"""  # noqa: S608 - put together from the constants of this file

# Both climbs begin at a node 0, from which edges of no step lead to the starts: so the
# look-ups stand here once, and PostgreSQL plans them once. To plan this statement takes
# longer than to run it for one claim.
AROUND = f"""
WITH RECURSIVE climb (node, steps, speaks, ups) AS (
    SELECT 0::bigint, 0, NULL::boolean, (
        SELECT jsonb_agg(jsonb_build_object('above', begin.node, 'step', 0))
        FROM unnest(given.starts) AS begin (node)
    )
    UNION
    SELECT next.node, next.steps, next.speaks, {edges_above("next")}
    FROM (
        SELECT DISTINCT edge.above AS node, climb.steps + edge.step AS steps,
               coalesce(climb.speaks, edge.above > 0
                        OR edge.above = ANY(given.articles)) AS speaks
        FROM climb CROSS JOIN LATERAL jsonb_to_recordset(climb.ups) AS edge (
            above bigint, step int
        )
        WHERE (edge.step = 0 OR climb.steps < %(full)s)
          AND {READERS_SEE.format(node="edge.above")}
    ) AS next
),
reached AS MATERIALIZED (
    SELECT node, min(steps) AS steps, bool_or(speaks) AS speaks,
           (array_agg(ups ORDER BY steps))[1] AS ups
    FROM climb WHERE node <> 0 GROUP BY node
),
-- The last step is not climbed: it is kept where it leads to what was reached already,
-- and there to who takes part, wrote or published, or from or to those above a voice.
relation AS MATERIALIZED (
    SELECT leaning.node AS leaning, up.*, count(*) OVER (PARTITION BY up.above) AS comers
    FROM reached AS leaning
    CROSS JOIN LATERAL jsonb_to_recordset(leaning.ups) AS up (
        a bigint, b bigint, number bigint, kind text, since date, until date,
        reference text, known text, ground text, grounded_by bigint, above bigint,
        step int
    )
    JOIN reached AS root ON root.node = up.above
    WHERE up.step = 0 OR leaning.steps < %(full)s OR leaning.speaks OR root.speaks
       OR root.steps = 0
),
-- Where a climb ends to which only one comes, no two meet; but an unnamed voice may be
-- several. (Of a work that takes part it is kept who made it, so that "nothing is
-- recorded" is only said where it is true.)
kept AS MATERIALIZED (
    SELECT a, b, number, kind, since, until, reference, known, ground, grounded_by, step
    FROM relation
    WHERE comers > 1 OR above = ANY(given.starts)
       OR (leaning < 0 AND leaning = ANY(given.starts))
       OR above IN (SELECT leaning FROM relation)
       OR EXISTS (
           SELECT FROM articles_source u
           WHERE u.id = leaning AND u.kind = 'unnamed' OFFSET 0
       )
),
led (work, depth, onward) AS (
    SELECT 0::bigint, -1, (
        SELECT jsonb_agg(jsonb_build_object('target', -begin.node))
        FROM unnest(given.starts) AS begin (node) WHERE begin.node < 0
    )
    UNION
    SELECT next.work, next.depth, {LEADS.format(work="next.work")}
    FROM (
        SELECT DISTINCT (edge ->> 'target')::bigint AS work, led.depth + 1 AS depth
        FROM led CROSS JOIN LATERAL jsonb_array_elements(led.onward) AS edge
        WHERE led.depth < %(longest)s
    ) AS next
),
trail AS MATERIALIZED (
    SELECT DISTINCT led.work, edge.*
    FROM led CROSS JOIN LATERAL jsonb_to_recordset(led.onward) AS edge (
        target bigint, number bigint, kind text, reference text, ground text,
        grounded_by bigint
    )
    WHERE led.work <> 0
),
-- A source is `related` where a relation with another leads: only there a path can pass.
node (id, related) AS (
    SELECT id, bool_or(related) FROM (
        SELECT a AS id, step = 1 AS related FROM kept
        UNION ALL SELECT b, step = 1 FROM kept
        UNION ALL SELECT -work, false FROM trail
        UNION ALL SELECT -target, false FROM trail
        UNION ALL SELECT begin.node, false FROM unnest(given.starts) AS begin (node)
    ) AS named
    GROUP BY id
),
-- OFFSET 0, here and above, keeps the order of work: the planner cannot know how few
-- nodes there are, and would read the names of all sources for a handful.
shown AS MATERIALIZED (
    SELECT node.id, NULL::bigint AS outlet, s.kind, s.name AS text, NULL::date AS day,
           s.key || CASE WHEN s.same_voice = '' THEN '' ELSE ' same' END AS key,
           CASE WHEN node.related THEN (
        SELECT count(*) FROM (
            SELECT FROM (
                SELECT r.target_id AS other FROM articles_sourcerelation r
                WHERE r.source_id = s.id AND {READERS_LEARN}
                UNION ALL
                SELECT r.source_id FROM articles_sourcerelation r
                WHERE r.target_id = s.id AND {READERS_LEARN}
            ) AS relation
            WHERE {READERS_SEE.format(node="relation.other")}
            LIMIT %(hub)s + 1
        ) AS relations
    ) ELSE 0 END AS degree, '' AS address, '' AS article
    FROM node CROSS JOIN LATERAL (
        SELECT * FROM articles_source s WHERE s.id = node.id OFFSET 0
    ) AS s
    WHERE node.id > 0
    UNION ALL
    SELECT node.id,
           CASE WHEN {READERS_SEE.format(node="w.outlet_id")} THEN w.outlet_id END,
           w.kind, w.title,
           CASE WHEN w.status = 'retracted' THEN w.status_on END, w.key ||
           CASE WHEN w.status = 'retracted' THEN ' ' || w.status_precision ELSE '' END,
           NULL, w.address, {ARTICLE_OF_WORK.format(work="w.id")}
    FROM node CROSS JOIN LATERAL (
        SELECT * FROM articles_work w WHERE w.id = -node.id OFFSET 0
    ) AS w
    WHERE node.id < 0
),
edge AS (
    SELECT 'relation' AS part, a, b, number, kind, since, until, reference, known,
           ground, grounded_by
    FROM kept
    UNION ALL
    SELECT 'trail', -work, -target, number, kind, NULL, NULL, reference, '', ground,
           grounded_by
    FROM trail
)
SELECT 'name', id, outlet, degree, kind, day, NULL::date, text, key, address, article
FROM shown
UNION ALL
SELECT part, a, b, number, kind, since, until, reference, known, ground, {GROUNDED_BY}
FROM edge
"""  # noqa: S608 - put together from the constants of this file

SURROUNDINGS_SQL = f"""
SELECT given.place, around.*
FROM jsonb_to_recordset(%(given)s::jsonb) AS given (
    place int, starts bigint[], articles bigint[], seen bigint[]
)
CROSS JOIN LATERAL ({AROUND}) AS around
"""  # noqa: S608 - put together from the constants of this file

NODE_NAMES_SQL = """
SELECT s.id, s.name, s.kind, s.key FROM articles_source s
WHERE s.id = ANY(%(nodes)s::bigint[])
UNION ALL
SELECT -w.id, w.title, w.kind, w.key FROM articles_work w
WHERE w.id IN (SELECT -number FROM unnest(%(nodes)s::bigint[]) AS number)
"""
