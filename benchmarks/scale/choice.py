"""What the addresses of a collection are about, chosen by what it holds.

Not by how it was made: the busiest source of each role, words by how often they occur, an
article and a claim by how much they have.
"""

from collections.abc import Iterable
from typing import Any

from articles.queries.graph import fetch_rows
from articles.queries.paging import PAGE_ROWS
from benchmarks.scale.pages import ANY_ROLE, ROLES, Chosen

COMMON, MIDDLING = 0.12, 0.01  # of all claims

BUSIEST_SQL = """
SELECT s.key FROM (
    SELECT source_id, count(*) AS n FROM articles_voice WHERE role = %(role)s
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
) AS top JOIN articles_source s ON s.id = top.source_id
"""
# Counted in the first claims, and not read from the statistics of the database: these are
# drawn anew each time, and another word makes another page.
WORDS_SQL = """
SELECT word, ndoc / %(sample)s::float AS share
FROM ts_stat(format('SELECT search FROM articles_publication WHERE superseded_at IS NULL
                     ORDER BY id LIMIT %%s', %(sample)s))
WHERE word ~ '^[a-z]{3,}$' AND ndoc > 0.003 * %(sample)s
  AND EXISTS (SELECT FROM public.search_words(word) AS typed WHERE typed.stem = word)
"""
WORDS_SAMPLE = 10_000
COUNT_SQL = "SELECT count(*) FROM articles_publication WHERE superseded_at IS NULL"
# A word of the newest claims that is in about three of ten thousand.
RARE_SQL = """
SELECT word FROM (
    SELECT DISTINCT unnest(tsvector_to_array(search)) AS word FROM (
        SELECT search FROM articles_publication WHERE superseded_at IS NULL
        ORDER BY published_at DESC LIMIT 30
    ) AS newest
) AS found
WHERE word ~ '^[a-z]{4,}$' AND EXISTS (SELECT FROM public.search_words(word) AS typed WHERE typed.stem = word)
ORDER BY abs(0.0003 * (SELECT count(*) FROM articles_publication) - (
    SELECT count(*) FROM (
        SELECT FROM articles_publication
        WHERE search @@ quote_literal(word)::tsquery AND superseded_at IS NULL LIMIT 1000
    ) AS hits
)), word LIMIT 1
"""
# The last of a page, so that pages by number go on with the same row.
MIDDLE_SQL = """
SELECT c.key FROM (
    SELECT claim_id FROM articles_publication WHERE superseded_at IS NULL
    ORDER BY published_at DESC, id DESC
    OFFSET (
        SELECT count(*) / 2 / %(page)s * %(page)s + %(page)s - 1 FROM articles_publication WHERE superseded_at IS NULL
    ) LIMIT 1
) AS half JOIN articles_claim c ON c.id = half.claim_id
"""
DAYS_SQL = """
SELECT percentile_disc(ARRAY[0.02, 0.5, 0.9]) WITHIN GROUP (ORDER BY appeared_on)
FROM articles_publication WHERE superseded_at IS NULL AND appeared_on IS NOT NULL
"""
# Marks are places of claims that stand published in the newest text.
ARTICLE_SQL = """
SELECT a.key FROM (
    SELECT article_id, count(*) AS marks FROM articles_publishedappearance shown
    JOIN articles_publication p ON p.id = shown.publication_id
    WHERE p.superseded_at IS NULL GROUP BY 1
    ORDER BY abs(count(*) - %(marks)s), 1 LIMIT 1
) AS nearest JOIN articles_article a ON a.id = nearest.article_id
"""
CLAIM_SQL = """
SELECT c.key FROM (
    SELECT p.id, p.claim_id, count(*) FILTER (WHERE w.referenced) AS works
    FROM articles_publishedwork w JOIN articles_publication p ON p.id = w.publication_id
    WHERE p.superseded_at IS NULL GROUP BY 1 ORDER BY {order} LIMIT 300
) AS likely
JOIN articles_publication p ON p.id = likely.id
JOIN articles_claim c ON c.id = likely.claim_id
ORDER BY abs(jsonb_array_length(p.record -> 'evidence') - %(pieces)s), c.id LIMIT 1
"""
LANGUAGE_SQL = """
SELECT language FROM articles_work WHERE kind = 'article' AND language <> ''
GROUP BY 1 ORDER BY count(*), 1 LIMIT 1
"""


def first_value(sql: str, **values: Any) -> Any:
    rows = fetch_rows(sql, values)
    return next(iter(next(iter(rows), [""])))


def nearest(words: Iterable[tuple[str, float]], share: float) -> str:
    """The word that occurs in about so many of all claims."""
    return min(words, key=lambda each: (abs(each[1] - share), each[0]))[0]


def choose_subjects() -> Chosen:
    """Looks for what the pages are asked about; takes a while in a large collection."""
    sample = min(WORDS_SAMPLE, int(first_value(COUNT_SQL)))
    common = [
        (str(word), float(share))
        for word, share in fetch_rows(WORDS_SQL, {"sample": sample})
    ]
    early, half, late = first_value(DAYS_SQL)
    return Chosen(
        busiest={
            role: first_value(BUSIEST_SQL, role=role) for role in (*ROLES, ANY_ROLE)
        },
        words={
            "common": nearest(common, COMMON),
            "middling": nearest(common, MIDDLING),
            "rare": first_value(RARE_SQL),
        },
        phrase=phrase_of_a_claim(),
        days={"early": str(early), "half": str(half), "late": str(late)},
        middle=first_value(MIDDLE_SQL, page=PAGE_ROWS),
        article=first_value(ARTICLE_SQL, marks=30),
        articles={n: first_value(ARTICLE_SQL, marks=n) for n in (10, 400)},
        claims={
            1: first_value(CLAIM_SQL.format(order="works, 1"), pieces=1),
            60: first_value(CLAIM_SQL.format(order="works DESC, 1"), pieces=60),
        },
        language=first_value(LANGUAGE_SQL),
    )


def phrase_of_a_claim() -> str:
    """Two words as they stand side by side in some claim."""
    statement = first_value(
        "SELECT statement FROM articles_publication WHERE superseded_at IS NULL"
        " ORDER BY published_at DESC OFFSET 100 LIMIT 1"
    )
    words = [word.strip(".,;:") for word in statement.split()]
    return " ".join(words[-2:])
