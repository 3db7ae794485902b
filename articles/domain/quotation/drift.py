"""Follows the wording of one quotation from article to article."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

from articles.domain.dates import PartialDate
from articles.domain.quotation.compare import compare
from articles.domain.quotation.edits import Comparison
from articles.domain.text.language_tags import primary_language


@dataclass(frozen=True)
class DatedWording:
    """The words that one article has, and when it was published, as far as known."""

    of: Hashable
    words: str
    language: str
    published: PartialDate


@dataclass(frozen=True)
class Drift:
    """A wording compared with the first known one and with the one before it.

    None where there is none in the same language; `from_previous` also where the one
    before is the first.
    """

    wording: DatedWording
    from_first: Comparison | None
    from_previous: Comparison | None
    first: DatedWording | None = None
    previous: DatedWording | None = None


def drift(wordings: Sequence[DatedWording]) -> list[Drift]:
    """The wordings in order of publication, those without a date last.

    What is known to a year alone comes after each day of that year: it is no first one.
    """
    # A wire report has the same words a hundred times: each pair is compared once.
    compare_once = cache(compare)

    def compare_with(
        wording: DatedWording, earlier: DatedWording | None
    ) -> Comparison | None:
        if earlier is None:
            return None
        return compare_once(wording.words, earlier.words, wording.language)

    # Sorted is stable: of one day, the order in which they came.
    ordered = sorted(wordings, key=lambda wording: wording.published.last_day())
    drifts = []
    for number, wording in enumerate(ordered):
        spoken = primary_language(wording.language)
        before = [
            one for one in ordered[:number] if primary_language(one.language) == spoken
        ]
        first = before[0] if before else None
        previous = before[-1] if len(before) > 1 else None
        drifts.append(
            Drift(
                wording,
                compare_with(wording, first),
                compare_with(wording, previous),
                first,
                previous,
            )
        )
    return drifts
