"""Is nothing lost, doubled or half done, whatever happens to a save?"""

import html
import re
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import Client

from articles.models import (
    Appearance,
    Article,
    Claim,
    Decision,
    Evidence,
    Save,
    Source,
    User,
    WorkRelation,
)
from articles.models.choices import Stage
from tests.factories import make_claim, make_evidence, make_user, make_work
from tests.web.worlds import quiet

HIDDEN = re.compile(r'name="(version|idempotency_key)" value="([^"]*)"')
TYPED = "The words that I typed, with “quotes” and a fish 🐟"


@dataclass
class Form:
    """One form of the desk: its address, and what somebody types into it."""

    path: str
    values: dict[str, Any]
    typed: str  # the name of the field that holds the typed words


def token() -> str:
    return str(uuid.uuid4())


def hidden(page: str) -> dict[str, str]:
    """The version and the idempotency key of the form that a page shows."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def chain(*names: str) -> dict[str, str]:
    """The two formsets of a record, with these voices and nothing cited."""
    values = {
        "chain-TOTAL_FORMS": str(len(names)), "chain-INITIAL_FORMS": "0",
        "cited-TOTAL_FORMS": "0", "cited-INITIAL_FORMS": "0",
    }  # fmt: skip
    return values | {f"chain-{n}-source": name for n, name in enumerate(names)}


def edit_form(claim: Claim) -> Form:
    return Form(
        f"/desk/claims/{claim.key}/edit/", {"kind": "event", "checkable": "on"},
        "statement",
    )  # fmt: skip


def record_form(claim: Claim) -> Form:
    article = claim.appearances.get().text_version.article
    quote = {"quote": "The town’s wells ran dry", "kind": "event", "existing": "new"}
    return Form(
        f"/desk/articles/{article.key}/", quote | chain("Tessa Aldering"), "statement"
    )


def appearance_form(claim: Claim) -> Form:
    values = {"quote": "The gates were opened"} | chain("Tessa Aldering")
    return Form(
        f"/desk/appearances/{claim.appearances.get().key}/", values, "chain-0-note"
    )


def details_form(claim: Claim) -> Form:
    article = claim.appearances.get().text_version.article
    return Form(f"/desk/articles/{article.key}/details/", {"kind": "article"}, "title")


def work_details_form(claim: Claim) -> Form:
    work = (claim.evidence.first() or make_evidence(claim)).work
    return Form(f"/desk/works/{work.key}/details/", {"kind": "report"}, "title")


def source_form(claim: Claim) -> Form:
    source = Source.objects.get(name="Ministry of Rivers")
    return Form(
        f"/desk/sources/{source.key}/", {"name": source.name, "kind": "group"},
        "description",
    )  # fmt: skip


def evidence_values() -> dict[str, str]:
    return {"work_title": "A gauge", "work_kind": "report", "stance": "context"}


def evidence_form(claim: Claim) -> Form:
    piece = claim.evidence.first() or make_evidence(claim)
    return Form(f"/desk/evidence/{piece.key}/", evidence_values(), "note")


def add_evidence_form(claim: Claim) -> Form:
    return Form(f"/desk/claims/{claim.key}/evidence/", evidence_values(), "note")


def work_relation_form(claim: Claim) -> Form:
    work = claim.appearances.get().text_version.article.work
    relation, _ = WorkRelation.objects.get_or_create(
        source=work, kind="cites", target=make_work()
    )
    return Form(f"/desk/work-relations/{relation.pk}/", {"kind": "cites"}, "note")


def add_work_relation_form(claim: Claim) -> Form:
    work = claim.appearances.get().text_version.article.work
    values = {"kind": "cites", "work": "A register", "new_work": "on",
              "work_kind": "report"}  # fmt: skip
    return Form(f"/desk/works/{work.key}/relations/", values, "note")


def step_form(claim: Claim) -> Form:
    values = {"verdict": "not_checkable", "searched": ""}
    return Form(f"/desk/claims/{claim.key}/give_verdict/", values, "rationale")


FormOf = Callable[[Claim], Form]
WITH_VERSION: list[FormOf] = [
    edit_form, appearance_form, details_form, source_form, evidence_form, step_form,
    work_relation_form, work_details_form,
]  # fmt: skip
ALL: list[FormOf] = [
    *WITH_VERSION, record_form, add_evidence_form, add_work_relation_form,
]  # fmt: skip


@pytest.fixture
def claim(db: Any) -> Claim:
    return make_claim("The gates stood open that night.", Stage.READY)


def filled(client: Client, form: Form, words: str = TYPED) -> dict[str, Any]:
    """The form as its page is opened, with the words typed into it."""
    page = client.get(form.path)
    assert page.status_code == 200
    return {**form.values, **hidden(page.content.decode()), form.typed: words}


def rows() -> dict[str, int]:
    """How many rows there are of everything that a save may write, its history too."""
    apart = {"Session", "User", "UserEvent"}
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("articles").get_models()
        if model.__name__ not in apart
    }


# -- sent twice ------------------------------------------------------------------------


@pytest.mark.parametrize("form_of", ALL)
def test_a_form_sent_twice_is_saved_once_and_answered_alike(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)

    first = desk.post(form.path, values)
    after_first = rows()
    second = desk.post(form.path, values)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Location"] == first.headers["Location"]
    assert rows() == after_first


@pytest.mark.parametrize("form_of", ALL)
def test_the_key_of_somebody_elses_save_is_refused(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    assert desk.post(form.path, values).status_code == 302
    saved = rows()
    other = Client(raise_request_exception=False)
    other.force_login(make_user("ben"))

    fresh = filled(other, form) if form_of is not step_form else values
    with quiet():
        answer = other.post(
            form.path, {**fresh, "idempotency_key": values["idempotency_key"]}
        )

    assert rows() == saved
    # A step that was taken cannot be taken again: the claim's page says so.
    assert answer.status_code == (302 if form_of is step_form else 400)


def test_the_key_of_a_save_elsewhere_is_refused(claim: Claim, desk: Client) -> None:
    first, second = edit_form(claim), add_evidence_form(claim)
    values = filled(desk, first)
    assert desk.post(first.path, values).status_code == 302
    saved = rows()
    fresh = filled(desk, second)

    with quiet():
        answer = desk.post(
            second.path, {**fresh, "idempotency_key": values["idempotency_key"]}
        )

    assert answer.status_code == 400
    assert rows() == saved
    assert desk.post(second.path, fresh).status_code == 302


@pytest.mark.parametrize("form_of", ALL)
@pytest.mark.parametrize("key", ["", "1", "not-a-uuid", "\x00"])
def test_a_form_without_a_key_is_not_saved(
    form_of: FormOf, key: str, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form) | {"idempotency_key": key}
    before = rows()

    answer = desk.post(form.path, values)

    assert answer.status_code == 422
    assert TYPED in html.unescape(answer.content.decode())
    assert rows() == before


# -- saved in between ------------------------------------------------------------------


@pytest.mark.parametrize("form_of", WITH_VERSION)
def test_in_two_tabs_of_one_person_the_second_save_shows_both_texts(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    between = edit_form(claim) if form_of is step_form else form
    one = filled(desk, between, "What the first tab says.")
    other = filled(desk, form)

    assert desk.post(between.path, one).status_code == 302
    before = rows()
    refused = desk.post(form.path, other)
    page = html.unescape(refused.content.decode())

    assert refused.status_code == 409
    assert rows() == before
    assert TYPED in page
    assert "What the first tab says." in page
    again = desk.post(form.path, {**other, **hidden(page)})
    assert again.status_code == 302


@pytest.mark.parametrize("form_of", WITH_VERSION)
@pytest.mark.parametrize("version", ["", "0", "-1", "999999", "99999999999999999999"])
def test_no_version_or_a_made_up_one_never_overwrites(
    form_of: FormOf, version: str, claim: Claim, desk: Client
) -> None:
    """The check cannot be left out by leaving the field out."""
    form = form_of(claim)
    values = filled(desk, form) | {"version": version}
    before = rows()

    answer = desk.post(form.path, values)

    assert answer.status_code in {409, 422}
    assert rows() == before


def test_two_people_add_evidence_to_one_claim_without_a_conflict(
    claim: Claim, desk: Client
) -> None:
    other = Client()
    other.force_login(make_user("ben"))
    form = add_evidence_form(claim)
    one, two = filled(desk, form, "One word."), filled(other, form, "Another word.")

    assert desk.post(form.path, one).status_code == 302
    assert other.post(form.path, two).status_code == 302
    assert set(claim.evidence.values_list("note", flat=True)) >= {
        "One word.", "Another word.",
    }  # fmt: skip


# -- broken off ------------------------------------------------------------------------


class DiesAt:
    """A database connection that breaks at one statement, and stays broken."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.fired = False
        self.undoing = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.left -= 1
        # The server undoes by itself what a lost connection left open.
        after, self.undoing = self.undoing, sql.startswith("ROLLBACK TO")
        undoes = self.undoing or (after and sql.startswith("RELEASE"))
        if self.left <= 0 and not undoes:
            self.fired = True
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)


@pytest.mark.parametrize("form_of", ALL)
def test_a_save_that_breaks_off_at_any_statement_leaves_nothing_and_hands_back_the_words(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    before = rows()
    desk.raise_request_exception = False
    broken = 0

    with quiet():
        for number in range(1, 200):
            dying = DiesAt(number)
            with connection.execute_wrapper(dying):
                answer = desk.post(form.path, values)
            if not dying.fired:
                break
            broken += 1
            assert (number, answer.status_code) == (number, 503)
            assert int(answer.headers["Retry-After"]) > 0
            assert TYPED in html.unescape(answer.content.decode())
            assert values["idempotency_key"] in answer.content.decode()
            assert rows() == before

    assert broken > 10
    assert answer.status_code == 302  # sent once more, it goes through


def test_while_the_database_is_away_every_page_says_so(
    claim: Claim, desk: Client
) -> None:
    desk.raise_request_exception = False

    def away(*_: Any) -> None:
        raise OperationalError("connection refused")

    with quiet(), connection.execute_wrapper(away):
        for client in (desk, Client(raise_request_exception=False)):
            for path in ("/", "/claims/", "/claims.json", "/healthz", "/desk/",
                         f"/claims/{claim.key}/", "/sources/", "/articles/"):  # fmt: skip
                answer = client.get(path)
                if client is not desk and path == "/desk/":
                    continue  # signed out, nobody asks the database
                assert (path, answer.status_code) == (path, 503)
                assert int(answer.headers["Retry-After"]) > 0
                assert "Content-Security-Policy" in answer.headers


def test_what_is_no_fault_of_the_database_is_not_called_one(
    claim: Claim, desk: Client
) -> None:
    desk.raise_request_exception = False

    def broken(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    with quiet(), connection.execute_wrapper(broken):
        answer = desk.get("/claims/")

    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers


# -- signed out, or a form from elsewhere ------------------------------------------------


@pytest.mark.parametrize("form_of", ALL)
def test_who_was_signed_out_while_typing_gets_the_words_back(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    before = rows()

    with quiet():
        answer = Client().post(form.path, values)

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 401
    assert TYPED in page
    assert f'action="{form.path}"' in page
    assert hidden(page)["idempotency_key"] == values["idempotency_key"]
    assert rows() == before
    assert desk.post(form.path, values).status_code == 302


@pytest.mark.parametrize("form_of", ALL)
def test_a_form_whose_secret_is_too_old_is_refused_with_the_words_handed_back(
    form_of: FormOf, claim: Claim, ada: User, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    before = rows()

    with quiet():
        answer = strict.post(form.path, {**values, "csrfmiddlewaretoken": "old"})

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 403
    assert TYPED in page
    assert rows() == before
    # The page holds a fresh secret, and everything to send the form once more.
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert secret
    again = {**values, "csrfmiddlewaretoken": secret[1]}
    assert strict.post(form.path, again).status_code == 302


def test_a_password_is_never_handed_back(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    with quiet():
        answer = strict.post("/login/", {"username": "ada", "password": "typed-secret"})

    assert answer.status_code == 403
    assert "typed-secret" not in answer.content.decode()


# -- many at once, on connections of their own -------------------------------------------


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


def test_the_words_of_these_tests_are_in_the_text(claim: Claim) -> None:
    """So that a form above is refused for what it tests and nothing else."""
    article = Article.objects.get()
    assert "The town’s wells ran dry" in article.text.text
    assert Appearance.objects.count() == 1
