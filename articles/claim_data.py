"""Builds the record of a claim from its rows, for pages, JSON and CSV alike.

`articles/domain/records.py` has the types; `articles/workflow/publication.py` stores
records for readers.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from articles.domain.attribution import chains, timewords
from articles.domain.dates import PartialDate
from articles.domain.records import (
    AboutRecord,
    AppearanceRecord,
    CheckRecord,
    CitationRecord,
    ClaimRecord,
    DecisionRecord,
    EvidenceRecord,
    GroundRecord,
    SaidRecord,
    SourceRef,
    SpanRecord,
    StepRecord,
    TranslationRecord,
    WorkRef,
)
from articles.models import (
    About,
    Appearance,
    Argument,
    Attribution,
    Carry,
    Citation,
    Claim,
    Decision,
    Evidence,
    Source,
    Span,
    User,
    Work,
)
from articles.models.base import WithGround
from articles.models.choices import AboutRole, CarryState

PageData = dict[str, Any]


def with_record_rows(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With all rows that a record is built from, in a constant number of statements."""
    return claims.select_related("recorded_by").prefetch_related(*record_rows())


def load_record_rows(claim: Claim) -> Claim:
    """A claim that is at hand, with the same rows."""
    prefetch_related_objects([claim], *record_rows())
    return claim


def record_rows() -> list[Any]:
    """What is to be prefetched for a record."""
    # The first known appearance first; those without a date last.
    appearances = (
        Appearance.objects.order_by(
            F("text_version__article__work__published_on").asc(nulls_last=True), "pk"
        )
        .select_related("text_version__article__work__outlet", "carry__text_version")
        .defer("carry__text_version__text")
    )
    return [
        Prefetch("about", About.objects.select_related("source").order_by("pk")),
        Prefetch("appearances", appearances),
        Prefetch("appearances__spans", Span.objects.order_by("position")),
        "appearances__text_version__article__work__authorships__author",
        Prefetch(
            "appearances__chain",
            Attribution.objects.select_related("source").order_by("position", "pk"),
        ),
        Prefetch(
            "appearances__citations",
            Citation.objects.select_related(
                "work__outlet", "checked_by", "translated_by"
            ).order_by("position"),
        ),
        "appearances__citations__work__authorships__author",
        Prefetch(
            "evidence",
            Evidence.objects.select_related(
                "work__outlet", "argument__by", "translated_by"
            ).order_by("created_at", "pk"),
        ),
        "evidence__work__authorships__author",
        Prefetch("decisions", Decision.objects.select_related("by").order_by("number")),
        "decisions__evidence",
    ]


def source_ref(source: Source) -> SourceRef:
    return {"key": source.key, "name": source.name, "kind": source.kind}


def list_authors(work: Work) -> list[Source]:
    return [
        row.author
        for row in sorted(work.authorships.all(), key=lambda row: row.position)
    ]


def work_ref(work: Work) -> WorkRef:
    published = PartialDate(work.published_on, work.published_precision)
    became = PartialDate(work.status_on, work.status_precision)
    found: WorkRef = {
        "key": work.key,
        "kind": work.kind,
        "title": work.title,
        "address": work.address,
        "outlet": source_ref(work.outlet) if work.outlet else None,
        "authors": [source_ref(author) for author in list_authors(work)],
        "published": {
            "date": published.date.isoformat() if published.date else None,
            "precision": published.precision,
        },
        "language": work.language,
        "status": work.status,
    }
    return {**found, "status_on": became.iso()} if became.date else found


def said_record(row: Attribution) -> SaidRecord | None:
    """When it was said: the words, where they stand, and the days that they mean."""
    if not (row.said or row.said_from or row.said_to):
        return None
    return {
        "words": row.said,
        "start": row.said_start,
        "from": row.said_from.isoformat() if row.said_from else None,
        "to": row.said_to.isoformat() if row.said_to else None,
        "precision": timewords.precision_of_days(row.said_from, row.said_to),
    }


def step_record(row: Attribution) -> StepRecord:
    return {
        "position": row.position,
        "source": source_ref(row.source),
        # A voice without a name is known by what the article says of it.
        "described": row.source.description if row.source.kind == "unnamed" else "",
        "cue": row.cue,
        "cue_start": row.cue_start,
        "mode": row.mode,
        "said": said_record(row),
        "unclear": row.unclear,
        "note": row.note,
    }


def citation_record(row: Citation) -> CitationRecord:
    return {
        "work": work_ref(row.work) if row.work else None,
        "description": row.description,
        "locator": row.locator,
        "passage": row.passage,
        "translation": translation_record(row.translation, row.translated_by),
        "fidelity": row.fidelity,
        "note": row.note,
        "checked": check_record(row),
    }


def translation_record(text: str, by: User | None) -> TranslationRecord | None:
    """The passage in the language of the article or the claim, and who translated it."""
    return {"text": text, "by": by.name} if text and by else None


def ground_record(row: WithGround) -> GroundRecord | None:
    """How one knows of a relation where no page says so, and who states it."""
    by = row.grounded_by
    return {"text": row.ground, "by": by.name} if by else None


def check_record(row: Citation) -> CheckRecord | None:
    """Who compared the article with what it cites, where somebody is known to have."""
    if row.checked_by is None or row.checked_at is None:
        return None
    return {"by": row.checked_by.name, "at": row.checked_at.isoformat()}


def span_records(row: Appearance) -> list[SpanRecord]:
    """The words of an appearance; its spans are fetched in their order."""
    return [
        {
            "start": span.start,
            "end": span.end,
            "exact": span.exact,
            "prefix": span.prefix,
            "suffix": span.suffix,
        }
        for span in row.spans.all()
    ]


def appearance_record(row: Appearance) -> AppearanceRecord:
    article = row.text_version.article
    chain = [step_record(link) for link in row.chain.all()]
    return {
        "key": row.key,
        "article": {**work_ref(article.work), "key": article.key},
        "version": row.text_version.number,
        "spans": span_records(row),
        "chain": chain,
        "grade": chains.grade_chain(chain),
        "citations": [citation_record(cited) for cited in row.citations.all()],
    }


def version_outcome(row: Appearance) -> Carry | None:
    """What became of the appearance in a later text version, if there is one."""
    return getattr(row, "carry", None)


def standing_appearances(claim: Claim) -> list[Appearance]:
    """Each appearance once: as the latest text version has it in which it stands."""
    return [
        row
        for row in claim.appearances.all()
        if (carry := version_outcome(row)) is None or not carry.stands
    ]


def gone_since(row: Appearance) -> int | None:
    """The number of the text version that no longer says it."""
    carry = version_outcome(row)
    if carry is None or carry.state != CarryState.GONE:
        return None
    return carry.text_version.number


def evidence_record(row: Evidence) -> EvidenceRecord:
    argument: Argument | None = getattr(row, "argument", None)
    return {
        "argued": (
            {"text": argument.text, "by": argument.by.name} if argument else None
        ),
        "key": row.key,
        "work": work_ref(row.work),
        "locator": row.locator,
        "passage": row.passage,
        "translation": translation_record(row.translation, row.translated_by),
        "stance": row.stance,
        "primary": row.primary,
        "question": row.question,
        "note": row.note,
    }


def decision_record(row: Decision) -> DecisionRecord:
    made: DecisionRecord = {
        "number": row.number,
        "action": row.action,
        "round": row.round,
        "verdict": row.verdict or None,
        "rationale": row.rationale,
        "searched": row.searched,
        "override": row.override,
        "by": row.by.name,
        "at": row.at.isoformat(),
        "evidence": [piece.key for piece in row.evidence.all()],
    }
    return made if row.blind is None else {**made, "blind": row.blind}


# Steps after which a verdict that was given before no longer counts.
ENDS_VERDICT = {"reopen", "send_back", "return_to_draft", "withdraw", "restore"}


def decision_in_force(decisions: Iterable[DecisionRecord]) -> DecisionRecord | None:
    """The decision that the verdict in force comes from, if one is in force."""
    found: DecisionRecord | None = None
    for made in decisions:
        if made["action"] in ENDS_VERDICT:
            found = None
        elif made["round"] and made["action"] != "confirm":
            found = made
    return found


def stated_override(decisions: Iterable[DecisionRecord]) -> DecisionRecord | None:
    """Why the verdict in force stands without independent evidence, if one says so."""
    made = decision_in_force(decisions)
    return made if made and made.get("override") else None


def reason_in_force(decisions: Iterable[DecisionRecord]) -> str:
    """The reason for the verdict in force: the last one that was given with its own."""
    made = decision_in_force(decisions)
    return made["rationale"] if made else ""


def reviewers_in_force(decisions: Iterable[DecisionRecord]) -> set[str]:
    """Who gave or confirmed a verdict since the claim was last ready, by name."""
    names: set[str] = set()
    for made in decisions:
        if made["action"] in ENDS_VERDICT:
            names.clear()
        elif made["round"]:
            names.add(made["by"])
    return names


def about_records(claim: Claim) -> list[AboutRecord]:
    """Whom the claim is about: by their roles, else in the order of recording."""
    rows = sorted(claim.about.all(), key=lambda row: AboutRole.values.index(row.role))
    return [{"source": source_ref(row.source), "role": row.role} for row in rows]


def claim_record(claim: Claim) -> ClaimRecord:
    """Everything about a claim, from rows fetched by `with_record_rows`."""
    decisions = [decision_record(row) for row in claim.decisions.all()]
    return {
        "key": claim.key,
        "statement": claim.statement,
        "kind": claim.kind,
        "checkable": claim.checkable,
        "verdict": claim.verdict or None,
        "why": reason_in_force(decisions),
        "about": about_records(claim),
        "appearances": [
            {**appearance_record(row), "gone_since": gone_since(row)}
            for row in standing_appearances(claim)
        ],
        "evidence": [evidence_record(row) for row in claim.evidence.all()],
        "decisions": decisions,
    }
