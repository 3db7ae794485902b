"""Is a changed number or a dropped negation ever called faithful, in any language?

The numbers in words are those of CLDR's spell-out rules; the denied sentences are made by
hand, each beside the same sentence without the negation.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.quotation import compare, suggest_fidelity
from articles.domain.quotation.tokens import tokenize

FOLDER = Path(__file__).parent / "language_negatives"
FAITHFUL = {"verbatim", "paraphrase"}


def read_rows(name: str) -> list[list[str]]:
    return [
        line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()
    ]


def suggested(article: str, passage: str, language: str) -> str:
    return suggest_fidelity(compare(article, passage, language)).fidelity


@pytest.mark.parametrize(("language", "stated", "denied"), read_rows("denied.tsv"))
def test_a_negation_that_one_side_lacks_is_an_alteration(
    language: str, stated: str, denied: str
) -> None:
    assert suggested(stated, denied, language) == "altered"
    assert suggested(denied, stated, language) == "altered"
    assert suggested(denied, denied, language) == "verbatim"


NUMBERS: dict[str, dict[int, str]] = defaultdict(dict)
for _language, _number, _words in read_rows("numbers.tsv"):
    NUMBERS[_language][int(_number)] = _words
# A sentence for each language, with the number in the middle, at the beginning, at the end.
SENTENCES = {
    "es": ("La inspección contó {} personas junto a la presa",
           "{} personas dejaron el pueblo de la presa",
           "En el pueblo de la presa quedaron {}"),
    "fa": ("بازرسان در کنار سد {} نفر شمردند", "{} نفر روستای کنار سد را ترک کردند",
           "شمار ماندگان روستای سد {}"),
    "he": ("הפקחים ספרו {} איש ליד הסכר", "{} איש עזבו את הכפר שליד הסכר",
           "בכפר שליד הסכר נותרו {}"),
    "ja": ("検査官はダムの近くで{}人を数えた", "{}人がダムの近くの村を離れた",
           "ダムの村に残った人は{}"),
    "pt": ("A vistoria contou {} pessoas junto à barragem",
           "{} pessoas deixaram a vila da barragem", "Na vila da barragem ficaram {}"),
    "ru": ("Инспекция насчитала {} человек на плотине",
           "{} человек покинули посёлок у плотины", "В посёлке у плотины осталось {}"),
    "tr": ("Denetçiler barajda {} kişi saydı", "{} kişi baraj köyünü terk etti",
           "Baraj köyünde kalanların sayısı {}"),
    "zh": ("检查组在大坝旁统计了{}人", "{}人离开了大坝旁的村庄", "大坝旁村庄留下的人数为{}"),
}  # fmt: skip


@pytest.mark.parametrize("language", SENTENCES)
def test_a_number_in_words_is_the_number_in_figures(language: str) -> None:
    for number, words in NUMBERS[language].items():
        assert [token.key for token in tokenize(words, language)] == [f"#{number}"]


@st.composite
def two_numbers(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A language, a sentence, and two different numbers, in words or in figures."""
    language = draw(st.sampled_from(sorted(SENTENCES)))
    one, other = draw(
        st.lists(
            st.sampled_from(sorted(NUMBERS[language])),
            min_size=2,
            max_size=2,
            unique=True,
        )
    )
    first, second = (
        draw(st.sampled_from([str(number), NUMBERS[language][number]]))
        for number in (one, other)
    )
    return language, draw(st.sampled_from(SENTENCES[language])), first, second


@given(two_numbers())
@settings(max_examples=200, deadline=None)
def test_another_number_is_never_called_faithful(
    drawn: tuple[str, str, str, str],
) -> None:
    language, sentence, one, other = drawn
    said = suggested(sentence.format(one), sentence.format(other), language)
    assert said not in FAITHFUL


@given(st.sampled_from(sorted(SENTENCES)), st.data())
@settings(max_examples=100, deadline=None)
def test_a_number_may_be_in_words_or_in_figures(
    language: str, data: st.DataObject
) -> None:
    number = data.draw(st.sampled_from(sorted(NUMBERS[language])))
    sentence = data.draw(st.sampled_from(SENTENCES[language]))
    words = sentence.format(NUMBERS[language][number])
    assert suggested(words, sentence.format(number), language) in FAITHFUL
