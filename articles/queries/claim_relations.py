"""Relations between claims: all, for the desk; between published ones, for readers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import Case, F, When

from articles.claim_data import PageData
from articles.domain.attribution.first_known import FirstKnown, find_first_known
from articles.domain.claim_relations import REPEATS, ClaimGraph, RelatedClaim, Relation
from articles.domain.records import AppearanceRecord, ClaimRecord
from articles.models import Claim, ClaimRelation, Publication
from articles.models.choices import CLAIM_REVERSED, ClaimRelationKind
from articles.queries.history import history_entries
from articles.replicas.choice import reading_connection

# Everything that hangs together with one claim. Only readers' walk leaves out what is
# not published: a relation that follows through such a claim would give it away.
COMPONENT_SQL = """
WITH RECURSIVE reached(id) AS (
    SELECT %s::bigint
    UNION
    SELECT other.id FROM reached CROSS JOIN LATERAL (
        SELECT r.target_id FROM articles_claimrelation r {only_public}
        WHERE r.claim_id = reached.id
        UNION ALL
        SELECT r.claim_id FROM articles_claimrelation r {only_public}
        WHERE r.target_id = reached.id
    ) other(id)
)
SELECT one.key, r.kind, other.key
FROM reached
JOIN articles_claimrelation r ON r.claim_id = reached.id {only_public}
JOIN articles_claim one ON one.id = r.claim_id
JOIN articles_claim other ON other.id = r.target_id
"""
PUBLIC_ENDS_SQL = """
    JOIN articles_publication a ON a.claim_id = r.claim_id AND a.superseded_at IS NULL
    JOIN articles_publication b ON b.claim_id = r.target_id AND b.superseded_at IS NULL
"""
BRIEF: tuple[Literal["key", "title", "outlet", "published", "language"], ...] = (
    "key", "title", "outlet", "published", "language",
)  # fmt: skip
MAX_RELATED_CLAIMS = 50  # related claims of a kind on one page


def connected_relations(claim: int, *, public: bool = False) -> frozenset[Relation]:
    """Every recorded relation that hangs together with this claim, in one statement."""
    query = COMPONENT_SQL.format(only_public=PUBLIC_ENDS_SQL if public else "")
    with reading_connection().cursor() as cursor:
        cursor.execute(query, [claim])
        return frozenset(Relation(*row) for row in cursor.fetchall())


def public_claim_relations(
    relations: Iterable[Relation], record: ClaimRecord
) -> PageData:
    """The claim's relations to published claims, and where it appeared first.

    In one statement; `relations` are those that hang together with the claim, between
    published ones, `record` is its publication in force.
    """
    graph = ClaimGraph(relations)
    related = graph.related(record["key"])
    same = {each.claim for each in related if each.kind == REPEATS}
    places: list[AppearanceRecord] = [
        {**shown, "claim": record["key"]} for shown in record["appearances"]
    ]
    rows = {}
    for row in related_claim_rows({each.claim for each in related}, same):
        places += row.pop("appearances")
        rows[row["key"]] = row
    first = find_first_known(places)
    return {
        "relations": group_relations(related, rows),
        "first_known_appearance": first and trim_first_appearance(first),
    }


def trim_first_appearance(first: FirstKnown) -> PageData:
    """The first known appearance without what stands on the claim's page anyway."""
    return {
        **first,
        "appearances": [
            {
                "claim": shown["claim"],
                "key": shown["key"],
                "article": {name: shown["article"][name] for name in BRIEF},
            }
            for shown in first["appearances"]
        ],
    }


def related_claim_rows(keys: Iterable[str], same: Iterable[str]) -> list[PageData]:
    """What a list says of these claims; of those in `same` also where they appear.

    One statement: appearances are fetched for those alone that need them.
    """
    wanted = sorted(keys)
    if not wanted:
        return []
    found = Publication.objects.current().filter(claim__key__in=wanted).order_by("pk")
    places = Case(When(claim__key__in=sorted(same), then=F("record__appearances")))
    rows = found.annotate(places=places).values_list(
        "claim__key", "statement", "verdict", "places"
    )
    return [
        {
            "key": key, "statement": statement, "verdict": verdict or None,
            "appearances": [{**shown, "claim": key} for shown in appearances or ()],
        }
        for key, statement, verdict, appearances in rows
    ]  # fmt: skip


def group_relations(
    related: Iterable[RelatedClaim], rows: dict[str, PageData]
) -> list[PageData]:
    """Groups in the order of the scale: {"kind", "forward", "label", "claims", "more"}."""
    groups: dict[tuple[str, bool], list[PageData]] = defaultdict(list)
    for each in related:
        if row := rows.get(each.claim):
            groups[each.kind, each.forward].append({**row, "recorded": each.recorded})
    return [
        {
            "kind": kind.value,
            "forward": forward,
            "label": kind.label if forward else CLAIM_REVERSED[kind],
            "claims": groups[kind, forward][:MAX_RELATED_CLAIMS],
            "more": max(0, len(groups[kind, forward]) - MAX_RELATED_CLAIMS),
        }
        for kind in ClaimRelationKind
        for forward in (True, False)
        if groups.get((kind.value, forward))
    ]


def recorded_relations(claim: Claim) -> list[PageData]:
    """The relations that reviewers recorded for this claim, for the desk."""
    rows = ClaimRelation.objects.of(claim).select_related(
        "claim", "target", "recorded_by"
    )
    result = []
    for row in rows.defer("claim__search", "target__search").order_by("kind", "pk"):
        forward = row.claim_id == claim.pk
        other = row.target if forward else row.claim
        kind = ClaimRelationKind(row.kind)
        result.append(
            {
                "key": row.key,
                "text": kind.label if forward else CLAIM_REVERSED[kind],
                "claim": other.key,
                "statement": other.statement,
                "stage": other.stage,
                "note": row.note,
                "by": row.recorded_by.name,
            }
        )
    return result


def claim_relation_changes(claim: Claim, limit: int = 50) -> list[PageData]:
    """Relations that were recorded and removed, from the history, newest first."""
    events: Any = ClaimRelation._meta.get_field("history").related_model
    rows = list(
        (
            events.objects.filter(claim_id=claim.pk)
            | events.objects.filter(target_id=claim.pk)
        )
        .filter(pgh_label__in=["insert", "delete"])
        .order_by("-pgh_id")[:limit]
    )
    if not rows:
        return []
    ends = {row.claim_id for row in rows} | {row.target_id for row in rows}
    statements = dict(Claim.objects.filter(pk__in=ends).values_list("pk", "statement"))
    return history_entries(
        rows, [describe_claim_relation_event(row, claim, statements) for row in rows]
    )


def describe_claim_relation_event(
    row: Any, claim: Claim, statements: dict[int, str]
) -> str:
    forward = row.claim_id == claim.pk
    kind = ClaimRelationKind(row.kind)
    done = "Relation recorded" if row.pgh_label == "insert" else "Relation removed"
    text = kind.label if forward else CLAIM_REVERSED[kind]
    other = statements.get(row.target_id if forward else row.claim_id, "")
    return f"{done}: {text} “{other}”"
