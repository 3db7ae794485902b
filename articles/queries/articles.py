"""An article's text with the published claims marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.claim_data import PageData
from articles.domain.anchoring.highlights import Mark, highlight_paragraphs
from articles.models import PublishedAppearance, Region, TextVersion


@dataclass
class MarkedParagraph:
    """A paragraph with its marks and its notes, as templates draw it."""

    start: int
    end: int
    kind: str
    region: str
    segments: list[dict[str, Any]]
    notes: list[PageData] = field(default_factory=list)


def public_notes(text: TextVersion) -> list[PageData]:
    """The published claims of a text, in its order."""
    rows = (
        PublishedAppearance.objects.current()
        .filter(text_version=text)
        .order_by("start", "pk")
        .values_list(
            "record",
            "publication__claim__key",
            "publication__statement",
            "publication__kind",
            "publication__verdict",
            "publication__record__why",
        )
    )
    return number_notes(
        {
            "key": key,
            "appearance": record,
            "statement": statement,
            "kind": kind,
            "verdict": verdict or None,
            "why": why,
        }
        for record, key, statement, kind, verdict, why in rows
    )


def number_notes(notes: Iterable[PageData]) -> list[PageData]:
    """The notes in the order in which a reader meets their marks, with numbers."""

    def reading_order(note: PageData) -> tuple[int, int]:
        first = note["appearance"]["spans"][0]
        return (first["start"], -first["end"])

    ordered = enumerate(sorted(notes, key=reading_order), 1)
    return [{"number": number, **note} for number, note in ordered]


def layout_paragraphs(
    text: TextVersion, title: str, notes: Sequence[PageData], regions: Iterable[Region]
) -> list[MarkedParagraph]:
    """The text in paragraphs, each with its marks and the notes that begin in it."""
    by_number = {note["number"]: note for note in notes}
    marks = [
        Mark(span["start"], span["end"], note["number"])
        for note in notes
        for span in note["appearance"]["spans"]
    ]
    excluded = sorted((region.start, region.end, region.kind) for region in regions)
    return [
        MarkedParagraph(
            start=paragraph.start,
            end=paragraph.end,
            kind=(
                "title"
                if text.text[paragraph.start : paragraph.end] == title
                else "text"
            ),
            region=next(
                (
                    kind
                    for start, end, kind in excluded
                    if start <= paragraph.start and paragraph.end <= end
                ),
                "",
            ),
            segments=[
                {
                    "text": segment.text,
                    "notes": segment.notes,
                    "begins": segment.begins,
                    "depth": len(segment.notes),
                    "verdict": (
                        by_number[segment.notes[-1]]["verdict"]
                        if segment.notes
                        else None
                    ),
                }
                for segment in paragraph.segments
            ],
            notes=[by_number[number] for number in paragraph.notes],
        )
        for paragraph in highlight_paragraphs(text.text, marks)
    ]
