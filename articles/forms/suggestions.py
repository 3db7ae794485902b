"""The form beside the text, filled in from a suggestion.

The reviewer still writes the statement, confirms who speaks, and saves.
"""

from typing import Any

from articles.domain.suggestion import Suggestion
from articles.forms.chain import initial_step, initial_steps
from articles.forms.spans import SPAN_GAP
from articles.models import Article, TextVersion
from articles.queries.suggestions import single_source_named, words_at


def prefill_appearance(
    suggestion: Suggestion, text: TextVersion, article: Article
) -> dict[str, Any]:
    """Options of AppearanceForm: the words, and the voices down to the claimant."""
    words = [text.text[place.start : place.end] for place in suggestion.content]
    claimant = {
        **suggested_step(suggestion.speaker, suggestion.speaker_kind),
        "cue": words_at(text, suggestion.cue)[:300],
        "mode": suggestion.mode,
        "said": words_at(text, suggestion.said)[:300],
    }
    steps = article_voice_steps(article)
    for each in [*map(suggested_step, suggestion.relayers), claimant]:
        # Who passes on what they say themselves is one voice.
        if each["source"] and each["source"] == steps[-1].get("source"):
            steps[-1] |= each
        else:
            steps.append(each)
    return {
        "spans": {
            "spans": " ".join(f"{p.start}-{p.end}" for p in suggestion.content),
            "quote": SPAN_GAP.join(words),
        },
        "chain": steps,
    }


def article_voice_steps(article: Article) -> list[dict[str, Any]]:
    """The author, else the outlet; an empty row, where neither is known."""
    outlet = article.work.outlet
    return initial_steps(article) or [initial_step(outlet) if outlet else {}]


def suggested_step(name: str, kind: str = "") -> dict[str, Any]:
    """The source of this name or alias; else the name alone, to be confirmed."""
    source = single_source_named(name)
    if source:
        return initial_step(source)
    return {"source": name[:200], "new_kind": kind} if kind else {"source": name[:200]}
