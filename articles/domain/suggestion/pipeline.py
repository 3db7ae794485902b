"""Suggests the statements that a text seems to attribute, with speaker and cue words.

Pure: no Django, no database. Rules over quotation marks and a table of cue words for
each language (cues/*.toml). What they find is offered to a reviewer, never recorded by
itself. Time grows in proportion to the text; offsets count code points.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.domain.anchoring.anchors import trimmed
from articles.domain.anchoring.text import paragraphs as paragraphs_of
from articles.domain.suggestion.clauses import Clauses
from articles.domain.suggestion.cues import Change, Cues, cues_of
from articles.domain.suggestion.phrases import Phrases
from articles.domain.suggestion.quotations import Part, Quotation, quotations
from articles.domain.suggestion.result import Suggestion
from articles.domain.suggestion.rules import Rules
from articles.domain.suggestion.speakers import Cast
from articles.domain.suggestion.tokens import (
    Reading,
    Sentence,
    ends_inside,
    sentences,
    tokens,
)

LONGEST_HEADLINE = 25  # words


def suggest(
    text: str,
    language: str = "en",
    *,
    paragraphs: Sequence[tuple[int, int]] | None = None,
    authors: Iterable[str] = (),
    changes: tuple[Change, ...] = (),
) -> list[Suggestion]:
    """Attributed statements and free quotations, in the order of the text.

    `paragraphs` leaves out what is no part of the article. What an author says is the
    article's own voice and is not suggested. `changes` are a team's own cues.
    """
    cues = cues_of(language, changes)
    pieces = [
        (span.start, span.end)
        for start, end in (paragraphs_of(text) if paragraphs is None else paragraphs)
        if (span := trimmed(text, start, end)).start < span.end
    ]
    parsed = read(text, pieces, cues)
    phrases = Phrases(cues, *capitals_and_small(parsed, cues))
    rules = Rules(Clauses(text, cues, phrases), Cast(cues, phrases, parsed))
    body = [each for each in parsed if not is_headline(text, each)]
    for sentence in body:
        rules.read(sentence)
    for sentence in body:
        rules.suggest_unattributed(sentence)
    own = {author.casefold() for author in authors}
    return distinct(each for each in rules.found if each.speaker.casefold() not in own)


def read(text: str, pieces: Sequence[tuple[int, int]], cues: Cues) -> list[Sentence]:
    """Split paragraphs into sentences, each quotation in them being one token."""
    parts: dict[int, list[tuple[Part, Quotation]]] = defaultdict(list)
    seen: dict[str, Reading] = {}
    numbers = iter(range(len(pieces)))
    number = next(numbers, 0)
    for part, quotation in sorted(
        ((part, each) for each in quotations(text, pieces) for part in each.parts),
        key=lambda item: item[0].outer,
    ):
        while pieces[number][1] <= part.outer.start:
            number = next(numbers)
        parts[number].append((part, quotation))
    return [
        sentence
        for at, (start, end) in enumerate(pieces)
        for sentence in sentences(
            text, at, list(tokens(text, start, end, parts[at], seen, cues)), cues
        )
    ]


def is_headline(text: str, sentence: Sentence) -> bool:
    """Whether it is a first line without a stop: the text under it says the same."""
    return (
        sentence.paragraph == 0
        and len(sentence) < LONGEST_HEADLINE
        and (
            sentence[-1].is_word
            or (sentence[-1].is_quotation and not ends_inside(text, sentence[-1]))
        )
    )


def capitals_and_small(
    found: Sequence[Sentence], cues: Cues
) -> tuple[frozenset[str], frozenset[str]]:
    """Words with a capital where no sentence begins, so names; and words without."""
    names: set[str] = set()
    small: set[str] = set()
    if cues.cased:
        for sentence in found:
            for token in sentence.tokens[1:]:
                if token.is_word:
                    (names if token.is_capital else small).add(token.bare)
    return frozenset(names), frozenset(small)


def distinct(found: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions in order, each content once, with its highest score."""
    best: dict[tuple[int, int], Suggestion] = {}
    for each in found:
        span = (each.start, each.end)
        if span not in best or best[span].score < each.score:
            best[span] = each
    return sorted(best.values(), key=lambda each: (each.start, -each.end))
