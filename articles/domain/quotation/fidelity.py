"""Suggests the fidelity of a citation from its wording, with reasons; decides nothing.

Where the words leave it open, nothing is suggested: a wrong suggestion costs more than
a missing one. What only reading shows (out of context, said by somebody else) is never
suggested.
"""

from collections import Counter
from dataclasses import dataclass

from articles.domain.quotation.edit_runs import EditOperation
from articles.domain.quotation.edits import Change, Comparison, Edit
from articles.domain.quotation.tokens import TokenKind

VERBATIM, PARAPHRASE, ALTERED = "verbatim", "paraphrase", "altered"

OMISSION_REASON = "Left out between words that were kept"
TOO_FEW_WORDS_REASON = "The two have too few words in common to compare."
NO_LANGUAGE_REASON = (
    "The article’s language is not recorded, so hedges, negations and numbers in words"
    " cannot be compared."
)
NO_TABLES_REASON = "Hedges, negations and numbers in words cannot be compared in the article’s language."
NOT_COMPARED_REASON = "These words were not compared"
UNCHANGED_WITHOUT_MODALS_REASON = (
    "No hedge, negation or number is changed."
    " Must, should and can are not compared in this language."
)
UNCHANGED_REASON = "No hedge, negation, number, must, should or can is changed."

# Each of these makes the article say something else than the source.
SERIOUS_REASONS = {
    Change.HEDGE_DROPPED: "A hedge of the source is left out",
    Change.HEDGE_ADDED: "The article adds a hedge",
    Change.MODALITY: "What must, should or can be is another",
    Change.NEGATION_DROPPED: "A negation of the source is left out",
    Change.NEGATION_ADDED: "The article adds a negation",
    Change.NUMBER: "A number is another one",
}
# These may: a person has to look.
DOUBTFUL_REASONS = {
    Change.HEDGE_CHANGED: "One hedge stands for another",
    Change.UNIT: "The unit of a number is another, or is left out",
    Change.LIMIT: "A limit on a number is another, or is left out",
    Change.NUMBER_DROPPED: "A number is left out",
    Change.NUMBER_ADDED: "A number is added",
    Change.DATE: "A date or a time is another",
    Change.UNREAD: "This could not be compared",
    Change.MOVED: "A number, a limit or a negation stands in another place",
}
# Explained by a reason of their own, or nothing to speak of.
EXPLAINED_CHANGES = {
    Change.MARKS,
    Change.BRACKETS,
    Change.ELLIPSIS,
    Change.ASIDE,
    Change.MOVED,
}
HARMLESS_CHANGES = {Change.MARKS, Change.BRACKETS, Change.ELLIPSIS, Change.ASIDE}


@dataclass(frozen=True)
class FidelitySuggestion:
    """What it looks like ("" where the words leave it open), with reasons."""

    fidelity: str
    reasons: tuple[str, ...]


def suggest_fidelity(
    comparison: Comparison, *, is_translated: bool = False
) -> FidelitySuggestion:
    """Suggest a fidelity for two wordings.

    `is_translated`: the source's wording is one reviewer's translation, which other
    words may render as well.
    """
    if not comparison.is_compared:
        return FidelitySuggestion(
            "", ("The wordings are too long to compare word by word.",)
        )
    if not comparison.has_tables and not (
        comparison.is_same and is_verbatim(comparison)
    ):
        return FidelitySuggestion("", no_tables_reasons(comparison))
    if not comparison.is_close:
        return FidelitySuggestion(
            "", (TOO_FEW_WORDS_REASON, *change_reasons(comparison, SERIOUS_REASONS))
        )
    serious = change_reasons(comparison, SERIOUS_REASONS)
    if not is_translated:
        serious += quotation_change_reasons(comparison)
    if serious:
        return FidelitySuggestion(ALTERED, tuple(serious))
    doubtful = (
        change_reasons(comparison, DOUBTFUL_REASONS)
        + omission_reasons(comparison)
        + missing_quotation_reasons(comparison)
    )
    if doubtful:
        return FidelitySuggestion("", tuple(doubtful))
    if not is_translated and is_verbatim(comparison):
        return FidelitySuggestion(VERBATIM, ("The words are the source's.",))
    unchanged = (
        UNCHANGED_REASON if comparison.has_modals else UNCHANGED_WITHOUT_MODALS_REASON
    )
    return FidelitySuggestion(PARAPHRASE, (unchanged,))


def no_tables_reasons(comparison: Comparison) -> tuple[str, ...]:
    """Why nothing is suggested in a language without tables, with the words."""
    why = NO_TABLES_REASON if comparison.language else NO_LANGUAGE_REASON
    words = (
        f"{NOT_COMPARED_REASON}: {describe_change(edit.source, edit.article)}."
        for edit in comparison.edits
        if edit.op != EditOperation.SAME and edit.has_words
    )
    return (why, *dict.fromkeys(words))


def change_reasons(comparison: Comparison, reasons: dict[Change, str]) -> list[str]:
    """The reasons that apply, each with the words that it is about."""
    sentences = [
        f"{reason}: {describe_change(*edit.words(change))}."
        for change, reason in reasons.items()
        for edit in comparison.edits
        if change in edit.changes
    ]
    return list(dict.fromkeys(sentences))  # what moved is seen in both edits


def describe_change(source: str, article: str) -> str:
    """What became of the source's words, or the words of the side that has any."""
    source, article = shorten_words(source), shorten_words(article)
    if source and article:
        return f"“{source}” became “{article}”"
    return f"“{source or article}”"


def shorten_words(text: str, limit: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"


def quotation_change_reasons(comparison: Comparison) -> list[str]:
    """Reasons from changes of words that the article has in quotation marks."""
    return [
        f"In quotation marks, but not the source's words: {describe_change(edit.source, edit.article)}."
        for edit in comparison.edits
        if is_rewording(edit)
        and (
            Change.OMISSION in edit.changes
            or any(token.quoted and token.is_content for token in edit.ours)
        )
    ]


def is_rewording(edit: Edit) -> bool:
    return edit.op in {
        EditOperation.INSERT,
        EditOperation.DELETE,
        EditOperation.REPLACE,
    } and not (HARMLESS_CHANGES & set(edit.changes))


def omission_reasons(comparison: Comparison) -> list[str]:
    """Reasons from words with a meaning that are missing between words that stayed."""
    added = Counter(
        token.key
        for edit in comparison.edits
        if edit.op != EditOperation.SAME
        for token in edit.ours
        if token.is_content
    )
    reasons = []
    for edit in comparison.edits:
        if (
            edit.op == EditOperation.DELETE
            and edit.content
            and not EXPLAINED_CHANGES & set(edit.changes)
        ):
            missing = Counter(token.key for token in edit.theirs if token.is_content)
            what = "Moved to another place" if missing <= added else OMISSION_REASON
            reasons.append(f"{what}: {describe_change(edit.source, edit.article)}.")
    return reasons


def missing_quotation_reasons(comparison: Comparison) -> list[str]:
    """Reasons from words in quotation marks that the source does not have at all."""
    return [
        f"In quotation marks, but not found there: {describe_change(edit.source, edit.article)}."
        for edit in comparison.edits
        if edit.op == EditOperation.FRAME
        and any(token.quoted and token.is_content for token in edit.ours)
    ]


def is_verbatim(comparison: Comparison) -> bool:
    """Whether every word that is cited stands so in the source, in its order.

    Words of its own the article may only have outside of quotation marks.
    """
    edits = comparison.edits
    if any(is_rewording(edit) or not edit.is_spelt_alike for edit in edits):
        return False
    is_quoted = any(token.quoted for edit in edits for token in edit.ours)
    return not any(
        token.quoted or not is_quoted
        for edit in edits
        if edit.op == EditOperation.FRAME
        for token in edit.ours
        if token.kind != TokenKind.MARK
    )
