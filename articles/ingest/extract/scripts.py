"""Writes raised and lowered characters so that they join no number or word before them.

"10" with a raised "9" is 10⁹ and never 109, whatever kind of file it came from.
"""

import re
import unicodedata

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+-\u2212\u2013=()in",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁱⁿ",
        strict=True,
    )
)
_SUBSCRIPTS = dict(zip("0123456789+-\u2212\u2013=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
# Signs that stand raised by custom, and read the same on the line.
_MARKS = frozenset("*†‡§¶#'\"′″°ºª™®©℠,;[]")
# Ends of ordinal numbers and titles: letters, which change no figure.
_WORD_ENDS = re.compile(
    r"(?:st|nd|rd|th|e|er|re|es|ers|ère|ème|ième|nde?|gr|me|mes|lle|lles|te|ter|"
    r"[oa]s?|os|as|i[eè]me|r|ra|ro|do|da|to|mo|vo|no|ta|va|na)\.?",
    re.I,
)
_WORDS = {"tm": "™", "sm": "℠", "o": "º", "a": "ª"}
_VULGAR_FRACTIONS = {
    unicodedata.normalize("NFKC", sign): sign
    for sign in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F)))
}
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)


def to_superscript(text: str) -> str | None:
    """Return raised text as it is written on the line; None if it has no words.

    Digits become superscript digits ("⁻³"), "st" of "1st" stays, and what has no
    raised form is marked as a power is: "^(x/2)".
    """
    words = text.strip()
    if words.lower() in _WORDS:
        return _WORDS[words.lower()]
    if _WORD_ENDS.fullmatch(words):
        return words
    return _shift(words, _SUPERSCRIPTS, "^")


def to_subscript(text: str) -> str | None:
    """Return lowered text as it is written on the line; None if it has no words."""
    return _shift(text.strip(), _SUBSCRIPTS, "_")


def to_fraction(numerator: str, denominator: str) -> str:
    """Return ½ for 1 and 2, raised or not; else with its parts raised and lowered."""
    above, below = (
        part.strip().translate(_DIGITS) for part in (numerator, denominator)
    )
    return _VULGAR_FRACTIONS.get(f"{above}\u2044{below}") or (
        f"{to_superscript(above)}\u2044{to_subscript(below)}"
    )


def _shift(words: str, forms: dict[str, str], mark: str) -> str | None:
    if not words:
        return None
    bracketed = words[0] + words[-1] == "[]"
    if bracketed or _MARKS.issuperset(words):
        return words
    if all(sign in forms or sign in _MARKS or sign in forms.values() for sign in words):
        return "".join(forms.get(sign, sign) for sign in words)
    return f"{mark}({words})"
