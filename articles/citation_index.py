"""Which rows let readers find citations by their fidelity and by the sources behind them?

Built from the record that readers see, so that counts and pages cannot disagree, and
gone with it when it is superseded.
"""

from typing import Any

from articles.models import (
    Article,
    CitationVoice,
    Publication,
    PublishedCitation,
    Source,
)
from articles.models.choices import Role

Record = dict[str, Any]


def voices(shown: Record, cited: Record) -> set[tuple[str, Role]]:
    """Keys of the sources that are cited, and of those that cite, with their roles."""
    work, article = cited["work"] or {"outlet": None, "authors": []}, shown["article"]
    first = [step["source"] for step in shown["chain"] if step["position"] == 0]
    behind = [
        (Role.AUTHOR, [*article["authors"], *first]),
        (Role.OUTLET, [article["outlet"]]),
        (Role.CITED, [*work["authors"], work["outlet"]]),
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
