"""How far is it from the reader to the one who claims it, and is a link broken?

Pure: no Django, no database. Reads the steps of a chain as articles/claim_data.py writes
them. Steps at one position say it together.
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
    """The name between signs that keep its direction from turning the sentence's."""
    return f"\u2068{name}\u2069"


def joined(names: list[str]) -> str:
    """One, one and two, or one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def voices(chain: list[StepRecord]) -> list[list[StepRecord]]:
    """The steps by position; those at one position say it together."""
    steps: dict[int, list[StepRecord]] = {}
    for step in chain:
        steps.setdefault(step["position"], []).append(step)
    return [steps[position] for position in sorted(steps)]


def chain_sentence(appearance: AppearanceRecord) -> str:
    """Stephen Lendman, in Information Clearing House, quoting Al-Manar TV."""
    outlet = appearance["article"]["outlet"]
    parts = []
    for number, together in enumerate(voices(appearance["chain"])):
        names = joined([isolated(step["source"]["name"]) for step in together])
        if number == 0:
            parts.append(f"{names}, in {isolated(outlet['name'])}" if outlet else names)
        else:
            parts.append(f"quoting {names}")
    return ", ".join(parts)


def is_unnamed(step: StepRecord) -> bool:
    return step["source"]["kind"] == "unnamed"


def breaks(chain: Sequence[StepRecord]) -> list[BrokenLink]:
    """The links that cannot be followed: where they are, and why not.

    A link is unnamed where nobody who speaks there has a name, and missing where the
    chain says that somebody spoke without saying anything of whom.
    """
    if not chain:
        return [{"position": 0, "why": MISSING, "names": []}]
    found: list[BrokenLink] = []
    held: dict[int, list[StepRecord]] = {
        together[0]["position"]: together for together in voices(list(chain))
    }
    for position in range(max(held) + 1):
        together = held.get(position)
        if together is None:
            found.append({"position": position, "why": MISSING, "names": []})
        elif all(is_unnamed(step) for step in together):
            names = [step["source"]["name"] for step in together]
            found.append({"position": position, "why": UNNAMED, "names": names})
    return found


def grade(chain: Sequence[StepRecord]) -> GradeRecord:
    """First-hand, relayed in so many steps, or broken; and the same in words."""
    broken = breaks(chain)
    steps = max((step["position"] for step in chain), default=0)
    whole = RELAYED if steps else FIRST_HAND
    unclear = any(step["unclear"] for step in chain)
    return {
        "value": BROKEN if broken else whole,
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
    if link["why"] == MISSING:
        return "broken by a missing link"
    names = joined([isolated(name) for name in link["names"]])
    return f"broken by an unnamed voice ({names})"
