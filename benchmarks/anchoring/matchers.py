"""The matchers that are compared: each says where it would put an anchor, if anywhere."""

from collections.abc import Callable, Sequence

from articles.domain.anchoring.anchors import Anchor, TextSpan, find_occurrences
from articles.domain.anchoring.revision import Carried, reanchor

Matcher = Callable[[str, str, Sequence[Anchor]], list[TextSpan | None]]


def exact_search(
    old: str, new: str, anchors: Sequence[Anchor]
) -> list[TextSpan | None]:
    """The first place that says the words; case, marks and spaces make no difference."""
    return [next(iter(find_occurrences(new, anchor.exact)), None) for anchor in anchors]


def ours(old: str, new: str, anchors: Sequence[Anchor]) -> list[TextSpan | None]:
    return [
        outcome.place if isinstance(outcome, Carried) else None
        for outcome in reanchor(old, new, anchors)
    ]


def client_order(
    old: str, new: str, anchors: Sequence[Anchor]
) -> list[TextSpan | None]:
    """The order that the Hypothesis client's documents describe, written anew."""
    return [_client_place(new, anchor) for anchor in anchors]


def _client_place(text: str, anchor: Anchor) -> TextSpan | None:
    if text[anchor.start : anchor.end] == anchor.exact:
        return TextSpan(anchor.start, anchor.end)
    found = _search(text, anchor.exact, min(256, len(anchor.exact) // 2))

    def weight(match: tuple[TextSpan, int]) -> float:
        place, errors = match
        before = text[max(0, place.start - len(anchor.prefix)) : place.start]
        after = text[place.end : place.end + len(anchor.suffix)]
        return (
            50 * (1 - errors / len(anchor.exact))
            + 20 * _context(before, anchor.prefix)
            + 20 * _context(after, anchor.suffix)
            + 2 * (1 - abs(place.start - anchor.start) / len(text))
        )

    return max(found, key=weight)[0] if found else None


def _context(text: str, words: str) -> float:
    if not words:
        return 1.0
    if not text:
        return 0.0
    return 1 - min(errors for _, errors in _ends(text, words)) / len(words)


def _search(text: str, words: str, most: int) -> list[tuple[TextSpan, int]]:
    """The places with the fewest errors; those without any first."""
    same = []
    at = text.find(words)
    while at >= 0:
        same.append((TextSpan(at, at + len(words)), 0))
        at = text.find(words, at + 1)
    if same:
        return same
    ends = [(end, errors) for end, errors in _ends(text, words) if errors <= most]
    fewest = min((errors for _, errors in ends), default=0)
    return [
        (TextSpan(_start(text, words, end, errors), end), errors)
        for end, errors in ends
        if errors == fewest
    ]


def _start(text: str, words: str, end: int, errors: int) -> int:
    """Where a match with so many errors begins: the furthest from its end."""
    low = max(0, end - len(words) - errors)
    backwards = _ends(text[low:end][::-1], words[::-1])
    return end - max(length for length, found in backwards if found <= errors)


def _ends(text: str, words: str) -> list[tuple[int, int]]:
    """For each end in the text, the errors of the best match that ends there (Myers)."""
    size = len(words)
    full = (1 << size) - 1
    last = 1 << (size - 1)
    masks: dict[str, int] = {}
    for index, sign in enumerate(words):
        masks[sign] = masks.get(sign, 0) | 1 << index
    up, down, errors = full, 0, size
    result = [(0, size)]
    for index, sign in enumerate(text):
        same = masks.get(sign, 0)
        cross = same | down
        diagonal = (((same & up) + up) ^ up) | same
        more = down | (full & ~(diagonal | up))
        less = up & diagonal
        if more & last:
            errors += 1
        elif less & last:
            errors -= 1
        more = (more << 1) & full
        less = (less << 1) & full
        up = less | (full & ~(cross | more))
        down = more & cross
        result.append((index + 1, errors))
    return result
