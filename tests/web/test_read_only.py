"""Does all that only reads go on, and no word get lost, while the database takes no writes?

As a standby answers, or a database under repair: PostgreSQL itself refuses here.
"""

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Claim
from articles.models.choices import Stage
from tests.factories import make_claim, make_evidence, make_user
from tests.web.asking import quiet
from tests.web.desk_forms import ALL, TYPED, FormOf, filled, rows

pytestmark = pytest.mark.django_db(transaction=True)
READ_ONLY = " -c default_transaction_read_only=on"


@contextmanager
def read_only() -> Iterator[None]:
    """Every transaction of a new connection may read only."""
    options = connection.settings_dict["OPTIONS"]
    before = options["options"]
    connection.close()
    options["options"] = before + READ_ONLY
    try:
        yield
    finally:
        connection.close()
        options["options"] = before


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(name))
    return client


def assert_asks_to_wait(answer: Any) -> str:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    return html.unescape(answer.content.decode())


def public_paths(claim: Claim) -> list[str]:
    article = claim.appearances.get().text_version.article.key
    source = claim.appearances.get().chain.order_by("position")[0].source.key
    lists = [f"/{name}{end}" for name in ("claims", "articles", "sources")
             for end in ("/", ".json", ".csv")]  # fmt: skip
    return ["/", "/method/", "/healthz", "/circles/", "/login/", *lists,
            f"/claims/{claim.key}/", f"/claims/{claim.key}.json",
            f"/claims/{claim.key}/?on=2030-01-01", f"/articles/{article}/",
            f"/articles/{article}.json", f"/sources/{source}/"]  # fmt: skip


def test_every_page_is_read_and_every_form_keeps_its_words() -> None:
    """In one go: emptying all tables after each case would take longer than the case."""
    shown = make_claim("The gates were opened.", Stage.PUBLISHED)
    claim = make_claim("The gates stood open that night.", Stage.READY)
    make_evidence(claim)
    desk, reader = signed_in("ada"), Client(raise_request_exception=False)
    forms = [form_of(claim) for form_of in ALL]
    values = [filled(desk, form) for form in forms]
    steps = [
        reverse("desk_step", args=[shown.key, action])
        for action in ("update", "reopen")
    ]
    desk_paths = ["/desk/", "/desk/import/", "/desk/citations/", "/desk/look-again/", "/desk/agreement/",
                  f"/desk/claims/{claim.key}/", *steps, *(form.path for form in forms)]  # fmt: skip
    public = public_paths(shown)
    usual = {path: reader.get(path).status_code for path in public}
    before = rows()

    with quiet(), read_only():
        with connection.cursor() as cursor:  # else nothing below means anything
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchone() == ("on",)
        assert {path: reader.get(path).status_code for path in public} == usual
        assert {desk.get(path).status_code for path in desk_paths} == {200}
        answers = [
            desk.post(form.path, each) for form, each in zip(forms, values, strict=True)
        ]
        typed = {"login": "ada", "password": "secret-for-tests"}
        logged_in = reader.post("/login/", typed)
        logged_out = desk.post("/logout/")

    for answer, each in zip(answers, values, strict=True):
        page = assert_asks_to_wait(answer)
        assert TYPED in page
        assert each["idempotency_key"] in page
    assert "secret-for-tests" not in assert_asks_to_wait(logged_in)
    assert_asks_to_wait(logged_out)
    assert rows() == before
    # Once it takes writes again, the very same forms go through.
    assert reader.post("/login/", typed).status_code == 302
    assert desk.post(forms[0].path, values[0]).status_code == 302


def lock_claims() -> Callable[[], None]:
    """Another session that holds every claim."""
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM articles_claim FOR UPDATE")
    return other.close


@pytest.mark.parametrize("form_of", ALL[:1])
def test_a_lock_that_is_not_given_in_time_is_503_with_the_words(
    form_of: FormOf,
) -> None:
    claim = make_claim("The gates stood open that night.", Stage.READY)
    desk, form = signed_in("ada"), form_of(claim)
    values = filled(desk, form)
    release = lock_claims()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")

    try:
        with quiet():
            answer = desk.post(form.path, values)
    finally:
        release()
        connection.close()

    assert TYPED in assert_asks_to_wait(answer)
    assert desk.post(form.path, values).status_code == 302
