"""Which fidelity does a citation look like, and why? A suggestion, never a decision.

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
# Said by a reason of their own, or nothing to speak of.
TOLD = {Change.MARKS, Change.BRACKETS, Change.ELLIPSIS, Change.ASIDE, Change.MOVED}
HARMLESS = {Change.MARKS, Change.BRACKETS, Change.ELLIPSIS, Change.ASIDE}


@dataclass(frozen=True)
class Suggestion:
    """What it looks like ("" where the words leave it open), with reasons."""

    fidelity: str
    reasons: tuple[str, ...]


def suggested(found: Comparison, *, is_translated: bool = False) -> Suggestion:
    """What these two wordings look like; `is_translated` where the source's is one
    reviewer's translation, which other words may render as well.
    """
    if not found.is_compared:
        return Suggestion("", ("The wordings are too long to compare word by word.",))
    if not found.is_close:
        return Suggestion("", (FEW, *named(found, SERIOUS)))
    serious = named(found, SERIOUS)
    if not is_translated:
        serious += quotation_changes(found)
    if serious:
        return Suggestion(ALTERED, tuple(serious))
    doubtful = named(found, DOUBTFUL) + gaps(found) + unfound_quotations(found)
    if doubtful:
        return Suggestion("", tuple(doubtful))
    if not is_translated and is_verbatim(found):
        return Suggestion(VERBATIM, ("The words are the source's.",))
    return Suggestion(PARAPHRASE, (UNCHANGED,))


def named(found: Comparison, reasons: dict[Change, str]) -> list[str]:
    """The reasons that apply, each with the words that it is about."""
    told = [
        f"{reason}: {words(*edit.words(change))}."
        for change, reason in reasons.items()
        for edit in found.edits
        if change in edit.changes
    ]
    return list(dict.fromkeys(told))  # what moved is seen at both places


def words(source: str, article: str) -> str:
    source, article = short(source), short(article)
    if source and article:
        return f"“{source}” became “{article}”"
    return f"“{source or article}”"


def short(text: str, most: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def quotation_changes(found: Comparison) -> list[str]:
    """Changes of words that the article has in quotation marks."""
    return [
        f"In quotation marks, but not the source's words: {words(edit.source, edit.article)}."
        for edit in found.edits
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


def gaps(found: Comparison) -> list[str]:
    """Words with a meaning that are missing between words that were kept."""
    brought = Counter(
        token.key
        for edit in found.edits
        if edit.op != Op.SAME
        for token in edit.ours
        if token.is_content
    )
    reasons = []
    for edit in found.edits:
        if edit.op == Op.DELETE and edit.content and not TOLD & set(edit.changes):
            missing = Counter(token.key for token in edit.theirs if token.is_content)
            what = "Moved to another place" if missing <= brought else GAP
            reasons.append(f"{what}: {words(edit.source, edit.article)}.")
    return reasons


def unfound_quotations(found: Comparison) -> list[str]:
    """Words in quotation marks that the other wording does not hold at all."""
    return [
        f"In quotation marks, but not found there: {words(edit.source, edit.article)}."
        for edit in found.edits
        if edit.op == Op.FRAME
        and any(token.quoted and token.is_content for token in edit.ours)
    ]


def is_verbatim(found: Comparison) -> bool:
    """Are all words that count the source's own, in its order?"""
    if any(is_rewording(edit) for edit in found.edits):
        return False
    if any(token.quoted for edit in found.edits for token in edit.ours):
        return True
    # Without quotation marks, little of the article may be its own.
    frame = sum(edit.content for edit in found.edits if edit.op == Op.FRAME)
    rest = sum(edit.content for edit in found.edits if edit.op == Op.REST)
    return frame <= found.shared / 3 or not rest
