"""The small numbers by which an index in memory knows the values of scales.

A facet holds numbers: the ids of sources and articles, and these. A citation's fidelity
is also held together with the article or the source that it is by or of, because a claim
may stand in two articles, and only one of them may cite so.
"""

import datetime

from articles.models.choices import ClaimKind, Fidelity, Role, Verdict

VERDICTS = ["", *Verdict.values]  # "": nobody has reviewed it
KINDS = list(ClaimKind.values)
FIDELITIES = ["", *Fidelity.values]  # "": nobody has checked it
ROLES = list(Role.values)
CITING_ROLES = [Role.AUTHOR.value, Role.OUTLET.value, Role.CITED.value]
FIDELITY_OF = {each: f"{each}_fidelity" for each in ("article", *CITING_ROLES)}

VERDICT_CODES = {value: code for code, value in enumerate(VERDICTS)}
KIND_CODES = {value: code for code, value in enumerate(KINDS)}
FIDELITY_CODES = {value: code for code, value in enumerate(FIDELITIES)}
DECIDED = 1  # the one value of the facet "decided"

MOST_FIDELITIES = 16


def fidelity_of(row: int, fidelity: int) -> int:
    """A source or an article and a fidelity, as one number."""
    return row * MOST_FIDELITIES + fidelity


def day_number(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


# In such a key the day stands before so many bits of the work; a day that is not known is
# the first of all.
KEY_BITS, NO_DAY_KEY = 40, 1


def article_key(day: datetime.date | None, work: int) -> int:
    """Where an article stands in the lists: by its day, those without one last."""
    return ((day.toordinal() if day else NO_DAY_KEY) << KEY_BITS) + work
