"""Who comes in, by what, and who does not."""

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.conf import settings as live_settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import User
from tests.factories import make_user
from tests.web.test_saving_at_once import at_once

ROOT = Path(__file__).parents[2]
PASSWORD = "secret-for-tests"
SECRET = "JBSWY3DPEHPK3PXP"
TOO_MANY = "Too many wrong tries. Wait five minutes, then try again"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("login"), {"login": name, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def words(answer: Any) -> str:
    """What a page says, without what is drawn anew for each."""
    page = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()
    )
    return html.unescape(page)


def code(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(counters())))))


def with_app(user: User) -> User:
    """Somebody who has set up an app with codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def confirm(client: Client) -> None:
    """Say again who one is, as what matters asks for."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302


@pytest.fixture
def no_old_limits(transactional_db: None) -> Iterator[None]:
    """The table of limits is no model's: emptying all tables leaves it as it is."""
    cache.clear()
    yield
    cache.clear()


# -- limits ---------------------------------------------------------------------------


def tries_at_once(number: int) -> list[int]:
    """What so many wrong passwords at once are answered."""
    answers: list[int] = []

    def guess() -> None:
        answers.append(sign_in(Client(), "ada", "wrong").status_code)

    assert at_once([guess] * number) == []
    return answers


def test_of_thirty_wrong_passwords_at_once_five_are_tried(no_old_limits: None) -> None:
    make_user("ada")

    answers = tries_at_once(30)

    # A try that waits for a second to be counted is refused uncounted, on a slow machine.
    assert set(answers) == {422, 429}
    assert answers.count(422) <= 5
    for _ in range(5 - answers.count(422)):
        sign_in(Client(), "ada", "wrong")
    refused = sign_in(client := Client(), "ada")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "300"
    assert TOO_MANY in words(refused)
    assert not is_signed_in(client)
    # Somebody elsewhere is let in, and she is as well once the time is over.
    make_user("ben")
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), "ben").status_code == 302
    cache.clear()
    assert sign_in(client, "ada").status_code == 302


def test_without_limits_every_wrong_password_is_tried(
    no_old_limits: None, settings: Any
) -> None:
    """The control: the same tries, let through."""
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS, "")
    make_user("ada")

    assert tries_at_once(8) == [422] * 8
    assert sign_in(Client(), "ada").status_code == 302


GUESSING = """
import django; django.setup()
from django.test import Client
for _ in range(4):
    print(Client().post("/login/", {"login": "ada", "password": "wrong"}).status_code)
"""


def environment() -> dict[str, str]:
    """Of a process that works on the database of this test."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    inherited = {name: os.environ[name] for name in os.environ if "OWNER" not in name}
    return {
        **inherited, "DATABASE_URL": url, "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
    }  # fmt: skip


def test_the_limit_is_one_for_all_processes(no_old_limits: None) -> None:
    make_user("ada")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", GUESSING], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=environment(),
        )
        for _ in range(2)
    ]  # fmt: skip

    said = [process.communicate()[0] for process in processes]

    answers = "".join(said).split()
    assert len(answers) == 8
    assert answers.count("422") <= 5
    assert "429" in answers
    for _ in range(5 - answers.count("422")):
        sign_in(Client(), "ada", "wrong")
    # Those processes have ended; the limit has not.
    assert sign_in(Client(), "ada").status_code == 429


@pytest.mark.django_db
def test_an_account_has_one_limit_by_whichever_name_it_is_tried() -> None:
    make_user("ada", email="ada@example.org")
    names = ["ada", "ADA", "ada@example.org", "Ada@Example.org", "ada"]

    statuses = [sign_in(Client(), name, "wrong").status_code for name in names]

    assert statuses == [422] * 5
    assert sign_in(Client(), "ada@example.org").status_code == 429


@pytest.mark.django_db
def test_a_proxy_that_nobody_set_up_is_not_believed(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "login_failed": "3/m/ip",
    }
    statuses = [
        Client(headers={"X-Forwarded-For": f"192.0.2.{number}"})
        .post(reverse("login"), {"login": f"nobody{number}", "password": "x"})
        .status_code
        for number in range(4)
    ]

    assert statuses == [422, 422, 422, 429]


@pytest.mark.django_db
def test_resets_for_one_address_are_limited() -> None:
    make_user("ada", email="ada@example.org")

    answers = [
        Client().post(reverse("account_reset_password"), {"email": "ada@example.org"})
        for _ in range(6)
    ]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Wait five minutes" in words(answers[-1])
    assert len(mail.outbox) == 5


# -- what nobody learns ------------------------------------------------------------------


@pytest.mark.django_db
def test_a_wrong_password_says_nothing_of_whether_there_is_an_account() -> None:
    make_user("ada", email="ada@example.org")
    make_user("gone", is_active=False)
    pairs = [("ada", "nobody"), ("ada@example.org", "no@example.org"), ("gone", "none")]
    for known, unknown in pairs:
        answers = [sign_in(Client(), name, "wrong") for name in (known, unknown)]

        assert [answer.status_code for answer in answers] == [422, 422]
        first, second = (words(answer) for answer in answers)
        assert first.replace(known, unknown) == second


@pytest.mark.django_db
def test_a_reset_says_nothing_of_whether_there_is_an_account() -> None:
    make_user("ada", email="ada@example.org")
    pages = []
    for address in ("ada@example.org", "nobody@example.org"):
        answer = Client().post(reverse("account_reset_password"), {"email": address})
        pages.append((answer.status_code, answer.headers["Location"]))
        client = Client()
        shown = client.post(
            reverse("account_reset_password"), {"email": address}, follow=True
        )
        pages.append((shown.status_code, words(shown)))

    assert pages[:2] == pages[2:]
    # Both are written to, so neither the time it takes tells; only one is told a link.
    links = ["/account/password/new/" in message.body for message in mail.outbox]
    assert links == [True, True, False, False]


@pytest.mark.django_db
def test_the_link_in_a_mail_gives_a_new_password_once() -> None:
    user = make_user("ada", email="ada@example.org")
    elsewhere = Client()
    sign_in(elsewhere, "ada")
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.findall(
        r"http://testserver(/account/password/new/\S+)", str(mail.outbox[0].body)
    )[0]
    form = client.get(link).headers["Location"]
    new = {"password1": "a river runs 7", "password2": "a river runs 7"}

    assert client.post(form, new).status_code == 302

    user.refresh_from_db()
    assert user.check_password("a river runs 7")
    assert elsewhere.get(reverse("account")).status_code == 302
    assert "opens nothing" in words(Client().get(link))


# -- the one door ---------------------------------------------------------------------


@pytest.mark.django_db
def test_the_password_alone_opens_nothing_to_who_has_a_second_factor() -> None:
    with_app(make_user("ada"))
    client = Client()

    answer = sign_in(client, "ada")

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert is_signed_in(client)


@pytest.mark.django_db
def test_a_recovery_code_opens_once() -> None:
    ada = with_app(make_user("ada"))
    stored = Authenticator.objects.get(user=ada, type=Authenticator.Type.RECOVERY_CODES)
    recovery = stored.wrap().get_unused_codes()[0]
    opened = []
    for _ in range(2):
        client = Client()
        sign_in(client, "ada")
        client.post(reverse("mfa_authenticate"), {"code": recovery})
        opened.append(is_signed_in(client))

    assert opened == [True, False]


def test_nothing_but_allauth_signs_anybody_in() -> None:
    """Django's own login() and its views know neither limits nor a second factor."""
    own = re.compile(r"LoginView|import login\b|auth\.login\(|django_login|LoginForm\b")
    found = {
        path.name
        for folder in ("articles", "claimtracker")
        for path in (ROOT / folder).rglob("*.py")
        if own.search(path.read_text("utf-8"))
    }

    assert found == {"accounts.py"}  # articles/forms: allauth's own form, in our words
    assert live_settings.AUTHENTICATION_BACKENDS == [
        "allauth.account.auth_backends.AuthenticationBackend"
    ]


@pytest.mark.django_db
def test_the_admin_has_no_door_of_its_own() -> None:
    User.objects.create_superuser("root", password=PASSWORD)
    client = Client()

    asked = client.get("/admin/login/?next=/admin/")
    sent = client.post("/admin/login/", {"username": "root", "password": PASSWORD})

    assert asked.headers["Location"].startswith("/login/?next=")
    assert sent.headers["Location"].startswith("/login/?next=")
    assert not is_signed_in(client)
    assert sign_in(client, "root", next="/admin/").headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    changed = client.get("/admin/password_change/")
    assert changed.headers["Location"] == reverse("password_change")


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "http:evil.example", "/\\evil.example",
    "javascript:alert(1)", "https:///evil.example", "\thttps://evil.example",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(address: str) -> None:
    make_user("ada")

    assert sign_in(Client(), "ada", next=address).headers["Location"] == "/desk/"
    inside = sign_in(Client(), "ada", next="/desk/import/")
    assert inside.headers["Location"] == "/desk/import/"


@pytest.mark.django_db
def test_the_names_of_pages_that_others_link_to_stand() -> None:
    assert [reverse(name) for name in ("login", "logout", "password_change")] == [
        "/login/", "/logout/", "/password/",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_password_can_be_changed_and_other_browsers_are_out() -> None:
    make_user("ada")
    here, there = Client(), Client()
    sign_in(here, "ada")
    sign_in(there, "ada")
    new = {
        "oldpassword": PASSWORD,
        "password1": "a river runs 7",
        "password2": "a river runs 7",
    }

    assert (
        here.post(reverse("password_change"), {**new, "oldpassword": "x"}).status_code
        == 422
    )
    assert here.post(reverse("password_change"), new).status_code == 302

    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302


# -- the second factor ----------------------------------------------------------------


@pytest.fixture
def needed(settings: Any) -> None:
    settings.SECOND_FACTOR = True


def test_an_editor_without_a_second_factor_is_led_to_set_one_up(
    needed: None, no_old_limits: None
) -> None:
    make_user("dana", "Editors")
    client = Client()
    sign_in(client, "dana")

    for path in ("/desk/", "/desk/people/", "/desk/import/", "/desk/suggest/sources"):
        assert client.get(path).headers["Location"].startswith(reverse("mfa_index"))
    typed = client.post(
        "/desk/import/", {"text": "What I typed", "password1": "hidden"}
    )
    assert typed.status_code == 403
    assert "What I typed" in words(typed)
    assert "hidden\n" not in words(typed)
    assert client.get("/claims/").status_code == 200  # what readers see is open

    page = reverse("mfa_activate_totp")
    assert (
        client.get(page)
        .headers["Location"]
        .startswith(reverse("account_reauthenticate"))
    )
    confirm(client)
    shown = client.get(page)
    assert "<svg" in words(shown)
    secret = client.session["mfa.totp.secret"]
    assert client.post(page, {"code": "000000"}).status_code == 422
    done = client.post(page, {"code": code(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/desk/people/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("group", "staff", "led_away"),
    [("Reviewers", False, False), ("Editors", False, True), ("Reviewers", True, True)],
)
def test_who_needs_a_second_factor(
    group: str, staff: bool, led_away: bool, needed: None
) -> None:
    make_user("ada", group, is_staff=staff)
    client = Client()
    sign_in(client, "ada")

    assert (client.get("/desk/").status_code == 302) is led_away
    if staff:
        assert (
            client.get("/admin/").headers["Location"].startswith(reverse("mfa_index"))
        )


@pytest.mark.django_db
def test_where_it_is_switched_off_an_editor_works_without(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    make_user("dana", "Editors")
    client = Client()
    sign_in(client, "dana")

    assert client.get("/desk/people/").status_code == 200


@pytest.mark.django_db
def test_a_session_from_before_must_show_the_factor_that_was_set_up_elsewhere(
    needed: None,
) -> None:
    dana = make_user("dana", "Editors")
    thief = Client()
    sign_in(thief, "dana")
    with_app(dana)

    led = thief.get("/desk/").headers["Location"]

    assert led.startswith(reverse("mfa_reauthenticate"))
    assert thief.get(led).status_code == 200
    thief.post(led, {"code": code()})
    assert thief.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_without_its_last_factor_the_desk_is_closed_again(needed: None) -> None:
    with_app(make_user("dana", "Editors"))
    client = Client()
    sign_in(client, "dana")
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get("/desk/").status_code == 200
    confirm(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert client.get("/desk/").headers["Location"].startswith(reverse("mfa_index"))


@pytest.mark.django_db
def test_secrets_are_encrypted_where_they_lie(settings: Any) -> None:
    ada = with_app(make_user("ada"))
    stored = {each.type: each for each in Authenticator.objects.filter(user=ada)}
    app, codes = stored["totp"], stored["recovery_codes"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        lies = cursor.fetchone()[0]

    assert SECRET not in lies
    assert app.data["secret"].startswith("gAAAA")  # as Fernet begins
    assert codes.data["seed"].startswith("gAAAA")
    assert app.wrap().validate_code(code())
    # A new key reads what the former one wrote, for as long as that is listed.
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    cache.clear()
    assert app.wrap().validate_code(code())
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        app.wrap().validate_code(code())


# -- sessions -------------------------------------------------------------------------


@pytest.mark.django_db
def test_sessions_are_listed_and_ended() -> None:
    make_user("ada")
    here, phone, laptop = Client(), Client(), Client()
    for client, agent in (
        (here, "Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/140.0"),
        (phone, "Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36"),
        (laptop, "curl/8"),
    ):
        client.defaults["HTTP_USER_AGENT"] = agent
        sign_in(client, "ada")

    page = words(here.get(reverse("usersessions_list")))
    assert all(
        name in page for name in ("Firefox on Linux", "Chrome on Android", "curl/8")
    )
    row = UserSession.objects.get(user_agent__contains="Android")
    here.post(reverse("end_session", args=[row.pk]))
    assert phone.get(reverse("account")).status_code == 302
    assert laptop.get(reverse("account")).status_code == 200
    here.post(reverse("usersessions_list"))
    assert laptop.get(reverse("account")).status_code == 302
    assert here.get(reverse("account")).status_code == 200


@pytest.mark.django_db
def test_nobody_ends_the_session_of_somebody_else() -> None:
    make_user("ada")
    make_user("ben")
    ada, ben = Client(), Client()
    sign_in(ada, "ada")
    sign_in(ben, "ben")
    row = UserSession.objects.get(user__username="ada")

    assert ben.post(reverse("end_session", args=[row.pk])).status_code == 404
    assert ada.get(reverse("account")).status_code == 200


@pytest.mark.django_db
def test_a_page_at_the_desk_writes_only_now_and_then_that_somebody_was_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_user("ada")
    client = Client()
    sign_in(client, "ada")
    client.get("/desk/")
    before = UserSession.objects.get().last_seen_at

    client.get("/desk/")
    assert UserSession.objects.get().last_seen_at == before
    monkeypatch.setattr("articles.accounts.sessions.SEEN_SECONDS", 0)
    client.get("/desk/")
    assert UserSession.objects.get().last_seen_at > before


@pytest.mark.django_db
def test_the_second_factor_costs_no_page_a_statement(settings: Any) -> None:
    with_app(make_user("dana", "Editors"))
    client = Client()
    sign_in(client, "dana")
    client.post(reverse("mfa_authenticate"), {"code": code()})
    client.get("/desk/")
    counts = []
    for needed in (False, True):
        settings.SECOND_FACTOR = needed
        with CaptureQueriesContext(connection) as statements:
            assert client.get("/desk/").status_code == 200
        counts.append(len(statements))
        assert not [each for each in statements if "UPDATE" in each["sql"]]

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_closed_account_is_told_so_to_who_knows_the_password() -> None:
    make_user("ada", is_active=False)

    answer = sign_in(Client(), "ada")

    assert answer.headers["Location"] == reverse("account_inactive")
