"""Edits: what an article adds, leaves out, replaces or softens in the words it cites.

The edits of a comparison, joined, give both texts back exactly.
"""

from dataclasses import dataclass
from enum import StrEnum

from articles.domain.quotation.edit_runs import OUTER_OPERATIONS, EditOperation
from articles.domain.quotation.languages import language_tables
from articles.domain.quotation.phrases import phrase_key
from articles.domain.quotation.tokens import Token, TokenKind

MIN_SHARED_WORDS = 2  # words with a meaning that both must have
MIN_SHARED_PART = (
    0.4  # of the shorter one's words, for one to be a wording of the other
)


class Change(StrEnum):
    """What an edit does to what is said, beyond adding or leaving out words."""

    ASIDE = "aside"
    BRACKETS = "brackets"
    OMISSION = "omission"
    ELLIPSIS = "ellipsis"
    FORM = "form"
    MARKS = "marks"
    HEDGE_DROPPED = "hedge_dropped"
    HEDGE_ADDED = "hedge_added"
    HEDGE_CHANGED = "hedge_changed"
    MODALITY = "modality"
    NEGATION_DROPPED = "negation_dropped"
    NEGATION_ADDED = "negation_added"
    NUMBER = "number"
    NUMBER_DROPPED = "number_dropped"
    NUMBER_ADDED = "number_added"
    UNIT = "unit"
    LIMIT = "limit"
    MOVED = "moved"
    DATE = "date"
    UNREAD = "unread"


@dataclass(frozen=True)
class ChangedWords:
    """The words that a change is about: those of the source, those of the article."""

    change: Change
    source: str
    article: str


@dataclass(frozen=True)
class Edit:
    """A run of words that both have, or that one has in place of the other's."""

    op: EditOperation
    ours: tuple[Token, ...] = ()
    theirs: tuple[Token, ...] = ()
    changes: tuple[Change, ...] = ()
    about: tuple[ChangedWords, ...] = ()

    @property
    def article(self) -> str:
        return "".join(token.text for token in self.ours)

    @property
    def source(self) -> str:
        return "".join(token.text for token in self.theirs)

    def words(self, change: Change) -> tuple[str, str]:
        """What the change is about: the source's words and the article's."""
        for one in self.about:
            if one.change == change:
                return one.source, one.article
        return self.source, self.article

    @property
    def is_change(self) -> bool:
        """Whether it changes what is cited, rather than stands around it."""
        return self.op in {
            EditOperation.INSERT,
            EditOperation.DELETE,
            EditOperation.REPLACE,
        } or bool(self.changes)

    @property
    def is_spelt_alike(self) -> bool:
        """Whether the same is so to the letter: not 40 for forty, km for kilometres."""
        return self.op != EditOperation.SAME or all(
            phrase_key(ours.text) == phrase_key(theirs.text)
            for ours, theirs in zip(self.ours, self.theirs, strict=True)
            if ours.amount and any(sign.isalpha() for sign in ours.text + theirs.text)
        )

    @property
    def has_words(self) -> bool:
        return any(token.kind != TokenKind.MARK for token in (*self.ours, *self.theirs))

    @property
    def content(self) -> int:
        """How many words of either side carry meaning."""
        sides = (self.ours, self.theirs)
        return max(sum(token.is_content for token in side) for side in sides)


@dataclass(frozen=True)
class Comparison:
    """Two wordings, word by word."""

    edits: tuple[Edit, ...]
    is_compared: bool = True  # not where a wording is too long
    language: str = "en"  # the article's

    @property
    def has_tables(self) -> bool:
        """Whether the language's words are known that hedge, deny or count."""
        return language_tables(self.language) is not None

    @property
    def has_modals(self) -> bool:
        """Whether the language's words are known for must, should and can."""
        tables = language_tables(self.language)
        return tables is not None and tables.has_modals

    @property
    def is_close(self) -> bool:
        """Whether the two share enough for their differences to say something."""
        return (
            self.shared >= MIN_SHARED_WORDS
            and self.shared >= MIN_SHARED_PART * self.shorter
        )

    @property
    def shorter(self) -> int:
        """Words with a meaning in the shorter one, without what stands around."""
        ours = [edit.ours for edit in self.edits if edit.op != EditOperation.FRAME]
        theirs = [edit.theirs for edit in self.edits if edit.op != EditOperation.REST]
        return min(
            sum(token.is_content for part in side for token in part)
            for side in (ours, theirs)
        )

    @property
    def shared(self) -> int:
        """How many words that carry meaning both have."""
        return sum(edit.content for edit in self.edits if edit.op == EditOperation.SAME)

    @property
    def changes(self) -> list[Edit]:
        return [edit for edit in self.edits if edit.is_change]

    @property
    def has_words_around(self) -> bool:
        """Whether words stand around what is cited, in the article or in the source."""
        return any(edit.has_words for edit in self.edits if edit.op in OUTER_OPERATIONS)

    @property
    def is_same(self) -> bool:
        """Whether the cited words are the source's, apart from what frames them."""
        return (
            self.is_compared
            and bool(self.shared)
            and all(edit.changes == (Change.MARKS,) for edit in self.changes)
            and all(edit.is_spelt_alike for edit in self.edits)
            and (self.has_tables or not self.has_words_around)
        )


HEBREW_PREFIXES = frozenset("ושהבלמכ")


def hebrew_stems(word: str) -> set[str]:
    """What may be left of a Hebrew word without the letters of up to two little words."""
    stems: set[str] = set()
    while "\u0590" <= word[0] <= "\u05ff" and len(word) > 2 and len(stems) < 3:
        stems.add(word)
        if word[0] not in HEBREW_PREFIXES:
            break
        word = word[1:]
    return stems


def token_similarity(ours: Token, theirs: Token) -> float | None:
    """How well two tokens answer to each other; None where they do not at all."""
    if ours.key == theirs.key:
        return 2 * ours.weight
    if TokenKind.MARK in (ours.kind, theirs.kind):
        return None
    if ours.kind == theirs.kind == TokenKind.NUMBER or (ours.unit and theirs.unit):
        return 0.5
    return 1.0 if is_form(ours.key, theirs.key) else None


def is_form(one: str, other: str) -> bool:
    """Whether these are forms of one word: one beginning, endings of a few letters."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or {"#", "@"} & {short[0], long[0]}:
        return False
    if hebrew_stems(long) & hebrew_stems(short):
        return True  # “in”, “and”, “that” are written onto the word
    if "\u0600" <= long[0] <= "\u06ff" and len(long) - len(short) < 3:
        return long.endswith(short)  # “the”, “and”, “with” are written onto the word
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    return common >= max(4, len(short) - 2) and len(long) - common <= 3
