"""How far is the claimant from the reader, and where does the chain break?"""

import pytest

from articles.domain.attribution.chains import grade_chain
from tests.unit.chains_at_hand import Step, chain_of, step

NOBODY = {"kind": "unnamed"}

# fmt: off
GRADES = [
    # chain                                        value         steps  words
    (chain_of("Ann"),                              "first_hand", 0, "First-hand: the article’s own voice claims it"),
    (chain_of("Ann", "Bo"),                        "relayed",    1, "Quoted by the article"),
    (chain_of("Ann", "Bo", "Cy"),                  "relayed",    2, "Quoted through one other"),
    ([step(0, "Ann"), step(1, "Bo"), step(1, "Cy")], "relayed",  1, "Quoted by the article"),
    ([step(0, "Ann"), step(1, "officials", **NOBODY)], "broken", 1,
     "Quoted by the article, broken by an unnamed voice (\u2068officials\u2069)"),
    ([step(0, "Ann"), step(1, "officials", **NOBODY), step(1, "Bo")], "relayed", 1, "Quoted by the article"),
    ([step(0, "Ann"), step(2, "Bo")],              "broken",     2, "Quoted through one other, broken by a missing link"),
    ([step(1, "Bo")],                              "broken",     1, "Quoted by the article, broken by a missing link"),
    ([],                                           "broken",     0, "Broken by a missing link"),
    ([step(0, "Ann"), step(1, "Bo", unclear=True)], "relayed",   1,
     "Quoted by the article, it is unclear whose words a part is"),
]
# fmt: on


@pytest.mark.parametrize(("chain", "value", "steps", "words"), GRADES)
def test_a_chain_is_graded_by_its_steps_and_its_breaks(
    chain: list[Step], value: str, steps: int, words: str
) -> None:
    found = grade_chain(chain)

    assert (found["value"], found["steps"], found["words"]) == (value, steps, words)


def test_every_break_is_named_with_its_place() -> None:
    chain = [step(0, "Ann"), step(1, "officials", **NOBODY), step(3, "Bo")]

    assert grade_chain(chain)["breaks"] == [
        {"position": 1, "why": "unnamed"},
        {"position": 2, "why": "missing"},
    ]
