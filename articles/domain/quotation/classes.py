"""Which tokens weaken a statement, oblige, allow, deny, or set bounds to a number?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.quotation import tables
from articles.domain.quotation.tokens import Kind, Token


class Class(StrEnum):
    """What a word does to the statement that it stands in."""

    HEDGE = "hedge"
    MODAL = "modal"
    NEGATION = "negation"
    LIMIT = "limit"


@dataclass(frozen=True)
class Sign:
    """One such word or phrase: what it does, and for what it stands."""

    does: Class
    stands_for: str
    words: str  # as they are written there
    first: int
    last: int  # the place of its last token


TABLES = (
    (Class.LIMIT, tables.LIMITS),
    (Class.HEDGE, tables.HEDGES),
    (Class.MODAL, tables.MODALS),
    (Class.NEGATION, tables.NEGATIONS),
)
LONGEST = 4  # tokens of a phrase


def signs(found: Sequence[Token], language: str) -> list[Sign]:
    """The words of a wording that do something to what it states, in order."""
    result: list[Sign] = []
    for does, table in TABLES:
        known = tables.of(table, language)
        at = 0
        while at < len(found):
            length, stands_for = longest(found, at, known)
            if length and counts(does, found, at, length):
                # A limit holds words of its own: “not less than” denies nothing.
                taken = range(at, at + length)
                if not any(
                    sign.does == Class.LIMIT and sign.first <= place <= sign.last
                    for sign in result
                    for place in taken
                ):
                    words = "".join(found[place].text for place in taken).strip()
                    result.append(Sign(does, stands_for, words, at, at + length - 1))
            at += max(length, 1)
    return sorted(result, key=lambda sign: (sign.first, sign.does))


def longest(found: Sequence[Token], at: int, known: tables.Phrases) -> tuple[int, str]:
    """The longest phrase of the table that begins here: its length, its meaning."""
    for length in range(min(LONGEST, len(found) - at), 0, -1):
        words = " ".join(token.key for token in found[at : at + length])
        if words in known:
            return length, known[words]
    return 0, ""


def counts(does: Class, found: Sequence[Token], at: int, length: int) -> bool:
    """Is it what it looks like? A limit stands before a number; May is a month."""
    if does == Class.LIMIT:
        after = found[at + length : at + length + 1]
        return bool(after) and (
            after[0].kind == Kind.NUMBER or after[0].key in tables.WHOLE_OR_HALF
        )
    return not (found[at].key == "may" and found[at].text[0] == "M")
