"""The tables of the languages whose wordings are compared.

A language without tables is not compared: nothing is said of its hedges, negations
and quantities. To add one, write a module with its TABLES and name it here.
"""

from functools import lru_cache

from articles.domain.quotation.languages import (
    ar,
    de,
    en,
    es,
    fa,
    fr,
    he,
    ja,
    pt,
    ru,
    tr,
    zh,
)
from articles.domain.quotation.languages.tables import LanguageTables
from articles.domain.text.language_tags import primary_language

TABLES = {
    "ar": ar.TABLES,
    "de": de.TABLES,
    "en": en.TABLES,
    "es": es.TABLES,
    "fa": fa.TABLES,
    "fr": fr.TABLES,
    "he": he.TABLES,
    "ja": ja.TABLES,
    "pt": pt.TABLES,
    "ru": ru.TABLES,
    "tr": tr.TABLES,
    "zh": zh.TABLES,
}
NO_TABLES = LanguageTables({}, {}, {}, {}, {}, {})


@lru_cache(maxsize=128)
def language_tables(tag: str) -> LanguageTables | None:
    """The tables of the language of a tag; None where there are none."""
    return TABLES.get(primary_language(tag))


__all__ = ["NO_TABLES", "TABLES", "LanguageTables", "language_tables"]
