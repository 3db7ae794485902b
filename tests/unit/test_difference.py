"""Is every word that went, came or stayed shown, and none that did not?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.anchoring.revision.difference import (
    ComparedParagraph,
    OmittedParagraphs,
    ParagraphChange,
    compare_paragraphs,
    is_complete,
    omit_unchanged,
    surviving_share,
)
from articles.domain.anchoring.revision.order import match_in_order
from articles.domain.anchoring.revision.word_difference import (
    MAX_WORD_PAIRS,
    WordChange,
    WordRun,
    compare_words,
)

SAME, REMOVED, ADDED = WordChange.SAME, WordChange.REMOVED, WordChange.ADDED

WORDS = [
    # old              new                   what is shown
    ("",               "",                   []),
    ("one two",        "one two",            [(SAME, "one two")]),
    ("one two",        "one three",          [(SAME, "one "), (REMOVED, "two"),
                                              (ADDED, "three")]),
    ("one two three",  "one three",          [(SAME, "one "), (REMOVED, "two "),
                                              (SAME, "three")]),
    ("a dog barked",   "a cat meowed",       [(SAME, "a "), (REMOVED, "dog barked"),
                                              (ADDED, "cat meowed")]),
    ("Said he.",       "Said he!",           [(SAME, "Said he"), (REMOVED, "."),
                                              (ADDED, "!")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "shown"), WORDS)
def test_words_that_changed_are_told_apart(
    old: str, new: str, shown: list[tuple[WordChange, str]]
) -> None:
    assert compare_words(old, new).pieces == tuple(WordRun(*piece) for piece in shown)


A = "The quay was closed in June, when divers found cracks."
B = "A ferry company lost one traveller in six."
C = "Its chairwoman did not answer any questions."


def kinds(old: list[str], new: list[str]) -> list[ParagraphChange]:
    return [
        block.kind for block in compare_paragraphs("\n\n".join(old), "\n\n".join(new))
    ]


PARAGRAPHS = [
    # old        new                                        what happened
    ([A, B],     [A, B],                                    "same same"),
    ([A, B],     [A.replace("June", "May"), B],             "changed same"),
    ([A, B],     [A, C, B],                                 "same added same"),
    ([A, B, C],  [A, C],                                    "same removed same"),
    ([A, B, C],  [B, C, A],                                 "moved_away same same moved_here"),
    ([A],        [C],                                       "removed added"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "happened"), PARAGRAPHS)
def test_paragraphs_stay_change_go_come_or_move(
    old: list[str], new: list[str], happened: str
) -> None:
    assert kinds(old, new) == happened.split()


def put_together(
    blocks: list[ComparedParagraph], left_out: WordChange, gone: set[ParagraphChange]
) -> str:
    return "\n\n".join(
        "".join(piece.text for piece in block.pieces if piece.op is not left_out)
        for block in blocks
        if block.kind not in gone
    )


texts = st.lists(
    st.lists(st.sampled_from(["one", "two,", "three", "“four”", "five.", "Six"]), min_size=1)
    .map(" ".join),
    min_size=1, max_size=6,
).map("\n\n".join)  # fmt: skip


@given(texts, texts)
@settings(derandomize=True, deadline=None)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    blocks = compare_paragraphs(old, new)

    assert (
        put_together(
            blocks,
            WordChange.REMOVED,
            {ParagraphChange.REMOVED, ParagraphChange.MOVED_AWAY},
        )
        == new
    )
    before = put_together(
        blocks, WordChange.ADDED, {ParagraphChange.ADDED, ParagraphChange.MOVED_HERE}
    )
    assert sorted(before.split("\n\n")) == sorted(old.split("\n\n"))


def count_words(pieces: tuple[WordRun, ...], op: WordChange) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.op is op)


def test_a_long_paragraph_is_compared_at_what_stands_once_in_both() -> None:
    words = [f"w{number}" for number in range(9000)]
    old, new = " ".join(words), " ".join([*words[:3000], "x", *words[3001:]])

    found = compare_words(old, new)

    assert (len(old.split()) * 2) ** 2 > MAX_WORD_PAIRS
    assert found.is_complete
    assert [count_words(found.pieces, op) for op in (REMOVED, ADDED)] == [1, 1]


def test_what_is_too_long_to_compare_is_said_to_be_and_nothing_is_lost() -> None:
    old, new = "a b " * 3000, "b c a " * 3000

    found = compare_words(old, new)
    (block,) = compare_paragraphs(old, new)

    assert not found.is_complete
    assert not is_complete([block])
    assert put_together([block], WordChange.REMOVED, set()) == new
    assert put_together([block], WordChange.ADDED, set()) == old


@given(texts, texts)
@settings(derandomize=True, deadline=None)
def test_long_texts_too_can_be_put_together_again(old: str, new: str) -> None:
    matched = match_in_order(list(old), list(new), 0)

    for text, side in ((old, "old"), (new, "new")):
        assert "".join(text[getattr(step, side)] for step in matched.steps) == text
    for step in matched.steps:
        assert step.is_same == (old[step.old] == new[step.new])


def test_what_did_not_change_is_left_out_and_counted() -> None:
    old = [f"Paragraph number {n}" for n in range(9)]
    new = [*old[:4], "Something quite different", *old[5:]]

    blocks = omit_unchanged(compare_paragraphs("\n\n".join(old), "\n\n".join(new)))

    assert blocks[0] == OmittedParagraphs(3)
    assert blocks[-1] == OmittedParagraphs(3)
    assert [block.kind for block in blocks[1:-1] if isinstance(block, ComparedParagraph)] == [
        ParagraphChange.SAME, ParagraphChange.REMOVED, ParagraphChange.ADDED, ParagraphChange.SAME,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [([A, B], [A, B], 1.0), ([A, B], [B, A], 1.0), ([A], [C], 0.0), ([A, A], [A], 0.5)],
)
def test_how_much_was_kept(old: list[str], new: list[str], share: float) -> None:
    assert (
        surviving_share(compare_paragraphs("\n\n".join(old), "\n\n".join(new))) == share
    )
