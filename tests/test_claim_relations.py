"""Relations between claims: recorded once, checked, logged, and shown to readers only
where both claims are published."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.editing.claim_relations import (
    ClaimRelationEntry,
    relate_claims,
    unrelate_claims,
)
from articles.models import Claim, ClaimRelation, User
from articles.models.choices import Stage
from articles.queries.claim_relations import (
    claim_relation_changes,
    connected_relations,
    public_claim_relations,
    recorded_relations,
)
from articles.workflow import publication
from tests.factories import make_article, make_claim

pytestmark = pytest.mark.django_db


def claim(statement: str, stage: Stage = Stage.DRAFT, **more: Any) -> Claim:
    return make_claim(f"{statement}.", stage, **more)


def joined(
    user: User, one: Claim, kind: str, other: Claim, **more: Any
) -> ClaimRelation:
    return relate_claims(user, one, ClaimRelationEntry(kind, other, **more), None)


def shown(claim: Claim) -> dict[str, Any]:
    record = claim.publications.get(superseded_at=None).record
    return public_claim_relations(connected_relations(claim.pk, public=True), record)


def seen(claim: Claim) -> set[tuple[str, str, bool]]:
    return {
        (group["label"], row["key"], row["recorded"])
        for group in shown(claim)["relations"]
        for row in group["claims"]
    }


def test_a_relation_is_recorded_with_who_did_it_and_counts_as_a_save(ada: User) -> None:
    one, other = claim("One"), claim("Other")

    made = joined(ada, one, "part_of", other, note="It says so.", reverse=True)

    one.refresh_from_db()
    assert (made.claim, made.target, made.recorded_by) == (other, one, ada)
    assert one.version == 2
    assert [row["text"] for row in recorded_relations(one)] == ["has as a part"]
    assert [row["text"] for row in recorded_relations(other)] == ["is part of"]


def test_a_stale_version_is_refused(ada: User) -> None:
    one, other = claim("One"), claim("Other")
    made = joined(ada, one, "repeats", other)

    with pytest.raises(StaleVersionError):
        relate_claims(ada, one, ClaimRelationEntry("narrows", claim("Third")), 1)
    with pytest.raises(StaleVersionError):
        unrelate_claims(one, made, 1)
    assert ClaimRelation.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "reverse", "field"),
    [("repeats", True, "other"), ("repeats", False, "other"),
     ("contradicts", False, "kind"), ("part_of", False, "kind")],
)  # fmt: skip
def test_what_stands_already_or_is_excluded_is_refused(
    ada: User, kind: str, reverse: bool, field: str
) -> None:
    one, other = claim("One"), claim("Other")
    joined(ada, one, "repeats", other)

    with pytest.raises(IncompleteError) as refused:
        joined(ada, other, kind, one, reverse=reverse)

    assert refused.value.field == field


def test_a_circle_through_a_third_claim_is_refused(ada: User) -> None:
    one, other, third = claim("One"), claim("Other"), claim("Third")
    joined(ada, one, "part_of", other)
    joined(ada, other, "part_of", third)

    with pytest.raises(IncompleteError, match="other way round"):
        joined(ada, third, "part_of", one)


def test_a_withdrawn_claim_gets_no_relations(ada: User) -> None:
    with pytest.raises(NotAllowedError, match="withdrawn"):
        joined(ada, claim("One"), "repeats", claim("Other", Stage.WITHDRAWN))


@pytest.mark.parametrize("kind", ["repeats", "contradicts"])
def test_the_database_keeps_a_two_way_relation_once(ada: User, kind: str) -> None:
    one, other = claim("One"), claim("Other")
    joined(ada, one, kind, other)

    with pytest.raises(IntegrityError, match="either_way"), transaction.atomic():
        ClaimRelation.objects.create(
            claim=other, kind=kind, target=one, recorded_by=ada
        )


def test_the_log_keeps_what_was_recorded_and_removed(ada: User) -> None:
    one, other = claim("One"), claim("Other")
    made = joined(ada, one, "narrows", other)
    unrelate_claims(one, made, None)

    assert [change["what"] for change in claim_relation_changes(one)] == [
        "Relation removed: narrows “Other.”", "Relation recorded: narrows “Other.”",
    ]  # fmt: skip
    assert (
        claim_relation_changes(other)[0]["what"]
        == "Relation removed: is narrowed by “One.”"
    )
    assert recorded_relations(one) == []


def test_readers_see_a_relation_once_both_claims_are_published(ada: User) -> None:
    one = claim("One", Stage.PUBLISHED)
    other, third = claim("Other"), claim("Third", Stage.PUBLISHED)
    joined(ada, one, "repeats", other)
    joined(ada, other, "repeats", third)

    assert seen(one) == set()  # what follows through an unpublished claim tells of it
    publication.publish_claim(other, ada, timezone.now(), "")
    assert seen(one) == {
        ("repeats", other.key, True), ("repeats", third.key, False)
    }  # fmt: skip
    publication.withdraw_claim(other, timezone.now())
    assert seen(one) == set()


def test_nothing_of_an_unpublished_claim_is_in_what_readers_get(ada: User) -> None:
    one, secret = claim("One", Stage.PUBLISHED), claim("The secret statement")
    for kind in ("part_of", "narrows"):
        joined(ada, one, kind, secret)

    told = str(shown(one))
    assert "secret" not in told
    assert secret.key not in told
    assert connected_relations(one.pk, public=True) == frozenset()
    assert len(connected_relations(one.pk)) == 2


def test_the_first_known_appearance_counts_claims_that_repeat_it(ada: User) -> None:
    one = claim("One", Stage.PUBLISHED)
    early = make_article(
        "An early one", text="Early words.", published_on=datetime.date(2026, 1, 1)
    )
    before = claim("Before", Stage.PUBLISHED, article=early, quote="Early words")

    own = shown(one)["first_known_appearance"]
    joined(ada, one, "repeats", before)
    both = shown(one)["first_known_appearance"]

    assert own["words"].startswith("15 February 2026")
    assert both["words"].startswith("1 January 2026")
    assert [place["claim"] for place in both["appearances"]] == [before.key]


def test_the_statements_do_not_grow_with_the_relations(ada: User) -> None:
    one = claim("One", Stage.PUBLISHED)
    counts = []
    last = one
    for number in range(7):
        other = claim(f"Other {number}", Stage.PUBLISHED)
        joined(ada, last, "repeats", other)
        last = other
        record = one.publications.get(superseded_at=None).record
        with CaptureQueriesContext(connection) as asked:
            joint = connected_relations(one.pk, public=True)
            found = public_claim_relations(joint, record)
        counts.append(len(asked))
        assert len(found["relations"][0]["claims"]) == number + 1

    assert set(counts) == {2}
