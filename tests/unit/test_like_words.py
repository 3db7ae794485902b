"""Is a word found that somebody may have meant, and no other?"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.domain.faceting import Texts, count_slips_allowed
from articles.domain.faceting.like_words import count_slips

SLIPS = [
    # typed          stands there     is it a slip
    ("lendmann",     "lendman",       True),   # one letter too many
    ("lendmn",       "lendman",       True),   # one missing
    ("lemdman",      "lendman",       True),   # another one
    ("lednman",      "lendman",       True),   # two exchanged
    ("elndman",      "lendman",       True),
    ("lendmna",      "lendman",       True),
    ("lemdmen",      "lendman",       False),  # two in a short word
    ("halverssson",  "halverson",     True),   # two in a long one
    ("halvarsen",    "halverson",     True),
    ("xalversox",    "halverson",     False),  # at both ends
    ("news",         "news",          True),
    ("nwes",         "news",          True),
    ("bbc",          "bbb",           False),  # a short word is another word
    ("bbc",          "bbc",           True),
    ("чуйка",        "чуйко",         True),
    ("المنارة",      "المنار",        True),
    ("رام",          "شام",           False),
    ("ministry",     "minister",      True),
    ("minister",     "mobster",       False),
    ("river",        "gates",         False),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name", "is_slip"), SLIPS)
def test_a_slip_is_found_in_any_word_of_any_text(
    typed: str, name: str, is_slip: bool
) -> None:
    most = count_slips_allowed(typed)
    built = Texts([(1, ["radio velmar", f"the {name} of"]), (2, ["zzzz"])])
    added = Texts([(2, ["zzzz"])])
    added.put(1, ["radio velmar", f"the {name} of"])

    for texts in (built, added):
        assert set(texts.spelled_like(typed, most)) == ({1} if is_slip else set())


WORDS = st.text("abcé ش", min_size=0, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=3)


@example("abcabc", 1, {1: ["abcab"], 2: ["a bcabc"], 3: ["ab cacb", "abcabc"]}, {1}, {})
@given(
    WORDS.filter(lambda word: word and " " not in word),
    st.integers(0, 2),
    st.dictionaries(st.integers(0, 9), TEXTS, max_size=9),
    st.sets(st.integers(0, 9), max_size=3),
    st.dictionaries(st.integers(10, 19), TEXTS, max_size=3),
)
def test_what_is_found_is_what_comparing_every_word_finds(
    typed: str,
    most: int,
    built: dict[int, list[str]],
    removed: set[int],
    added: dict[int, list[str]],
) -> None:
    texts = Texts(built.items())
    for row in removed:
        texts.remove(row)
    for row, names in added.items():
        texts.put(row, names)

    every = {row: names for row, names in built.items() if row not in removed} | added
    slips = {
        row: min(count_slips(typed, word, most) for word in " ".join(names).split(" "))
        for row, names in every.items()
    }
    expected = {row: number for row, number in slips.items() if number <= most}
    assert texts.spelled_like(typed, most) == expected
