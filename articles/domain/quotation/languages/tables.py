"""What the comparison of wordings knows of one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from articles.domain.quotation.phrases import Phrases, PhraseTable, phrase_key

Number = TypeVar("Number", int, Fraction)
# For the folded words from one place on: how many of them are one number, and which. The
# second is the number that the first of them is in figures, or None.
NumberReader = Callable[[list[str], Fraction | None], tuple[int, Fraction | None]]

# The names that a language's `quantifiers` may have. Those of LOOSE_QUANTIFIERS lie so
# near each other that a person has to look; any other two of these are two quantities.
LOOSE_QUANTIFIERS = frozenset({"some", "several", "a few", "many"})
QUANTIFIERS = LOOSE_QUANTIFIERS | {
    "all", "both", "most", "few", "one", "more", "less",
    "dozens", "scores", "hundreds", "thousands", "tens of thousands",
    "hundreds of thousands", "millions", "billions",
}  # fmt: skip


@dataclass(frozen=True)
class LanguageTables:
    """The words of a language that weaken, oblige, deny, limit, count or measure.

    Phrases may be written as they are in a text: they are folded as its words are.
    """

    hedges: PhraseTable  # less than certain; those of one group say the same
    modals: PhraseTable  # what somebody must, should or can do
    negations: PhraseTable
    limits: PhraseTable  # set bounds to the quantity that follows: at least, about
    limits_behind: PhraseTable = field(default_factory=dict, kw_only=True)  # or more
    little_words: PhraseTable  # carry little by themselves: the, of
    quantifiers: PhraseTable  # phrase -> a name of QUANTIFIERS

    # Scripts as Unicode names them (LATIN, CYRILLIC, HAN as CJK): a changed word in
    # another one cannot be compared.
    scripts: frozenset[str] = frozenset({"LATIN"})
    tense_modals: frozenset[str] = frozenset()  # only tell the tense: will, wird

    # Numbers in words, composed by counting.py: one hundred and twenty-five thousand.
    numbers: Mapping[str, int] = field(default_factory=dict)  # phrases for 0 to 999
    hundreds: frozenset[str] = frozenset()  # "hundred", behind 1 to 9
    scales: Mapping[str, int] = field(default_factory=dict)  # thousand, bn, dozen
    joiners: frozenset[str] = frozenset()  # between the words of one number: and, -
    minus: frozenset[str] = frozenset()
    and_a_half: PhraseTable = field(default_factory=dict)  # behind a number: and a half
    fractions: Mapping[str, Fraction] = field(default_factory=dict)  # half, a third of
    denominators: Mapping[str, int] = field(default_factory=dict)  # behind 2: thirds
    of: PhraseTable = field(
        default_factory=dict
    )  # between a quantity and its scale or unit
    figure_endings: PhraseTable = field(default_factory=dict)  # behind figures: 'unu
    ordinal_endings: PhraseTable = field(default_factory=dict)  # 5-й, 5º
    ordinals: Mapping[str, int] = field(default_factory=dict)
    multiples: Mapping[str, Fraction] = field(default_factory=dict)  # twice, halved
    duals: PhraseTable = field(
        default_factory=dict
    )  # two of a unit in one word -> unit
    shares: Mapping[str, int] = field(default_factory=dict)  # 割: ten per cent
    # Phrases whose parts are no quantity, negation or hedge: at first, sin embargo. They
    # are one word.
    idioms: PhraseTable = field(default_factory=dict)
    read_number: NumberReader | None = None  # in place of the composing, if set

    # Units and currencies beyond those of CLDR: phrase -> CLDR's name or ISO 4217 code.
    units: PhraseTable = field(default_factory=dict)
    # The word that a form of it denies ("gelmedi" -> "geldi"), or None.
    affirmative_form: Callable[[str], str | None] | None = None
    # What a form of a word obliges or allows ("gelmeli" -> "must"), or None.
    modal_form: Callable[[str], str | None] | None = None
    # Whether the words for must, should and can are known; if not, nothing is said of them.
    has_modals: bool = True
    negative_prefixes: tuple[str, ...] = ()  # unsafe beside safe

    def __post_init__(self) -> None:
        """Ready the phrases for being looked up (phrases.py)."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Mapping):
                object.__setattr__(self, each.name, Phrases(value))

    @cached_property
    def all_limits(self) -> PhraseTable:
        """The limits that stand before a quantity, and those behind it."""
        return Phrases({**self.limits, **self.limits_behind})

    @cached_property
    def marker_words(self) -> frozenset[str]:
        """The words with which hedges, modals, negations and limits begin."""
        tables = (self.all_limits, self.hedges, self.modals, self.negations)
        return frozenset(
            phrase.partition(" ")[0] for known in tables for phrase in known
        )


def count_phrases(words: Mapping[str, Number]) -> dict[str, Number]:
    """Phrases with their numbers, folded; several for one number parted by "|"."""
    return {
        phrase_key(phrase): number
        for phrases, number in words.items()
        for phrase in phrases.split("|")
    }


def number_list(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words parted by spaces, each one step further; several for one by "|"."""
    listed = words.split()
    return count_phrases(
        {names: start + at * step for at, names in enumerate(listed) if names != "-"}
    )


def phrase_set(*phrases: str) -> frozenset[str]:
    return frozenset(map(phrase_key, phrases))
