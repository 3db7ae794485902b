"""What does a reviewer see of a fetch and of the copies that are kept?"""

import datetime
import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from articles.ingest import jobs
from articles.models import Article, Claim, FetchJob, Upload, User, Work
from articles.models.choices import Action, JobStatus, Stage, Way
from tests.factories import (
    make_claim,
    make_evidence,
    make_fetch,
    make_snapshot,
    make_user,
    make_work,
    take,
)
from tests.pdfs import pdf
from tests.servers import Server, http, moved

SCRIPT = b"<!doctype html><p>The gates were opened.</p><script>alert(1)</script>"


def import_from(desk: Client, address: str) -> Any:
    return desk.post(reverse("desk_import"), {"address": address})


def fetch_page(job: FetchJob) -> str:
    return reverse("desk_fetch", args=[job.key])


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


def upload_to(desk: Client, work: Work, name: str, content: bytes, kind: str) -> Any:
    file = SimpleUploadedFile(name, content, kind)
    values = {"file": file, "idempotency_key": str(uuid.uuid4())}
    return desk.post(reverse("desk_work", args=[work.key]), values)


# -- import from an address ---------------------------------------------------------


def test_an_address_becomes_an_article_with_its_snapshot(
    desk: Client, server: Server
) -> None:
    server.answers["/old"] = moved("/")

    answer = import_from(desk, f"{server.address}/old")

    job = FetchJob.objects.get()
    assert answer.headers["Location"] == fetch_page(job)
    waiting = desk.get(fetch_page(job))
    assert "waits for its turn" in body(waiting)
    assert f'href="{fetch_page(job)}"' in body(waiting)  # for browsers without scripts
    jobs.run_next_job()
    answer = desk.get(fetch_page(job))
    upload = Upload.objects.get()
    confirm = reverse("desk_import_confirm", args=[upload.key])
    assert answer.headers["Location"] == confirm
    proposed = desk.get(confirm)
    assert 'value="The Courier"' in body(proposed)
    values = {
        "title": "The river rose", "kind": "article", "language": "en",
        "address": upload.extraction["address"], "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip
    assert desk.post(confirm, values).status_code == 302
    article = Article.objects.get()
    assert article.work.address == f"{server.address}/"
    assert [kept.final_address for kept in article.work.snapshots.all()] == [
        f"{server.address}/"
    ]


# fmt: off
REFUSED = [
    # what is typed                    what is said
    ("http://127.0.0.1/",              "not on the public web"),
    ("http://2130706433/",             "four decimal numbers"),
    ("file:///etc/passwd",             "begin with https:// or http://"),
    ("http://example.org:22/",         "port 22"),
    ("https://user:word@example.org/", "user name or a password"),
    ("not an address",                 "no web address"),
]
# fmt: on


@pytest.mark.parametrize(("address", "said"), REFUSED)
def test_an_address_that_is_never_fetched_is_refused_at_once(
    address: str, said: str, desk: Client
) -> None:
    answer = import_from(desk, address)

    assert answer.status_code == 422
    assert said in body(answer)
    assert not FetchJob.objects.exists()


def test_an_address_may_do_without_its_scheme(desk: Client) -> None:
    import_from(desk, "example.org/story")

    assert FetchJob.objects.get().address == "https://example.org/story"


def test_a_text_and_an_address_at_once_are_one_too_many(desk: Client) -> None:
    values = {"text": "Words.", "address": "https://example.org/"}

    answer = desk.post(reverse("desk_import"), values)

    assert answer.status_code == 422
    assert "one of them" in body(answer)


# fmt: off
TURNED_AWAY = [
    # what the site answers                                   what the reviewer reads
    ({"/robots.txt": http(b"User-agent: *\nDisallow: /")},    "robots.txt asks programs not to"),
    ({"/": http(b"Pay", "402 Payment Required")},             "asks for a sign-in or a subscription"),
    ({"/": http(b'<p>Two lines.</p><meta property="article:content_tier" content="locked">')},
                                                              "not free to read"),
    ({"/": http(b"GIF89a", content_type="image/gif")},        "image/gif"),
]
# fmt: on


@pytest.mark.parametrize(("answers", "said"), TURNED_AWAY)
def test_who_is_turned_away_reads_why_and_may_upload_instead(
    answers: dict[str, bytes], said: str, desk: Client, server: Server
) -> None:
    server.answers |= answers
    import_from(desk, f"{server.address}/")
    jobs.run_next_job()

    page = body(desk.get(fetch_page(FetchJob.objects.get())))

    assert said in page
    assert "upload that file instead" in page
    assert f'href="{reverse("desk_import")}"' in page
    assert said in body(desk.get(reverse("desk_import")))


def test_a_fetch_that_failed_can_be_tried_again(desk: Client, server: Server) -> None:
    server.answers["/"] = http(b"", "503 Oh")
    import_from(desk, f"{server.address}/")
    jobs.run_next_job()
    first = FetchJob.objects.get()

    answer = desk.post(fetch_page(first))

    second = FetchJob.objects.latest("pk")
    assert second != first
    assert answer.headers["Location"] == fetch_page(second)
    desk.post(fetch_page(second))  # twice is once
    assert FetchJob.objects.count() == 2


def test_a_fetch_that_nobody_takes_up_says_so(desk: Client, ada: User) -> None:
    job = make_fetch(requested_by=ada)
    state = reverse("desk_fetch_state", args=[job.key])
    assert "manage.py work" not in desk.get(state).json()["said"]
    FetchJob.objects.update(requested_at=timezone.now() - datetime.timedelta(minutes=2))

    assert "manage.py work" in desk.get(state).json()["said"]
    assert "manage.py work" in body(desk.get(fetch_page(job)))


def test_the_state_of_a_fetch_follows_the_worker(
    desk: Client, ada: User, server: Server
) -> None:
    job = jobs.request_fetch(ada, f"{server.address}/")
    state = reverse("desk_fetch_state", args=[job.key])
    told = [desk.get(state).json()]
    jobs.lease_job()
    told.append(desk.get(state).json())
    FetchJob.objects.update(status=JobStatus.WAITING, lease_until=None)
    jobs.run_next_job()
    told.append(desk.get(state).json())

    assert [(each["status"], each["ended"]) for each in told] == [
        ("waiting", False), ("running", False), ("done", True),
    ]  # fmt: skip


def test_a_fetch_is_the_business_of_who_asked_for_it(desk: Client, ben: User) -> None:
    job = make_fetch(requested_by=ben)

    for name in ("desk_fetch", "desk_fetch_state"):
        assert desk.get(reverse(name, args=[job.key])).status_code == 404


# -- copies of works ----------------------------------------------------------------


def test_a_cited_work_is_kept_from_its_own_address(
    desk: Client, server: Server
) -> None:
    work = make_work(address=f"{server.address}/")
    claim = make_claim()
    make_evidence(claim, work=work)
    keep = reverse("desk_work_fetch", args=[work.key])
    assert keep in body(desk.get(reverse("desk_claim", args=[claim.key])))

    answer = desk.post(keep)
    job = FetchJob.objects.get()
    assert answer.headers["Location"] == fetch_page(job)
    jobs.run_next_job()

    assert desk.get(fetch_page(job)).headers["Location"] == reverse(
        "desk_work", args=[work.key]
    )
    kept = work.snapshots.get()
    page = body(desk.get(reverse("desk_work", args=[work.key])))
    assert kept.sha256 in page
    preview = body(desk.get(reverse("desk_snapshot", args=[kept.key])))
    assert "The wells of the town ran dry in March" in preview
    assert kept.sha256[:12] in body(desk.get(reverse("desk_claim", args=[claim.key])))


@pytest.mark.parametrize(("address", "said"), [
    ("", "Only addresses that begin with"), ("http://10.0.0.1/", "not on the public web"),
])  # fmt: skip
def test_a_work_whose_address_is_never_fetched_says_so(
    address: str, said: str, desk: Client
) -> None:
    work = make_work(address=address)

    answer = desk.post(reverse("desk_work_fetch", args=[work.key]), follow=True)

    assert said in body(answer)
    assert not FetchJob.objects.exists()


# fmt: off
UPLOADS = [
    # name          bytes                              what is read out of it
    ("saved.html",  SCRIPT,                            "The gates were opened."),
    ("saved.txt",   b"Der Pegel stieg.",       "Der Pegel stieg."),
    ("report.pdf",  pdf([["The gauge showed it."]]),   "The gauge showed it."),
]
# fmt: on


@pytest.mark.parametrize(("name", "content", "text"), UPLOADS)
def test_a_copy_is_uploaded_and_its_text_is_shown(
    name: str, content: bytes, text: str, desk: Client
) -> None:
    work = make_work()

    answer = upload_to(desk, work, name, content, "application/octet-stream")

    kept = work.snapshots.get()
    page = reverse("desk_snapshot", args=[kept.key])
    assert answer.headers["Location"] == page
    assert (kept.way, kept.name, bytes(kept.content.content)) == (
        Way.UPLOADED, name, content,
    )  # fmt: skip
    assert f'<p dir="auto">{text}</p>' in body(desk.get(page))


def test_a_copy_without_a_text_is_kept_and_says_why(desk: Client) -> None:
    work = make_work()

    upload_to(desk, work, "scan.pdf", pdf([[]]), "application/pdf")

    kept = work.snapshots.get()
    assert "only pictures" in body(desk.get(reverse("desk_snapshot", args=[kept.key])))


def test_bytes_of_strangers_are_saved_and_never_run(desk: Client, ada: User) -> None:
    kept = make_snapshot(SCRIPT)

    answer = desk.get(reverse("desk_snapshot_bytes", args=[kept.key]))

    assert answer.content == SCRIPT
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_a_server_said_of_itself_is_shown_as_words(
    desk: Client, ada: User
) -> None:
    evil = "<script>alert(1)</script>"
    kept = make_snapshot(headers=[["X-A", evil]], text=evil)

    page = body(desk.get(reverse("desk_snapshot", args=[kept.key])))

    assert evil not in page
    assert page.count("&lt;script&gt;") == 2


def test_a_long_text_is_shown_in_part(desk: Client, ada: User) -> None:
    kept = make_snapshot(text="word " * 20_000)

    page = body(desk.get(reverse("desk_snapshot", args=[kept.key])))

    assert len(page) < 60_000
    assert "70,000 more characters" in page


@pytest.mark.parametrize("name", ["desk_snapshot_warc", "desk_work_warc"])
def test_copies_are_handed_out_as_an_archive(
    name: str, desk: Client, ada: User
) -> None:
    kept = make_snapshot(SCRIPT)
    assert kept.work
    make_snapshot(b"Another", work=make_work("Another"))
    key = kept.key if name == "desk_snapshot_warc" else kept.work.key

    answer = desk.get(reverse(name, args=[key]))

    assert answer.headers["Content-Type"] == "application/warc"
    found = [
        record.content_stream().read()
        for record in ArchiveIterator(io.BytesIO(answer.content))
        if record.rec_type == "response"
    ]
    assert found == [SCRIPT]


# -- readers ------------------------------------------------------------------------


def test_readers_learn_of_a_copy_when_it_is_published(
    reader: Client, ada: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    work = make_work("A gauge reading", address="https://example.org/")
    make_evidence(claim, work=work)
    take(Action.PUBLISH_RECORD, claim, make_user("ben"))
    page = reverse("claim", args=[claim.key])
    kept = make_snapshot(SCRIPT, work=work)

    assert kept.sha256[:12] not in body(reader.get(page))
    take(Action.PUBLISH_RECORD, Claim.objects.get(), make_user("ben"))

    assert f'title="{kept.sha256}"' in body(reader.get(page))
    told = reader.get(f"{page[:-1]}.json").json()["evidence"][0]["work"]["kept"]
    assert told == {"at": "2026-03-01T12:00:00+00:00", "sha256": kept.sha256}


def test_of_a_work_without_copies_nothing_is_said(reader: Client, ada: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)

    answer = reader.get(reverse("claim", args=[claim.key]))

    assert "A gauge reading" in body(answer)
    assert "sha256" not in body(answer)


# -- how much is asked of the database ----------------------------------------------


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def many(ada: User, work: Work, number: int) -> None:
    for n in range(number):
        make_snapshot(f"{number} {n}".encode(), work=work)
        make_fetch(f"https://example.org/{number}/{n}", requested_by=ada)
        make_fetch(f"https://example.org/{number}/{n}", requested_by=ada, work=work)


@pytest.mark.parametrize("path", ["import", "work", "claim"])
def test_a_page_takes_the_same_statements_however_many_copies(
    path: str, desk: Client, ada: User
) -> None:
    claim, work = make_claim(), make_work()
    make_evidence(claim, work=work)
    key = {"import": [], "work": [work.key], "claim": [claim.key]}[path]
    address = reverse(f"desk_{path}", args=key)
    many(ada, work, 2)
    few = statements(desk, address)

    many(ada, work, 8)

    assert statements(desk, address) == few
