"""Leaks planted in what is asked for by name, in connections, and in the history."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from pyroaring import BitMap64

from articles import claim_data
from articles.models import Claim, Source, SourceRelation
from articles.models.choices import Stage
from articles.queries import graph as circle_queries
from articles.queries import source_lists, works
from articles.queries.connections import neighbourhood, own_relations
from articles.queries.graph import fetch_work_graph
from articles.queries.independence import judge_independence
from articles.queries.named_rows import KnownKeys
from articles.queries.public_index.sources import SourceIndex
from articles.views import claim_states
from articles.views import claims as claim_views
from articles.views import sources as source_views
from articles.views.desk import sources as desk_sources
from tests.web.leaks import Leak, replaced
from tests.web.worlds import CANARY, UNSEEN_CLAIM, UNSEEN_SOURCE

# -- what is asked for by name ------------------------------------------------------------


def forbidden_is_not_absent(patch: pytest.MonkeyPatch) -> None:
    def claim(request: HttpRequest, key: str, suffix: str = "") -> Any:
        if Claim.objects.filter(key=key, publications=None).exists():
            raise PermissionDenied
        return claim_views.claim(request, key, suffix)

    replaced(patch, "claim", claim)


def gone_though_it_never_was_there(patch: pytest.MonkeyPatch) -> None:
    def claim(request: HttpRequest, key: str, suffix: str = "") -> Any:
        if Claim.objects.filter(key=key, stage=Stage.WITHDRAWN).exists():
            return claim_states.claim_not_published(request, None, suffix)
        return claim_views.claim(request, key, suffix)

    replaced(patch, "claim_as", claim)


def a_chosen_source_by_its_name(patch: pytest.MonkeyPatch) -> None:
    """Whoever guesses a key is told whose it is, above a list of nothing."""
    patch.setattr(
        KnownKeys,
        "public_names",
        lambda known, index: {key: name for key, (_, name) in known.sources.items()},
    )


def suggestions_for_everybody(patch: pytest.MonkeyPatch) -> None:
    """What finds sources while a reviewer types, without asking who types."""
    view = desk_sources.suggest_sources
    replaced(patch, "desk_suggest_sources", getattr(view, "__wrapped__"))  # noqa: B009 - of functools.wraps


def slips_in_names_that_nobody_listed(patch: pytest.MonkeyPatch) -> None:
    """Whoever nearly guesses the name of a source is told that there is one."""
    hidden = Source.objects.like(CANARY).values_list("pk", flat=True)
    patch.setattr(
        SourceIndex, "spelled_like", lambda index, word: dict.fromkeys(hidden, 1)
    )


def names_that_nobody_listed_are_counted(patch: pytest.MonkeyPatch) -> None:
    hidden = Source.objects.like(CANARY).values_list("pk", flat=True)
    patch.setattr(source_lists, "named_with", lambda index, words: BitMap64(hidden))


def in_record(patch: pytest.MonkeyPatch, changed: Any) -> None:
    """The page of a claim, its record changed."""
    kept = claim_states.state_on

    def state_on(states: Any, day: Any) -> Any:
        state = kept(states, day)
        if state and state.in_force:  # type: ignore[attr-defined]  # annotated by states()
            state.in_force = changed(state.in_force, state.claim)  # type: ignore[attr-defined]
        return state

    patch.setattr(claim_states, "state_on", state_on)


# -- independence and history ---------------------------------------------------------------


def circles_of_what_drafts_cite(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        circle_queries,
        "fetch_work_graph",
        lambda *, public: fetch_work_graph(public=False),
    )


def neighbours_that_nobody_listed(patch: pytest.MonkeyPatch) -> None:
    def around(source: Source, shown: Any, own: Any, hops: int) -> Any:
        every = SourceRelation.objects.all()
        return neighbourhood(source, every, own_relations(source, every), hops)

    patch.setattr(source_views, "neighbourhood", around)


def connections_as_the_desk_knows_them(patch: pytest.MonkeyPatch) -> None:
    """By way of sources that readers may not see."""
    patch.setattr(
        claim_views,
        "judge_independence",
        lambda record, public: judge_independence(record, public=False),
    )


def steps_that_led_to_nothing_yet(patch: pytest.MonkeyPatch) -> None:
    def live(record: Any, claim: Claim) -> Any:
        return {**record, "decisions": full(claim)["decisions"]}

    in_record(patch, live)


def copies_kept_since(patch: pytest.MonkeyPatch) -> None:
    in_record(patch, lambda record, claim: works.add_snapshots(record))


def the_number_of_the_next_state(patch: pytest.MonkeyPatch) -> None:
    """How to cite it: by how often the row was saved."""
    in_record(patch, lambda record, claim: {**record, "number": claim.version})


def a_state_that_is_under_review(patch: pytest.MonkeyPatch) -> None:
    """The history ends where work on the next state began."""
    kept = claim_states.state_summary

    def past(state: Any, url: str, shown: Any) -> Any:
        told = kept(state, url, shown)
        if state.claim.stage == Stage.FIRST_VERDICT and not told["superseded_at"]:
            told["superseded_at"] = state.published_at
        return told

    patch.setattr(claim_states, "state_summary", past)


def full(claim: Claim) -> Any:
    return claim_data.claim_record(
        claim_data.with_record_rows(Claim.objects.all()).get(pk=claim.pk)
    )


LEAKS_BY_NAME: list[tuple[Leak, list[str]]] = [
    # the leak                              where it shows
    (forbidden_is_not_absent,               [f"/claims/{UNSEEN_CLAIM}/"]),
    (gone_though_it_never_was_there,        [f"/claims/{UNSEEN_CLAIM}.json"]),
    (a_chosen_source_by_its_name,           [f"/claims/?source={UNSEEN_SOURCE}"]),
    (suggestions_for_everybody,             [f"/desk/suggest/sources?q={CANARY}"]),
    (slips_in_names_that_nobody_listed,     ["/search/?q=quetzelwort"]),
    (names_that_nobody_listed_are_counted,  ["/search/?q=quetzal"]),
    (circles_of_what_drafts_cite,           ["/circles.json"]),
    (neighbours_that_nobody_listed,         ["SOURCE"]),
    (connections_as_the_desk_knows_them,    ["DECIDED.json"]),
    (steps_that_led_to_nothing_yet,         ["CLAIM"]),
    (copies_kept_since,                     ["CLAIM.json"]),
    (the_number_of_the_next_state,          ["CLAIM"]),
    (a_state_that_is_under_review,          ["TWICE"]),
]  # fmt: skip
