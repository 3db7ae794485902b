"""Compares the wordings in the records of claims: a citation, a quotation's drift.

Takes the plain dicts of articles/claim_data.py, so that pages and desk share it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from articles.domain.dates import PartialDate
from articles.domain.quotation.compare import compare
from articles.domain.quotation.drift import DatedWording, Drift, drift
from articles.domain.quotation.edits import Change, Comparison, Edit
from articles.domain.quotation.fidelity import FidelitySuggestion, suggest_fidelity
from articles.domain.quotation.quantity_changes import is_number
from articles.domain.quotation.tokens import Token, ends_in_quotation, tokenize
from articles.domain.records import (
    AppearanceRecord,
    CitationRecord,
    ClaimRecord,
    SourceRef,
    StepRecord,
)
from articles.domain.text.language_tags import primary_language

SPAN_ELLIPSIS = " … "  # between the spans of an appearance

CHANGE_LABELS = {
    Change.ASIDE: "said in between",
    Change.BRACKETS: "added in brackets",
    Change.OMISSION: "omission not marked",
    Change.ELLIPSIS: "omission marked",
    Change.FORM: "another form of the word",
    Change.HEDGE_DROPPED: "hedge left out",
    Change.HEDGE_ADDED: "hedge added",
    Change.HEDGE_CHANGED: "another hedge",
    Change.MODALITY: "must, should or can changed",
    Change.NEGATION_DROPPED: "negation left out",
    Change.NEGATION_ADDED: "negation added",
    Change.NUMBER: "number changed",
    Change.NUMBER_DROPPED: "number left out",
    Change.NUMBER_ADDED: "number added",
    Change.UNIT: "unit of a number changed",
    Change.LIMIT: "limit on a number changed",
    Change.DATE: "date or time changed",
    Change.UNREAD: "could not be compared",
    Change.MOVED: "belongs to other words",
}


def edit_labels(edit: Edit) -> list[str]:
    """Labels for what the edit changes; a comma more or less changes nothing."""
    return [
        change_label(edit, change) for change in edit.changes if change != Change.MARKS
    ]


def change_label(edit: Edit, change: Change) -> str:
    """The label of a change, with its words where the edit has more than these."""
    source, article = (side.strip() for side in edit.words(change))
    if (source, article) == (edit.source.strip(), edit.article.strip()):
        return CHANGE_LABELS[change]
    both = " → ".join(f"“{words}”" for words in (source, article) if words)
    return f"{CHANGE_LABELS[change]}: {both}"


# A page with many citations is asked for often, and the same words compare the same.
compare_cached = lru_cache(maxsize=256)(compare)


def appearance_text(appearance: AppearanceRecord) -> str:
    """The words of an appearance, with an ellipsis between its spans."""
    return SPAN_ELLIPSIS.join(span["exact"] for span in appearance["spans"])


def begins_in_quotation(appearance: AppearanceRecord) -> bool:
    """Whether quotation marks open before the words and do not close before them."""
    return bool(appearance["spans"]) and ends_in_quotation(
        appearance["spans"][0]["prefix"]
    )


def passage_language(citation: CitationRecord) -> str:
    """The language of the passage, as far as it is known."""
    return citation["work"]["language"] if citation["work"] else ""


def is_foreign(appearance: AppearanceRecord, citation: CitationRecord) -> bool:
    """Whether the cited work is known to be in another language than the article."""
    ours, theirs = (
        primary_language(appearance["article"]["language"]),
        primary_language(passage_language(citation)),
    )
    return bool(ours and theirs and ours != theirs)


def passage_translation(citation: CitationRecord) -> str:
    """The passage in the article's language, where a reviewer translated it."""
    translation = citation.get("translation")
    return translation["text"].strip() if translation else ""


def compare_citation(
    appearance: AppearanceRecord, citation: CitationRecord
) -> Comparison | None:
    """Compare the article's words with the passage, or with its translation.

    None where there are not both, in one language.
    """
    words, theirs = appearance_text(appearance), passage_translation(citation)
    if not theirs and not is_foreign(appearance, citation):
        theirs = citation["passage"].strip()
    if not words or not theirs:
        return None
    language = appearance["article"]["language"]
    return compare_cached(
        words, theirs, language, quoted=begins_in_quotation(appearance)
    )


def suggest_citation_fidelity(
    appearance: AppearanceRecord, citation: CitationRecord
) -> FidelitySuggestion | None:
    """The fidelity that both wordings suggest; None where they cannot be compared."""
    comparison = compare_citation(appearance, citation)
    is_translated = bool(passage_translation(citation))
    if comparison is None:
        return None
    return suggest_fidelity(comparison, is_translated=is_translated)


@dataclass(frozen=True)
class NumberCheck:
    """A number in the article's words, and whether the passage has it too.

    `words` are those of the number; with its unit, where the passage has another one.
    """

    words: str
    is_there: bool
    has_other_unit: bool = False


def check_numbers(
    appearance: AppearanceRecord, citation: CitationRecord
) -> list[NumberCheck]:
    """The numbers of the article's words, comparable whatever the languages.

    A number that is not there may stand there in words.
    """
    language = appearance["article"]["language"]
    units: dict[str, set[str]] = defaultdict(set)
    for token in tokenize(citation["passage"], passage_language(citation)):
        units[token.amount.rstrip(".")].add(token.unit)
    return [
        check_number(token, units.get(token.amount.rstrip("."), set()))
        for token in tokenize(appearance_text(appearance), language)
        if is_number(token.amount)
    ]


def check_number(token: Token, units: set[str]) -> NumberCheck:
    """Whether a number is there, by the units with which the passage has it."""
    if units and token.unit and not units & {token.unit, ""}:
        return NumberCheck(token.text.strip(), is_there=True, has_other_unit=True)
    return NumberCheck(token.number, is_there=bool(units))


QUOTING_MODES = {"direct", "mixed"}
QuotationDrift = list[tuple[AppearanceRecord, Drift]]


def claimant_steps(appearance: AppearanceRecord) -> list[StepRecord]:
    """The last steps of the chain; more than one where several say it together."""
    last = max((step["position"] for step in appearance["chain"]), default=0)
    return [step for step in appearance["chain"] if step["position"] == last]


def quoting_appearances(claim: ClaimRecord) -> list[list[AppearanceRecord]]:
    """The appearances that quote, grouped by the people whom they quote."""
    spoken: dict[frozenset[str], list[AppearanceRecord]] = defaultdict(list)
    for shown in claim["appearances"]:
        said_by = claimant_steps(shown)
        quotes = any(step["mode"] in QUOTING_MODES for step in said_by)
        if shown["spans"] and (quotes or claim["kind"] == "quotation"):
            spoken[frozenset(step["source"]["key"] for step in said_by)].append(shown)
    return list(spoken.values())


def quoted_words(appearance: AppearanceRecord) -> str:
    """The words inside quotation marks; all of them, where no marks stand."""
    language = appearance["article"]["language"]
    found = tokenize(
        appearance_text(appearance), language, quoted=begins_in_quotation(appearance)
    )
    inside = "".join(token.text for token in found if token.quoted)
    return inside.strip() or appearance_text(appearance)


def quotation_drifts(claim: ClaimRecord) -> list[QuotationDrift]:
    """Each quotation that several articles carry, from article to article."""
    return drifts_among(quoting_appearances(claim))


def drifts_among(quoting: Iterable[list[AppearanceRecord]]) -> list[QuotationDrift]:
    drifts = []
    for rows in quoting:
        if len({row["article"]["key"] for row in rows}) > 1:
            shown = {row["key"]: row for row in rows}
            steps = drift([dated_wording(row) for row in rows])
            drifts.append([(shown[str(step.wording.of)], step) for step in steps])
    return drifts


def dated_wording(appearance: AppearanceRecord) -> DatedWording:
    article = appearance["article"]
    return DatedWording(
        appearance["key"],
        quoted_words(appearance),
        article["language"],
        PartialDate.from_record(article["published"]),
    )


class Moved(StrEnum):
    """How far an article's words are from the first known ones of the same people."""

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    OTHER = "other"
    LANGUAGE = "language"  # the first known ones in another language
    APART = "apart"  # not compared


@dataclass(frozen=True)
class PlacedWording:
    """An appearance among those of its claim.

    `step`: None where it quotes nobody, or is the only article that quotes these people.
    """

    appearance: AppearanceRecord
    moved: Moved
    quotes: bool
    step: Drift | None = None

    @property
    def published(self) -> PartialDate:
        return PartialDate.from_record(self.appearance["article"]["published"])

    @property
    def changes(self) -> int:
        """How many runs of words are not those of the first known wording."""
        found = self.step and self.step.from_first
        return len(changes_of_words(found)) if found else 0

    @property
    def is_part(self) -> bool:
        """Whether one of the two wordings goes on where the other begins or ends."""
        found = self.step and self.step.from_first
        return bool(found and found.has_words_around)

    @property
    def claimants(self) -> list[SourceRef]:
        return [step["source"] for step in claimant_steps(self.appearance)]


def placed_wordings(claim: ClaimRecord) -> list[PlacedWording]:
    """The appearances in order of publication, those without a date last."""
    together = quoting_appearances(claim)
    steps = {
        shown["key"]: (step, number)
        for rows in drifts_among(together)
        for number, (shown, step) in enumerate(rows)
    }
    quoting = {row["key"] for rows in together for row in rows}
    placed = []
    for shown in claim["appearances"]:
        step, number = steps.get(shown["key"], (None, 0))
        quotes = shown["key"] in quoting
        placed.append(PlacedWording(shown, how_far(step, number), quotes, step))
    return sorted(placed, key=lambda each: each.published.last_day())


def count_moved(placed: Iterable[PlacedWording]) -> dict[str, int]:
    return Counter(str(each.moved) for each in placed)


def how_far(step: Drift | None, number: int) -> Moved:
    """How far a step of a drift, the first one having the number 0, is from the first."""
    if step is None:
        return Moved.APART
    found = step.from_first
    if found is None:
        return Moved.LANGUAGE if number else Moved.FIRST
    if not found.is_compared:
        return Moved.APART
    if not found.is_same and not found.is_close:
        return Moved.OTHER
    return Moved.CHANGED if changes_of_words(found) else Moved.SAME


def changes_of_words(found: Comparison) -> list[Edit]:
    """The changes but for those of commas and quotation marks."""
    return [edit for edit in found.changes if edit.changes != (Change.MARKS,)]


# What a template may ask of wordings; the names are the templates' own.
FILTERS: dict[str, Callable[..., Any]] = {
    "compared": compare_citation,
    "looks_like": suggest_citation_fidelity,
    "language_of": passage_language,
    "is_foreign": is_foreign,
    "figures": check_numbers,
    "edit_labels": edit_labels,
    "placed": placed_wordings,
    "moved_counts": count_moved,
}
