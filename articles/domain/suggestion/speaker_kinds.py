"""Tells a speaker's name and kind of source from the phrase that names them."""

from dataclasses import dataclass

from articles.domain.suggestion.speaker_phrases import SpeakerPhrase, SpeakerPhrases

# What a speaker is, as far as words tell; the values of SourceKind.
PERSON, ORGANISATION, OUTLET, GROUP, UNNAMED = (
    "person", "organisation", "outlet", "group", "unnamed",
)  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """A name as it can be looked up, and what kind of source it seems to be."""

    name: str
    kind: str
    # The last word of a person's name, or the words that an institution goes by.
    handle: str = ""


def describe_speaker(phrases: SpeakerPhrases, phrase: SpeakerPhrase) -> Speaker:
    tokens = phrase.tokens
    words = " ".join(token.word for token in tokens if token.word not in "*()")
    words = words.replace(" .", ".")
    for ending in ("’s", "'s", "’", "'"):
        words = words.removesuffix(ending)
    handle = tokens[-1].bare
    return Speaker(words, speaker_kind(phrases, phrase), handle)


def speaker_kind(phrases: SpeakerPhrases, phrase: SpeakerPhrase) -> str:
    """One of the values of SourceKind."""
    tokens = phrase.tokens
    head = phrases.head(phrase.sentence, phrase.name_first, phrase.name_last)
    capitals = [token for token in tokens if token.is_capital]
    named = len(capitals) > (phrase.name_first == 0 and phrase.first == 0)
    if any(phrases.has("outlets", token) for token in tokens if token.is_capital):
        return OUTLET
    opens = phrase.name_first == 0 and head is phrase.sentence[0]
    small_head = phrases.has("speakers", head) and (opens or not head.is_capital)
    if small_head and not phrases.has("organisations", head):
        return UNNAMED
    institution = any(
        phrases.has("organisations", token)
        for token in tokens
        if not phrases.has("titles", token)
    )
    if institution:
        return ORGANISATION
    if small_head:
        return ORGANISATION if not head.lower.endswith("s") else GROUP
    if phrases.has("speakers", head) and not named:
        return UNNAMED
    return PERSON if named or capitals else UNNAMED
