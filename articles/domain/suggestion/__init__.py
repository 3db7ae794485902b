"""Suggests statements that a text seems to attribute, to whom and by which words."""

from articles.domain.suggestion.cues import Change, plain
from articles.domain.suggestion.pipeline import suggest
from articles.domain.suggestion.result import Suggestion
from articles.domain.suggestion.stretches import holding, stretches

__all__ = ["Change", "Suggestion", "holding", "plain", "stretches", "suggest"]
