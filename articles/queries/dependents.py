"""The decided claims that may rest on what is recorded about a source or a work.

A path climbs from evidence, from those who speak and from those whom the claim is about
(articles/domain/independence/), so what leans on a node, within the hops, is found by going down from it. A circle begins
at evidence and goes on by citing as well, so what leads to a work is found by going
back.
"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from articles.domain.independence.graph import (
    LEANS_ON_SOURCE,
    LEANS_ON_TARGET,
    Node,
    source_node,
)
from articles.domain.independence.trails import MAX_TRAIL_EDGES, TRAIL_KINDS
from articles.models import SourceRelation
from articles.queries.graph import fetch_rows, number_from_node
from articles.queries.graph_sql import SAME_TEXT_ARTICLES, SAME_TEXT_CONDITION
from articles.queries.independence import team_rules

# The works from which citing leads to these, and how far.
CITING_CTE = """
citing (work, depth) AS (
    SELECT unnest(%(led_to)s::bigint[]), 0
    UNION
    SELECT earlier.work, citing.depth + 1
    FROM citing CROSS JOIN LATERAL (
        SELECT r.source_id AS work FROM articles_workrelation r
        WHERE r.target_id = citing.work AND r.kind = ANY(%(leading)s)
        UNION ALL
        SELECT t.work_id FROM articles_citation c
        JOIN articles_appearance p ON p.id = c.appearance_id
        JOIN articles_textversion v ON v.id = p.text_version_id
        JOIN articles_article t ON t.id = v.article_id
        WHERE c.work_id = citing.work
    ) AS earlier
    WHERE citing.depth < %(longest)s
)"""
CLAIMS_OF_CITING_SQL = """
SELECT e.claim_id FROM citing JOIN articles_evidence e ON e.work_id = citing.work
"""
# Of the claims that are touched, those with a verdict, looked up one by one: the planner
# expects so many that it would read all claims for a handful.
DECIDED_SQL = """
SELECT decided.id FROM touched CROSS JOIN LATERAL (
    SELECT c.id FROM articles_claim c
    WHERE c.id = touched.claim AND (c.verdict <> '' OR EXISTS (
        SELECT FROM articles_publication n
        WHERE n.claim_id = c.id AND n.superseded_at IS NULL AND n.verdict <> ''
        AND (n.verdict <> 'not_checkable' OR n.record ->> 'why' <> '')
    ))
    OFFSET 0
) AS decided
ORDER BY decided.id DESC
"""

CITING_CLAIMS_SQL = f"""
WITH RECURSIVE {CITING_CTE},
touched (claim) AS (SELECT DISTINCT claim_id FROM ({CLAIMS_OF_CITING_SQL}) AS found)
{DECIDED_SQL}
"""  # noqa: S608 - put together from constants

DEPENDENT_CLAIMS_SQL = f"""
WITH RECURSIVE below (node, steps) AS (
    SELECT start, 0 FROM unnest(%(starts)s::bigint[]) AS start
    UNION
    SELECT down.node, below.steps + down.step
    FROM below CROSS JOIN LATERAL (
        SELECT r.source_id AS node, 1 AS step FROM articles_sourcerelation r
        WHERE below.node > 0 AND below.steps < %(hops)s
          AND r.target_id = below.node AND r.kind = ANY(%(up)s)
        UNION ALL
        SELECT r.target_id, 1 FROM articles_sourcerelation r
        WHERE below.node > 0 AND below.steps < %(hops)s
          AND r.source_id = below.node AND r.kind = ANY(%(down)s)
        UNION ALL
        SELECT -a.work_id, 0 FROM articles_authorship a
        WHERE below.node > 0 AND a.author_id = below.node
        UNION ALL
        SELECT -w.id, 0 FROM articles_work w
        WHERE below.node > 0 AND w.outlet_id = below.node
        UNION ALL
        SELECT -r.source_id, 0 FROM articles_workrelation r
        WHERE below.node < 0 AND r.target_id = -below.node AND r.kind = ANY(%(works)s)
        UNION ALL
        SELECT -twin.work_id, 0 {SAME_TEXT_ARTICLES.format(at="below")}
    ) AS down
),
{CITING_CTE},
touched (claim) AS (
    SELECT p.claim_id FROM below
    JOIN articles_attribution a ON a.source_id = below.node
    JOIN articles_appearance p ON p.id = a.appearance_id
    UNION
    SELECT b.claim_id FROM below JOIN articles_about b ON b.source_id = below.node
    UNION
    SELECT e.claim_id FROM below JOIN articles_evidence e ON e.work_id = -below.node
    UNION
    SELECT p.claim_id FROM below
    JOIN articles_article t ON t.work_id = -below.node
    JOIN articles_textversion v ON v.article_id = t.id
    JOIN articles_appearance p ON p.text_version_id = v.id
    UNION
    -- Of a work that changes: those for which it, or a copy of it, is cited.
    SELECT p.claim_id FROM below
    JOIN articles_citation c ON c.work_id = -below.node
    JOIN articles_appearance p ON p.id = c.appearance_id
    WHERE 0 > ALL(%(starts)s)
    UNION
    {CLAIMS_OF_CITING_SQL}
)
{DECIDED_SQL}
"""  # noqa: S608 - put together from constants

SAME_TEXT_WORKS_SQL = f"""
SELECT DISTINCT twin.work_id
FROM (SELECT public.text_marks(%(text)s) AS marks) AS text
JOIN articles_textversion other ON other.marks && text.marks
JOIN articles_article twin ON twin.id = other.article_id
WHERE {SAME_TEXT_CONDITION}
"""  # noqa: S608 - put together from constants


def decided_claims(nodes: Iterable[Node], *, circles: bool = False) -> list[int]:
    """The claims with a verdict to which something leads up by way of these nodes.

    `circles`: those too whose evidence only leads to them by citing.
    """
    starts = sorted(set(map(number_from_node, nodes)))
    return fetch_dependent_claims(
        starts, [-start for start in starts if start < 0] if circles else []
    )


def decided_claims_citing(work: Node) -> list[int]:
    """The claims with a verdict whose evidence leads to this work by citing."""
    return fetch_dependent_claims([], [work[1]])


def works_with_text(text: str) -> list[int]:
    """The works whose text is this one, as far as independence is concerned."""
    return [row[0] for row in fetch_rows(SAME_TEXT_WORKS_SQL, {"text": text})]


def fetch_dependent_claims(starts: list[int], led_to: list[int]) -> list[int]:
    rules = team_rules()
    values = {
        "starts": starts,
        # One step more than counts is told of, too.
        "hops": rules.hops,
        "up": sorted(rules.between_sources & LEANS_ON_TARGET),
        "down": sorted(rules.between_sources & LEANS_ON_SOURCE),
        "works": sorted(rules.of_works),
        "leading": sorted(TRAIL_KINDS),
        "led_to": led_to,
        "longest": MAX_TRAIL_EDGES,
    }
    statement = DEPENDENT_CLAIMS_SQL if starts else CITING_CLAIMS_SQL
    return [row[0] for row in fetch_rows(statement, values)]


def turned_hubs(relations: Iterable[SourceRelation], by: int) -> list[Node]:
    """The sources that are a hub either with or without these relations.

    They join others, or part them, who have nothing else to do with what changes.
    `by`: 1 where the relations are added, -1 where they are removed.
    """
    changing = Counter(
        end for each in relations for end in (each.source_id, each.target_id)
    )
    known: Counter[int] = Counter()
    for end in ("source", "target"):
        rows = SourceRelation.objects.filter(**{f"{end}__in": list(changing)})
        known.update(dict(rows.values_list(end).annotate(Count("pk"))))
    hub = team_rules().hub
    return [
        source_node(end)
        for end, times in changing.items()
        if (known[end] > hub) != (known[end] + by * times > hub)
    ]
