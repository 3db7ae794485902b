"""Finds the tokens that weaken a statement, oblige, allow, deny or limit a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.quotation.languages import LanguageTables
from articles.domain.quotation.phrases import PhraseTable, longest_phrase
from articles.domain.quotation.tokens import Token, TokenKind

MAX_COUNTED_TOKENS = 3  # from a number to the limit behind it


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


def find_markers(wording: Sequence[Token], tables: LanguageTables) -> list[Marker]:
    """The words of a wording that do something to what it states, in order."""
    result: list[Marker] = []
    limits: set[int] = set()  # the indexes of the tokens that limit a number
    phrases: set[int] = set()  # and of those in other phrases of several tokens
    for does, known in (
        (MarkerClass.LIMIT, tables.all_limits),
        (MarkerClass.HEDGE, tables.hedges),
        (MarkerClass.MODAL, tables.modals),
        (MarkerClass.NEGATION, tables.negations),
    ):
        for sign in find_phrases(does, known, wording, tables):
            # A limit holds words of its own: “not less than” denies nothing, nor
            # does なければならない (must) or かもしれない (may).
            indexes = range(sign.first, sign.last + 1)
            is_held = does == MarkerClass.NEGATION and phrases.issuperset(indexes)
            if limits.isdisjoint(indexes) and not is_held:
                result.append(sign)
            if does == MarkerClass.LIMIT:
                limits.update(indexes)
            elif len(indexes) > 1:
                phrases.update(indexes)
    result += negative_forms(wording, tables)
    result += modal_forms(wording, tables)
    return sorted(result, key=lambda sign: (sign.first, sign.does))


def find_phrases(
    does: MarkerClass,
    known: PhraseTable,
    wording: Sequence[Token],
    tables: LanguageTables,
) -> Iterator[Marker]:
    """The phrases of one table in a wording; each word is of one of them."""
    keys = [token.key for token in wording]
    at = 0
    while at < len(wording):
        if keys[at].partition(" ")[0] not in tables.marker_words:
            at += 1
            continue
        length, stands_for = longest_phrase(keys, at, known)
        if stands_for and is_marker(does, wording, at, length, tables):
            words = "".join(token.text for token in wording[at : at + length]).strip()
            yield Marker(does, stands_for, words, at, at + length - 1)
        at += max(length, 1)


def negative_forms(
    wording: Sequence[Token], tables: LanguageTables
) -> Iterator[Marker]:
    """Negations that are the form of a word: Turkish "gelmedi", it did not come."""
    if tables.affirmative_form is None:
        return
    for at, token in enumerate(wording):
        is_form = token.kind == TokenKind.WORD and token.key not in tables.negations
        if is_form and tables.affirmative_form(token.key) is not None:
            words = token.text.strip()
            yield Marker(MarkerClass.NEGATION, negation(tables), words, at, at)


def modal_forms(wording: Sequence[Token], tables: LanguageTables) -> Iterator[Marker]:
    """What must or can be by the form of a word: Turkish "gelmeli", it must come."""
    if tables.modal_form is None:
        return
    for at, token in enumerate(wording):
        form = tables.modal_form(token.key) if token.kind == TokenKind.WORD else None
        if form is not None:
            yield Marker(MarkerClass.MODAL, form, token.text.strip(), at, at)


def negation(tables: LanguageTables) -> str:
    """What a negation stands for that has no word of its own."""
    return next(iter(tables.negations.values()), "")


def is_marker(
    does: MarkerClass,
    wording: Sequence[Token],
    at: int,
    length: int,
    tables: LanguageTables,
) -> bool:
    """Whether it is what it looks like: limits stand at numbers, and May is a month."""
    if does == MarkerClass.LIMIT:
        phrase = " ".join(token.key for token in wording[at : at + length])
        before, after = (
            wording[max(at - MAX_COUNTED_TOKENS, 0) : at],  # 300 people or more
            wording[at + length : at + length + 1],
        )
        beside = [after] if phrase in tables.limits else []
        beside += [before] if phrase in tables.limits_behind else []
        return any(token.kind == TokenKind.NUMBER for side in beside for token in side)
    return not (wording[at].key == "may" and wording[at].text[0] == "M")
