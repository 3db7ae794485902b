"""A baseline: quotations and the nearest "Name said" by a plain regular expression."""

import re

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion import Suggestion

QUOTED_WORDS = re.compile(
    r"[“\"‘](?P<words>[^”\"“]{15,}?)[”\"]|‘(?P<single>[^‘]{15,}?[,.?!])’"
)
NAME_PATTERN = r"(?:[A-Z][\w’-]+ ?(?:of |the )?){1,4}"
SAYING_VERBS = r"(?:said|says|told|added|wrote|claimed|asked)"
SAYING_WITH_NAME = re.compile(
    rf"(?:(?P<before>{NAME_PATTERN})\s*{SAYING_VERBS}\b|\b{SAYING_VERBS} (?P<after>{NAME_PATTERN}))"
)
SAID_THAT = re.compile(
    rf"(?P<name>{NAME_PATTERN})\s*{SAYING_VERBS}(?: on \w+)? that (?P<words>[^.“”]+)"
)
ACCORDING_TO = re.compile(
    rf"(?P<words>[^.“”\n]+), according to (?:the )?(?P<name>{NAME_PATTERN})"
)
MAX_SPEAKER_DISTANCE = 120


def suggest(text: str) -> list[Suggestion]:
    found = [
        to_suggestion(
            match.span("words" if match["words"] else "single"),
            nearest_speaker(text, match),
        )
        for match in QUOTED_WORDS.finditer(text)
    ]
    for pattern in (SAID_THAT, ACCORDING_TO):
        found += [
            to_suggestion(match.span("words"), match["name"])
            for match in pattern.finditer(text)
        ]
    return found


def nearest_speaker(text: str, quoted: re.Match[str]) -> str:
    """The name beside a verb of saying that stands nearest to a quotation."""
    begin = max(0, quoted.start() - MAX_SPEAKER_DISTANCE)
    near = [
        (
            min(abs(match.start() - quoted.end()), abs(match.end() - quoted.start())),
            match,
        )
        for match in SAYING_WITH_NAME.finditer(
            text, begin, quoted.end() + MAX_SPEAKER_DISTANCE
        )
    ]
    if not near:
        return ""
    match = min(near, key=lambda item: item[0])[1]
    return match["before"] or match["after"] or ""


def to_suggestion(span: tuple[int, int], name: str) -> Suggestion:
    return Suggestion((TextSpan(*span),), "floor", "", 1.0, name.strip())
