"""Attaches a stand-off annotation file to the text that it was made for.

The format is described in docs/annotation-file.md. A file holds offsets and hashes
instead of sentences, so that it can be passed on where the text itself may not be.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.concurrency import IncompleteError
from articles.importing.annotation_claims import attach_claims, batches_of_claims
from articles.importing.annotation_entries import AnnotationReader, People
from articles.importing.annotation_files import AnnotationData, AnnotationError
from articles.importing.annotation_relations import import_claim_relations
from articles.importing.annotation_sources import (
    add_missing_relations,
    find_or_create_sources,
    find_or_create_works,
)
from articles.models import Article, Claim, Region, TextVersion, User, Work
from articles.workflow import recheck
from articles.workflow.replay import ReplayError


@dataclass
class AttachmentResult:
    """The article of an attached file, and how much the file brought."""

    article: Article
    claims: int = 0
    appearances: int = 0


def find_or_create_text(
    data: AnnotationData, text: str, work: Work, user: User
) -> TextVersion:
    """Return the text's version; store the text, its article and regions at first."""
    sha256 = data["text"]["sha256"]
    stored = TextVersion.objects.filter(sha256=sha256).first()
    if stored:
        return stored
    article, _ = Article.objects.get_or_create(
        work=work, defaults={"key": data["article"]["key"], "created_by": user}
    )
    number = article.texts.count() + 1
    with recheck.recheck_on_import(text, work):
        version = TextVersion.objects.create(
            article=article, number=number, text=text, sha256=sha256
        )
    Region.objects.bulk_create(
        [
            Region(
                text_version=version,
                start=row["start"],
                end=row["end"],
                kind=row["kind"],
            )
            for row in data.get("regions", ())
        ]
    )
    return version


def attach_annotations(
    data: AnnotationData,
    text: str,
    people: People,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> AttachmentResult:
    """Attach everything that the file says about this text, or nothing of it.

    Attaching the same file twice changes nothing. Raises AnnotationError where the
    text is not the one that the file was made for, or where the file says what is not
    in it or what nobody could have done.
    """
    try:
        with transaction.atomic():
            return attach_all(data, text, people, progress)
    except KeyError as error:
        raise AnnotationError(
            f"The file lacks {error}, or names it and does not say what it is."
        ) from error
    except (IncompleteError, ReplayError) as error:
        raise AnnotationError(str(error)) from error
    except IntegrityError as error:
        told = " ".join(str(error).split("\n")[0].split())
        raise AnnotationError(
            f"The file says what cannot be stored: {told}. If somebody else took in the"
            " same just now, give the file again."
        ) from error


def attach_all(
    data: AnnotationData,
    text: str,
    people: People,
    progress: Callable[[int, int], None],
) -> AttachmentResult:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if sha256 != data["text"]["sha256"]:
        raise AnnotationError("This annotation file was made for another text.")
    sources = find_or_create_sources(data["sources"])
    of_article = data["article"]["work"]
    works = find_or_create_works(data["works"], sources, of_article)
    add_missing_relations(people["recorder"], data, sources, works)
    version = find_or_create_text(data, text, works[of_article], people["recorder"])
    reader = AnnotationReader(data, version, people, sources, works)
    result = AttachmentResult(version.article)
    known_claims = Claim.objects.filter(
        key__in=[claim["key"] for claim in data["claims"]]
    )
    with recheck.recheck_if_citations_change(
        result.article, known_claims.values_list("pk", flat=True)
    ):
        for batch in batches_of_claims(data["claims"]):
            result.appearances += attach_claims(reader, batch)
            result.claims += len(batch)
            progress(result.claims, len(data["claims"]))
    import_claim_relations(data.get("claim_relations", ()), people["recorder"])
    return result
