"""Suggests statements that a text seems to attribute, to whom and by which words."""

from articles.domain.suggestion.chunks import chunk_index_at, split_into_chunks
from articles.domain.suggestion.cues import CueChange
from articles.domain.suggestion.pipeline import suggest
from articles.domain.suggestion.suggested_statement import Suggestion

__all__ = [
    "CueChange",
    "Suggestion",
    "chunk_index_at",
    "split_into_chunks",
    "suggest",
]
