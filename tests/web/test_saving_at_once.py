"""Is nothing lost where many save at once, each on a connection of its own?"""

import html
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Claim, Decision, Evidence, Save, User
from articles.models.choices import Stage
from tests.factories import make_claim, make_user
from tests.web.asking import quiet
from tests.web.desk_forms import (
    TYPED,
    add_evidence_form,
    edit_form,
    filled,
    step_form,
    token,
)


def at_once(work: list[Callable[[], object]]) -> list[BaseException]:
    """Each in a thread with a connection of its own; what went wrong in any."""
    faults: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return faults


@dataclass
class Writer:
    """Somebody who adds a word to a claim, again and again, until it stands."""

    user: User
    claim: Claim
    words: list[str]
    conflicts: int = 0

    def __call__(self) -> None:
        client = Client()
        client.force_login(self.user)
        for word in self.words:
            while not self.saved(client, word):
                self.conflicts += 1

    def saved(self, client: Client, word: str) -> bool:
        seen, form = Claim.objects.get(pk=self.claim.pk), edit_form(self.claim)
        statement = f"{seen.statement} {word}"
        values = {
            **form.values, "version": seen.version, "idempotency_key": token(),
            "statement": statement,
        }  # fmt: skip
        answer = client.post(form.path, values)
        assert answer.status_code in {302, 409}
        assert answer.status_code == 302 or statement in answer.content.decode()
        return answer.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_ten_writers_at_one_claim_lose_no_save() -> None:
    claim = make_claim("Words:", Stage.READY)
    writers = [
        Writer(make_user(f"w{letter}"), claim, [f"{letter}{n}" for n in range(4)])
        for letter in "abcdefghij"
    ]

    with quiet():
        faults = at_once([*writers])

    claim.refresh_from_db()
    wanted = {word for writer in writers for word in writer.words}
    assert faults == []
    assert set(claim.statement.split()) == {"Words:", *wanted}
    assert Save.objects.count() == len(wanted)
    assert any(writer.conflicts for writer in writers)  # else nobody met anybody


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_ten_times_at_once_is_saved_once() -> None:
    claim = make_claim("A claim with evidence.", Stage.READY)
    form, ada = add_evidence_form(claim), make_user("ada")
    values = {**form.values, "note": TYPED, "idempotency_key": token(), "version": ""}
    answers: list[tuple[int, str]] = []
    together = threading.Barrier(10)

    def send() -> None:
        client = Client(raise_request_exception=False)
        client.force_login(ada)
        together.wait(timeout=60)
        response = client.post(form.path, values)
        answers.append((response.status_code, response.headers.get("Location", "")))

    with quiet():
        assert at_once([send] * 10) == []

    assert len(answers) == 10
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert Evidence.objects.filter(note=TYPED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_backend_that_is_killed_inside_a_save_leaves_nothing() -> None:
    """The server ends the connection after the decision is written, before the commit."""
    claim = make_claim("A claim that is decided.", Stage.READY)
    form, client = step_form(claim), Client(raise_request_exception=False)
    client.force_login(make_user("ben"))
    values = filled(client, form)
    killed: list[str] = []

    def kill(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "articles_claim"') and not killed:
            killed.append(sql)
            # The connection is the owner's, and only the owner may end it.
            execute("SET ROLE NONE", None, *rest[1:])
            execute("SELECT pg_terminate_backend(pg_backend_pid())", None, *rest[1:])
        return execute(sql, *rest)

    with quiet():
        with connection.execute_wrapper(kill):
            answer = client.post(form.path, values)
        connection.close()

        assert killed
        assert answer.status_code == 503
        assert TYPED in html.unescape(answer.content.decode())
        assert Decision.objects.filter(action="give_verdict").count() == 0
        assert Save.objects.count() == 0
        assert client.post(form.path, values).status_code == 302
    assert Decision.objects.filter(action="give_verdict").count() == 1


@pytest.mark.django_db(transaction=True)
def test_where_no_database_listens_readers_and_reviewers_are_asked_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = make_claim("A claim to be changed.", Stage.READY)
    form, client = edit_form(claim), Client(raise_request_exception=False)
    client.force_login(make_user("ada"))
    values = filled(client, form)

    connection.close()
    with monkeypatch.context() as patch, quiet():
        patch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        patch.setitem(connection.settings_dict, "PORT", "9")  # nobody listens there
        page, saved = client.get("/claims/"), client.post(form.path, values)
        connection.close()

    for answer in (page, saved):
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
    assert TYPED in html.unescape(saved.content.decode())
    assert client.post(form.path, values).status_code == 302
