"""Where does a paragraph of a plain text end?"""

from articles.ingest.extract import Extraction, extract


def read(text: str, filename: str = "a.txt") -> Extraction:
    return extract(text.encode(), filename)


def texts(extraction: Extraction) -> list[str]:
    return [paragraph.text for paragraph in extraction.paragraphs]


def test_blank_lines_part_paragraphs() -> None:
    assert texts(read("Title\r\n\r\none\r\ntwo\r\n \r\n\r\nthree")) == [
        "Title",
        "one\ntwo",
        "three",
    ]


def test_without_blank_lines_a_long_line_is_a_paragraph() -> None:
    long = "word " * 40

    assert len(texts(read(f"Title\n{long}\n{long}"))) == 3


def test_text_wrapped_by_hand_stays_one_paragraph() -> None:
    wrapped = "\n".join(["word " * 14] * 5)

    assert len(texts(read(wrapped))) == 1


def test_a_line_of_asterisks_is_no_paragraph() -> None:
    assert texts(read("one\n\n****\n\n— — —\n\ntwo")) == ["one", "two"]


def test_one_link_or_one_heading_does_not_make_markdown() -> None:
    assert "[note](here)" in read("He wrote [note](here) and left.").text
    assert "# 1" in read("# 1 hit\n\nSomething else.").text


def test_marks_of_markdown_in_a_txt_file_are_recognised_and_told() -> None:
    found = read("# A title\n\nSaid [Ann](https://example.org/ann).")

    assert texts(found) == ["A title", "Said Ann."]
    assert found.title == "A title"
    assert any("Markdown" in warning for warning in found.warnings)


def test_a_page_saved_as_txt_is_recognised() -> None:
    page = "\n<!DOCTYPE html><html><body><p>Only this.</p></body></html>"

    assert texts(read(page)) == ["Only this."]


def test_the_extraction_survives_a_way_through_json() -> None:
    found = read("A title\n\nBy Ann Lee\n\nSubscribe to our newsletter")

    again = Extraction.from_dict(found.as_dict())

    assert again == found
    assert [region.kind for region in again.regions] == ["banner"]
