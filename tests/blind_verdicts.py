"""Claims with two verdicts, the second given blind, as they are recorded."""

import datetime
from collections.abc import Iterable

from articles.models import Claim, Decision, Publication, User
from articles.models.choices import Action, Round, Stage
from tests.factories import make_user

DAY = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)
NO_EVIDENCE = {"rationale": "We looked.", "searched": "The register."}


def give_verdicts(
    claim: Claim,
    first: str = "supported",
    second: str = "supported",
    *,
    by: tuple[str, str] = ("ben", "cleo"),
    at: datetime.datetime = DAY,
    blind: bool = True,
    then: Iterable[Action] = (),
) -> Decision:
    """A round of a claim: both verdicts, and the steps that came after; the second."""
    return give_to_all([claim], first, second, by=by, at=at, blind=blind, then=then)[0]


def give_to_all(
    claims: Iterable[Claim],
    first: str = "supported",
    second: str = "supported",
    *,
    by: tuple[str, str] = ("ben", "cleo"),
    at: datetime.datetime = DAY,
    blind: bool = True,
    then: Iterable[Action] = (),
) -> list[Decision]:
    """The same of many claims, in a few statements; nothing is published by it."""
    one, other = (make_user(name) for name in by)
    last = {claim.pk: claim.decisions.count() for claim in claims}

    def decide(
        claim: int, number: int, action: Action, user: User, **more: object
    ) -> Decision:
        return Decision(
            claim_id=claim, number=last[claim] + number, action=action, by=user, at=at,
            before=Stage.FIRST_VERDICT, after=Stage.SECOND_REVIEW, **more,
        )  # fmt: skip

    firsts = Decision.objects.bulk_create(
        decide(claim, 1, Action.GIVE_VERDICT, one, round=Round.FIRST,
               verdict=first, **NO_EVIDENCE)
        for claim in last
    )  # fmt: skip
    seconds = Decision.objects.bulk_create(
        decide(each.claim_id, 2, Action.GIVE_SECOND_VERDICT, other, round=Round.SECOND,
               verdict=second, blind=blind, supersedes=each, **NO_EVIDENCE)
        for each in firsts
    )  # fmt: skip
    Decision.objects.bulk_create(
        decide(claim, number, action, one)
        for claim in last
        for number, action in enumerate(then, 3)
    )
    return seconds


def publish_copies(origin: Claim, number: int) -> list[Claim]:
    """So many claims that stand published, each as the current state of this one."""
    state = Publication.objects.current().get(claim=origin)
    claims = Claim.objects.bulk_create(
        Claim(statement=f"It rose ({n}).", kind=origin.kind, stage=Stage.PUBLISHED,
              verdict="supported", recorded_by=origin.recorded_by)
        for n in range(number)
    )  # fmt: skip
    Publication.objects.bulk_create(
        Publication(
            claim=claim, number=1, statement=claim.statement, kind=claim.kind,
            verdict="supported", words=claim.statement, published_at=DAY,
            published_by=state.published_by, record={**state.record, "key": claim.key},
        )
        for claim in claims
    )  # fmt: skip
    return claims
