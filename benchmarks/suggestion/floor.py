"""A baseline: quotations and the nearest "Name said" by a plain regular expression."""

import re

from articles.domain.anchoring.anchors import Place
from articles.domain.suggestion import Suggestion

QUOTED = re.compile(
    r"[“\"‘](?P<words>[^”\"“]{15,}?)[”\"]|‘(?P<single>[^‘]{15,}?[,.?!])’"
)
NAME = r"(?:[A-Z][\w’-]+ ?(?:of |the )?){1,4}"
SPEAKS = r"(?:said|says|told|added|wrote|claimed|asked)"
SAID = re.compile(rf"(?:(?P<before>{NAME})\s*{SPEAKS}\b|\b{SPEAKS} (?P<after>{NAME}))")
THAT = re.compile(rf"(?P<name>{NAME})\s*{SPEAKS}(?: on \w+)? that (?P<words>[^.“”]+)")
ACCORDING = re.compile(rf"(?P<words>[^.“”\n]+), according to (?:the )?(?P<name>{NAME})")
NEAR = 120


def suggest(text: str) -> list[Suggestion]:
    found = [
        made(match.span("words" if match["words"] else "single"), nearest(text, match))
        for match in QUOTED.finditer(text)
    ]
    for pattern in (THAT, ACCORDING):
        found += [
            made(match.span("words"), match["name"]) for match in pattern.finditer(text)
        ]
    return found


def nearest(text: str, quoted: re.Match[str]) -> str:
    """The name beside a verb of saying that stands nearest to a quotation."""
    begin = max(0, quoted.start() - NEAR)
    near = [
        (
            min(abs(match.start() - quoted.end()), abs(match.end() - quoted.start())),
            match,
        )
        for match in SAID.finditer(text, begin, quoted.end() + NEAR)
    ]
    if not near:
        return ""
    match = min(near, key=lambda item: item[0])[1]
    return match["before"] or match["after"] or ""


def made(span: tuple[int, int], name: str) -> Suggestion:
    return Suggestion((Place(*span),), "floor", "", 1.0, name.strip())
