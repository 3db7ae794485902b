"""What do the first and last lines of an article say about it?"""

import pytest

from articles.ingest.extract import extract
from articles.ingest.extract.author_names import split_names
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
    ("03/09/2024", ""), ("3/9/24", ""), ("03-09-2024", ""), ("03.09.2024", "2024-09-03"),
    ("2024-05", "2024-05"), ("2019-11", "2019-11"), ("20240503", "2024-05-03"),
    ("20240503T101500Z", "2024-05-03"), ("2024-05-03T23:30:00-05:00", "2024-05-03"),
    ("Fri May 03 10:15:00 UTC 2024", "2024-05-03"), ("3–5 May 2024", ""), ("3-5 May 2024", ""),
    ("3 de maio de 2024", "2024-05-03"), ("3 maggio 2024", "2024-05-03"),
    ("3 Mayıs 2024", "2024-05-03"), ("3 KASIM 2024", "2024-11-03"), ("3 EKİM 2024", "2024-10-03"),
    ("3 травня 2024", "2024-05-03"), ("3 maja 2024", "2024-05-03"), ("3 במאי 2024", "2024-05-03"),
    ("2024년 5월 3일", "2024-05-03"), ("2024. 5. 3.", "2024-05-03"), ("2024年5月", "2024-05"),
    ("２０２４年５月３日", "2024-05-03"), ("3 février 2024", "2024-02-03"),
    # Of other calendars: Hijri, Persian, Buddhist, Japanese.
    ("24 شوال 1445 هـ", ""), ("۱۴ اردیبهشت ۱۴۰۳", ""), ("1403/02/14", ""),
    ("3 พฤษภาคม 2567", ""), ("3/5/2567", ""), ("令和6年5月3日", ""), ("5784", ""),
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
    ("بقلم ليلى وديع", ("ليلى وديع",)), ("بقلم نور وسام حداد", ("نور وسام حداد",)),
    ("بقلم: ليلى حداد وسامي خوري", ("ليلى حداد", "سامي خوري")),
    ("بقلم ليلى حداد ووليد خوري", ("ليلى حداد", "وليد خوري")),
    ("بقلم وزارة المياه والأراضي", ("وزارة المياه والأراضي",)),
    ("By Juan Arce, Jr., Ouse Post Staff", ("Juan Arce, Jr.",)),
    ("By Juan Arce, Jr. and Ann Lee", ("Juan Arce, Jr.", "Ann Lee")),
    ("By John Orr III", ("John Orr III",)), ("By Ann Lee, PhD, and Bo Ek, MD", ("Ann Lee", "Bo Ek")),
    ("By Ana Lind Published May 3, 2024", ("Ana Lind",)),
    ("By Ana Lind, Updated 3 May 2024", ("Ana Lind",)),
    ("By Aad in ’t Veld", ("Aad in ’t Veld",)), ("By Sean O’Neil", ("Sean O’Neil",)),
    ("By Ana de la Vega, Environment Correspondent", ("Ana de la Vega",)),
    ("By Ana Lind Staff Writer", ("Ana Lind",)), ("By Staff Reporter", ()),
    ("Von Ann Lee, dpa", ("Ann Lee",)), ("By Friday", ()), ("By Land and Sea", ()),
    ("Por Fin", ()), ("By: Friday", ("Friday",)),
    ("By AFP", ("AFP",)), ("By Ann Lee, AFP", ("Ann Lee",)),
    ("By Ministry of Water and Land", ("Ministry of Water and Land",)),
    ("By Omar bin Salih and Abu Nur", ("Omar bin Salih", "Abu Nur")),
    ("Reporting by Ann Lee in Paris and Bo Ek in Rome; editing by Cy Orr", ("Ann Lee", "Bo Ek")),
    ("By Ann Lee (ann@post.example)", ("Ann Lee",)), ("By Ann Lee @annlee", ("Ann Lee",)),
    ("Von Ann Lee und Bo Ek", ("Ann Lee", "Bo Ek")), ("Von der Leine kommt Wasser", ()),
    ("Por Ana Ruiz y Luis Vega", ("Ana Ruiz", "Luis Vega")), ("Por el río", ()),
    ("Текст: Анна Линд и Иван Оров", ("Анна Линд", "Иван Оров")),
    ("文/王小明", ("王小明",)), ("記者王小明／台北報導", ("王小明",)), ("王小明记者", ("王小明",)),
    ("By a half-Open door", ()), ("Bypass opened", ()), ("The report by Ann Lee", ()),
]
AUTHORS = [
    ("Society for Water and Soil", ("Society for Water and Soil",)),
    ("Ann Lee, with additional reporting by Bo Ek", ("Ann Lee",)),
    ("Ann Lee Jr.", ("Ann Lee Jr.",)), ("Juan Arce Jr, Ouse Post Staff", ("Juan Arce Jr",)),
    ("Ann Lee, Ph.D., M.P.H.", ("Ann Lee",)), ("Ann Lee &amp; Bo Ek", ("Ann Lee", "Bo Ek")),
    ("Ann Lee with Bo Ek", ("Ann Lee", "Bo Ek")), ("Ann Lee is a reporter in Paris", ("Ann Lee",)),
    ("Words: Ann Lee Pictures: Bo Ek", ("Ann Lee",)),
    ("Marta Ortega y Ruiz", ("Marta Ortega y Ruiz",)), ("Jordi Puig i Vila", ("Jordi Puig i Vila",)),
    ("Ana Ruiz y Marta Ortega y Ruiz", ("Ana Ruiz", "Marta Ortega y Ruiz")),
    ("Ministry of Water and Land", ("Ministry of Water and Land",)),
    ("Department of Health and Human Services, Ann Lee", ("Department of Health and Human Services", "Ann Lee")),
    ("Ann Lee and Ministry of Water and Land", ("Ann Lee", "Ministry of Water and Land")),
    ("Food and Water Agency", ("Food and Water Agency",)), ("Orr & Sons", ("Orr & Sons",)),
    ("Bundesministerium für Umwelt und Wasser", ("Bundesministerium für Umwelt und Wasser",)),
    ("Ministère de l’Eau et des Forêts", ("Ministère de l’Eau et des Forêts",)),
    ("علی رضایی و مریم احمدی", ("علی رضایی", "مریم احمدی")),
    ("Ann Lee; Bo Ek", ("Ann Lee", "Bo Ek")), ("Ann Lee, Bo Ek, and Cy Orr", ("Ann Lee", "Bo Ek", "Cy Orr")),
    ("Lee, Ann", ("Lee, Ann",)), ("Von Trapp", ("Von Trapp",)), ("Jane E. Doe", ("Jane E. Doe",)),
    ("Ann (A.L.) Lee", ("Ann (A.L.) Lee",)), ("Ouse Post Staff", ()), ("admin", ()),
    ("https://post.example/people/ann", ()), ("ann@post.example", ()), ("", ()), (" ,; ", ()),
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
    ("Published 10:15 4 March 2021", "2021-03-04", ""),
    ("Пятница, 4 марта 2021, 10:15", "2021-03-04", ""), ("发布时间：2021-03-04", "2021-03-04", ""),
    ("الخميس 20 رجب 1442 هـ - 4 مارس 2021", "2021-03-04", ""), ("LONDON, 4 March 2021", "2021-03-04", ""),
    ("来源：河谷日报 2021-03-04", "2021-03-04", "河谷日报"), ("Ouse Zeitung, 4. März 2021", "2021-03-04", "Ouse Zeitung"),
    ("4 March 2021 (3 min read)", "2021-03-04", ""), ("March 4, 2021: what we know", "", ""),
    ("The law of (4 March 2021)", "", ""), ("The law of 4 March 2021", "", ""),
    ("Copyright 4 March 2021", "", ""), ("Retrieved 4 March 2021", "", ""),
    ("4 March 2021 was the day of the flood", "", ""),
    ("https://x.org/2021/03/04/dam", "", ""),
    ("He was there on 4 March 2021, and she", "", ""),
    ("The minister resigned on 4 March 2021.", "", ""),
]
PUBLISHED_AND_UPDATED = [
    ("Updated May 9, 2024 | Published May 3, 2024", "2024-05-03"),
    ("Published 3 May 2024 Updated 6 May 2024", "2024-05-03"),
    ("3 May 2024 (updated 6 May 2024)", "2024-05-03"),
    ("on May 3, 2024 at 10:15 AM, updated May 6, 2024", "2024-05-03"),
    ("Veröffentlicht am 03.05.2024, zuletzt aktualisiert am 06.05.2024", "2024-05-03"),
    ("2024年5月3日 公開 2024年5月6日 更新", "2024-05-03"), ("2024年5月6日 更新", ""),
    ("Published\n3 May 2024", "2024-05-03"), ("Last updated\n6 May 2024", ""),
    ("6 May 2024\nPublished: 3 May 2024", "2024-05-03"),
    ("Published by Ann Lee on 3 May 2024", "2024-05-03"),
    ("Article published on 3 May 2024", "2024-05-03"),
    ("Correction, 6 May 2024", ""),
    ("This article was last updated 6 May 2024", ""),
    ("First published on Fri 3 May 2024 10.15 BST", "2024-05-03"),
    ("Published 6:00 AM ET, Fri May 3, 2024", "2024-05-03"),
    ("입력 2024.05.03 10:15 | 수정 2024.05.06 09:00", "2024-05-03"),
    ("公開日：2024年5月3日 / 更新日：2024年5月6日", "2024-05-03"),
    ("Bijgewerkt op 6 mei 2024", ""),
    ("Zaktualizowano 6 maja 2024", ""),
    ("Last updated: 6 May 2024", ""), ("Modified: 6 May 2024", ""),
    ("Updated 10:15 AM EDT, Mon May 6, 2024", ""), ("By Ann Lee | Updated May 9, 2024", ""),
    ("Aktualisiert am 6. Mai 2024", ""), ("Stand: 06.05.2024", ""), ("Mis à jour le 6 mai 2024", ""),
    ("Actualizado el 6 de mayo de 2024", ""), ("Atualizado em 6 de maio de 2024", ""),
    ("Обновлено 6 мая 2024", ""), ("تم التحديث 6 مايو 2024", ""), ("آخر تحديث: 6 مايو 2024", ""),
    ("更新：2024年5月6日", ""), ("עודכן 6 במאי 2024", ""), ("Son güncelleme: 6 Mayıs 2024", ""),
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


@pytest.mark.parametrize(("lines", "published"), PUBLISHED_AND_UPDATED)
def test_the_day_of_an_update_is_not_the_day_of_publication(
    lines: str, published: str
) -> None:
    found = extract(f"A title\n\n{lines}\n\nMore words.".encode(), "a.txt")

    assert found.published == published


@pytest.mark.parametrize(("value", "names"), AUTHORS)
def test_a_list_of_authors_is_split_between_people_only(
    value: str, names: tuple[str, ...]
) -> None:
    assert split_names(value) == names


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
