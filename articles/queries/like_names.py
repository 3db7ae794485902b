"""Sources that somebody may have meant who slipped while typing a name.

Only the names of sources that readers see are in the index that is asked.
"""

from collections import defaultdict
from collections.abc import Sequence

from articles.models.choices import ANY_ROLE
from articles.queries.public_index.contents import PublicIndex

MOST_LIKE = 5
TELLING = 5  # letters of a word that names somebody even where others do not fit
# A word that so many names have tells nobody apart; it only orders those found by others.
COMMON = 1_000
MOST_CANDIDATES = 200
MOST_WORDS = 4  # that are looked for, the first ones: each takes its time


def find_like_names(
    index: PublicIndex, words: Sequence[str], limit: int = MOST_LIKE
) -> list[int]:
    """The ids of sources with names spelled nearly so, the likeliest first.

    `words`: as keys of names. Each of them fits, or a long one does.
    """
    fitting = {
        word: index.sources.spelled_like(word)
        for word in [*dict.fromkeys(words)][:MOST_WORDS]
    }
    telling = {
        row
        for word, rows in fitting.items()
        if len(rows) <= COMMON and len(word) >= TELLING
        for row in rows
    }
    in_all = set.intersection(*map(set, fitting.values())) if fitting else set()
    candidates = telling | in_all
    letters: dict[int, int] = defaultdict(int)
    for word, rows in fitting.items():
        for row in candidates & rows.keys():
            letters[row] += len(word) - rows[row]
    best = sorted(candidates, key=lambda row: (-letters[row], row))[:MOST_CANDIDATES]
    claims = {row: len(index.of_source(row, ANY_ROLE)) for row in best}
    return sorted(best, key=lambda row: (-letters[row], -claims[row], row))[:limit]
