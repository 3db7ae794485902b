"""Where did a claim appear first, as far as the dates that are known can tell?

Pure: no Django, no database. A date that is known to a month or a year is all the days
that it may mean, so that "June 2017" is neither before nor after "20 June 2017".
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from articles.domain.attribution.chains import isolated, joined
from articles.domain.dates import DateRange, PartialDate, in_words

Record = dict[str, Any]


def days(published: Record) -> DateRange | None:
    """The days that {"date", "precision"} may mean; None where no date is known."""
    if not published["date"]:
        return None
    day = datetime.date.fromisoformat(published["date"])
    return PartialDate(day, published["precision"]).as_range()


def possibly_first(found: Sequence[DateRange]) -> list[int]:
    """Which of these (by place) no other one certainly precedes."""
    end = min((each.last for each in found), default=None)
    return [
        place
        for place, each in enumerate(found)
        if end is not None and each.first <= end
    ]


def first_known(appearances: Iterable[Record]) -> Record | None:
    """The first known appearance among these; each an appearance's record.

    {"appearances": the ones that may be first, "tie": they are of one and the same
    date, "uncertain": the dates are too coarse to tell, "undated": how many have none,
    "words"}. None where no appearance has a date.
    """
    held = [(shown, days(shown["article"]["published"])) for shown in appearances]
    dated = [(shown, when) for shown, when in held if when is not None]
    if not dated:
        return None
    places = possibly_first([when for _, when in dated])
    first = sorted(
        (dated[place] for place in places), key=lambda each: (each[1], each[0]["key"])
    )
    dates = {when for _, when in first}
    articles = {shown["article"]["key"] for shown, _ in first}
    answer = {
        "appearances": [shown for shown, _ in first],
        "tie": len(dates) == 1 and len(articles) > 1,
        "uncertain": len(dates) > 1,
        "undated": len(held) - len(dated),
    }
    return {**answer, "words": words(answer)}


def words(answer: Record) -> str:
    """15 February 2026, in Perrin Ford Courier."""
    places: dict[str, list[str]] = {}
    for shown in answer["appearances"]:
        published = shown["article"]["published"]
        where = places.setdefault(
            in_words(published["date"], published["precision"]), []
        )
        name = isolated(where_published(shown))
        if name not in where:
            where.append(name)
    said = [f"{when}, in {joined(names)}" for when, names in places.items()]
    if answer["uncertain"]:
        return (
            f"{', or '.join(said)}; the dates are not known closely enough to say"
            " which was first"
        )
    return said[0]


def where_published(shown: Record) -> str:
    outlet = shown["article"]["outlet"]
    return str(outlet["name"] if outlet else shown["article"]["title"])
