"""How alike two texts are by the threes of letters that they share.

The measure of PostgreSQL's pg_trgm, which goes by the locale of the database; this one
does not.
"""

import re

_WORD = re.compile(r"[^\W_]+")


def letter_threes(folded: str) -> frozenset[str]:
    """Each three letters in a row of each word, two spaces before it and one behind."""
    return frozenset(
        word[place : place + 3]
        for word in (f"  {found} " for found in _WORD.findall(folded))
        for place in range(len(word) - 2)
    )


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are in the whole, from 0 to 1."""
    first, second = letter_threes(one), letter_threes(other)
    return len(first & second) / max(len(first | second), 1)


def part_likeness(part: str, whole: str) -> float:
    """How much of the first folded text the second one holds, from 0 to 1."""
    wanted = letter_threes(part)
    return len(wanted & letter_threes(whole)) / max(len(wanted), 1)
