"""Records for tests of what is made of them, as articles/claim_data.py writes them."""

from typing import Any

from articles.domain.records import ClaimRecord, SourceRef, WorkRef
from tests.unit.chains_at_hand import step


def named(name: str, kind: str = "organisation", **more: Any) -> SourceRef:
    key = "".join(name.lower().split())
    return {"key": key, "name": name, "kind": kind, **more}  # type: ignore[typeddict-item]


def work_at_hand(**fields: Any) -> WorkRef:
    work: dict[str, Any] = {
        "key": "workofrose", "kind": "article", "title": "The river rose",
        "address": "https://courier.example/rose",
        "outlet": named("Perrin Ford Courier", "outlet"),
        "authors": [named("Tessa Aldering", "person")],
        "published": {"date": "2026-02-15", "precision": "day"},
        "language": "en", "status": "", **fields,
    }  # fmt: skip
    return work  # type: ignore[return-value]


def appearance_at_hand(**fields: Any) -> Any:
    """The author relays what a ministry claims."""
    return {
        "key": "appearance", "article": {**work_at_hand(), "key": "articlekey"},
        "version": 1,
        "spans": [
            {"start": 0, "end": 9, "exact": "The gates", "prefix": "", "suffix": " were"}
        ],
        "chain": [
            step(0, "Tessa Aldering"),
            step(1, "Ministry of Rivers", kind="organisation"),
        ],
        "citations": [], "gone_since": None, **fields,
    }  # fmt: skip


def evidence_at_hand(**fields: Any) -> Any:
    return {
        "key": "thegatelog", "stance": "refutes", "locator": "p. 3", "passage": "",
        "work": work_at_hand(
            key="gatelogkey", kind="report", title="The gate log", authors=[],
            address="https://log.example/", outlet=named("Velmar River Command"),
            published={"date": "2026-02-01", "precision": "month"},
        ),
        **fields,
    }  # fmt: skip


def claim_at_hand(**fields: Any) -> ClaimRecord:
    claim: dict[str, Any] = {
        "key": "abcdefghij", "statement": "The gates were opened before midnight.",
        "kind": "event", "checkable": True, "verdict": "refuted",
        "why": "The log has them shut until two.", "about": [],
        "appearances": [appearance_at_hand()], "evidence": [evidence_at_hand()],
        "decisions": [], "published_at": "2026-02-27T10:00:00+00:00", "number": 2,
        **fields,
    }  # fmt: skip
    return claim  # type: ignore[return-value]
