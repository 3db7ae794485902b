"""Grades chains: how far the claimant is from the reader, and which links are broken.

Pure: no Django, no database. Reads the steps of a chain as articles/claim_data.py
writes them. Steps at one position say it together.
"""

from collections.abc import Sequence
from typing import TypedDict

from articles.domain.records import AppearanceRecord, GradeRecord, StepRecord

FIRST_HAND, RELAYED, BROKEN = "first_hand", "relayed", "broken"
UNNAMED, MISSING = "unnamed", "missing"


class BrokenLink(TypedDict):
    """A link that cannot be followed, with the names of those who speak there."""

    position: int
    why: str
    names: list[str]


def isolated(name: str) -> str:
    """The name between isolates (UAX #9), so that it cannot turn the sentence."""
    return f"\u2068{name}\u2069"


def joined(names: list[str]) -> str:
    """One, one and two, or one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def voices(chain: list[StepRecord]) -> list[list[StepRecord]]:
    """Group the steps by position; those at one position say it together."""
    by_position: dict[int, list[StepRecord]] = {}
    for step in chain:
        by_position.setdefault(step["position"], []).append(step)
    return [by_position[position] for position in sorted(by_position)]


def chain_sentence(appearance: AppearanceRecord) -> str:
    """Stephen Lendman, in Information Clearing House, quoting Al-Manar TV."""
    outlet = appearance["article"]["outlet"]
    parts = []
    for position, together in enumerate(voices(appearance["chain"])):
        names = joined([isolated(step["source"]["name"]) for step in together])
        if position == 0:
            parts.append(f"{names}, in {isolated(outlet['name'])}" if outlet else names)
        else:
            parts.append(f"quoting {names}")
    return ", ".join(parts)


def is_unnamed(step: StepRecord) -> bool:
    return step["source"]["kind"] == "unnamed"


def breaks(chain: Sequence[StepRecord]) -> list[BrokenLink]:
    """Find the links that cannot be followed: where they are, and why not.

    A link is unnamed where nobody who speaks there has a name, and missing where the
    chain says that somebody spoke without saying anything of whom.
    """
    if not chain:
        return [{"position": 0, "why": MISSING, "names": []}]
    broken: list[BrokenLink] = []
    by_position: dict[int, list[StepRecord]] = {
        together[0]["position"]: together for together in voices(list(chain))
    }
    for position in range(max(by_position) + 1):
        together = by_position.get(position)
        if together is None:
            broken.append({"position": position, "why": MISSING, "names": []})
        elif all(is_unnamed(step) for step in together):
            names = [step["source"]["name"] for step in together]
            broken.append({"position": position, "why": UNNAMED, "names": names})
    return broken


def grade(chain: Sequence[StepRecord]) -> GradeRecord:
    """Grade it: first-hand, relayed in so many steps or broken; and so in words."""
    broken = breaks(chain)
    steps = max((step["position"] for step in chain), default=0)
    unbroken = RELAYED if steps else FIRST_HAND
    unclear = any(step["unclear"] for step in chain)
    return {
        "value": BROKEN if broken else unbroken,
        "steps": steps,
        "breaks": [{"position": b["position"], "why": b["why"]} for b in broken],
        "unclear": unclear,
        "words": in_words(steps, broken, unclear),
    }


def in_words(steps: int, broken: Sequence[BrokenLink], unclear: bool) -> str:
    """Relayed in 2 steps, broken by an unnamed voice (US officials)."""
    parts = []
    if steps:
        parts.append(f"relayed in {steps} step{'s' if steps > 1 else ''}")
    elif not broken:
        parts.append("first-hand: the article’s own voice claims it")
    parts += [broken_in_words(link) for link in broken]
    if unclear:
        parts.append("it is unclear whose words a part is")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def broken_in_words(link: BrokenLink) -> str:
    """Broken by an unnamed voice (US officials)."""
    if link["why"] == MISSING:
        return "broken by a missing link"
    names = joined([isolated(name) for name in link["names"]])
    return f"broken by an unnamed voice ({names})"
