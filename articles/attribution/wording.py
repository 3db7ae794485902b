"""How does a chain of voices read aloud?"""

from typing import Any

Step = dict[str, Any]


def isolated(name: str) -> str:
    """The name between signs that keep its direction from turning the sentence's."""
    return f"\u2068{name}\u2069"


def joined(names: list[str]) -> str:
    """One, one and two, or one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def voices(chain: list[Step]) -> list[list[Step]]:
    """The steps by position; those at one position say it together."""
    steps: dict[int, list[Step]] = {}
    for step in chain:
        steps.setdefault(step["position"], []).append(step)
    return [steps[position] for position in sorted(steps)]


def chain_sentence(appearance: dict[str, Any]) -> str:
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
