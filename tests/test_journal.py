"""Does the journal tell which pages may have changed, and never that one did not which did?"""

import pytest

from articles.models import PublishedAppearance, PublishedWork, Voice
from articles.models.choices import PublicKind, Stage
from articles.queries.public_index import journal as journals
from articles.queries.public_index.current import Follower
from articles.queries.public_index.journal import Journal, read_named
from articles.queries.public_state import PublicState, Version
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)
from tests.web.worlds import load_published


def note(journal: Journal, *keys: str, **said: bool) -> None:
    journal.note(keys, **{"every_page": False, "withdrawn": False} | said)


def test_a_page_has_changed_where_a_key_that_it_shows_has() -> None:
    journal = Journal()
    begun = journal.step
    note(journal, "a", "b")
    between = journal.step
    note(journal, "c")

    assert journal.changed_since(begun, {"a", "x"})
    assert not journal.changed_since(begun, {"x"})
    assert not journal.changed_since(between, {"a", "b"})
    assert journal.changed_since(between, {"c"})
    assert not journal.changed_since(journal.step, {"a", "b", "c"})


def test_every_page_has_changed_where_something_became_public() -> None:
    journal = Journal()
    note(journal, "a", every_page=True)

    assert journal.changed_since(0, {"x"})
    assert not journal.changed_since(journal.step, {"a", "x"})
    journal.note_everything()
    assert journal.changed_since(1, {"x"})
    assert journal.withdrawn_since(1)


def test_a_withdrawal_is_told_apart_from_a_claim_that_is_published_anew() -> None:
    journal = Journal()
    note(journal, "a")
    assert not journal.withdrawn_since(0)
    note(journal, "b", withdrawn=True)
    assert journal.withdrawn_since(1)
    assert not journal.withdrawn_since(2)


def test_what_is_forgotten_counts_as_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "MAX_KEYS", 3)
    journal = Journal()
    for key in "abcde":
        note(journal, key)

    # Of "a" and "b" nothing is left: who has a page from before cannot tell.
    assert journal.changed_since(0, {"x"})
    assert journal.changed_since(1, {"a"})
    assert not journal.changed_since(2, {"a", "b"})
    assert journal.changed_since(2, {"c"})


# -- whether a page can be placed in it --------------------------------------------------


def state(**slots: Version) -> PublicState:
    vector = {int(name.removeprefix("slot")): each for name, each in slots.items()}
    return PublicState("default", {PublicKind.CLAIMS: vector})


@pytest.mark.parametrize(
    ("seen", "is_placed"),
    [
        (state(slot1=Version(5, 50)), True),
        (state(slot1=Version(7, 70), slot2=Version(1, 1)), True),
        (state(slot1=Version(4, 40)), False),  # a standby that lags behind
        (state(slot1=Version(5, 51)), False),  # another history
        (state(), False),
    ],
)
def test_a_page_from_before_what_is_known_has_no_step(
    seen: PublicState, *, is_placed: bool
) -> None:
    follower = Follower("default")
    assert follower.step_at(seen) is None
    follower._known = state(slot1=Version(5, 50)), 3

    assert (follower.step_at(seen) == 3) is is_placed
    assert follower.step_at(seen) in {3, None}


# -- what a record names ------------------------------------------------------------------


@pytest.mark.django_db
def test_a_record_names_all_that_its_claim_is_found_by() -> None:
    """Else a page that shows such a thing would not end with the claim."""
    load_published()
    chain = ("Tessa Aldering", "A ministry")
    claim = make_claim("It rose.", article=make_article("Another river"), chain=chain)
    outlet = make_source("The gauge's keeper")
    make_evidence(claim, work=make_work("A gauge, read", outlet=outlet))
    bring_to(claim, Stage.PUBLISHED)
    found = {
        *Voice.objects.values_list("publication", "source__key"),
        *PublishedWork.objects.filter(referenced=True).values_list(
            "publication", "work__key"
        ),
        *PublishedAppearance.objects.current().values_list(
            "publication", "article__key"
        ),
    }
    named = read_named("default", {row for row, _ in found})

    assert len(found) > 100
    assert [each for each in found if each[1] not in named[each[0]].keys] == []
