"""What does the admin tell of a row's past, and can every table be searched?"""

import html
import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import User
from tests.factories import make_claim
from tests.web.asking import quiet, undone
from tests.web.desk_forms import about

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def told(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    page = page.partition('id="change-history"')[2]
    cells = re.findall(r"<tr>\s*<th.*?</th>(.*?)</tr>", page, re.DOTALL)
    return [
        html.unescape(" ".join(re.sub("<[^>]+>", " ", row).split())) for row in cells
    ]


def test_the_history_of_a_row_is_that_of_the_database(
    staff: Client, desk: Client, ada: User
) -> None:
    claim = make_claim("It rained.", recorder=ada)
    desk.post(
        reverse("desk_claim_edit", args=[claim.key]),
        {"statement": "It snowed.", "kind": "number", "checkable": "on",
         "version": claim.version, **about(),
         "idempotency_key": "5f0a3e0e-6d7b-4b3e-9b62-0d8a9d2f7a10"},
    )  # fmt: skip

    rows = told(staff, reverse("admin:articles_claim_history", args=[claim.pk]))

    assert rows == [
        "User Action",
        "The system Recorded.",
        "ada (Ada) Changed statement: “It rained.” → “It snowed.”;"
        " kind: “Event” → “Number”.",
    ]


def test_the_list_of_all_events_says_what_to_do(staff: Client) -> None:
    events = reverse("admin:pghistory_events_changelist")

    assert "Choose a table on the right." in staff.get(events).content.decode()
    chosen = staff.get(events, {"event_model": "articles.claimevent"})
    assert "Choose a table on the right." not in chosen.content.decode()


def test_every_table_can_be_searched() -> None:
    tables = {
        table for table in admin.site._registry if table._meta.app_label == "articles"
    }

    assert [
        table for table in tables if not admin.site.get_model_admin(table).search_fields
    ] == []


def test_the_admin_carries_the_name_of_the_site(staff: Client) -> None:
    assert "Claimtracker administration" in staff.get("/admin/").content.decode()


BAD_QUERIES = [
    "_facets=True", "o=99", "o=-1.2.x", "o=" + "9" * 30, "q=%00", "q=%22a%20OR",
    "p=99999", "p=x", "all=", "e=1", "nonsense=1", "pk__exact=x", "_popup=1",
    "_to_field=x", "stage__exact=nonsense", "at__year=10000", "pgh_created_at__year=10000",
    "date_joined__year=99999", "created_at__year=0", "at__year=x&at__month=13",
    "is_staff__exact=x", "password__startswith=a", "obj=articles.claim:0",
    "obj=articles.claim:x", "obj=x", "obj=no.table:1", "model=no.table", "model=x",
    "event_model=x", "event_model=articles.claimevent&_facets=True", "label=x",
    "method=tracks&obj=x", "back=javascript:1", "event_model=articles.claim",
]  # fmt: skip


def test_no_filter_order_or_search_of_any_list_in_the_admin_breaks_it(
    staff: Client,
) -> None:
    make_claim("It rained.")
    staff.raise_request_exception = False
    broken = []
    for table in admin.site._registry:
        path = reverse(
            f"admin:{table._meta.app_label}_{table._meta.model_name}_changelist"
        )
        for query in BAD_QUERIES:
            with quiet(), undone():
                answer = staff.get(f"{path}?{query}")
            if answer.status_code >= 500:
                broken.append((path, query))

    assert broken == []


def test_the_events_of_one_row_are_listed_by_its_address(staff: Client) -> None:
    claim = make_claim("It rained.")
    events = reverse("admin:pghistory_events_changelist")

    answer = staff.get(
        events, {"obj": f"articles.claim:{claim.pk}", "method": "tracks"}
    )

    assert answer.status_code == 200
    assert "insert" in answer.content.decode()
