"""Does each profile of the normaliser and the tokeniser do what its engine needs?"""

import pytest

from articles.domain.text import normalization, tokenization
from articles.domain.text.normalization import NormalizationProfile, normalize_text
from articles.domain.text.tokenization import TokenProfile, list_words

# One wording for each profile, which every other profile turns into something else.
NORMALIZED = [
    # profile                     text                        as it is compared
    (normalization.TYPED_TEXT,     " Cafe\u0301\r\nA\u0640 ", "Caf\u00e9\nA\u0640"),
    (normalization.TYPED_NAME,     "\u202aCafe\u0301\u200b\n Bar\u200f", "Caf\u00e9 Bar"),
    (normalization.QUOTED_SIGN,    "A’\u00ad²",               "a'\u00ad2"),
    (normalization.REVISION_WORDS, "A’\u00ad²\u0623",         "a'2\u0623"),
    (normalization.QUOTATION_WORD, "A’\u00ad²\u0623\u064e",   "a'²\u0627"),
    (normalization.STEMMED_WORD,   "\u00c9’²",                "E’²"),
]  # fmt: skip
SENTENCE = "al-Masri can't pay: U.S. 40 000"
TOKENS = [
    # profile                       tokens
    (tokenization.COUNTED_WORDS,     "al-Masri|can't|pay|U|S|40|000"),
    (tokenization.DIFFERENCE_TOKENS, "al-Masri| |can't| |pay|:| |U|.|S|.| |40| |000"),
    (tokenization.REVISION_TOKENS,   "al|-|Masri|can't|pay|:|U|.|S|.|40|000"),
    (tokenization.SENTENCE_TOKENS,   "al-Masri|can't|pay|:|U.S.|40|000"),
    (tokenization.QUOTATION_TOKENS,  "al|-|Masri|ca|n't|pay|:|U|.|S|.|40 000"),
]  # fmt: skip
UNSPACED = [
    # profile                       tokens of 水が, of Lao, of a word with its vowel sign
    (tokenization.COUNTED_WORDS,     "水が|ກຂ|ق|م"),
    (tokenization.DIFFERENCE_TOKENS, "水が| |ກຂ| |ق|\u064e|م"),
    (tokenization.REVISION_TOKENS,   "水|が|ກ|ຂ|ق\u064eم"),
    (tokenization.SENTENCE_TOKENS,   "水が|ກຂ|ق\u064eم"),
    (tokenization.QUOTATION_TOKENS,  "水|が|ກຂ|ق\u064eم"),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "text", "compared"), NORMALIZED)
def test_a_profile_folds_what_its_engine_takes_for_the_same(
    profile: NormalizationProfile, text: str, compared: str
) -> None:
    others = [each for each, _, _ in NORMALIZED if each is not profile]

    assert normalize_text(text, profile) == compared
    assert compared not in [normalize_text(text, other) for other in others]


@pytest.mark.parametrize(("profile", "tokens"), TOKENS)
def test_a_profile_parts_a_sentence_as_its_engine_reads_it(
    profile: TokenProfile, tokens: str
) -> None:
    assert list_words(SENTENCE, profile) == tokens.split("|")


@pytest.mark.parametrize(("profile", "tokens"), UNSPACED)
def test_a_profile_knows_the_scripts_of_its_engine(
    profile: TokenProfile, tokens: str
) -> None:
    assert list_words("水が ກຂ ق\u064eم", profile) == tokens.split("|")
