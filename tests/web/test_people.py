"""Invitations, and the people whom editors invite, change and send away."""

import datetime
import html
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.accounts import invitations
from articles.accounts.rights import grantable_groups
from articles.models import Invitation, User
from tests.factories import group_named, make_user
from tests.web.test_accounts import PASSWORD, confirm, is_signed_in, sign_in, with_app
from tests.web.test_saving_at_once import at_once

NEW = {
    "username": "eve", "first_name": "Eve", "last_name": "", "email": "eve@example.org",
    "password1": "a river runs 7", "password2": "a river runs 7",
}  # fmt: skip


def page_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def editor(dana: User) -> Client:
    client = Client()
    client.force_login(dana)
    return client


def link_for(editor: Client, **fields: Any) -> str:
    """The path of a new invitation, as its page shows it."""
    form = {"role": "Reviewers", "email": "", "days": 7, **fields}
    answer = editor.post(reverse("desk_invite"), form)
    assert answer.status_code == 201
    link = r"http://testserver(/account/invitation/\S+?/)<"
    return str(re.findall(link, page_of(answer))[0])


# -- invitations ----------------------------------------------------------------------


@pytest.mark.django_db
def test_an_invitation_makes_one_account_in_its_group(editor: Client) -> None:
    link = link_for(editor, role="Editors")
    client = Client()
    assert "Dana</bdi> invites you" in page_of(client.get(link))

    answer = client.post(link, NEW)

    assert answer.headers["Location"] == "/desk/"
    eve = User.objects.get(username="eve")
    assert is_signed_in(client)
    assert eve.is_editor
    assert not eve.is_staff
    row = Invitation.objects.get()
    assert (row.used_by, row.invited_by.username) == (eve, "dana")
    again = Client().post(
        link, {**NEW, "username": "mallory", "email": "m@example.org"}
    )
    assert again.status_code == 410
    assert "This invitation was used" in page_of(again)


@pytest.mark.django_db
def test_the_token_stands_nowhere_but_in_the_link(editor: Client) -> None:
    token = link_for(editor).split("/")[-2]
    row = Invitation.objects.get()

    assert token not in str(vars(row))
    assert row.token_hash == invitations.hash_token(token)
    assert not hasattr(row.history.get(), "token_hash")  # type: ignore[attr-defined]
    assert token not in page_of(editor.get(reverse("desk_people")))


@pytest.mark.django_db
def test_an_invitation_by_mail_fixes_the_address_and_confirms_it(
    editor: Client,
) -> None:
    link = link_for(editor, email="eve@example.org")
    message = mail.outbox[0]
    assert message.to == ["eve@example.org"]
    assert link in message.body
    assert "&" not in message.subject

    Client().post(link, {**NEW, "email": "other@example.org"})

    eve = User.objects.get(username="eve")
    assert eve.email == "eve@example.org"
    assert EmailAddress.objects.get(user=eve).verified


@pytest.mark.django_db
def test_without_an_invitation_there_is_no_account() -> None:
    for path in (reverse("account_signup"), reverse("invitation", args=["guessed"])):
        assert Client().post(path, NEW).status_code in {404, 405}
    assert "by invitation" in page_of(Client().get(reverse("account_signup")))
    assert not User.objects.exists()


def expire(row: Invitation) -> None:
    row.expires_at = timezone.now() - datetime.timedelta(seconds=1)
    row.save()


def revoke(row: Invitation) -> None:
    assert invitations.revoke(row.pk)


def close_inviter(row: Invitation) -> None:
    User.objects.filter(pk=row.invited_by_id).update(is_active=False)


def demote_inviter(row: Invitation) -> None:
    row.invited_by.groups.set([group_named("Reviewers")])


ENDS = {
    "ended": (expire, "has ended"),
    "revoked": (revoke, "was revoked"),
    "of somebody who left": (close_inviter, "was revoked"),
    "of somebody who may no longer": (demote_inviter, "was revoked"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", ENDS)
def test_an_invitation_that_ended_says_why_and_makes_nothing(
    way: str, editor: Client
) -> None:
    end, said = ENDS[way]
    link = link_for(editor, role="Editors")
    assert Client().get(link).status_code == 200  # the control

    end(Invitation.objects.select_related("invited_by").get())

    for answer in (Client().get(link), Client().post(link, NEW)):
        assert answer.status_code == 410
        assert said in page_of(answer)
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.django_db
def test_guessing_links_is_limited(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS, "open_invitation": "3/m/ip",
    }  # fmt: skip
    statuses = [
        Client().get(reverse("invitation", args=[f"guess{n}"])).status_code
        for n in range(4)
    ]

    assert statuses == [404, 404, 404, 429]


@pytest.mark.django_db
def test_inviting_is_limited(editor: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "invite": "2/h/user",
    }
    form = {"role": "Reviewers", "email": "eve@example.org", "days": 7}

    answers = [editor.post(reverse("desk_invite"), form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert "eve@example.org" in page_of(answers[-1])  # nothing typed is lost
    assert Invitation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_four_sign_ups_at_once_on_one_invitation_one_makes_an_account() -> None:
    dana = make_user("dana", "Editors")
    _, token = invitations.invite(dana, group_named("Reviewers"), "", 7)
    link = reverse("invitation", args=[token])
    answers: list[int] = []

    def join(number: int) -> None:
        form = {**NEW, "username": f"eve{number}", "email": f"eve{number}@example.org"}
        answers.append(Client().post(link, form).status_code)

    assert at_once([lambda number=n: join(number) for n in range(4)]) == []  # type: ignore[misc]

    assert sorted(answers) == [302, 410, 410, 410]
    assert User.objects.filter(username__startswith="eve").count() == 1


@pytest.mark.django_db
def test_what_was_typed_is_kept_where_a_sign_up_is_refused(editor: Client) -> None:
    link = link_for(editor)

    answer = Client().post(link, {**NEW, "username": "dana", "password1": "river"})

    page = page_of(answer)
    assert answer.status_code == 422
    assert "Somebody has this username. Choose another one." in page
    assert 'value="eve@example.org"' in page
    assert 'value="Eve"' in page
    assert "river" not in page
    assert not Invitation.objects.get().used_at


@pytest.mark.django_db
def test_a_mail_that_cannot_be_sent_is_said_and_its_link_handed_over(
    editor: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    form = {"role": "Reviewers", "email": "eve@example.org", "days": 7}

    page = page_of(editor.post(reverse("desk_invite"), form))

    assert "The mail could not be sent." in page
    assert "/account/invitation/" in page


@pytest.mark.django_db
def test_a_bad_invitation_is_refused_with_what_was_typed(editor: Client) -> None:
    form = {"role": "Superusers", "email": "eve at home", "days": 900}

    answer = editor.post(reverse("desk_invite"), form)

    assert answer.status_code == 422
    assert 'value="eve at home"' in page_of(answer)
    assert not Invitation.objects.exists()


# -- people ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_list_shows_everybody_and_open_invitations(
    editor: Client, ada: User
) -> None:
    link_for(editor, email="eve@example.org")
    row = Invitation.objects.get()

    page = page_of(editor.get(reverse("desk_people")))
    assert all(name in page for name in ("Ada", "Dana", "eve@example.org"))
    editor.post(reverse("desk_invitation_revoke", args=[row.pk]))

    assert "eve@example.org" not in page_of(editor.get(reverse("desk_people")))


@pytest.mark.django_db
def test_a_role_is_given_and_taken(editor: Client, ada: User) -> None:
    path = reverse("desk_person", args=[ada.pk])
    for role, is_editor, is_reviewer in (
        ("Editors", True, True), ("", False, False), ("Reviewers", False, True),
    ):  # fmt: skip
        assert editor.post(path, {"role": role}).status_code == 302
        fresh = User.objects.get(pk=ada.pk)
        assert (fresh.is_editor, fresh.is_reviewer) == (is_editor, is_reviewer)
    assert editor.post(path, {"role": "Superusers"}).status_code == 422


@pytest.mark.django_db
def test_an_editor_changes_neither_themselves_nor_who_may_do_more(
    editor: Client, dana: User
) -> None:
    root = User.objects.create_superuser("root", password="x")
    more = make_user("mo")
    more.user_permissions.add(Permission.objects.get(codename="change_user"))
    names = [
        "desk_person",
        "desk_person_close",
        "desk_person_open",
        "desk_person_factor",
    ]

    for person in (dana, root, more):
        for name in names:
            answer = editor.post(reverse(name, args=[person.pk]), {"role": "Reviewers"})
            assert answer.status_code == 403, (person, name)
    assert set(User.objects.values_list("is_active", flat=True)) == {True}


@pytest.mark.django_db
def test_nobody_invites_to_more_than_they_have(editor: Client, dana: User) -> None:
    """The group of editors was given something that this editor has not."""
    group_named("Editors").permissions.add(Permission.objects.get(codename="add_user"))
    dana.groups.clear()
    for codename in ("review_claim", "adjudicate_claim"):
        dana.user_permissions.add(Permission.objects.get(codename=codename))

    answer = editor.post(reverse("desk_invite"), {"role": "Editors", "days": 7})

    assert answer.status_code == 422
    assert "Editors" not in [group.name for group in grantable_groups(dana)]
    assert link_for(editor, role="Reviewers")


@pytest.mark.django_db
def test_a_closed_account_is_signed_out_and_stays_out(
    editor: Client, ada: User
) -> None:
    client = Client()
    sign_in(client, "ada")
    assert client.get("/desk/").status_code == 200

    editor.post(reverse("desk_person_close", args=[ada.pk]))

    assert client.get("/desk/").status_code == 302
    assert not UserSession.objects.filter(user=ada).exists()
    sign_in(client, "ada")
    assert not is_signed_in(client)
    editor.post(reverse("desk_person_open", args=[ada.pk]))
    assert client.get("/desk/").status_code == 302  # the old session is gone
    sign_in(client, "ada")
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_an_editor_removes_the_second_factor_of_who_lost_it(
    editor: Client, ada: User
) -> None:
    with_app(ada)

    editor.post(reverse("desk_person_factor", args=[ada.pk]))

    client = Client()
    sign_in(client, "ada")
    assert is_signed_in(client)


@pytest.mark.django_db
def test_people_are_changed_only_after_the_password_again(settings: Any) -> None:
    ada, dana = make_user("ada"), with_app(make_user("dana", "Editors"))
    client = Client()
    client.force_login(dana)
    path = reverse("desk_person_close", args=[ada.pk])
    settings.LOCAL, settings.SECOND_FACTOR = False, True
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(dana.pk)
    session.save()

    led = client.post(path).headers["Location"]

    assert led.startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=ada.pk).is_active
    # With the password, what was sent is done.
    client.post(led, {"password": PASSWORD, "next": path})
    assert not User.objects.get(pk=ada.pk).is_active
    confirm(client)
