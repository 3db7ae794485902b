"""manage.py import_article FILE...: imports articles from the shell."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from articles.domain.dates import PartialDate
from articles.domain.text.canonical import fingerprint
from articles.editing.inputs import NewSource, NewWork
from articles.forms.sources import author_kind
from articles.importing import annotation, annotation_files, articles
from articles.importing.annotation_files import AnnotationError
from articles.importing.people import ensure_example_people
from articles.importing.versions import article_at_address
from articles.ingest.extract import Extraction, ExtractionError
from articles.ingest.sandbox import extract_safely
from articles.models import Article, Source
from articles.models.choices import SourceKind


def source_by_name(name: str, kind: str) -> Source | NewSource:
    """Return the one source of this name, else a new one of this kind."""
    sources = list(Source.objects.named(name)[:2])
    return sources[0] if len(sources) == 1 else NewSource(name, kind)


def import_extraction(extraction: Extraction) -> Article:
    """Import as proposed: a reviewer can correct the details on the article's page."""
    published = PartialDate.parse(extraction.published)
    details = NewWork(
        title=extraction.title or extraction.paragraphs[0].text[:200],
        address=extraction.address,
        outlet=source_by_name(extraction.outlet, SourceKind.OUTLET)
        if extraction.outlet
        else None,
        published_on=published.date,
        published_precision=published.precision,
    )
    authors = [
        source_by_name(name, author_kind(name))
        for name in dict.fromkeys(extraction.authors)
    ]
    regions = articles.proposed_regions(extraction)
    return articles.create_article(
        extraction.text, details, authors, extraction.language, regions, None
    )


class Command(BaseCommand):
    help = (
        "Takes articles in: .txt, .md or .html files. Where an annotation file for the"
        " same text is at hand, its claims attach. The same text twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", type=Path)
        parser.add_argument(
            "--annotations", type=Path, action="append", default=[], metavar="FOLDER",
            help="A folder with annotation files, besides the repository's own.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        files: list[Path] = options["file"]
        self.folders: list[Path] = options["annotations"]
        for folder in self.folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder with annotation files.")
        for number, path in enumerate(files, 1):
            self.stdout.write(f"[{number}/{len(files)}] {path.name}: ", ending="")
            try:
                self.stdout.write(self.import_file(path))
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

    def import_file(self, path: Path) -> str:
        """Import one file; return what was done, in words."""
        extraction = extract_safely(path.read_bytes(), path.name)
        annotations = annotation_files.find_annotation(
            fingerprint(extraction.text), self.folders
        )
        if annotations:
            done = annotation.attach_annotations(
                annotations, extraction.text, ensure_example_people(), self.progress
            )
            return f"{done.claims} claims attached to {done.article.get_absolute_url()}"
        if existing := articles.article_with_text(extraction.text):
            return f"already here, {existing.get_absolute_url()}"
        if older := article_at_address(extraction.address):
            raise CommandError(
                "An article from this address is here already. Take this text in as a"
                f" newer version of it, at the desk: /desk/articles/{older.key}/text/"
            )
        article = import_extraction(extraction)
        length = len(extraction.paragraphs)
        paragraphs = f"{length} paragraph{'' if length == 1 else 's'}"
        left_out = len(extraction.left_out)
        told = f", {left_out} left out of the text" if left_out else ""
        return f"taken in, {paragraphs}{told}, /desk/articles/{article.key}/"

    def progress(self, done: int, of: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r  claim {done} of {of} ", ending="")
            self.stdout.flush()
