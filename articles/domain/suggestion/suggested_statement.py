"""A suggestion to a reviewer: words, who seems to say them, and by which cue."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan


@dataclass(frozen=True)
class Suggestion:
    """Words of a text that somebody seems to assert.

    `speaker` is empty where the text does not say, or not safely, who it is; `relayers`
    pass it on, from the article inwards. A suggestion decides nothing.
    """

    content: tuple[TextSpan, ...]
    rule: str
    mode: str
    score: float
    speaker: str = ""
    speaker_kind: str = ""
    source: TextSpan | None = None
    cue: TextSpan | None = None
    said: TextSpan | None = None
    relayers: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end
