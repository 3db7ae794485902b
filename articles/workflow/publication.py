"""Publishes the record of a claim as what readers see, and withdraws it.

The only writer of publications but for publication_moves.py.
"""

import datetime
from collections.abc import Mapping

from django.db import connection

from articles.claim_data import (
    appearance_record,
    claim_record,
    gone_since,
    reason_in_force,
    version_outcome,
    with_record_rows,
)
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
from articles.queries.works import add_snapshots
from articles.workflow import published_index

# Steps that take back what was tried and not published; readers never see those.
DISCARDING_ACTIONS = {Action.SEND_BACK, Action.RETURN_TO_DRAFT}
# Steps that end a round of work; what led to them is public with them.
CLOSING_ACTIONS = {Action.PUBLISH, Action.PUBLISH_RECORD, Action.UPDATE, Action.REOPEN,
          Action.RESTORE}  # fmt: skip
PRIVATE_ACTIONS = {Action.SUBMIT}
# A step that is public at once, and says nothing of the round that it falls into.
STANDALONE_ACTIONS = {Action.CARRY_OVER}


def public_decisions(decisions: list[DecisionRecord]) -> list[DecisionRecord]:
    """The steps that led to what is published, without drafts and what was sent back."""
    public: dict[int, DecisionRecord] = {}
    pending: dict[int, DecisionRecord] = {}
    for order, made in enumerate(decisions):
        if made["action"] in DISCARDING_ACTIONS:
            pending = {}
        elif made["action"] == Action.WITHDRAW:
            # What was on its way to readers when the claim was withdrawn never was.
            public[order] = made
            pending = {}
        elif made["action"] in CLOSING_ACTIONS:
            public |= {**pending, order: made}
            pending = {}
        elif made["action"] in STANDALONE_ACTIONS:
            public[order] = made
        elif made["action"] not in PRIVATE_ACTIONS:
            pending[order] = made
    # By their places among these: a gap would tell that there is something else.
    return [
        {**public[order], "number": number}
        for number, order in enumerate(sorted(public), 1)
    ]


def first_appearance_day(claim: Claim) -> datetime.date | None:
    """The day of the first known appearance."""
    days = [
        row.text_version.article.work.published_on for row in claim.appearances.all()
    ]
    return min((day for day in days if day), default=None)


def searchable_words(public: ClaimRecord) -> str:
    """The words that a search should find this claim by."""
    words = [public["statement"]]
    for shown in public["appearances"]:
        words += [span["exact"] for span in shown["spans"]]
        words += [link["source"]["name"] for link in shown["chain"]]
        words.append(shown["article"]["title"])
    return "\n".join(dict.fromkeys(words))


def publish_claim(
    claim: Claim, user: User, at: datetime.datetime, verdict: str
) -> Publication:
    """Readers see the claim as it is recorded now, with this verdict or none yet."""
    claim = with_record_rows(Claim.objects.all()).get(pk=claim.pk)
    last = claim.publications.order_by("-number").first()
    recorded = claim_record(claim)
    decisions = public_decisions(recorded["decisions"])
    public: ClaimRecord = {
        **recorded,
        "verdict": verdict or None,
        "why": reason_in_force(decisions) if verdict else "",
        "decisions": decisions,
        "published_at": at.isoformat(),
        "number": last.number + 1 if last else 1,
    }
    add_snapshots(public)
    withdraw_claim(claim, at)
    public["independence"] = independence.judge_independence(public, public=True).data()
    made = Publication.objects.create(
        claim=claim, number=public["number"], statement=claim.statement,
        kind=claim.kind, verdict=verdict, appeared_on=first_appearance_day(claim),
        words=searchable_words(public), record=public, published_at=at, published_by=user,
    )  # fmt: skip
    PublishedAppearance.objects.bulk_create(
        [published_appearance(made, row) for row in claim.appearances.all()]
    )
    published_index.index_voices(made)
    published_index.index_works(made)
    published_index.index_citations(made)
    return made


def published_appearance(
    publication: Publication, row: Appearance
) -> PublishedAppearance:
    return PublishedAppearance(
        publication=publication,
        article_id=row.text_version.article_id,
        text_version_id=row.text_version_id,
        start=min((span.start for span in row.spans.all()), default=0),
        record=appearance_record(row),
        gone_since=gone_since(row),
        superseded=(carry := version_outcome(row)) is not None and carry.stands,
    )


def withdraw_claim(claim: Claim, at: datetime.datetime) -> None:
    """Readers no longer see the claim; what they saw until now stays on record."""
    current = list(claim.publications.current())
    for publication in current:
        # Who stood behind it stays in its record; this is the index of what stands.
        publication.voices.all().delete()
        publication.works.all().delete()
        publication.citations.all().delete()
    supersede_publications({each.pk: at for each in current})


def supersede_publications(moments: Mapping[int, datetime.datetime]) -> None:
    """Publications, by their ids, stand published until then; a clock may go back.

    The one thing that changes in what was published: a function of the owner does it,
    as the application may update nothing there (docs/adr/0014).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT articles_supersede(%s::bigint[], %s::timestamptz[])",
            [list(moments), list(moments.values())],
        )
