"""Does the anchoring benchmark ask only what somebody could tell?"""

from articles.domain.anchoring.anchors import TextSpan
from benchmarks.anchoring.documents import parse, surroundings
from benchmarks.anchoring.questions import adjoins

TEXT = "One is here. Two is there.\n\nThree is gone. Four is left."


def test_the_sentences_before_and_after_are_the_surroundings() -> None:
    document = parse(TEXT)
    (_, two), (three, four) = document

    assert " ".join(w.text for w in surroundings(document, two)) == (
        "One is here. Three is gone."
    )
    assert surroundings(document, four) == three
    assert surroundings(document, [*two, *three]) == [*document[0][0], *four]


def test_a_copy_adjoins_whatever_sign_is_between() -> None:
    text = "It is long. It is long! It is short."
    first, second, last = TextSpan(0, 11), TextSpan(12, 23), TextSpan(24, 36)

    assert adjoins(text, first, "It is long")
    assert adjoins(text, second, "It is long.")
    assert not adjoins(text, last, "It is short.")
