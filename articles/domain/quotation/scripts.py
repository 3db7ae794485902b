"""Tells in which scripts a word is written."""

import unicodedata
from functools import lru_cache


def has_other_script(word: str, scripts: frozenset[str]) -> bool:
    """Whether a letter of the word is of none of these scripts, as Unicode names them."""
    return any(sign.isalpha() and script_of(sign) not in scripts for sign in word)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The first word of a letter's name: LATIN, CYRILLIC, CJK, HIRAGANA."""
    return unicodedata.name(letter, "").partition(" ")[0]
