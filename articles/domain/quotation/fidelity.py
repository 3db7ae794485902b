"""Suggests the fidelity of a citation from its wording, with reasons; decides nothing.

Where the words leave it open, nothing is suggested: a wrong suggestion costs more than
a missing one. What only reading shows (out of context, said by somebody else) is never
suggested.
"""

from collections import Counter
from dataclasses import dataclass

from articles.domain.quotation.edits import Change, Comparison, Edit
from articles.domain.quotation.runs import Op

VERBATIM, PARAPHRASE, ALTERED = "verbatim", "paraphrase", "altered"

GAP = "Left out between words that were kept"
FEW = "The two have too few words in common to compare."
UNCHANGED = "No hedge, negation, number, must, should or can is changed."

# Each of these makes the article say something else than the source.
SERIOUS = {
    Change.HEDGE_DROPPED: "A hedge of the source is left out",
    Change.HEDGE_ADDED: "The article adds a hedge",
    Change.MODALITY: "What must, should or can be is another",
    Change.NEGATION_DROPPED: "A negation of the source is left out",
    Change.NEGATION_ADDED: "The article adds a negation",
    Change.NUMBER: "A number is another one",
}
# These may: a person has to look.
DOUBTFUL = {
    Change.HEDGE_CHANGED: "One hedge stands for another",
    Change.UNIT: "The unit of a number is another",
    Change.LIMIT: "A limit on a number is another, or is left out",
    Change.NUMBER_DROPPED: "A number is left out",
    Change.NUMBER_ADDED: "A number is added",
    Change.MOVED: "A number, a limit or a negation stands in another place",
}
# Explained by a reason of their own, or nothing to speak of.
TOLD = {Change.MARKS, Change.BRACKETS, Change.ELLIPSIS, Change.ASIDE, Change.MOVED}
HARMLESS = {Change.MARKS, Change.BRACKETS, Change.ELLIPSIS, Change.ASIDE}


@dataclass(frozen=True)
class Suggestion:
    """What it looks like ("" where the words leave it open), with reasons."""

    fidelity: str
    reasons: tuple[str, ...]


def suggested(comparison: Comparison, *, is_translated: bool = False) -> Suggestion:
    """Suggest a fidelity for two wordings.

    `is_translated`: the source's wording is one reviewer's translation, which other
    words may render as well.
    """
    if not comparison.is_compared:
        return Suggestion("", ("The wordings are too long to compare word by word.",))
    if not comparison.is_close:
        return Suggestion("", (FEW, *named(comparison, SERIOUS)))
    serious = named(comparison, SERIOUS)
    if not is_translated:
        serious += quotation_changes(comparison)
    if serious:
        return Suggestion(ALTERED, tuple(serious))
    doubtful = (
        named(comparison, DOUBTFUL) + gaps(comparison) + unfound_quotations(comparison)
    )
    if doubtful:
        return Suggestion("", tuple(doubtful))
    if not is_translated and is_verbatim(comparison):
        return Suggestion(VERBATIM, ("The words are the source's.",))
    return Suggestion(PARAPHRASE, (UNCHANGED,))


def named(comparison: Comparison, reasons: dict[Change, str]) -> list[str]:
    """The reasons that apply, each with the words that it is about."""
    sentences = [
        f"{reason}: {words(*edit.words(change))}."
        for change, reason in reasons.items()
        for edit in comparison.edits
        if change in edit.changes
    ]
    return list(dict.fromkeys(sentences))  # what moved is seen in both edits


def words(source: str, article: str) -> str:
    """What became of the source's words, or the words of the side that has any."""
    source, article = short(source), short(article)
    if source and article:
        return f"“{source}” became “{article}”"
    return f"“{source or article}”"


def short(text: str, limit: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"


def quotation_changes(comparison: Comparison) -> list[str]:
    """Reasons from changes of words that the article has in quotation marks."""
    return [
        f"In quotation marks, but not the source's words: {words(edit.source, edit.article)}."
        for edit in comparison.edits
        if is_rewording(edit)
        and (
            Change.OMISSION in edit.changes
            or any(token.quoted and token.is_content for token in edit.ours)
        )
    ]


def is_rewording(edit: Edit) -> bool:
    return edit.op in {Op.INSERT, Op.DELETE, Op.REPLACE} and not (
        HARMLESS & set(edit.changes)
    )


def gaps(comparison: Comparison) -> list[str]:
    """Reasons from words with a meaning that are missing between words that stayed."""
    added = Counter(
        token.key
        for edit in comparison.edits
        if edit.op != Op.SAME
        for token in edit.ours
        if token.is_content
    )
    reasons = []
    for edit in comparison.edits:
        if edit.op == Op.DELETE and edit.content and not TOLD & set(edit.changes):
            missing = Counter(token.key for token in edit.theirs if token.is_content)
            what = "Moved to another place" if missing <= added else GAP
            reasons.append(f"{what}: {words(edit.source, edit.article)}.")
    return reasons


def unfound_quotations(comparison: Comparison) -> list[str]:
    """Reasons from words in quotation marks that the source does not have at all."""
    return [
        f"In quotation marks, but not found there: {words(edit.source, edit.article)}."
        for edit in comparison.edits
        if edit.op == Op.FRAME
        and any(token.quoted and token.is_content for token in edit.ours)
    ]


def is_verbatim(comparison: Comparison) -> bool:
    """Whether all words that count are the source's own, in its order."""
    if any(is_rewording(edit) for edit in comparison.edits):
        return False
    if any(token.quoted for edit in comparison.edits for token in edit.ours):
        return True
    # Without quotation marks, little of the article may be its own.
    frame = sum(edit.content for edit in comparison.edits if edit.op == Op.FRAME)
    rest = sum(edit.content for edit in comparison.edits if edit.op == Op.REST)
    return frame <= comparison.shared / 3 or not rest
