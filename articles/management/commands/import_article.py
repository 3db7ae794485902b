"""manage.py import_article FILE...: takes articles in from the shell."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from articles.domain.anchoring.text import fingerprint
from articles.domain.dates import PartialDate
from articles.editing.inputs import NewSource, NewWork
from articles.importing import annotation, annotation_files, articles
from articles.importing.annotation_files import AnnotationError
from articles.importing.people import example_people
from articles.importing.versions import same_address
from articles.ingest.extract import Extraction, ExtractionError
from articles.ingest.sandbox import extract_safely
from articles.models import Article, Source
from articles.models.choices import SourceKind


def named(name: str, kind: str) -> Source | NewSource:
    """The one source that goes by this name, else a new one of this kind."""
    found = list(Source.objects.named(name)[:2])
    return found[0] if len(found) == 1 else NewSource(name, kind)


def take_in(read: Extraction) -> Article:
    """As proposed: a reviewer can correct the details on the article's page."""
    published = PartialDate.parse(read.published)
    details = NewWork(
        title=read.title or read.paragraphs[0].text[:200],
        address=read.address,
        outlet=named(read.outlet, SourceKind.OUTLET) if read.outlet else None,
        published_on=published.date,
        published_precision=published.precision,
    )
    authors = [named(name, SourceKind.PERSON) for name in dict.fromkeys(read.authors)]
    regions = articles.proposed_regions(read)
    return articles.take_in(read.text, details, authors, read.language, regions, None)


class Command(BaseCommand):
    help = (
        "Takes articles in: .txt, .md or .html files. Where an annotation file for the"
        " same text is at hand, its claims attach. The same text twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        files: list[Path] = options["file"]
        for number, path in enumerate(files, 1):
            self.stdout.write(f"[{number}/{len(files)}] {path.name}: ", ending="")
            try:
                self.stdout.write(self.one(path))
            except (ExtractionError, AnnotationError, CommandError) as error:
                failed += 1
                self.stdout.write(f"not taken in. {error}")
            except OSError as error:
                failed += 1
                self.stdout.write(f"not taken in. It cannot be read: {error.strerror}.")
            except (OperationalError, InterfaceError) as error:
                raise CommandError(
                    f"The database does not answer: {' '.join(str(error).split())}. Give"
                    " the same files again when it does: those that were taken in stay."
                ) from error
        if failed:
            raise CommandError(f"{failed} of {len(files)} files were not taken in.")

    def one(self, path: Path) -> str:
        read = extract_safely(path.read_bytes(), path.name)
        known = annotation_files.known(fingerprint(read.text))
        if known:
            done = annotation.attach(known, read.text, example_people(), self.progress)
            return f"{done.claims} claims attached to {done.article.get_absolute_url()}"
        if same := articles.same_text(read.text):
            return f"already here, {same.get_absolute_url()}"
        if older := same_address(read.address):
            raise CommandError(
                "An article from this address is here already. Take this text in as a"
                f" newer version of it, at the desk: /desk/articles/{older.key}/text/"
            )
        article = take_in(read)
        length = len(read.paragraphs)
        paragraphs = f"{length} paragraph{'' if length == 1 else 's'}"
        return f"taken in, {paragraphs}, /desk/articles/{article.key}/"

    def progress(self, done: int, of: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r  claim {done} of {of} ", ending="")
            self.stdout.flush()
