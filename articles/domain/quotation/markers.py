"""Finds the tokens that weaken a statement, oblige, allow, deny or limit a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.quotation import word_tables
from articles.domain.quotation.tokens import Token, TokenKind


class MarkerClass(StrEnum):
    """What a word does to the statement that it stands in."""

    HEDGE = "hedge"
    MODAL = "modal"
    NEGATION = "negation"
    LIMIT = "limit"


@dataclass(frozen=True)
class Marker:
    """One such word or phrase: what it does, and for what it stands."""

    does: MarkerClass
    stands_for: str
    words: str  # as they are written there
    first: int
    last: int  # the index of its last token


MARKER_TABLES = (
    (MarkerClass.LIMIT, word_tables.NUMBER_LIMITS),
    (MarkerClass.HEDGE, word_tables.HEDGES),
    (MarkerClass.MODAL, word_tables.MODALS),
    (MarkerClass.NEGATION, word_tables.NEGATIONS),
)
MAX_MARKER_TOKENS = 4  # tokens of a phrase


def find_markers(wording: Sequence[Token], language: str) -> list[Marker]:
    """The words of a wording that do something to what it states, in order."""
    result: list[Marker] = []
    limits: set[int] = set()  # the indexes of the tokens that limit a number
    for does, table in MARKER_TABLES:
        known = word_tables.language_phrases(table, language)
        at = 0
        while at < len(wording):
            length, stands_for = longest_phrase(wording, at, known)
            if length and is_marker(does, wording, at, length):
                # A limit holds words of its own: “not less than” denies nothing.
                indexes = range(at, at + length)
                if limits.isdisjoint(indexes):
                    words = "".join(wording[index].text for index in indexes).strip()
                    result.append(Marker(does, stands_for, words, at, at + length - 1))
                if does == MarkerClass.LIMIT:
                    limits.update(indexes)
            at += max(length, 1)
    return sorted(result, key=lambda sign: (sign.first, sign.does))


def longest_phrase(
    wording: Sequence[Token], at: int, known: word_tables.PhraseTable
) -> tuple[int, str]:
    """The longest phrase of the table that begins here: its length, its meaning."""
    for length in range(min(MAX_MARKER_TOKENS, len(wording) - at), 0, -1):
        words = " ".join(token.key for token in wording[at : at + length])
        if words in known:
            return length, known[words]
    return 0, ""


def is_marker(
    does: MarkerClass, wording: Sequence[Token], at: int, length: int
) -> bool:
    """Whether it is what it looks like: limits precede numbers, and May is a month."""
    if does == MarkerClass.LIMIT:
        after = wording[at + length : at + length + 1]
        return bool(after) and (
            after[0].kind == TokenKind.NUMBER
            or after[0].key in word_tables.WHOLE_OR_HALF
        )
    return not (wording[at].key == "may" and wording[at].text[0] == "M")
