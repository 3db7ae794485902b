"""Is every change on record, however it was made, and can the record be changed?"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, LiteralString

import pghistory
import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from psycopg.sql import SQL, Identifier, Literal

from articles.domain.text.canonical import fingerprint
from articles.models import (
    Claim,
    Publication,
    Source,
    TeamSettings,
    TextVersion,
    User,
)
from articles.models.choices import Stage
from tests.database_roles import as_owner, refused_to_all
from tests.factories import (
    appearance_of,
    group_named,
    make_article,
    make_bytes,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)
from tests.refused_rows import NOW, claim, decision

# Tables that say nothing of their own: what is on its way in, what was sent already,
# indexes that are built from a publication, and the counts over them; the versions of
# what readers see; what circles were found; the chain, which is a history itself; and
# sealed verdicts, whose history would be a second copy for somebody to see.
NOT_TRACKED = {"AuditEntry", "CircleSearch", "CitationVoice", "FetchJob",
               "PublicChange", "PublicVersion", "PublishedAppearance", "PublishedCitation",
               "PublishedWork", "Save", "SealSight", "SealedGround", "SealedVerdict",
               "Upload", "Voice"}  # fmt: skip
# Rows of these are protected, so that nothing but an insert can happen to them.
NEVER_CHANGE = {
    "TextVersion", "Decision", "DecisionEvidence", "Snapshot", "SnapshotBytes",
}  # fmt: skip
# A row of this one is never deleted, and only ever superseded.
NEVER_DELETED = {"Publication"}

Fields = dict[str, Any]

# For each tracked table: a new row that nothing else refers to, and another value
# for one of its columns.
ROWS: dict[str, tuple[Callable[[], Fields], str, object]] = {
    "About":          (lambda: {"claim": claim(), "source": make_source(),
                                "role": "subject"}, "role", "accused"),
    "Appearance":     (lambda: {"claim": claim(), "text_version": make_article().text,
                                "recorded_by": make_user()}, "key", "bcdfghjkmn"),
    "Argument":       (lambda: {"evidence": make_evidence(claim()), "text": "It is its own.",
                                "by": make_user()}, "text", "x"),
    "Article":        (lambda: {"work": make_work()}, "version", 7),
    "Attribution":    (lambda: {"appearance": place(), "source": make_source(),
                                "position": 7}, "cue", "said"),
    "Authorship":     (lambda: {"work": make_work(), "author": make_source()},
                       "position", 7),
    "Carry":          (lambda: {"appearance": place(), "state": "needs_review",
                                "text_version": newer_text()}, "version", 7),
    "Citation":       (lambda: {"appearance": place(), "description": "a report"},
                       "description", "a letter"),
    "Claim":          (lambda: {"statement": "It rained.", "kind": "event",
                                "recorded_by": make_user()}, "statement", "It snowed."),
    "ClaimRelation":  (lambda: {"claim": claim(), "target": claim(), "kind": "narrows",
                                "recorded_by": make_user()}, "note", "x"),
    "Cue":            (lambda: {"list": "speaks", "words": "groused"},
                       "words", "grumbled"),
    "Decision":       (lambda: {"claim": claim(), "number": 1, "action": "submit",
                                "before": "draft", "after": "ready",
                                "by": make_user()}, "rationale", "x"),
    "DecisionEvidence": (lambda: {"decision": decision(),
                                  "evidence": make_evidence(make_claim())}, "id", 7),
    "DismissedSuggestion": (lambda: {"text_version": make_article().text, "start": 0,
                                     "end": 5, "sha256": fingerprint("x"),
                                     "by": make_user()}, "end", 6),
    "Evidence":       (lambda: {"claim": claim(), "work": make_work(), "note": "n",
                                "stance": "context", "recorded_by": make_user()},
                       "note", "other"),
    "FeaturedClaim":  (lambda: {"claim": claim()}, "chosen_at", NOW),
    "Invitation":     (lambda: {"token_hash": "x", "group": group_named("Reviewers"),
                                "invited_by": make_user(), "expires_at": NOW},
                       "email", "new@example.org"),
    "LookAgain":      (lambda: {"claim": claim(), "what": "A relation ended"},
                       "what", "x"),
    "Publication":    (lambda: {"claim": claim(), "number": 1, "statement": "It rained.",
                                "kind": "event", "record": {}, "published_at": NOW,
                                "published_by": make_user()}, "superseded_at", NOW),
    "Region":         (lambda: {"text_version": make_article().text, "start": 0,
                                "end": 5, "kind": "banner"}, "kind", "contact"),
    "SitePage":       (lambda: {"name": "about", "text": "Who we are."},
                       "text", "Who we were."),
    "Snapshot":       (lambda: {"way": "uploaded", "by": make_user(), "size": 3,
                                "content": make_bytes(b"one"), "text": "one"}, "size", 4),
    "SnapshotBytes":  (lambda: {"sha256": hashlib.sha256(b"two").hexdigest(),
                                "content": b"two"}, "content", b"three"),
    "Source":         (lambda: {"name": "Somebody", "kind": "person"},
                       "name", "Somebody Else"),
    "SourceAlias":    (lambda: {"source": make_source(), "name": "MoR"}, "name", "M"),
    "SourceRelation": (lambda: {"source": make_source("A"), "target": make_source("B"),
                                "kind": "owns"}, "note", "x"),
    "Span":           (lambda: {"appearance": place(), "position": 3, "start": 4,
                                "end": 9, "exact": "river"}, "prefix", "x"),
    "TeamSettings":   (lambda: {"pk": no_team()}, "publishes_alone", True),
    "TextVersion":    (lambda: {"article": make_article(), "number": 2, "text": "Words",
                                "sha256": fingerprint("Words")}, "number", 3),
    "User":           (lambda: {"username": "eve"}, "email", "eve@example.org"),
    "Work":           (lambda: {"title": "A letter"}, "title", "Another letter"),
    "WorkRelation":   (lambda: {"source": make_work("A"), "target": make_work("B"),
                                "kind": "cites"}, "note", "x"),
}  # fmt: skip
CHANGE = sorted(set(ROWS) - NEVER_CHANGE)


def who_may_update(name: str) -> AbstractContextManager[None]:
    """The application, but for what was published, which only a function updates."""
    return as_owner() if name in NEVER_DELETED else nullcontext()


def no_team() -> int:
    """The key of the one row, which was there and is no more."""
    TeamSettings.objects.all().delete()
    return 1


def newer_text() -> TextVersion:
    return TextVersion.objects.create(
        article=make_article("Another", "Older"), number=2, text="Newer",
        sha256=fingerprint("Newer"),
    )  # fmt: skip


def place() -> models.Model:
    return appearance_of(make_claim())


def model_named(name: str) -> Any:
    return apps.get_model("articles", name)


def inserted(name: str) -> Any:
    """A row made by bulk_create, which calls no save() and sends no signal."""
    model = model_named(name)
    return model.objects.bulk_create([model(**ROWS[name][0]())])[0]


def events(row: Any) -> list[Any]:
    """Since the row was inserted: a table of one row has had others with its key."""
    history = type(row)._meta.get_field("history").related_model
    every = list(history.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    begun = max(n for n, event in enumerate(every) if event.pgh_label == "insert")
    return every[begun:]


def labels(row: Any) -> list[str]:
    return [event.pgh_label for event in events(row)]


def execute(statement: LiteralString, table: str, **values: Any) -> None:
    names = {"table": Identifier(table)}
    if "column" in values:
        names["column"] = Identifier(values.pop("column"))
    parts = {name: Literal(value) for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(SQL(statement).format(**names, **parts))


def history_models() -> list[Any]:
    return [
        model
        for model in apps.get_app_config("articles").get_models()
        if issubclass(model, pghistory.models.Event)
    ]


def test_every_table_is_tracked_but_for_a_few() -> None:
    tables = {
        model.__name__
        for model in apps.get_app_config("articles").get_models()
        if not issubclass(model, pghistory.models.Event) and not model._meta.proxy
    }

    assert tables - NOT_TRACKED == set(ROWS)
    assert {f"{name}Event" for name in ROWS} <= {
        model.__name__ for model in history_models()
    }


@pytest.mark.parametrize("name", sorted(ROWS))
def test_rows_made_in_bulk_are_on_record(name: str, db: None) -> None:
    row = inserted(name)

    assert labels(row) == ["insert"]


@pytest.mark.parametrize("name", CHANGE)
def test_an_update_of_many_rows_is_on_record(name: str, db: None) -> None:
    _, column, value = ROWS[name]
    row = inserted(name)
    before = getattr(row, column)

    with who_may_update(name):
        type(row).objects.filter(pk=row.pk).update(**{column: value})

    assert labels(row) == ["insert", "update"]
    assert [getattr(event, column) for event in events(row)] == [before, value]


@pytest.mark.parametrize("name", CHANGE)
def test_an_update_in_raw_sql_is_on_record(name: str, db: None) -> None:
    _, column, value = ROWS[name]
    row = inserted(name)

    with who_may_update(name):
        execute(
            "UPDATE {table} SET {column} = {value} WHERE id = {pk}",
            row._meta.db_table, column=column, value=value, pk=row.pk,
        )  # fmt: skip

    assert labels(row) == ["insert", "update"]
    assert getattr(events(row)[-1], column) == value


@pytest.mark.parametrize("name", [name for name in CHANGE if name not in NEVER_DELETED])
def test_a_deletion_in_raw_sql_is_on_record(name: str, db: None) -> None:
    row = inserted(name)

    execute("DELETE FROM {table} WHERE id = {pk}", row._meta.db_table, pk=row.pk)

    assert labels(row) == ["insert", "delete"]


@pytest.mark.parametrize("name", CHANGE)
def test_an_update_that_changes_nothing_leaves_no_event(name: str, db: None) -> None:
    _, column, _ = ROWS[name]
    row = inserted(name)

    with who_may_update(name):
        type(row).objects.filter(pk=row.pk).update(**{column: getattr(row, column)})

    assert labels(row) == ["insert"]


WAYS: dict[str, LiteralString] = {
    "changed": "UPDATE {table} SET pgh_label = 'none'",
    "deleted": "DELETE FROM {table}",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_event_can_be_neither_changed_nor_deleted(
    name: str, way: str, db: None
) -> None:
    row = inserted(name)
    table = type(row)._meta.get_field("history").related_model._meta.db_table

    refused_to_all(lambda: execute(WAYS[way], table), "Cannot update or delete")

    assert labels(row) == ["insert"]


SENT = {"kind": "person", "idempotency_key": "5f0a3e0e-6d7b-4b3e-9b62-0d8a9d2f7a10"}


def test_a_change_at_the_desk_says_who_made_it_and_where(
    desk: Client, ada: User
) -> None:
    path = reverse("desk_source_new")

    answer = desk.post(path, {**SENT, "name": "Vera Holm"})

    assert answer.status_code == 302
    event = events(Source.objects.get(name="Vera Holm"))[0]
    assert event.pgh_context == {"user": ada.pk, "url": path}


def test_a_deletion_at_the_desk_says_who_made_it(desk: Client, ada: User) -> None:
    evidence = make_evidence(make_claim())

    desk.post(
        reverse("desk_evidence_remove", args=[evidence.key]),
        {**SENT, "version": evidence.claim.version},
    )

    assert labels(evidence) == ["insert", "delete"]
    assert events(evidence)[-1].pgh_context["user"] == ada.pk


def test_the_history_of_a_claim_tells_every_save(db: None) -> None:
    made = make_claim(stage=Stage.PUBLISHED)

    stages = [event.stage for event in events(made)]

    assert stages == ["draft", "ready", "first_verdict", "second_review", "published"]


def test_a_password_never_stands_in_the_history(ada: User) -> None:
    ada.email = "ada@example.org"
    ada.save()

    assert labels(ada) == ["insert", "update"]
    assert not any(hasattr(event, "password") for event in events(ada))


def test_a_sign_in_is_no_change_of_a_person(ada: User) -> None:
    before = len(events(ada))

    Client().force_login(ada)

    assert len(events(ada)) == before


def test_who_was_given_which_rights_is_on_record() -> None:
    tracked = {
        model._meta.get_field("pgh_obj").related_model._meta.db_table
        for model in history_models()
        if any(field.name == "pgh_obj" for field in model._meta.get_fields())
    }

    assert User.groups.through._meta.db_table in tracked


def test_what_was_published_can_be_neither_changed_nor_deleted(db: None) -> None:
    made = make_claim(stage=Stage.PUBLISHED)
    publication = made.publications.get()
    before = len(events(publication))

    row = Publication.objects.filter(pk=publication.pk)
    refused_to_all(lambda: row.update(record={}), "Cannot update")
    refused_to_all(lambda: row.update(statement="Other"), "Cannot update")
    refused_to_all(lambda: row.update(published_at=NOW), "Cannot update")
    refused_to_all(
        lambda: execute("DELETE FROM {table}", Publication._meta.db_table),
        "Cannot delete",
    )

    assert len(events(publication)) == before


def test_a_claim_that_was_decided_on_cannot_be_deleted(db: None) -> None:
    made = make_claim(stage=Stage.READY)

    with pytest.raises(models.ProtectedError):
        made.delete()

    assert Claim.objects.filter(pk=made.pk).exists()
