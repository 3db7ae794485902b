"""Names units and currencies as a language writes them: CLDR's, and those of its table.

A unit is named as CLDR does ("length-kilometer"), a currency by its ISO 4217 code, in
every language alike, so that amounts compare across languages.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_name, get_decimal_symbol
from babel.units import UnknownUnitError, format_unit

from articles.domain.quotation.languages import NO_TABLES, language_tables
from articles.domain.quotation.phrases import PhraseTable, phrase_key
from articles.domain.text.language_tags import primary_language

SAMPLES = (1, 2, 5, 11, 1.5)  # numbers that take the different forms of a noun
LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
UNITS = [
    "area-acre",
    "area-hectare",
    "area-square-centimeter",
    "area-square-foot",
    "area-square-kilometer",
    "area-square-meter",
    "area-square-mile",
    "concentr-percent",
    "concentr-permille",
    "digital-gigabyte",
    "digital-kilobyte",
    "digital-megabyte",
    "digital-terabyte",
    "duration-century",
    "duration-day",
    "duration-decade",
    "duration-hour",
    "duration-millisecond",
    "duration-minute",
    "duration-month",
    "duration-second",
    "duration-week",
    "duration-year",
    "electric-ampere",
    "electric-volt",
    "energy-calorie",
    "energy-joule",
    "energy-kilocalorie",
    "energy-kilojoule",
    "energy-kilowatt-hour",
    "frequency-gigahertz",
    "frequency-hertz",
    "frequency-kilohertz",
    "frequency-megahertz",
    "length-centimeter",
    "length-decimeter",
    "length-foot",
    "length-inch",
    "length-kilometer",
    "length-meter",
    "length-micrometer",
    "length-mile",
    "length-millimeter",
    "length-nanometer",
    "length-nautical-mile",
    "length-yard",
    "mass-gram",
    "mass-kilogram",
    "mass-microgram",
    "mass-milligram",
    "mass-ounce",
    "mass-pound",
    "mass-ton",
    "mass-tonne",
    "power-gigawatt",
    "power-horsepower",
    "power-kilowatt",
    "power-megawatt",
    "power-watt",
    "pressure-bar",
    "pressure-hectopascal",
    "pressure-millibar",
    "speed-kilometer-per-hour",
    "speed-knot",
    "speed-meter-per-second",
    "speed-mile-per-hour",
    "temperature-celsius",
    "temperature-fahrenheit",
    "temperature-kelvin",
    "volume-barrel",
    "volume-centiliter",
    "volume-cubic-centimeter",
    "volume-cubic-foot",
    "volume-cubic-kilometer",
    "volume-cubic-meter",
    "volume-cubic-yard",
    "volume-deciliter",
    "volume-gallon",
    "volume-hectoliter",
    "volume-liter",
    "volume-milliliter",
    "volume-pint",
    "volume-quart",
]
CURRENCIES = [
    "AED",
    "AFN",
    "ARS",
    "AUD",
    "BDT",
    "BRL",
    "CAD",
    "CHF",
    "CLP",
    "CNY",
    "COP",
    "CZK",
    "DKK",
    "DZD",
    "EGP",
    "ETB",
    "EUR",
    "GBP",
    "GHS",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "IQD",
    "IRR",
    "JOD",
    "JPY",
    "KES",
    "KRW",
    "KWD",
    "KZT",
    "LBP",
    "LKR",
    "LYD",
    "MAD",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NPR",
    "NZD",
    "OMR",
    "PEN",
    "PHP",
    "PKR",
    "PLN",
    "QAR",
    "RON",
    "RSD",
    "RUB",
    "SAR",
    "SDG",
    "SEK",
    "SGD",
    "SYP",
    "THB",
    "TND",
    "TRY",
    "TWD",
    "TZS",
    "UAH",
    "UGX",
    "USD",
    "UZS",
    "VES",
    "VND",
    "YER",
    "ZAR",
]
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
    "m / s": "speed-meter-per-second", "w": "power-watt", "kw": "power-kilowatt",
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
        if phrase not in tables.little_words  # "in": inches
    }
    return {**named, **codes, **SIGNS, **tables.units}


def cldr_phrases(tag: str) -> Iterator[tuple[str, str]]:
    """What CLDR calls units and currencies in the language of a tag."""
    locale = find_locale(tag)
    if locale is None:
        return
    for code in CURRENCIES:
        for count in SAMPLES:
            yield phrase_key(get_currency_name(code, count, locale)), code
    for unit in UNITS:
        for length in LENGTHS:
            for count in SAMPLES:
                try:
                    written = format_unit(count, unit, length, locale=locale)
                except UnknownUnitError:
                    break
                name = re.sub(r"[\d.,٫]+", "", written, count=1).strip(" \xa0\u202f.")
                if len(name) > 1 and unit not in name and name != written:
                    yield phrase_key(name), unit


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
