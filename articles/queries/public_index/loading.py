"""Builds the index of everything that is published, from the tables.

A statement may already see what was published after the one before it. What the follower
reads then is put in once more, which changes nothing.

What is read is kept as numbers of four bytes, and let go as soon as its facet is built: of
a million claims it is some 100 MB, and memory that was taken once is seldom given back.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from articles.domain.faceting import NOWHERE, FacetIndex, Pairs, places_between
from articles.queries.public_index.arrays import (
    Numbers,
    apart,
    fetch_binary,
    id_ranges,
    numbers_sql,
    read_numbers,
    split_halves,
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
from articles.queries.public_index.rows import DECIDED_SQL, all_sources, articles_among
from articles.queries.public_index.sources import SourceIndex

NO_DAY = np.iinfo(np.int32).min

CLAIMS_SQL = f"""
SELECT {numbers_sql("p.id")},
       {numbers_sql("(extract(epoch FROM p.published_at) * 1000000)::bigint")},
       {numbers_sql("array_position(%s::text[], p.verdict) - 1")},
       {numbers_sql("array_position(%s::text[], p.kind) - 1")},
       {numbers_sql(f"coalesce(p.appeared_on - date '0001-01-01' + 1, {NO_DAY})")},
       {numbers_sql(f"({DECIDED_SQL})::int")}
FROM articles_publication p
WHERE p.superseded_at IS NULL AND p.id >= %s AND p.id < %s
"""  # noqa: S608 - constants of ours
CLAIM_TYPES = (np.int64, np.int64, np.int8, np.int8, np.int32, np.int8)
CITATIONS_SQL = f"""
SELECT {numbers_sql("id")}, {numbers_sql("publication_id")}, {numbers_sql("article_id")},
       {numbers_sql("array_position(%s::text[], fidelity) - 1")}
FROM articles_publishedcitation WHERE id >= %s AND id < %s
"""  # noqa: S608 - constants of ours
CITATION_TYPES = (np.int64, np.int64, np.int32, np.int8)
# Two numbers as one: how far the one stands behind the first of its range, and the other.
VOICES_SQL = f"""
SELECT role, {numbers_sql("((publication_id - %(first)s) << 32) | source_id")}
FROM articles_voice
WHERE role <> '' AND publication_id >= %(first)s AND publication_id < %(end)s
GROUP BY role
"""  # noqa: S608 - constants of ours
APPEARANCES_SQL = f"""
SELECT '', {numbers_sql("((publication_id - %(first)s) << 32) | article_id")}
FROM articles_publishedappearance
WHERE publication_id >= %(first)s AND publication_id < %(end)s
"""  # noqa: S608 - constants of ours
CITATION_VOICES_SQL = f"""
SELECT role, {numbers_sql("((citation_id - %(first)s) << 32) | source_id")}
FROM articles_citationvoice
WHERE citation_id >= %(first)s AND citation_id < %(end)s GROUP BY role
"""  # noqa: S608 - constants of ours
# What PostgreSQL knows of words since it last analysed the table.
COMMON_WORDS_SQL = """
SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats
WHERE schemaname = 'public' AND tablename = 'articles_publication'
  AND attname = 'search' AND most_common_elems IS NOT NULL
"""
LEAST_COMMON_CLAIMS = 9_000
WORDS_SQL = f"""
SELECT word, {numbers_sql("id")}
FROM (SELECT p.id, unnest(tsvector_to_array(p.search)) AS word
      FROM articles_publication p
      WHERE p.superseded_at IS NULL AND p.id >= %s AND p.id < %s) AS said
WHERE word = ANY(%s) GROUP BY word
"""  # noqa: S608 - constants of ours
# Citations are found by these, and never counted.
ONLY_SELECTING = {"article", *CITING_ROLES}


def load_public_index(using: str) -> PublicIndex:
    ids, published, verdict, kind, day, decided = read_columns(
        using, CLAIMS_SQL, "articles_publication", CLAIM_TYPES, VERDICTS, KINDS
    )
    citations, by_fidelity = load_citations(using, ids)
    behind = read_pairs(using, VOICES_SQL, "articles_publication", ids)
    shown = read_pairs(using, APPEARANCES_SQL, "articles_publication", ids)

    def facets() -> Iterator[tuple[str, Pairs]]:
        every = np.arange(len(ids), dtype=np.uint32)
        yield "verdict", (every, verdict)
        yield "kind", (every, kind)
        yield "decided", (every, decided)
        del every
        yield "article", shown.pop("", NO_PAIRS)
        for role in ROLES:
            yield role, behind.pop(role, NO_PAIRS)
        while by_fidelity:
            yield by_fidelity.popitem()

    claims = FacetIndex.build(
        ids,
        published,
        facets(),
        {"appeared_on": day},
        selecting=FIDELITY_OF.values(),
    )
    sources = SourceIndex({role: claims.values(role) for role in ROLES})
    sources.load(all_sources(using))
    shown_articles = set(claims.values("article"))
    articles = ArticleIndex.build(articles_among(using, shown_articles))
    public = PublicIndex(claims, citations, articles, sources)
    load_words(using, public, most_common_words(using, len(ids)))
    return public


def most_common_words(using: str, claims: int) -> list[str]:
    """The words that so many of these claims have that no search can read them all."""
    with connections[using].cursor() as cursor:
        cursor.execute(COMMON_WORDS_SQL)
        found: tuple[list[str], list[float]] = cursor.fetchone() or ([], [])
    shares = zip(*found, strict=False)  # the shares have three more, of other things
    return [word for word, share in shares if share * claims > LEAST_COMMON_CLAIMS]


def load_words(using: str, public: PublicIndex, words: list[str]) -> None:
    """Hold the claims of these words."""
    if words:
        for first, end in id_ranges(using, "articles_publication"):
            places = public.claims.built_between(first, end)
            for word, sent in fetch_binary(using, WORDS_SQL, [first, end, words]):
                public.words.load(word, places[read_numbers(sent) - first])


NO_PAIRS: Pairs = np.empty(0, np.uint32), np.empty(0, np.int32)


def load_citations(using: str, claims: Numbers) -> tuple[FacetIndex, dict[str, Pairs]]:
    """The citations, and what claims have of them: fidelities, and those of whom."""
    ids, claim, article, fidelity = read_columns(
        using, CITATIONS_SQL, "articles_publishedcitation", CITATION_TYPES, FIDELITIES
    )
    place, there = find_places(claims, claim)
    ids, claim = ids[there], claim[there]
    article, fidelity = article[there], fidelity[there]
    read = read_pairs(using, CITATION_VOICES_SQL, "articles_publishedcitation", ids)
    of_claims = {
        "fidelity": (place, fidelity),
        FIDELITY_OF["article"]: (place, with_fidelity(article, fidelity)),
    }
    for role in CITING_ROLES:
        rows, sources = read.get(role, NO_PAIRS)
        of_claims[FIDELITY_OF[role]] = (
            place[rows],
            with_fidelity(sources, fidelity[rows]),
        )
    every = np.arange(len(ids), dtype=np.uint32)
    index = FacetIndex.build(
        ids,
        ids,
        (
            ("claim", (every, claim)),
            ("fidelity", (every, fidelity)),
            ("article", (every, article)),
            *((role, read.get(role, NO_PAIRS)) for role in CITING_ROLES),
        ),
        {},
        selecting=ONLY_SELECTING,
    )
    return index, of_claims


def with_fidelity(rows: NDArray[np.int32], fidelity: NDArray) -> NDArray[np.int32]:
    """Sources or articles and fidelities, each as one number."""
    numbers: NDArray[np.int32] = rows * np.int32(MOST_FIDELITIES) + fidelity
    return numbers


def read_columns(
    using: str,
    sql: str,
    table: str,
    types: Sequence[type[np.integer]],
    *before: Sequence[str],
) -> list[NDArray]:
    """The columns of a table, read in parts by its ids."""
    columns: list[list[NDArray]] = [[np.empty(0, each)] for each in types]
    for ends in id_ranges(using, table):
        (part,) = fetch_binary(using, sql, [*before, *ends])
        for column, sent, each in zip(columns, part, types, strict=True):
            column.append(apart(read_numbers(sent).astype(each)))
    return [apart(np.concatenate(column)) for column in columns]


def read_pairs(using: str, sql: str, table: str, ids: Numbers) -> dict[str, Pairs]:
    """For each role: the places in `ids` of rows of this table, and a source of each."""
    found: dict[str, list[Pairs]] = {}
    for first, end in id_ranges(using, table):
        places = places_between(ids, first, end)
        for role, sent in fetch_binary(using, sql, {"first": first, "end": end}):
            behind_first, others = split_halves(read_numbers(sent))
            rows = places[behind_first]
            there = rows != NOWHERE
            pairs = apart(rows[there]), apart(others[there].astype(np.int32))
            found.setdefault(role, []).append(pairs)
    return {role: join_pairs(found.pop(role)) for role in list(found)}


def find_places(ids: Numbers, asked: Numbers) -> tuple[NDArray[np.uint32], NDArray]:
    """The place of each asked id in `ids` that is there, and which are there at all."""
    order = np.argsort(ids, kind="stable").astype(np.uint32)
    ascending = ids[order]
    found = np.searchsorted(ascending, asked)
    there = found < len(ids)
    there[there] = ascending[found[there]] == asked[there]
    return order[found[there]], there


def join_pairs(parts: list[Pairs]) -> Pairs:
    rows, values = zip(*parts, strict=True)
    return apart(np.concatenate(rows)), apart(np.concatenate(values))
