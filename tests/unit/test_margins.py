"""What stands in the margin beside a paragraph, and what is folded."""

import pytest

from articles.domain.text.margins import FEWEST, NOTE, SPARED, notes_in_view


@pytest.mark.parametrize(
    ("signs", "notes", "in_view"),
    [
        (20, 0, 0),
        (20, 1, 1),
        (20, 5, 5),  # to fold two would spare nothing
        (20, 6, 3),
        (600, 6, 6),
        (600, 8, 8),
        (600, 9, 6),
        (6_000, 61, 61),
        (6_000, 62, 59),
    ],
)  # fmt: skip
def test_what_does_not_fit_beside_a_paragraph_is_folded(
    signs: int, notes: int, in_view: int
) -> None:
    assert notes_in_view(signs, notes) == in_view


def test_a_fold_spares_more_room_than_it_takes() -> None:
    for signs in range(0, 3_000, 50):
        for notes in range(60):
            folded = notes - notes_in_view(signs, notes)
            assert folded == 0 or folded >= SPARED
            assert notes_in_view(signs, notes) >= min(notes, FEWEST)
            # Nothing is folded as long as it stands beside the text.
            assert folded == 0 or notes * NOTE > signs / 64 * 30
