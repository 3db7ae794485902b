"""Words as they are searched for and names as they are compared, by SQL functions.

What these do stands in articles/migrations/_search_form.py.
"""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchVectorField,
)
from django.db import models
from django.db.models import Func

from articles.domain.text.search_terms import read_search


class NameKey(Func):
    """A name or a title as it is compared and sorted, whoever typed it."""

    function = "public.name_key"
    output_field = models.TextField()


class FoldedLetters(Func):
    """A text without case, accents, vowel points and what nobody sees."""

    function = "public.fold_letters"
    output_field = models.TextField()


class SearchedWords(Func):
    """The words of a text for full-text search, in their order."""

    function = "public.search_vector"
    output_field = SearchVectorField()


class WordQuery(SearchQuery):
    """Asks for the words of a text: all side by side, or any of them."""

    SEARCH_TYPES = {"phrase": "public.search_phrase", "any": "public.search_any"}


def search_query(words: str) -> SearchQuery | CombinedSearchQuery:
    """What somebody typed into a search, as PostgreSQL is asked for it."""
    alternatives = []
    for terms in read_search(words):
        phrases = (WordQuery(term.words, search_type="phrase", invert=term.is_excluded)
                   for term in terms)  # fmt: skip
        alternatives.append(reduce(and_, phrases))
    return (
        reduce(or_, alternatives)
        if alternatives
        else WordQuery("", search_type="phrase")
    )
