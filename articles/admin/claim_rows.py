"""What the pages of a claim, an article and a source say of appearances and evidence."""

from typing import Any, cast

from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import models as tables
from articles.admin.related import Column, RelatedRows, isolate, shorten
from articles.claim_data import source_ref, step_record
from articles.domain.attribution.chains import chain_sentence
from articles.domain.records import AppearanceRecord
from articles.rendering.environment import fidelity_label

# Of one appearance; more stand on its own page.
PARTS_SHOWN = 10
APPEARANCE_PARTS = [
    Prefetch(name, rows[:PARTS_SHOWN], to_attr=f"first_{name}")
    for name, rows in (
        ("spans", tables.Span.objects.order_by("position")),
        (
            "chain",
            tables.Attribution.objects.select_related("source").order_by(
                "position", "pk"
            ),
        ),
        (
            "citations",
            tables.Citation.objects.select_related("work").order_by("position"),
        ),
    )
]
# Of the texts themselves no list says anything.
TEXT = ("text_version__text", "text_version__marks")
TEXT_OF_APPEARANCE = tuple(f"appearance__{field}" for field in TEXT)


def quote_words(row: Any) -> SafeString:
    quotes = ((shorten(span.exact),) for span in row.first_spans)
    return format_html_join(" … ", "<q>{}</q>", quotes)


def say_chain(row: Any) -> str:
    """Stephen Lendman, in Information Clearing House, quoting Al-Manar TV."""
    outlet = row.text_version.article.work.outlet
    record = {
        "article": {"outlet": source_ref(outlet) if outlet else None},
        "chain": [step_record(step) for step in row.first_chain],
    }
    # The sentence needs no more of it.
    return chain_sentence(cast(AppearanceRecord, record)) or "–"


def list_citations(row: Any) -> SafeString | str:
    cited = [
        (isolate(f"{each}: ") if str(each) else "", fidelity_label(each.fidelity))
        for each in row.first_citations
    ]
    items = format_html_join("", "<li>{}{}</li>", cited)
    return format_html("<ul>{}</ul>", items) if cited else "–"


def quote_passage(row: tables.Evidence) -> Any:
    """What the place in the work says, else what was asked of it or noted."""
    passage = format_html("<q>{}</q>", shorten(row.passage)) if row.passage else ""
    where = f" ({row.locator})" if row.locator else ""
    return format_html("{}{}", passage or shorten(row.question or row.note), where)


SAID = [
    Column("Words", quote_words, tables.Span),
    Column("Who says so", say_chain, tables.Attribution),
    Column("What it cites, and whether that says so", list_citations, tables.Citation),
]


def name_claim(row: Any) -> Any:
    return shorten(row.claim.statement)


def name_claim_of_step(row: tables.Attribution) -> Any:
    return shorten(row.appearance.claim.statement)


def name_text_of_step(row: tables.Attribution) -> Any:
    return isolate(str(row.appearance.text_version))


APPEARANCES_OF_CLAIM = RelatedRows(
    tables.Appearance, "claim", ["text_version", *SAID],
    select=["text_version__article__work__outlet"], prefetch=APPEARANCE_PARTS, defer=TEXT,
)  # fmt: skip
EVIDENCE_OF_CLAIM = RelatedRows(
    tables.Evidence, "claim",
    ["stance", "work", Column("What it says", quote_passage), "primary", "recorded_by"],
    order="created_at", select=["work", "recorded_by"],
)  # fmt: skip
DECISIONS_OF_CLAIM = RelatedRows(
    tables.Decision, "claim",
    ["number", "action", "round", "verdict", "rationale", "by", "at"],
    order="number", select=["by"],
)  # fmt: skip
PUBLICATIONS_OF_CLAIM = RelatedRows(
    tables.Publication, "claim",
    ["number", "verdict", "published_at", "published_by", "superseded_at"],
    order="-number", select=["published_by"], defer=["record", "words", "search", "summary"],
)  # fmt: skip
CLAIMS_OF_ARTICLE = RelatedRows(
    tables.Appearance, "text_version__article",
    [Column("Claim", name_claim, tables.Claim), Column("Text", lambda row: row.text_version.number), *SAID],
    title="Claims", select=["claim", "text_version__article__work__outlet"],
    prefetch=APPEARANCE_PARTS, defer=TEXT,
)  # fmt: skip
CLAIMS_OF_SOURCE = RelatedRows(
    tables.Attribution, "source",
    [Column("Claim", name_claim_of_step, tables.Claim), Column("In", name_text_of_step),
     "position", "cue", "mode"],
    title="Claims that it speaks in", order="-pk",
    select=["appearance__claim", "appearance__text_version__article__work"],
    defer=TEXT_OF_APPEARANCE,
)  # fmt: skip
