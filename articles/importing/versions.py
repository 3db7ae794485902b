"""Adds a newer version of an article's text."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.concurrency import IncompleteError, lock_row, touch
from articles.domain.text.addresses import address_key
from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.editing import text_versions
from articles.importing.articles import paragraph_regions, write_regions
from articles.models import Article, TextVersion, User
from articles.workflow import recheck


@dataclass(frozen=True)
class VersionEntry:
    """Why there is a newer version, as the form has it."""

    kind: str
    note: str = ""
    dated: datetime.date | None = None


def article_at_address(*addresses: str) -> Article | None:
    """Return the oldest article from the page at the first of these that has one."""
    keys = [key for key in map(address_key, addresses) if key]
    articles = Article.objects.filter(work__address_key__in=keys).order_by("pk")
    return min(
        articles.select_related("work"),
        key=lambda article: keys.index(article.work.address_key),
        default=None,
    )


def newer_text_objection(article: Article, text: str) -> str:
    """Return why this text cannot be a newer version of the article, or ""."""
    if not text:
        return "There is no text in this."
    sha256 = fingerprint(text)
    if article.text.sha256 == sha256:
        return "Nothing has changed: this is the text as it stands here already."
    others = TextVersion.objects.filter(sha256=sha256).exclude(article=article)
    if others.exists():
        return "This is the text of another article that is here."
    return ""


def regions_of_newer_text(
    article: Article, text: str, read: Sequence[str]
) -> list[str]:
    """Return the region of each paragraph: as before, else as it was read."""
    old = article.text
    known = {
        old.text[start:end]: kind
        for (start, end), kind in zip(
            split_paragraphs(old.text), paragraph_regions(old), strict=True
        )
    }
    return [
        known.get(text[start:end], kind)
        for (start, end), kind in zip(split_paragraphs(text), read, strict=True)
    ]


@transaction.atomic
def add_newer_text(
    article: Article,
    text: str,
    entry: VersionEntry,
    regions: Sequence[str],
    version: int,
    user: User,
) -> TextVersion:
    """Add a text version, and migrate the article's claims to it.

    Raises IncompleteError where the text cannot be a newer version.
    """
    known = lock_row(article, version)
    if reason := newer_text_objection(known, text):
        raise IncompleteError(reason)
    with recheck.recheck_on_import(text, known.work):
        added = TextVersion.objects.create(
            article=known, number=known.text.number + 1, text=text,
            sha256=fingerprint(text), kind=entry.kind, note=entry.note,
            dated=entry.dated, created_by=user,
        )  # fmt: skip
    write_regions(added, regions)
    text_versions.migrate_claims(added, user)
    touch(known)
    return added
