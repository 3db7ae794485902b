"""Who says what at a cue: the content, its speakers, and the tokens that were said."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase

DIRECT, INDIRECT, MIXED = "direct", "indirect", "mixed"


@dataclass(frozen=True)
class SpeakerChain:
    """Who speaks at a cue, and through whom."""

    phrase: SpeakerPhrase | None = None
    name: str = ""
    kind: str = ""
    relayers: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpeechScope:
    """Tokens that somebody said: a cue among them is passed on by that voice."""

    first: int
    last: int
    voice: SpeakerChain


@dataclass(frozen=True)
class Content:
    """What somebody says, in one or more spans, and how."""

    spans: tuple[TextSpan, ...]
    mode: str
    # The tokens of it that lie in the cue's own sentence.
    first: int
    last: int
