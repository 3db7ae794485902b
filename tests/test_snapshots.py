"""Is a copy of a work kept whole, as it came, and for good?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.ingest import snapshots
from articles.models import Snapshot, SnapshotBytes, User
from articles.models.choices import Way
from tests.database_roles import as_owner, refused_to_all
from tests.factories import make_snapshot, make_work


def test_the_same_bytes_are_kept_once(ada: User) -> None:
    make_snapshot(b"one", address="https://example.org/a")
    make_snapshot(b"one", address="https://example.org/b")

    assert SnapshotBytes.objects.count() == 1
    assert Snapshot.objects.count() == 2


# The one column that the application may fill in.
FORGET_WORK = "UPDATE articles_snapshot SET work_id = NULL"
CHANGES = [
    "UPDATE articles_snapshotbytes SET content = 'x'",
    "DELETE FROM articles_snapshotbytes",
    "UPDATE articles_snapshot SET text = 'x'",
    "UPDATE articles_snapshot SET at = now()",
    "UPDATE articles_snapshot SET headers = '[]'",
    FORGET_WORK,
    "DELETE FROM articles_snapshot",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_nothing_that_is_kept_can_be_changed(statement: str, ada: User) -> None:
    make_snapshot(headers=[["A", "b"]])

    with connection.cursor() as cursor:
        if statement != FORGET_WORK:
            refused_to_all(lambda: cursor.execute(statement), "Cannot")
            return
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            cursor.execute(statement)


def test_a_snapshot_finds_its_work_once(ada: User) -> None:
    kept = make_snapshot(work=None)
    work, other = make_work("One"), make_work("Other")

    snapshots.assign_work(kept, work)
    snapshots.assign_work(kept, other)

    assert Snapshot.objects.get().work == work


def test_an_upload_is_kept_once_for_a_work(ada: User) -> None:
    work = make_work()
    page = b"A page that somebody saved."

    first = snapshots.store_uploaded(ada, work, page, "saved.txt", "text/plain")
    again = snapshots.store_uploaded(ada, work, page, "again.txt", "text/plain")

    assert first == again
    assert (first.way, first.text, first.name) == (
        Way.UPLOADED,
        page.decode(),
        "saved.txt",
    )


def verify() -> str:
    told = StringIO()
    call_command("verify_snapshots", stdout=told, stderr=told)
    return told.getvalue()


def test_whole_snapshots_are_said_to_be_whole(ada: User) -> None:
    make_snapshot(b"one")
    make_snapshot(b"two" * 100_000)

    assert "2 snapshots, 2 contents: every hash is right." in verify()


def test_a_flipped_byte_is_found(ada: User) -> None:
    whole = make_snapshot(b"one")
    broken = make_snapshot(b"two")
    with as_owner(), connection.cursor() as cursor:
        # As a broken disk would: past the trigger and past the constraint.
        cursor.execute("ALTER TABLE articles_snapshotbytes DISABLE TRIGGER USER")
        cursor.execute(
            "ALTER TABLE articles_snapshotbytes"
            " DROP CONSTRAINT bytes_are_what_their_sha256_says"
        )
        cursor.execute(
            "UPDATE articles_snapshotbytes SET content = set_byte(content, 1, 0)"
            " WHERE sha256 = %s",
            [broken.sha256],
        )

    with pytest.raises(CommandError, match="1 content is not what") as failed:
        verify()

    assert failed.value.returncode == 1
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_snapshots", stdout=told)
    assert broken.key in told.getvalue()
    assert whole.key not in told.getvalue()


def test_a_size_that_does_not_fit_is_found(ada: User) -> None:
    make_snapshot(b"one", size=4)

    with pytest.raises(CommandError):
        verify()


def test_now_is_the_time_of_an_upload(ada: User) -> None:
    before = timezone.now()

    kept = snapshots.store_uploaded(ada, make_work(), b"Words.", "a.txt", "text/plain")

    assert before <= kept.at <= timezone.now()
