"""Publishes the record of a claim as what readers see, and withdraws it.

The only writer of publications but for publication_moves.py.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max

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
from articles.queries.works import add_all_snapshots
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


@dataclass(frozen=True, eq=False)
class NewPublication:
    """A claim that readers are to see as it is recorded, with a verdict or none yet."""

    claim: Claim
    by: User
    at: datetime.datetime
    verdict: str


def publish_claim(
    claim: Claim, user: User, at: datetime.datetime, verdict: str
) -> Publication:
    """Readers see the claim as it is recorded now, with this verdict or none yet."""
    (made,) = publish_claims([NewPublication(claim, user, at, verdict)])
    return made


def publish_claims(asked: Sequence[NewPublication]) -> list[Publication]:
    """Readers see these claims as they are recorded now.

    A few statements, however many they are.
    """
    numbers = [each.claim.pk for each in asked]
    claims = with_record_rows(Claim.objects.filter(pk__in=numbers)).in_bulk()
    states = Publication.objects.filter(claim__in=numbers)
    last = dict(states.order_by().values_list("claim").annotate(number=Max("number")))
    public = {
        each: public_record(claims[each.claim.pk], each, last.get(each.claim.pk, 0) + 1)
        for each in asked
    }
    add_all_snapshots(public.values())
    shown = set(states.current().values_list("claim", flat=True)) if last else set()
    for each in asked:
        if each.claim.pk in shown:
            withdraw_claim(each.claim, each.at)
    made = []
    all_judged = independence.judge_each(list(public.values()), public=True)
    for (each, record), judged in zip(public.items(), all_judged, strict=True):
        claim = claims[each.claim.pk]
        record["independence"] = judged.data()
        made.append(
            Publication(
                claim=claim, number=record["number"], statement=claim.statement,
                kind=claim.kind, verdict=each.verdict,
                appeared_on=first_appearance_day(claim), words=searchable_words(record),
                record=record, published_at=each.at, published_by=each.by,
            )
        )  # fmt: skip
    Publication.objects.bulk_create(made)
    PublishedAppearance.objects.bulk_create(
        published_appearance(each, row)
        for each in made
        for row in each.claim.appearances.all()
    )
    published_index.index_voices(*made)
    published_index.index_works(*made)
    published_index.index_citations(*made)
    return made


def public_record(claim: Claim, asked: NewPublication, number: int) -> ClaimRecord:
    """The record that readers see, before its independence is judged."""
    recorded = claim_record(claim)
    decisions = public_decisions(recorded["decisions"])
    return {
        **recorded,
        "verdict": asked.verdict or None,
        "why": reason_in_force(decisions) if asked.verdict else "",
        "decisions": decisions,
        "published_at": asked.at.isoformat(),
        "number": number,
    }


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
    # Only as rows: their records are long, and nobody reads them here.
    current = list(claim.publications.current().only("pk"))
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
