"""Finds where a claim appeared first, as far as the dates that are known can tell.

Pure: no Django, no database. A date that is known to a month or a year is all the days
that it may mean, so that "June 2017" is neither before nor after "20 June 2017".
"""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from articles.domain.attribution.chains import isolate_direction, join_with_and
from articles.domain.dates import DateRange, PartialDate, date_in_words
from articles.domain.records import AppearanceRecord


class FirstKnown(TypedDict):
    """The first known appearance, or those of which one may be it."""

    appearances: list[AppearanceRecord]
    tie: bool
    uncertain: bool
    undated: int
    words: str


def find_possibly_first(ranges: Sequence[DateRange]) -> list[int]:
    """The indices of those that no other one certainly precedes."""
    end = min((each.last for each in ranges), default=None)
    return [
        index
        for index, each in enumerate(ranges)
        if end is not None and each.first <= end
    ]


def find_first_known(appearances: Iterable[AppearanceRecord]) -> FirstKnown | None:
    """Find the first known appearance among these; each is an appearance's record.

    {"appearances": the ones that may be first, "tie": they are of one and the same
    date, "uncertain": the dates are too coarse to tell, "undated": how many have none,
    "words"}. None where no appearance has a date.
    """
    with_days = [
        (each, PartialDate.from_record(each["article"]["published"]).as_range())
        for each in appearances
    ]
    dated = [(each, when) for each, when in with_days if when is not None]
    if not dated:
        return None
    indices = find_possibly_first([when for _, when in dated])
    first = sorted(
        (dated[index] for index in indices),
        key=lambda pair: (pair[1], pair[0]["key"]),
    )
    dates = {when for _, when in first}
    articles = {each["article"]["key"] for each, _ in first}
    answer: FirstKnown = {
        "appearances": [each for each, _ in first],
        "tie": len(dates) == 1 and len(articles) > 1,
        "uncertain": len(dates) > 1,
        "undated": len(with_days) - len(dated),
        "words": "",
    }
    return {**answer, "words": first_known_in_words(answer)}


def first_known_in_words(answer: FirstKnown) -> str:
    """15 February 2026, in Perrin Ford Courier."""
    names_by_date: dict[str, list[str]] = {}
    for appearance in answer["appearances"]:
        published = appearance["article"]["published"]
        date = date_in_words(published["date"], published["precision"])
        names = names_by_date.setdefault(date, [])
        name = isolate_direction(publication_name(appearance))
        if name not in names:
            names.append(name)
    parts = [
        f"{date}, in {join_with_and(names)}" for date, names in names_by_date.items()
    ]
    if answer["uncertain"]:
        return (
            f"{', or '.join(parts)}; the dates are not known closely enough to say"
            " which was first"
        )
    return parts[0]


def publication_name(appearance: AppearanceRecord) -> str:
    """The outlet's name; the article's title where no outlet is known."""
    article = appearance["article"]
    return article["outlet"]["name"] if article["outlet"] else article["title"]
