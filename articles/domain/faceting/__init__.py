"""Rows with values under facets, in memory: exact counts of any combination."""

from articles.domain.faceting.index import FacetIndex, Pairs
from articles.domain.faceting.texts import Texts

__all__ = ["FacetIndex", "Pairs", "Texts"]
