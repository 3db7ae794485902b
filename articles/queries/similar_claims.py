"""Finds recorded claims that say what a statement says, or what is typed so far.

Looks for the statement's rare words, by PostgreSQL's own statistics of the claims, and for
the other names of the sources that it names; ranks what it finds by how much of the words'
weight both have (articles/domain/text/likeness.py). As many rows are read at a million
claims as at ten thousand.
"""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from articles.domain.text import likeness
from articles.domain.text.likeness import Overlap, Phrase, Term, Word
from articles.models import Claim
from articles.models.choices import Stage

MAX_CLAIMS_OFFERED = 5
MAX_CLAIMS_FOUND = 2_000  # rows that are read to rank them
MAX_CLAIMS_COMPARED = 100  # of these, the best by full text
MAX_TERMS = 40
# How much of the words' weight must be the same: of both statements, so that a reviewer
# is asked, and of what somebody is typing, so that a claim is offered.
MIN_TWIN_OVERLAP, MIN_TYPED_OVERLAP = 0.4, 0.45
STATISTICS_SECONDS = 300  # for so long they are kept in the process
MAX_CLAIMS_LISTED = (
    5_000  # in a collection as small, all of its words are looked through
)
MAX_NAME_WORDS = 5
MAX_NAME_SIGNS = 8  # of a script without spaces
MAX_SOURCES_OF_A_NAME = 5  # a name of more sources says nothing of who is meant

STATISTICS_SQL = """
SELECT table_.reltuples, most_common_elems::text::text[], most_common_elem_freqs
FROM pg_class table_
LEFT JOIN pg_stats stats ON schemaname = 'public' AND tablename = table_.relname
    AND attname = 'search'
WHERE table_.oid = 'public.articles_claim'::regclass
"""
WORDS_SQL = "SELECT stem, place FROM public.search_words(%s) ORDER BY place"
# The names that stand in a statement, and all names of whom they are names of.
NAMES_SQL = """
WITH said AS MATERIALIZED (
    SELECT DISTINCT words, public.name_key(words) AS plain
    FROM unnest(%(names)s::text[]) AS words
), meant AS MATERIALIZED (
    SELECT said.words, source.id, source.name FROM said
    JOIN articles_source source ON source.plain = said.plain
    UNION
    SELECT said.words, alias.source_id, alias.name FROM said
    JOIN articles_sourcealias alias ON alias.plain = said.plain
), called AS (
    SELECT meant.*, other.name AS other FROM meant CROSS JOIN LATERAL (
        SELECT name FROM articles_source WHERE id = meant.id
        UNION
        SELECT name FROM articles_sourcealias WHERE source_id = meant.id
    ) AS other
    LIMIT 500
)
SELECT called.words, called.id, called.name,
       ARRAY(SELECT stem FROM public.search_words(called.words) ORDER BY place),
       ARRAY(SELECT place FROM public.search_words(called.words) ORDER BY place),
       ARRAY(SELECT stem FROM public.search_words(called.other) ORDER BY place),
       ARRAY(SELECT place FROM public.search_words(called.other) ORDER BY place)
FROM called
"""
# Only what is left in the end is written out as text.
CLAIMS_SQL = """
SELECT id, search::text FROM (
    SELECT id, search FROM (
        SELECT id, search FROM articles_claim WHERE ({searches}) AND stage <> %s LIMIT %s
    ) AS found
    ORDER BY ts_rank(search, %s::tsquery) DESC, id LIMIT %s
) AS best
"""
VOCABULARY_SQL = """
SELECT word FROM ts_stat($$
    SELECT search FROM public.articles_claim ORDER BY id DESC LIMIT %(most)s
$$) ORDER BY ndoc DESC
"""


@dataclass(frozen=True)
class Statistics:
    """About how many claims there are, and in which part of them a word stands."""

    claims: float  # 0 where nobody has counted yet
    frequencies: Mapping[str, float]
    least: float  # of a word that is not listed, at most

    def rows(self, stem: str) -> float:
        return self.claims * self.frequencies.get(stem, self.least)


def fetch_statistics() -> Statistics:
    """The statistics of a few minutes ago, or of now."""
    return fetch_kept_statistics(
        connection.settings_dict["NAME"], int(time.monotonic() // STATISTICS_SECONDS)
    )


@lru_cache(maxsize=4)
def fetch_kept_statistics(database: str, minutes: int) -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute(STATISTICS_SQL)
        claims, words, frequencies = cursor.fetchone()
    if not words:
        return Statistics(max(claims, 0), {}, 0)
    # PostgreSQL puts the least and the greatest of them behind the others.
    return Statistics(
        claims, dict(zip(words, frequencies, strict=False)), frequencies[len(words)]
    )


def possible_duplicates(statement: str) -> list[Claim]:
    """Claims that say so much of the same that a reviewer should look before recording."""
    return rank_claims(
        read_statement_terms(statement), lambda shared: shared.both, MIN_TWIN_OVERLAP
    )


def suggested_claims(words: str) -> list[Claim]:
    """Claims that what was typed so far may be the beginning or a part of.

    Where there are none, as after a slip of the keys, by the words that it may have been.
    """
    terms = read_statement_terms(words)
    return typed_claims(terms) or typed_claims(spelt_terms(terms))


def typed_claims(terms: Sequence[Term]) -> list[Claim]:
    return rank_claims(terms, lambda shared: shared.of_first, MIN_TYPED_OVERLAP)


def rank_claims(
    terms: Sequence[Term], measure: Callable[[Overlap], float], least: float
) -> list[Claim]:
    """The claims that have most of these terms, the best first; few or none."""
    found = find_sharing_claims(terms)
    known = fetch_statistics()
    seen = count_stems(found.values())

    def rows(stem: str) -> float:
        # What is rare was looked for, so that all claims with it are among these.
        return max(known.frequencies.get(stem, 0) * known.claims, seen.get(stem, 0))

    weigh = likeness.scale(rows, max(known.claims, len(found)))
    alike = {
        pk: measure(likeness.overlap(terms, words, weigh))
        for pk, words in found.items()
    }
    best = sorted(alike, key=lambda pk: (-alike[pk], pk))[:MAX_CLAIMS_OFFERED]
    offered = [pk for pk in best if alike[pk] >= least]
    claims = Claim.objects.defer("search").in_bulk(offered)
    return [claims[pk] for pk in offered if pk in claims]


def find_sharing_claims(terms: Sequence[Term]) -> dict[int, list[Word]]:
    """The words of each claim that may be meant, by its id; withdrawn ones left out."""
    known = fetch_statistics()
    searches = likeness.choose_searches(
        terms, known.rows, known.claims, MAX_CLAIMS_FOUND
    )
    if not searches:
        return {}
    queries = write_queries(searches)
    statement = CLAIMS_SQL.format(
        searches=" OR ".join(["search @@ %s::tsquery"] * len(queries))
    )
    wanted = " | ".join(map(term_query, terms))
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [*queries, Stage.WITHDRAWN, MAX_CLAIMS_FOUND, wanted, MAX_CLAIMS_COMPARED],
        )
        return {pk: words_of_vector(vector) for pk, vector in cursor.fetchall()}


def write_queries(searches: Iterable[Sequence[Term]]) -> list[str]:
    """The tsqueries of these searches, each for one scan of the index.

    What is looked for by itself is one; of what stands together, what has the same first
    term, so that the claims of the rarest are walked through once.
    """
    single: list[str] = []
    behind: dict[str, list[str]] = defaultdict(list)
    for first, *others in searches:
        if others:
            behind[term_query(first)].append(" & ".join(map(term_query, others)))
        else:
            single.append(term_query(first))
    queries = [f"{first} & ({' | '.join(each)})" for first, each in behind.items()]
    return [*queries, *([" | ".join(single)] if single else [])]


def term_query(term: Term) -> str:
    """A tsquery for each way in which it may be said."""
    return f"({' | '.join(map(phrase_query, term.ways))})"


def phrase_query(phrase: Phrase) -> str:
    query, last = "", 0
    for stem, place in phrase:
        quoted = "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
        query += f" <{place - last}> {quoted}" if query else quoted
        last = place
    return query


VECTOR_WORD = re.compile(r"'((?:[^']|'')*)':([0-9A-D,]+)")


def words_of_vector(vector: str) -> list[Word]:
    """The words of a tsvector as PostgreSQL writes it."""
    return [
        Word(stem.replace("''", "'").replace("\\\\", "\\"), int(place))
        for stem, places in VECTOR_WORD.findall(vector)
        for place in places.split(",")
    ]


def count_stems(claims: Iterable[list[Word]]) -> Counter[str]:
    return Counter(stem for words in claims for stem in {word.stem for word in words})


# -- what a statement speaks of ----------------------------------------------------------


def read_statement_terms(statement: str) -> list[Term]:
    """The first words of a statement, and the names in it with other names for them."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS_SQL, [statement])
        words = [Word(*row) for row in cursor.fetchall()]
    return likeness.statement_terms(words, names_in(statement))[:MAX_TERMS]


def names_in(statement: str) -> dict[Phrase, list[Phrase]]:
    """The names of sources that stand in a statement, each with the other names."""
    possible = possible_names(statement)
    if not possible:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NAMES_SQL, {"names": possible})
        rows = cursor.fetchall()
    sources: dict[str, set[int]] = defaultdict(set)
    for words, source, *_ in rows:
        sources[words].add(source)
    found: dict[Phrase, list[Phrase]] = defaultdict(list)
    for words, _, name, *stems in rows:
        # "us" is not the US.
        is_meant = words.isupper() or not name.isupper()
        if is_meant and len(sources[words]) <= MAX_SOURCES_OF_A_NAME:
            mine, other = (tuple(map(Word, *each)) for each in (stems[:2], stems[2:]))
            if mine and other and other not in (mine, *found[mine]):
                found[mine].append(other)
    return found


AROUND_NAMES = " \"'“”„«»‹›()[]…,;:!?،؛؟。，、；：！？「」『』"
POSSESSIVE = re.compile(r"['\u2019]s$")
SIGNS = re.compile(f"[{likeness.FIRST_SIGN}-\u109f\u1780-\u17ff\u3005-\ud7ff]+")


def possible_names(statement: str) -> list[str]:
    """Each few words in a row that may be a name: they begin with no small letter."""
    words = [found.span() for found in re.finditer(r"\S+", statement)][:MAX_TERMS]
    found: dict[str, None] = {}
    for at, (begin, _) in enumerate(words):
        for _, end in words[at : at + MAX_NAME_WORDS]:
            name = statement[begin:end].strip(AROUND_NAMES)
            if name and not name[0].islower():
                # The full stop may be the statement's.
                forms = (name, name.rstrip("."), POSSESSIVE.sub("", name))
                found |= dict.fromkeys(forms)
    for run in SIGNS.findall(statement):
        signs = run[:MAX_TERMS]
        found |= dict.fromkeys(
            signs[begin:end]
            for begin in range(len(signs))
            for end in range(begin + 2, min(begin + MAX_NAME_SIGNS, len(signs)) + 1)
        )
    return list(found)


# -- slips of the keys ---------------------------------------------------------------


def spelt_terms(terms: Sequence[Term]) -> list[Term]:
    """The terms with each word that no claim has as the one that it may have been."""
    words = [term.ways[0][0] for term in terms if len(term.ways[0]) == 1]
    vocabulary = list_vocabulary()
    if not words or not vocabulary:
        return []
    meant = {
        word: spelling
        for word in words
        if word.stem not in vocabulary
        and (spelling := nearest_stem(word.stem, vocabulary))
    }
    if not meant:
        return []
    return [
        Term(((Word(meant[way[0]], way[0].place),),)) if way[0] in meant else term
        for term in terms
        for way in term.ways[:1]
    ]


def nearest_stem(stem: str, vocabulary: Collection[str]) -> str | None:
    """The stem that one or two slips of the keys would make of this one."""
    slips = min(2, len(stem) // 3) if len(stem) > 3 else 0
    found = process.extractOne(
        stem, vocabulary, scorer=Levenshtein.distance, score_cutoff=slips
    )
    return found[0] if found else None


def list_vocabulary() -> Collection[str]:
    """The words of a small collection; of a large one, those that are not rare."""
    known = fetch_statistics()
    if known.claims > MAX_CLAIMS_LISTED and known.frequencies:
        return known.frequencies.keys()
    with connection.cursor() as cursor:
        cursor.execute(VOCABULARY_SQL, {"most": MAX_CLAIMS_LISTED})
        return [word for (word,) in cursor.fetchall()]
