"""Is it kept, published and weighed whom a claim is about?"""

from typing import Any

import pytest

from articles.concurrency import IncompleteError
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.records import IndependenceRecord
from articles.editing import source_relations
from articles.editing.appearances import change_claim, record_claim
from articles.editing.inputs import (
    AboutEntry,
    AppearanceEntry,
    ClaimEntry,
    NewSource,
    StepEntry,
)
from articles.editing.source_relations import SourceRelationEntry
from articles.models import (
    About,
    Claim,
    LookAgain,
    Source,
    SourceRelation,
    User,
    Voice,
)
from articles.models.choices import ANY_ROLE, Action, Role, Stage, Stance
from articles.queries.independence import judge_independence
from articles.queries.source_lists import role_counts
from articles.queries.source_verdicts import count_verdicts
from tests.factories import (
    bring_to,
    make_about,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    publication_of,
    take,
)
from tests.test_independence import judged, live

pytestmark = pytest.mark.django_db


def entry(*about: tuple[Source | NewSource, str]) -> ClaimEntry:
    rows = [AboutEntry(source, role) for source, role in about]
    return ClaimEntry("The gates were opened.", "event", about=rows)


def told(claim: Claim) -> list[tuple[str, str]]:
    return [
        (row["source"]["name"], row["role"]) for row in live(claim).get("about", ())
    ]


def events(label: str) -> list[str]:
    log: Any = About._meta.get_field("history").related_model
    rows = log.objects.filter(pgh_label=label).order_by("pgh_id")
    return [row.source.name for row in rows]


def test_a_new_claim_is_recorded_with_whom_it_is_about(ada: User) -> None:
    article = make_article()
    chain = [StepEntry(make_source("Tessa Aldering"))]
    command = make_source("Command")

    made = record_claim(
        ada, article.text, entry((command, "accused")),
        AppearanceEntry([TextSpan(0, 3)], chain),
    )  # fmt: skip

    assert told(made.claim) == [("Command", "accused")]


def test_they_stand_in_the_order_of_their_roles(ada: User) -> None:
    claim = make_claim()
    for name, role in (("A", "victim"), ("B", "subject"), ("C", "accused")):
        make_about(claim, name, role)

    assert told(claim) == [("B", "subject"), ("C", "accused"), ("A", "victim")]


def test_only_what_somebody_changed_stands_in_the_history() -> None:
    claim = make_claim()
    kept, turned, gone = (make_source(name) for name in ("Kept", "Turned", "Gone"))
    before = entry((kept, "subject"), (turned, "subject"), (gone, "victim"))
    change_claim(claim, before, claim.version)

    after = entry((kept, "subject"), (turned, "accused"), (NewSource("New"), "victim"))
    change_claim(claim, after, claim.version + 1)

    assert told(claim) == [
        ("Kept", "subject"), ("Turned", "accused"), ("New", "victim"),
    ]  # fmt: skip
    assert (events("insert"), events("update"), events("delete")) == (
        ["Kept", "Turned", "Gone", "New"], ["Turned"], ["Gone"],
    )  # fmt: skip


def test_two_rows_that_mean_one_source_are_refused_whole() -> None:
    claim = make_claim()
    command = make_source("Command", kind="person")

    with pytest.raises(IncompleteError, match="“Command” stands twice"):
        change_claim(
            claim, entry((command, "accused"), (NewSource("command"), "victim")),
            claim.version,
        )  # fmt: skip

    claim.refresh_from_db()
    assert (told(claim), claim.statement) == (
        [], "The gates were opened before midnight.",
    )  # fmt: skip


def reopened() -> Claim:
    claim = make_claim(stage=Stage.PUBLISHED)
    take(Action.REOPEN, claim, make_user("cleo"))
    claim.refresh_from_db()
    return claim


def test_others_whom_a_decided_claim_is_about_ask_to_look_again() -> None:
    claim, command = reopened(), make_source("Command")
    change_claim(claim, entry(), claim.version)
    assert not LookAgain.objects.exists()

    change_claim(claim, entry((command, "accused")), claim.version + 1)

    assert [row.what for row in LookAgain.objects.all()] == [
        "Whom it is about was changed"
    ]
    LookAgain.objects.all().delete()
    change_claim(claim, entry((command, "accused")), claim.version + 2)
    assert not LookAgain.objects.exists()  # saved as it was


# -- published -------------------------------------------------------------------------


def roles_of(name: str) -> set[str]:
    rows = Voice.objects.filter(source__name=name)
    return set(rows.values_list("role", flat=True))


def test_whom_a_published_claim_is_about_is_public_and_stands_behind_nothing() -> None:
    claim = make_claim()
    make_about(claim, "Velmar River Command")
    command = Source.objects.get(name="Velmar River Command")
    assert command not in Source.objects.public()

    bring_to(claim, Stage.PUBLISHED)

    assert command in Source.objects.public()
    assert roles_of("Velmar River Command") == {Role.ABOUT}
    counts = role_counts([command])[command.pk]
    assert {part: count for part, count in counts.items() if count} == {Role.ABOUT: 1}
    assert count_verdicts(command, ANY_ROLE).over_time == []
    assert count_verdicts(command, Role.ABOUT).over_time != []


def test_a_claimant_who_speaks_of_itself_is_counted_as_both() -> None:
    claim = make_claim()
    make_about(claim, "Ministry of Rivers", "subject")

    bring_to(claim, Stage.PUBLISHED)

    assert roles_of("Ministry of Rivers") == {Role.CLAIMANT, Role.ABOUT, ANY_ROLE}


def test_a_withdrawn_claim_is_about_nobody_whom_readers_know() -> None:
    claim = make_claim()
    make_about(claim)
    bring_to(claim, Stage.PUBLISHED)

    take(Action.WITHDRAW, claim, make_user("dana", "Editors"))

    command = Source.objects.get(name="Velmar River Command")
    assert command not in Source.objects.public()
    assert role_counts([command])[command.pk][Role.ABOUT] == 0


def test_readers_see_whom_it_was_about_when_it_was_published() -> None:
    claim = make_claim()
    make_about(claim)
    bring_to(claim, Stage.PUBLISHED)
    take(Action.REOPEN, claim, make_user("cleo"))
    claim.refresh_from_db()

    change_claim(claim, entry((make_source("Somebody"), "victim")), claim.version)

    (row,) = publication_of(claim).record["about"]
    assert (row["source"]["name"], row["role"]) == ("Velmar River Command", "accused")
    assert roles_of("Somebody") == set()


# -- weighed ---------------------------------------------------------------------------


def accused_page(**fields: Any) -> tuple[Claim, str]:
    """A claim that accuses the Command, and what the Command's own wire says of it."""
    claim = make_claim()
    make_about(claim, "Command")
    wire = make_source("The Wire", listed=True)
    SourceRelation.objects.create(
        source=wire, kind="state_agency_of", target=make_source("Command"),
        reference="https://example.org/",
    )  # fmt: skip
    work = make_work("A denial", outlet=wire)
    piece = make_evidence(claim, Stance.REFUTES, work=work, **fields)
    return bring_to(claim, Stage.READY), piece.key


PATH = (
    "“A denial” was published by The Wire, the state agency of Command"
)  # fmt: skip


def test_evidence_by_the_accused_speaks_about_itself_by_a_path() -> None:
    claim, key = accused_page()

    answer = judged(claim)["evidence"][key]

    assert answer["answer"] == "none"
    assert answer["about"]["words"] == PATH
    assert (answer["about"]["source"]["name"], answer["about"]["role"]) == (
        "Command", "accused",
    )  # fmt: skip


def test_a_verdict_on_a_denial_alone_needs_a_reason() -> None:
    claim, key = accused_page()
    denial = claim.evidence.get(key=key)

    with pytest.raises(IncompleteError, match="speaks about itself") as refused:
        take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="refuted",
             evidence=[denial])  # fmt: skip

    assert refused.value.field == "override"
    take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="refuted",
         evidence=[denial], override="Nobody else was there.")  # fmt: skip


@pytest.mark.parametrize("fields", [{"primary": True}, {}])
def test_a_primary_document_of_the_accused_carries_the_verdict(
    fields: dict[str, Any],
) -> None:
    claim, key = accused_page(**fields)
    grounds = judge_independence(live(claim), public=False).grounds("refuted", [key])

    assert (grounds.carries, grounds.ground) == (
        (True, "primary") if fields else (False, "about_itself")
    )


def test_a_relation_that_makes_evidence_speak_about_itself_asks_to_look_again(
    ada: User,
) -> None:
    claim = make_claim()
    make_about(claim, "Command")
    wire, group = make_source("The Wire"), make_source("The Group")
    SourceRelation.objects.create(source=wire, kind="part_of", target=group)
    make_evidence(claim, work=make_work("A page", outlet=wire))
    bring_to(claim, Stage.PUBLISHED)

    # At the other end of the path: the evidence leans on neither of these two.
    made = SourceRelationEntry(make_source("Command"), "part_of", group)
    source_relations.add_source_relation(ada, made)

    (asked,) = LookAgain.objects.all()
    assert asked.claim == claim
    assert asked.what.endswith(
        "“A page” now speaks about itself (“A page” was published by The Wire, part of"
        " The Group, of which Command is part); independent origins of evidence: 0,"
        " were 1."
    )


def public_view(claim: Claim) -> IndependenceRecord:
    record = publication_of(claim).record
    return judge_independence(record, public=True).data()


def test_the_published_claim_is_weighed_as_it_was_before_it_was_published() -> None:
    claim, key = accused_page(primary=True)
    before = judged(claim)["evidence"]
    take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="refuted",
         evidence=[claim.evidence.get(key=key)])  # fmt: skip
    take(Action.CONFIRM, claim, make_user("cleo"))
    take(Action.PUBLISH, claim, make_user("cleo"))

    assert public_view(claim)["evidence"] == before
    assert publication_of(claim).record["independence"]["evidence"] == before


def test_a_record_from_before_whom_it_is_about_was_kept_is_weighed_all_the_same() -> (
    None
):
    claim, key = accused_page()
    record = {k: v for k, v in live(claim).items() if k != "about"}

    answer = judge_independence(record, public=True).data()["evidence"][key]  # type: ignore[arg-type]

    assert "about" not in answer
