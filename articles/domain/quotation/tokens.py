"""Splits a wording into words, numbers and marks.

The tokens of a text joined are the text: white space belongs to what stands before it.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.domain.quotation import measures, numbers
from articles.domain.quotation.phrases import fold_word, longest_phrase
from articles.domain.quotation.quantities import (
    MAX_QUANTITY_TOKENS,
    QuantityReader,
    quantity_reader,
)
from articles.domain.text.tokenization import QUOTATION_TOKENS, find_tokens, is_unspaced


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True)
class Token:
    """A word, a number or a mark, with the white space after it."""

    text: str
    key: str  # equal keys are the same word, however it is typed
    kind: TokenKind
    quoted: bool = False  # inside quotation marks
    bracketed: bool = False  # inside square brackets: an editor's words
    little: bool = False  # “the”, “of”: carries little by itself
    amount: str = ""  # of a quantity: "#5", "#3." for the third, "#~few", "#?¹"
    number: str = ""  # of a quantity: as it is written, without the unit
    unit: str = ""  # of a quantity or by itself, as CLDR names it; a currency's code

    @property
    def weight(self) -> float:
        """How much it says that two wordings share it."""
        if self.kind == TokenKind.MARK:
            return 0.1
        return 0.3 if self.little else 1.0

    @property
    def is_character(self) -> bool:
        """Whether it is one sign, where no spaces part the words."""
        return (
            self.kind == TokenKind.WORD and len(self.key) == 1 and is_unspaced(self.key)
        )

    @property
    def is_content(self) -> bool:
        return self.weight >= 1


# Signs of mathematics that say how much; a bar only parts.
AMOUNT_SIGNS = frozenset("+±×÷=≈~<>≤≥≠√∞^")
RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
NOTED_MARKS = frozenset('.,;:!?…”»’"。，；：！？」』')
UNREAD = "#?"  # begins the amount of what looks like a number and is not read as one


def tokenize(text: str, language: str = "", *, quoted: bool = False) -> list[Token]:
    """The tokens of a text; `quoted` where it begins inside quotation marks."""
    found = [
        (match, match.lastgroup or "") for match in find_tokens(text, QUOTATION_TOKENS)
    ]
    edges = [0, *(match.start() for match, _ in found[1:]), len(text)]
    raw = [
        raw_token(
            text[edges[at] : edges[at + 1]],
            match.group(),
            "note" if is_note(text, match) else name,
        )
        for at, (match, name) in enumerate(found)
    ]
    if not raw and text:
        raw = [Token(text, "", TokenKind.MARK)]
    return mark_enclosed(merge_quantities(raw, language), quoted=quoted)


def is_note(text: str, match: re.Match[str]) -> bool:
    """Whether these are raised figures behind a full stop and the like: a note's."""
    before = text[max(match.start() - 1, 0) : match.start()]
    return before in NOTED_MARKS and RAISED_DIGITS.issuperset(match.group())


def raw_token(text: str, shown: str, name: str) -> Token:
    """The token of one match: its text, that without white space, the group's name."""
    if name == "ellipsis":
        return Token(text, "…", TokenKind.MARK)
    if name == "note":
        return Token(text, shown, TokenKind.MARK)
    if name == "time":
        return quantity_token(text, "#" + numbers.normalize_time(shown))
    if name == "ordinal":
        return quantity_token(text, f"#{numbers.plain_digits(shown[:-2])}.")
    roman = numbers.parse_roman(shown)
    if roman:
        return quantity_token(text, f"#{roman}.")
    key = fold_word(shown, name)
    is_mark = name == "mark" and unicodedata.category(shown) != "Sc"
    is_mark &= shown not in AMOUNT_SIGNS and key not in measures.SIGNS
    return Token(text, key, TokenKind.MARK if is_mark else TokenKind.WORD)


def quantity_token(text: str, amount: str, unit: str = "") -> Token:
    """A token of a quantity; its unit is part of what it is compared by."""
    key = f"{amount} {unit}".strip()
    return Token(
        text, key, TokenKind.NUMBER, amount=amount, unit=unit, number=text.strip()
    )


def join_texts(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens)


def merge_quantities(raw: list[Token], language: str) -> list[Token]:
    """Merge the words of a number and of its unit into one token."""
    reader = quantity_reader(language)
    keys = [token.key for token in raw]
    found: list[Token] = []
    at = 0
    while at < len(raw):
        words = keys[at : at + MAX_QUANTITY_TOKENS]
        limits = reader.limit_words(words)
        if limits:
            found.append(joined_token(raw[at : at + limits]))
            at += limits
            continue
        length, token = next_token(raw[at : at + MAX_QUANTITY_TOKENS], words, reader)
        found.append(token)
        at += length
    little = reader.tables.little_words
    return [
        replace(token, little=True) if token.key in little else token for token in found
    ]


def joined_token(raw: list[Token]) -> Token:
    """One token of several: an idiom, or a limit such as “at least”."""
    return Token(join_texts(raw), " ".join(token.key for token in raw), TokenKind.WORD)


def next_token(
    raw: list[Token], words: list[str], reader: QuantityReader
) -> tuple[int, Token]:
    """The next token, and of how many raw ones it is."""
    first = raw[0]
    length, idiom = longest_phrase(words, 0, reader.tables.idioms)
    if idiom:
        return length, joined_token(raw[:length])
    if first.kind == TokenKind.NUMBER:  # a time, an ordinal
        return 1, first
    date, is_capital = reader.dates.get(first.key, ("", False))
    if date and (first.text[0].isupper() or not is_capital):
        return 1, Token(first.text, f"@{date}", TokenKind.WORD, unit=date)
    is_note = first.kind == TokenKind.MARK and RAISED_DIGITS.issuperset(first.key)
    if is_note or not (reader.may_begin(first.key) or is_unread(first.key)):
        return 1, first
    quantity = reader.read(words) if first.kind == TokenKind.WORD else None
    if quantity:
        length = quantity.length
        start = length - quantity.number_length if quantity.has_unit_first else 0
        number = raw[start : start + quantity.number_length]
        return length, replace(
            quantity_token(join_texts(raw[:length]), quantity.amount, quantity.unit),
            number=join_texts(number).strip(),
        )
    if is_unread(first.key):
        return 1, quantity_token(first.text, UNREAD + first.key)
    length, unit = reader.lone_unit(words)
    if unit:
        return length, Token(
            join_texts(raw[:length]), f"@{unit}", TokenKind.WORD, unit=unit
        )
    return 1, first


def is_unread(key: str) -> bool:
    """Whether it looks like a number or money: a digit above the line, a lone ¢."""
    return key in AMOUNT_SIGNS or any(
        unicodedata.category(sign) in {"Nd", "Nl", "No", "Sc"} for sign in key
    )


OPENING_MARKS, CLOSING_MARKS = frozenset("“„«‹「『"), frozenset("”»›」』")


def ends_in_quotation(text: str) -> bool:
    """Whether the text ends inside quotation marks."""
    is_open = False
    for sign in text:
        if sign == '"':
            is_open = not is_open
        elif sign in OPENING_MARKS | CLOSING_MARKS:
            # German closes with the mark that English opens with.
            is_open = sign in OPENING_MARKS and not (sign == "“" and is_open)
    return is_open


def mark_enclosed(found: list[Token], *, quoted: bool) -> list[Token]:
    """Each token with whether it stands in quotation marks or in square brackets."""
    result = []
    bracketed = False
    for each in found:
        sign = each.text[:1]
        if each.kind == TokenKind.MARK and sign in OPENING_MARKS | CLOSING_MARKS | {
            '"'
        }:
            quoted = not quoted if sign in '"“' else sign in OPENING_MARKS
            result.append(each)
            continue
        bracketed |= sign == "[" and each.key != "…"
        if quoted or bracketed:
            each = replace(each, quoted=quoted, bracketed=bracketed)
        result.append(each)
        bracketed &= sign != "]"
    return result
