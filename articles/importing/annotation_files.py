"""Is this an annotation file, and which of those at hand fits a text?"""

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FORMAT, VERSION = "claimtracker-annotation", 1
Data = dict[str, Any]


class AnnotationError(Exception):
    """The file does not fit the text, or is not what it says it is."""


def read(path: Path) -> Data:
    """The file's content, if it is an annotation file of a version known here."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AnnotationError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise AnnotationError(f"{path.name} is not an annotation file.")
    if data.get("version") != VERSION:
        raise AnnotationError(f"{path.name} has a version that is not known here.")
    return data


@cache
def at_hand() -> dict[str, Path]:
    """The annotation files of the repository, by the hash of their text."""
    found = {}
    for path in sorted(Path(settings.BASE_DIR, "fixtures").rglob("*.json")):
        try:
            found[read(path)["text"]["sha256"]] = path
        except AnnotationError:
            continue  # another kind of fixture
    return found


def known(sha256: str) -> Data | None:
    """The annotation file for the text with this hash, if there is one at hand."""
    path = at_hand().get(sha256)
    return read(path) if path else None


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def moment(text: str | None) -> datetime.datetime | None:
    """Noon of that day, so that it is the same day in most time zones."""
    on = day(text)
    if on is None:
        return None
    return datetime.datetime.combine(on, datetime.time(12), datetime.UTC)
