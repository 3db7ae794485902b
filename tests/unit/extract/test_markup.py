"""Are tags told from text, whatever hides in quotes, comments and scripts?"""

import pytest

from articles.ingest.extract.markup import find_tags

# fmt: off
TAGS = [
    ("<p>a</P >b", ["p", "/p"]), ("<br/><i />", ["br/", "i/"]),
    ("a < b, 1<2, <3 and <- x", []), ("<a title='>' b=\"</p>\">x", ["a"]),
    ("<a \"><p>", ["a", "p"]), ("<a b=c\"><p>", ["a", "p"]), ("<a =\">\"><p>", ["a", "p"]),
    ("<a b=/><p>", ["a", "p"]), ("<!-- <p> --><b>", ["", "b"]),
    ("<!--><b>--><i>", ["", "b", "i"]), ("<!-- --!><b>", ["", "b"]),
    ("<!-- <b>", []), ("<!doctype html><?x <p>?><b>", ["", "", "b"]),
    ("</ p><b>", ["", "b"]), ("<b", []), ("<b a='", []), ("<", []), ("</", []), ("<!", []),
    ("<script>'<p>'</script><b>", ["script", "", "/script", "b"]),
    ("<script><!--<script></script><p>--></script><b>", ["script", "", "/script", "b"]),
    ("<script><!-- </script><b>", ["script", "", "/script", "b"]),
    ("<script></scripts><p></SCRIPT\n><b>", ["script", "", "/script", "b"]),
    ("<style><p>", ["style", ""]), ("<textarea><p></textarea><b>", ["textarea", "/textarea", "b"]),
    ("<title><b></title>", ["title", "/title"]), ("<plaintext></plaintext><b>", ["plaintext"]),
]
# fmt: on


@pytest.mark.parametrize(("source", "expected"), TAGS)
def test_tags_are_found_where_the_standard_finds_them(
    source: str, expected: list[str]
) -> None:
    found = [
        f"{'/' * tag.is_closing}{tag.name}{'/' * tag.is_empty}"
        for tag in find_tags(source)
    ]

    assert found == expected
