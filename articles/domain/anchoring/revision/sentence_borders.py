"""Carries an anchor that began or ended with its sentence to where the sentence does.

An editor lengthens a sentence at its end or before its first word. What was added is no
old word, so a place that is found by the old words leaves it out. It is taken in only
where it can belong to nothing else: the words up to the border of the sentence are no
other passage's, the border is plain to see, and no quotation is cut in two. Of a part of
a sentence that begins or ends another one now, nobody knows.
"""

import re

from articles.domain.anchoring.anchors import Anchor, TextSpan
from articles.domain.anchoring.revision.common_runs import NO_MATCH
from articles.domain.anchoring.revision.matches import TextPair, words_in_span

# A sentence is lengthened by as many words and signs as it has, or by so many.
MIN_TOKENS_ALLOWED = 20
# So many words and signs that the old text says as well are some other passage's.
ECHO_LENGTH = 5
_STOPS = ".!?…؟。！？"
_QUOTATION_MARKS = '"“”„«»‹›「」『』'
_CLOSING = f"'’‘)\\]{_QUOTATION_MARKS}"
# The stop after a sentence's last word, and the marks that close after it.
_ENDING = re.compile(rf"([{_STOPS}]*)[{_CLOSING}]*")
_ENDED = re.compile(rf"[{_STOPS}][{_CLOSING}]*\Z")
# "Gen.", "Nov.", "J.": a stop that does not tell whether a sentence ends.
_PERHAPS_SHORT = re.compile(r"(?<!\w)[^\W\d_]\w{0,3}\.\Z")
# Short words whose stop ends no sentence, beside single letters.
_TITLES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Prof",
        "Gen",
        "Col",
        "Lt",
        "Sgt",
        "Capt",
        "Sen",
        "Rep",
        "Gov",
        "St",
        "No",
        "Hr",
        "Fr",
        "Mme",
        "Sr",
        "Sra",
    ]
)
# So many signs before an offset hold what these two look for.
_REACH = 12


def reach_sentence_borders(
    texts: TextPair, anchor: Anchor, place: TextSpan
) -> TextSpan:
    """The place, lengthened to the borders of its sentence where the anchor had them."""
    old, new = texts.old.text, texts.new.text
    span = words_in_span(texts.old, TextSpan(anchor.start, anchor.end))
    window = words_in_span(texts.new, place)
    began = _is_sentence_begin(old, anchor.start)
    ended = _is_sentence_end(old, anchor.end)
    begins = _is_sentence_begin(new, place.start)
    ends = _is_sentence_end(new, place.end) or _ends_with_stop(new, place.end)
    start, stop = place.start, place.end
    if began and not begins and (ended or not ends):
        start = _find_sentence_begin(texts, span, window.start, start)
    if ended and not ends and (began or not begins):
        stop = _find_sentence_end(texts, span, window.stop, stop, anchor.exact)
    is_cut = _count_marks(new[start:stop]) % 2 != _count_marks(anchor.exact) % 2
    return place if is_cut else TextSpan(start, stop)


def _ends_with_stop(text: str, at: int) -> bool:
    """Whether a stop stands here, whatever follows it."""
    past = _past_ending(text, at)
    is_apart = text[past : past + 1].isspace()
    return is_apart and _ENDED.search(text[max(0, past - _REACH) : past]) is not None


def _is_sentence_begin(text: str, at: int) -> bool:
    """Whether a sentence begins with the sign at this offset."""
    before = text[max(0, at - _REACH) : at]
    words = before.rstrip()
    if not words or "\n" in before[len(words) :]:
        return True
    return len(words) < len(before) and _ENDED.search(words) is not None


def _is_sentence_end(text: str, at: int) -> bool:
    """Whether a sentence ends at this offset, or with the stop that comes next."""
    past = _past_ending(text, at)
    if past == len(text) or text[past] == "\n":
        return True
    if not text[past].isspace() or not _ENDED.search(
        text[max(0, past - _REACH) : past]
    ):
        return False
    return not text[past + 1 : past + 2].islower()


def _past_ending(text: str, at: int) -> int:
    ending = _ENDING.match(text, at)
    return ending.end() if ending else at


def _short_word(text: str, end: int) -> str:
    """The word before this offset that a stop may have shortened; "" if there is none."""
    word = _PERHAPS_SHORT.search(text[max(0, end - _REACH) : end])
    return word[0][:-1] if word and word[0][0].isupper() else ""


def _find_sentence_begin(texts: TextPair, span: range, window: int, start: int) -> int:
    """Where the sentence begins whose words up to here are new; else `start`."""
    words, text = texts.new, texts.new.text
    for at in range(window - 1, max(-1, window - 1 - _most_tokens(span)), -1):
        if _is_of_another(texts, span, at):
            break
        if _is_sentence_begin(text, words.starts[at]):
            is_after_short = at and _short_word(text, words.ends[at - 1])
            is_begin = not is_after_short and not text[words.starts[at]].islower()
            is_new = is_begin and not _says_elsewhere(texts, range(at, window))
            return words.starts[at] if is_new else start
    return start


def _find_sentence_end(
    texts: TextPair, span: range, window: int, end: int, exact: str
) -> int:
    """Where the sentence ends whose words from here on are new; else `end`."""
    words, text = texts.new, texts.new.text
    for at in range(window, min(window + _most_tokens(span), len(words))):
        if _is_of_another(texts, span, at):
            break
        border = words.ends[at]
        is_stop = text[words.starts[at]] in _STOPS
        if is_stop and text[border : border + 1] == " ":
            short = _short_word(text, border)
            if len(short) == 1 or short in _TITLES:
                continue
            if short or text[border + 1 : border + 2].islower():
                break
        elif not is_stop and _past_ending(text, border) > border:
            continue  # its stop comes next
        if _is_sentence_end(text, border):
            is_new = not _says_elsewhere(texts, range(window, at + 1))
            return _end_as_before(text, border, exact) if is_new else end
    return end


def _most_tokens(span: range) -> int:
    return max(MIN_TOKENS_ALLOWED, len(span))


def _says_elsewhere(texts: TextPair, added: range) -> bool:
    """Whether the old text says some of what was added, so that it is another passage."""
    words = texts.new
    return any(
        texts.says(words.text[words.starts[at] : words.ends[at + ECHO_LENGTH - 1]])
        for at in added[: max(0, len(added) - ECHO_LENGTH + 1) : ECHO_LENGTH]
    )


def _is_of_another(texts: TextPair, span: range, at: int) -> bool:
    """Whether this new word is an old one outside of the anchor."""
    owner = texts.alignment.to_old[at]
    is_word = texts.is_word[texts.new.numbers[at]]
    return is_word and owner != NO_MATCH and owner not in span


def _end_as_before(text: str, border: int, exact: str) -> int:
    """The end of the sentence, with the stop and the marks that the anchor had."""
    if not _ENDED.search(exact[-_REACH:]):
        tail = text[max(0, border - _REACH) : border]
        return border - len(tail) + len(tail.rstrip(_STOPS))
    return border if exact[-1] in _STOPS else _past_ending(text, border)


def _count_marks(text: str) -> int:
    return sum(text.count(mark) for mark in _QUOTATION_MARKS)
