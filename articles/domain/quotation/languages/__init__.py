"""The tables of the languages whose wordings are compared.

A language without tables is not compared: nothing is said of its hedges, negations
and quantities. To add one, write a module with its TABLES and name it here.
"""

from functools import lru_cache

from articles.domain.quotation.languages import ar, de, en, es, fr
from articles.domain.quotation.languages.tables import LanguageTables
from articles.domain.text.language_tags import primary_language

TABLES = {
    "ar": ar.TABLES,
    "de": de.TABLES,
    "en": en.TABLES,
    "es": es.TABLES,
    "fr": fr.TABLES,
}
NO_TABLES = LanguageTables({}, {}, {}, {}, {}, {})


@lru_cache(maxsize=128)
def language_tables(tag: str) -> LanguageTables | None:
    """The tables of the language of a tag; None where there are none."""
    return TABLES.get(primary_language(tag))


__all__ = ["NO_TABLES", "TABLES", "LanguageTables", "language_tables"]
