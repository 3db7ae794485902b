"""The days that time words mean, by a table of rules for each language."""

from articles.domain.attribution.timewords.resolution import (
    LANGUAGES,
    precision,
    resolve,
)
from articles.domain.attribution.timewords.rules import Days

__all__ = ["LANGUAGES", "Days", "precision", "resolve"]
