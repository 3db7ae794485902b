"""Applies the rules that turn cues and their surroundings into suggestions."""

from collections.abc import Callable

from articles.domain.suggestion.attributions import Attributions
from articles.domain.suggestion.clauses import Clauses
from articles.domain.suggestion.free_quotations import FreeQuotations
from articles.domain.suggestion.relays import Relays
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speakers import Cast
from articles.domain.suggestion.speech import Speech
from articles.domain.suggestion.statements import SpeechScope
from articles.domain.suggestion.subjects import CueMatch

QUESTION_MARKS = frozenset("?؟？")
MAX_CUES_IN_SENTENCE = 20  # in a sentence; one with more is a list, or wants to be slow


class SentenceRules(Speech, Attributions, Relays, FreeQuotations):
    """Reads one sentence after the other, and remembers who spoke last."""

    def __init__(self, clauses: Clauses, cast: Cast) -> None:
        super().__init__(clauses, cast)
        self.rules: list[tuple[str, Callable[..., SpeechScope | None]]] = [
            ("unnamed", self.unnamed), ("according", self.according),
            ("after_name", self.after_name), ("goes_on", self.goes_on),
            ("passed_on", self.passed_on), ("about", self.about_passive),
            ("about", self.about), ("with_quotation", self.with_quotation),
            ("nouns", self.noun), ("speaks", self.speaks), ("documents", self.speaks),
        ]  # fmt: skip

    def read(self, sentence: Sentence) -> None:
        """Collect the suggestions of one sentence; call in the order of the text."""
        if self.previous is None or self.previous.paragraph != sentence.paragraph:
            self.last_speaker = None
        # Of what is asked, nobody says anything: "Who said that …?"
        is_asked = sentence[-1].word in QUESTION_MARKS
        cues = (
            [] if is_asked else self.clauses.find_cues(sentence)[:MAX_CUES_IN_SENTENCE]
        )
        self.take_announced(sentence, cues)
        scope: SpeechScope | None = None
        lowest = 0
        for cue in cues:
            inside = scope is not None and scope.first <= cue.first < scope.last
            if scope and cue.first >= scope.last:
                lowest, scope = scope.last, None
            within = scope if inside else None
            start = within.first if within else lowest
            opened = self.apply_rules(sentence, cue, cues, start, within)
            scope = opened or scope
        self.suggest_interview(sentence)
        self.continue_speaker(sentence)
        self.previous = sentence

    def apply_rules(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """The scope that the first rule to fit opens; None where none does."""
        for kind, rule in self.rules:
            if kind in cue.kinds:
                scope = rule(sentence, cue, cues, lowest, within)
                if scope:
                    return scope
        return None
