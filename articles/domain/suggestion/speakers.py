"""Resolves "she", "Ms Ellery" and "the ministry" to a speaker, as far as that is safe.

A wrong speaker costs more than a missing one: where two could be meant, nobody is.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, replace

from articles.domain.suggestion.cues import CueTable
from articles.domain.suggestion.offices import Offices
from articles.domain.suggestion.sentences import Sentence, TaggedToken
from articles.domain.suggestion.speaker_kinds import (
    GROUP,
    ORGANISATION,
    OUTLET,
    PERSON,
    UNNAMED,
    Speaker,
    describe_speaker,
)
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase, SpeakerPhrases

MAX_MENTIONS_BACK = 12  # so many mentions back is as far as a pronoun reaches


@dataclass
class Mention:
    """Somebody whom a text names, at one offset."""

    speaker: Speaker
    offset: int
    spoke: bool = False
    # "told Ina Falk": somebody spoke to them.
    addressed: bool = False
    # The sentence is about them.
    leads: bool = False
    # "Ina Falk’s lawyer", "an official said": a pronoun may mean one who has no name.
    rival: bool = False


def mention_position(mention: Mention) -> int:
    return mention.offset


class Cast:
    """Everybody whom a text names, in the order in which it does."""

    def __init__(
        self, cues: CueTable, phrases: SpeakerPhrases, found: list[Sentence]
    ) -> None:
        self.cues = cues
        self.phrases = phrases
        self.people: dict[str, set[str]] = defaultdict(set)
        self.institutions: dict[str, set[str]] = defaultdict(set)
        self.by_paragraph: dict[int, list[Mention]] = defaultdict(list)
        self.gender: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.offices = Offices(phrases)
        # Unnamed voices that spoke so far, by the word for what they are.
        self.unnamed: dict[str, set[str]] = defaultdict(set)
        for sentence in found:
            self.read(sentence)

    def has(self, name: str, token: TaggedToken) -> bool:
        return self.phrases.has(name, token)

    # -- who is named

    def read(self, sentence: Sentence) -> None:
        for first, last in self.phrases.name_runs(sentence):
            phrase = self.phrases.speaker_phrase(sentence, first, last)
            speaker = describe_speaker(self.phrases, phrase)
            if speaker.kind == PERSON and self.is_place(sentence, first):
                continue
            self.kinds[speaker.name] = speaker.kind
            if speaker.kind != PERSON or self.is_full(phrase):
                self.offices.learn(phrase, speaker.name)
            if speaker.kind == PERSON and self.is_full(phrase):
                self.people[speaker.handle].add(speaker.name)
            elif speaker.kind in {ORGANISATION, OUTLET}:
                for token in phrase.tokens:
                    if self.has("organisations", token) or self.has("speakers", token):
                        self.institutions[token.lower].add(speaker.name)
            self.by_paragraph[sentence.paragraph].append(
                Mention(
                    speaker,
                    sentence[first].start,
                    addressed=sentence.has("addresses", first - 1),
                    leads=self.leads(sentence, first),
                    rival=self.owns_speaker(sentence, last),
                )
            )

    def leads(self, sentence: Sentence, first: int) -> bool:
        """Whether the sentence begins with them, but for a title."""
        return all(
            sentence[at].is_word
            and not sentence.has("verbs", at)
            and not sentence.has("borders", at)
            and sentence.lower(at) not in self.cues.phrases
            for at in range(first)
        )

    def owns_speaker(self, sentence: Sentence, last: int) -> bool:
        return sentence[last - 1].is_possessive and any(
            sentence.has(kind, last) for kind in ("titles", "speakers")
        )

    def is_place(self, sentence: Sentence, first: int) -> bool:
        return sentence.has("before_places", first - 1)

    def is_full(self, phrase: SpeakerPhrase) -> bool:
        """Whether it has two names; "CEO of Tarn" is no first name and surname."""
        return sum(token.is_capital for token in phrase.tokens) > 1 and not any(
            self.has("joins", token) for token in phrase.tokens
        )

    # -- who is meant

    def speaker(self, phrase: SpeakerPhrase, *, direct: bool) -> Speaker | None:
        """Who speaks; None where that is not safe."""
        first = phrase.sentence[phrase.first]
        alone = phrase.last - phrase.first == 1
        if alone and self.has("pronouns_person", first):
            return self.person_meant(phrase, first.lower, direct=direct)
        if alone and self.has("pronouns_thing", first):
            return self.thing_meant(phrase)
        if alone and self.has("pronouns_several", first):
            return self.others_meant(phrase)
        if not phrase.tokens or (alone and self.phrases.is_pronoun(first)):
            return None
        if self.is_document(phrase):
            return None
        full = self.with_full_name(describe_speaker(self.phrases, phrase), phrase)
        if full is None:
            return None
        self.learn(full, phrase)
        self.remember(full, phrase)
        return full

    def is_document(self, phrase: SpeakerPhrase) -> bool:
        """ "The report on the harbour", "Annex B": a work, which is no source.

        Whose it is stays open, unless the words say so.
        """
        head = self.phrases.head(phrase.sentence, phrase.name_first, phrase.name_last)
        if self.cues.nouns_are_capitalised and phrase.tokens:
            head = phrase.tokens[0]  # "Bericht der Stadt"
        if self.phrases.has("document_nouns", head):
            return not any(
                token.is_capital and self.has(kind, token)
                for token in phrase.tokens
                for kind in ("organisations", "outlets")
            )
        ends = (head, *phrase.tokens[:1], *phrase.tokens[-1:])
        return any(self.has("documents_with_names", token) for token in ends)

    def with_full_name(self, speaker: Speaker, phrase: SpeakerPhrase) -> Speaker | None:
        """With the full name, where the text gives one and only one."""
        if speaker.kind == PERSON and not self.is_full(phrase):
            names = self.people.get(speaker.handle, set())
            if len(names) > 1:
                return None
            return Speaker(next(iter(names), speaker.name), PERSON, speaker.handle)
        names = self.offices.possible_holders(phrase)
        if names:
            name = next(iter(names))
            return Speaker(name, self.kinds[name]) if len(names) == 1 else None
        if len(phrase.tokens) == 1 and self.has(
            "determiners", phrase.sentence[phrase.first]
        ):
            full = self.without_shorter_names(
                self.institutions.get(speaker.handle, set())
            )
            if full:
                meant = Speaker(full[0], ORGANISATION, speaker.handle)
                return meant if len(full) == 1 else None
        return self.same_unnamed(speaker, phrase)

    @staticmethod
    def without_shorter_names(names: set[str]) -> list[str]:
        """Without "Council", where the others are "River Council"."""
        if len(names) > MAX_MENTIONS_BACK:
            return list(names)
        return [
            name
            for name in names
            if not any(other.endswith(f" {name}") for other in names)
        ]

    def same_unnamed(self, speaker: Speaker, phrase: SpeakerPhrase) -> Speaker | None:
        """ "the official", where a senior official at the ministry has spoken."""
        if speaker.kind != UNNAMED:
            return speaker
        head = self.phrases.head(phrase.sentence, phrase.first, phrase.last).bare
        if speaker.name.lower() != head:
            self.unnamed[head].add(speaker.name)
        elif phrase.sentence.has("definite", phrase.first) and self.unnamed[head]:
            if len(self.unnamed[head]) > 1:
                return None
            return Speaker(next(iter(self.unnamed[head])), UNNAMED, head)
        return speaker

    def learn(self, speaker: Speaker, phrase: SpeakerPhrase) -> None:
        for token in phrase.sentence.tokens[phrase.first : phrase.last]:
            pronoun = self.cues.gendered.get(token.lower)
            if pronoun and speaker.kind == PERSON:
                self.gender[speaker.name] = pronoun

    def remember(self, speaker: Speaker, phrase: SpeakerPhrase) -> None:
        offset = phrase.span.start
        head = self.phrases.head(phrase.sentence, phrase.first, phrase.last)
        rival = speaker.kind == UNNAMED and not head.lower.endswith("s")
        mention = Mention(speaker, offset, spoke=True, rival=rival)
        insort(
            self.by_paragraph[phrase.sentence.paragraph], mention, key=mention_position
        )

    def mentions(self, phrase: SpeakerPhrase, paragraph: int) -> list[Mention]:
        offset = phrase.span.start
        found = self.by_paragraph.get(paragraph, [])
        last = bisect_left(found, offset, key=mention_position)
        return found[max(0, last - MAX_MENTIONS_BACK) : last]

    def person_meant(
        self, phrase: SpeakerPhrase, pronoun: str, *, direct: bool
    ) -> Speaker | None:
        paragraph = phrase.sentence.paragraph
        for number in (paragraph, paragraph - 1):
            found = [
                replace(m, speaker=full)
                for m in self.mentions(phrase, number)
                if m.speaker.kind == PERSON
                and (full := self.as_full(m.speaker))
                and self.gender.get(full.name, pronoun) == pronoun
            ]
            if any(mention.rival for mention in self.mentions(phrase, number)):
                return None
            meant = self.only_candidate(found, direct=direct)
            if meant:
                self.gender.setdefault(meant.name, pronoun)
                self.remember(meant, phrase)
                return meant
            if found:
                return None
        return None

    def only_candidate(self, found: list[Mention], *, direct: bool) -> Speaker | None:
        names = {mention.speaker.name: mention.speaker for mention in found}
        if len(names) == 1:
            return next(iter(names.values()))
        spoke = {m.speaker.name: m.speaker for m in found if m.spoke}
        # Who has just spoken goes on: safe for a quotation, where nobody else spoke, or
        # was spoken to.
        direct = direct and not any(mention.addressed for mention in found)
        latest = next((m for m in reversed(found) if m.spoke or m.leads), None)
        if latest and latest.speaker.name not in spoke:
            return None  # another sentence was about somebody else
        return next(iter(spoke.values())) if direct and len(spoke) == 1 else None

    def as_full(self, speaker: Speaker) -> Speaker | None:
        names = self.people.get(speaker.handle, set())
        if speaker.name in names:
            return speaker
        if len(names) > 1:
            return None
        if not names:
            return speaker if " " in speaker.name else None
        return Speaker(next(iter(names)), PERSON, speaker.handle)

    def thing_meant(self, phrase: SpeakerPhrase) -> Speaker | None:
        found = self.mentions(phrase, phrase.sentence.paragraph)
        spoke = {m.speaker.name: m.speaker for m in found
                 if m.spoke and m.speaker.kind in {ORGANISATION, OUTLET}}  # fmt: skip
        if len(spoke) != 1:
            return None
        meant = next(iter(spoke.values()))
        self.remember(meant, phrase)
        return meant

    def others_meant(self, phrase: SpeakerPhrase) -> Speaker | None:
        found = [m for m in self.mentions(phrase, phrase.sentence.paragraph) if m.spoke]
        spoke = {m.speaker.name: m.speaker for m in found}
        several = [s for s in spoke.values() if s.kind in {GROUP, UNNAMED}]
        return several[0] if len(spoke) == 1 and several else None
