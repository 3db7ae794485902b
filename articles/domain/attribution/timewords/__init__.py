"""Resolves time words to the days that they mean, by a table of rules per language."""

from articles.domain.attribution.timewords.resolution import (
    LANGUAGES,
    precision_of_days,
    resolve_time_words,
)
from articles.domain.attribution.timewords.rules import Days

__all__ = ["LANGUAGES", "Days", "precision_of_days", "resolve_time_words"]
