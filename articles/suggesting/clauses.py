"""What stands around a cue: whose verb is it, where does what is said begin and end?"""

from dataclasses import dataclass

from articles.anchoring import Place
from articles.suggesting.cues import Cues
from articles.suggesting.names import Phrase, Phrases
from articles.suggesting.tokens import Sentence

FAR = 12  # words between a verb and its "that"
FEW = 3  # a statement has at least so many words


@dataclass(frozen=True)
class Cue:
    """Tokens [first, last) of a sentence that say that somebody says something."""

    first: int
    last: int
    words: tuple[str, ...]
    kinds: frozenset[str]

    def place(self, sentence: Sentence) -> Place:
        return Place(sentence[self.first].start, sentence[self.last - 1].end)


@dataclass(frozen=True)
class Begin:
    """Where what is said begins, and how that was told."""

    at: int
    by: str  # "that", "colon", "quotation", "words", "end"


class Clauses:
    """Reads sentences by the table of one language."""

    def __init__(self, text: str, cues: Cues, phrases: Phrases) -> None:
        self.text = text
        self.cues = cues
        self.phrases = phrases

    # -- the cues of a sentence

    def found(self, sentence: Sentence) -> list[Cue]:
        cues: list[Cue] = []
        past = 0
        known = self.cues.phrases
        for at, token in enumerate(sentence.tokens):
            if at < past or token.lower not in known:
                continue
            cue = self.cue_at(sentence, at)
            if cue:
                cues.append(cue)
                past = cue.last
        return cues

    def cue_at(self, sentence: Sentence, at: int) -> Cue | None:
        token = sentence[at]
        for rest, kinds in self.cues.phrases.get(token.lower, []):
            last = at + 1 + len(rest)
            words = tuple(each.lower for each in sentence.tokens[at + 1 : last])
            if words == rest:
                return Cue(at, last, (token.lower, *rest), kinds)
        return None

    def is_negated(self, sentence: Sentence, cue: Cue) -> bool:
        for index in range(cue.first - 1, max(-1, cue.first - 4), -1):
            if not sentence[index].is_word:
                break
            if sentence.has("not_words", index):
                return True
        return False

    # -- to the left: the subject

    def subject_end(self, sentence: Sentence, cue: Cue) -> int:
        """Past which token the subject lies, when small words stand before the verb."""
        at = cue.first
        while at > 0 and sentence.has("between", at - 1):
            at -= 1
        return at

    def subject(self, sentence: Sentence, cue: Cue, lowest: int) -> Phrase | None:
        """Whose verb it is, where the words right before it say so."""
        last = self.subject_end(sentence, cue)
        if last <= lowest or self.is_open(sentence, last):
            return None
        if sentence.lower(last - 1) == "," or sentence.has("relative", last - 1):
            return self.set_apart(sentence, last, lowest)
        first = max(self.phrases.before(sentence, last), lowest)
        first = self.without_opening(sentence, first, last)
        if first >= last and lowest == 0 and sentence.has("both", last - 1):
            return self.leading(sentence, self.without_opening(sentence, 0, last))
        if first < last and self.phrases.can_speak(sentence, first, last):
            joined = sentence.has("both", first - 1)
            if joined and first >= 2 and sentence[first - 2].is_word:
                return self.shared(sentence, first, last, lowest)
            if sentence.lower(first - 1) == "," and first - 1 > lowest:
                return self.with_description(sentence, first, last, lowest)
            return self.phrases.phrase(sentence, first, last)
        return None

    def leading(self, sentence: Sentence, first: int) -> Phrase | None:
        """Whom a sentence begins with, where it is plain how far the name goes."""
        last = self.phrases.after(sentence, first)
        if last <= first or not self.phrases.can_speak(sentence, first, last):
            return None
        plain = self.phrases.is_name(sentence, first, last) or (
            self.phrases.has("speakers", sentence[last - 1])
        )
        return self.phrases.phrase(sentence, first, last) if plain else None

    @staticmethod
    def is_open(sentence: Sentence, last: int) -> bool:
        """ "whether it says so": nobody says anything yet."""
        return any(sentence.has("conditions", at) for at in (last - 2, last - 3))

    def shared(
        self, sentence: Sentence, first: int, last: int, lowest: int
    ) -> Phrase | None:
        """After "and": a clause of its own, unless two names share one verb."""
        begin = max(self.phrases.before(sentence, first - 1), lowest)
        begin = self.without_opening(sentence, begin, first - 1)
        if begin < first - 1 and self.phrases.is_name(sentence, begin, first - 1):
            return None
        return self.phrases.phrase(sentence, first, last)

    def with_description(
        self, sentence: Sentence, first: int, last: int, lowest: int
    ) -> Phrase:
        """ "its secretary, Piotr Wend, said": the description belongs to the name."""
        if self.phrases.is_name(sentence, first, last):
            begin = max(self.phrases.before(sentence, first - 1), lowest)
            begin = self.without_opening(sentence, begin, first - 1)
            head_can = begin < first - 1 and any(
                self.phrases.has(kind, self.phrases.head(sentence, begin, first - 1))
                for kind in ("speakers", "titles")
            )
            if head_can:
                inner = self.phrases.phrase(sentence, first, last)
                return Phrase(sentence, begin, last, inner.name_first, inner.name_last)
        return self.phrases.phrase(sentence, first, last)

    def set_apart(self, sentence: Sentence, last: int, lowest: int) -> Phrase | None:
        """ "NAME, who ... , said" and "NAME, the mayor of Alt, said"."""
        end = last - 1
        if sentence.has("relative", end):
            end = end - 1 if sentence.lower(end - 1) == "," else end
            return self.whole(sentence, end, lowest)
        comma = end
        for _ in range(4):
            before = self.comma_before(sentence, comma, lowest)
            if before is None:
                return None
            comma = before
            inner = (comma + 1, end)
            if self.phrases.is_name(sentence, *inner):
                return self.with_description(sentence, *inner, lowest)
            named = self.whole(sentence, comma, lowest)
            if named and (self.begins_clause(sentence, named.first, lowest)):
                return named
        return None

    def whole(self, sentence: Sentence, last: int, lowest: int) -> Phrase | None:
        first = max(self.phrases.before(sentence, last), lowest)
        first = self.without_opening(sentence, first, last)
        if first < last and self.phrases.can_speak(sentence, first, last):
            return self.phrases.phrase(sentence, first, last)
        return None

    def begins_clause(self, sentence: Sentence, first: int, lowest: int) -> bool:
        if first <= lowest:
            return True
        before = sentence[first - 1]
        return (
            not before.is_word
            or sentence.has("borders", first - 1)
            or (self.is_opening(sentence, lowest, first))
        )

    def is_opening(self, sentence: Sentence, lowest: int, first: int) -> bool:
        return self.without_opening(sentence, lowest, first) >= first

    @staticmethod
    def comma_before(sentence: Sentence, at: int, lowest: int) -> int | None:
        for index in range(at - 1, max(lowest, at - 30) - 1, -1):
            if sentence[index].word == ",":
                return index
            if sentence[index].word in ";:" or sentence[index].is_quotation:
                return None
        return None

    def without_opening(self, sentence: Sentence, first: int, last: int) -> int:
        """Without "Separately", "On Saturday" and the like in front."""
        for _ in range(4):
            begun = first
            while first < last and (
                sentence.has("openers", first) or sentence[first].word in ",-–—"
            ):
                first += 1
            first = self.past_phrase(sentence, first, last)
            if first < last:
                first = self.past_aside(sentence, first, last)
            if first == begun:
                break
        return min(first, last)

    def past_phrase(self, sentence: Sentence, first: int, last: int) -> int:
        """Past an opener of several words, as "more than once"."""
        for words in self.cues.opening.get(sentence.lower(first), ()):
            past = first + len(words)
            if past <= last and words == tuple(
                token.lower for token in sentence.tokens[first:past]
            ):
                return past
        return first

    def past_aside(self, sentence: Sentence, first: int, last: int) -> int:
        match = self.cues.asides.match(self.text, sentence[first].start)
        if not match:
            return first
        past = sentence.index_at(match.end())
        return past if past <= last else first

    # -- to the right: what is said

    def begin(self, sentence: Sentence, cue: Cue) -> Begin:
        """Where the words begin that the verb announces."""
        at = self.past_asides(sentence, cue.last)
        if " ".join(cue.words) in self.cues.words.get("addresses", ()):
            at = self.past_asides(sentence, self.past_listener(sentence, at))
        return self.colon_soon(sentence, at) or self.begin_at(sentence, at)

    def colon_soon(self, sentence: Sentence, at: int) -> Begin | None:
        """ "said the following:" at the end of a sentence."""
        last = len(sentence) - 1
        if at <= last <= at + 3 and sentence[last].word == ":":
            return Begin(last + 1, "colon")
        return None

    def begin_at(self, sentence: Sentence, at: int) -> Begin:
        if at >= len(sentence):
            return Begin(at, "end")
        if sentence.lower(at) == "," and (
            sentence.is_quotation(at + 1) or sentence.has("that", at + 1)
            or (self.cues.comma_begins and at + 1 < len(sentence))
        ):  # fmt: skip
            return self.begin_at(sentence, at + 1)
        if sentence.is_quotation(at):
            return Begin(at, "quotation")
        if sentence.has("that", at):
            return Begin(at + 1, "that")
        if sentence.lower(at) == ":":
            return Begin(at + 1, "colon")
        if not sentence[at].is_word:
            return Begin(at, "end")
        return Begin(at, "words")

    def past_asides(self, sentence: Sentence, at: int) -> int:
        for _ in range(4):
            if at >= len(sentence):
                break
            comma = sentence[at].word == "," and at + 1 < len(sentence)
            match = self.cues.asides.match(
                self.text, sentence[at + comma].start, sentence[-1].end
            )
            if not match:
                break
            past = sentence.index_at(match.end())
            closed = past < len(sentence) and sentence[past].word == ","
            at = past + 1 if comma and closed else past
        return at

    def past_listener(self, sentence: Sentence, at: int) -> int:
        """Past "Reuters", "the court", "a news conference in Tarn"."""
        for index in range(at, min(at + FAR, len(sentence))):
            if sentence.has("that", index) and index > at:
                return index
            if not sentence[index].is_word:
                if sentence[index].word == ":" or sentence.is_quotation(index):
                    return index
                break
        first = at
        while (
            at < len(sentence) and at - first < 3 and (sentence.has("determiners", at))
        ):
            at += 1
        named = at
        while at < len(sentence) and at - named < 5 and sentence[at].is_capital:
            at += 1
        if at == named and (sentence.has("listeners", at)):
            at += 1
        return at if at > named or first == named else first

    # -- where it ends

    def end(self, sentence: Sentence, first: int, cues: list[Cue]) -> int:
        """Before the full stop, or before somebody else begins to say something."""
        last = len(sentence)
        while last > first and sentence[last - 1].word in ".!?…,;:؟。*_":
            last -= 1
        for cue in cues:
            if cue.first <= first:
                continue
            cut = self.cut(sentence, first, cue)
            if cut is not None:
                return min(cut, last)
        return last

    def cut(self, sentence: Sentence, first: int, cue: Cue) -> int | None:
        """Where the clause of another cue begins, if it is not part of what is said."""
        if "goes_on" in cue.kinds and self.is_apart(sentence, cue.first):
            comma = not sentence.is_quotation(cue.first - 1)
            return cue.first - comma
        if not cue.kinds & {"speaks", "about"}:
            return None
        subject = self.subject(sentence, cue, first)
        begin = subject.first if subject else self.subject_end(sentence, cue)
        while (
            begin - 1 > first
            and sentence.has("borders", begin - 1)
            and not (sentence.has("that", begin - 1))
        ):
            begin -= 1
        if begin - 1 > first and sentence.lower(begin - 1) in {",", ";", "–", "—"}:
            return begin - 1
        return None

    @staticmethod
    def is_apart(sentence: Sentence, at: int) -> bool:
        """Does a comma or a dash, or one inside a quotation, stand before this word?"""
        return at > 0 and (
            sentence[at - 1].word in {",", "–", "—", "-"}
            or sentence.is_quotation(at - 1)
        )

    def dash(self, sentence: Sentence, first: int, last: int) -> int:
        """Before a dash that stands free: what follows is the author's remark."""
        for index in range(first + FEW, last):
            token = sentence[index]
            if token.word in "–—" and token.start > sentence[index - 1].end:
                return index
        return last

    def count(self, sentence: Sentence, first: int, last: int) -> int:
        return sum(token.is_word for token in sentence.tokens[first:last])

    def place(self, sentence: Sentence, first: int, last: int) -> Place:
        return Place(sentence[first].start, sentence[last - 1].end)

    def said(self, sentence: Sentence, first: int, last: int) -> Place | None:
        """The words between two tokens that tell when it was said."""
        for index in range(max(first, 0), min(last, len(sentence))):
            match = self.cues.times.match(self.text, sentence[index].start)
            if match and sentence[index].is_word:
                return Place(*match.span())
        return None
