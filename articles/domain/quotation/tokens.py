"""Splits a wording into words, numbers and marks.

The tokens of a text joined are the text: white space belongs to what stands before it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from articles.domain.quotation import numbers, word_tables
from articles.domain.text.normalization import QUOTATION_WORD, normalize_text
from articles.domain.text.tokenization import QUOTATION_TOKENS, find_tokens


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

    @property
    def weight(self) -> float:
        """How much it says that two wordings share it."""
        if self.kind == TokenKind.MARK:
            return 0.1
        return 0.3 if self.little else 1.0

    @property
    def amount(self) -> str:
        """As a number is compared: on the 5th is on 5."""
        return self.key.rstrip(".") if self.kind == TokenKind.NUMBER else self.key

    @property
    def is_content(self) -> bool:
        return self.weight >= 1


MONEY_SCALES = {"m": "mn", "b": "bn", "t": "tn"}
CONTRACTIONS = {"n't": "not", "ca": "can", "wo": "will", "sha": "shall"}


def tokenize(text: str, language: str = "", *, quoted: bool = False) -> list[Token]:
    """The tokens of a text; `quoted` where it begins inside quotation marks."""
    found = [
        (match, match.lastgroup or "") for match in find_tokens(text, QUOTATION_TOKENS)
    ]
    edges = [0, *(match.start() for match, _ in found[1:]), len(text)]
    raw = [
        raw_token(text[edges[at] : edges[at + 1]], match.group(), name)
        for at, (match, name) in enumerate(found)
    ]
    if not raw and text:
        raw = [Token(text, "", TokenKind.MARK)]
    return mark_enclosed(merge_numbers(raw, language), quoted=quoted)


def raw_token(text: str, shown: str, name: str) -> Token:
    """The token of one match: its text, that without white space, the group's name."""
    if name == "ellipsis":
        return Token(text, "…", TokenKind.MARK)
    if name == "time":
        return Token(text, numbers.normalize_time(shown), TokenKind.NUMBER)
    if name == "ordinal":
        return Token(text, f"#{numbers.plain_digits(shown[:-2])}.", TokenKind.NUMBER)
    key = normalize_text(shown, QUOTATION_WORD)
    if name == "short":
        key = CONTRACTIONS.get(key, key)
    key = word_tables.CANONICAL_SPELLINGS.get(key, key)
    kind = TokenKind.MARK if name == "mark" and key not in "%$€" else TokenKind.WORD
    return Token(text, key, kind)


def merge_numbers(raw: list[Token], language: str) -> list[Token]:
    """Merge the words of a number, and of a per cent, into one token."""
    keys = [token.key for token in raw]
    for at in range(2, len(raw)):
        # "$3m": behind a currency no metres.
        close = keys[at - 2] in "$€£" and not raw[at - 1].text[-1:].isspace()
        if close and keys[at] in MONEY_SCALES and keys[at - 1][:1].isdigit():
            keys[at] = MONEY_SCALES[keys[at]]
    little = word_tables.language_phrases(word_tables.FUNCTION_WORDS, language)
    found: list[Token] = []
    at = 0
    while at < len(raw):
        length, kind, key = next_merged_token(keys, at, language)
        text = "".join(token.text for token in raw[at : at + length])
        found.append(Token(text, key, kind or raw[at].kind, little=key in little))
        at += length
    return found


def next_merged_token(
    keys: list[str], at: int, language: str
) -> tuple[int, TokenKind | None, str]:
    """How many raw tokens make one, of which kind, and how it is compared."""
    key = keys[at]
    pair = " ".join(keys[at : at + 2])
    if pair in word_tables.CANONICAL_SPELLINGS:
        return 2, TokenKind.WORD, word_tables.CANONICAL_SPELLINGS[pair]
    if key:
        length, number = numbers.parse_number(keys[at : at + 12], language)
        if number is not None:
            # “One” alone is mostly no number: one of them, no one.
            alone = length == 1 and key == "one"
            return (
                length,
                None if alone else TokenKind.NUMBER,
                numbers.number_key(number),
            )
        if key[0].isdigit():
            digits = numbers.plain_digits(key)
            return (
                1,
                TokenKind.NUMBER,
                numbers.normalize_time(digits) if ":" in digits else digits,
            )
    return 1, None, key


OPENING_MARKS, CLOSING_MARKS = frozenset("“„«‹"), frozenset("”»›")


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
        result.append(replace(each, quoted=quoted, bracketed=bracketed))
        bracketed &= sign != "]"
    return result
