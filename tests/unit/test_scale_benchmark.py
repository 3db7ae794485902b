"""Does the benchmark of readers' pages tell a miss from a pass, and a wrong answer?"""

import argparse
import dataclasses
from pathlib import Path
from typing import Any

import pytest

from benchmarks.readers.__main__ import Phase, judge_phases
from benchmarks.readers.load import Load
from benchmarks.readers.server import deployed_command, local_command
from benchmarks.readers.writes import SEEN, UNSEEN
from benchmarks.scale.__main__ import sized_url
from benchmarks.scale.goals import GOALS, Outcome, exit_code, judge
from benchmarks.scale.measure import rows_read
from benchmarks.scale.pages import Filters
from benchmarks.scale.peers import (
    ListAnswer,
    UnequalAnswersError,
    check_equal,
    differences,
)
from benchmarks.scale.report import goal_table, whole_report
from benchmarks.scale.run import Side

ROOT = Path(__file__).parents[2]
OUTLETS = {f"outlet {n:02}": 40 - n for n in range(12)}
ANSWER = ListAnswer(
    total=120,
    keys=["b", "c", "d"],
    facets={
        "verdict": {"refuted": 20, "": 100, "supported": 0},
        "kind": {"event": 120},
        "source": {"ministry": 90, "mayor": 90},
        "outlet": OUTLETS,
    },
)


def page(cpu: float, **more: Any) -> dict[str, Any]:
    """The figures of a page that reaches every goal, but for what is given."""
    good = {
        "address": "/", "cpu": cpu, "wall": cpu, "sql": cpu / 1.5, "statements": 3,
        "rows": 60, "buffers": 200, "bytes": 20_000, "kept": True, "again": cpu / 10,
        "unchanged": cpu / 20,
    }  # fmt: skip
    return good | more


def run(**more: Any) -> dict[str, Any]:
    """A run in which every goal is reached, but for the page that is given."""
    slow = {"ours": 4.0, "datasette": 100.0, "orm": 500.0, "found": 120}
    return {
        "about": {},
        "sizes": ["10000", "1000000"],
        "pages": {
            "claims: no filter": {
                "kind": "list",
                "sizes": {
                    "10000": page(4.0),
                    "1000000": page(4.4, inexact=[], **more),
                },
            },
            "claim: 60 evidence": {
                "kind": "claim",
                "sizes": {"10000": page(6.0), "1000000": page(6.0)},
            },
            "article: 400 marks": {
                "kind": "article",
                "sizes": {"10000": page(9.0), "1000000": page(9.0)},
            },
        },
        "compared": {"no filter": {"1000000": slow}},
        "live": {"1000000": {"source: busiest outlet": 30.0}},
        "table": {
            size: {
                "csv": {"rows": 100, "wall": 1.2, "cpu": 1.0, "grown": grown},
                "copy": {"rows": 100, "wall": 1.0, "cpu": 1.0},
            }
            for size, grown in (("10000", 2e6), ("1000000", 9e6))
        },
    }


def missed(results: dict[str, Any]) -> list[str]:
    return [each.goal.says for each in judge(results) if each.missed]


def test_a_run_that_reaches_every_goal_passes() -> None:
    outcomes = judge(run())

    assert [each.goal.says for each in outcomes if each.word == "not measured"] == [
        "CPU of a page over its SQL: sources"
    ]
    assert missed(run()) == []
    assert exit_code(outcomes) == 0


MISSES: list[tuple[dict[str, Any], str]] = [
    ({"cpu": 5.3, "sql": 4.0}, "CPU in the largest over that in the smallest"),
    ({"sql": 2.0},             "CPU of a page over its SQL: lists and home"),
    ({"rows": 10_002},         "rows that one statement reads"),
    ({"buffers": 5_001},       "buffers that one statement reads"),
    ({"bytes": 30_001},        "kB of home and of each list"),
    ({"inexact": ["kind"]},    "counts that are not exact"),
    ({"again": 2.0},           "CPU of a kept page over making it"),
    ({"unchanged": 2.0},       "CPU of a 304 over making the page"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "goal"), MISSES)
def test_a_miss_is_named_with_its_page_and_its_figure_and_ends_with_1(
    more: dict[str, Any], goal: str
) -> None:
    results = run()
    results["pages"]["claims: no filter"]["sizes"]["1000000"] |= more

    outcomes = judge(results)

    (miss,) = (each for each in outcomes if each.missed)
    assert miss.goal.says == goal
    assert set(miss.missed) == {"claims: no filter"}
    assert "| MISS | 1: claims: no filter " in goal_table(outcomes)
    assert exit_code(outcomes) == 1


OTHER_MISSES: list[tuple[list[str], Any, str]] = [
    (["compared", "no filter", "1000000", "datasette"], 11.0,
     "Datasette's CPU over ours, each of the nine pages"),
    (["compared", "no filter", "1000000", "orm"], 399.0,
     "the plain ORM page's CPU over ours"),
    (["pages", "claim: 60 evidence", "sizes", "1000000", "statements"], 7,
     "statements of a claim"),
    (["pages", "article: 400 marks", "sizes", "1000000", "statements"], 5,
     "statements of an article"),
    (["pages", "article: 400 marks", "sizes", "1000000", "bytes"], 150_001,
     "kB of an article of 400 marks"),
    (["pages", "article: 400 marks", "sizes", "1000000", "kept"], False,
     "an article is not kept"),
    (["live", "1000000", "source: busiest outlet"], 19.0,
     "counting live over a source's page"),
    (["table", "1000000", "csv", "wall"], 1.6, "seconds of a CSV row over COPY's"),
    (["table", "1000000", "csv", "grown"], 23e6, "MB that a larger CSV takes more"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "goal"), OTHER_MISSES)
def test_what_is_not_of_a_list_can_be_missed_too(
    path: list[str], value: Any, goal: str
) -> None:
    results = run()
    part = results
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value

    assert goal in missed(results)


def test_what_was_not_measured_is_neither_reached_nor_missed() -> None:
    nothing = {"sizes": ["10000"], "pages": {}, "compared": {}}

    outcomes = judge(nothing)

    assert {each.word for each in outcomes} == {"not measured"}
    assert len(outcomes) == len(GOALS)


def test_the_worst_figure_is_the_one_that_is_farthest_off() -> None:
    fast = next(goal for goal in GOALS if goal.at_least)
    small = next(goal for goal in GOALS if not goal.at_least)

    assert Outcome(fast, {"a": 1.0, "b": 30.0}).worst == 1.0
    assert Outcome(small, {"a": 1.0, "b": 30.0}).worst == 30.0


def test_the_report_has_each_page_and_each_goal() -> None:
    text = whole_report(run(), judge(run()))

    assert "| claims: no filter | 4.00 | 4.40 | 1.10 |" in text
    assert "| no filter | 1M | 120 | 4.00 | 100 | 25.0 | 500 | 125 |" in text


def test_equal_answers_are_equal_whatever_the_order_of_equal_counts() -> None:
    last = {**OUTLETS, "another": 29}
    del last["outlet 11"]  # it had 29 as well: either may be the twelfth
    facets = {**ANSWER.facets, "outlet": last, "verdict": {"": 100, "refuted": 20}}

    assert differences(ANSWER, dataclasses.replace(ANSWER, facets=facets)) == []


WRONG: list[dict[str, Any]] = [
    {"total": 119},
    {"keys": ["b", "d", "c"]},
    {"keys": ["b", "c"]},
    {"facets": {**ANSWER.facets, "verdict": {"refuted": 21, "": 99}}},
    {"facets": {**ANSWER.facets, "outlet": {**OUTLETS, "outlet 00": 41}}},
    {"facets": {**ANSWER.facets, "source": {"ministry": 90}}},
    {"facets": {**ANSWER.facets, "source": {"ministry": 90, "other": 90}}},
]


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_ends_the_comparison(fault: dict[str, Any]) -> None:
    with pytest.raises(UnequalAnswersError, match="verdict of 10000"):
        check_equal("verdict of 10000", ANSWER, dataclasses.replace(ANSWER, **fault))


def test_what_is_not_exact_is_not_compared_and_all_else_is() -> None:
    facets = {**ANSWER.facets, "kind": {"event": 60}}
    partial = dataclasses.replace(ANSWER, facets=facets, inexact=["kind"])

    assert differences(ANSWER, partial) == []
    assert differences(ANSWER, dataclasses.replace(partial, total=1)) != []


def test_a_facet_is_not_compared_where_its_own_filter_is_on() -> None:
    left = {**ANSWER.facets, "verdict": {"refuted": 20}}
    other = dataclasses.replace(ANSWER, facets=left)

    assert differences(ANSWER, other, filtered={"verdict"}) == []
    assert differences(ANSWER, other) != []


def test_the_rows_of_every_scan_are_counted() -> None:
    scan = {"Relation Name": "articles_voice", "Actual Rows": 2, "Actual Loops": 50}
    whole = {"Relation Name": "articles_claim", "Actual Rows": 10, "Actual Loops": 1,
             "Rows Removed by Filter": 90}  # fmt: skip
    plan = {"Node Type": "Nested Loop", "Plans": [scan, {"Plans": [whole]}]}

    assert rows_read(plan) == 200


def test_a_slow_side_is_measured_twice_and_no_more() -> None:
    side = Side(lambda: None, spent=100.0)

    for _ in range(5):
        side.run()

    assert len(side.costs) == 2


def test_filters_are_an_address() -> None:
    assert Filters().address == "/claims/"
    assert Filters(q="a b", verdict="refuted").query == "?verdict=refuted&q=a+b"


def test_a_database_is_named_with_its_size() -> None:
    assert sized_url("10000=postgresql://a@/b") == ("10000", "postgresql://a@/b")
    with pytest.raises(argparse.ArgumentTypeError):
        sized_url("postgresql://a@/b")


def test_the_web_server_is_started_as_in_the_container() -> None:
    deployed = deployed_command((ROOT / "Containerfile").read_text())

    command = local_command(deployed, 8931)

    assert deployed[0] == "gunicorn"
    kept = [part for part in deployed[1:] if not part.startswith("--bind")]
    assert kept
    assert [part for part in command if part in kept] == kept
    assert [part for part in command if "bind" in part] == ["--bind=127.0.0.1:8931"]


def test_what_99_in_100_readers_wait() -> None:
    load = Load([n / 1000 for n in range(1, 101)], errors=0, lasted=4.0, cpu=0.1)

    assert load.per_second == 25
    assert load.percentile(0.99) == 100
    assert load.percentile(0.5) == 51


def phase(kind: str, writes: float, answers: int, wait: float = 0.05) -> Phase:
    """A part in which so many readers were answered in ten seconds."""
    load = Load([wait] * answers, errors=0, lasted=10.0, cpu=1.0)
    return Phase("/claims/", kind, writes, 0, load, {"web": 0.5})


def test_readers_who_lose_too_much_to_those_who_write_are_a_miss() -> None:
    phases = [phase(UNSEEN, 0.0, 1000), phase(UNSEEN, 10.0, 960)]

    good = judge_phases([*phases, phase(SEEN, 10.0, 710)])
    slow = judge_phases([*phases, phase(SEEN, 10.0, 690)])
    late = judge_phases([*phases, phase(SEEN, 10.0, 710, wait=0.3)])

    assert all(met for *_, met in good)
    assert [words for words, *_, met in slow if not met] == [
        "/claims/: 10 seen writes a second, of none"
    ]
    assert [words for words, *_, met in late if not met] == [
        "/claims/: ms of 99 in 100 with 10 seen writes a second"
    ]


def test_a_part_that_was_measured_twice_is_one() -> None:
    both = phase(SEEN, 1.0, 100).and_then(phase(SEEN, 1.0, 300))

    assert both.load.per_second == 20
    assert both.shares == {"web": 0.5}
