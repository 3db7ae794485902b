"""Are the cue and time words marked where they stand around what is said?"""

from typing import Any

from articles.domain.anchoring.anchors import build_anchor
from articles.domain.attribution.quoting import split_quotation
from tests.unit.chains_at_hand import step

TEXT = "On Monday the gates were opened, according to the ministry, which was told so."


def appearance(*quotes: str, cue: str = "", when: str = "", text: str = TEXT) -> Any:
    spans = []
    for quote in quotes:
        start = text.index(quote)
        spans.append(vars(build_anchor(text, start, start + len(quote))))
    last = step(
        1, cue=cue, cue_start=text.index(cue) if cue else None,
        said={"words": when, "start": text.index(when)} if when else None,
    )  # fmt: skip
    return {"spans": spans, "chain": [step(0), last]}


def test_a_cue_beside_the_words_is_marked() -> None:
    pieces = split_quotation(appearance("the gates were opened", cue="according to"))

    assert [(p.text, p.said, p.cue) for p in pieces[0]] == [
        ("On Monday ", False, False),
        ("the gates were opened", True, False),
        (", ", False, False),
        ("according to", False, True),
        (" the ministry,", False, False),
        ("…", False, False),
    ]


def test_time_words_are_marked_also_within_a_cue() -> None:
    shown = appearance("the gates", cue="On Monday", when="Monday")

    (pieces,) = split_quotation(shown)

    assert [(p.text, p.cue, p.time) for p in pieces[:3]] == [
        ("On ", True, False),
        ("Monday", True, True),
        (" ", False, False),
    ]


def test_what_was_cut_off_is_told_from_where_the_text_begins_and_ends() -> None:
    long = f"It rained for the whole of the night in Sennet. {TEXT}"

    (pieces,) = split_quotation(appearance("the gates were opened", text=long))
    (whole,) = split_quotation(appearance("the ministry"))

    assert [p.text for p in pieces if not p.said] == [
        "…", "the night in Sennet. On Monday ", ", according to the ministry,", "…",
    ]  # fmt: skip
    assert [p.text for p in whole][-1] == ", which was told so."


def test_a_cue_inside_the_words_is_marked() -> None:
    (pieces,) = split_quotation(appearance(TEXT, cue="according to"))

    assert [p.text for p in pieces if p.cue] == ["according to"]
    assert "".join(p.text for p in pieces) == TEXT


def test_a_cue_far_away_marks_nothing() -> None:
    (pieces,) = split_quotation(appearance("On Monday", cue="was told"))

    assert not any(p.cue for p in pieces)


def test_half_a_cue_is_not_marked() -> None:
    """Its first word lies outside of what is shown."""
    long = f"It rained for the whole of the night. {TEXT}"
    shown = appearance("the gates were opened", cue="for the whole", text=long)

    (pieces,) = split_quotation(shown)

    assert pieces[1].text.startswith("whole of the night.")
    assert not any(p.cue for p in pieces)


def test_several_spans_show_no_surroundings() -> None:
    pieces = split_quotation(appearance("On Monday", "told so"))

    assert [[p.text for p in span] for span in pieces] == [["On Monday"], ["told so"]]


def test_a_record_from_before_cues_were_anchored_is_shown_without_them() -> None:
    shown = appearance("On Monday", cue="according to")
    shown["chain"][1]["said"] = {"words": "On Monday"}
    del shown["chain"][1]["cue_start"]

    assert not any(piece.cue or piece.time for piece in split_quotation(shown)[0])
