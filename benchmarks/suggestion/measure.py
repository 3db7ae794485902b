"""Measures how much of what a person marked is found, and how much of that is right.

Two statements overlap when they share at least half of all the signs that either has;
they are exactly the same when only marks and white space at their ends differ. Each
suggestion is compared with one marked statement at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion import Suggestion
from articles.domain.text.normalization import fold_with_offsets
from benchmarks.suggestion.gold import AnnotatedText, Statement

MIN_OVERLAP = 0.5
EDGE_SIGNS = " \n“”\"‘’'«»„.,;:!?…*"
IGNORED_WORDS = frozenset({"the", "a", "an", "s"})


@dataclass
class Tally:
    """Counts over any number of texts, and the figures that follow from them."""

    marked: int = 0
    suggested: int = 0
    overlapping: int = 0
    exact: int = 0
    # Of the found statements whose speaker is known to the person who marked them.
    with_speaker: int = 0
    named: int = 0
    right: int = 0
    relayed: int = 0
    all_with_speaker: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self

    def f1(self, hits: int) -> float:
        return 2 * hits / ((self.marked + self.suggested) or 1)

    def figures(self) -> dict[str, float]:
        return {
            "overlap F1": self.f1(self.overlapping),
            "exact F1": self.f1(self.exact),
            "precision": self.overlapping / (self.suggested or 1),
            "recall": self.overlapping / (self.marked or 1),
            # Of the statements that were found / that there are / where one was named.
            "speaker (found)": self.right / (self.with_speaker or 1),
            "speaker (all)": self.right / (self.all_with_speaker or 1),
            "wrong speaker": (self.named - self.right) / (self.named or 1),
            # Of these, without those who pass the words on.
            "not in chain": (self.named - self.right - self.relayed)
            / (self.named or 1),
        }


def tally_matches(article: AnnotatedText, found: Sequence[Suggestion]) -> Tally:
    tally = Tally(len(article.statements), len(found))
    tally.all_with_speaker = sum(bool(each.names) for each in article.statements)
    for statement, suggestion in match_pairs(article, found):
        tally.overlapping += 1
        tally.exact += is_exact(article.text, statement.spans, suggestion.content)
        if statement.names:
            tally.with_speaker += 1
            tally.named += bool(suggestion.speaker)
            tally.right += is_named(suggestion.speaker, statement.names)
            tally.relayed += is_named(suggestion.speaker, statement.relayers)
    return tally


def match_pairs(
    article: AnnotatedText, found: Sequence[Suggestion]
) -> list[tuple[Statement, Suggestion]]:
    """The best pairs first, each statement and each suggestion once."""
    scored = sorted(
        (
            (-overlap_share(statement.spans, each.content), left, right)
            for left, statement in enumerate(article.statements)
            for right, each in enumerate(found)
            if overlap_share(statement.spans, each.content) >= MIN_OVERLAP
        ),
    )
    result, left_used, right_used = [], set(), set()
    for _, left, right in scored:
        if left not in left_used and right not in right_used:
            left_used.add(left)
            right_used.add(right)
            result.append((article.statements[left], found[right]))
    return result


def overlap_share(one: Iterable[TextSpan], other: Iterable[TextSpan]) -> float:
    """The share of the signs of either that both have, from 0 to 1."""
    first = {at for span in one for at in range(span.start, span.end)}
    second = {at for span in other for at in range(span.start, span.end)}
    return len(first & second) / (len(first | second) or 1)


def is_exact(text: str, one: Iterable[TextSpan], other: Iterable[TextSpan]) -> bool:
    def ends(spans: Iterable[TextSpan]) -> list[str]:
        return [text[span.start : span.end].strip(EDGE_SIGNS) for span in spans]

    return ends(one) == ends(other)


def is_named(name: str, names: Iterable[str]) -> bool:
    """Whether one of the names is the same but for articles and case."""

    def words(value: str) -> list[str]:
        plain = fold_with_offsets(value)[0].replace("'", " ").replace("-", " ")
        return [word for word in plain.split() if word not in IGNORED_WORDS]

    return bool(name) and words(name) in [words(each) for each in names]
