"""Grades chains: how far the claimant is from the reader, and which links are broken.

Pure: no Django, no database. Reads the steps of a chain as articles/claim_data.py
writes them. Steps at one position say it together.
"""

from collections.abc import Sequence
from typing import TypedDict

from articles.domain.records import (
    AppearanceRecord,
    ClaimRecord,
    GradeRecord,
    StepRecord,
    WorkRef,
)

FIRST_HAND, RELAYED, BROKEN_CHAIN = "first_hand", "relayed", "broken"
UNNAMED_LINK, MISSING_LINK = "unnamed", "missing"
MAX_NAMES = 2  # in front of a title
UNSIGNED = "Unsigned"


class BrokenLink(TypedDict):
    """A link that cannot be followed, with the names of those who speak there."""

    position: int
    why: str
    names: list[str]


def isolate_direction(name: str) -> str:
    """The name between isolates (UAX #9), so that it cannot turn the sentence."""
    return f"\u2068{name}\u2069"


def join_with_and(names: list[str]) -> str:
    """One, one and two, or one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def name_some(names: list[str]) -> str:
    """One, one and two, or one, two and 3 others."""
    if len(names) > MAX_NAMES:
        rest = len(names) - MAX_NAMES
        names = [*names[:MAX_NAMES], f"{rest} other{'s' if rest > 1 else ''}"]
    return join_with_and(names)


def speakers_of_title(article: WorkRef) -> str:
    """Who says what an article's title says: its authors, or else its outlet."""
    names = [author["name"] for author in article["authors"]]
    if not names and article["outlet"]:
        names = [article["outlet"]["name"]]
    return name_some(names) or UNSIGNED


def speakers_of_claim(claim: ClaimRecord) -> str:
    """Who says what a claim says: the claimants of all its appearances."""
    return name_some(claimant_names(claim)) or UNSIGNED


def claimant_names(claim: ClaimRecord) -> list[str]:
    """Each of them once, in the order of the appearances."""
    names = [
        step["source"]["name"]
        for appearance in claim["appearances"]
        for together in group_by_position(appearance["chain"])[-1:]
        for step in together
    ]
    return list(dict.fromkeys(names))


def group_by_position(chain: list[StepRecord]) -> list[list[StepRecord]]:
    """Group the steps by position; those at one position say it together."""
    by_position: dict[int, list[StepRecord]] = {}
    for step in chain:
        by_position.setdefault(step["position"], []).append(step)
    return [by_position[position] for position in sorted(by_position)]


def chain_sentence(appearance: AppearanceRecord) -> str:
    """Stephen Lendman, in Information Clearing House, quoting Al-Manar TV."""
    outlet = appearance["article"]["outlet"]
    parts = []
    for position, together in enumerate(group_by_position(appearance["chain"])):
        names = join_with_and(
            [isolate_direction(step["source"]["name"]) for step in together]
        )
        if position == 0:
            parts.append(
                f"{names}, in {isolate_direction(outlet['name'])}" if outlet else names
            )
        else:
            parts.append(f"quoting {names}")
    return ", ".join(parts)


def is_unnamed(step: StepRecord) -> bool:
    return step["source"]["kind"] == "unnamed"


def find_breaks(chain: Sequence[StepRecord]) -> list[BrokenLink]:
    """Find the links that cannot be followed: where they are, and why not.

    A link is unnamed where nobody who speaks there has a name, and missing where the
    chain says that somebody spoke without saying anything of whom.
    """
    if not chain:
        return [{"position": 0, "why": MISSING_LINK, "names": []}]
    broken: list[BrokenLink] = []
    by_position: dict[int, list[StepRecord]] = {
        together[0]["position"]: together for together in group_by_position(list(chain))
    }
    for position in range(max(by_position) + 1):
        together = by_position.get(position)
        if together is None:
            broken.append({"position": position, "why": MISSING_LINK, "names": []})
        elif all(is_unnamed(step) for step in together):
            names = [step["source"]["name"] for step in together]
            broken.append({"position": position, "why": UNNAMED_LINK, "names": names})
    return broken


def grade_chain(chain: Sequence[StepRecord]) -> GradeRecord:
    """Grade it: first-hand, relayed through so many steps or broken; and so in words."""
    broken = find_breaks(chain)
    steps = max((step["position"] for step in chain), default=0)
    unbroken = RELAYED if steps else FIRST_HAND
    unclear = any(step["unclear"] for step in chain)
    return {
        "value": BROKEN_CHAIN if broken else unbroken,
        "steps": steps,
        "breaks": [{"position": b["position"], "why": b["why"]} for b in broken],
        "unclear": unclear,
        "words": grade_in_words(steps, broken, unclear),
    }


def grade_in_words(steps: int, broken: Sequence[BrokenLink], unclear: bool) -> str:
    """Quoted through 2 others, broken by an unnamed voice (US officials)."""
    parts = []
    if steps:
        parts.append(quoting_in_words(steps))
    elif not broken:
        parts.append("first-hand: the article’s own voice claims it")
    parts += [break_in_words(link) for link in broken]
    if unclear:
        parts.append("it is unclear whose words a part is")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def quoting_in_words(steps: int) -> str:
    """Quoted through one other, who stands between the article and the claimant."""
    if steps == 1:
        return "quoted by the article"
    return f"quoted through {'one other' if steps == 2 else f'{steps - 1} others'}"


def break_in_words(link: BrokenLink) -> str:
    """Broken by an unnamed voice (US officials)."""
    if link["why"] == MISSING_LINK:
        return "broken by a missing link"
    names = join_with_and([isolate_direction(name) for name in link["names"]])
    return f"broken by an unnamed voice ({names})"
