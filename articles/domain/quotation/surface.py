"""Finds the changes that an edit itself shows, whatever its words mean."""

from collections.abc import Iterable, Sequence

from articles.domain.quotation.edit_runs import OUTER_OPERATIONS, EditOperation
from articles.domain.quotation.edits import Change, Edit, is_form
from articles.domain.quotation.tokens import Token, TokenKind


def surface_changes(edits: Sequence[Edit], at: int) -> Iterable[Change]:
    """Brackets, ellipses, forms of a word, punctuation: seen in the edit itself."""
    edit = edits[at]
    if edit.op in OUTER_OPERATIONS | {EditOperation.SAME}:
        return
    ours = [token for token in edit.ours if token.kind != TokenKind.MARK]
    theirs = [token for token in edit.theirs if token.kind != TokenKind.MARK]
    if not ours and not theirs:
        yield Change.MARKS
    elif ours and all(token.bracketed for token in ours):
        yield Change.BRACKETS
    elif is_aside(edits, at, ours):
        yield Change.ASIDE
    elif has_ellipsis(edit.ours) and not ours:
        yield Change.ELLIPSIS
    elif are_forms(ours, theirs):
        yield Change.FORM
    elif not ours and is_inside_quotation(edits, at):
        yield Change.OMISSION


def has_ellipsis(side: Iterable[Token]) -> bool:
    return any(token.key == "…" for token in side)


def are_forms(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    return len(ours) == len(theirs) and all(
        is_form(one.key, other.key) for one, other in zip(ours, theirs, strict=True)
    )


def is_aside(edits: Sequence[Edit], at: int, ours: Sequence[Token]) -> bool:
    """Whether words only part a quotation: “The gates,” it said, “were opened”."""
    return (
        edits[at].op == EditOperation.INSERT
        and not any(token.quoted for token in ours)
        and is_inside_quotation(edits, at)
    )


def is_inside_quotation(edits: Sequence[Edit], at: int) -> bool:
    """Whether the article's words on both sides stand in quotation marks."""
    before = next((edits[i].ours for i in range(at - 1, -1, -1) if edits[i].ours), ())
    after = next(
        (edits[i].ours for i in range(at + 1, len(edits)) if edits[i].ours), ()
    )
    return bool(before and after) and before[-1].quoted and after[0].quoted
