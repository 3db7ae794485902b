"""The rows by which readers find and count what is published.

Claims by who stands behind them and by the works that they name, citations by their
fidelity and by the sources behind them. Built from the record that readers see, so that counts and pages cannot disagree, and
gone with it when it is superseded.
"""

from django.db import connection

from articles.domain.records import (
    AppearanceRecord,
    CitationRecord,
    ClaimRecord,
    StepRecord,
    WorkRef,
)
from articles.models import (
    Article,
    CitationVoice,
    Publication,
    PublishedCitation,
    Source,
    Voice,
)
from articles.models.choices import ANY_ROLE, ROLES_BEHIND, Role

SourceRoles = set[tuple[str, Role]]  # the key of a source, and its role


def work_voices(work: WorkRef, outlet: Role, author: Role) -> SourceRoles:
    """Who published a work and who wrote it, in these roles."""
    found: SourceRoles = {(source["key"], author) for source in work["authors"]}
    return found | {(work["outlet"]["key"], outlet)} if work["outlet"] else found


def chain_voices(chain: list[StepRecord]) -> SourceRoles:
    """The voices of a chain: the article's own, those who relay, and who claims."""
    last = max((step["position"] for step in chain), default=0)
    found: SourceRoles = set()
    for step in chain:
        key = step["source"]["key"]
        if step["position"] == 0:
            found.add((key, Role.AUTHOR))
        if step["position"] == last:
            found.add((key, Role.CLAIMANT))
        elif step["position"]:
            found.add((key, Role.RELAYER))
    return found


def claim_voices(public: ClaimRecord) -> SourceRoles:
    """Every source behind a claim, in each of its roles, and whom it speaks of."""
    found: SourceRoles = set()
    for shown in public["appearances"]:
        found |= work_voices(shown["article"], Role.OUTLET, Role.AUTHOR)
        found |= chain_voices(shown["chain"])
        for cited in shown["citations"]:
            if cited["work"]:
                found |= work_voices(cited["work"], Role.CITED, Role.CITED)
    for piece in public["evidence"]:
        found |= work_voices(piece["work"], Role.EVIDENCE, Role.EVIDENCE)
    return found | {
        (each["source"]["key"], Role.ABOUT) for each in public.get("about", ())
    }


def citation_voices(shown: AppearanceRecord, cited: CitationRecord) -> SourceRoles:
    """The sources that are cited, and those that cite, in their roles."""
    found = work_voices(shown["article"], Role.OUTLET, Role.AUTHOR)
    found |= {
        (step["source"]["key"], Role.AUTHOR)
        for step in shown["chain"]
        if step["position"] == 0
    }
    if cited["work"]:
        found |= work_voices(cited["work"], Role.CITED, Role.CITED)
    return found


def index_voices(publication: Publication) -> None:
    """Store who stands behind what has just been published.

    Whom it only speaks of stands behind it in no role, and so not in any.
    """
    heard = claim_voices(publication.record)
    sources = Source.objects.filter(key__in={key for key, _ in heard})
    known = dict(sources.values_list("key", "pk"))
    parts: set[tuple[int, str]] = {(known[key], role) for key, role in heard}
    parts |= {(source, ANY_ROLE) for source, role in parts if role in ROLES_BEHIND}
    Voice.objects.bulk_create(
        [
            Voice(
                publication=publication,
                source_id=source,
                role=role,
                published_at=publication.published_at,
            )
            for source, role in sorted(parts)
        ]
    )


# Works by the record that readers see, articles by where it says that the claim stands.
INDEX_WORKS_SQL = """
INSERT INTO articles_publishedwork (publication_id, work_id, referenced)
SELECT named.publication_id, named.work_id, bool_or(named.referenced)
FROM (
    SELECT p.id AS publication_id, w.id AS work_id, true AS referenced
    FROM articles_publication p
    CROSS JOIN LATERAL (
        SELECT jsonb_path_query(p.record, '$.evidence[*].work.key') #>> '{}'
        UNION ALL
        SELECT jsonb_path_query(p.record, '$.appearances[*].citations[*].work.key')
               #>> '{}'
    ) AS reference (key)
    JOIN articles_work w ON w.key = reference.key
    WHERE p.id = ANY(%(publications)s)
    UNION ALL
    SELECT shown.publication_id, a.work_id, false
    FROM articles_publishedappearance shown
    JOIN articles_article a ON a.id = shown.article_id
    WHERE shown.publication_id = ANY(%(publications)s)
) AS named
GROUP BY named.publication_id, named.work_id
"""


def index_works(*publications: Publication) -> None:
    """Store the works that what has just been published names."""
    with connection.cursor() as cursor:
        cursor.execute(
            INDEX_WORKS_SQL, {"publications": [each.pk for each in publications]}
        )


def index_citations(*publications: Publication) -> None:
    """Store the citations of what has just been published."""
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
        for key, role in sorted(citation_voices(shown, cited))
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
