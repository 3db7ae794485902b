"""Reads what somebody typed into a search, as the terms that PostgreSQL makes of it."""

from django.db import connections

from articles.domain.text.search_terms import read_search
from articles.queries.word_search import Term, WordSearch

TERMS_SQL = """
SELECT public.search_phrase(term)::text,
       ARRAY(SELECT stem FROM public.search_words(term) ORDER BY place)
FROM unnest(%s::text[]) WITH ORDINALITY AS typed (term, number) ORDER BY number
"""


def search_words(typed: str, using: str) -> WordSearch:
    """What somebody typed, with the claims of those of its words that few have."""
    search = read_word_search(typed, using)
    search.look_up()
    return search


def read_word_search(typed: str, using: str) -> WordSearch:
    """What somebody typed, without little words, which nobody looks for."""
    read = read_search(typed)
    texts = [term.words for terms in read for term in terms]
    if not texts:
        return WordSearch(using, [])
    with connections[using].cursor() as cursor:
        cursor.execute(TERMS_SQL, [texts])
        known = {
            text: Term(query, tuple(words))
            for text, (query, words) in zip(texts, cursor.fetchall(), strict=True)
        }
    alternatives = [
        [
            (known[term.words], term.is_excluded)
            for term in terms
            if known[term.words].words
        ]
        for terms in read
    ]
    return WordSearch(
        using,
        [terms for terms in alternatives if terms],
        typed={term: as_typed(text) for text, term in known.items() if term.words},
        little_words=[text for text, term in known.items() if not term.words],
    )


def as_typed(words: str) -> str:
    """A word, or a phrase in quotation marks."""
    return f'"{words}"' if " " in words else words
