"""Normalises text: one function, and a profile for each engine that compares words.

A profile is the steps that are taken, in their order. What is kept is in the canonical
form (canonical.py); these forms are for comparing only, and none of them is stored.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from operator import methodcaller

from articles.domain.text.combining_marks import normalize_unicode

NormalizationProfile = tuple[Callable[[str], str], ...]

# Signs that one hand types and another typesets; compared as if they were the same.
_TYPOGRAPHIC_EQUIVALENTS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
# Invisible signs that a copy may lose or add: soft hyphen, zero-width signs, marks of
# direction, and the Arabic kashida, which only stretches a word.
INVISIBLE_CHARACTERS = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_COPY_DIFFERENCES = {
    **_TYPOGRAPHIC_EQUIVALENTS,
    **dict.fromkeys(map(ord, INVISIBLE_CHARACTERS)),
}
# Letters that Arabic writers use for one another, and vowel signs, which most leave out.
_ARABIC_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys([*map(chr, range(0x64B, 0x660)), "\u0670"], ""),
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
    }
)
# Signs that nobody sees and no name needs. Joiners are letters' own in Persian and in
# India, between letters of these scripts.
_NEEDLESS_IN_A_NAME = re.compile(
    "[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    "|(?<=[\0-\u058f])[\u200c\u200d]+"
)
# The letters and digits of Persian and Urdu keyboards.
_SPELLINGS_OF_KEYBOARDS = str.maketrans(
    "کیہە٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "كيهه01234567890123456789"
)
# Vowel signs and points of Hebrew and Arabic, and the stroke that makes a word longer:
# few people type them.
_VOWEL_POINTS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
                     "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
                     "\u06ea-\u06ed]")  # fmt: skip


def _remove_combining_marks(text: str) -> str:
    return "".join([sign for sign in text if not unicodedata.combining(sign)])


def _strip_words(text: str) -> str:
    """The words with one space between them, and no joiner where it joins nothing."""
    words = (word.strip("\u200c\u200d") for word in text.split())
    return " ".join(filter(None, words))


# What is typed into a form, before it is kept or looked for; its spaces and lines stay.
TYPED_TEXT: NormalizationProfile = (
    methodcaller("replace", "\r\n", "\n"),
    partial(normalize_unicode, "NFC"),
    str.strip,
)
# A name as it is kept: in one line, as it looks.
TYPED_NAME: NormalizationProfile = (
    partial(_NEEDLESS_IN_A_NAME.sub, ""),
    partial(normalize_unicode, "NFC"),
    _strip_words,
)
# One sign of a quotation that is looked for in a text. Only `fold_with_offsets` asks, which
# leaves out invisible signs before; one that comes out of a ligature (the kashida of
# Arabic presentation forms) stays, unlike in the words of a revision. Accents that
# stand apart from their letter stay apart: each sign keeps its own offset.
QUOTED_SIGN: NormalizationProfile = (
    partial(normalize_unicode, "NFKC"),
    methodcaller("translate", _TYPOGRAPHIC_EQUIVALENTS),
    str.casefold,
)
# The same where a quotation is found in no other way: without the vowel signs of Arabic
# and Hebrew, whatever Arabic letter or digit was typed.
LOOSE_SIGN: NormalizationProfile = (
    *QUOTED_SIGN,
    partial(_VOWEL_POINTS.sub, ""),
    methodcaller("translate", {**_ARABIC_SPELLINGS, **_SPELLINGS_OF_KEYBOARDS}),
)
# Words of two versions of a text: the same, whatever a copy or a typesetter changed.
REVISION_WORDS: NormalizationProfile = (
    partial(normalize_unicode, "NFKC"),
    methodcaller("translate", _COPY_DIFFERENCES),
    str.casefold,
)
# A word of a quotation beside the same word of its source, which another hand may have
# written: Arabic spellings fold too. Compatible forms stay ("m²" is no "m2"), unlike above.
QUOTATION_WORD: NormalizationProfile = (
    methodcaller("translate", {**_COPY_DIFFERENCES, **_ARABIC_SPELLINGS}),
    str.casefold,
)
# A folded word of a quotation, before it is cut to its stem: any accent may be missing.
STEMMED_WORD: NormalizationProfile = (
    partial(normalize_unicode, "NFD"),
    _remove_combining_marks,
)


def normalize_text(text: str, profile: NormalizationProfile) -> str:
    """The text as this profile has it."""
    for step in profile:
        text = step(text)
    return text


def fold_with_offsets(
    text: str, profile: NormalizationProfile = QUOTED_SIGN
) -> tuple[str, list[int]]:
    """Return the text as it is compared, and each sign's offset in the text as given.

    Case, kinds of quotation marks and dashes, invisible signs and the length of white
    space make no difference. The list of offsets has one more entry: the length of the
    text.
    """
    signs: list[str] = []
    offsets: list[int] = []
    for offset, sign in enumerate(text):
        if sign in INVISIBLE_CHARACTERS:
            continue
        if sign.isspace():
            if signs and signs[-1] == " ":
                continue
            folded_sign = " "
        else:
            folded_sign = _fold_sign(sign, profile)
        for part in folded_sign:
            signs.append(part)
            offsets.append(offset)
    offsets.append(len(text))
    return "".join(signs), offsets


# A text has few different signs.
@lru_cache(maxsize=4096)
def _fold_sign(sign: str, profile: NormalizationProfile) -> str:
    return normalize_text(sign, profile)
