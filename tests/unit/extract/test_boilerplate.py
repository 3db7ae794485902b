"""Which paragraphs are proposed as not part of the article?"""

import pytest

from articles.ingest.extract.boilerplate import propose_regions
from articles.ingest.extract.parsed_document import TextBlock

STORY = "The minister said that the dam was opened for the first time."
LONG = f"{STORY} Readers of her newsletter learned it first, she said. " * 4

# fmt: off
CASES = [
    (STORY, ""), (LONG, ""),
    ("Subscribe to our newsletter", "banner"), ("Please donate today!", "banner"),
    ("Copyright © 2021 The Post", "boilerplate"), ("All rights reserved.", "boilerplate"),
    ("Tags: dams, water", "boilerplate"), ("Read more: Dams of old", "boilerplate"),
    ("For media inquiries: press@example.org", "contact"),
    ("Disclaimer: " + "nobody is liable. " * 40, "boilerplate"),
    ("The court ruled on copyright law.", ""),
    ("The views expressed by the general were repeated.", ""),
]
AT_THE_END = [
    ("Ann Lee may be reached at ann@example.org.", "contact"),
    ("Visit her website.", "contact"), ("ann@example.org", "contact"),
    ("www.example.org/a https://example.org/b", "contact"),
    ("Her latest book is about dams.", "boilerplate"),
    ("The village can only be reached by boat.", ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_a_paragraph_is_judged_by_its_words_and_its_length(
    text: str, kind: str
) -> None:
    assert (
        propose_regions([TextBlock(STORY), TextBlock(text), TextBlock(STORY)])[1]
        == kind
    )


@pytest.mark.parametrize(("text", "kind"), AT_THE_END)
def test_some_notes_are_only_recognised_at_the_end(text: str, kind: str) -> None:
    story = [TextBlock(STORY)] * 9

    assert propose_regions([*story, TextBlock(text)])[-1] == kind
    assert propose_regions([story[0], TextBlock(text), *story])[1] == ""


def test_an_address_goes_with_the_note_before_it() -> None:
    notes = ["About the author:", "https://example.org/ann"]

    kinds = propose_regions([TextBlock(text) for text in [STORY] * 5 + notes])

    assert kinds[-2:] == ["boilerplate", "boilerplate"]
