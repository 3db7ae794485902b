"""Reads numbers in figures: 40,000 and 40 000 are one number; in German so is 40.000."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from articles.domain.quotation.measures import has_decimal_comma

CLOCK_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?\s?m\.?)?", re.IGNORECASE
)
MAX_DIGITS = 40  # of a number; a longer run is compared as it is written
ROMAN_NUMERAL = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def plain_digits(text: str) -> str:
    """The digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    )


def parse_digits(digits: str, language: str) -> Fraction | None:
    """What a run of digits stands for; None for a time of day and the like."""
    text = plain_digits(digits).replace("٬", "").replace("٫", "\0")
    text = text.replace("−", "-")
    group, point = (".", ",") if has_decimal_comma(language) else (",", ".")
    text = re.sub(r"['’\u00a0\u2009\u202f ]", "", text)
    if re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:[^\d]\d+)?", text):
        text = text.replace(group, "")
    elif text.count(point) > 1:  # 1.234.567 can only be thousands
        text = text.replace(point, "")
    text = text.replace(",", ".").replace("\0", ".")
    if len(text) > MAX_DIGITS or not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return None
    return Fraction(text)


def parse_fraction_sign(sign: str) -> Fraction | None:
    """What a sign such as ½ or ⅔ stands for."""
    parts = unicodedata.normalize("NFKC", sign).split("\N{FRACTION SLASH}")
    if len(parts) == 2 and all(part.isdecimal() for part in parts) and int(parts[1]):
        return Fraction(int(parts[0]), int(parts[1]))
    return None


def parse_roman(word: str) -> int | None:
    """A Roman numeral of at least two signs, up to 39: XIV."""
    if not ROMAN_NUMERAL.fullmatch(word):
        return None
    values = [ROMAN_VALUES[sign] for sign in word]
    return sum(
        -value if value < max(values[at:]) else value for at, value in enumerate(values)
    )


def normalize_time(text: str) -> str:
    """A time of day by 24 hours: 5.30pm and 17:30 are one."""
    found = CLOCK_TIME.fullmatch(text)
    if not found:
        return text
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{minute}"


def number_key(number: Fraction) -> str:
    """One spelling for each number: #2500000, #0.5, #2/3."""
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    exact = Fraction(decimal) == number
    return f"#{decimal.normalize():f}" if exact else f"#{number}"
