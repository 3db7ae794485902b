"""What the owner writes is what readers read: at once, and never as anything but text."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from articles.domain.text.plain_paragraphs import linked_paragraphs
from articles.models import SitePage
from articles.rendering.page_store import memory
from tests.factories import make_user
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/articles/sitepage/add/"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    memory.clear()


@pytest.fixture
def root() -> Client:
    client = Client()
    client.force_login(make_user("root", "", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("name", ["about", "contact"])
def test_a_page_that_nobody_wrote_says_so(name: str) -> None:
    with quiet():
        answer = Client().get(reverse(name))

    assert answer.status_code == 404
    assert "has not written this page yet" in answer.text


def test_what_is_written_in_the_admin_is_read_with_the_next_request(
    root: Client,
) -> None:
    with quiet():
        before = Client().get("/about/")
    root.post(ADD, {"name": "about", "text": "We are three."})
    written = Client().get("/about/")
    page = SitePage.objects.get()
    change = reverse("admin:articles_sitepage_change", args=[page.pk])
    root.post(change, {"name": "about", "text": "We are four.\n\nWrite to us."})
    changed = Client().get("/about/")
    with quiet():
        other = Client().get("/contact/")

    assert (before.status_code, other.status_code) == (404, 404)
    assert '<p class="own-words" dir="auto">We are three.</p>' in written.text
    assert "We are three." not in changed.text
    assert changed.text.count("own-words") == 2
    assert "Last changed on" in changed.text
    rows = page.history.order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory's
    history = [(row.pgh_label, row.text[:13]) for row in rows]
    assert history == [("insert", "We are three."), ("update", "We are four.\n"[:13])]


def test_a_page_that_is_emptied_is_not_written(root: Client) -> None:
    SitePage.objects.create(name="about", text=" \n\n ")
    with quiet():
        assert Client().get("/about/").status_code == 404


def test_nobody_but_whom_the_owner_allows_writes_it() -> None:
    client = Client()
    client.force_login(make_user("dana", "Editors", is_staff=True))
    with quiet():
        refused = client.post(ADD, {"name": "about", "text": "Ours."})

    assert refused.status_code == 403
    assert not SitePage.objects.exists()


def test_it_is_kept_by_nobody_and_private_for_who_is_signed_in(root: Client) -> None:
    SitePage.objects.create(name="about", text="We are three.")

    assert Client().get("/about/").headers["Cache-Control"] == "no-cache, max-age=0"
    assert root.get("/about/").headers["Cache-Control"] == "private, no-store"


HOSTILE = [
    "<script>alert(1)</script>", "javascript:alert(1)", "[x](javascript:alert(1))",
    "data:text/html,x", "<a href='https://evil.example/'>x</a>", "{{ 7 * 7 }}",
    'https://evil.example/"onmouseover="x', "a@b", "mailto:javascript:x@y.z",
]  # fmt: skip


def test_nothing_written_there_is_more_than_text() -> None:
    SitePage.objects.create(name="about", text="\n\n".join(HOSTILE))
    page = Client().get("/about/").text
    own = page.split("<h1>")[1].split("Last changed")[0]
    links = [unescape(each) for each in re.findall(r'href="([^"]*)"', own)]
    tags = set(re.findall(r"<(\w+)", own)) - {"p", "a"}

    assert tags == set()
    assert all(each.startswith(("https://", "mailto:")) for each in links)
    assert not any("javascript:" in each for each in links if "@" not in each)
    for words in HOSTILE[:2]:
        assert words in unescape(own)


def test_addresses_lead_where_they_say() -> None:
    text = "See (https://example.org/a?b=1), or write to\r\ndesk@news.example.org.\n \n\nBye."
    first, second = linked_paragraphs(text)

    assert [tuple(piece) for piece in first] == [
        ("See (", ""), ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("), or write to\n", ""),
        ("desk@news.example.org", "mailto:desk@news.example.org"), (".", ""),
    ]  # fmt: skip
    assert [tuple(piece) for piece in second] == [("Bye.", "")]


@pytest.mark.parametrize("sign", ["a", "a@", "<", "(", "\n \n", "https://", "a.b@c."])
def test_long_texts_take_no_time(sign: str) -> None:
    linked_paragraphs(sign * 20_000)
