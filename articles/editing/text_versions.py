"""Migrates claims to a new text version.

Words that stand unchanged are carried over and published at once. Whatever changed or
went is carried on the desk only, until a reviewer has looked; what is uncertain waits
for one. The appearances of the older version stay as they were.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone

from articles.concurrency import bump_versions, lock_claims
from articles.domain.anchoring.revision import Carried
from articles.domain.anchoring.revision.whole_outcomes import CarriedWhole
from articles.editing.version_outcomes import (
    AppearanceOutcome,
    outcomes_in_text,
    unsettled_appearances,
)
from articles.models import (
    Appearance,
    Attribution,
    Carry,
    Citation,
    Claim,
    Span,
    TextVersion,
    User,
)
from articles.models.appearance import ANCHORED_FIELDS, build_spans
from articles.models.choices import CarryState
from articles.workflow import publication_moves
from articles.workflow.decisions import record_carry_over
from articles.workflow.publication_moves import MovedAppearance

AppearancePart = TypeVar("AppearancePart", bound=models.Model)
CARRIED_RATIONALE = "The words stand in version {} of the text as well."


@transaction.atomic
def migrate_claims(version: TextVersion, user: User) -> None:
    """Migrate every claim of the older versions to this one, or let it wait.

    The caller holds the article.
    """
    rows = unsettled_appearances(version.article, version.number)
    lock_claims({row.claim_id for row in rows})
    changed = [
        each for each in outcomes_in_text(rows, version.text) if is_new_outcome(each)
    ]
    became = copy_appearances(version, changed)
    carries = [update_carry(each, version, became.get(each.row.pk)) for each in changed]
    new = [each for each in carries if each.pk is None]
    Carry.objects.bulk_create(new)
    Carry.objects.bulk_update(
        [each for each in carries if each not in new],
        ["text_version", "state", "became", "candidates", "version", "by", "at"],
    )
    bump_versions(Claim.objects.filter(pk__in={each.row.claim_id for each in changed}))
    publish_new_places(
        [each for each in carries if each.state == CarryState.EXACT],
        user, CARRIED_RATIONALE.format(version.number),
    )  # fmt: skip


def is_new_outcome(fate: AppearanceOutcome) -> bool:
    """Whether this outcome is stored.

    What went from an earlier version comes back only with its very words.
    """
    stored = getattr(fate.row, "carry", None)
    if stored is None or stored.state == CarryState.NEEDS_REVIEW:
        return True
    return fate.state == CarryState.EXACT


def update_carry(
    fate: AppearanceOutcome, version: TextVersion, became: Appearance | None
) -> Carry:
    stored = getattr(fate.row, "carry", None)
    row: Carry = stored or Carry(appearance=fate.row, version=0)
    row.text_version = version
    row.state = fate.state
    row.candidates = fate.candidates
    row.became = became
    row.by = None
    row.at = timezone.now()
    row.version += 1
    return row


def copy_appearances(
    version: TextVersion, fates: Iterable[AppearanceOutcome]
) -> dict[int, Appearance]:
    """The appearances in the newer version, by what they were before."""
    standing = [
        (each, each.whole.places)
        for each in fates
        if isinstance(each.whole, CarriedWhole)
    ]
    made = {
        each.row.pk: Appearance(
            claim_id=each.row.claim_id, text_version=version,
            recorded_by_id=each.row.recorded_by_id,
        )
        for each, _ in standing
    }  # fmt: skip
    Appearance.objects.bulk_create(made.values())
    spans: list[Span] = []
    chain: list[Attribution] = []
    citations: list[Citation] = []
    for each, places in standing:
        row = made[each.row.pk]
        spans += build_spans(row, version.text, places)
        chain += [
            move_cue(copy_part(link, row), each.cues, link.pk, version.text)
            for link in each.row.chain.all()
        ]
        citations += [copy_part(cited, row) for cited in each.row.citations.all()]
    Span.objects.bulk_create(spans)
    Attribution.objects.bulk_create(chain)
    Citation.objects.bulk_create(citations)
    return made


def copy_part(part: AppearancePart, appearance: Appearance) -> AppearancePart:
    """The same part of another appearance."""
    values = {
        each.attname: getattr(part, each.attname)
        for each in part._meta.concrete_fields
        if not each.primary_key and each.name != "appearance"
    }
    return type(part)(**values, appearance=appearance)


def move_cue(
    link: Attribution,
    cues: Mapping[tuple[str, int], Carried | None],
    before: int,
    text: str,
) -> Attribution:
    """Words that are not surely there any more are left out, not guessed; and with time
    words that are others now, the days that they meant.
    """
    for name in ANCHORED_FIELDS:
        found = cues.get((name, before))
        setattr(link, f"{name}_start", found.place.start if found else None)
        if (name, before) not in cues:
            continue
        words = text[found.place.start : found.place.end] if found else ""
        if name == "said" and words != link.said:
            link.said_from = link.said_to = None
        setattr(link, name, words)
    return link


def publish_new_places(
    carries: Iterable[Carry],
    user: User,
    rationale: str,
    former: Mapping[int, str] | None = None,
) -> None:
    """Publish the newer places of those of these claims that are published."""
    changes = publication_moves.publications_showing(
        load_moved_appearances(carries, former or {})
    )
    if changes:
        claims = {publication.claim_id for publication in changes}
        decisions = record_carry_over(claims, user, rationale, timezone.now())
        publication_moves.publish_moves(changes, decisions, user)


def load_moved_appearances(
    carries: Iterable[Carry], former: Mapping[int, str]
) -> list[MovedAppearance]:
    rows = Carry.objects.filter(pk__in=[carry.pk for carry in carries])
    spans = Span.objects.order_by("position")
    chain = Attribution.objects.select_related("source").order_by("position", "pk")
    rows = rows.select_related(
        "text_version", "appearance__text_version", "became__text_version"
    ).prefetch_related(
        Prefetch("appearance__spans", spans), Prefetch("became__spans", spans),
        Prefetch("appearance__chain", chain), Prefetch("became__chain", chain),
    )  # fmt: skip
    return [
        MovedAppearance(
            row.appearance, row.text_version.number, row.became, former.get(row.pk, "")
        )
        for row in defer_texts(rows)
    ]


def defer_texts(rows: models.QuerySet[Carry]) -> models.QuerySet[Carry]:
    """A text may have a megabyte, and there are three a row."""
    return rows.defer(
        "text_version__text", "appearance__text_version__text",
        "became__text_version__text",
    )  # fmt: skip
