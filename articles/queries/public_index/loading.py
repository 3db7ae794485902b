"""Builds the index of everything that is published, from the tables.

A statement may already see what was published after the one before it. What the follower
reads then is put in once more, which changes nothing.
"""

from collections.abc import Sequence

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from articles.domain.faceting import FacetIndex
from articles.queries.public_index.arrays import (
    Numbers,
    fetch_binary,
    id_ranges,
    join_columns,
    read_numbers,
)
from articles.queries.public_index.articles import ArticleIndex
from articles.queries.public_index.codes import (
    CITING_ROLES,
    FIDELITIES,
    FIDELITY_OF,
    KINDS,
    MOST_FIDELITIES,
    ROLES,
    VERDICTS,
)
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.rows import (
    DECIDED_SQL,
    read_articles,
    read_sources,
)
from articles.queries.public_index.sources import SourceIndex
from articles.queries.public_index.words import MOST_RARE_CLAIMS

Pairs = tuple[NDArray, NDArray]

NO_DAY = np.iinfo(np.int32).min

CLAIMS_SQL = f"""
SELECT array_send(array_agg(p.id)), array_send(array_agg(
           (extract(epoch FROM p.published_at) * 1000000)::bigint)),
       array_send(array_agg(array_position(%s::text[], p.verdict)::bigint - 1)),
       array_send(array_agg(array_position(%s::text[], p.kind)::bigint - 1)),
       array_send(array_agg(coalesce(p.appeared_on - date '0001-01-01' + 1, {NO_DAY})::bigint)),
       array_send(array_agg(({DECIDED_SQL})::int::bigint))
FROM articles_publication p
WHERE p.superseded_at IS NULL AND p.id >= %s AND p.id < %s
"""  # noqa: S608 - constants of ours
VOICES_SQL = """
SELECT role, array_send(array_agg(publication_id)), array_send(array_agg(source_id))
FROM articles_voice
WHERE role <> '' AND publication_id >= %s AND publication_id < %s GROUP BY role
"""
APPEARANCES_SQL = """
SELECT array_send(array_agg(publication_id)), array_send(array_agg(article_id))
FROM articles_publishedappearance WHERE publication_id >= %s AND publication_id < %s
"""
CITATIONS_SQL = """
SELECT array_send(array_agg(id)), array_send(array_agg(publication_id)),
       array_send(array_agg(article_id)),
       array_send(array_agg(array_position(%s::text[], fidelity)::bigint - 1))
FROM articles_publishedcitation WHERE id >= %s AND id < %s
"""
CITATION_VOICES_SQL = """
SELECT role, array_send(array_agg(citation_id)), array_send(array_agg(source_id))
FROM articles_citationvoice WHERE citation_id >= %s AND citation_id < %s GROUP BY role
"""

# What PostgreSQL knows of words since it last analysed the table.
COMMON_WORDS_SQL = """
SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats
WHERE schemaname = 'public' AND tablename = 'articles_publication'
  AND attname = 'search' AND most_common_elems IS NOT NULL
"""
WORDS_SQL = """
SELECT word, array_send(array_agg(id))
FROM (SELECT p.id, unnest(tsvector_to_array(p.search)) AS word
      FROM articles_publication p
      WHERE p.superseded_at IS NULL AND p.id >= %s AND p.id < %s) AS said
WHERE word = ANY(%s) GROUP BY word
"""


def read_columns(
    using: str, sql: str, table: str, width: int, *before: Sequence[str]
) -> list[Numbers]:
    """The columns of a table, read in parts by its ids."""
    parts = (
        fetch_binary(using, sql, [*before, *ends])[0]
        for ends in id_ranges(using, table)
    )
    return join_columns(parts, width)


def read_by_role(using: str, sql: str, table: str) -> dict[str, list[Numbers]]:
    """Two columns of a table for each role."""
    found: dict[str, list[tuple[bytes, bytes]]] = {}
    for ends in id_ranges(using, table):
        for role, one, other in fetch_binary(using, sql, ends):
            found.setdefault(role, []).append((one, other))
    return {role: join_columns(parts, 2) for role, parts in found.items()}


class Places:
    """Finds the places of ids in an array of them, and leaves out what is not there."""

    def __init__(self, ids: Numbers) -> None:
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def of(self, ids: Numbers) -> tuple[Numbers, NDArray]:
        """The place of each id, and which of them are there at all."""
        if not len(self._sorted):
            return np.empty(0, np.int64), np.zeros(len(ids), bool)
        found = np.searchsorted(self._sorted, ids)
        found[found == len(self._sorted)] = 0
        there = self._sorted[found] == ids
        return self._order[found[there]], there

    def pairs(self, ids: Numbers, values: Numbers) -> Pairs:
        places, there = self.of(ids)
        return places, values[there]


def one_each(values: Numbers) -> Pairs:
    """Each row has this one value."""
    return np.arange(len(values)), values


def load_public_index(using: str) -> PublicIndex:
    ids, published, verdict, kind, day, decided = read_columns(
        using, CLAIMS_SQL, "articles_publication", 6, VERDICTS, KINDS
    )
    claims = Places(ids)
    behind = read_by_role(using, VOICES_SQL, "articles_publication")
    behind = {role: list(claims.pairs(*pairs)) for role, pairs in behind.items()}
    shown = claims.pairs(
        *read_columns(using, APPEARANCES_SQL, "articles_publication", 2)
    )
    citations, by_fidelity = load_citations(using, claims)
    facets: dict[str, Pairs] = {
        "verdict": one_each(verdict),
        "kind": one_each(kind),
        "decided": one_each(decided),
        "article": shown,
        **{role: pairs_of(behind.get(role)) for role in ROLES},
        **by_fidelity,
    }
    days = {"appeared_on": day.astype(np.int32)}
    public = PublicIndex(
        claims=FacetIndex.build(ids, published, facets, days),
        citations=citations,
        articles=ArticleIndex.build(read_articles(using, np.unique(shown[1]).tolist())),
        sources=SourceIndex(
            {role: np.unique(pairs[1]).tolist() for role, pairs in behind.items()}
        ),
    )
    public.sources.load(read_sources(using))
    load_words(using, public, common_words(using, len(ids)))
    return public


def common_words(using: str, claims: int) -> list[str]:
    """The words that many of so many claims have."""
    with connections[using].cursor() as cursor:
        cursor.execute(COMMON_WORDS_SQL)
        found = cursor.fetchone() or ([], [])
    shares = zip(*found, strict=False)  # the shares have three more, of other things
    return [word for word, share in shares if share * claims > MOST_RARE_CLAIMS]


def load_words(using: str, public: PublicIndex, words: list[str]) -> None:
    """Hold the claims of these words."""
    if not words:
        return
    found: dict[str, list[Numbers]] = {}
    for first, end in id_ranges(using, "articles_publication"):
        for word, sent in fetch_binary(using, WORDS_SQL, [first, end, words]):
            found.setdefault(word, []).append(read_numbers(sent))
    for word, parts in found.items():
        public.words.keep(word, np.concatenate(parts))


def pairs_of(columns: Sequence[NDArray] | None) -> Pairs:
    if columns is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    one, other = columns
    return one, other


def load_citations(using: str, claims: Places) -> tuple[FacetIndex, dict[str, Pairs]]:
    """The citations, and what claims have of them: fidelities, and those of whom."""
    ids, claim, article, fidelity = read_columns(
        using, CITATIONS_SQL, "articles_publishedcitation", 4, FIDELITIES
    )
    _, there = claims.of(claim)
    ids, claim = ids[there], claim[there]
    article, fidelity = article[there], fidelity[there]
    place, _ = claims.of(claim)
    citations = Places(ids)
    facets = {
        "claim": one_each(claim),
        "fidelity": one_each(fidelity),
        "article": one_each(article),
    }
    of_claims = {
        "fidelity": (place, fidelity),
        FIDELITY_OF["article"]: (place, article * MOST_FIDELITIES + fidelity),
    }
    read = read_by_role(using, CITATION_VOICES_SQL, "articles_publishedcitation")
    for role in CITING_ROLES:
        rows, sources = citations.pairs(*pairs_of(read.get(role)))
        facets[role] = rows, sources
        both = sources * MOST_FIDELITIES + fidelity[rows]
        of_claims[FIDELITY_OF[role]] = place[rows], both
    index = FacetIndex.build(ids, ids, facets, {})
    return index, of_claims
