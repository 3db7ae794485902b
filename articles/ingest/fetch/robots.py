"""Reads robots.txt (RFC 9309): whether programs like ours may fetch an address.

Not urllib.robotparser: it takes the first rule that fits where the standard has the
longest one win, and knows no wildcards, so it would disobey many real files.
"""

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

PRODUCT_TOKEN = "claimtracker"  # noqa: S105 - the name that robots.txt files may use for us
MAX_ROBOTS_BYTES = 500 * 1024
_MAX_LINE_CHARACTERS = 2000


class RobotsRule(NamedTuple):
    allows: bool
    pattern: bytes


def is_allowed(robots: bytes, path: str) -> bool:
    """Whether this path may be fetched: the longest matching rule decides.

    Where two are equally long, the one that allows wins.
    """
    if path.partition("?")[0] == "/robots.txt":
        return True
    wanted = unquote_to_bytes(path)
    matching = [
        rule
        for rule in _applicable_rules(robots)
        if _matches_pattern(rule.pattern, wanted)
    ]
    if not matching:
        return True
    best = max(matching, key=lambda rule: (len(rule.pattern), rule.allows))
    return best.allows


def _applicable_rules(robots: bytes) -> list[RobotsRule]:
    """Return the rules for us by name; where there are none, those for everybody."""
    named: list[RobotsRule] = []
    general: list[RobotsRule] = []
    is_named = False
    agents: set[str] = set()
    naming = False
    for field, value in _parse_lines(robots):
        if field == "user-agent":
            agents = {*(agents if naming else ()), _product_token(value)}
            is_named |= PRODUCT_TOKEN in agents
            naming = True
        elif field in {"allow", "disallow"}:
            naming = False
            if value:
                rule = RobotsRule(field == "allow", unquote_to_bytes(value))
                named += [rule] * (PRODUCT_TOKEN in agents)
                general += [rule] * ("*" in agents)
    return named if is_named else general


def _product_token(value: str) -> str:
    """Return the product token.

    Many files name a version too, which is no part of it: "Claimtracker/1.0".
    """
    return value.partition("/")[0].strip().lower()


def _parse_lines(robots: bytes) -> list[tuple[str, str]]:
    found = []
    text = robots[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    for line in text.splitlines():
        field, colon, value = (
            line[:_MAX_LINE_CHARACTERS].partition("#")[0].partition(":")
        )
        if colon:
            found.append((field.strip().lower(), value.strip()))
    return found


def _matches_pattern(pattern: bytes, path: bytes) -> bool:
    """Whether a path begins like the pattern: * is anything, $ the end.

    Linear in both.
    """
    ends = pattern.endswith(b"$")
    first, *rest = pattern.removesuffix(b"$").split(b"*")
    if not path.startswith(first):
        return False
    position = len(first)
    for number, piece in enumerate(rest, 1):
        if ends and number == len(rest):
            return path.endswith(piece) and len(path) - len(piece) >= position
        position = path.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return not ends or position == len(path)
