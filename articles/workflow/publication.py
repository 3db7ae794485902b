"""How does the record of a claim become what readers see, and how does it cease to?"""

import datetime

from articles.claim_data import (
    appearance,
    authors,
    carry_of,
    gone_since,
    record,
    standing,
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
    Voice,
    Work,
)
from articles.models.choices import ANY_ROLE, Action, Role
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


Part = tuple[int, str]  # a source and its role


def voices(claim: Claim) -> set[Part]:
    """Every source behind the claim, in each of its roles and in any."""
    found: set[Part] = set()
    for shown in standing(claim):
        found |= behind(shown.text_version.article.work, Role.OUTLET, Role.AUTHOR)
        found |= speaking(shown)
        for cited in shown.citations.all():
            if cited.work:
                found |= behind(cited.work, Role.CITED, Role.CITED)
    for piece in claim.evidence.all():
        found |= behind(piece.work, Role.EVIDENCE, Role.EVIDENCE)
    return found | {(source, ANY_ROLE) for source, _ in found}


def behind(work: Work, outlet: Role, author: Role) -> set[Part]:
    """Who published a work and who wrote it."""
    found: set[Part] = {(source.pk, author) for source in authors(work)}
    return found | {(work.outlet_id, outlet)} if work.outlet_id else found


def speaking(appearance: Appearance) -> set[Part]:
    """The voices of a chain: the article's own, those who relay, and who claims."""
    chain = list(appearance.chain.all())
    last = max((link.position for link in chain), default=0)
    found: set[Part] = {
        (link.source_id, Role.AUTHOR) for link in chain if link.position == 0
    }
    for link in chain:
        if link.position == last:
            found.add((link.source_id, Role.CLAIMANT))
        elif link.position:
            found.add((link.source_id, Role.RELAYER))
    return found


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
    decisions = public_decisions(record(claim)["decisions"])
    public: ClaimRecord = {
        **record(claim),
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
    Voice.objects.bulk_create(
        [
            Voice(publication=made, source_id=source, role=role, published_at=at)
            for source, role in sorted(voices(claim))
        ]
    )
    published_index.count(made, 1)
    published_index.index(made)
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
        published_index.count(publication, -1)
        # Who stood behind it stays in its record; this is the index of what stands.
        publication.voices.all().delete()
        publication.citations.all().delete()
        publication.superseded_at = at
        publication.save(update_fields=["superseded_at"])
