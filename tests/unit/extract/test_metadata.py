"""What do the first and last lines of an article say about it?"""

import pytest

from articles.ingest.extract import extract
from articles.ingest.extract.bylines import byline_names
from articles.ingest.extract.date_recognition import date_from_field, find_dates
from articles.ingest.extract.language import guess_language

# fmt: off
DATES = [
    ("June 20, 2017", "2017-06-20"), ("20 June 2017", "2017-06-20"),
    ("Sept. 3rd, 2017", "2017-09-03"), ("the 1st of May 2017", "2017-05-01"),
    ("2017-06-20T10:00Z", "2017-06-20"), ("June 2017", "2017-06"),
    ("2017-06", "2017-06"), ("2017", "2017"), ("20. März 2017", "2017-03-20"),
    ("20 de junio de 2017", "2017-06-20"), ("1er août 2017", "2017-08-01"),
    ("20.06.2017", "2017-06-20"), ("5. 6. 2017", "2017-06-05"), ("2017/06/20", "2017-06-20"),
    ("20/06/2017", "2017-06-20"), ("06/20/2017", "2017-06-20"), ("5/6/2017", ""),
    ("20-Jun-2017", "2017-06-20"), ("20 июня 2017", "2017-06-20"),
    ("20 يونيو 2017", "2017-06-20"), ("٢٠ حزيران ٢٠١٧", "2017-06-20"),
    ("2 كانون الثاني/يناير 2017", "2017-01-02"), ("2017年6月20日", "2017-06-20"),
    ("31 February 2018", ""), ("version 1.20.06.2017", ""),
    ("February 30, 2017", ""), ("2017-13-01", ""), ("12345", ""), ("on Monday", ""),
]
BYLINES = [
    ("By Ann Lee", ("Ann Lee",)), ("by: Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
    ("Written by Ann van der Lee, Bo Ek & Cy Orr", ("Ann van der Lee", "Bo Ek", "Cy Orr")),
    ("By Ann Lee | June 20, 2017", ("Ann Lee",)), ("Par Ann Lee", ("Ann Lee",)),
    ("By Ann Lee in Paris", ("Ann Lee",)), ("بقلم: ليلى حداد", ("ليلى حداد",)),
    ("By the end of the year it was over", ()), ("By and by he came to see it", ()),
    ("By Ann Lee, The Post, 4 May 2021", ("Ann Lee",)), ("By The Post", ("The Post",)),
    ("By Ann Lee and Bo Ek, Radio Velmar", ("Ann Lee", "Bo Ek")),
    ("By Ann Lee, Bo Press-Ek", ("Ann Lee", "Bo Press-Ek")),
    ("By Omar al-Rashid and Jeanne d’Arc", ("Omar al-Rashid", "Jeanne d’Arc")),
    ("By a half-Open door", ()), ("Bypass opened", ()), ("The report by Ann Lee", ()),
]
DATELINES = [
    ('June 20, 2017 "The Post" - It began', "2017-06-20", "The Post"),
    ("The Post, August 18, 2018", "2018-08-18", "The Post"),
    ("Published: 4 March 2021", "2021-03-04", ""),
    ("2021-03-04 (The Post)", "2021-03-04", "The Post"),
    ("PARIS, March 4, 2021 (Agency) - It began today and goes on", "2021-03-04", "Agency"),
    ("LONDON (Agency) — It began", "", "Agency"),
    ("By Ann Lee, 4 March 2021", "2021-03-04", ""),
    ("By Ann Lee, Radio Velmar, 4 March 2021", "2021-03-04", "Radio Velmar"),
    ("Thursday, 4 March 2021", "2021-03-04", ""), ("Thu, 04 Mar 2021", "2021-03-04", ""),
    ("Publié le jeudi 4 mars 2021", "2021-03-04", ""), ("الخميس 4 مارس 2021", "2021-03-04", ""),
    ("The Post, Thursday, 4 March 2021", "2021-03-04", "The Post"),
    ("Mail on Sunday, 4 March 2021", "2021-03-04", "Mail on Sunday"),
    ("https://x.org/2021/03/04/dam", "", ""),
    ("He was there on 4 March 2021, and she", "", ""),
    ("The minister resigned on 4 March 2021.", "", ""),
]
LANGUAGES = [
    ("The minister said that the dam of the town was opened for the first time.", "en"),
    ("Le ministre a dit que la digue de la ville est ouverte pour la première fois", "fr"),
    ("Der Minister sagte, dass der Damm der Stadt für das Dorf nicht sicher ist", "de"),
    ("El ministro dijo que la presa de la ciudad se abrió por primera vez en el año", "es"),
    ("قال الوزير إن السد فتح يوم الاثنين", "ar"), ("وزیر گفت که سد پس از ده سال باز شد", "fa"),
    ("השר אמר כי הסכר נפתח ביום שני", "he"), ("Министр сказал, что плотина открыты", "ru"),
    ("大臣は月曜日にダムが開いたと言った。これは初めてのことである", "ja"),
    ("", ""), ("Ok.", ""), ("1234 5678", ""), ("Zxq vbn mlk jhg", ""),
]
# fmt: on


@pytest.mark.parametrize(("words", "date"), DATES)
def test_dates_are_as_precise_as_their_words(words: str, date: str) -> None:
    assert date_from_field(words) == date


def test_a_date_says_where_it_stands() -> None:
    words = "from May 2016 to 3 June 2017"

    found = [(date.written, words[date.start : date.end]) for date in find_dates(words)]

    assert found == [("2016-05", "May 2016"), ("2017-06-03", "3 June 2017")]


@pytest.mark.parametrize(("line", "names"), BYLINES)
def test_a_byline_is_told_from_a_sentence(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


@pytest.mark.parametrize(("line", "published", "outlet"), DATELINES)
def test_a_dateline_is_told_from_a_sentence(
    line: str, published: str, outlet: str
) -> None:
    found = extract(f"A title\n\n{line}\n\nMore words.".encode(), "a.txt")

    assert (found.published, found.outlet) == (published, outlet)


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_languages_are_told_apart_or_left_open(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A dam was opened\n\nIt was.", "A dam was opened"),
        ("A dam was opened. Nobody knew.\n\nIt was.", ""),
        ("By Ann Lee\n\nIt was.", ""),
        ("4 March 2021\n\nIt was.", ""),
        ("https://example.org/dam\n\nIt was.", ""),
        (
            "Subscribe to our newsletter\n\nA dam was opened\n\nText.",
            "A dam was opened",
        ),
        ("word " * 60, ""),
    ],
)
def test_the_first_line_is_the_title_if_it_reads_like_one(
    text: str, title: str
) -> None:
    assert extract(text.encode(), "a.txt").title == title


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/dam\n\nText.", "https://example.org/dam"),
        ("A title\n\nSource: https://example.org/dam", "https://example.org/dam"),
        ("A title\n\nText https://example.org/dam goes on.", ""),
        ("A title\n\nText.\n\nhttps://example.org/book", ""),
    ],
)
def test_only_an_address_given_as_its_own_is_proposed(text: str, address: str) -> None:
    assert extract(text.encode(), "a.txt").address == address
