"""Does every file that pages load get a name with its hash, as a deployment needs?"""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

SERVED = "articles.rendering.static_files.HashedStaticFiles"


def test_a_deployment_can_collect_the_files(tmp_path: Path, settings: Any) -> None:
    # Two scripts that name each other, be it in a comment, never come to an end.
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": SERVED}}

    call_command("collectstatic", interactive=False, verbosity=0)

    served = Path(staticfiles_storage.url("articles/app.css")).name
    style = (tmp_path / "articles" / served).read_text()
    names = [line.split('"')[1] for line in style.splitlines() if "@import" in line]
    assert names
    assert all((tmp_path / "articles" / name).is_file() for name in names)
    assert all(name.count(".") == 2 for name in names)
