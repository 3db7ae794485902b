"""Is text whose letters mean nothing told from text, in many languages?"""

import pytest

from articles.ingest.extract import ExtractionError, extract
from articles.ingest.extract.pdf_garbled import is_garbled
from benchmarks.pdf.texts import TEXTS
from tests.pdfs import Words, painted

TEXT = (
    "The keeper of the upper lock wrote in his book that the gauge had risen by a third "
    "since noon, and that nobody from the office in the valley had come to look at it."
)


def shift(text: str, places: int) -> str:
    return "".join(
        sign if sign == " " else chr(33 + (ord(sign) - 33 + places) % 94)
        for sign in text
    )


# fmt: off
GARBLED = {
    "names of glyphs": "".join(f"/g{ord(sign)}" for sign in TEXT),
    "names of glyphs with words": "".join(f"glyph{ord(sign)} " for sign in TEXT),
    "names with code points": "".join(f"/uni{ord(sign):04X}" for sign in TEXT),
    "names after places in a font": "".join(f"(cid:{ord(sign)})" for sign in TEXT),
    "private letters": "".join(chr(0xF000 + ord(sign)) for sign in TEXT),
    "unknown letters": "\ufffd" * 40 + TEXT,
    "control characters": "".join(chr(ord(sign) % 31 + 1) for sign in TEXT),
    "letters apart": " ".join(TEXT.replace(" ", "")),
    "words joined": TEXT.replace(" ", ""),
    "three places back": shift(TEXT, -3),
    "one place on": shift(TEXT, 1),
    "as places in a font": shift(TEXT, -29),
    "Greek as Latin": "Ο ύδατοφράκτης έκλεισε γιατί ανέβηκε η στάθμη του ποταμού στην κοιλάδα "
                      .encode("iso-8859-7").decode("latin-1") * 2,
    "Russian as Latin": "Шлюз закрыли, потому что вода в реке поднялась на четверть за день "
                        .encode("cp1251").decode("latin-1") * 2,
    "UTF-8 as Latin": ("Été à la écluse fermée, où l’eau a monté, ça déborde déjà " * 3)
                      .encode().decode("latin-1"),
}
SOUND = {
    "a table of figures": "A-1 15 230 B-2 1,204 77 C-3 9 3.5 " * 5,
    "a formula": "a + b = c, where a is the width, b the height and c the sum of both; x = y",
    "capitals": TEXT.upper(),
    "an address": "See https://example.org/a/very/long/path/that/goes/on/and/on/without/an/end/"
                  "of/it and no more than that, as it is printed here for you to look up.",
    "a short line": "B 7 x",
    "Hungarian": "A felső zsilip őre azt írta a könyvébe, hogy a vízmérce dél óta egyharmaddal "
                 "emelkedett, és hogy senki sem jött megnézni a völgyben lévő hivatalból.",
    "Czech": "Strážce horní zdymadla si zapsal do knihy, že vodočet od poledne stoupl o třetinu "
             "a že se na něj nikdo z úřadu v údolí nepřišel podívat; strč prst skrz krk.",
    "Turkish": "Üst savağın bekçisi defterine göstergenin öğleden beri üçte bir yükseldiğini ve "
               "vadideki daireden kimsenin gelip bakmadığını yazdı, köprü ise kapalıydı.",
    "Finnish": "Yläsulun vartija kirjoitti kirjaansa, että vedenkorkeus oli noussut kolmanneksella "
               "puolenpäivän jälkeen eikä kukaan ollut tullut katsomaan sitä.",
    "Vietnamese": "Người giữ cống thượng ghi vào sổ rằng mực nước đã dâng thêm một phần ba từ trưa "
                  "và không ai ở văn phòng trong thung lũng đến xem.",
    "Swahili": "Mlinzi wa lango la juu aliandika katika kitabu chake kwamba maji yamepanda kwa "
               "theluthi tangu adhuhuri, na hakuna mtu aliyekuja kuyaangalia.",
    "Icelandic": "Vörður efri lokunnar skrifaði í bók sína að mælirinn hefði hækkað um þriðjung "
                 "frá hádegi og að enginn frá skrifstofunni í dalnum hefði komið að sjá það.",
}
# fmt: on


@pytest.mark.parametrize("case", GARBLED)
def test_what_means_nothing_is_garbled(case: str) -> None:
    assert is_garbled(GARBLED[case])


@pytest.mark.parametrize("case", SOUND)
def test_what_means_something_is_not(case: str) -> None:
    assert not is_garbled(SOUND[case])


@pytest.mark.parametrize("language", TEXTS)
def test_no_language_is_garbled(language: str) -> None:
    assert not is_garbled(" ".join(TEXTS[language][1]))


@pytest.mark.parametrize(
    "case", sorted({*GARBLED} - {"control characters", "unknown letters"})
)
def test_a_file_of_such_letters_is_refused(case: str) -> None:
    text = GARBLED[case]
    lines = [text[start : start + 80] for start in range(0, len(text), 80)]
    words = [Words(line, 50, 700 - 12 * number) for number, line in enumerate(lines)]

    with pytest.raises(ExtractionError, match=r"no meaning.*paste it"):
        extract(painted([words]))


def test_a_file_without_a_table_of_its_letters_is_refused() -> None:
    with pytest.raises(ExtractionError, match="no meaning"):
        extract(painted([[Words(TEXT, 50, 700, 6)]], without="".join(set(TEXT))))


def test_a_page_of_such_letters_among_others_is_named() -> None:
    pages = [TEXT, TEXT, GARBLED["three places back"], TEXT]

    found = extract(painted([[Words(page, 50, 700, 6)] for page in pages]))

    assert found.text == "\n\n".join([TEXT] * 3)
    assert found.warnings[1:] == (
        "Page 3 cannot be read: the letters have no meaning in this file.",
    )


def test_a_passage_of_such_letters_is_left_out_and_named() -> None:
    words = [Words(TEXT, 50, 700, 6), Words("ŁŚŻŹ", 50, 600)]

    found = extract(painted([words], without="ŁŚŻŹ"))

    assert found.text == TEXT
    assert found.warnings[1].startswith("Page 1 has a passage that cannot be read")


def test_a_blank_without_a_meaning_is_a_blank() -> None:
    found = extract(painted([[Words(TEXT, 50, 700, 6)]], without=" "))

    assert found.text == TEXT


def test_a_letter_without_a_meaning_stands_as_unknown() -> None:
    found = extract(painted([[Words(f"{TEXT} Łódź", 50, 700, 6)]], without="Ł"))

    assert found.text == f"{TEXT} \ufffdódź"
    assert found.warnings[1].startswith("Page 1 has characters without a meaning")
