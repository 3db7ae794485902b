"""How far is it from the reader to the one who claims it, and is a link broken?

Pure: no Django, no database. Reads the steps of a chain as articles/records.py writes
them. Steps at one position say it together.
"""

from collections.abc import Sequence
from typing import Any

from articles.attribution.wording import isolated, joined, voices

Step = dict[str, Any]

FIRST_HAND, RELAYED, BROKEN = "first_hand", "relayed", "broken"
UNNAMED, MISSING = "unnamed", "missing"


def is_unnamed(step: Step) -> bool:
    return bool(step["source"]["kind"] == "unnamed")


def breaks(chain: Sequence[Step]) -> list[dict[str, Any]]:
    """The links that cannot be followed: where they are, and why not.

    A link is unnamed where nobody who speaks there has a name, and missing where the
    chain says that somebody spoke without saying anything of whom.
    """
    if not chain:
        return [{"position": 0, "why": MISSING, "names": []}]
    found = []
    held: dict[int, list[Step]] = {
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


def grade(chain: Sequence[Step]) -> dict[str, Any]:
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


def in_words(steps: int, broken: Sequence[dict[str, Any]], unclear: bool) -> str:
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


def broken_in_words(link: dict[str, Any]) -> str:
    if link["why"] == MISSING:
        return "broken by a missing link"
    names = joined([isolated(name) for name in link["names"]])
    return f"broken by an unnamed voice ({names})"
