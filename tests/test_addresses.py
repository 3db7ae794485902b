"""Is what comes in from a page that is known, under whatever address, said to be known?"""

import importlib
import json
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from articles.domain.text.addresses import address_key
from articles.editing.find_or_create import find_or_create_work
from articles.editing.inputs import NewWork
from articles.forms.citations import CitationFormSet
from articles.forms.importing import FetchedAddressField
from articles.forms.work_details import WorkDetailsForm
from articles.forms.works import find_work, possible_works
from articles.importing.annotation import attach_annotations
from articles.importing.versions import article_at_address
from articles.ingest import jobs
from articles.ingest.extract import Extraction
from articles.ingest.jobs import complete_from_address
from articles.models import Article, Citation, Evidence, FetchJob, Upload, User, Work
from tests.database_roles import as_owner
from tests.factories import make_article, make_snapshot, make_user, make_work, sent
from tests.test_annotation import FIRST, GAUGE, first
from tests.test_history import events

pytestmark = pytest.mark.django_db
ADDRESS = "https://harbour.example/news/new-pier"
OTHERS = [
    ADDRESS + "?utm_source=letter&utm_medium=email",
    ADDRESS + "#comments",
    "http://harbour.example/news/new-pier",
    ADDRESS + "/",
    "https://www.Harbour.example:443/news/new%2Dpier?fbclid=x#:~:text=pier",
]
TEXT = "The new pier\n\nThe pier was opened on Friday."
CHANGED = "The new pier\n\nThe pier was opened on Saturday."


# -- articles ------------------------------------------------------------------------


def upload_of(desk: Client, text: str) -> Upload:
    desk.post(reverse("desk_import"), {"text": text})
    return Upload.objects.order_by("-pk")[0]


@pytest.mark.parametrize("address", OTHERS)
def test_a_text_from_a_page_that_is_known_is_a_newer_version(
    desk: Client, address: str
) -> None:
    article = make_article(text=TEXT, address=ADDRESS)
    upload = upload_of(desk, CHANGED)
    typed = sent(title="The new pier", kind="article", address=address)

    answer = desk.post(reverse("desk_import_confirm", args=[upload.key]), typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "An article from this address is here already" in page
    confirm = reverse("desk_version_confirm", args=[upload.key])
    assert f'href="{confirm}?of={article.key}"' in page
    assert f'value="{escape(address)}"' in page  # as it was typed
    assert Article.objects.get() == article


def test_a_text_from_another_page_is_another_article(desk: Client) -> None:
    make_article(text=TEXT, address=ADDRESS)
    upload = upload_of(desk, CHANGED)
    typed = sent(title="The new pier", kind="article", address=ADDRESS + "?page=2")

    answer = desk.post(reverse("desk_import_confirm", args=[upload.key]), typed)

    assert answer.status_code == 302
    assert Article.objects.count() == 2


def page_with(link: str) -> str:
    words = "".join(
        f"<p>The pier number {n} was opened by the mayor.</p>" for n in "123"
    )
    return f"<html><head>{link}<title>Pier</title></head><body><article>{words}</article></body></html>"


@pytest.mark.parametrize("link", [
    f'<link rel="canonical" href="{ADDRESS}/">',
    f'<meta property="og:url" content="{ADDRESS}?utm_source=x">',
])  # fmt: skip
def test_the_canonical_link_of_a_page_tells_that_it_is_known(
    desk: Client, link: str
) -> None:
    article = make_article(text=TEXT, address=ADDRESS)
    upload = upload_of(desk, page_with(link))
    confirm = reverse("desk_import_confirm", args=[upload.key])

    shown = desk.get(confirm).content.decode()
    moved = sent(kind="article", address="https://m.harbour.example/news/new-pier")
    typed_otherwise = desk.post(confirm, moved).content.decode()

    for page in (shown, typed_otherwise):
        assert "An article from this address is here already" in page
        assert f"?of={article.key}" in page


@pytest.mark.parametrize("field", ["address", "final_address"])
def test_a_fetched_page_is_known_by_each_address_on_its_way(
    desk: Client, ada: User, field: str
) -> None:
    make_article(text=TEXT, address=ADDRESS)
    extraction = Extraction.from_dict(upload_of(desk, CHANGED).extraction)
    snapshot = make_snapshot(b"<p>Words.", work=None, **{field: OTHERS[0]})
    upload = Upload.objects.create(
        name="pier", content=b"", sha256="0" * 64, sent_by=ada, snapshot=snapshot,
        extraction={**extraction.as_dict(), "address": "https://harbour.example/9"},
    )  # fmt: skip

    page = desk.get(reverse("desk_import_confirm", args=[upload.key]))

    assert "An article from this address is here already" in page.content.decode()


@pytest.mark.parametrize(("fetched", "canonical", "counts"), [
    ("https://harbour.example/a",         "https://www.harbour.example/b",  True),
    ("https://m.harbour.example/a",       "https://harbour.example/b",      True),
    ("https://amp.harbour.example/a",     "https://www.harbour.example/b",  True),
    ("https://harbour.example/a",         "https://news.harbour.example/b", True),
    ("https://harbour.example/a",         "https://elsewhere.example/b",    False),
    ("https://harbour.example/a",         "https://yourharbour.example/b",  False),
    ("https://yourharbour.example/a",     "https://harbour.example/b",      False),
    ("https://harbour.example/a",         "",                               False),
])  # fmt: skip
def test_a_canonical_link_counts_within_its_site(
    fetched: str, canonical: str, counts: bool
) -> None:
    read = Extraction((), address=canonical)

    found = complete_from_address(read, fetched).address

    assert found == (canonical if counts else fetched)


def test_the_oldest_of_several_articles_at_one_address_is_found() -> None:
    oldest = make_article("One", TEXT, address=ADDRESS)
    make_article("Two", CHANGED, address=OTHERS[0])

    assert article_at_address(OTHERS[0]) == oldest
    assert article_at_address("", "https://harbour.example/", OTHERS[1]) == oldest
    assert article_at_address("") is None
    assert article_at_address() is None


def test_the_first_address_that_is_known_counts() -> None:
    make_article("One", TEXT, address="https://harbour.example/")
    typed = make_article("Two", CHANGED, address=ADDRESS)

    assert article_at_address(OTHERS[0], "https://harbour.example") == typed


def test_a_file_from_a_known_page_is_refused_by_the_command(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    make_article(text=TEXT, address=ADDRESS)
    path = tmp_path / "pier.html"
    path.write_text(page_with(f'<link rel="canonical" href="{OTHERS[4]}">'))

    with pytest.raises(CommandError):
        call_command("import_article", str(path))

    assert "An article from this address is here already" in capsys.readouterr().out
    assert Article.objects.count() == 1


def test_the_same_file_twice_is_said_to_be_here(desk: Client) -> None:
    article = make_article(text=TEXT)

    upload = upload_of(desk, TEXT)

    page = desk.get(reverse("desk_import_confirm", args=[upload.key])).content.decode()
    assert "This very text is here already" in page
    assert reverse("desk_article", args=[article.key]) in page


# -- works ---------------------------------------------------------------------------


@pytest.mark.parametrize("address", OTHERS)
def test_one_report_under_two_addresses_is_one_work(address: str) -> None:
    report = make_work("The report", address=ADDRESS, kind="report")

    assert find_or_create_work(NewWork("Report", address)) == report
    assert find_work(address) == report
    assert find_work(f"<{address}>") == report
    assert possible_works("", "Report", address) == [report]
    assert Work.objects.get() == report
    assert report.address == ADDRESS


def test_another_page_of_the_same_title_is_another_work() -> None:
    report = make_work("The report", address=ADDRESS, kind="report")

    other = find_or_create_work(NewWork("The report", ADDRESS + "?id=2", kind="report"))

    assert other != report


def test_of_works_that_share_an_address_the_oldest_is_found() -> None:
    oldest = make_work("One", address=ADDRESS)
    make_work("Two", address=OTHERS[0])

    assert find_work(OTHERS[0]) == oldest
    assert find_or_create_work(NewWork("Three", OTHERS[3])) == oldest


def test_two_citations_of_one_page_give_it_one_title() -> None:
    rows = [("New", ADDRESS), ("Newer", OTHERS[0])]
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    for number, (title, address) in enumerate(rows):
        data |= {f"form-{number}-title": title, f"form-{number}-address": address}

    formset = CitationFormSet(data)

    assert not formset.is_valid()
    assert "This address stands above" in str(formset.errors[1])


def test_an_annotation_file_means_a_work_by_its_address(people: Any) -> None:
    known = make_work("The log of the gauge", address="http://www.example.org/log/")

    for _ in range(2):
        attach_annotations(first(), FIRST, people)

    assert not Work.objects.filter(key=GAUGE["key"]).exists()
    assert Citation.objects.get().work == Evidence.objects.get().work == known


def test_two_works_of_an_annotation_file_stay_two(people: Any) -> None:
    known = make_work("The log of the gauge", address="http://www.example.org/log/")
    data = first()
    data["works"].append({**GAUGE, "ref": "page", "key": "bcdfghjk99",
                          "address": "https://example.org/log#2"})  # fmt: skip

    attach_annotations(data, FIRST, people)

    at = Work.objects.at_address("https://example.org/log")
    assert [work.key for work in at.order_by("pk")] == [known.key, "bcdfghjk99"]


def test_the_text_of_an_annotation_file_becomes_no_version_unasked(
    people: Any,
) -> None:
    article = make_article(text=TEXT, address=ADDRESS)
    data = first()
    data["works"][0]["address"] = ADDRESS

    done = attach_annotations(data, FIRST, people)

    assert done.article != article
    assert article.texts.count() == 1


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {role: make_user(role) for role in ("recorder", "first", "second")}


# -- fetches -------------------------------------------------------------------------


def test_a_page_that_is_being_fetched_is_fetched_once(ada: User, ben: User) -> None:
    waiting = jobs.request_fetch(ada, ADDRESS)

    assert [jobs.request_fetch(ada, each) for each in OTHERS] == [waiting] * 5
    assert jobs.request_fetch(ada, ADDRESS + "?page=2") != waiting
    assert jobs.request_fetch(ben, ADDRESS) != waiting
    assert FetchJob.objects.get(pk=waiting.pk).address == ADDRESS


# -- what is pasted ------------------------------------------------------------------


@pytest.mark.parametrize("pasted", [
    ADDRESS, f" {ADDRESS} ", f"<{ADDRESS}>", f"URL: {ADDRESS}", f"({ADDRESS}).",
    f"\u200b{ADDRESS}\u00a0",
])  # fmt: skip
def test_a_form_takes_an_address_as_people_paste_it(pasted: str) -> None:
    form = WorkDetailsForm(sent(title="Pier", kind="article", address=pasted))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["address"] == ADDRESS


def test_an_address_to_fetch_may_be_pasted_so_too() -> None:
    field = FetchedAddressField(required=False)

    assert field.clean("<https://93.184.215.14/a>.") == "https://93.184.215.14/a"
    assert field.clean("") == ""


# -- the key that is kept ------------------------------------------------------------


def kept_key(work: Work) -> str:
    return Work.objects.values_list("address_key", flat=True).get(pk=work.pk)


KEY = "harbour.example/news/new-pier"


def test_each_way_of_writing_a_work_sets_its_key(desk: Client) -> None:
    created = Work.objects.create(title="One", address=OTHERS[0])
    (bulk,) = Work.objects.bulk_create([Work(title="Two", address=OTHERS[1])])
    found = find_or_create_work(NewWork("Three", ADDRESS + "?id=3", kind="report"))
    assert found
    upload = upload_of(desk, TEXT)
    typed = sent(title="Four", kind="article", address=ADDRESS + "?id=4")
    desk.post(reverse("desk_import_confirm", args=[upload.key]), typed)
    changed = make_work("Five", address=ADDRESS)
    details = sent(title="Five", kind="article", address=ADDRESS + "?id=5")
    edit = reverse("desk_work_details", args=[changed.key])
    desk.post(edit, {**details, "version": changed.version})

    assert kept_key(created) == kept_key(bulk) == KEY
    assert kept_key(found) == KEY + "?id=3"
    assert kept_key(Work.objects.get(title="Four")) == KEY + "?id=4"
    assert kept_key(changed) == KEY + "?id=5"
    changed.address = ""
    changed.save()
    assert kept_key(changed) == ""


def test_a_key_comes_along_where_rows_are_dumped_and_loaded() -> None:
    work = make_work("One", address=OTHERS[0])
    dumped = serializers.serialize("json", [work])
    Work.objects.filter(pk=work.pk).update(address_key="")

    (row,) = serializers.deserialize("json", dumped)
    row.save()

    assert json.loads(dumped)[0]["fields"]["address_key"] == KEY
    assert kept_key(work) == KEY


def test_no_code_writes_an_address_past_its_model() -> None:
    """The key follows the address only where a work is saved, or made in bulk."""
    past = [".update(address=", 'update_fields=["address', "Work.objects.bulk_update("]
    folder = importlib.resources.files("articles")
    for path in folder.rglob("*.py"):  # type: ignore[attr-defined]  # it is a Path
        code = path.read_text()
        assert not [words for words in past if words in code], path


def test_the_migration_fills_in_what_stands_and_tells_the_history_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    migration = importlib.import_module("articles.migrations.0013_address_keys")
    monkeypatch.setattr(migration, "BATCH_ROWS", 2)
    works = [make_work(f"Work {n}", address=f"{ADDRESS}?id={n}#a") for n in range(5)]
    without = make_work("No address")
    Work.objects.update(address_key="")
    before = events(works[0])

    with as_owner(), connection.schema_editor() as editor:
        migration.set_address_keys(apps, editor)

    assert [kept_key(work) for work in works] == [f"{KEY}?id={n}" for n in range(5)]
    assert kept_key(without) == ""
    assert events(works[0]) == before


def test_the_longest_address_has_its_key() -> None:
    address = f"https://harbour.example/{uuid.uuid4()}{'é' * 1900}"

    work = Work.objects.create(title="Long", address=address)

    assert kept_key(work) == address_key(address)
    assert Work.objects.at_address(address + "?utm_source=x").get() == work
