"""Which rows let readers find citations by their fidelity and by the sources behind them?

Built from the record that readers see, so that counts and pages cannot disagree, and
gone with it when it is superseded.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from articles.domain.records import AppearanceRecord, CitationRecord, SourceRef
from articles.models import (
    Article,
    CitationVoice,
    Publication,
    PublishedCitation,
    Source,
    Tally,
)
from articles.models.choices import ANY_ROLE, Role


def voices(shown: AppearanceRecord, cited: CitationRecord) -> set[tuple[str, Role]]:
    """Keys of the sources that are cited, and of those that cite, with their roles."""
    work, article = cited["work"], shown["article"]
    first = [step["source"] for step in shown["chain"] if step["position"] == 0]
    behind: list[tuple[Role, list[SourceRef | None]]] = [
        (Role.AUTHOR, [*article["authors"], *first]),
        (Role.OUTLET, [article["outlet"]]),
        (Role.CITED, [*work["authors"], work["outlet"]] if work else []),
    ]
    return {
        (source["key"], role)
        for role, sources in behind
        for source in sources
        if source
    }


def index(*publications: Publication) -> None:
    """The citations of what has just been published."""
    placed = [
        (publication, shown, number, cited)
        for publication in publications
        for shown in publication.record["appearances"]
        for number, cited in enumerate(shown["citations"], 1)
    ]
    articles = dict(
        Article.objects.filter(
            key__in={shown["article"]["key"] for _, shown, _, _ in placed}
        ).values_list("key", "pk")
    )
    made = PublishedCitation.objects.bulk_create(
        [
            PublishedCitation(
                publication=publication,
                article_id=articles[shown["article"]["key"]],
                appearance=shown["key"],
                number=number,
                fidelity=cited["fidelity"],
            )
            for publication, shown, number, cited in placed
        ]
    )
    heard = [
        (row, key, role)
        for row, (_, shown, _, cited) in zip(made, placed, strict=True)
        for key, role in sorted(voices(shown, cited))
    ]
    known = Source.objects.in_bulk({key for _, key, _ in heard}, field_name="key")
    CitationVoice.objects.bulk_create(
        [
            CitationVoice(
                citation=row, source=known[key], role=role, fidelity=row.fidelity
            )
            for row, key, role in heard
        ]
    )


EVERY = 64  # publications between two that add up the rows of their sources
LOCK = 8_202_611  # a number for this one purpose, as PostgreSQL wants it

SUM_UP = """
WITH gone AS (
    DELETE FROM articles_tally WHERE source_id = ANY(%s) OR source_id IS NULL
    RETURNING source_id, role, verdict, count
)
INSERT INTO articles_tally (source_id, role, verdict, count)
SELECT source_id, role, verdict, sum(count) FROM gone
GROUP BY 1, 2, 3 HAVING sum(count) <> 0
"""
RECOUNT = """
INSERT INTO articles_tally (source_id, role, verdict, count)
SELECT NULL, '', verdict, count(*)
FROM articles_publication WHERE superseded_at IS NULL GROUP BY 3
UNION ALL SELECT v.source_id, v.role, p.verdict, count(*)
FROM articles_publication p JOIN articles_voice v ON v.publication_id = p.id
WHERE p.superseded_at IS NULL GROUP BY 1, 2, 3
"""


def count(publication: Publication, by: int) -> None:
    """One claim more (1) or one fewer (-1), for all who stand behind it."""
    heard = set(publication.voices.values_list("source", "role"))
    rows = {(None, ANY_ROLE), *heard}
    verdict = publication.verdict
    Tally.objects.bulk_create(
        Tally(source_id=source, role=role, verdict=verdict, count=by)
        for source, role in rows
    )
    if publication.pk % EVERY == 0:
        sum_up({source for source, _ in heard})


def sum_up(sources: Iterable[int]) -> None:
    """Makes one row of each sum that concerns these sources, or all claims.

    The busiest are summed up most often. Where somebody else is at it, it is left to them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (free,) = cursor.fetchone()
        if free:
            cursor.execute(SUM_UP, [list(sources)])


@transaction.atomic
def recount() -> None:
    """Counts everything anew, from what is published; nobody publishes meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK articles_publication, articles_tally IN EXCLUSIVE MODE")
        cursor.execute("DELETE FROM articles_tally")
        cursor.execute(RECOUNT)
