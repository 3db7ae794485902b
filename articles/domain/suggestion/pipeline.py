"""Suggests the statements that a text seems to attribute, with speaker and cue words.

Pure: no Django, no database. Rules over quotation marks and a table of cue words for
each language (cues/*.toml). What they find is offered to a reviewer, never recorded by
itself. Time grows in proportion to the text; offsets count code points.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.domain.anchoring.anchors import trim_span
from articles.domain.suggestion.clauses import Clauses
from articles.domain.suggestion.cues import CueChange, CueTable, load_cue_table
from articles.domain.suggestion.quotation_marks import (
    Quotation,
    QuotationPart,
    find_quotations,
)
from articles.domain.suggestion.sentence_rules import SentenceRules
from articles.domain.suggestion.sentences import (
    Sentence,
    WordFeatures,
    ends_sentence_inside,
    split_sentences,
    tokenize_paragraph,
)
from articles.domain.suggestion.speaker_phrases import SpeakerPhrases
from articles.domain.suggestion.speakers import Cast
from articles.domain.suggestion.suggested_statement import Suggestion
from articles.domain.text.canonical import split_paragraphs

MAX_HEADLINE_WORDS = 25  # words


def suggest(
    text: str,
    language: str = "en",
    *,
    paragraphs: Sequence[tuple[int, int]] | None = None,
    authors: Iterable[str] = (),
    changes: tuple[CueChange, ...] = (),
) -> list[Suggestion]:
    """Attributed statements and free quotations, in the order of the text.

    `paragraphs` leaves out what is no part of the article. What an author says is the
    article's own voice and is not suggested. `changes` are a team's own cues.
    """
    cues = load_cue_table(language, changes)
    pieces = [
        (span.start, span.end)
        for start, end in (split_paragraphs(text) if paragraphs is None else paragraphs)
        if (span := trim_span(text, start, end)).start < span.end
    ]
    parsed = read_sentences(text, pieces, cues)
    phrases = SpeakerPhrases(cues, *words_by_case(parsed, cues))
    rules = SentenceRules(Clauses(text, cues, phrases), Cast(cues, phrases, parsed))
    body = [each for each in parsed if not is_headline(text, each)]
    for sentence in body:
        rules.read(sentence)
    for sentence in body:
        rules.suggest_unattributed(sentence)
    own = {author.casefold() for author in authors}
    return best_by_content(
        each for each in rules.found if each.speaker.casefold() not in own
    )


def read_sentences(
    text: str, pieces: Sequence[tuple[int, int]], cues: CueTable
) -> list[Sentence]:
    """Split paragraphs into sentences, each quotation in them being one token."""
    parts: dict[int, list[tuple[QuotationPart, Quotation]]] = defaultdict(list)
    seen: dict[str, WordFeatures] = {}
    numbers = iter(range(len(pieces)))
    number = next(numbers, 0)
    for part, quotation in sorted(
        ((part, each) for each in find_quotations(text, pieces) for part in each.parts),
        key=lambda item: item[0].outer,
    ):
        while pieces[number][1] <= part.outer.start:
            number = next(numbers)
        parts[number].append((part, quotation))
    return [
        sentence
        for at, (start, end) in enumerate(pieces)
        for sentence in split_sentences(
            text,
            at,
            list(tokenize_paragraph(text, start, end, parts[at], seen, cues)),
            cues,
        )
    ]


def is_headline(text: str, sentence: Sentence) -> bool:
    """Whether it is a first line without a stop: the text under it says the same."""
    return (
        sentence.paragraph == 0
        and len(sentence) < MAX_HEADLINE_WORDS
        and (
            sentence[-1].is_word
            or (
                sentence[-1].is_quotation
                and not ends_sentence_inside(text, sentence[-1])
            )
        )
    )


def words_by_case(
    found: Sequence[Sentence], cues: CueTable
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


def best_by_content(found: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions in order, each content once, with its highest score."""
    best: dict[tuple[int, int], Suggestion] = {}
    for each in found:
        span = (each.start, each.end)
        if span not in best or best[span].score < each.score:
            best[span] = each
    return sorted(best.values(), key=lambda each: (each.start, -each.end))
