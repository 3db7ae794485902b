"""Are the cue words marked where they stand around what is said?"""

from typing import Any

from articles.anchoring import describe
from articles.attribution.quoting import quoted
from tests.unit.chains_at_hand import step

TEXT = "On Monday the gates were opened, according to the ministry, which was told so."


def appearance(*quotes: str, cue: str = "", cue_start: int | None = None) -> Any:
    spans = []
    for quote in quotes:
        start = TEXT.index(quote)
        spans.append(vars(describe(TEXT, start, start + len(quote))))
    if cue and cue_start is None:
        cue_start = TEXT.index(cue)
    return {"spans": spans, "chain": [step(0), step(1, cue=cue, cue_start=cue_start)]}


def test_a_cue_beside_the_words_is_marked() -> None:
    pieces = quoted(appearance("the gates were opened", cue="according to"))

    assert [(p.text, p.said, p.cue) for p in pieces[0]] == [
        ("Monday ", False, False),
        ("the gates were opened", True, False),
        (", ", False, False),
        ("according to", False, True),
        (" the ministry,", False, False),
    ]


def test_a_cue_inside_the_words_is_marked() -> None:
    (pieces,) = quoted(appearance(TEXT, cue="according to"))

    assert [p.text for p in pieces if p.cue] == ["according to"]
    assert "".join(p.text for p in pieces) == TEXT


def test_a_cue_far_away_marks_nothing() -> None:
    (pieces,) = quoted(appearance("On Monday", cue="was told"))

    assert not any(p.cue for p in pieces)


def test_half_a_cue_is_not_marked() -> None:
    """Its first word lies outside of what is shown."""
    (pieces,) = quoted(appearance("the gates were opened", cue="On Monday"))

    assert pieces[0].text == "Monday "
    assert not any(p.cue for p in pieces)


def test_several_spans_show_no_surroundings() -> None:
    pieces = quoted(appearance("On Monday", "told so"))

    assert [[p.text for p in span] for span in pieces] == [["On Monday"], ["told so"]]


def test_a_record_from_before_cues_were_anchored_is_shown_without_them() -> None:
    shown = appearance("On Monday", cue="according to")
    del shown["chain"][1]["cue_start"]

    assert not any(piece.cue for piece in quoted(shown)[0])
