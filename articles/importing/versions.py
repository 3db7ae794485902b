"""How does an article get a newer version of its text?"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.concurrency import IncompleteError, lock_row, touch
from articles.domain.anchoring.text import fingerprint, paragraphs
from articles.editing import text_versions
from articles.importing.articles import regions_of, write_regions
from articles.models import Article, TextVersion, User
from articles.workflow import recheck


@dataclass(frozen=True)
class VersionEntry:
    """Why there is a newer version, as it was filled in."""

    kind: str
    note: str = ""
    dated: datetime.date | None = None


def same_address(address: str) -> Article | None:
    """The article that was taken in from this address."""
    if not address:
        return None
    found = Article.objects.filter(work__address=address)
    return found.select_related("work").order_by("pk").first()


def objection(article: Article, text: str) -> str:
    """Why this text cannot be a newer version of the article, or ""."""
    if not text:
        return "There is no text in this."
    sha256 = fingerprint(text)
    if article.text.sha256 == sha256:
        return "Nothing has changed: this is the text as it stands here already."
    others = TextVersion.objects.filter(sha256=sha256).exclude(article=article)
    if others.exists():
        return "This is the text of another article that is here."
    return ""


def proposed(article: Article, text: str, read: Sequence[str]) -> list[str]:
    """The region of each paragraph: as it was before, else as it was read."""
    old = article.text
    known = {
        old.text[start:end]: kind
        for (start, end), kind in zip(
            paragraphs(old.text), regions_of(old), strict=True
        )
    }
    return [
        known.get(text[start:end], kind)
        for (start, end), kind in zip(paragraphs(text), read, strict=True)
    ]


@transaction.atomic
def take_newer(
    article: Article,
    text: str,
    entry: VersionEntry,
    regions: Sequence[str],
    version: int,
    user: User,
) -> TextVersion:
    """The article's text is this from now on, and its claims are carried over."""
    known = lock_row(article, version)
    if said := objection(known, text):
        raise IncompleteError(said)
    with recheck.coming_in(text, known.work):
        made = TextVersion.objects.create(
            article=known, number=known.text.number + 1, text=text,
            sha256=fingerprint(text), kind=entry.kind, note=entry.note,
            dated=entry.dated, created_by=user,
        )  # fmt: skip
    write_regions(made, regions)
    text_versions.carry_over(made, user)
    touch(known)
    return made
