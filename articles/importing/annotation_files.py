"""Reads annotation files, and finds the local one that fits a text by its hash."""

import datetime
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FILE_FORMAT, FILE_VERSION = "claimtracker-annotation", 1
AnnotationData = dict[str, Any]


class AnnotationError(Exception):
    """The file does not fit the text, or is not what it says it is."""


def read_annotation_file(path: Path) -> AnnotationData:
    """Return the content of an annotation file, or raise an AnnotationError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AnnotationError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FILE_FORMAT:
        raise AnnotationError(f"{path.name} is not an annotation file.")
    if data.get("version") != FILE_VERSION:
        raise AnnotationError(f"{path.name} has a version that is not known here.")
    return data


@cache
def annotation_files_by_hash(folder: Path) -> dict[str, Path]:
    """Return the annotation files in a folder, however deep, by their texts' SHA-256."""
    paths = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            paths[read_annotation_file(path)["text"]["sha256"]] = path
        except (AnnotationError, KeyError, TypeError):
            continue  # another kind of file
    return paths


def find_annotation(sha256: str, folders: Sequence[Path] = ()) -> AnnotationData | None:
    """Return the annotation file for the text with this hash, if any.

    From these folders, else from the repository's own files.
    """
    for folder in (*folders, Path(settings.BASE_DIR, "fixtures")):
        if path := annotation_files_by_hash(folder).get(sha256):
            return read_annotation_file(path)
    return None


def parse_day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def noon_of_day(text: str | None) -> datetime.datetime | None:
    """Return noon of that day, so that it is the same day in most time zones."""
    date = parse_day(text)
    if date is None:
        return None
    return datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
