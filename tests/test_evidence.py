"""Does evidence come to a claim whole, and stay while a decision rests on it?"""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from articles.concurrency import NotAllowedError
from articles.editing.evidence import add_evidence, change_evidence, remove_evidence
from articles.editing.inputs import EvidenceEntry, NewSource, NewWork
from articles.models import Claim, Evidence, Source, User
from articles.models.choices import Action, Stage, Stance
from tests.factories import make_claim, make_evidence, make_work, take


def test_evidence_is_recorded_with_its_work(ada: User) -> None:
    claim = make_claim()

    made = add_evidence(
        ada, claim,
        EvidenceEntry(
            NewWork("A log", "https://example.org/log", "dataset",
                    NewSource("Gauge Office", "organisation"),
                    datetime.date(2026, 2, 1), "month"),
            Stance.REFUTES, "line 4", "0 m", primary=True, question="How deep?",
        ),
        claim.version,
    )  # fmt: skip

    work = made.work
    assert (work.kind, work.published_precision) == ("dataset", "month")
    assert work.outlet == Source.objects.get(name="Gauge Office")
    assert (made.stance, made.passage, made.primary) == ("refutes", "0 m", True)
    assert (made.recorded_by, made.claim) == (ada, claim)


def test_evidence_can_be_changed(ada: User) -> None:
    claim = make_claim()
    evidence = make_evidence(claim)

    log = EvidenceEntry(NewWork("A log"), Stance.CONTEXT, note="A note.")
    change_evidence(ada, evidence, log, claim.version)

    kept = Evidence.objects.get()
    assert (kept.key, kept.stance, kept.note) == (evidence.key, "context", "A note.")
    assert kept.work.title == "A log"


def test_a_translation_of_evidence_is_by_whoever_wrote_it(ada: User, ben: User) -> None:
    claim = make_claim()
    rain = EvidenceEntry(
        make_work(), Stance.CONTEXT, passage="Идёт дождь.", translation="It is raining."
    )
    made = add_evidence(ada, claim, rain, claim.version)

    def saved(by: User, **values: Any) -> tuple[str, User | None]:
        version = Claim.objects.get().version
        change_evidence(by, Evidence.objects.get(), replace(rain, **values), version)
        made.refresh_from_db()
        return made.translation, made.translated_by

    assert (made.translation, made.translated_by) == ("It is raining.", ada)
    assert saved(ben, note="In May.") == ("It is raining.", ada)
    assert saved(ben, translation="It rains.") == ("It rains.", ben)
    assert saved(ada, translation="") == ("", None)


def test_evidence_that_a_decision_rests_on_stays_on_record(ben: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    take(Action.REOPEN, claim, ben)
    claim.refresh_from_db()

    with pytest.raises(NotAllowedError, match="rests on"):
        remove_evidence(claim.evidence.get(), claim.version)

    assert claim.evidence.count() == 1
    assert Claim.objects.get().version == claim.version
