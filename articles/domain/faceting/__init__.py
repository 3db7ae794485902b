"""Rows with values under facets, in memory: exact counts of any combination."""

from articles.domain.faceting.index import FacetIndex

__all__ = ["FacetIndex"]
