"""Can whoever works as the application change the record, or silence the history?

With a login of its own, not with the tests' connection, which could become the owner.
"""

import datetime
from io import StringIO
from typing import Any, LiteralString

import psycopg
import pytest
from django.conf import LazySettings, settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from articles.apps import guard_record
from articles.database_roles import table_rights
from articles.models import Publication
from articles.models.choices import Stage
from articles.role_checks import log_complaints, role_complaints
from articles.workflow.publication import supersede_publications, withdraw_claim
from tests.database_roles import ROLE, as_owner
from tests.factories import make_claim
from tests.record_attacks import (
    IGNORE_ALL,
    IMPERSONATIONS,
    REFUSED,
    changes_on_record,
    is_refused,
    successful_attacks,
)

HOUR = datetime.timedelta(hours=1)
ALL_CHANGES = ["insert", "update", "delete"]
# As pgtrigger makes it: a session says which triggers it does without.
ASKS_THE_SESSION: LiteralString = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
    RETURNS boolean LANGUAGE sql AS
    $$ SELECT trigger_name = ANY(current_setting('pgtrigger.ignore')::text[]) $$
"""


def url_of(login: dict[str, Any]) -> str:
    place = {"host": login["HOST"] or login["OPTIONS"]["host"], "port": login["PORT"]}
    return psycopg.conninfo.make_conninfo(
        dbname=connection.settings_dict["NAME"], user=login["USER"],
        password=login["PASSWORD"], **{k: v for k, v in place.items() if v},
    )  # fmt: skip


@pytest.fixture
def application(db: None) -> str:
    """How the web server signs in to the database of the tests."""
    return url_of(settings.APPLICATION_LOGIN)


@pytest.fixture
def owner(db: None) -> str:
    return url_of(connection.settings_dict)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_application_is_refused_what_the_owner_may(
    statement: LiteralString, application: str, owner: str
) -> None:
    assert is_refused(application, sql.SQL(statement))
    assert not is_refused(owner, sql.SQL(statement))


@pytest.mark.parametrize("statement", IMPERSONATIONS)
def test_the_application_cannot_become_the_owner(
    statement: LiteralString, application: str, owner: str
) -> None:
    name = sql.Identifier(str(connection.settings_dict["USER"]))

    assert is_refused(application, sql.SQL(statement).format(name))


def test_no_setting_silences_the_history(application: str, owner: str) -> None:
    for url in (application, owner):
        assert changes_on_record(url, IGNORE_ALL) == ALL_CHANGES
    # The control: with pgtrigger's own function, it does.
    assert changes_on_record(owner, ASKS_THE_SESSION, IGNORE_ALL) == []


def test_no_search_path_leads_the_history_elsewhere(application: str) -> None:
    assert changes_on_record(application, "SET search_path = pg_temp") == ALL_CHANGES


def test_a_role_that_may_do_too_much_is_found_by_the_attacks(
    application: str, owner: str
) -> None:
    """The control of what test_run.py does in the database of `make run`."""
    assert successful_attacks(application, owner) == []

    with psycopg.connect(owner, autocommit=True) as connection:
        grant = sql.SQL("{} UPDATE (rationale) ON articles_decision {} {}")
        role = sql.Identifier(ROLE)
        connection.execute(grant.format(sql.SQL("GRANT"), sql.SQL("TO"), role))
        try:
            found = successful_attacks(application, owner)
        finally:
            connection.execute(grant.format(sql.SQL("REVOKE"), sql.SQL("FROM"), role))

    assert "UPDATE articles_decision SET rationale = 'x'" in found
    assert len(found) < 5


# -- what was published ----------------------------------------------------------------


def published() -> Publication:
    return make_claim(stage=Stage.PUBLISHED).publications.get()


def superseded_at(publication: Publication) -> datetime.datetime | None:
    return Publication.objects.get(pk=publication.pk).superseded_at


def test_what_was_superseded_stays_so_at_that_moment(db: None) -> None:
    publication = published()
    ended = publication.published_at + HOUR
    supersede_publications({publication.pk: ended})
    assert superseded_at(publication) == ended

    supersede_publications({publication.pk: ended + HOUR})

    assert superseded_at(publication) == ended


def test_a_clock_that_goes_back_does_not_stop_a_withdrawal(db: None) -> None:
    publication = published()

    withdraw_claim(publication.claim, publication.published_at - HOUR)

    assert superseded_at(publication) == publication.published_at


# -- the grants, and what says that they are missing ------------------------------------

BREACHES: dict[LiteralString, str] = {
    "GRANT UPDATE ON articles_decision TO {}": "may UPDATE articles_decision.",
    "GRANT INSERT ON articles_claimevent TO {}": "may INSERT articles_claimevent.",
    "GRANT UPDATE (verdict) ON articles_publication TO {}":
        "may UPDATE articles_publication.verdict.",
    "GRANT TRUNCATE ON articles_publication TO PUBLIC":
        "may TRUNCATE articles_publication.",
    "REVOKE INSERT ON articles_claim FROM {}": "may not INSERT articles_claim.",
    "REVOKE UPDATE (work_id) ON articles_snapshot FROM {}":
        "may not UPDATE articles_snapshot.work_id.",
    "REVOKE EXECUTE ON FUNCTION articles_supersede FROM {}":
        "may not EXECUTE articles_supersede",
    "GRANT CREATE ON SCHEMA public TO {}": "may create in the database",
    "GRANT SET ON PARAMETER session_replication_role TO {}":
        "may set session_replication_role.",
    "ALTER ROLE {} CREATEROLE": "CREATEROLE",
    "ALTER ROLE {} SUPERUSER": "is a superuser.",
    "GRANT pg_write_all_data TO {}": "is a member of pg_write_all_data.",
    "ALTER TABLE articles_voice OWNER TO {}": "owns tables",
    "ALTER TABLE articles_span DISABLE TRIGGER USER":
        "silenced: pgtrigger_delete_delete_",
    ASKS_THE_SESSION: "silenced: _pgtrigger_should_ignore.",
}  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_named(breach: LiteralString, db: None) -> None:
    assert role_complaints(connection, ROLE) == []

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql.SQL(breach).format(sql.Identifier(ROLE)))

    assert BREACHES[breach] in " ".join(role_complaints(connection, ROLE))


def test_every_trigger_of_pgtrigger_writes_with_the_rights_of_the_owner(
    db: None,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT count(*), count(*) FILTER (WHERE p.prosecdef) FROM pg_trigger t"
            r" JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE 'pgtrigger\_%'"
        )
        found, secure = cursor.fetchone()

    assert found == secure > 100


def test_every_table_is_declared(db: None) -> None:
    assert set(connection.introspection.table_names()) == set(table_rights())


def test_migrate_mends_what_is_open(db: None) -> None:
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ROLE}")
            cursor.execute(ASKS_THE_SESSION)
            cursor.execute("CREATE TABLE articles_new ()")
        assert len(role_complaints(connection, ROLE)) > 1

        guard_record(using="default")

    assert role_complaints(connection, ROLE) == []


def test_the_application_cannot_migrate_and_is_told_who_can(
    db: None, settings: LazySettings
) -> None:
    settings.WORKS_AS_OWNER = False

    call_command("migrate", verbosity=0)  # there is nothing to do
    with pytest.raises(CommandError, match="set OWNER_DATABASE_URL"):
        call_command("migrate", "articles", "0004", verbosity=0)


def test_the_command_makes_the_grants_and_says_so(db: None) -> None:
    told = StringIO()
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(f"REVOKE ALL ON articles_claim FROM {ROLE}")

        call_command("grant_app_role", stdout=told)

    assert f"The role {ROLE} has its rights, and no others." in told.getvalue()
    assert role_complaints(connection, ROLE) == []


def test_the_command_makes_a_role_only_when_told_to(
    db: None, settings: LazySettings
) -> None:
    settings.APPLICATION_LOGIN = {"USER": "claims_reader", "PASSWORD": "secret"}
    told = StringIO()
    with as_owner():
        with pytest.raises(CommandError, match="no role claims_reader"):
            call_command("grant_app_role")

        call_command("grant_app_role", create=True, stdout=told)

    assert "Made the role claims_reader." in told.getvalue()
    assert role_complaints(connection, "claims_reader") == []


def test_the_command_leaves_an_owner_alone_and_fails(
    db: None, settings: LazySettings
) -> None:
    name = connection.settings_dict["USER"]
    settings.APPLICATION_LOGIN = {"USER": name, "PASSWORD": ""}

    with as_owner(), pytest.raises(CommandError, match="is a superuser"):
        call_command("grant_app_role")


def test_the_command_wants_the_owner(settings: LazySettings) -> None:
    settings.WORKS_AS_OWNER = False

    with pytest.raises(CommandError, match="Set OWNER_DATABASE_URL"):
        call_command("grant_app_role")


def found_by_checks(*, deploy: bool) -> list[str | None]:
    found = run_checks(databases=["default"], include_deployment_checks=deploy)
    return [each.id for each in found if str(each.id).startswith("articles.")]


def test_the_checks_warn_and_for_a_deployment_fail(
    db: None, settings: LazySettings
) -> None:
    settings.WORKS_AS_OWNER = False
    assert found_by_checks(deploy=True) == []

    with as_owner():
        assert set(found_by_checks(deploy=False)) == {"articles.W001"}
        assert "articles.E001" in found_by_checks(deploy=True)


def test_a_process_that_starts_says_what_is_open(
    caplog: pytest.LogCaptureFixture, db: None
) -> None:
    log_complaints()
    assert not caplog.messages

    with as_owner():
        log_complaints()

    (message,) = caplog.messages
    assert message.startswith("The record is open to change. The role ")
    assert "is a superuser" in message
    assert "OWNER_DATABASE_URL" in message
