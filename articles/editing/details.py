"""Stores other details of a recorded work, and those of sources.

The only writer of a work's title, kind, address, outlet, date, language and authors,
whether its text is held here or not: by itself, or with the passages of its article.
"""

from collections.abc import Sequence

from django.db import transaction

from articles.concurrency import bump_versions, lock_row, touch
from articles.domain.independence.graph import source_node
from articles.domain.independence.graph import work_node as node
from articles.editing.find_or_create import find_or_create_parties
from articles.editing.inputs import NewSource, NewWork
from articles.models import Article, Authorship, Source, SourceAlias, User, Work
from articles.workflow import recheck


@transaction.atomic
def change_work_details(
    of: Work,
    details: NewWork,
    authors: Sequence[Source | NewSource],
    language: str,
    version: int | None,
) -> None:
    """Other details of a work; the decisions that rest on it are judged anew."""
    # The article first, as its own page does it: so neither waits for the other forever.
    article = Article.objects.select_for_update(no_key=True).filter(work=of).first()
    work = lock_row(of, version or 0)
    rewrite_details(work, details, authors, language)
    if article:
        touch(article)


def rewrite_details(
    work: Work,
    details: NewWork,
    authors: Sequence[Source | NewSource],
    language: str,
) -> None:
    """For whoever holds the work's row already."""
    with recheck.recheck_if_answers_change(
        [node(work.pk)], f"The details of “{work}” were changed"
    ):
        work.version += 1
        work.authorships.all().delete()
        write_details(work, details, authors, language)


def write_details(
    work: Work,
    details: NewWork,
    authors: Sequence[Source | NewSource],
    language: str,
) -> None:
    named = [details.outlet, *authors] if details.outlet else authors
    sources = find_or_create_parties(named)
    work.title = details.title
    work.kind = details.kind
    work.address = details.address
    work.outlet = sources[details.outlet] if details.outlet else None
    work.published_on = details.published_on
    work.published_precision = details.published_precision
    work.language = language
    work.save()
    # Two spellings of one name are one author.
    kept = dict.fromkeys(sources[author] for author in authors)
    Authorship.objects.bulk_create(
        [
            Authorship(work=work, author=author, position=position)
            for position, author in enumerate(kept)
        ]
    )


def bump_details_version(work: Work) -> None:
    """Whoever has the work's details open sees that somebody changed them."""
    bump_versions(Work.objects.filter(pk=work.pk))
    bump_versions(Article.objects.filter(work=work))


@transaction.atomic
def save_source(
    source: Source,
    aliases: Sequence[str],
    version: int | None,
    by: User | None = None,
) -> Source:
    """A new source, or other details of one that is known.

    `by`: who says that an unnamed voice is the same wherever it is named.
    """
    known = lock_row(source, version or 0) if source.pk else None
    if known:
        source.version = known.version + 1
    if known is None or known.same_voice != source.same_voice:
        source.same_voice_by = by if source.same_voice else None
    if known and known.is_one_voice != source.is_one_voice:
        what = f"Who “{source}” is was changed"
        with recheck.recheck_if_answers_change([source_node(source.pk)], what):
            source.save()
    else:
        source.save()
    replace_aliases(source, aliases)
    return source


def replace_aliases(source: Source, aliases: Sequence[str]) -> None:
    source.aliases.exclude(name__in=aliases).delete()
    known = set(source.aliases.values_list("name", flat=True))
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=source, name=name) for name in aliases if name not in known]
    )
