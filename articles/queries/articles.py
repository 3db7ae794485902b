"""An article's text with the published claims marked in it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import JSONObject

from articles.claim_data import PageData
from articles.domain.anchoring.highlights import Mark, highlight_paragraphs
from articles.domain.text.margins import notes_in_view
from articles.domain.text.parts import split_into_parts
from articles.models import (
    Article,
    Authorship,
    PublishedAppearance,
    Region,
    TextVersion,
)


@dataclass
class MarkedParagraph:
    """A paragraph with its marks and its notes, as templates draw it."""

    start: int
    end: int
    kind: str
    region: str
    segments: list[dict[str, Any]]
    notes: list[PageData] = field(default_factory=list)

    @property
    def in_view(self) -> int:
        """How many of its notes stand beside it; the others are folded into one."""
        return notes_in_view(self.end - self.start, len(self.notes))


def texts_for_readers(key: str, number: int | None = None) -> Sequence[TextVersion]:
    """The versions of a public article's text, the newest first; none where it is none.

    Each with its article and that one's work. Only the version with this number (None:
    the newest) has its text and, as `shown_regions`, its regions.
    """
    rows = TextVersion.objects.filter(article__key=key).order_by("-number")
    is_shown = Q(number=number or Subquery(rows.values("number")[:1]))
    parts = Region.objects.filter(text_version=OuterRef("pk")).order_by("start")
    regions = ArraySubquery(
        parts.values(part=JSONObject(start="start", end="end", kind="kind"))
    )
    authors = Authorship.objects.select_related("author")
    found = list(
        rows.filter(article__in=Article.objects.public())
        .select_related("article__work__outlet")
        .prefetch_related(Prefetch("article__work__authorships", authors))
        .defer("text", "marks")
        .annotate(
            shown_text=Case(When(is_shown, then=F("text"))),
            shown_regions=Case(When(is_shown, then=regions)),
        )
    )
    for row in found:
        if row.shown_text is not None:
            row.text = row.shown_text
            row.shown_regions = [Region(**part) for part in row.shown_regions]
    return found


def public_notes(text: TextVersion) -> list[PageData]:
    """The published claims of a text, in its order."""
    rows = (
        PublishedAppearance.objects.current()
        .filter(text_version=text)
        .order_by("start", "pk")
        .values_list(
            "record",
            "publication__summary__key",
            "publication__statement",
            "publication__kind",
            "publication__verdict",
            "publication__summary__why",
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


# Bytes of an article's text and of what its notes say, on one page.
PART_BYTES = 110_000
# What stands around a mark and a note, whatever they say, in bytes.
MARK_BYTES = 1_200


def paragraph_bytes(text: TextVersion, paragraph: MarkedParagraph) -> int:
    """About how much of a page a paragraph with its notes takes."""
    words = [text.text[paragraph.start : paragraph.end]]
    for note in paragraph.notes:
        words += [note["statement"], note.get("why") or ""]
    said = sum(len(each.encode()) for each in words)
    return said + MARK_BYTES * len(paragraph.notes)


@dataclass(frozen=True)
class TextPart:
    """The paragraphs of one page of a text, and where each page begins.

    `begins`: code points before each part; `number` is this one's, from 1; `elsewhere`
    has for each note of another part where that begins.
    """

    paragraphs: list[MarkedParagraph]
    first: int
    number: int
    begins: list[int]
    elsewhere: dict[int, int]


def part_of_text(
    text: TextVersion, paragraphs: list[MarkedParagraph], at: int
) -> TextPart:
    """The part of a text in which this place lies; the last one, where it lies behind."""
    sizes = (paragraph_bytes(text, each) for each in paragraphs)
    parts = split_into_parts(sizes, PART_BYTES)
    begins = [paragraphs[part.start].start if paragraphs else 0 for part in parts]
    chosen = max(bisect_right(begins, at) - 1, 0)
    return TextPart(
        [paragraphs[position] for position in parts[chosen]],
        parts[chosen].start,
        chosen + 1,
        begins,
        {
            note["number"]: begin
            for part, begin in zip(parts, begins, strict=True)
            if part != parts[chosen]
            for position in part
            for note in paragraphs[position].notes
        },
    )
