"""Splits paragraphs into sentences, and sentences into words, marks and quotations."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.domain.suggestion.cues import CueTable
from articles.domain.suggestion.quotation_marks import Quotation, QuotationPart
from articles.domain.text.tokenization import SENTENCE_TOKENS, find_tokens

STOP_MARKS = frozenset(".!?…؟。")
TRAILING_MARKS = "”“’‘»«›‹\"'」』 "
MAX_SENTENCE_WORDS = 200  # words; beyond it a "sentence" is a list or a table


class TaggedToken(NamedTuple):
    """A word, a mark or a whole quotation, with the lists of cues that it stands in."""

    start: int
    end: int
    word: str
    lower: str
    # Without the ending of a possessive.
    bare: str
    # The lists of the language's table in which it stands.
    tags: frozenset[str]
    is_word: bool
    is_capital: bool
    is_possessive: bool
    quotation: Quotation | None = None

    @property
    def is_quotation(self) -> bool:
        return self.quotation is not None


NO_TAGS: frozenset[str] = frozenset()
POSSESSIVE_ENDINGS = ("’s", "'s", "’", "'")


class WordFeatures(NamedTuple):
    """What a word is wherever it stands."""

    lower: str
    bare: str
    tags: frozenset[str]
    is_word: bool
    is_capital: bool
    is_possessive: bool


def word_features(word: str, cues: CueTable) -> WordFeatures:
    lower = word.lower()
    is_word = word[0].isalnum()
    ending = next((e for e in POSSESSIVE_ENDINGS if is_word and lower.endswith(e)), "")
    bare = lower.removesuffix(ending)
    tags = cues.tags.get(lower) or cues.tags.get(bare) or NO_TAGS
    return WordFeatures(
        lower, bare, tags, is_word, is_capital(word, cues), bool(ending)
    )


def is_capital(word: str, cues: CueTable) -> bool:
    """Whether it is written as a name is: "Masri", "al-Masri"."""
    small, _, rest = word.partition("-")
    particle = rest[:1].isupper() and "particles" in cues.tags.get(small, NO_TAGS)
    return word[0].isupper() or particle


@dataclass
class Sentence:
    """Tokens of one sentence, its paragraph, and the offset where each token begins."""

    tokens: list[TaggedToken]
    paragraph: int
    starts: list[int]

    def index_at(self, offset: int) -> int:
        """The first token that begins at this offset of the text or after it."""
        return bisect_left(self.starts, offset)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> TaggedToken:
        return self.tokens[index]

    def lower(self, index: int) -> str:
        """The word at an index in lower case; "" outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def has(self, name: str, index: int) -> bool:
        """Whether the word at an index stands in that list of the table."""
        return 0 <= index < len(self.tokens) and name in self.tokens[index].tags

    def is_quotation(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].is_quotation


# Words of these lists begin a question or its answer, and no surname.
NO_SURNAME_LISTS = frozenset(
    ["verbs", "between_verbs", "not_words", "pronouns_person", "pronouns_thing",
     "pronouns_several", "pronouns_other", "determiners", "borders"]
)  # fmt: skip


def tokenize_paragraph(
    text: str,
    start: int,
    end: int,
    parts: Sequence[tuple[QuotationPart, Quotation]],
    seen: dict[str, WordFeatures],
    cues: CueTable,
) -> Iterator[TaggedToken]:
    """The tokens of one paragraph, a quotation being one; `seen` remembers words."""
    at = start
    for part, quotation in [*parts, (None, None)]:
        until = part.outer.start if part else end
        for match in find_tokens(text, SENTENCE_TOKENS, at, until):
            word = match[0]
            known = seen.get(word)
            if known is None:
                known = seen[word] = word_features(word, cues)
            yield TaggedToken(match.start(), match.end(), word, *known)
        if part:
            yield TaggedToken(
                part.outer.start, part.outer.end, "“”", "“”", "“”",
                NO_TAGS, False, False, False, quotation,
            )  # fmt: skip
            at = part.outer.end


def split_sentences(
    text: str, number: int, found: Sequence[TaggedToken], cues: CueTable
) -> Iterator[Sentence]:
    """The sentences of the paragraph with this number, from its tokens."""
    begin = 0
    for index in range(len(found)):
        last = index + 1 == len(found)
        if (
            last
            or index - begin > MAX_SENTENCE_WORDS
            or is_sentence_end(text, found, index, cues)
        ):
            piece = list(found[begin : index + 1])
            yield Sentence(piece, number, [each.start for each in piece])
            begin = index + 1


def is_sentence_end(
    text: str, found: Sequence[TaggedToken], index: int, cues: CueTable
) -> bool:
    token, following = found[index], found[index + 1]
    begins = following.is_quotation or not following.word[0].islower()
    if token.is_quotation:
        return (
            ends_sentence_inside(text, token)
            and begins
            and following.word not in ",;:–—-)"
        )
    if token.word not in STOP_MARKS or not begins:
        return False
    # A mark right after the stop, as in "…" or ")", still belongs to this sentence.
    if following.start == token.end:
        return False
    before = found[index - 1] if index else None
    short = before is not None and before.end == token.start and (
        "abbreviations" in before.tags
        or (len(before.word) == 1 and before.is_capital)
        or (cues.numbers_take_stops and before.word.isdigit())
    )  # fmt: skip
    return not short or (before is not None and is_interview_turn(found, index))


def is_interview_turn(found: Sequence[TaggedToken], index: int) -> bool:
    """ "Q. Did you see him? A. I did.": no initials, where no name follows."""
    begins = index == 1 or found[index - 2].word in STOP_MARKS
    return begins and "turns" in found[index - 1].tags and bool(
        found[index + 1].tags & NO_SURNAME_LISTS
    )  # fmt: skip


def ends_sentence_inside(text: str, token: TaggedToken) -> bool:
    """Whether the quotation itself holds the end of a sentence."""
    inner = text[max(token.start, token.end - 5) : token.end].rstrip(TRAILING_MARKS)
    return bool(inner) and inner[-1] in STOP_MARKS
