"""Says how a statement differs from one that is recorded: by numbers, negations, hedges.

Assures nothing: that no such change is named does not mean that both say the same.
"""

from articles.domain.quotation.claim_wordings import compare_cached
from articles.domain.quotation.edits import Change, Comparison
from articles.domain.quotation.fidelity import shorten_words

SAME_WORDS = "The same words"
OTHER_WORDS = "Other words"
NOT_COMPARED = (
    "Other words; numbers and negations were not compared, as the language is not known"
    " or has no tables"
)
# The first that applies is named first.
DIFFERENCES = {
    "Perhaps the opposite": (Change.NEGATION_DROPPED, Change.NEGATION_ADDED),
    "Another number": (
        Change.NUMBER, Change.NUMBER_DROPPED, Change.NUMBER_ADDED, Change.UNIT,
        Change.LIMIT,
    ),
    "Another day or time": (Change.DATE,),
    "More or less certain": (
        Change.HEDGE_DROPPED, Change.HEDGE_ADDED, Change.HEDGE_CHANGED, Change.MODALITY,
    ),
    "Not compared": (Change.UNREAD,),
}  # fmt: skip


def describe_differences(statement: str, recorded: str, language: str) -> list[str]:
    """How the statement differs from the recorded one, in a few words each.

    `language`: of both; without tables for it only the same words are told.
    """
    comparison = compare_cached(statement, recorded, language)
    if comparison.is_same and not comparison.has_words_around:
        return [SAME_WORDS]
    if not comparison.is_compared or not comparison.has_tables:
        return [NOT_COMPARED]
    return named_differences(comparison) or [OTHER_WORDS]


def named_differences(comparison: Comparison) -> list[str]:
    found = []
    for label, changes in DIFFERENCES.items():
        words = [
            words_of_both(*edit.words(change))
            for edit in comparison.edits
            for change in edit.changes
            if change in changes
        ]
        if words:
            found.append(f"{label}: {', '.join(dict.fromkeys(words))}")
    return found


def words_of_both(recorded: str, written: str) -> str:
    """The words that differ, and where each of them stands."""
    sides = ((written, "here"), (recorded, "recorded"))
    return ", ".join(
        f"“{shorten_words(words)}” {where}" for words, where in sides if words.strip()
    )
