"""Rows with values under facets, in memory: exact counts of any combination."""

from articles.domain.faceting.arrays import NOWHERE, bitmap_of, places_between
from articles.domain.faceting.index import FacetIndex, Pairs
from articles.domain.faceting.like_words import count_slips_allowed
from articles.domain.faceting.texts import Texts

__all__ = [
    "NOWHERE",
    "FacetIndex",
    "Pairs",
    "Texts",
    "bitmap_of",
    "count_slips_allowed",
    "places_between",
]
