"""What stands on every answer: who may run what, who may keep it, and no cookie?"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from articles.exporting.reference_formats import REFERENCE_FORMATS
from articles.models import Claim
from articles.models.choices import Action, Stage
from articles.workflow import decisions
from tests.factories import make_claim, make_user, take
from tests.web.asking import quick, quiet
from tests.web.scenes import ABSENT

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self'", "font-src": "'self'", "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
TRUSTED_TYPES = {"require-trusted-types-for": "'script'"}


@pytest.fixture(scope="module")
def keys(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with quick(), django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)


def made() -> dict[str, str]:
    claim = make_claim(stage=Stage.PUBLISHED)
    withdrawn = make_claim("The gates were shut.", Stage.WITHDRAWN)
    once = make_claim("The gates were half open.", Stage.PUBLISHED)
    take(Action.WITHDRAW, once, make_user("dana", "Editors"))
    shown = claim.appearances.get()
    return {
        "CLAIM": claim.key, "HIDDEN": withdrawn.key, "GONE": once.key, "NONE": ABSENT,
        "ARTICLE": shown.text_version.article.key,
        "SOURCE": shown.chain.get(position=1).source.key,
    }  # fmt: skip


def address(path: str, keys: dict[str, str]) -> str:
    for name, key in keys.items():
        path = path.replace(name, key)
    return path


PUBLIC = [
    # page                      status
    ("/",                       200),
    ("/method/",                200),
    ("/healthz",                200),
    ("/robots.txt",             200),
    ("/sitemap.xml",            200),
    ("/sitemaps/claims.xml",    200),
    ("/sitemaps/drafts.xml",    404),
    ("/favicon.ico",            200),
    ("/manifest.webmanifest",   200),
    ("/claims/",                200),
    ("/claims/?q=gates",        200),
    ("/claims/?verdict=maybe",  400),
    ("/claims.json",            200),
    ("/claims.json?since=x",    400),
    ("/claims.csv",             200),
    ("/claims.atom",            200),
    ("/claims/CLAIM/",          200),
    ("/claims/CLAIM.json",      200),
    ("/claims/CLAIM/states/1/", 200),
    ("/claims/CLAIM/states/1.json", 200),
    ("/claims/CLAIM/timemap",   200),
    ("/claims/CLAIM/card.png",  200),
    ("/claims/HIDDEN/",         404),
    ("/claims/GONE/",           410),
    ("/claims/GONE.json",       410),
    ("/claims/CLAIM.bib",       200),
    ("/claims/CLAIM.ris?on=x",  400),
    ("/claims/GONE.bib",        410),
    ("/articles/ARTICLE.ris",   200),
    ("/sources/SOURCE.csl.json", 200),
    ("/claims/NONE/",           404),
    ("/articles/",              200),
    ("/articles.csv",           200),
    ("/articles.atom",          200),
    ("/articles/ARTICLE/",      200),
    ("/articles/ARTICLE.json",  200),
    ("/articles/ARTICLE.atom",  200),
    ("/sources/",               200),
    ("/sources.json",           200),
    ("/sources/SOURCE/",        200),
    ("/sources/SOURCE.csv",     200),
    ("/sources/SOURCE.atom",    200),
    ("/search/",                200),
    ("/search/?q=gates",        200),
    ("/search.json?q=gates",    200),
    ("/search/suggest?q=gates", 200),
    ("/nothing/",               404),
]  # fmt: skip
ACCOUNT = ["/login/", "/password/", "/desk/", "/admin/", "/admin/login/"]


def policy_of(response: Any) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


def check_always(response: Any, path: str) -> None:
    """What no answer is without."""
    wanted = POLICY if path.startswith("/admin/") else POLICY | TRUSTED_TYPES
    assert policy_of(response) == wanted
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    shared = response.headers.get("Access-Control-Allow-Origin") == "*"
    sites = "cross-origin" if shared else "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == sites
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


@pytest.mark.parametrize(("path", "status"), PUBLIC)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_public_answer_has_the_headers_and_sets_no_cookie(
    path: str, status: int, method: str, keys: dict[str, str], reader: Client
) -> None:
    path = address(path, keys)
    with quiet():
        response = reader.generic(method, path)

    if method in {"GET", "HEAD"}:
        assert response.status_code == status
    check_always(response, path)
    assert response.cookies == {}
    assert reader.cookies == {}
    # Asked for each time: what is withdrawn is gone at once.
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("path", "status"), PUBLIC)
def test_a_readers_session_does_not_come_into_being_by_reading(
    path: str, status: int, keys: dict[str, str], reader: Client
) -> None:
    """A cookie that somebody brings is not answered with another one either."""
    reader.cookies["sessionid"] = "made-up"
    with quiet():
        response = reader.get(address(path, keys))

    assert response.status_code == status
    assert all(cookie.value == "" for cookie in response.cookies.values())


@pytest.mark.parametrize("path", ACCOUNT)
def test_pages_to_sign_in_have_the_headers_and_are_kept_by_nobody(
    path: str, reader: Client
) -> None:
    response = reader.get(path)

    check_always(response, path)
    kept = response.headers["Cache-Control"]
    assert "no-cache" in kept or "no-store" in kept
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("username", ["rita", "ada", "root"])
def test_what_a_signed_in_person_sees_is_private_and_not_stored(
    username: str, keys: dict[str, str]
) -> None:
    client = Client()
    staff = username == "root"
    group = "Reviewers" if username == "ada" else ""
    client.force_login(make_user(username, group, is_staff=staff, is_superuser=staff))
    paths = [path for path, _ in PUBLIC] + ["/desk/", "/desk/import/", "/admin/",
             "/desk/claims/CLAIM/", "/desk/claims/CLAIM/edit/"]  # fmt: skip

    for path in paths:
        with quiet():
            response = client.get(address(path, keys))
        check_always(response, path)
        kept = response.headers["Cache-Control"]
        assert (path, "private" in kept, "no-store" in kept) == (path, True, True)


def test_the_session_cookie_is_closed_to_scripts_and_to_other_sites() -> None:
    make_user("ada")
    response = Client().post(
        "/login/", {"login": "ada", "password": "secret-for-tests"}
    )

    cookie = response.cookies["sessionid"]
    assert response.status_code == 302
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_signing_in_gives_a_new_session_and_signing_out_ends_it() -> None:
    make_user("ada")
    client = Client()
    client.cookies["sessionid"] = "chosen-by-somebody-else"
    values = {"login": "ada", "password": "secret-for-tests"}

    client.post("/login/", values)
    session = client.cookies["sessionid"].value
    assert session != "chosen-by-somebody-else"
    assert client.get("/desk/").status_code == 200
    client.post("/logout/")
    client.cookies["sessionid"] = session
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)",
     "https:example.org", "\thttps://example.org", "http:///example.org"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(elsewhere: str) -> None:
    make_user("ada")
    values = {"login": "ada", "password": "secret-for-tests", "next": elsewhere}

    response = Client().post("/login/", values)

    assert response.status_code == 302
    assert response.headers["Location"] == "/desk/"


PAGES_WITH_A_TAG = [path for path, status in PUBLIC
                    if status == 200 and not path.endswith(".csv")]  # fmt: skip


@pytest.mark.parametrize("path", PAGES_WITH_A_TAG)
def test_a_page_that_did_not_change_is_not_sent_again(
    path: str, keys: dict[str, str], reader: Client
) -> None:
    path = address(path, keys)
    first = reader.get(path)
    tag = first.headers["ETag"]

    again = reader.get(path, headers={"If-None-Match": tag})
    other = reader.get(path, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert policy_of(again) == POLICY | TRUSTED_TYPES
    assert (other.status_code, other.content) == (200, first.content)


def test_a_tag_ends_with_what_it_stood_for(
    keys: dict[str, str], reader: Client
) -> None:
    path = address("/claims/CLAIM/", keys)
    tag = reader.get(path).headers["ETag"]
    decisions.perform_step(
        Action.WITHDRAW, Claim.objects.get(key=keys["CLAIM"]),
        make_user("dana", "Editors"), rationale="It was wrong.",
    )  # fmt: skip
    with quiet():
        response = reader.get(path, headers={"If-None-Match": tag})

    assert response.status_code == 410


@pytest.mark.parametrize("host", ["example.org", "localhost:80@example.org", "a b", ""])
def test_another_host_is_refused(host: str, reader: Client) -> None:
    with quiet():
        assert reader.get("/", headers={"Host": host or "-"}).status_code == 400


FOR_ANY_SITE = {
    "application/json", "application/atom+xml; charset=utf-8",
    *(f"{each.media_type}; charset=utf-8" for each in REFERENCE_FORMATS.values()),
}  # fmt: skip


def test_data_may_be_read_by_any_site_and_pages_by_none(
    keys: dict[str, str], reader: Client
) -> None:
    for path, status in PUBLIC:
        with quiet():
            response = reader.get(address(path, keys))
        is_data = response.headers["Content-Type"] in FOR_ANY_SITE
        shared = response.headers.get("Access-Control-Allow-Origin")
        assert (path, status, shared) == (path, status, "*" if is_data else None)
        policy = response.headers["Cross-Origin-Resource-Policy"]
        assert (path, policy) == (path, "cross-origin" if is_data else "same-origin")
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_other_sites_may_use_no_file_of_ours() -> None:
    response = Client().get("/static/articles/app.css")

    assert response.status_code == 200
    assert response.streaming
    check_always(response, "/static/articles/app.css")
    assert "Access-Control-Allow-Origin" not in response.headers
    response.close()
