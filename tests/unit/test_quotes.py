"""Is a quotation found in its text as people quote: with marks, gaps and line ends?"""

import pytest

from articles.domain.anchoring.quotes import (
    MAX_QUOTE_PARTS,
    beginning_in_text,
    find_quote,
)

TEXT = (
    "The harbour board said on Monday that the crane had sunk by a hand’s breadth, and"
    " that thirty-two vessels would wait until the well-known pilot returns.\n\n"
    "“We were told nothing,” she said. The mooring of dis-\ntrict four was closed."
)
SUNK = "the crane had sunk by a hand’s breadth"

WHOLE = [
    (f"“{SUNK}”", SUNK),
    (f'"{SUNK}"', SUNK),
    (f"«{SUNK}»", SUNK),
    (f"« {SUNK} »", SUNK),
    (f"«\u00a0{SUNK}\u00a0»", SUNK),
    (f"„{SUNK}“", SUNK),
    (f"»{SUNK}«", SUNK),
    (f"'{SUNK}'", SUNK),
    (f"‘{SUNK}’", SUNK),
    (f"''{SUNK}''", SUNK),
    (f"``{SUNK}''", SUNK),
    (f"「{SUNK}」", SUNK),
    (f"“{SUNK}", SUNK),
    (f"{SUNK}”", SUNK),
    (f"“‘{SUNK}’”", SUNK),
    (f"“{SUNK}.”", SUNK),
    (f"“{SUNK}”.", SUNK),
    (f" “{SUNK}” \n", SUNK),
    ("“…the crane had sunk”", "the crane had sunk"),
    ("[...] the crane had sunk (…)", "the crane had sunk"),
    ("the crane had sunk by a hand's breadth", SUNK),
    ("the crane had\nsunk", "the crane had sunk"),
    ("the cra-\nne had sunk", "the crane had sunk"),
    ("the cra‐ \n ne had sunk", "the crane had sunk"),
    ("the cra\u00ad\nne had sunk", "the crane had sunk"),
    ("thirty-\ntwo vessels", "thirty-two vessels"),
    ("the well-known pilot", "the well-known pilot"),
    ("The mooring of district four", "The mooring of dis-\ntrict four"),
    # The text's own marks are words of it.
    ("“We were told nothing,” she said", "“We were told nothing,” she said"),
    ('"We were told nothing," she said', "“We were told nothing,” she said"),
    ("‘We were told nothing,’ she said", "“We were told nothing,” she said"),
    ("“We were told nothing”", "We were told nothing"),
    ("“until the well-known pilot returns.\n\n“We were told nothing, she said.”",
     "until the well-known pilot returns.\n\n“We were told nothing,” she said."),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "words"), WHOLE)
def test_a_quotation_is_found_in_its_own_marks(quote: str, words: str) -> None:
    (place,) = find_quote(TEXT, quote).places

    assert TEXT[place.start : place.end] == words


GAPS = ["…", "...", ". . .", "[…]", "[...]", "[ … ]", "(…)", "(...)", "(. . .)", "……",
        ".\u00a0.\u00a0.", "....", "[. . .]"]  # fmt: skip


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("quote", ["The harbour board said {} vessels would wait",
                                   "“The harbour board said{}vessels would wait.”"])  # fmt: skip
def test_its_parts_are_found_around_a_gap(gap: str, quote: str) -> None:
    found = find_quote(TEXT, quote.format(gap))

    words = [TEXT[place.start : place.end] for place in found.parts]
    assert words == ["The harbour board said", "vessels would wait"]


def test_parts_may_have_marks_of_their_own() -> None:
    found = find_quote(TEXT, "“The harbour board said” ... “vessels would wait”")

    words = [TEXT[place.start : place.end] for place in found.parts]
    assert words == ["The harbour board said", "vessels would wait"]


LITERAL = [
    ("He said: well … no.",            "well … no",     "well … no"),
    ("He said: well ... no.",          "well … no",     "well ... no"),
    ("He said: well [...] no.",        "well [...] no", "well [...] no"),
    ("The ‘crane’ sank. The crane.",   "‘crane’",       "‘crane’"),
    ("A «crane» sank. “The crane”.",   "“crane”",       "«crane»"),
    ("We re-sign. They resign.",       "resign",        "resign"),
    ("We re-sign. They resign.",       "re-sign",       "re-sign"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "words"), LITERAL)
def test_what_the_text_has_literally_wins(text: str, quote: str, words: str) -> None:
    (place,) = find_quote(text, quote).places

    assert text[place.start : place.end] == words


def test_blanks_within_marks_are_no_blanks_of_the_words() -> None:
    text = "Elle a dit « la grue » hier."

    (place,) = find_quote(text, "'Elle a dit “la grue” hier'").places

    assert text[place.start : place.end] == "Elle a dit « la grue » hier"


def test_dots_of_the_text_are_no_gaps_beside_those_in_brackets() -> None:
    text = "I asked … well, twice. Nobody came, I was told … and so I left."

    found = find_quote(text, "I asked … well [...] I was told … and so")

    words = [text[place.start : place.end] for place in found.parts]
    assert words == ["I asked … well", "I was told … and so"]


POINTED = [
    ("قَالَ المُدِيرُ إِنَّ الرَّافِعَةَ غَرِقَتْ.", "قال المدير إن الرافعة غرقت"),
    ("قَالَ المُدِيرُ إِنَّ الرَّافِعَةَ غَرِقَتْ.", "“قال المدير ان الرافعه غرقت”"),
    ("قال المدير إن الرافعة غرقت.", "قَالَ المُدِيرُ إِنَّ الرَّافِعَةَ غَرِقَتْ"),
    ("قـــال المدير إن الرافعة غرقت.", "قال المدير إن الرافعة غرقت"),
    ("گفت که جرثقیل در ۱۲ متری است", "گفت كه جرثقيل در 12 متري است"),
    ("הָעֲגוּרָן טָבַע בַּנָּמֵל", "העגורן טבע בנמל"),
]


@pytest.mark.parametrize(("text", "quote"), POINTED)
def test_signs_that_few_people_type_may_be_left_out(text: str, quote: str) -> None:
    (place,) = find_quote(text, quote).places

    assert text[place.start : place.end] == text.rstrip(".")


NOT_THERE = ["", "by a hands breadth", "the wellknown pilot", "thirtytwo", " ", "“”", "…", "[…] ... (…)", "the crane has sunk", "the crane … gone",
             "“sunk by a foot’s breadth”", "a … b", "sunkby"]  # fmt: skip


@pytest.mark.parametrize("quote", NOT_THERE)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    found = find_quote(TEXT, quote)

    assert not found.places
    assert not found.parts


def test_very_many_parts_are_not_looked_for() -> None:
    text = " ".join(f"word{n}." for n in range(300))

    few, many = (" … ".join(f"word{n}." for n in range(count))
                 for count in (MAX_QUOTE_PARTS, MAX_QUOTE_PARTS + 1))  # fmt: skip

    assert len(find_quote(text, few).parts) == MAX_QUOTE_PARTS
    assert not find_quote(text, many).parts


@pytest.mark.parametrize(("quote", "beginning"), [
    ("the crane had sunk by two metres", "the crane had sunk by"),
    ("“The crane had sunk by two metres”", "the crane had sunk by"),
    ("the crane had sun", "the crane had"),
    ("the crane floats", ""),
    ("a wholly other sentence", ""),
    ("", ""),
])  # fmt: skip
def test_how_far_the_text_has_them_is_told(quote: str, beginning: str) -> None:
    assert beginning_in_text(TEXT, quote) == beginning
