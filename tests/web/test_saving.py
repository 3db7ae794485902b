"""Is nothing lost, doubled or half done, whatever happens to a save?"""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from articles.models import Appearance, Article, Claim, Evidence, Save, Snapshot, User
from articles.models.choices import Stage
from tests.factories import make_claim, make_evidence, make_user, make_work
from tests.web.asking import quiet
from tests.web.desk_forms import (
    ALL,
    TYPED,
    WITH_VERSION,
    FormOf,
    add_evidence_form,
    add_work_relation_form,
    edit_form,
    filled,
    hidden,
    rows,
    step_form,
)


@pytest.fixture
def claim(db: Any) -> Claim:
    return make_claim("The gates stood open that night.", Stage.READY)


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
    answer = other.post(
        form.path, {**fresh, "idempotency_key": values["idempotency_key"]}
    )

    assert rows() == saved
    assert answer.status_code == 409
    assert TYPED in html.unescape(answer.content.decode())


def test_the_key_of_a_save_elsewhere_is_refused(claim: Claim, desk: Client) -> None:
    first, second = edit_form(claim), add_evidence_form(claim)
    values = filled(desk, first)
    assert desk.post(first.path, values).status_code == 302
    saved = rows()
    fresh = filled(desk, second)

    answer = desk.post(
        second.path, {**fresh, "idempotency_key": values["idempotency_key"]}
    )

    assert answer.status_code == 409
    assert TYPED in html.unescape(answer.content.decode())
    assert rows() == saved
    assert desk.post(second.path, fresh).status_code == 302


@pytest.mark.parametrize("form_of", ALL)
def test_the_same_key_with_other_words_is_a_conflict_and_loses_nothing(
    form_of: FormOf, claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    first = filled(desk, form, "What was typed at first.")
    other = {**first, form.typed: TYPED}
    assert desk.post(form.path, first).status_code == 302
    saved = rows()

    answer = desk.post(form.path, other)
    page = html.unescape(answer.content.decode())

    assert answer.status_code == 409
    assert TYPED in page
    assert rows() == saved
    if form_of is step_form:  # a step that was taken cannot be taken again
        return
    assert "sent before with other words" in page
    key = hidden(page)["idempotency_key"]
    assert key != first["idempotency_key"]
    again = desk.post(form.path, {**other, "idempotency_key": key})
    if form_of in WITH_VERSION:  # what was saved first stands beside it
        assert again.status_code == 409
        page = html.unescape(again.content.decode())
        assert TYPED in page
        assert "What was typed at first." in page
        again = desk.post(form.path, {**other, **hidden(page)})
    # The same relation stands once: the form says so, with the words.
    once = form_of is add_work_relation_form
    assert again.status_code == (422 if once else 302)
    assert not once or TYPED in html.unescape(again.content.decode())


def test_the_key_of_a_save_whose_words_are_not_known_leads_where_it_led(
    claim: Claim, desk: Client
) -> None:
    """Rows of a release that kept no fingerprint."""
    form = edit_form(claim)
    values = filled(desk, form)
    first = desk.post(form.path, values)
    Save.objects.update(fingerprint="")

    second = desk.post(form.path, {**values, form.typed: "Other words."})

    assert second.status_code == 302
    assert second.headers["Location"] == first.headers["Location"]


def test_line_ends_and_the_secret_of_a_form_are_none_of_its_words(
    claim: Claim, desk: Client
) -> None:
    form = edit_form(claim)
    values = filled(desk, form, "One line\nand another")
    assert desk.post(form.path, values).status_code == 302
    saved = rows()

    again = {
        **values,
        form.typed: "One line\r\nand another",
        "csrfmiddlewaretoken": "x",
    }

    assert desk.post(form.path, again).status_code == 302
    assert rows() == saved


def test_another_file_with_the_same_key_is_a_conflict(desk: Client) -> None:
    path = reverse("desk_work", args=[make_work().key])
    key = hidden(desk.get(path).content.decode())

    def send(content: bytes, name: str = "copy.txt") -> int:
        file = SimpleUploadedFile(name, content, "text/plain")
        status: int = desk.post(path, {**key, "file": file}).status_code
        return status

    assert send(b"The river rose.") == 302
    assert send(b"The river rose.") == 302
    assert send(b"The river fell!") == 409
    assert send(b"The river rose.", "other.txt") == 409
    assert [bytes(each.content.content) for each in Snapshot.objects.all()] == [
        b"The river rose."
    ]


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


@pytest.mark.parametrize("part", ["evidence", "appearance"])
def test_what_somebody_saved_meanwhile_is_not_removed_unseen(
    part: str, claim: Claim, desk: Client
) -> None:
    claim.version += 1  # another appearance or piece of evidence was saved
    claim.save()
    row: Evidence | Appearance = make_evidence(claim)
    if part == "appearance":
        row = claim.appearances.get()
        again = make_claim(article=row.text_version.article)
        Appearance.objects.filter(claim=again).update(claim=claim)
    page = reverse(f"desk_{part}", args=[row.key])
    path = reverse(f"desk_{part}_remove", args=[row.key])
    rows_of = type(row).objects.filter(pk=row.pk)

    for seen in ({}, {"version": claim.version - 1}):
        answer = desk.post(path, seen)
        assert answer.headers["Location"] == page
        assert rows_of.exists()
    shown = desk.get(page).content.decode()
    assert "Somebody saved this in the meantime" in shown
    form = shown.partition(f'action="{path}"')[2].partition("</form>")[0]
    [version] = re.findall(r'name="version" value="(\d+)"', form)
    desk.post(path, {"version": version})

    assert not rows_of.exists()


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


# SQLSTATE, and whether whoever sends the form again after a while may be luckier.
STATES = [
    ("25006", True), ("25P03", True), ("25P04", True),    # read only; ended from outside
    ("53100", True), ("53200", True), ("53300", True),    # disk, memory, connections
    ("55P03", True), ("57014", True), ("57P01", True),    # lock, cancelled, shut down
    ("57P03", True), ("58030", True), ("08006", True),    # starting, disk fault, broken
    ("40001", True), ("40P01", True),                     # serialisation, deadlock
    ("54001", False), ("54000", False),                   # too large for any database
    ("22012", False), ("42P01", False), ("XX000", False), ("23514", False),
]  # fmt: skip


@pytest.mark.parametrize(("state", "passes"), STATES)
def test_what_the_database_refuses_for_now_is_503_with_the_words_and_nothing_else_is(
    state: str, passes: bool, claim: Claim, desk: Client
) -> None:
    form = edit_form(claim)
    values = filled(desk, form)
    before = rows()
    desk.raise_request_exception = False

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "articles_claim"'):
            sql = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
            return execute(sql, None, *rest[1:])
        return execute(sql, *rest)

    with quiet(), connection.execute_wrapper(refuse):
        answer = desk.post(form.path, values)

    assert answer.status_code == (503 if passes else 500)
    assert ("Retry-After" in answer.headers) == passes
    assert TYPED in html.unescape(answer.content.decode())
    assert rows() == before
    assert desk.post(form.path, values).status_code == 302


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
        answer = strict.post("/login/", {"login": "ada", "password": "typed-secret"})

    assert answer.status_code == 403
    assert "typed-secret" not in answer.content.decode()


def test_the_words_of_these_tests_are_in_the_text(claim: Claim) -> None:
    """So that a form above is refused for what it tests and nothing else."""
    article = Article.objects.get()
    assert "The town’s wells ran dry" in article.text.text
    assert Appearance.objects.count() == 1
