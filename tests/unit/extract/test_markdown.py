"""What is left of Markdown when its marks are taken away?"""

import pytest

from articles.ingest.extract import ExtractionError, extract

# fmt: off
CASES = [
    ("# A *b* `c`\n\ntext", ["A b c", "text"]),
    ("Title\n=====\n\nSub\n---", ["Title", "Sub"]),
    ("one\ntwo", ["one two"]),
    ("one  \ntwo\\\nthree", ["one\ntwo\nthree"]),
    ("[Ann](https://example.org) and <https://example.org/x>",
     ["Ann and https://example.org/x"]),
    ("![a dam](dam.png)", ["a dam"]),
    ("one\n\n\\*\\*\\*\\*\n\n***\n\ntwo", ["one", "two"]),
    ("- one\n- two\n\n  more\n- three", ["one", "two", "more", "three"]),
    ("3. one\n4. two", ["3. one", "4. two"]),
    ("| a | b |\n|---|---|\n| c | d |", ["a | b", "c | d"]),
    ("> quote\n>\n> > inner", ["quote", "inner"]),
    ("```\nx\n\ny\n```", ["x", "y"]),
    ("~~gone~~ *here* &amp; \\# 1", ["here & # 1"]),
    ("*\"cut\n\nin two\"*", ["*\"cut", "in two\"*"]),
    ("a <b>bold</b><br>word", ["a bold\nword"]),
    ("a <script>alert(1)</script>word", ["a word"]),
    ("<div onclick=\"x()\">in <i>a</i> block<p>next</div>", ["in a block", "next"]),
    ("<style>p {}</style>\n\n<!-- said\nnothing -->\n\ntext", ["text"]),
    ("<script>\nalert(1)\n\nalert(2)\n</script>\n\ntext", ["text"]),
    ("قال **الوزير** إن", ["قال الوزير إن"]),
]
# fmt: on


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_marks_are_taken_away(source: str, expected: list[str]) -> None:
    found = extract(source.encode(), "a.md")

    assert [paragraph.text for paragraph in found.paragraphs] == expected


def test_fields_before_the_text_say_what_they_say() -> None:
    source = """---
title: "A dam was opened"
authors:
  - Ann Lee
  - Bo Ek
date: 2021-03-04
source: https://example.org/dam
publisher: The Example Post
lang: en-GB
---

# A dam

Text.
"""
    found = extract(source.encode(), "a.md")

    assert found.text == "A dam\n\nText."
    assert found.title == "A dam was opened"
    assert found.authors == ("Ann Lee", "Bo Ek")
    assert found.published == "2021-03-04"
    assert found.address == "https://example.org/dam"
    assert found.outlet == "The Example Post"
    assert found.language == "en"


def test_a_rule_at_the_top_is_no_block_of_fields() -> None:
    assert (
        extract(b"---\n\nSaid: this\n\n---\n\nend", "a.md").text == "Said: this\n\nend"
    )


def test_the_address_behind_the_original_source_is_proposed() -> None:
    source = "# T\n\ntext\n\nThe original source of this article is [The Post](https://x.org/1)"

    found = extract(source.encode(), "a.md")

    assert (found.outlet, found.address) == ("The Post", "https://x.org/1")


@pytest.mark.parametrize("mark", ["> ", "- ", ">"])
def test_nesting_that_would_lose_words_is_refused(mark: str) -> None:
    with pytest.raises(ExtractionError, match="nested too deeply"):
        extract((mark * 100 + "words").encode(), "a.md")


def test_reasonable_nesting_loses_nothing() -> None:
    assert extract(b"> " * 12 + b"words", "a.md").text == "words"
