"""Finds the tokens that weaken a statement, oblige, allow, deny or limit a number."""

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
    last: int  # the index of its last token


TABLES = (
    (Class.LIMIT, tables.LIMITS),
    (Class.HEDGE, tables.HEDGES),
    (Class.MODAL, tables.MODALS),
    (Class.NEGATION, tables.NEGATIONS),
)
LONGEST = 4  # tokens of a phrase


def signs(wording: Sequence[Token], language: str) -> list[Sign]:
    """The words of a wording that do something to what it states, in order."""
    result: list[Sign] = []
    for does, table in TABLES:
        known = tables.of(table, language)
        at = 0
        while at < len(wording):
            length, stands_for = longest(wording, at, known)
            if length and counts(does, wording, at, length):
                # A limit holds words of its own: “not less than” denies nothing.
                indexes = range(at, at + length)
                if not any(
                    sign.does == Class.LIMIT and sign.first <= index <= sign.last
                    for sign in result
                    for index in indexes
                ):
                    words = "".join(wording[index].text for index in indexes).strip()
                    result.append(Sign(does, stands_for, words, at, at + length - 1))
            at += max(length, 1)
    return sorted(result, key=lambda sign: (sign.first, sign.does))


def longest(
    wording: Sequence[Token], at: int, known: tables.Phrases
) -> tuple[int, str]:
    """The longest phrase of the table that begins here: its length, its meaning."""
    for length in range(min(LONGEST, len(wording) - at), 0, -1):
        words = " ".join(token.key for token in wording[at : at + length])
        if words in known:
            return length, known[words]
    return 0, ""


def counts(does: Class, wording: Sequence[Token], at: int, length: int) -> bool:
    """Whether it is what it looks like: limits precede numbers, and May is a month."""
    if does == Class.LIMIT:
        after = wording[at + length : at + length + 1]
        return bool(after) and (
            after[0].kind == Kind.NUMBER or after[0].key in tables.WHOLE_OR_HALF
        )
    return not (wording[at].key == "may" and wording[at].text[0] == "M")
