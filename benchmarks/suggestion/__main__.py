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
from benchmarks.suggestion.gold import AnnotatedText, read_seeds, read_texts
from benchmarks.suggestion.measure import Tally, is_named, match_pairs, tally_matches

SuggestMethod = Callable[[AnnotatedText], list[Suggestion]]
# Texts with higher numbers were written when the rules stood as they are.
LAST_TEXT_BEFORE_RULES = 25
SEEDS_FOLDER = Path(__file__).parents[3] / "shared" / "seeds"


def suggest_by_rules(article: AnnotatedText) -> list[Suggestion]:
    """As the desk suggests: without its author, and what is no part of the article."""
    return suggest(article.text, paragraphs=article.paragraphs, authors=article.authors)


def suggest_by_pattern(article: AnnotatedText) -> list[Suggestion]:
    return floor.suggest(article.text)


def measure_method(articles: Iterable[AnnotatedText], method: SuggestMethod) -> Tally:
    """One tally of a method over several texts."""
    tally = Tally()
    for article in articles:
        tally += tally_matches(article, method(article))
    return tally


def format_row(name: str, tally: Tally) -> str:
    values = "  ".join(f"{value:>15.3f}" for value in tally.figures().values())
    return f"{name:<28}{tally.marked:>5}  {values}"


def print_differences(article: AnnotatedText, method: SuggestMethod) -> None:
    """Print what was missed, what was too much, whose speaker is another."""
    found = method(article)
    paired = match_pairs(article, found)

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


def measure_speed() -> float:
    """Seconds of one processor for a text of a million signs, dense with speech."""
    one = "\n\n".join(article.text for article in read_texts())
    text = (one + "\n\n") * (1_000_000 // len(one) + 1)
    started = time.process_time()
    suggest(text[:1_000_000])
    return time.process_time() - started


def main(arguments: list[str]) -> None:
    all_texts = read_texts()
    held_out = [text for text in all_texts if text.number % 2 == 0]
    halves = {
        "tuned on": [text for text in all_texts if text.number % 2],
        "held out": held_out,
        "of these, written after": [
            t for t in held_out if t.number > LAST_TEXT_BEFORE_RULES
        ],
    }
    real = list(read_seeds(Path(environ.get("CLAIMTRACKER_SEEDS") or SEEDS_FOLDER)))
    halves |= {article.name: [article] for article in real}
    names = "  ".join(f"{name:>15}" for name in Tally().figures())
    print(f"{'':<28}{'marks':>5}  {names}")
    for name, articles in halves.items():
        print(format_row(f"{name}: rules", measure_method(articles, suggest_by_rules)))
        print(
            format_row(f"{name}: floor", measure_method(articles, suggest_by_pattern))
        )
    print(f"\n1 million signs: {measure_speed():.2f} s")
    if "-v" in arguments:
        for article in [*halves["tuned on"], *real]:
            print_differences(article, suggest_by_rules)


if __name__ == "__main__":
    main(sys.argv[1:])
