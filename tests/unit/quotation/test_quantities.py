"""Is nobody assured of a quantity that was changed, and is an unchanged one let be?"""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from articles.domain.quotation import compare, suggest_fidelity
from articles.domain.quotation.numbers import number_key, parse_roman
from articles.domain.quotation.tokens import tokenize
from tests.unit.quotation.quantity_pairs import CHANGED, UNCHANGED

ASSURING = {"verbatim", "paraphrase"}
CHANGED_PAIRS = [
    (language, *pair) for language, pairs in CHANGED.items() for pair in pairs
]
UNCHANGED_PAIRS = [
    (language, *pair) for language, pairs in UNCHANGED.items() for pair in pairs
]


def suggested(article: str, passage: str, language: str = "en") -> str:
    return suggest_fidelity(compare(article, passage, language)).fidelity


@pytest.mark.parametrize(("language", "one", "other"), CHANGED_PAIRS)
def test_a_changed_quantity_is_never_assured(
    language: str, one: str, other: str
) -> None:
    assert suggested(one, other, language) not in ASSURING
    assert suggested(other, one, language) not in ASSURING


@pytest.mark.parametrize(("language", "one", "other"), UNCHANGED_PAIRS)
def test_a_quantity_written_otherwise_is_let_be(
    language: str, one: str, other: str
) -> None:
    assert suggested(one, other, language) in ASSURING
    assert suggested(other, one, language) in ASSURING


# What is said of a quantity that changed, and with which words.
REASONS = [
    ("Few barns of Orla burned in May", "All barns of Orla burned in May", "altered",
     "A number is another one: “All” became “Few”."),
    ("The dam cost €3m to build", "The dam cost $3m to build", "",
     "The unit of a number is another, or is left out: “$3m” became “€3m”."),
    ("Taxes rose by eight this spring", "Taxes rose by eight per cent this spring", "",
     "The unit of a number is another, or is left out: “eight per cent” became “eight”."),
    ("Forty barns of Orla burned in May", "Dozens of barns in Orla burned in May", "",
     "This could not be compared: “Dozens” became “Forty”."),
    ("The sample held 10⁶ germs", "The sample held 10⁹ germs", "",
     "This could not be compared: “⁹” became “⁶”."),
    ("The barns burned down in May", "The barns burned down in April", "",
     "A date or a time is another: “April” became “May”."),
    ("Three barns of Orla were lost", "The third barn of Orla was lost", "",
     "This could not be compared: “third” became “Three”."),
]  # fmt: skip


@pytest.mark.parametrize(("article", "passage", "fidelity", "reason"), REASONS)
def test_what_could_not_be_compared_is_named(
    article: str, passage: str, fidelity: str, reason: str
) -> None:
    found = suggest_fidelity(compare(article, passage, "en"))

    assert found.fidelity == fidelity
    assert reason in found.reasons


NUMBERS = [
    "3", "5", "17", "41", "2½", "¼", "1/3", "12,000", "4.5", "two", "nine", "forty",
    "twenty-five", "two hundred", "three thousand", "five million", "half a million",
    "a hundred", "-8", "٣٧",
]  # fmt: skip
QUANTIFIERS = [
    "all", "most", "few", "a few", "several", "dozens of", "hundreds of", "thousands of",
    "millions of", "half the", "two-thirds of the", "a third of the", "no", "both",
    "scores of", "many", "some",
]  # fmt: skip
MONEY = ["${}", "€{}", "£{}", "¥{}", "C${}", "{} roubles", "{} lira", "{} rupees",
         "CHF {}", "{} pesos"]  # fmt: skip
UNITS = [
    "{} km", "{} miles", "{} m", "{} feet", "{} kg", "{} tonnes", "{} litres",
    "{} gallons", "{} hectares", "{} °C", "{} °F", "{} %", "{} percentage points", "{}‰",
    "{} days", "{} weeks", "{} years", "{} kWh", "{} MW", "{} m²", "{} m³", "{} km/h",
]  # fmt: skip
FRAMES = [
    "{} barns burned in the valley of Orla",
    "The fire in Orla burned down {} barns by night",
    "The farmers of Orla count the barns lost there: {}",
    "“{} barns burned in the valley of Orla”, the mayor said",
    "The mayor said that {} barns burned in the valley of Orla",
    "The price of the old barn in the valley rose to {}",
]


def pairs_of(pool: list[str]) -> st.SearchStrategy[tuple[str, str]]:
    return st.lists(st.sampled_from(pool), min_size=2, max_size=2, unique=True).map(
        lambda both: (both[0], both[1])
    )


AMOUNTS = st.sampled_from(["3", "5.5", "40", "2,000"])
REPLACED = (
    pairs_of(NUMBERS)
    | pairs_of(QUANTIFIERS)
    | st.tuples(st.sampled_from(NUMBERS), st.sampled_from(QUANTIFIERS))
    | st.tuples(pairs_of(MONEY), AMOUNTS).map(lambda x: (x[0][0].format(x[1]), x[0][1].format(x[1])))
    | st.tuples(pairs_of(UNITS), AMOUNTS).map(lambda x: (x[0][0].format(x[1]), x[0][1].format(x[1])))
)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.sampled_from(FRAMES), REPLACED)
@example(FRAMES[0], ("Dozens of", "Hundreds of"))
def test_one_quantity_for_another_is_never_assured(
    frame: str, quantities: tuple[str, str]
) -> None:
    one, other = quantities
    assume(one != other)

    assert suggested(frame.format(one), frame.format(other)) not in ASSURING


@pytest.mark.parametrize(
    ("number", "key"),
    [(Fraction(2500000), "#2500000"), (Fraction(1, 2), "#0.5"), (Fraction(2, 3), "#2/3"),
     (Fraction(-1, 8), "#-0.125"), (Fraction(10) ** 30 + 1, f"#{10**30 + 1}")],
)  # fmt: skip
def test_each_number_has_one_spelling(number: Fraction, key: str) -> None:
    assert number_key(number) == key


@pytest.mark.parametrize(
    ("word", "number"),
    [("XIV", 14), ("II", 2), ("XXXIX", 39), ("XIIV", None), ("I", None)],
)
def test_roman_numerals_are_read(word: str, number: int | None) -> None:
    assert parse_roman(word) == number


def test_money_is_one_token_on_whichever_side_its_currency_stands() -> None:
    spellings = ["€5bn", "€ 5 bn", "EUR 5 billion", "5 billion euros", "5bn €"]

    assert {tuple(t.key for t in tokenize(text, "en")) for text in spellings} == {
        ("#5000000000 EUR",)
    }
    [german] = tokenize("5 Mrd. €", "de")
    assert german.key == "#5000000000 EUR"
