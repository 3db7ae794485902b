"""Creates an article with its first text version, and changes its details."""

from collections.abc import Sequence

from django.db import transaction

from articles.concurrency import lock_row, touch
from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.editing.details import rewrite_details, write_details
from articles.editing.inputs import NewSource, NewWork
from articles.ingest.extract import Extraction
from articles.models import Article, Region, Source, TextVersion, User, Work
from articles.workflow import recheck


def article_with_text(text: str) -> Article | None:
    """Return the article that has exactly this text already, if any."""
    version = TextVersion.objects.filter(sha256=fingerprint(text)).first()
    return version.article if version else None


@transaction.atomic
def create_article(
    text: str,
    details: NewWork,
    authors: Sequence[Source | NewSource],
    language: str,
    regions: Sequence[str],
    user: User | None,
) -> Article:
    """Create an article; `regions` has a kind, or "", for each paragraph."""
    work = Work()
    write_details(work, details, authors, language)
    article = Article.objects.create(work=work, created_by=user)
    with recheck.recheck_on_import(text, work):
        version = TextVersion.objects.create(
            article=article, text=text, sha256=fingerprint(text)
        )
    write_regions(version, regions)
    return article


@transaction.atomic
def update_article_details(
    article: Article,
    details: NewWork,
    authors: Sequence[Source | NewSource],
    language: str,
    regions: Sequence[str],
    version: int,
) -> None:
    """Change the details, and which passages are not part of the article."""
    known = lock_row(article, version)
    work = lock_row(article.work)
    rewrite_details(work, details, authors, language)
    known.text.regions.all().delete()
    write_regions(known.text, regions)
    touch(known)


def write_regions(version: TextVersion, regions: Sequence[str]) -> None:
    spans = zip(split_paragraphs(version.text), regions, strict=True)
    Region.objects.bulk_create(
        [
            Region(text_version=version, start=span.start, end=span.end, kind=kind)
            for span, kind in spans
            if kind
        ]
    )


def paragraph_regions(version: TextVersion) -> list[str]:
    """Return the kind of region of each paragraph, or ""."""
    kinds = {region.start: region.kind for region in version.regions.all()}
    return [kinds.get(span.start, "") for span in split_paragraphs(version.text)]


def proposed_regions(extraction: Extraction) -> list[str]:
    return [paragraph.region for paragraph in extraction.paragraphs]
