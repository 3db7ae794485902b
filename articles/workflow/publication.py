"""Publishes the record of a claim as what readers see, and withdraws it.

The only writer of publications but for publication_moves.py.
"""

import datetime

from articles.claim_data import (
    appearance,
    carry_of,
    gone_since,
    record,
    why,
    with_everything,
)
from articles.domain.anchoring.text import without_points
from articles.domain.records import ClaimRecord, DecisionRecord
from articles.models import (
    Appearance,
    Claim,
    Publication,
    PublishedAppearance,
    User,
)
from articles.models.choices import Action
from articles.queries import independence
from articles.queries.works import with_kept
from articles.workflow import published_index

# Steps that take back what was tried and not published; readers never see those.
TAKES_BACK = {Action.SEND_BACK, Action.RETURN_TO_DRAFT}
# Steps that end a round of work; what led to them is public with them.
CLOSES = {Action.PUBLISH, Action.PUBLISH_RECORD, Action.UPDATE, Action.REOPEN,
          Action.RESTORE}  # fmt: skip
NOT_PUBLIC = {Action.SUBMIT}
# A step that is public at once, and says nothing of the round that it falls into.
STANDS_ALONE = {Action.CARRY_OVER}


def public_decisions(decisions: list[DecisionRecord]) -> list[DecisionRecord]:
    """The steps that led to what is published, without drafts and what was sent back."""
    public: dict[int, DecisionRecord] = {}
    pending: dict[int, DecisionRecord] = {}
    for order, made in enumerate(decisions):
        if made["action"] in TAKES_BACK:
            pending = {}
        elif made["action"] == Action.WITHDRAW:
            # What was on its way to readers when the claim was withdrawn never was.
            public[order] = made
            pending = {}
        elif made["action"] in CLOSES:
            public |= {**pending, order: made}
            pending = {}
        elif made["action"] in STANDS_ALONE:
            public[order] = made
        elif made["action"] not in NOT_PUBLIC:
            pending[order] = made
    # By their places among these: a gap would tell that there is something else.
    return [
        {**public[order], "number": number}
        for number, order in enumerate(sorted(public), 1)
    ]


def first_day(claim: Claim) -> datetime.date | None:
    """The day of the first known appearance."""
    days = [
        row.text_version.article.work.published_on for row in claim.appearances.all()
    ]
    return min((day for day in days if day), default=None)


def searchable(public: ClaimRecord) -> str:
    """The words that a search should find this claim by."""
    words = [public["statement"]]
    for shown in public["appearances"]:
        words += [span["exact"] for span in shown["spans"]]
        words += [link["source"]["name"] for link in shown["chain"]]
        words.append(shown["article"]["title"])
    return without_points("\n".join(dict.fromkeys(words)))


def publish(
    claim: Claim, user: User, at: datetime.datetime, verdict: str
) -> Publication:
    """Readers see the claim as it is recorded now, with this verdict or none yet."""
    claim = with_everything(Claim.objects.all()).get(pk=claim.pk)
    last = claim.publications.order_by("-number").first()
    recorded = record(claim)
    decisions = public_decisions(recorded["decisions"])
    public: ClaimRecord = {
        **recorded,
        "verdict": verdict or None,
        "why": why(decisions) if verdict else "",
        "decisions": decisions,
        "published_at": at.isoformat(),
        "number": last.number + 1 if last else 1,
    }
    with_kept(public)
    withdraw(claim, at)
    public["independence"] = independence.judge(public, public=True).data()
    made = Publication.objects.create(
        claim=claim, number=public["number"], statement=claim.statement,
        kind=claim.kind, verdict=verdict, appeared_on=first_day(claim),
        words=searchable(public), record=public, published_at=at, published_by=user,
    )  # fmt: skip
    PublishedAppearance.objects.bulk_create(
        [shown_in(made, row) for row in claim.appearances.all()]
    )
    published_index.index_voices(made)
    published_index.index_citations(made)
    return made


def shown_in(publication: Publication, row: Appearance) -> PublishedAppearance:
    return PublishedAppearance(
        publication=publication,
        article_id=row.text_version.article_id,
        text_version_id=row.text_version_id,
        start=min((span.start for span in row.spans.all()), default=0),
        record=appearance(row),
        gone_since=gone_since(row),
        superseded=(carry := carry_of(row)) is not None and carry.stands,
    )


def withdraw(claim: Claim, at: datetime.datetime) -> None:
    """Readers no longer see the claim; what they saw until now stays on record."""
    for publication in claim.publications.current():
        parts = publication.voices.values_list("source", "role")
        published_index.count(publication, parts, -1)
        # Who stood behind it stays in its record; this is the index of what stands.
        publication.voices.all().delete()
        publication.citations.all().delete()
        publication.superseded_at = at
        publication.save(update_fields=["superseded_at"])
