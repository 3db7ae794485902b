"""Attaches the claims of an annotation file: new ones many at a time.

A batch of new claims takes a constant number of statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.claim_data import decision_in_force
from articles.editing.about import write_new_about
from articles.editing.appearances import build_parts, store_parts
from articles.editing.evidence import fill_evidence
from articles.importing.annotation_entries import AnnotationReader
from articles.importing.annotation_files import AnnotationData
from articles.models import Appearance, Claim, Evidence, Publication, TeamSettings
from articles.models.choices import Action, Publisher, Stage, VerdictRule
from articles.workflow import decisions, recheck
from articles.workflow.replay import NewClaim, take_steps

BATCH_CLAIMS = 200


def batches_of_claims(
    rows: Sequence[AnnotationData],
) -> Iterator[list[AnnotationData]]:
    """The claims of a file, so many at a time, none of them twice in a batch."""
    batch: dict[str, AnnotationData] = {}
    for row in rows:
        if row["key"] in batch or len(batch) == BATCH_CLAIMS:
            yield list(batch.values())
            batch = {}
        batch[row["key"]] = row
    if batch:
        yield list(batch.values())


def attach_claims(reader: AnnotationReader, rows: Sequence[AnnotationData]) -> int:
    """Attach a batch of claims; return how many appearances it brought."""
    keys = [row["key"] for row in rows]
    known = {claim.key: claim for claim in Claim.objects.filter(key__in=keys)}
    here = set(
        Appearance.objects.filter(claim__in=known.values()).values_list("claim", "key")
    )
    brought = attach_new(reader, [row for row in rows if row["key"] not in known])
    for row in rows:
        if claim := known.get(row["key"]):
            more = [
                each
                for each in row["appearances"]
                if (claim.pk, each["key"]) not in here
            ]
            brought += len(more)
            if more:
                add_to_known(reader, claim, more)
    return brought


def attach_new(reader: AnnotationReader, rows: Sequence[AnnotationData]) -> int:
    """Record claims that are not here, with all that the file says of them."""
    claims = Claim.objects.bulk_create(
        [
            Claim(
                key=row["key"],
                statement=row["statement"],
                kind=row["kind"],
                checkable=row["checkable"],
                recorded_by=reader.people["recorder"],
            )
            for row in rows
        ]
    )
    recorded = list(zip(claims, rows, strict=True))
    write_new_about({claim: reader.about(row) for claim, row in recorded})
    attach_appearances(
        reader,
        [(claim, each) for claim, row in recorded for each in row["appearances"]],
    )
    blind = TeamSettings.current().verdicts == VerdictRule.TWO_BLIND
    replay_histories(
        reader, [ClaimHistory.of(claim, row, blind) for claim, row in recorded]
    )
    return sum(len(row["appearances"]) for row in rows)


def attach_appearances(
    reader: AnnotationReader, wanted: Sequence[tuple[Claim, AnnotationData]]
) -> None:
    recorder, text = reader.people["recorder"], reader.text
    entries = [reader.appearance(data) for _, data in wanted]
    rows = Appearance.objects.bulk_create(
        [
            Appearance(
                key=data["key"], claim=claim, text_version=text, recorded_by=recorder
            )
            for claim, data in wanted
        ]
    )
    parts = [
        build_parts(row, text.text, entry, recorder, {})
        for row, entry in zip(rows, entries, strict=True)
    ]
    for each, (_, data) in zip(parts, wanted, strict=True):
        reader.mark_checked(each.citations, data)
    store_parts(parts)


@dataclass(eq=False)
class ClaimHistory:
    """What a file says was brought and decided of a claim, in the order of the days."""

    new: NewClaim
    decisions: Iterator[AnnotationData]
    waiting: list[AnnotationData]  # evidence that is not recorded yet
    # The last decision, where the team gives second verdicts blind.
    last: AnnotationData | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)

    @classmethod
    def of(cls, claim: Claim, data: AnnotationData, blind: bool) -> "ClaimHistory":
        spoken = any(row["chain"] for row in data["appearances"])
        made = data["decisions"]
        return cls(
            NewClaim(claim, spoken), iter(made), list(data["evidence"]),
            last=made[-1] if blind and made else None,
        )  # fmt: skip

    def is_to_seal(self, decision: AnnotationData) -> bool:
        """Whether it is a first verdict that still waits for the second, blind one."""
        return decision is self.last and decision["action"] == Action.GIVE_VERDICT

    def take_before(self, decision: AnnotationData) -> list[AnnotationData]:
        """The evidence that came before a decision, no longer waiting."""
        earlier = [row for row in self.waiting if precedes_decision(row, decision)]
        self.waiting = [row for row in self.waiting if row not in earlier]
        return earlier


def replay_histories(
    reader: AnnotationReader, histories: Sequence[ClaimHistory]
) -> None:
    """Record evidence and decisions in the order of their days.

    So no earlier state shows what came later.
    """
    at_work = list(histories)
    while at_work:
        due = [(each, next(each.decisions, None)) for each in at_work]
        taken = [(each, decision) for each, decision in due if decision is not None]
        attach_evidence(
            reader, [(each, each.take_before(decision)) for each, decision in taken]
        )
        take_steps(
            [
                reader.decision(
                    each.new, decision, each.evidence, each.is_to_seal(decision)
                )
                for each, decision in taken
            ]
        )
        at_work = [each for each, _ in taken]
    attach_evidence(reader, [(each, each.waiting) for each in histories])


def attach_evidence(
    reader: AnnotationReader,
    brought: Sequence[tuple[ClaimHistory, Sequence[AnnotationData]]],
) -> None:
    recorder = reader.people["recorder"]
    made = []
    for history, rows in brought:
        for data in rows:
            evidence = Evidence(
                claim=history.new.claim, key=data["key"], recorded_by=recorder
            )
            fill_evidence(recorder, evidence, reader.evidence(data))
            history.evidence[data["ref"]] = evidence
            history.new.evidence.append(evidence)
            made.append(evidence)
    Evidence.objects.bulk_create(made)


def precedes_decision(evidence: AnnotationData, decision: AnnotationData) -> bool:
    """Whether it was brought before the day of the decision; without a day, it was."""
    return (evidence.get("on") or "") < (decision.get("on") or "9999")


def add_to_known(
    reader: AnnotationReader, claim: Claim, new: Sequence[AnnotationData]
) -> None:
    """Add appearances in this text to a claim that another text brought."""
    reason = f"It was found once more, in “{reader.text.article}”"
    # Whoever published it with this appearance, as below, has looked at that.
    with recheck.compare_answers(recheck.decided_among([claim.pk]), reason):
        attach_appearances(reader, [(claim, each) for each in new])
    current = claim.publications.filter(superseded_at=None).first()
    if current and claim.stage == Stage.PUBLISHED:
        republish(reader, Action.UPDATE, claim)
    elif current and claim.stage == Stage.READY and not was_decided(current):
        # A published verdict that is under review again stays until the next one.
        republish(reader, Action.PUBLISH_RECORD, claim)


def republish(reader: AnnotationReader, action: Action, claim: Claim) -> None:
    """By whom the team lets publish."""
    editors = TeamSettings.current().publishers == Publisher.EDITORS
    user = reader.people["editor" if editors else "second"]
    last_decision_at = (
        claim.decisions.order_by("-number").values_list("at", flat=True).first()
    )
    decisions.perform_step(action, claim, user, at=last_decision_at)


def was_decided(shown: Publication) -> bool:
    """Whether readers see a verdict that reviewers gave."""
    return decision_in_force(shown.record["decisions"]) is not None
