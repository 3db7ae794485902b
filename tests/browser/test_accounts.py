"""From an invitation to an account, a passkey, and the desk; and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.accounts import invitations
from articles.models import User
from tests.browser.conftest import PASSWORD, Site
from tests.factories import group_named
from tests.web.test_accounts import SECRET, code, with_app

Barriers = Callable[[Page], list[str]]
NEW = {"Username": "eve", "First name": "Eve", "E-mail address": "eve@example.org"}


@pytest.fixture(autouse=True)
def as_deployed(settings: Any) -> None:
    """Editors need a second factor; the test's server has no HTTPS, as one's own."""
    settings.SECOND_FACTOR = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def put_in_authenticator(page: Page) -> None:
    """A key that Chromium itself plays, and whose owner always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def link_to_join(inviter: User, group: str) -> str:
    _, token = invitations.invite(inviter, group_named(group), "", 7)
    return reverse("invitation", args=[token])


def make_account(page: Page, link: str) -> None:
    page.goto(link)
    for label, text in NEW.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Password", exact=True).fill("a river runs 7")
    page.get_by_label("The same password again").fill("a river runs 7")
    page.get_by_role("button", name="Make the account").click()


def test_from_an_invitation_to_the_desk_by_passkey(
    site: Site, people: dict[str, User]
) -> None:
    page = site()
    put_in_authenticator(page)

    make_account(page, link_to_join(people["dana"], "Editors"))
    page.wait_for_url("**/account/second-factor/?next=*")
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Your password").fill("a river runs 7")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name", exact=True).fill("Laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    page.wait_for_url("**/codes/")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/desk/")

    page.get_by_role("button", name="Sign out").click()
    page.goto("/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")
    expect(page.locator(".account-name")).to_have_text("Eve")
    # As a second step, after the password, it does as well.
    page.get_by_role("button", name="Sign out").click()
    page.goto("/login/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill("a river runs 7")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")


def test_a_passkey_that_is_not_used_is_said(site: Site) -> None:
    page = site()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")  # and no authenticator
    page.goto("/login/")

    page.evaluate(
        "void (navigator.credentials.get = () => Promise.reject(new Error('no')))"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("#passkey-error")).to_be_visible()


def test_everything_but_passkeys_works_without_scripts(
    site: Site, people: dict[str, User]
) -> None:
    page = site(java_script_enabled=False)

    make_account(page, link_to_join(people["dana"], "Editors"))
    page.wait_for_url("**/account/second-factor/?next=*")
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Your password").fill("a river runs 7")
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".secret code").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(code(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_role("button", name="Make the invitation").click()
    page.wait_for_url("**/invite/")

    expect(page.locator(".invitation-link")).to_contain_text("/account/invitation/")
    page.goto("/account/second-factor/passkeys/new/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    page.goto("/login/?next=/claims/")
    assert page.url.endswith("/claims/")


def own_pages(page: Page, link: str) -> list[str]:
    """The pages about accounts for who is signed in, and the desk's about people."""
    return [
        reverse("account"), reverse("password_change"), reverse("account_email"),
        reverse("usersessions_list"), reverse("mfa_index"), reverse("mfa_add_webauthn"),
        reverse("mfa_list_webauthn"), reverse("mfa_generate_recovery_codes"),
        reverse("mfa_view_recovery_codes"), reverse("mfa_deactivate_totp"),
        reverse("account_reauthenticate"), reverse("mfa_reauthenticate"),
        reverse("logout"), reverse("desk_people"), reverse("desk_invite"),
        reverse("desk_person", args=[User.objects.get(username="ada").pk]),
        reverse("desk_person", args=[User.objects.get(username="dana").pk]), link,
    ]  # fmt: skip


OPEN_PAGES = [
    "account_signup", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done",
    "account_email_verification_sent", "login",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_accounts_has_a_barrier_or_scrolls_sideways(
    site: Site, people: dict[str, User], barriers: Barriers, scheme: str
) -> None:
    page = site(color_scheme=scheme, viewport={"width": 320, "height": 800})
    link = link_to_join(people["dana"], "Reviewers")
    found: list[object] = []

    def look() -> None:
        found.extend(barriers(page))
        width = page.evaluate("document.documentElement.scrollWidth")
        found.extend([(page.url, width)] if width > 320 else [])

    for path in [*map(reverse, OPEN_PAGES), link, "/account/invitation/none/"]:
        page.goto(path)
        look()
    with_app(people["dana"])
    page.goto("/login/")
    page.get_by_label("Username").fill("dana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/sign-in/")
    look()
    page.get_by_label("Code", exact=True).fill(code(SECRET))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")
    page.goto(reverse("account_reauthenticate"))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/desk/")
    for path in own_pages(page, link):
        page.goto(path)
        look()
    assert found == []
