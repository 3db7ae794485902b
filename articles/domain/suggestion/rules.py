"""By which rules do a cue, its subject and its surroundings become a suggestion?"""

from collections.abc import Callable

from articles.domain.suggestion.attributions import Attributions
from articles.domain.suggestion.clauses import Clauses
from articles.domain.suggestion.contents import Scope
from articles.domain.suggestion.free import FreeQuotations
from articles.domain.suggestion.relays import Relays
from articles.domain.suggestion.speakers import Cast
from articles.domain.suggestion.speech import Speech
from articles.domain.suggestion.subjects import Cue
from articles.domain.suggestion.tokens import Sentence

QUESTIONS = frozenset("?؟？")
MOST_CUES = 20  # in a sentence; one with more is a list, or wants to be slow


class Rules(Speech, Attributions, Relays, FreeQuotations):
    """Reads one sentence after the other, and remembers who spoke last."""

    def __init__(self, clauses: Clauses, cast: Cast) -> None:
        super().__init__(clauses, cast)
        self.rules: list[tuple[str, Callable[..., Scope | None]]] = [
            ("unnamed", self.unnamed), ("according", self.according),
            ("after_name", self.after_name), ("goes_on", self.goes_on),
            ("passed_on", self.passed_on), ("about", self.about_passive),
            ("about", self.about), ("with_quotation", self.with_quotation),
            ("nouns", self.noun), ("speaks", self.speaks), ("documents", self.speaks),
        ]  # fmt: skip

    def read(self, sentence: Sentence) -> None:
        if self.before is None or self.before.paragraph != sentence.paragraph:
            self.spoke = None
        # Of what is asked, nobody says anything: "Who said that …?"
        is_asked = sentence[-1].word in QUESTIONS
        cues = [] if is_asked else self.clauses.found(sentence)[:MOST_CUES]
        self.take_announced(sentence, cues)
        scope: Scope | None = None
        lowest = 0
        for cue in cues:
            inside = scope is not None and scope.first <= cue.first < scope.last
            if scope and cue.first >= scope.last:
                lowest, scope = scope.last, None
            within = scope if inside else None
            start = within.first if within else lowest
            made = self.apply(sentence, cue, cues, start, within)
            scope = made or scope
        self.interview(sentence)
        self.carry(sentence)
        self.before = sentence

    def apply(
        self, sentence: Sentence, cue: Cue, cues: list[Cue], lowest: int,
        within: Scope | None,
    ) -> Scope | None:  # fmt: skip
        for kind, rule in self.rules:
            if kind in cue.kinds:
                made = rule(sentence, cue, cues, lowest, within)
                if made:
                    return made
        return None
