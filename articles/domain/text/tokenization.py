"""Splits text into tokens: one function, and a profile for each engine that reads words.

The engines ask for different things of the same text, so the profiles differ in what
is one token, and in whether marks and white space are tokens. Quotation marks are
matched in pairs by a scanner with a state of its own (suggestion/quotation_marks.py),
which knows no words.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class TokenProfile:
    """What one engine takes for a token."""

    pattern: re.Pattern[str]
    # The same for a text with words that no spaces part; it takes twice the time.
    unspaced_pattern: re.Pattern[str] | None = None


def _character_class(signs: list[int]) -> str:
    """The signs as a character class of a regular expression, in ranges."""
    runs = groupby(enumerate(signs), lambda pair: pair[1] - pair[0])
    found = [[sign for _, sign in run] for _, run in runs]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in found)


# Scripts that put no spaces between their words: every sign counts as a word. Revisions
# count Lao among them, quotations do not.
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED_IN_QUOTATION = "\u0e00-\u0e7f" + _EAST_ASIAN
# Foreign words in Japanese are runs of these letters.
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_UNSPACED_IN_REVISION = "\u0e00-\u0eff" + _EAST_ASIAN
_UNSPACED_SIGN = re.compile(f"[{_UNSPACED_IN_REVISION}]")

# Vowel signs and accents that follow their letter; \w does not hold them. A quotation has
# those of all scripts; a revision fewer, with the whole blocks of Indic scripts; a
# suggestion those of the languages with a table of cues.
_MARKS_IN_QUOTATION = _character_class(
    [
        sign
        for sign in range(0x300, 0x10000)
        if unicodedata.category(chr(sign))[0] == "M"
    ]
)
_MARKS_IN_REVISION = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
)
_MARKS_IN_SUGGESTION = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"

_PLAIN_WORD = r"\w+(?:['’-]\w+)*"

# The words of a text as they are counted, for the share of each voice. A vowel sign parts
# a word here and in a difference, and nowhere else.
COUNTED_WORDS = TokenProfile(re.compile(_PLAIN_WORD))

# The same words with all that stands between them: joined, the tokens are the text, so
# that a difference shows every sign that changed.
DIFFERENCE_TOKENS = TokenProfile(re.compile(rf"\s+|{_PLAIN_WORD}|[^\w\s]"))

# Words and signs of two versions of a text. A hyphen parts words, so that one
# half can change alone. A longer run without a space is no word; cut, it cannot make
# one comparison endless.
MAX_WORD_LENGTH = 64
_REVISION_WORD = rf"\w{{1,{MAX_WORD_LENGTH}}}(?:(?:[{_MARKS_IN_REVISION}\u200c\u200d\u00ad]+|['’](?=\w))\w{{0,{MAX_WORD_LENGTH}}}){{0,16}}"
REVISION_TOKENS = TokenProfile(
    re.compile(rf"{_REVISION_WORD}|[^\w\s]"),
    re.compile(
        rf"[{_UNSPACED_IN_REVISION}]|"
        + _REVISION_WORD.replace(r"\w{", rf"[^\W{_UNSPACED_IN_REVISION}]{{")
        + r"|[^\w\s]"
    ),
)

# Words, names and marks of a sentence. What belongs to a name stays with it: "U.S.",
# "al-Masri", "AT&T", the apostrophe of "sources’ "; signs of markup (* and #) are nothing.
_SUGGESTION_LETTER = rf"[^\W_][{_MARKS_IN_SUGGESTION}]*"
SENTENCE_TOKENS = TokenProfile(
    re.compile(
        rf"(?:[A-Z]\.){{2,}}|(?:{_SUGGESTION_LETTER})+(?:[-‐‑’'&/.](?:{_SUGGESTION_LETTER})+)*(?:[’'](?=\s))?|[^\w\s*#]"
    )
)

# A run of digits with what may group or part them.
_GROUP_SEPARATORS = "[,.'’٬\u00a0\u2009\u202f ]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_GROUP_SEPARATORS}\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫:]\d+)*"
)
# 5pm, 5:30 p.m.; without these letters a time is digits around a colon.
_TIME = r"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?[ap](?:m\b|\.\s?m\.)"
_SPACED_LETTER = rf"[^\W\d_{_UNSPACED_IN_QUOTATION}]"
# Words, numbers and marks of a quotation; the group that matched says which. Numbers are
# whole ("40 000", "5:30 p.m."), and "can't" is two words, one of which denies.
QUOTATION_TOKENS = TokenProfile(
    re.compile(
        rf"(?P<ellipsis>\[\s*(?:…|\.{{3,}})\s*\]|…|\.{{3,}})"
        rf"|(?P<time>{_TIME})"
        r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
        rf"|(?P<number>(?:(?<![^\s(\[“„'\"])[-−])?(?:{_DIGITS}))"
        rf"|(?P<short>{_SPACED_LETTER}+?(?=n['’]t\b)|n['’]t\b)"
        rf"|(?P<word>can(?=not\b)"
        rf"|{_SPACED_LETTER}(?:{_SPACED_LETTER}"
        rf"|[{_MARKS_IN_QUOTATION}\u00ad\u0640\u200c\u200d\u2060]"
        rf"|['’](?={_SPACED_LETTER}))*"
        rf"|[{_KATAKANA}]+|[{_UNSPACED_IN_QUOTATION}][{_MARKS_IN_QUOTATION}]*)"
        rf"|(?P<mark>\S)",
        re.IGNORECASE,
    )
)


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that puts no spaces between its words."""
    return bool(_UNSPACED_SIGN.match(word))


def find_tokens(
    text: str, profile: TokenProfile, start: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """The tokens of text[start:end] by this profile, in order, as matches."""
    return _choose_pattern(text, profile).finditer(text, start, end)


def list_words(text: str, profile: TokenProfile) -> list[str]:
    """The tokens of a whole text in order, as they are written."""
    pattern = _choose_pattern(text, profile)
    if pattern.groups:  # findall would list the groups; without any it is much faster
        return [match[0] for match in pattern.finditer(text)]
    return pattern.findall(text)


def _choose_pattern(text: str, profile: TokenProfile) -> re.Pattern[str]:
    if profile.unspaced_pattern and _UNSPACED_SIGN.search(text):
        return profile.unspaced_pattern
    return profile.pattern
