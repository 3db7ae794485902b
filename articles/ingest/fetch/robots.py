"""Does a site ask programs like ours to leave an address alone? (RFC 9309)

Not urllib.robotparser: it takes the first rule that fits where the standard has the
longest one win, and knows no wildcards, so it would disobey many real files.
"""

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

TOKEN = "claimtracker"  # noqa: S105 - the name that robots.txt files may use for us
MOST_BYTES = 500 * 1024
_LONGEST_LINE = 2000


class Rule(NamedTuple):
    allows: bool
    pattern: bytes


def is_allowed(robots: bytes, path: str) -> bool:
    """May this path be fetched? The longest rule that fits decides; a tie allows."""
    if path.partition("?")[0] == "/robots.txt":
        return True
    asked = unquote_to_bytes(path)
    fitting = [rule for rule in _rules(robots) if _fits(rule.pattern, asked)]
    if not fitting:
        return True
    best = max(fitting, key=lambda rule: (len(rule.pattern), rule.allows))
    return best.allows


def _rules(robots: bytes) -> list[Rule]:
    """The rules for us by name; where there are none, those for everybody."""
    named: list[Rule] = []
    general: list[Rule] = []
    is_named = False
    agents: set[str] = set()
    naming = False
    for field, value in _lines(robots):
        if field == "user-agent":
            agents = {*(agents if naming else ()), _product(value)}
            is_named |= TOKEN in agents
            naming = True
        elif field in {"allow", "disallow"}:
            naming = False
            if value:
                rule = Rule(field == "allow", unquote_to_bytes(value))
                named += [rule] * (TOKEN in agents)
                general += [rule] * ("*" in agents)
    return named if is_named else general


def _product(value: str) -> str:
    """Many files name a version too, which is no part of the name: "Claimtracker/1.0"."""
    return value.partition("/")[0].strip().lower()


def _lines(robots: bytes) -> list[tuple[str, str]]:
    found = []
    text = robots[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    for line in text.splitlines():
        field, colon, value = line[:_LONGEST_LINE].partition("#")[0].partition(":")
        if colon:
            found.append((field.strip().lower(), value.strip()))
    return found


def _fits(pattern: bytes, path: bytes) -> bool:
    """Does a path begin like the pattern? * is anything, $ the end. Linear in both."""
    ends = pattern.endswith(b"$")
    first, *rest = pattern.removesuffix(b"$").split(b"*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest, 1):
        if ends and number == len(rest):
            return path.endswith(piece) and len(path) - len(piece) >= place
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return not ends or place == len(path)
