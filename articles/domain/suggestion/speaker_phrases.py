"""Finds the phrase that names a speaker, and the name in it without descriptions."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.proper_names import MAX_SUBJECT_WORDS, ProperNames
from articles.domain.suggestion.sentences import Sentence, TaggedToken


@dataclass(frozen=True)
class SpeakerPhrase:
    """Tokens [first, last) of a sentence that name a speaker."""

    sentence: Sentence
    first: int
    last: int
    # Where the name itself stands, if a description stands beside it.
    name_first: int
    name_last: int

    @property
    def span(self) -> TextSpan:
        last = self.sentence[self.last - 1]
        end = last.end
        if last.is_possessive:
            end -= 2 if last.word[-1] == "s" else 1
        return TextSpan(self.sentence[self.first].start, end)

    @property
    def tokens(self) -> list[TaggedToken]:
        return self.sentence.tokens[self.name_first : self.name_last]


class SpeakerPhrases(ProperNames):
    """Finds the words that name a speaker, and the name among them."""

    # -- reading backwards, from a verb

    def phrase_start(self, sentence: Sentence, last: int) -> int:
        """Where the words begin that end at `last`, up to the border of their clause."""
        at = last
        while at > 0 and last - at <= MAX_SUBJECT_WORDS + 4:
            if not self.continues_backwards(sentence, at - 1):
                break
            at -= 1
        return at

    def continues_backwards(self, sentence: Sentence, index: int) -> bool:
        token = sentence[index]
        if token.is_word:
            return not self.has("borders", token)
        if token.word == ".":
            return index > 0 and sentence[index - 1].end == token.start
        return token.word in "-()" or token.word == "*"

    # -- reading forwards, from "according to" or "said"

    def phrase_end(self, sentence: Sentence, first: int) -> int:
        """Where the words end that begin at `first` and name a speaker."""
        at = first
        while at < len(sentence) and at - first < MAX_SUBJECT_WORDS:
            token = sentence[at]
            if token.word == "." and sentence[at - 1].end == token.start:
                following = sentence[at + 1] if at + 1 < len(sentence) else None
                if not (following and following.is_capital and at > first):
                    break
            elif not token.is_word or (
                at > first and self.ends_before(sentence, first, at)
            ):
                break
            at += 1
        return at

    def ends_before(self, sentence: Sentence, first: int, at: int) -> bool:
        """Whether the name is over before this word."""
        token, before = sentence[at], sentence[at - 1]
        if self.has("relative_openers", token) or self.has("verbs", token):
            return True
        if self.has("that", token) or self.cues.asides.match(token.lower):
            return True
        if self.has("joins", token):
            named = before.is_capital and self.is_person_run(sentence, first, at)
            return named or sentence.has("not_names", at + 1)
        if token.is_capital or self.has("particles", token):
            return False
        if before.is_possessive:
            return False
        # A small word after a name or after what can speak begins something else.
        if before.is_capital and not self.has("titles", token):
            return not (
                self.has("speakers", token) or self.has("document_nouns", token)
            )
        return self.has("speakers", before) and not self.has("speakers", token)

    # -- the name

    def speaker_phrase(
        self, sentence: Sentence, first: int, last: int
    ) -> SpeakerPhrase:
        """The speaker whom these words name; descriptions stay out of the name."""
        name = self.trailing_name(sentence, first, last)
        head = self.head(sentence, first, last)
        if self.has("document_nouns", head) and not (
            head.is_capital and name and self.capitals(sentence, *name) > 1
        ):
            return self.issuer(sentence, first, last)
        at = self.past_person(sentence, first, last)
        if at < last:
            return self.speaker_phrase(sentence, first, at)
        joined = name is not None and self.is_joined(sentence, first, name[0])
        if name and not joined:
            begin = self.past_titles(sentence, *name)
            titled = begin > name[0] and not any(
                self.has("organisations", each) for each in sentence.tokens[begin:last]
            )
            if titled or self.is_person_run(sentence, *name):
                return SpeakerPhrase(sentence, first, last, begin, last)
        begin = first
        if self.has("articles", sentence[first]) and first + 1 < last:
            begin = first + 1
        if name and not joined:
            begin = self.past_country(sentence, max(begin, name[0]), last)
        return SpeakerPhrase(sentence, first, last, min(begin, last - 1), last)

    def is_office(self, named: SpeakerPhrase, first: int, last: int) -> bool:
        """ "Ina Falk, CEO of Tarn Works,": a person, and then what she is."""
        name = (named.name_first, named.name_last)
        return self.is_person_run(named.sentence, *name) and any(
            self.has("joins", token) for token in named.sentence.tokens[first:last]
        )

    @staticmethod
    def is_joined(sentence: Sentence, first: int, at: int) -> bool:
        """Whether a name belongs to words before it: "a lawyer for the River Club"."""
        at -= sentence.has("determiners", at - 1)
        return first < at and sentence.has("joins", at - 1)

    def past_person(self, sentence: Sentence, first: int, last: int) -> int:
        """Before "of the River Command" in "Jonas Wirth of the River Command"."""
        for at in range(first + 2, last - 1):
            if not self.in_name(sentence[at - 1]):
                break
            if self.has("joins", sentence[at]) and (
                self.has("determiners", sentence[at + 1])
                or not self.has("particles", sentence[at])
            ):
                name = self.trailing_name(sentence, first, at)
                begin = self.past_titles(sentence, *name) if name else at
                return at if self.is_person_run(sentence, begin, at) else last
        return last

    def past_titles(self, sentence: Sentence, first: int, last: int) -> int:
        """Where the name itself begins in "Parliament Speaker Ali Larijani"."""
        begin = first
        for index in range(first, last - 1):
            token = sentence[index]
            if self.has("titles", token) or self.has("honorifics", token):
                begin = index + 1
            if index == 0 and self.has("occupations", token):
                begin = index + 1  # "Economist Ina Falk said"
            if token.is_possessive and self.is_person_run(sentence, index + 1, last):
                begin = index + 1
        while begin < last - 1 and sentence[begin].word == ".":
            begin += 1
        return begin

    def past_country(self, sentence: Sentence, first: int, last: int) -> int:
        """ "Libya’s Al-Manar TV" has a name of its own, "Russia’s General Staff" has none."""
        for index in range(first, last - 2):
            if sentence[index].is_possessive and any(
                self.has("outlets", each) for each in sentence.tokens[index + 2 : last]
            ):
                return index + 1
        return first

    def issuer(self, sentence: Sentence, first: int, last: int) -> SpeakerPhrase:
        """Whose "statement" it is, where the text says so; else the document itself."""
        noun = next(
            index
            for index in range(first, last)
            if self.has("document_nouns", sentence[index])
        )
        past = noun + 1
        to = (at for at in range(past + 2, last) if sentence.has("issued_to", at))
        end = next(to, last)
        if sentence.has("issued_by", past) and self.can_speak(sentence, past + 1, end):
            inner = self.speaker_phrase(sentence, past + 1, end)
            return SpeakerPhrase(
                sentence, first, last, inner.name_first, inner.name_last
            )
        owner = next(
            (at for at in range(first, noun) if sentence[at].is_possessive), None
        )
        if owner is not None and sentence.has("speakers", owner):
            begin = min(first + self.has("articles", sentence[first]), owner)
            return SpeakerPhrase(sentence, first, last, begin, owner + 1)
        at = first + self.has("determiners", sentence[first])
        while at < noun and not sentence[at].is_capital:
            at += 1
        end = at
        while end < noun and self.in_name(sentence[end]):
            end += 1
        if at < end and not (at == 0 and end == 1):
            # "A Lancet study": whose it is, the words do not tell.
            is_issuer = sentence[end - 1].is_possessive or not sentence.has(
                "studies", noun
            )
            return SpeakerPhrase(sentence, first, last, at, end if is_issuer else at)
        begin = first + self.has("articles", sentence[first])
        while past < last and not self.has("participles", sentence[past]):
            past += 1
        return SpeakerPhrase(sentence, first, last, min(begin, noun), past)
