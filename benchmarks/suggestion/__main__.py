"""python -m benchmarks.suggestion [-v]: the rules beside a plain regular expression.

The texts with odd numbers were used to tune the rules; the ones with even numbers were
not looked at while the rules were changed, and the newest came after the rules.
"""

import sys
import time
from collections.abc import Callable, Iterable
from os import environ
from pathlib import Path

from articles.domain.suggestion import Suggestion, suggest
from benchmarks.suggestion import floor
from benchmarks.suggestion.gold import Annotated, seeds, texts
from benchmarks.suggestion.measure import Tally, compare, is_named, pairs

Method = Callable[[Annotated], list[Suggestion]]
# Texts with higher numbers were written when the rules stood as they are.
NEWEST_RULES = 25
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def rules(article: Annotated) -> list[Suggestion]:
    """As the desk suggests: without its author, and what is no part of the article."""
    return suggest(article.text, paragraphs=article.paragraphs, authors=article.authors)


def plainly(article: Annotated) -> list[Suggestion]:
    return floor.suggest(article.text)


def measured(articles: Iterable[Annotated], method: Method) -> Tally:
    """One tally of a method over several texts."""
    tally = Tally()
    for article in articles:
        tally += compare(article, method(article))
    return tally


def row(name: str, tally: Tally) -> str:
    values = "  ".join(f"{value:>15.3f}" for value in tally.figures().values())
    return f"{name:<28}{tally.marked:>5}  {values}"


def differences(article: Annotated, method: Method) -> None:
    """Print what was missed, what was too much, whose speaker is another."""
    found = method(article)
    paired = pairs(article, found)

    def words(spans: Iterable[tuple[int, int]]) -> str:
        return " … ".join(article.text[start:end] for start, end in spans)[:110]

    print(f"\n== {article.name}")
    for each in article.statements:
        match = next((other for one, other in paired if one is each), None)
        at = [(span.start, span.end) for span in each.spans]
        if match is None:
            print("  MISSED ", words(at), each.names)
        elif match.speaker and not is_named(match.speaker, each.names):
            passes = is_named(match.speaker, each.relayers)
            print(
                "  RELAYER" if passes else "  SPEAKER",
                words(at), each.names, "<-", match.speaker,
            )  # fmt: skip
        elif each.names and not match.speaker:
            print("  NOBODY ", words(at), each.names)
    for extra in found:
        if not any(other is extra for _, other in paired):
            spans = [(span.start, span.end) for span in extra.content]
            print("  EXTRA  ", words(spans), f"[{extra.speaker}] {extra.rule}")


def speed() -> float:
    """Seconds of one processor for a text of a million signs, dense with speech."""
    one = "\n\n".join(article.text for article in texts())
    text = (one + "\n\n") * (1_000_000 // len(one) + 1)
    started = time.process_time()
    suggest(text[:1_000_000])
    return time.process_time() - started


def main(arguments: list[str]) -> None:
    all_texts = texts()
    held_out = [text for text in all_texts if text.number % 2 == 0]
    halves = {
        "tuned on": [text for text in all_texts if text.number % 2],
        "held out": held_out,
        "of these, written after": [t for t in held_out if t.number > NEWEST_RULES],
    }
    real = list(seeds(Path(environ.get("CLAIMTRACKER_SEEDS") or SEEDS)))
    halves |= {article.name: [article] for article in real}
    names = "  ".join(f"{name:>15}" for name in Tally().figures())
    print(f"{'':<28}{'marks':>5}  {names}")
    for name, articles in halves.items():
        print(row(f"{name}: rules", measured(articles, rules)))
        print(row(f"{name}: floor", measured(articles, plainly)))
    print(f"\n1 million signs: {speed():.2f} s")
    if "-v" in arguments:
        for article in [*halves["tuned on"], *real]:
            differences(article, rules)


if __name__ == "__main__":
    main(sys.argv[1:])
