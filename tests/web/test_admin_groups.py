"""Does each table of the admin stand in a group, with a line that says what it is?"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.admin import index
from articles.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LINES = [
    (label, line) for lines in index.GROUPS.values() for label, line in lines.items()
]


def groups_for(user: User) -> dict[str, list[str]]:
    request = RequestFactory().get(reverse("admin:index"))
    request.user = user
    return {
        group["name"]: [table["model"]._meta.label for table in group["models"]]
        for group in admin.site.get_app_list(request)
    }


def test_every_table_of_the_admin_has_a_group_and_a_line() -> None:
    registered = {
        table._meta.label
        for table in admin.site._registry
        if table._meta.app_label in {"articles", "auth", "pghistory"}
    }

    assert sorted(label for label, _ in LINES) == sorted(registered)
    assert all(line.endswith(".") for _, line in LINES)


def test_the_index_shows_the_groups_in_their_order_each_table_with_its_line() -> None:
    client = Client()
    client.force_login(make_user("root", "", is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:index")).content.decode()

    places = [page.index(f"<h2>{name}</h2>") for name in index.GROUPS]
    assert places == sorted(places)
    assert [line for _, line in LINES if line not in page] == []
    assert f'href="{reverse("desk")}"' in page


def test_who_may_see_one_table_is_shown_one_group() -> None:
    pia = make_user("pia", "", is_staff=True)
    pia.user_permissions.add(Permission.objects.get(codename="view_evidence"))

    assert groups_for(pia) == {"Claims": ["articles.Evidence"]}
    assert groups_for(make_user("quin", "", is_staff=True)) == {}


def test_a_table_that_nobody_has_put_into_a_group_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(index.GROUPS, "Sources", {})
    root = make_user("root", "", is_staff=True, is_superuser=True)

    groups = groups_for(root)

    assert list(groups)[-1] == "Other"
    assert set(groups["Other"]) == {"articles.Source", "articles.SourceRelation"}
