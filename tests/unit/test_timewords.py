"""Which days do time words mean, seen from the day of publication?"""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.attribution.timewords import (
    LANGUAGES,
    precision_of_days,
    resolve_time_words,
)
from articles.domain.dates import PartialDate
from tests.unit.chains_at_hand import TEXTS, read, text_of

TUESDAY = "2017-06-20"

# fmt: off
ENGLISH: list[tuple[str, str, str | None, str | None, str, bool]] = [
    # words                        published     from          to            precision  certain
    ("on Saturday",                TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("On Saturday",                TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("late on Saturday night",     TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("on Tuesday",                 TUESDAY,      "2017-06-20", "2017-06-20", "day",     False),
    ("last Friday",                TUESDAY,      "2017-06-16", "2017-06-16", "day",     True),
    ("last Monday",                TUESDAY,      "2017-06-19", "2017-06-19", "day",     False),
    ("yesterday",                  "2017-03-01", "2017-02-28", "2017-02-28", "day",     True),
    ("this morning",               TUESDAY,      "2017-06-20", "2017-06-20", "day",     True),
    ("the day before yesterday",   TUESDAY,      "2017-06-18", "2017-06-18", "day",     True),
    ("three days ago",             TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("10 days ago",                TUESDAY,      "2017-06-10", "2017-06-10", "day",     True),
    ("two weeks ago",              TUESDAY,      "2017-06-03", "2017-06-09", "week",    False),
    ("a month ago",                "2017-01-15", "2016-12-01", "2016-12-31", "month",   False),
    ("two years ago",              TUESDAY,      "2015-01-01", "2015-12-31", "year",    False),
    ("last week",                  TUESDAY,      "2017-06-11", "2017-06-18", "week",    True),
    ("last week",                  "2017-12-31", "2017-12-17", "2017-12-24", "week",    False),
    ("this week",                  TUESDAY,      "2017-06-19", "2017-06-20", "week",    True),
    ("over the weekend",           TUESDAY,      "2017-06-17", "2017-06-18", "span",    True),
    ("last month",                 "2017-01-20", "2016-12-01", "2016-12-31", "month",   True),
    ("earlier this month",         "2017-06",    "2017-06-01", "2017-06-30", "month",   True),
    ("last year",                  "2017",       "2016-01-01", "2016-12-31", "year",    True),
    ("last November",              "2018-08-18", "2017-11-01", "2017-11-30", "month",   True),
    ("last November",              "2018-12-18", "2018-11-01", "2018-11-30", "month",   False),
    ("in May",                     TUESDAY,      "2017-05-01", "2017-05-31", "month",   True),
    ("in November",                TUESDAY,      "2016-11-01", "2016-11-30", "month",   False),
    ("in November 2014",           "",           "2014-11-01", "2014-11-30", "month",   True),
    ("in 2014",                    "",           "2014-01-01", "2014-12-31", "year",    True),
    ("on June 12",                 TUESDAY,      "2017-06-12", "2017-06-12", "day",     True),
    ("on the 12th of June",        TUESDAY,      "2017-06-12", "2017-06-12", "day",     True),
    ("on December 30",             "2017-01-03", "2016-12-30", "2016-12-30", "day",     True),
    ("on 3 July",                  TUESDAY,      "2017-07-03", "2017-07-03", "day",     False),
    ("On Saturday, June 17",       TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("on Saturday, June 18",       TUESDAY,      "2017-06-18", "2017-06-18", "day",     False),
    ("Monday, 18 June 2017",       TUESDAY,      "2017-06-18", "2017-06-18", "day",     False),
    ("Sept. 3, 2014",              "",           "2014-09-03", "2014-09-03", "day",     True),
    ("on 12 June 2014",            "2015",       "2014-06-12", "2014-06-12", "day",     True),
    ("2014-06-12",                 "",           "2014-06-12", "2014-06-12", "day",     True),
    ("earlier",                    TUESDAY,      None,         None,         "open",    True),
    ("two days earlier",           TUESDAY,      None,         None,         "open",    True),
    ("repeatedly",                 TUESDAY,      None,         None,         "open",    True),
    ("in recent years",            TUESDAY,      None,         None,         "open",    True),
]
OTHERS: list[tuple[str, str, str, str | None, str | None, str, bool]] = [
    ("de", "am Samstag",           TUESDAY,      "2017-06-17", "2017-06-17", "day",     True),
    ("de", "gestern Abend",        TUESDAY,      "2017-06-19", "2017-06-19", "day",     True),
    ("de", "vergangene Woche",     TUESDAY,      "2017-06-11", "2017-06-18", "week",    True),
    ("de-AT", "im Jänner 2016",    "",           "2016-01-01", "2016-01-31", "month",   True),
    ("de", "Montag, 18. Juni 2017", TUESDAY,     "2017-06-18", "2017-06-18", "day",     False),
    ("de", "am 15. Mai",           TUESDAY,      "2017-05-15", "2017-05-15", "day",     True),
    ("ar", "مساء السبت",           "2026-02-16", "2026-02-14", "2026-02-14", "day",     True),
    ("ar", "صباح أمس",             "2026-02-16", "2026-02-15", "2026-02-15", "day",     True),
    ("ar", "في 27 يناير",          "2026-02-16", "2026-01-27", "2026-01-27", "day",     True),
    ("ar", "في الشهر الماضي",      "2026-02-16", "2026-01-01", "2026-01-31", "month",   True),
]
UNKNOWN = [
    ("on Saturday",                "2017-06", "en"),  # no day to count from
    ("last month",                 "2017",    "en"),
    ("yesterday",                  "",        "en"),
    ("on 31 June",                 TUESDAY,   "en"),
    ("31 February 2014",           TUESDAY,   "en"),
    ("the past week",              TUESDAY,   "en"),  # seven days, or a week
    ("when the ship came in",      TUESDAY,   "en"),
    ("on Saturday",                TUESDAY,   "xx"),  # a language without a table
    ("",                           TUESDAY,   "en"),
    ("500 years ago",              "0003-01-01", "en"),
    ("yesterday",                  "0001-01-01", "en"),
]
# fmt: on


@pytest.mark.parametrize(
    ("language", "words", "published", "start", "end", "close", "certain"),
    [("en", *row) for row in ENGLISH] + OTHERS,
)
def test_time_words_mean_days(
    language: str, words: str, published: str, start: str | None, end: str | None,
    close: str, certain: bool,
) -> None:  # fmt: skip
    found = resolve_time_words(words, PartialDate.parse(published), language)

    assert found is not None
    days = [day and day.isoformat() for day in (found.start, found.end)]
    assert days == [start, end]
    assert (found.precision, found.certain) == (close, certain)


@pytest.mark.parametrize(("words", "published", "language"), UNKNOWN)
def test_what_cannot_be_known_is_not_guessed(
    words: str, published: str, language: str
) -> None:
    assert resolve_time_words(words, PartialDate.parse(published), language) is None


@pytest.mark.parametrize("annotation", TEXTS)
def test_no_certain_rule_disagrees_with_the_people_who_annotated(
    annotation: str,
) -> None:
    data, text = read(annotation), text_of(annotation)
    work = next(w for w in data["works"] if w["ref"] == data["article"]["work"])
    published = PartialDate.parse(work["published"])
    known = 0
    for claim in data["claims"]:
        for link in (s for a in claim["appearances"] for s in a["chain"]):
            said = link.get("said")
            words = text[said["start"] : said["end"]] if said else ""
            found = resolve_time_words(words, published, work["language"])
            if said and found and found.certain:
                known += 1
                assert [str(found.start), str(found.end)] == [
                    str(said["from"]), str(said["to"])
                ]  # fmt: skip
    assert known >= 2


PRECISIONS = [
    ("2017-06-17", "2017-06-17", "day"),
    ("2017-06-11", "2017-06-18", "week"),
    ("2017-06-01", "2017-06-30", "month"),
    ("2016-01-01", "2016-12-31", "year"),
    ("2017-06-01", "2017-07-14", "span"),
]


@pytest.mark.parametrize(("start", "end", "close"), PRECISIONS)
def test_stored_days_say_how_closely_they_tell(
    start: str, end: str, close: str
) -> None:
    days = [datetime.date.fromisoformat(day) for day in (start, end)]

    assert precision_of_days(*days) == close
    assert precision_of_days(days[0], None) == "open"


@given(st.dates(), st.sampled_from(sorted(LANGUAGES)), st.text(max_size=40))
def test_no_words_and_no_day_break_it(
    day: datetime.date, language: str, words: str
) -> None:
    resolve_time_words(words, PartialDate(day), language)


@given(st.dates(), st.sampled_from([row[0] for row in ENGLISH]))
def test_what_is_certain_was_said_by_the_day_of_publication(
    day: datetime.date, words: str
) -> None:
    found = resolve_time_words(words, PartialDate(day), "en")

    if found and found.certain and found.start and not any(s.isdigit() for s in words):
        assert found.start <= day
