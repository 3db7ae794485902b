"""Does the database itself refuse what must never be stored?"""

import datetime
import re
from collections.abc import Callable
from typing import Any, LiteralString

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from articles.domain.text.canonical import fingerprint
from articles.models import (
    Appearance,
    Article,
    AuditEntry,
    Claim,
    DecisionEvidence,
    Evidence,
    Publication,
    Source,
    Span,
    TextVersion,
    Work,
)
from articles.models.base import KEY_ALPHABET, KEY_LENGTH, new_key
from tests.database_roles import refused_to_all
from tests.factories import (
    make_article,
    make_bytes,
    make_claim,
    make_evidence,
    make_user,
)
from tests.refused_rows import (
    NOW,
    REFUSED,
    claim,
    decision,
    publication,
    sealed,
    sealed_ground,
    sight,
    span,
)

# Rows that no statement may change or take away.
PROTECTED: dict[str, tuple[Callable[[], Any], str]] = {
    "text_never_changes":     (lambda: make_article().text, "number"),
    "bytes_never_change":     (lambda: make_bytes(b"one"), "sha256"),
    "decision_never_changes": (lambda: decision(), "rationale"),
    "ground_never_changes":   (lambda: rests_on(), "decision_id"),
    "entry_never_changes":    (lambda: entered(), "event"),
    "seal_never_changes":     (lambda: sealed(), "rationale"),
    "sealed_ground_never_changes": (lambda: sealed_ground(), "chosen"),
    "sight_never_changes":    (lambda: sight(), "at"),
}  # fmt: skip

# What pghistory itself adds to a table and to its history.
HISTORY = {"insert_insert", "update_update", "delete_delete", "append_only"}


def entered() -> AuditEntry:
    """What the database adds to the chain, as at a commit."""
    publication()
    connection.check_constraints()
    return AuditEntry.objects.get()


def rests_on() -> DecisionEvidence:
    known = make_claim()
    return DecisionEvidence.objects.create(
        decision=decision(of=known), evidence=make_evidence(known)
    )


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_the_row(name: str, db: None) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        REFUSED[name]()

    diagnosis: Any = refused.value.__cause__
    assert diagnosis.diag.constraint_name == name


def test_every_constraint_of_the_migrations_stands_in_the_table(db: None) -> None:
    latest = MigrationLoader(connection).project_state()
    named = {
        constraint.name
        for model in latest.models.values()
        if model.app_label == "articles"
        for constraint in model.options.get("constraints", ())
    }

    assert named | {"span_says_what_the_text_says"} == set(REFUSED)


def test_every_trigger_of_the_database_stands_in_a_table(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {row[0] for row in cursor.fetchall()}
    named = {re.sub(r"^pgtrigger_|_[0-9a-f]{5}$", "", name) for name in found}

    published = {"published_never_changes", "published_stays_on_record"}  # test_history
    kept = {"snapshot_never_changes", "snapshot_keeps_its_work", "snapshot_stays"}
    chained = {"audit_chain"}  # test_audit_chain
    versions = {name for name in named if name.startswith("public_version_")}
    elsewhere = {*published, *kept, *chained, *versions, "span_says_what_the_text_says"}
    assert named - HISTORY == {*PROTECTED, *elsewhere}


WAYS: dict[str, Callable[[Any, str], object]] = {
    "save":       lambda row, field: row.save(),
    "update":     lambda row, field: type(row).objects.update(
                      **{field: getattr(row, field)}),
    "delete":     lambda row, field: type(row).objects.filter(pk=row.pk)._raw_delete(
                      "default"),
    "sql update": lambda row, field: sql("UPDATE {0} SET {1} = {1}", row, field),
    "sql delete": lambda row, field: sql("DELETE FROM {0}", row),
}  # fmt: skip


def sql(statement: LiteralString, row: models.Model, *fields: str) -> None:
    names = [Identifier(name) for name in (row._meta.db_table, *fields)]
    with connection.cursor() as cursor:
        cursor.execute(SQL(statement).format(*names))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROTECTED)
def test_a_protected_row_stays_as_it_is(name: str, way: str, db: None) -> None:
    make, field = PROTECTED[name]
    row = make()

    refused_to_all(lambda: WAYS[way](row, field), "Cannot update or delete")

    assert type(row).objects.filter(pk=row.pk).exists()


SAID = [
    # the text                       start  end  the words
    ("🐟🐟 the wells ran dry",           3,   12, "the wells"),
    ("👩🏽\u200d🚒 said so",              5,    9, "said"),
    ("قال الوزير إن المياه جفت",         4,   10, "الوزير"),
    ("one\n\ntwo",                      2,    6, "e\n\nt"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "start", "end", "words"), SAID)
def test_a_span_counts_code_points_as_the_database_does(
    held: str, start: int, end: int, words: str, db: None
) -> None:
    article = make_article("Another", held)
    of = Appearance.objects.create(
        claim=claim(), text_version=article.text, recorded_by=make_user()
    )

    made = span(of=of, start=start, end=end, exact=words)

    assert made.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Span.objects.filter(pk=made.pk).update(start=start - 1, end=end - 1)


def test_a_later_text_may_take_the_words_of_the_first_back(db: None) -> None:
    first = make_article().text

    for number, words in ((2, "Corrected"), (3, first.text)):
        TextVersion.objects.create(
            article=first.article, number=number, text=words, sha256=fingerprint(words)
        )

    assert first.article.text.sha256 == first.sha256


def test_a_work_has_one_article(db: None) -> None:
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(work=article.work)


KEYED: list[type[Any]] = [Appearance, Article, Claim, Evidence, Source, Work]


@pytest.mark.parametrize("model", KEYED)
def test_a_key_is_never_given_twice(model: type[Any], db: None) -> None:
    known = make_claim()
    make_evidence(known)
    row = model.objects.first()
    row.pk = None
    row._state.adding = True

    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        row.save()


def test_a_key_has_ten_signs_and_spells_no_word() -> None:
    keys = {new_key() for _ in range(1000)}

    assert len(keys) == 1000
    assert all(re.fullmatch(f"[{KEY_ALPHABET}]{{{KEY_LENGTH}}}", key) for key in keys)
    assert not set("aeiou01l") & set(KEY_ALPHABET) - {"l"}


def test_the_text_in_force_is_the_last_one(db: None) -> None:
    article = make_article()
    newer = TextVersion.objects.create(
        article=article, number=2, text="Newer", sha256=fingerprint("Newer")
    )

    assert article.text == newer


def test_what_stood_published_is_told_for_every_moment(db: None) -> None:
    hour = datetime.timedelta(hours=1)
    known = claim()
    first = publication(of=known, superseded_at=NOW + hour)
    second = publication(of=known, number=2, published_at=NOW + hour)

    moments = (NOW - hour, NOW, NOW + hour, timezone.now() + 9 * hour)
    assert [Publication.objects.on(moment).first() for moment in moments] == [
        None, first, second, second,
    ]  # fmt: skip
