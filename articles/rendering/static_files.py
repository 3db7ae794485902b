"""Serves static files under names that browsers may cache for ever, styles as one file."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

BUNDLES = {
    "articles/app.bundle.css": "articles/app.css",
    "articles/desk.bundle.css": "articles/desk-layer.css",
}
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([a-z]+)\);')


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, also for what a module or stylesheet imports."""

    support_js_module_import_aggregation = True


def bundle_styles(path: Path) -> str:
    """The stylesheet with the files that it imports in their places.

    A browser would ask for each by itself, and for most of them only after it has read
    the first: twenty questions, and two of them in a row, before it can draw a page.
    """

    def read_layer(found: re.Match[str]) -> str:
        name, layer = found.groups()
        return f"@layer {layer} {{\n{path.with_name(name).read_text()}}}"

    return IMPORT.sub(read_layer, path.read_text())


class BundleFinder(BaseFinder):
    """Finds the bundled stylesheets, written anew whenever they are looked for."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        if path not in BUNDLES:
            return []
        found = write_bundle(path)
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in BUNDLES:
            write_bundle(path)
            yield path, FileSystemStorage(location=bundle_folder().name)


@cache
def bundle_folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder that lasts as long as this process."""
    return tempfile.TemporaryDirectory(prefix="styles-")


def write_bundle(path: str) -> str:
    written = Path(bundle_folder().name, path)
    written.parent.mkdir(parents=True, exist_ok=True)
    source = Path(settings.BASE_DIR, "articles", "static", BUNDLES[path])
    written.write_text(bundle_styles(source))
    return str(written)
