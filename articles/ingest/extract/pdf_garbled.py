"""Tells text whose letters mean something from what only looks like letters.

A PDF may show words and not say which they are: then its codes come out as places in a
font, as names of glyphs, or as letters that are all so many places further on.
"""

import math
import re
import unicodedata
from collections import Counter

UNKNOWN = "\ufffd"
# Shares above which a text has no meaning.
_UNKNOWN_SHARE = 0.05
_NAME_SHARE = 0.1
_SINGLE_SHARE = 0.6
_JOINED_SHARE = 0.5
_FOREIGN_SHARE = 0.5
# Fewer signs say too little.
_MIN_LETTERS = 60
_MIN_WORDS = 12
_LONGEST_WORD = re.compile(r"[^\W\d_]{35,}")
_REPEATS = re.compile(r"(.)\1{2,}")
# Text in a language of Europe has letters as usual as this (nats for each letter), and
# by so much must another place in the alphabet fit better.
_USUAL = -3.05
_BETTER = 0.35
_MAX_SHIFT = 31

_GLYPH_NAME = re.compile(
    r"/[A-Za-z]{1,3}\d{1,5}\b|\(cid:\d{1,6}\)|\bglyph\d{1,6}\b|/uni[0-9A-Fa-f]{4,6}|"
    r"\bcid[_ ]?\d{2,6}\b|/[a-z]+(?:\.[a-z]+|small|oldstyle)\b"
)
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf]|â€|â\u0080|[ÐÑ][\u0080-\u00bf]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]")
# How often letters stand in eight languages of Europe in the mean, in parts of 1000.
_FREQUENCIES = dict(
    zip(
        "eainrtoslducmpgvhbfzkywjxq",
        (140, 95, 85, 75, 68, 66, 65, 64, 45, 40, 38, 30, 30, 24, 17,
         15, 18, 15, 12, 9, 14, 9, 7, 5, 3, 4),
        strict=True,
    )
)  # fmt: skip
_WEIGHTS = {letter: math.log(share / 1000) for letter, share in _FREQUENCIES.items()}
_RARE = math.log(0.001)


def is_garbled(text: str) -> bool:
    """Whether the letters of a text, taken as a whole, mean nothing."""
    signs = [sign for sign in text if not sign.isspace()]
    if not signs:
        return False
    unknown = sum(map(_has_no_meaning, signs))
    named = sum(len(name) for name in _GLYPH_NAME.findall(text))
    return (
        unknown > _UNKNOWN_SHARE * len(signs)
        or (named > _NAME_SHARE * len(signs) and len(signs) >= _MIN_LETTERS)
        or len(_MOJIBAKE.findall(text)) > max(2, 0.005 * len(signs))
        or _stands_apart(text)
        or _is_joined(text)
        or _is_foreign(signs)
        or _is_shifted(text)
    )


def _has_no_meaning(sign: str) -> bool:
    return sign == UNKNOWN or unicodedata.category(sign) in {"Co", "Cn", "Cc", "Cs"}


def _stands_apart(text: str) -> bool:
    """Whether most words are single letters: "T h e r i v e r"."""
    words = [word for word in text.split() if word[0].isalpha()]
    words = [word for word in words if not _UNSPACED.match(word)]
    single = sum(len(word) == 1 for word in words)
    return len(words) >= _MIN_WORDS and single > _SINGLE_SHARE * len(words)


def _is_joined(text: str) -> bool:
    """Whether most letters stand in words longer than any language has."""
    words = [word for word in text.split() if "/" not in word and "@" not in word]
    words = [word for word in words if not _UNSPACED.search(word)]
    letters = sum(map(len, words))
    joined = sum(map(len, _LONGEST_WORD.findall(" ".join(words))))
    return letters >= _MIN_LETTERS and joined > _JOINED_SHARE * letters


def _is_foreign(signs: list[str]) -> bool:
    """Whether most letters are accented ones, as Greek read as Latin has them."""
    letters = [sign for sign in signs if sign.isalpha()]
    accented = sum("\u00c0" <= sign <= "\u00ff" for sign in letters)
    return len(letters) >= _MIN_LETTERS and accented > _FOREIGN_SHARE * len(letters)


def _is_shifted(text: str) -> bool:
    """Whether letters so many places on are far more like words: "7KLV" for "This"."""
    text = _REPEATS.sub(r"\1", text)  # such as the dots before a page's number
    counts = Counter(sign for sign in text if "!" <= sign <= "~")
    letters = sum(count for sign, count in counts.items() if sign.isalpha())
    others = sum(sign.isalnum() for sign in text) - letters
    if letters < max(_MIN_LETTERS, others):
        return False
    scores = {
        shift: _score(counts, shift) for shift in range(-_MAX_SHIFT, _MAX_SHIFT + 1)
    }
    return scores[0] < _USUAL and max(scores.values()) - scores[0] > _BETTER


def _score(counts: Counter[str], shift: int) -> float:
    """Return how usual the letters are, for each sign that is one before or after."""
    total = weight = 0.0
    for sign, count in counts.items():
        moved = chr(ord(sign) + shift)
        if not (sign.isalpha() or moved.isalpha()):
            continue
        total += count
        weight += count * _WEIGHTS.get(moved.lower(), _RARE)
        # A capital stands at the head of a word; where all are, none says anything.
    return weight / total if total else _RARE
