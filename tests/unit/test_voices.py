"""Whose voice is each part of a text, and do the shares tell it?"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from articles.domain.attribution import voices
from articles.domain.attribution.voices import (
    APART,
    AUTHOR,
    EDITOR,
    OWN,
    QUOTED,
    VoiceSegment,
    VoiceSpan,
    count_words,
    find_voice_spans,
    measure_shares,
    shares_in_words,
    split_by_voice,
    unclear_percent,
)
from articles.domain.text.tokenization import COUNTED_WORDS, list_words
from tests.unit.chains_at_hand import chain_of, step

TEXT = "One two three four five six seven eight nine ten"


def held(words: str, voice: str, level: int = 0, **more: Any) -> VoiceSpan:
    start = TEXT.index(words)
    return VoiceSpan(start, start + len(words), voice, level, **more)


def runs(found: list[VoiceSegment]) -> list[tuple[str, str, int]]:
    return [(TEXT[s.start : s.end], s.voice, s.level) for s in found]


def test_the_innermost_voice_counts_where_appearances_overlap() -> None:
    found = split_by_voice(
        len(TEXT),
        [
            held("two three four five", AUTHOR),
            held("three four", QUOTED, 1),
            held("four five six", QUOTED, 2),
        ],
    )

    assert runs(found) == [
        ("One ", OWN, 0), ("two ", AUTHOR, 0), ("three ", QUOTED, 1),
        ("four five six", QUOTED, 2), (" seven eight nine ten", OWN, 0),
    ]  # fmt: skip


def test_what_is_not_part_of_the_article_is_nobodys_claim() -> None:
    found = split_by_voice(
        len(TEXT), [held("nine ten", APART, above=True), held("ten", QUOTED, 3)]
    )

    assert runs(found)[-1] == ("nine ten", APART, 0)


def test_a_text_without_claims_is_the_articles_own() -> None:
    assert runs(split_by_voice(len(TEXT), [])) == [(TEXT, OWN, 0)]
    assert split_by_voice(0, []) == []


def appearance(chain: list[Any]) -> Any:
    return {"chain": chain, "spans": [{"start": 0, "end": 3}]}


def test_who_speaks_first_and_wrote_nothing_of_it_is_an_editor() -> None:
    ann, bo, both = chain_of("Ann"), chain_of("Bo"), chain_of("Bo", "Cy")
    said = [appearance(chain) for chain in (ann, bo, both)]

    assert [v.voice for v in find_voice_spans(said, ["ann"])] == [
        AUTHOR,
        EDITOR,
        QUOTED,
    ]
    assert [v.voice for v in find_voice_spans(said, [])] == [AUTHOR, AUTHOR, QUOTED]


def test_voices_that_say_it_together_are_all_named() -> None:
    chain = [step(0, "Ann"), step(1, "Bo"), step(1, "Cy", unclear=True)]

    assert find_voice_spans([appearance(chain)], ["ann"]) == [
        VoiceSpan(0, 3, QUOTED, 1, ("Bo", "Cy"), True)
    ]


def test_shares_count_letters_and_words_without_what_is_apart() -> None:
    found = split_by_voice(
        len(TEXT),
        [held("One two", AUTHOR), held("four", QUOTED, 1, sources=("Bo",)),
         held("nine ten", APART, above=True)],
    )  # fmt: skip
    shares = measure_shares(TEXT, found)
    count_words(TEXT, found, shares)
    spread = {share.voice: share for share in shares}

    assert {v: (s.characters, s.words) for v, s in spread.items()} == {
        OWN: (5 + 4 + 3 + 5 + 5, 5), AUTHOR: (6, 2), QUOTED: (4, 1), APART: (7, 2),
    }  # fmt: skip
    assert {v: s.percent for v, s in spread.items()} == {
        OWN: 69, AUTHOR: 19, QUOTED: 12, APART: 0
    }  # fmt: skip
    assert spread[QUOTED].sources == {"Bo": 4}
    assert shares_in_words(list(spread.values())) == (
        "About 19 % of the text is in the author’s voice, 12 % in the voices of those"
        " quoted by the article and 69 % is the article’s own text, in which no claim"
        " is marked."
    )


def test_what_is_unclear_is_said_with_its_share() -> None:
    found = split_by_voice(
        len(TEXT), [held("One two three four", AUTHOR, unclear=True)]
    )
    percent = unclear_percent(TEXT, found)

    assert percent == round(100 * 15 / 39)
    assert shares_in_words(measure_shares(TEXT, found), percent).endswith(
        "; of 38 % it is unclear whose words they are."
    )


def test_each_level_has_a_sign_besides_its_colour() -> None:
    signs = [
        voices.voice_sign(*v)
        for v in ((AUTHOR, 0), (EDITOR, 0), (QUOTED, 1), (QUOTED, 4))
    ]

    assert signs == ["A", "E", "1", "4"]


some = st.builds(
    lambda start, length, voice, level, above: VoiceSpan(
        start, start + length, voice, level if voice == QUOTED else 0, above=above
    ),
    st.integers(0, 60), st.integers(0, 30), st.sampled_from([AUTHOR, EDITOR, QUOTED, APART]),
    st.integers(1, 4), st.booleans(),
)  # fmt: skip


@given(st.text("ab c’\n", max_size=60), st.lists(some, max_size=12))
def test_every_sign_has_one_voice_the_innermost(
    text: str, given: list[VoiceSpan]
) -> None:
    found = split_by_voice(len(text), given)
    spread = measure_shares(text, found)
    count_words(text, found, spread)
    proper = [share for share in spread if share.voice != APART]

    assert "".join(text[s.start : s.end] for s in found) == text
    for segment in found:
        for at in range(segment.start, segment.end):
            over = [v for v in given if v.start <= at < v.end]
            best = max((voices.stacking_rank(v) for v in over), default=None)
            top = next((v for v in over if voices.stacking_rank(v) == best), None)
            assert (segment.voice, segment.level) == (
                (top.voice, top.level) if top else (OWN, 0)
            )
    assert sum(s.characters for s in spread) == sum(not s.isspace() for s in text)
    assert sum(s.words for s in spread) <= len(list_words(text, COUNTED_WORDS))
    assert sum(s.percent for s in proper) == (100 if proper else 0)
