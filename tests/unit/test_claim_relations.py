"""What follows from recorded relations, and what may not stand beside them?"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.claim_relations import (
    CONTRADICTS,
    NARROWS,
    PART_OF,
    REPEATS,
    SYMMETRIC_KINDS,
    ClaimGraph,
    Relation,
    find_objection,
)
from tests.unit.chains_at_hand import TEXTS, read

Triple = tuple[str, str, bool]


def relations(*triples: str) -> list[Relation]:
    return [Relation(*triple.split()) for triple in triples]


def follows(claim: str, *triples: str) -> set[tuple[str, str, bool]]:
    found = ClaimGraph(relations(*triples)).related(claim)
    return {(r.kind, r.claim, r.forward) for r in found}


# fmt: off
FOLLOWS = [
    # claim  recorded                                   what follows for the claim
    ("a", ["a repeats b"],                              {("repeats", "b", True)}),
    ("b", ["a repeats b"],                              {("repeats", "a", True)}),
    ("a", ["a repeats b", "c repeats b"],               {("repeats", "b", True), ("repeats", "c", True)}),
    ("a", ["a part_of b", "b part_of c"],               {("part_of", "b", True), ("part_of", "c", True)}),
    ("c", ["a part_of b", "b part_of c"],               {("part_of", "b", False), ("part_of", "a", False)}),
    ("a", ["a narrows b", "b narrows c"],               {("narrows", "b", True), ("narrows", "c", True)}),
    ("a", ["a narrows b", "b part_of c"],               {("narrows", "b", True)}),  # other orders do not join
    ("a", ["a contradicts b"],                          {("contradicts", "b", True)}),
    ("b", ["a contradicts b"],                          {("contradicts", "a", True)}),
    ("a", ["a contradicts b", "b contradicts c"],       {("contradicts", "b", True)}),  # not transitive
    ("a", ["a contradicts b", "b repeats c"],           {("contradicts", "b", True), ("contradicts", "c", True)}),
    ("a", ["a repeats x", "x contradicts b"],           {("repeats", "x", True), ("contradicts", "b", True)}),
    ("a", ["a part_of b", "c repeats b"],               {("part_of", "b", True), ("part_of", "c", True)}),
    ("a", ["a narrows b", "b contradicts c"],           {("narrows", "b", True)}),
    ("z", ["a repeats b"],                              set()),
]
REFUSED = [
    # new                 beside                                    why
    ("a repeats a",       [],                                       "no relation to itself"),
    ("a contradicts b",   ["b repeats a"],                          "cannot contradict"),
    ("a contradicts c",   ["a repeats b", "b repeats c"],           "cannot contradict"),
    ("a repeats b",       ["b contradicts a"],                      "contradict each other"),
    ("a repeats b",       ["a repeats x", "x contradicts b"],       "contradict each other"),
    ("a repeats b",       ["b part_of a"],                          "says less"),
    ("a part_of b",       ["a repeats b"],                          "neither is less"),
    ("c part_of a",       ["a part_of b", "b part_of c"],           "other way round"),
    ("b narrows a",       ["a narrows x", "x repeats b"],           "other way round"),
    ("a contradicts b",   ["b part_of a"],                          "both cannot be so"),
    ("a narrows b",       ["a contradicts b"],                      "both cannot be so"),
    ("b part_of c",       ["a part_of b", "c contradicts a"],       "both cannot be so"),
    ("b repeats c",       ["a part_of b", "c contradicts a"],       "both cannot be so"),
]
ALLOWED = [
    ("a repeats b",       []),
    ("a contradicts b",   ["a contradicts c", "c contradicts b"]),
    ("a part_of b",       ["b narrows a"]),
    ("a part_of c",       ["a part_of b", "b part_of c"]),
    ("a part_of c",       ["a part_of b", "b contradicts c"]),
    # What stood before this was looked at does not stand in the way of the rest.
    ("c repeats d",       ["a part_of b", "a contradicts b", "b repeats c"]),
]
# fmt: on


@pytest.mark.parametrize(("claim", "recorded", "expected"), FOLLOWS)
def test_only_what_is_sound_follows(
    claim: str, recorded: list[str], expected: set[Triple]
) -> None:
    assert follows(claim, *recorded) == expected


def test_what_was_recorded_is_told_from_what_follows() -> None:
    graph = ClaimGraph(relations("b repeats a", "b repeats c"))

    assert {r.claim: r.recorded for r in graph.related("a")} == {"b": True, "c": False}


@pytest.mark.parametrize(("new", "beside", "why"), REFUSED)
def test_a_relation_that_the_others_exclude_is_refused(
    new: str, beside: list[str], why: str
) -> None:
    assert why in find_objection(relations(*beside), *relations(new))


@pytest.mark.parametrize(("new", "beside"), ALLOWED)
def test_a_relation_that_the_others_allow_is_not_refused(
    new: str, beside: list[str]
) -> None:
    assert find_objection(relations(*beside), *relations(new)) == ""


claims = st.sampled_from("abcdef")
some = st.lists(
    st.builds(
        Relation, claims, st.sampled_from([REPEATS, CONTRADICTS, PART_OF, NARROWS]), claims
    ),
    max_size=10,
)  # fmt: skip


def closed(given: list[Relation]) -> set[Relation]:
    """Everything that follows, by trying every pair until nothing new comes."""
    known = set(given)
    while True:
        new = {
            Relation(r.target, r.kind, r.claim)
            for r in known
            if r.kind in SYMMETRIC_KINDS
        }
        for one, other in product(known, known):
            if one.target != other.claim:
                continue
            if one.kind == REPEATS or one.kind == other.kind != CONTRADICTS:
                new.add(Relation(one.claim, other.kind, other.target))
            elif other.kind == REPEATS:
                new.add(Relation(one.claim, one.kind, other.target))
        if new <= known:
            return known
        known |= new


@given(some, claims)
def test_the_walk_finds_just_what_follows(given: list[Relation], claim: str) -> None:
    kept: list[Relation] = []
    for relation in given:
        if not find_objection(kept, relation):
            kept.append(relation)
    everything = closed(kept)
    expected = {(r.kind, r.target, True) for r in everything if r.claim == claim}
    expected |= {
        (r.kind, r.claim, False)
        for r in everything
        if r.target == claim and r.kind not in SYMMETRIC_KINDS
    }
    expected = {found for found in expected if found[1] != claim}

    assert follows(claim, *(" ".join(r) for r in kept)) == expected


@given(some)
def test_what_was_let_in_never_says_that_a_claim_is_against_or_below_itself(
    given: list[Relation],
) -> None:
    kept: list[Relation] = []
    for relation in given:
        if not find_objection(kept, relation):
            kept.append(relation)

    everything = closed(kept)
    assert [r for r in everything if r.claim == r.target and r.kind != REPEATS] == []
    against = {(r.claim, r.target) for r in everything if r.kind == CONTRADICTS}
    below = {(r.claim, r.target) for r in everything if r.kind in {PART_OF, NARROWS}}
    assert against & below == set()


def test_the_relations_of_the_fixtures_stand_beside_each_other() -> None:
    """And each ties two claims that the files hold, of which its own file holds one."""
    files = [read(annotation) for annotation in TEXTS]
    known = {claim["key"] for data in files for claim in data["claims"]}
    held: list[Relation] = []
    for data in files:
        own = {claim["key"] for claim in data["claims"]}
        for row in data["claim_relations"]:
            new = Relation(row["claim"], row["kind"], row["target"])
            assert {new.claim, new.target} <= known
            assert {new.claim, new.target} & own
            if new not in held:
                assert find_objection(held, new) == ""
                held.append(new)
    assert len(held) == 7
