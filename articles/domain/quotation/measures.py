"""Names units and currencies as a language writes them: CLDR's, and those of its table.

A unit is named as CLDR does ("length-kilometer"), a currency by its ISO 4217 code, in
every language alike, so that amounts compare across languages.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_name, get_decimal_symbol
from babel.units import UnknownUnitError, format_unit

from articles.domain.quotation.languages import NO_TABLES, language_tables
from articles.domain.quotation.phrases import Phrases, PhraseTable, phrase_key
from articles.domain.text.language_tags import primary_language

SAMPLES = (1, 2, 5, 11, 1.5)  # numbers that take the different forms of a noun
LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
# CLDR's kinds of units, and those of each that articles measure in.
UNIT_KINDS = {
    "area": "acre hectare square-centimeter square-foot square-kilometer square-meter"
    " square-mile square-yard",
    "concentr": "percent permille permillion",
    "digital": "bit byte kilobyte megabyte gigabyte terabyte",
    "duration": "second minute hour day week month year decade century millisecond",
    "electric": "ampere volt",
    "energy": "calorie electronvolt joule kilocalorie kilojoule kilowatt-hour",
    "frequency": "hertz kilohertz megahertz gigahertz",
    "length": "kilometer meter decimeter centimeter millimeter micrometer nanometer mile"
    " yard foot inch nautical-mile fathom furlong light-year",
    "light": "lux",
    "mass": "tonne kilogram gram milligram microgram ton pound ounce stone carat",
    "power": "watt kilowatt megawatt gigawatt milliwatt horsepower",
    "pressure": "bar millibar hectopascal kilopascal pascal atmosphere",
    "speed": "kilometer-per-hour meter-per-second mile-per-hour knot",
    "temperature": "celsius fahrenheit kelvin",
    "volume": "liter deciliter centiliter milliliter hectoliter cubic-meter"
    " cubic-centimeter cubic-kilometer cubic-foot cubic-yard gallon pint quart barrel"
    " bushel cup fluid-ounce tablespoon teaspoon",
}
UNITS = [
    f"{kind}-{name}" for kind, names in UNIT_KINDS.items() for name in names.split()
]
CURRENCY_CODES = """
    AED AFN ARS AUD BDT BRL CAD CHF CLP CNY COP CZK DKK DZD EGP ETB EUR GBP GHS HKD HUF
    IDR ILS INR IQD IRR JOD JPY KES KRW KWD KZT LBP LKR LYD MAD MXN MYR NGN NOK NPR NZD
    OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SDG SEK SGD SYP THB TND TRY TWD TZS UAH UGX
    USD UZS VES VND YER ZAR
"""
CURRENCIES = CURRENCY_CODES.split()
WORD_CODES = {"COP", "MAD", "PEN", "RON", "TRY"}  # words, once case is folded
# Written alike in every language. "$" and "¥" are of several countries; where a text
# does not say which, they are of those that mostly are meant.
SIGNS = {
    "$": "USD", "us$": "USD", "us $": "USD", "$us": "USD", "c$": "CAD", "c $": "CAD",
    "ca $": "CAD", "a$": "AUD", "a $": "AUD", "au $": "AUD", "hk $": "HKD",
    "nz $": "NZD", "s $": "SGD", "r $": "BRL", "mx $": "MXN", "nt $": "TWD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "cn ¥": "CNY", "jp ¥": "JPY",
    "₹": "INR", "₽": "RUB", "₺": "TRY", "﷼": "IRR", "₪": "ILS", "₴": "UAH", "₩": "KRW",
    "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB", "₸": "KZT", "₵": "GHS", "zł": "PLN",
    "fr .": "CHF", "sfr": "CHF", "rs": "INR", "rmb": "CNY",
    "%": "concentr-percent", "٪": "concentr-percent", "‰": "concentr-permille",
    "‱": "basis-point", "×": "times", "°": "temperature-generic",
    "° c": "temperature-celsius", "℃": "temperature-celsius",
    "° f": "temperature-fahrenheit", "℉": "temperature-fahrenheit",
    "km": "length-kilometer", "m": "length-meter", "cm": "length-centimeter",
    "mm": "length-millimeter", "nm": "length-nanometer", "µm": "length-micrometer",
    "kg": "mass-kilogram", "g": "mass-gram", "mg": "mass-milligram", "t": "mass-tonne",
    "µg": "mass-microgram", "l": "volume-liter", "ml": "volume-milliliter",
    "ha": "area-hectare", "m²": "area-square-meter", "km²": "area-square-kilometer",
    "cm²": "area-square-centimeter", "m³": "volume-cubic-meter",
    "km³": "volume-cubic-kilometer", "km / h": "speed-kilometer-per-hour",
    "m / s": "speed-meter-per-second", "w": "power-watt", "kw": "power-kilowatt", "milliwatt": "power-milliwatt",
    "mw": "power-megawatt", "gw": "power-gigawatt", "kwh": "energy-kilowatt-hour",
    "mwh": "energy-megawatt-hour", "gwh": "energy-gigawatt-hour",
    "twh": "energy-terawatt-hour", "hz": "frequency-hertz", "khz": "frequency-kilohertz",
    "mhz": "frequency-megahertz", "ghz": "frequency-gigahertz", "kb": "digital-kilobyte",
    "mb": "digital-megabyte", "gb": "digital-gigabyte", "tb": "digital-terabyte",
}  # fmt: skip


@lru_cache(maxsize=64)
def unit_phrases(tag: str) -> PhraseTable:
    """Each phrase that names a unit or a currency in a language, with its name."""
    tables = language_tables(tag) or NO_TABLES
    codes = {code.lower(): code for code in CURRENCIES if code not in WORD_CODES}
    named = {
        phrase: unit
        for phrase, unit in cldr_phrases(tag)
        # "in": inches; Portuguese "sem" (without): weeks
        if phrase not in tables.little_words and phrase not in tables.negations
    }
    return Phrases({**named, **codes, **SIGNS, **tables.units})


def cldr_phrases(tag: str) -> Iterator[tuple[str, str]]:
    """What CLDR calls units and currencies in the language of a tag."""
    locale = find_locale(tag)
    if locale is None:
        return
    for code, count in product(CURRENCIES, SAMPLES):
        yield phrase_key(get_currency_name(code, count, locale)), code
    for unit, length, count in product(UNITS, LENGTHS, SAMPLES):
        name = unit_name(unit, length, count, locale)
        if len(name) > 1:
            yield phrase_key(name), unit


def unit_name(
    unit: str, length: Literal["long", "short"], count: float, locale: Locale
) -> str:
    """What a unit is called behind a number; "" where CLDR has no name for it."""
    try:
        written = format_unit(count, unit, length, locale=locale)
    except UnknownUnitError:
        return ""
    name = re.sub(r"[\d.,٫]+", "", written, count=1).strip(" \xa0\u202f.")
    # Without a number it is a dual ("two weeks" in one word); CLDR's own name, no name.
    return "" if name == written or unit in name else name


@lru_cache(maxsize=64)
def date_words(tag: str) -> dict[str, tuple[str, bool]]:
    """Months and days of the week: what they are, and whether they begin with a capital."""
    locale = find_locale(tag)
    if locale is None:
        return {}
    names = {
        name: f"date-{kind}-{number}"
        for kind, read in (("month", get_month_names), ("day", get_day_names))
        for context in CONTEXTS
        for number, name in read("wide", context, locale).items()
    }
    return {phrase_key(name): (of, name[0].isupper()) for name, of in names.items()}


@lru_cache(maxsize=64)
def has_decimal_comma(tag: str) -> bool:
    """Whether a comma parts the decimals in a language, and a point the thousands."""
    locale = find_locale(tag)
    return locale is not None and get_decimal_symbol(locale) == ","


def find_locale(tag: str) -> Locale | None:
    """CLDR's data for the primary language of a tag; None where it has none."""
    try:
        return Locale.parse(primary_language(tag))
    except (UnknownLocaleError, ValueError):
        return None


def is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()
