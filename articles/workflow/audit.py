"""Checks whether what was published, and what led to it, is as it was recorded.

Every check yields its findings as sentences, each naming the row, and goes on.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import LiteralString, cast

from django.db.models import Model

from articles.domain import audit
from articles.domain.audit import ChainReader, Facts
from articles.domain.records import DecisionRecord
from articles.models import Decision, DecisionEvidence, Publication, TextVersion
from articles.models.choices import Action
from articles.queries import audit as audit_queries
from articles.queries.audit import HistoryFault
from articles.workflow.publication import public_decisions

SavedHashes = Mapping[int, Collection[str]]  # by the number of their entry
# Steps after which the record told every public decision so far.
TELLS_ALL = {Action.PUBLISH, Action.PUBLISH_RECORD, Action.UPDATE}
PUBLISHED = ("articles_publication", "articles_claim")
# By what a row of a history is called.
NAMED_BY = ("articles_claim", "articles_article", "articles_decision")
CLAIM_KEY: LiteralString = """'claim ' || (SELECT key FROM articles_claim c
    WHERE c.id = coalesce(r.claim_id, e.claim_id))"""
NUMBER: LiteralString = "coalesce(r.number, e.number)"
GROUND: LiteralString = """(SELECT 'claim ' || c.key || ', evidence of decision row '
    || d.number FROM articles_decision d JOIN articles_claim c ON c.id = d.claim_id
    WHERE d.id = coalesce(r.decision_id, e.decision_id))"""
TEXT: LiteralString = """'article ' || (SELECT key FROM articles_article a
    WHERE a.id = coalesce(r.article_id, e.article_id)) || ', version ' || """


@dataclass(frozen=True)
class Check:
    """One thing that can be checked, if these tables can be read."""

    name: str
    tables: tuple[str, ...]
    findings: Callable[[], Iterator[str]]


def checks(saved: SavedHashes) -> list[Check]:
    """All checks; `saved` are hashes that were kept elsewhere."""
    texts = ("articles_textversion", "articles_article")
    chained = (
        "articles_auditentry",
        "articles_publishedappearance",
        *PUBLISHED,
        *texts,
    )
    decided = ("articles_decision", "articles_decisionevidence", "articles_evidence",
               "articles_user", "articles_userevent", *PUBLISHED)  # fmt: skip
    return [
        Check("the chain", chained, partial(check_chain, saved)),
        Check("publications without an entry", ("articles_auditentry", *PUBLISHED),
              check_entered),
        Check("decisions", decided, check_decisions),
        Check("texts", texts, check_texts),
        history_check(Publication, f"{CLAIM_KEY} || ', publication ' || {NUMBER}",
                      "superseded_at"),
        Check("the ends of publications", ("articles_publicationevent", *PUBLISHED),
              check_ends),
        history_check(Decision, f"{CLAIM_KEY} || ', decision row ' || {NUMBER}"),
        history_check(DecisionEvidence, GROUND),
        history_check(TextVersion, f"{TEXT} {NUMBER}"),
    ]  # fmt: skip


def history_check(model: type[Model], name: LiteralString, moving: str = "") -> Check:
    table = model._meta.db_table
    return Check(
        f"the history of {model._meta.verbose_name_plural}",
        (table, f"{table}event", *NAMED_BY),
        partial(check_history, model, name, moving),
    )


def check_chain(saved: SavedHashes) -> Iterator[str]:
    reader = ChainReader(saved)
    for entry, now in audit_queries.entries():
        yield from reader.read(entry)
        told = entry.facts()
        where = (
            f"Claim {told.get('claim')}, publication {told.get('publication')}"
            f" (entry {entry.number})"
        )
        if now is None:
            yield f"{where}: the publication is gone."
            continue
        for each in audit.differences(told, now):
            yield f"{where}: {each}."
    yield from reader.end()


def check_entered() -> Iterator[str]:
    for key, number, event in audit_queries.unentered_publications():
        what = "was published" if event == "published" else "ended"
        yield f"Claim {key}, publication {number} {what} and has no entry for it."


def check_decisions() -> Iterator[str]:
    names = audit_queries.names_of_users()
    for key, number, told, rows in audit_queries.recorded_decisions():
        matching = audit.match_decisions(told, rows, names)
        for fault in matching.faults:
            yield f"Claim {key}, publication {number}: {fault}."
        for row in untold_decisions(told, rows, matching.rows):
            yield (
                f"Claim {key}, publication {number}: decision row {row['row']}"
                f" ({row['action']}, {row['at'][:16]}) was put in later."
            )


def untold_decisions(
    told: list[Facts], rows: list[Facts], matched: list[int | None]
) -> list[Facts]:
    """Rows that the record would tell, had they been there when it was published."""
    ends = [
        at
        for made, at in zip(told, matched, strict=True)
        if at is not None and made["action"] in TELLS_ALL
    ]
    known = {rows[at]["row"] for at in matched if at is not None}
    before = cast("list[DecisionRecord]", rows[: max(ends, default=-1) + 1])
    public = cast("list[Facts]", public_decisions(before))
    return [row for row in public if row["row"] not in known]


def check_texts() -> Iterator[str]:
    for key, number in audit_queries.changed_texts():
        yield f"Article {key}, version {number}: the text is not the one of its hash."


def check_ends() -> Iterator[str]:
    for key, number in audit_queries.publications_without_their_events():
        yield f"Claim {key}, publication {number}: its history lacks its begin or end."


def check_history(
    model: type[Model], name: LiteralString, moving: str
) -> Iterator[str]:
    for fault in audit_queries.history_faults(model, name, moving):
        words = describe_history_fault(fault)
        yield f"{fault.row[:1].upper()}{fault.row[1:]}: {words}."


def describe_history_fault(fault: HistoryFault) -> str:
    if fault.event is None:
        return "the history does not know it"
    if fault.row_is_gone:
        return f"it is gone, and event {fault.event} recorded it"
    if not fault.happens:
        return (
            f"event {fault.event} says {fault.label}, which never happens to such a row"
        )
    return f"event {fault.event} ({fault.label}) has another {', '.join(fault.columns)}"
