"""Reads the number that words or digits stand for.

40,000, 40 000, 40 thousand and forty thousand are one number; in German so is 40.000.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from articles.domain.text.language_tags import primary_language

CLOCK_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?\s?m\.?)?", re.IGNORECASE
)
# Where a comma parts the decimals and a point groups the thousands.
DECIMAL_COMMA = frozenset(
    ["da", "de", "es", "fi", "fr", "id", "it", "nb", "nl", "no", "pl", "pt", "ro",
     "ru", "sv", "tr", "uk"]
)  # fmt: skip

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
# In other languages the small ones, that are mostly written in words.
SPELT_NUMBERS = {
    language: {
        word: number for number, word in enumerate(words.split(), 2) if word != "-"
    }
    for language, words in {
        "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "fr": "deux trois quatre cinq six sept huit - dix onze douze",  # neuf: new
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "ar": "- ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره",
    }.items()
}
SCALES = {
    "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "mn": 10**6, "bn": 10**9, "tn": 10**12,
    "tausend": 10**3, "millionen": 10**6, "milliarden": 10**9, "mio": 10**6,
    "mrd": 10**9, "mille": 10**3, "millions": 10**6, "milliard": 10**9,
    "milliards": 10**9, "mil": 10**3, "millón": 10**6, "millones": 10**6,
    "الف": 10**3, "الفا": 10**3, "الاف": 10**3, "مليون": 10**6, "ملايين": 10**6,
    "مليار": 10**9,
}  # fmt: skip


def plain_digits(text: str) -> str:
    """The digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text
    )


def parse_digits(digits: str, language: str) -> Decimal | None:
    """What a run of digits stands for; None for a time of day and the like."""
    text = plain_digits(digits).replace("٬", "").replace("٫", "\0")
    text = text.replace("−", "-")
    comma = primary_language(language) in DECIMAL_COMMA
    group, point = (".", ",") if comma else (",", ".")
    text = re.sub(r"['’\u00a0\u2009\u202f ]", "", text)
    if re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:[^\d]\d+)?", text):
        text = text.replace(group, "")
    elif text.count(point) > 1:  # 1.234.567 can only be thousands
        text = text.replace(point, "")
    text = text.replace(",", ".").replace("\0", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def normalize_time(text: str) -> str:
    """A time of day by 24 hours: 5.30pm and 17:30 are one."""
    found = CLOCK_TIME.fullmatch(text)
    if not found:
        return text
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{minute}"


def number_key(number: Decimal) -> str:
    """One spelling for each number."""
    return f"#{number.normalize():f}"


class NumberPhrase:
    """A number in words, as far as it has been read: two hundred and fifty thousand."""

    def __init__(self, start: Decimal | None = None) -> None:
        self.total = Decimal(0)
        self.current = start or Decimal(0)
        self.last = "digits" if start is not None else ""
        self.least = 10**15

    @property
    def number(self) -> Decimal:
        return self.total + self.current

    def takes(self, word: str) -> bool:
        """Reads one more word, if the number can go on with it."""
        if word in ONES and self.may_add(ONES[word]):
            self.current, self.last = self.current + ONES[word], "one"
        elif word in TENS and self.last in {"", "hundred", "scale"}:
            self.current, self.last = self.current + TENS[word], "ten"
        elif word == "hundred" and self.last in {"one", "digits"}:
            self.current, self.last = self.current * 100, "hundred"
        elif SCALES.get(word, self.least) < self.least and self.last not in {
            "",
            "scale",
        }:
            self.least = SCALES[word]
            self.total += self.current * self.least
            self.current, self.last = Decimal(0), "scale"
        else:
            return False
        return True

    def takes_half(self) -> None:
        """ "two and a half", perhaps of a million."""
        self.current, self.last = self.current + Decimal("0.5"), "digits"

    def may_add(self, number: int) -> bool:
        return self.last in {"", "hundred", "scale"} or (
            self.last == "ten" and number < 10
        )


def parse_number(words: Sequence[str], language: str) -> tuple[int, Decimal | None]:
    """How many of these words are one number, and which; words are folded tokens."""
    first = words[0]
    english = primary_language(language) in {"", "en"}
    if first == "minus" and words[1:2] and words[1]:
        length, number = parse_number(words[1:], language)
        return (length + 1, -number) if number is not None else (0, None)
    if first.lstrip("-−")[:1].isdigit():
        start = parse_digits(first, language)
        return (
            extend_number(words, NumberPhrase(start), 1)
            if start is not None
            else (0, None)
        )
    if not english:
        spelt = SPELT_NUMBERS.get(primary_language(language), {}).get(first)
        return (
            extend_number(words, NumberPhrase(Decimal(spelt)), 1)
            if spelt
            else (0, None)
        )
    part = parse_fraction(words)
    if part[1] is not None:
        return part
    if first in {"a", "an"}:
        counts = words[1:2] and words[1] in {"hundred", *SCALES}
        return (
            extend_number(words, NumberPhrase(Decimal(1)), 1) if counts else (0, None)
        )
    phrase = NumberPhrase()
    return extend_number(words, phrase, 1) if phrase.takes(first) else (0, None)


FRACTIONS = {
    ("half", "a"): Decimal("0.5"), ("a", "quarter", "of", "a"): Decimal("0.25"),
    ("three", "quarters", "of", "a"): Decimal("0.75"),
}  # fmt: skip


def parse_fraction(words: Sequence[str]) -> tuple[int, Decimal | None]:
    """ "Half a million", "a quarter of a million"."""
    for spelt, part in FRACTIONS.items():
        at = len(spelt)
        scale = SCALES.get(words[at], 0) if at < len(words) else 0
        if scale and tuple(words[:at]) == spelt:
            return at + 1, part * scale
    return 0, None


def extend_number(
    words: Sequence[str], phrase: NumberPhrase, count: int
) -> tuple[int, Decimal]:
    """Read on while the words are of the same number, over hyphens and “and”.

    Returns how many words that are, and the number.
    """
    while count < len(words):
        halved = tuple(words[count : count + 3]) == ("and", "a", "half")
        if halved and phrase.last in {"one", "ten", "digits"}:
            phrase.takes_half()
            count += 3
            continue
        joins = words[count] == "-" and phrase.last == "ten"
        joins |= words[count] == "and" and phrase.last in {"hundred", "scale"}
        ahead = count + joins
        if ahead >= len(words) or not phrase.takes(words[ahead]):
            break
        count = ahead + 1
    return count, phrase.number
