"""Folds words and phrases to the form in which they are compared."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from articles.domain.text.normalization import QUOTATION_WORD, normalize_text
from articles.domain.text.tokenization import QUOTATION_TOKENS, find_tokens

Value = TypeVar("Value")
PhraseTable = Mapping[str, str]

# Turkish has two letters for i; folding case mixes them up.
DOTLESS = str.maketrans({"ı": "i", "\N{COMBINING DOT ABOVE}": None})
CASED = {"mW": "milliwatt"}  # a unit that only its case tells from another
CONTRACTIONS = {"n't": "not", "ca": "can", "wo": "will", "sha": "shall"}


def fold_word(shown: str, group: str = "") -> str:
    """A word as it is compared; `group` is the one of the token pattern."""
    if shown in CASED:
        return CASED[shown]
    key = normalize_text(shown, QUOTATION_WORD).translate(DOTLESS)
    return CONTRACTIONS.get(key, key) if group == "short" else key


def phrase_key(phrase: str) -> str:
    """The folded tokens of a phrase, spaced: "peut-être" is "peut - être"."""
    return " ".join(
        fold_word(found.group(), found.lastgroup or "")
        for found in find_tokens(phrase, QUOTATION_TOKENS)
    )


def group_phrases(*groups: str) -> dict[str, str]:
    """Each phrase with what it stands for: the first of its group, split by "|"."""
    table = {}
    for group in groups:
        names = [phrase_key(name) for name in group.split("|")]
        table.update(dict.fromkeys(names, names[0]))
    return table


def name_phrases(groups: dict[str, str]) -> dict[str, str]:
    """Each phrase with the name of its group: {"most": "most|the majority of"}."""
    return {
        phrase_key(phrase): name
        for name, phrases in groups.items()
        for phrase in phrases.split("|")
    }


class Phrases(dict[str, Value]):
    """Folded phrases with what they stand for, and how long those of a first word are."""

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        super().__init__(phrases)
        self.reach: dict[str, int] = {}
        for phrase in self:
            first, spaces = phrase.partition(" ")[0], phrase.count(" ")
            self.reach[first] = max(self.reach.get(first, 0), spaces + 1)


def longest_phrase(
    words: Sequence[str], at: int, known: Mapping[str, Value]
) -> tuple[int, Value | None]:
    """The longest known phrase that begins here: its length, and what it stands for."""
    if at >= len(words):
        return 0, None
    if not isinstance(known, Phrases):
        known = Phrases(known)
    reach = known.reach.get(words[at].partition(" ")[0], 0)
    for length in range(min(reach, len(words) - at), 0, -1):
        value = known.get(" ".join(words[at : at + length]))
        if value is not None:
            return length, value
    return 0, None
