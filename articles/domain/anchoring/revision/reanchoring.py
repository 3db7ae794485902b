"""Re-anchoring: where the words of an old text version stand in a new one.

Pure: no Django, no database. Each anchor is carried, or put before a reviewer with the
best places for it, or found gone. Nothing is guessed: where two places have as much for
them, or one has too little, the reviewer decides. Offsets count code points.
"""

from collections.abc import Sequence
from dataclasses import replace

from articles.domain.anchoring.anchors import Anchor, TextSpan
from articles.domain.anchoring.revision.match_search import find_possible_matches
from articles.domain.anchoring.revision.matches import TextPair
from articles.domain.anchoring.revision.outcomes import Carried, Outcome, decide_outcome
from articles.domain.anchoring.revision.sentence_borders import reach_sentence_borders

# What no words begin with, unless they were selected so.
CLOSING_SIGNS = ".,;:!?…)]}،؛؟。、 \n"


def reanchor(old_text: str, new_text: str, anchors: Sequence[Anchor]) -> list[Outcome]:
    """Decide the outcome of each anchor; ValueError if one is not of the old text."""
    for anchor in anchors:
        if not anchor.exact or old_text[anchor.start : anchor.end] != anchor.exact:
            raise ValueError(f"The old text does not say this at {anchor.start}.")
    if old_text == new_text:
        return [
            Carried(TextSpan(anchor.start, anchor.end), exactly=True, score=1.0)
            for anchor in anchors
        ]
    texts = TextPair(old_text, new_text)
    return [
        _set_borders(
            texts, decide_outcome(find_possible_matches(texts, anchor)), anchor
        )
        for anchor in anchors
    ]


def _set_borders(texts: TextPair, outcome: Outcome, anchor: Anchor) -> Outcome:
    """Close words from the first word of their sentence to its last, if the anchor was.

    They never begin with the full stop of the sentence before.
    """
    if not isinstance(outcome, Carried) or outcome.exactly:
        return outcome
    place = outcome.place
    words = texts.new.text[place.start : place.end].lstrip(CLOSING_SIGNS)
    if words and anchor.exact[0] not in CLOSING_SIGNS:
        place = TextSpan(place.end - len(words), place.end)
    return replace(outcome, place=reach_sentence_borders(texts, anchor, place))
