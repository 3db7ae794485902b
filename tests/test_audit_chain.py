"""Is whatever was changed in the record by a superuser found, and nothing else?"""

import hashlib
import json
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from articles.migrations._audit_chain import ENTER_WHAT_IS_THERE
from articles.models import Article, AuditEntry, Claim
from articles.models.choices import Action, Stage
from articles.queries.audit import chain_head
from tests.database_roles import as_owner
from tests.factories import bring_to, make_article, make_claim, make_user, take
from tests.newer_texts import GATES, PUMPS, TEXT, TWIN, WELLS, newer, recorded
from tests.tamperings import DECIDED, TAMPERINGS
from tests.web.asking import quick, undone

pytestmark = pytest.mark.django_db
# As a superuser may: past every trigger and every reference.
UNGUARDED = "SET LOCAL session_replication_role = replica"


class Record(NamedTuple):
    """What stands in the record before somebody tampers with it."""

    moved: Claim  # published, updated, its text moved: publications 1 to 3
    back: Claim  # published, withdrawn, taken up again and published: 1 and 2
    gone: Claim  # published and withdrawn


def settle() -> None:
    """What waits for the commit happens now."""
    connection.check_constraints()


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Record]:
    """Is made once, and nobody else's: every test takes back what it does to it."""
    with quick(), django_db_blocker.unblock(), undone():
        ada, ben, dana = (
            make_user("ada"),
            make_user("ben"),
            make_user("dana", "Editors"),
        )
        article = make_article(text=TEXT)
        moved = recorded("Nine pumps were sold.", PUMPS, Stage.PUBLISHED)
        take(Action.UPDATE, moved, ben)
        back = recorded("The gates were opened.", GATES, Stage.PUBLISHED)
        for action, user in (
            (Action.WITHDRAW, dana),
            (Action.RESTORE, dana),
            (Action.SUBMIT, ada),
            (Action.PUBLISH_RECORD, ben),
        ):
            take(action, back, user)
        gone = recorded("The wells ran dry.", WELLS, Stage.PUBLISHED)
        bring_to(gone, Stage.WITHDRAWN)
        # Readers see none of it.
        recorded("Nobody was warned.", TWIN, Stage.FIRST_VERDICT)
        newer(article, f"Second\n\n{TEXT}", ada)
        settle()
        yield Record(moved, back, gone)


@pytest.fixture
def record(scene: Record, django_db_blocker: DjangoDbBlocker) -> Iterator[Record]:
    with django_db_blocker.unblock(), undone():
        yield scene


def execute(*statements: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tamper(*statements: str) -> None:
    execute(UNGUARDED, *statements, "SET LOCAL session_replication_role = origin")


def verify(*arguments: str) -> tuple[int, str]:
    """The exit status of the command, and what it said."""
    told = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=told)
    except CommandError as error:
        return error.returncode, f"{told.getvalue()}{error}"
    return 0, told.getvalue()


def events() -> list[tuple[str, int, str]]:
    rows = AuditEntry.objects.order_by("number")
    return [
        (row.publication.statement, row.publication.number, row.event) for row in rows
    ]


# -- the chain ------------------------------------------------------------------------


def test_each_thing_that_readers_saw_happen_is_one_entry(record: Record) -> None:
    pumps, gates, wells = (claim.statement for claim in record)

    assert events() == [
        (pumps, 1, "published"), (pumps, 1, "ended"), (pumps, 2, "published"),
        (gates, 1, "published"), (gates, 1, "ended"), (gates, 2, "published"),
        (wells, 1, "published"), (wells, 1, "ended"),
        (pumps, 2, "ended"), (gates, 2, "ended"),
        (pumps, 3, "published"), (gates, 3, "published"),
    ]  # fmt: skip


def test_anybody_can_compute_the_hashes_again(record: Record) -> None:
    before = "0" * 64
    for number, entry in enumerate(AuditEntry.objects.order_by("number"), 1):
        told = json.loads(entry.text)
        assert (told["number"], told["previous"]) == (number, before)
        before = hashlib.sha256(entry.text.encode()).hexdigest()
        assert entry.hash == before
    assert chain_head().hash == before


def test_an_entry_is_made_when_the_transaction_commits(record: Record) -> None:
    make_claim("It rained.", Stage.PUBLISHED)

    assert AuditEntry.objects.count() == 12
    settle()
    assert AuditEntry.objects.count() == 13


def test_what_is_not_published_makes_no_entry(record: Record) -> None:
    before = chain_head()

    draft = make_claim("Nobody sees it.", Stage.SECOND_REVIEW)
    take(Action.WITHDRAW, draft, make_user("dana", "Editors"))
    settle()

    assert chain_head() == before


def test_an_entry_tells_of_no_row_that_readers_do_not_see(record: Record) -> None:
    told = json.loads(AuditEntry.objects.get(number=1).text)

    assert told.keys() == {
        "number", "previous", "event", "at", "claim", "publication", "statement", "kind",
        "verdict", "appeared_on", "words", "record", "appearances",
    }  # fmt: skip
    assert told["claim"] == record.moved.key


def test_the_settings_of_a_session_change_no_entry(record: Record) -> None:
    take(Action.UPDATE, record.moved, make_user("ada"))
    execute("SET LOCAL TimeZone = 'Asia/Kathmandu'", "SET LOCAL DateStyle = 'SQL, DMY'")
    settle()
    execute("SET LOCAL TimeZone = 'UTC'", "SET LOCAL DateStyle = 'ISO, MDY'")

    assert verify()[0] == 0


@pytest.mark.parametrize("statement", [
    "UPDATE articles_auditentry SET text = ''",
    "DELETE FROM articles_auditentry",
    "UPDATE articles_publication SET superseded_at = NULL WHERE superseded_at IS NOT NULL",
    "UPDATE articles_publication SET superseded_at = now() + interval '1 day'",
])  # fmt: skip
def test_what_is_in_the_chain_is_not_changed(statement: str, record: Record) -> None:
    before = events()

    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement, "SET CONSTRAINTS ALL IMMEDIATE")

    assert events() == before


def test_what_was_published_before_there_was_a_chain_is_its_beginning(
    record: Record,
) -> None:
    before = events()
    tamper("DELETE FROM articles_auditentry")

    execute(ENTER_WHAT_IS_THERE)

    # Of two claims at one moment the older comes first, with all that happens to it.
    assert sorted(events()) == sorted(before)
    assert events()[:8] == before[:8]
    assert verify()[0] == 0


# -- verify_audit ---------------------------------------------------------------------


def test_an_untouched_record_passes(record: Record) -> None:
    head = chain_head()

    status, told = verify("--head", f"{head.number}:{head.hash}")

    assert status == 0
    assert told == (f"12 entries: all is as it was recorded.\nHead: 12:{head.hash}\n")


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_a_superuser_changed_is_found_and_named(what: str, record: Record) -> None:
    rows = AuditEntry.objects.values_list("number", "publication")
    claims = {name: claim.pk for name, claim in record._asdict().items()}
    ids = {**claims, **{f"p{number}": pk for number, pk in rows}, "decided": DECIDED}
    words = {name.upper(): claim.key for name, claim in record._asdict().items()}
    words["ARTICLE"] = Article.objects.get().key
    statements, expected = TAMPERINGS[what]

    tamper(*(statement.format(**ids) for statement in statements))

    status, told = verify()
    assert status == 1
    assert len(told.splitlines()) < 12
    for line in expected:
        for name, key in words.items():
            line = line.replace(name, key)
        assert line in told


# -- what only a head that was kept elsewhere finds -----------------------------------


def write_anew() -> None:
    """Make all entries anew, as whoever owns the function can."""
    tamper(
        "CREATE TEMP TABLE known ON COMMIT DROP AS SELECT e.number, e.event, p.id"
        " FROM articles_auditentry e JOIN articles_publication p ON p.id = publication_id",
        "DELETE FROM articles_auditentry",
        "DO $$ DECLARE old record; BEGIN"
        " FOR old IN SELECT * FROM known ORDER BY number LOOP"
        "  PERFORM public.append_audit_entry(old.event, p)"
        "  FROM articles_publication p WHERE p.id = old.id;"
        " END LOOP; END $$",
    )


def test_a_chain_that_was_written_anew_is_found_by_a_saved_head(record: Record) -> None:
    head = chain_head()
    tamper("UPDATE articles_publication SET words = 'none'")

    write_anew()

    assert verify()[0] == 0
    status, told = verify("--head", f"{head.number}:{head.hash}")
    assert status == 1
    assert "Entry 12 is not the one whose hash was saved" in told


def test_an_end_cut_off_is_found_by_a_saved_head(record: Record) -> None:
    head = chain_head()
    tamper(
        "DELETE FROM articles_publishedappearance USING articles_auditentry e"
        " WHERE e.publication_id = articles_publishedappearance.publication_id"
        " AND e.number = 12",
        "DELETE FROM articles_publicationevent USING articles_auditentry e"
        " WHERE e.publication_id = pgh_obj_id AND e.number = 12",
        "DELETE FROM articles_publication USING articles_auditentry e"
        " WHERE e.publication_id = articles_publication.id AND e.number = 12",
        "DELETE FROM articles_auditentry WHERE number = 12",
    )

    assert verify()[0] == 0
    status, told = verify("--head", f"{head.number}:{head.hash}")
    assert status == 1
    assert "Entry 12, whose hash was saved, is missing at the end." in told


def test_heads_that_were_saved_on_the_way_fit(record: Record) -> None:
    heads = [f"{row}" for row in AuditEntry.objects.filter(number__in=[3, 7, 12])]

    assert verify(*(part for head in heads for part in ("--head", head)))[0] == 0
    other = heads[1].replace("7:", "3:")
    assert verify("--head", heads[0], "--head", other)[0] == 1


@pytest.mark.parametrize("head", ["", "12", "12:ab", "-1:" + "0" * 64, "x:" + "0" * 64])
def test_a_head_that_is_none_is_refused(head: str, record: Record) -> None:
    with pytest.raises(CommandError, match="number, a colon, 64 digits"):
        call_command("verify_audit", f"--head={head}")


# -- what the command says ------------------------------------------------------------


def test_many_findings_stand_on_one_screen_and_all_are_counted(record: Record) -> None:
    tamper("UPDATE articles_decisionevent SET rationale = 'x', searched = 'y'")
    tamper("DELETE FROM articles_auditentry")
    tamper("UPDATE articles_publication SET words = '', statement = 'None.'")
    tamper("UPDATE articles_publicationevent SET pgh_label = 'none'")

    _, short = verify()
    _, long = verify("--all")

    number = len(long.splitlines()) - 1
    assert len(short.splitlines()) == 42
    assert f"and {number - 40} more; --all shows them\n{number} findings:" in short


def verify_as_onlooker() -> tuple[int, str]:
    """By a role that may look, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE onlooker")
    return verify()


def test_what_a_role_may_not_read_is_said(record: Record) -> None:
    execute(
        "CREATE ROLE onlooker",
        "GRANT USAGE ON SCHEMA public TO onlooker",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO onlooker",
    )
    assert verify_as_onlooker()[0] == 0

    execute("REVOKE SELECT ON articles_decision FROM onlooker")
    status, told = verify_as_onlooker()
    assert status == 2
    assert "Not checked: decisions. This role may not read articles_decision.\n" in told

    tamper("UPDATE articles_publication SET words = 'none'")
    assert verify_as_onlooker()[0] == 1
