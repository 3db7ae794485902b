"""The files that pages load: styles as one, faces as they came, names with a hash."""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from articles.rendering.static_files import BUNDLES, bundle_styles

STYLES = Path(project.BASE_DIR, "articles", "static", "articles")
SERVED = "articles.rendering.static_files.HashedStaticFiles"


def test_a_deployment_can_collect_the_files(tmp_path: Path, settings: Any) -> None:
    # Two scripts that name each other, be it in a comment, never come to an end.
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": SERVED}}

    call_command("collectstatic", interactive=False, verbosity=0)

    served = Path(staticfiles_storage.url("articles/app.bundle.css")).name
    style = (tmp_path / "articles" / served).read_text()
    names = re.findall(r'url\("(fonts/[^"]+)"\)', style)
    assert "@import" not in style
    assert len(names) == 7
    assert all((tmp_path / "articles" / name).is_file() for name in names)
    assert all(name.count(".") == 2 for name in names)


def test_a_bundle_has_every_stylesheet_in_its_layer_and_order() -> None:
    listed = re.findall(
        r'url\("([^"]+)"\) layer\((\w+)\)', (STYLES / "app.css").read_text()
    )
    bundle = bundle_styles(STYLES / "app.css")

    parts = [f"@layer {layer} {{\n{(STYLES / name).read_text()}}}"
             for name, layer in listed]  # fmt: skip
    places = [bundle.index(part) for part in parts]
    assert len(listed) > 10
    assert places == sorted(places)
    assert "@import" not in bundle


def test_every_stylesheet_is_in_a_bundle() -> None:
    sources = [STYLES.parent / source for source in BUNDLES.values()]
    imported = {
        name
        for source in sources
        for name in re.findall(r'@import url\("([^"]+)"\)', source.read_text())
    }

    assert {path.name for path in STYLES.glob("*.css")} == imported | {
        source.name for source in sources
    }


def test_a_bundle_shows_what_was_written_last() -> None:
    found = finders.find("articles/app.bundle.css")

    assert Path(str(found)).read_text() == bundle_styles(STYLES / "app.css")
    assert finders.find("articles/other.bundle.css") is None


def test_the_faces_are_those_that_are_written_down() -> None:
    folder = STYLES / "fonts"
    rows = re.findall(
        r"^\| (\S+\.woff2) .* ([0-9a-f]{64}) \|$",
        (folder / "README.md").read_text(),
        re.M,
    )

    assert dict(rows) == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*.woff2")
    }
    assert rows
