"""Of which words and numbers does a wording consist, in several languages?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.quotation.tokens import TokenKind, tokenize


def keys(text: str, language: str = "en") -> list[str]:
    return [token.key for token in tokenize(text, language)]


SAME_NUMBER = [
    # language  one spelling             another
    ("en", "40,000",                     "40 000"),
    ("en", "40,000",                     "forty thousand"),
    ("en", "40.5",                       "40.50"),
    ("en", "forty thousand",             "40 thousand"),
    ("en", "1.5 million",                "1,500,000"),
    ("en", "two hundred and fifty",      "250"),
    ("en", "twenty-five",                "25"),
    ("en", "a hundred",                  "100"),
    ("en", "three million two hundred thousand", "3,200,000"),
    ("de", "40.000",                     "40 000"),
    ("de", "1,5 Millionen",              "1.500.000"),
    ("fr", "40\u202f000,5",              "40000,5"),
    ("ar", "٤٠٬٠٠٠",                     "40000"),
    ("ar", "40 ألف",                     "٤٠٠٠٠"),
    ("en", "40 %",                       "40 per cent"),
    ("en", "40 percent",                 "40%"),
    ("en", "5 kilometres",               "5 km"),
    ("en", "half a million",             "500,000"),
    ("en", "a quarter of a million",     "250,000"),
    ("en", "one and a half million",     "1.5 million"),
    ("en", "$3m",                        "$3 million"),
    ("en", "three dozen",                "36"),
    ("de", "zwölf",                      "12"),
    ("de", "drei Millionen",             "3.000.000"),
    ("ar", "ثلاثة آلاف",                 "3000"),
    ("en", "minus five",                 "−5"),
    ("en", "5.30pm",                     "17:30"),
    ("en", "12 a.m.",                    "00:00"),
    ("en", "9:30",                       "09:30"),
    ("en", "the 1st",                    "the first"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), SAME_NUMBER)
def test_one_number_in_two_spellings_is_the_same(
    language: str, one: str, other: str
) -> None:
    assert keys(one, language) == keys(other, language)


OTHER_NUMBER = [
    ("en", "40,000",         "400,000"),
    ("en", "40.000",         "40,000"),   # in English the point parts decimals
    ("de", "40.000",         "40,000"),
    ("en", "forty",          "four"),
    ("en", "-5 degrees",     "5 degrees"),
    ("en", "9:30 p.m.",      "9:30 a.m."),
    ("en", "the third",      "the 2nd"),
    ("en", "the three",      "the third"),
    ("en", "3m of cloth",    "3 million of cloth"),
    ("en", "half a million", "a million"),
    ("en", "40 million",     "40 billion"),
    ("en", "13:30",          "13.30"),
    ("en", "in 2017 300",    "in 2017300"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), OTHER_NUMBER)
def test_two_numbers_are_not_the_same(language: str, one: str, other: str) -> None:
    assert keys(one, language) != keys(other, language)


SAME_WORDS = [
    # language  one                 another
    ("en", "Don’t",                 "do not"),
    ("en", "can't",                 "cannot"),
    ("en", "can't",                 "can not"),
    ("en", "won’t",                 "will not"),
    ("en", "the “Gates”",           'The "gates"'),
    ("en", "ISIS–linked",           "isis-linked"),
    ("ar", "فُتحت",                 "فتحت"),
    ("ar", "الإشعار",               "الاشعار"),
    ("ar", "مئـــة",                "مئة"),
    ("de", "STRASSE",               "straße"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), SAME_WORDS)
def test_one_word_typed_in_two_ways_is_the_same(
    language: str, one: str, other: str
) -> None:
    assert keys(one, language) == keys(other, language)


def test_one_by_itself_is_no_number() -> None:
    one, of = tokenize("one of")

    assert (one.kind, of.kind) == (TokenKind.WORD, TokenKind.WORD)


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    assert keys("北京市", "zh") == ["北", "京", "市"]


PLACED = [
    # text                               quoted          in brackets
    ("he said “no gate” today",          "nogate",       ""),
    ('he said "no gate" today',          "nogate",       ""),
    ("er sagte „kein Tor“ heute",        "keinTor",      ""),
    ("قال «لا باب» اليوم",               "لاباب",        ""),
    ("“no [lower] gate”",                "no[lower]gate", "[lower]"),
    ("it’s no [...] gate",               "",             ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quoted", "bracketed"), PLACED)
def test_tokens_know_their_quotation_marks_and_brackets(
    text: str, quoted: str, bracketed: str
) -> None:
    found = tokenize(text)

    assert "".join(t.text.strip() for t in found if t.quoted) == quoted
    assert "".join(t.text.strip() for t in found if t.bracketed) == bracketed


def test_a_wording_can_begin_inside_quotation_marks() -> None:
    found = tokenize("no gate” today", quoted=True)

    assert [token.quoted for token in found] == [True, True, False, False]


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "en", "de", "ar", "xx"]))
def test_the_tokens_of_a_text_are_the_text(text: str, language: str) -> None:
    assert "".join(token.text for token in tokenize(text, language)) == text


def test_the_raised_figure_of_a_note_is_a_mark() -> None:
    noted = tokenize("It fell to 45 percent.³ Nobody came.”¹² 10⁹", "en")

    notes = {token.text.strip(): token.kind for token in noted}

    assert (notes["³"], notes["¹²"]) == (TokenKind.MARK, TokenKind.MARK)
    assert TokenKind.NUMBER in {token.kind for token in noted if "⁹" in token.text}
