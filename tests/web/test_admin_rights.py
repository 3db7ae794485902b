"""May anybody in the admin give more than they have, or change who has more?"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from articles.models import User
from tests.factories import group_named, make_user
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db

USERS = ["view_user", "change_user", "add_user"]
GROUPS = ["view_group", "change_group", "add_group", "delete_group"]


def allow(user: User, *codenames: str) -> User:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def people() -> dict[str, User]:
    """Pia and Quin edit users; Pia reviews, too; the others have less or more."""
    return {
        "pia":   allow(make_user("pia", is_staff=True), *USERS, *GROUPS),
        "quin":  allow(make_user("quin", "", is_staff=True), *USERS, *GROUPS),
        "adele": allow(make_user("adele", "", is_staff=True), "add_user"),
        "rita":  make_user("rita", ""),
        "ada":   make_user("ada"),
        "dana":  make_user("dana", "Editors"),
        "dora":  make_user("dora", "Editors", is_active=False),
        "root":  make_user("root", "", is_staff=True, is_superuser=True),
    }  # fmt: skip


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def fields(person: User, **changed: Any) -> dict[str, Any]:
    """The form of an account as it stands, with these changes; None: not ticked."""
    joined = person.date_joined
    values = {
        "username": person.username, "first_name": person.first_name,
        "last_name": "", "email": "", "date_joined_0": f"{joined:%Y-%m-%d}",
        "date_joined_1": f"{joined:%H:%M:%S}", "last_login_0": "", "last_login_1": "",
        "is_active": person.is_active or None, "is_staff": person.is_staff or None,
        "is_superuser": person.is_superuser or None,
        "groups": [group.pk for group in person.groups.all()],
        "user_permissions": [held.pk for held in person.user_permissions.all()],
        **changed,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def rights(person: User) -> tuple[Any, ...]:
    now = User.objects.get(pk=person.pk)
    held = set(now.user_permissions.values_list("codename", flat=True))
    groups = set(now.groups.values_list("name", flat=True))
    return now.is_superuser, now.is_staff, now.is_active, held, groups, now.password


def change(editor: User, person: User, **changed: Any) -> int:
    path = reverse("admin:articles_user_change", args=[person.pk])
    with quiet():
        status: int = browser(editor).post(path, fields(person, **changed)).status_code
    return status


MAY_CHANGE = [
    # the editor   whom they may change, a superuser apart: who has no more than they
    ("pia",        {"pia", "quin", "adele", "rita", "ada"}),
    ("quin",       {"quin", "adele", "rita"}),
    ("adele",      set()),
    ("rita",       set()),
    ("ada",        set()),
    ("root",       {"pia", "quin", "adele", "rita", "ada", "dana", "dora", "root"}),
]  # fmt: skip


@pytest.mark.parametrize(("editor", "allowed"), MAY_CHANGE)
def test_nobody_changes_closes_or_gets_in_as_who_has_more(
    editor: str, allowed: set[str], people: dict[str, User]
) -> None:
    client = browser(people[editor])
    for name, person in people.items():
        before = rights(person)
        change(people[editor], person, first_name="Changed", is_active=None)
        now = User.objects.get(pk=person.pk)
        assert (name, now.first_name == "Changed") == (name, name in allowed)
        if name not in allowed:
            assert rights(person) == before
        User.objects.filter(pk=person.pk).update(
            first_name=person.first_name, is_active=person.is_active
        )
        if name == editor:
            continue  # a new password of one's own ends the session
        path = reverse("admin:auth_user_password_change", args=[person.pk])
        typed = {"password1": "gates-at-noon-7", "password2": "gates-at-noon-7",
                 "usable_password": "true", "set-password": "1"}  # fmt: skip
        with quiet():
            client.get(path)
            client.post(path, typed)
            removed = client.post(
                reverse("admin:articles_user_delete", args=[person.pk]), {"post": "yes"}
            )
        changed = User.objects.get(pk=person.pk).check_password("gates-at-noon-7")
        assert (name, changed) == (name, name in allowed)
        assert removed.status_code in {302, 403}
        assert User.objects.filter(pk=person.pk).exists()


GRANTS: list[dict[str, Any]] = [
    {"is_superuser": True},
    {"groups": ["Editors"]},
    {"groups": ["Reviewers", "Editors"]},
    {"user_permissions": ["adjudicate_claim"]},
    {"user_permissions": ["delete_user"]},
    {"user_permissions": ["add_user", "change_cue"]},
]


def keys_of(grant: dict[str, Any]) -> dict[str, Any]:
    keys: dict[str, Any] = dict(grant)
    if names := grant.get("groups"):
        keys["groups"] = [group_named(name).pk for name in names]
    if codenames := grant.get("user_permissions"):
        held = Permission.objects.filter(codename__in=codenames)
        keys["user_permissions"] = [each.pk for each in held]
    return keys


@pytest.mark.parametrize("grant", GRANTS, ids=str)
@pytest.mark.parametrize("whom", ["pia", "rita", "ada"])
def test_nobody_gives_what_they_have_not(
    grant: dict[str, Any], whom: str, people: dict[str, User]
) -> None:
    person = people[whom]
    before = rights(person)

    change(people["pia"], person, **keys_of(grant))

    assert rights(person) == before
    # A superuser gives it by the very same form.
    assert change(people["root"], person, **keys_of(grant)) == 302
    assert rights(person) != before


def test_what_one_has_one_gives(people: dict[str, User]) -> None:
    grant = {"groups": ["Reviewers"], "user_permissions": ["add_user"]}

    assert change(people["pia"], people["rita"], is_staff=True, **keys_of(grant)) == 302

    assert rights(people["rita"])[:5] == (
        False,
        True,
        True,
        {"add_user"},
        {"Reviewers"},
    )


def test_who_does_not_review_makes_no_reviewers(people: dict[str, User]) -> None:
    before = rights(people["rita"])

    change(people["quin"], people["rita"], **keys_of({"groups": ["Reviewers"]}))

    assert rights(people["rita"]) == before


def test_a_new_account_has_no_rights_whatever_is_sent_with_it(
    people: dict[str, User],
) -> None:
    typed = {"username": "zoe", "password1": "gates-at-noon-7", "usable_password": "true",
             "password2": "gates-at-noon-7", "is_superuser": "on", "is_staff": "on",
             **keys_of({"groups": ["Editors"]})}  # fmt: skip

    browser(people["pia"]).post(reverse("admin:articles_user_add"), typed)
    with quiet():
        refused = browser(people["adele"]).post(
            reverse("admin:articles_user_add"), {**typed, "username": "zack"}
        )

    assert rights(User.objects.get(username="zoe"))[:5] == (
        False, False, True, set(), set(),
    )  # fmt: skip
    assert refused.status_code == 403
    assert not User.objects.filter(username="zack").exists()


def test_nobody_makes_a_group_mightier_than_themselves(
    people: dict[str, User],
) -> None:
    client = browser(people["pia"])
    own = group_named("Reviewers")
    more = keys_of({"user_permissions": ["review_claim", "adjudicate_claim"]})

    for group in (own, group_named("Editors")):
        path = reverse("admin:auth_group_change", args=[group.pk])
        before = set(group.permissions.all())
        with quiet():
            client.post(
                path, {"name": "Renamed", "permissions": more["user_permissions"]}
            )
            client.post(
                path, {"name": group.name, "permissions": []}
            ) if group != own else 0
        group.refresh_from_db()
        assert set(group.permissions.all()) == before
        assert group.name != "Renamed"
    with quiet():
        client.post(
            reverse("admin:auth_group_add"),
            {"name": "Mighty", "permissions": more["user_permissions"]},
        )
        client.post(
            reverse("admin:auth_group_changelist"),
            {"action": "delete_selected", "post": "yes",
             "_selected_action": [group_named("Editors").pk]},
        )  # fmt: skip
        client.post(
            reverse("admin:auth_group_delete", args=[group_named("Editors").pk]),
            {"post": "yes"},
        )
    assert set(Group.objects.values_list("name", flat=True)) == {"Reviewers", "Editors"}


def test_no_list_of_the_admin_changes_rows_in_place_or_by_an_action_of_its_own() -> (
    None
):
    """What the tests above ask of forms holds for lists as long as these change nothing."""
    for table, options in admin.site._registry.items():
        if table in (User, Group):
            assert options.list_editable == ()
            assert not options.actions


def test_the_words_of_these_tests_are_those_of_the_form(
    people: dict[str, User],
) -> None:
    """So that a form above is refused for what it tests and nothing else."""
    assert change(people["root"], people["ada"], first_name="Changed") == 302
