"""What comes of a wish to fetch, and whose is it while somebody works on it?"""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from articles.ingest import jobs
from articles.ingest.fetch import FetchedPage, RefusalReason
from articles.ingest.snapshots import ExtractionOutcome
from articles.models import FetchJob, Snapshot, SnapshotBytes, Upload, User
from articles.models.choices import JobStatus, SourceKind
from tests.database_roles import as_owner
from tests.factories import make_source, make_work
from tests.pdfs import pdf
from tests.servers import ARTICLE, Server, article, http, moved
from tests.test_history import events

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def fetched(content: bytes = b"<p>Words of the page.", **fields: Any) -> FetchedPage:
    address = "https://example.org/"
    values: dict[str, Any] = {
        "address": address, "final_address": address, "status": 200,
        "headers": (("Content-Type", "text/html"),), "content_type": "text/html",
        "content": content, "fetched_at": NOW, **fields,
    }  # fmt: skip
    return FetchedPage(**values)


def test_a_fetch_for_a_work_leaves_a_snapshot_with_all_that_is_known(
    ada: User, server: Server
) -> None:
    server.answers["/old"] = moved("/")
    work = make_work()
    job = jobs.request_fetch(ada, f"{server.address}/old", work)

    assert jobs.run_next_job()

    job.refresh_from_db()
    assert (job.status, job.attempts, job.error) == (JobStatus.DONE, 1, "")
    kept = work.snapshots.get()
    assert kept == job.snapshot
    assert bytes(kept.content.content) == ARTICLE.format(canonical="").encode()
    assert kept.address == f"{server.address}/old"
    assert kept.final_address == f"{server.address}/"
    assert kept.hops == [f"{server.address}/old"]
    assert (kept.status, kept.content_type, kept.by) == (200, "text/html", ada)
    assert ["Content-Type", "text/html; charset=utf-8"] in kept.headers
    assert "The wells of the town ran dry in March" in kept.text
    assert Upload.objects.count() == 0
    assert not jobs.run_next_job()


def test_a_fetch_to_import_leaves_a_text_on_its_way_in(
    ada: User, server: Server
) -> None:
    jobs.request_fetch(ada, f"{server.address}/")

    jobs.run_next_job()

    job = FetchJob.objects.get()
    assert job.upload
    assert job.snapshot
    assert job.upload.sent_by == ada
    assert job.upload.snapshot == job.snapshot
    assert job.upload.extraction["title"] == "The river rose"
    assert job.upload.extraction["outlet"] == "The Courier"
    assert job.upload.extraction["address"] == f"{server.address}/"
    assert job.snapshot.work is None


def test_a_canonical_address_counts_where_it_is_the_sites_own(
    ada: User, server: Server
) -> None:
    own, foreign = f"{server.address}/story", "https://elsewhere.example/story"
    server.answers |= {"/a": article(own), "/b": article(foreign)}

    for path in ("/a", "/b"):
        jobs.request_fetch(ada, f"{server.address}{path}")
        jobs.run_next_job()

    addresses = [each.extraction["address"] for each in Upload.objects.order_by("pk")]
    assert addresses == [own, f"{server.address}/b"]


def test_the_outlet_is_known_by_its_home_page(ada: User, server: Server) -> None:
    make_source(
        "Perrin Ford Courier", kind=SourceKind.OUTLET, homepage=f"{server.address}/home"
    )
    jobs.request_fetch(ada, f"{server.address}/")

    jobs.run_next_job()

    assert Upload.objects.get().extraction["outlet"] == "Perrin Ford Courier"


def test_a_fetch_says_in_whose_name_it_was_made(ada: User, server: Server) -> None:
    jobs.request_fetch(ada, f"{server.address}/", make_work())

    jobs.run_next_job()

    assert events(Snapshot.objects.get())[0].pgh_context == {
        "user": ada.pk, "url": "manage.py work",
    }  # fmt: skip


def test_a_pdf_becomes_text(ada: User, server: Server) -> None:
    page = pdf([["The of\ufb01ce con\ufb01rmed it."]])
    server.answers["/"] = http(page, content_type="application/pdf")
    jobs.request_fetch(ada, f"{server.address}/", make_work())

    jobs.run_next_job()

    assert Snapshot.objects.get().text == "The office confirmed it."


def test_the_encoding_of_the_header_counts(ada: User, server: Server) -> None:
    server.answers["/"] = http(
        "Город на реке, и вода.".encode("cp1251"),
        content_type="text/plain; charset=windows-1251",
    )
    jobs.request_fetch(ada, f"{server.address}/", make_work())

    jobs.run_next_job()

    assert Snapshot.objects.get().text == "Город на реке, и вода."


def test_bytes_without_a_text_are_kept_for_a_work_and_say_why(
    ada: User, server: Server
) -> None:
    server.answers["/"] = http(pdf([[]]), content_type="application/pdf")
    jobs.request_fetch(ada, f"{server.address}/", make_work())
    jobs.run_next_job()
    jobs.request_fetch(ada, f"{server.address}/")
    jobs.run_next_job()

    assert "only pictures" in Snapshot.objects.get().text_problem
    last = FetchJob.objects.latest("pk")
    assert (last.status, last.reason) == (JobStatus.FAILED, "text")
    assert "only pictures" in last.error


def test_a_fetch_that_is_refused_says_why_and_leaves_nothing(
    ada: User, server: Server
) -> None:
    server.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /")
    inner = "http://127.0.0.2/"
    jobs.request_fetch(ada, f"{server.address}/", make_work())
    jobs.request_fetch(ada, inner, make_work())

    assert [jobs.run_next_job(), jobs.run_next_job(), jobs.run_next_job()] == [
        True, True, False,
    ]  # fmt: skip

    first, second = FetchJob.objects.order_by("pk")
    assert (first.status, first.reason) == (JobStatus.FAILED, RefusalReason.ROBOTS)
    assert (second.status, second.reason) == (
        JobStatus.FAILED,
        RefusalReason.NOT_PUBLIC,
    )
    assert "upload" in first.error
    assert not SnapshotBytes.objects.exists()


def test_an_error_of_our_own_ends_the_job_and_not_the_worker(
    ada: User, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """A constraint that nobody knows of stands for what nobody foresaw."""
    job = jobs.request_fetch(ada, f"{server.address}/", make_work())
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE articles_snapshot ADD CONSTRAINT none CHECK (size < 0)"
        )

    assert jobs.run_next_job()

    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.FAILED, jobs.FAILED_MESSAGE)
    assert not SnapshotBytes.objects.exists()
    assert "none" in caplog.text


def test_the_same_wish_twice_is_one_job(ada: User, ben: User, db: None) -> None:
    work, address = make_work(), "https://example.org/"

    first = jobs.request_fetch(ada, address, work)

    assert jobs.request_fetch(ada, address, work) == first
    assert jobs.request_fetch(ada, address) != first
    assert jobs.request_fetch(ada, address) == jobs.request_fetch(ada, address)
    assert jobs.request_fetch(ben, address, work) != first
    jobs.lease_job()
    assert jobs.request_fetch(ada, address, work) == first


def later(seconds: float) -> None:
    """As if that much time had gone by since the leases were given."""
    gone = datetime.timedelta(seconds=seconds)
    FetchJob.objects.update(lease_until=F("lease_until") - gone)


def test_a_job_that_is_worked_on_is_nobody_elses(ada: User) -> None:
    jobs.request_fetch(ada, "https://example.org/")

    assert jobs.lease_job()
    assert jobs.lease_job() is None


def test_the_oldest_job_comes_first(ada: User) -> None:
    wishes = [jobs.request_fetch(ada, f"https://example.org/{n}") for n in range(3)]

    assert [jobs.lease_job() for _ in wishes] == wishes


def test_a_silent_workers_job_goes_to_the_next_and_its_result_is_dropped(
    ada: User,
) -> None:
    work = make_work()
    jobs.request_fetch(ada, "https://example.org/", work)
    first = jobs.lease_job()
    assert first
    later(121)
    second = jobs.lease_job()
    assert second
    assert second.attempts == 2

    with pytest.raises(jobs.LostLeaseError):
        jobs.finish_job(first, fetched(), ExtractionOutcome(None, "no text"))
    with pytest.raises(jobs.LostLeaseError):
        jobs.fail_job(first, "too late")
    jobs.release_job(first)
    assert not Snapshot.objects.exists()
    assert not SnapshotBytes.objects.exists()

    jobs.finish_job(second, fetched(), ExtractionOutcome(None, "no text"))
    assert work.snapshots.count() == 1
    with pytest.raises(jobs.LostLeaseError):
        jobs.finish_job(second, fetched(), ExtractionOutcome(None, "no text"))


def test_a_job_that_ends_every_worker_is_given_up(ada: User) -> None:
    jobs.request_fetch(ada, "https://example.org/")
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.lease_job()
        later(121)

    assert jobs.lease_job() is None
    job = FetchJob.objects.get()
    assert (job.status, job.error) == (JobStatus.FAILED, jobs.GIVEN_UP_MESSAGE)


def test_a_job_that_was_given_up_does_not_stand_in_the_way(ada: User) -> None:
    jobs.request_fetch(ada, "https://example.org/1")
    for _ in range(jobs.MAX_ATTEMPTS):
        jobs.lease_job()
        later(121)
    other = jobs.request_fetch(ada, "https://example.org/2")

    assert jobs.lease_job() == other


def test_a_worker_that_ends_in_order_gives_its_job_back(ada: User) -> None:
    jobs.request_fetch(ada, "https://example.org/")
    job = jobs.lease_job()
    assert job

    jobs.release_job(job)

    again = jobs.lease_job()
    assert again
    assert (again.pk, again.attempts) == (job.pk, 2)
