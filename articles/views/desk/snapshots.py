"""Copies of works on the desk: asked for, shown, and handed out."""

import datetime
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import PageData, work_ref
from articles.exporting import warc
from articles.forms.fields import initial_save_fields
from articles.forms.importing import UploadSnapshotForm
from articles.ingest import jobs
from articles.ingest.extract.formats import is_pdf
from articles.ingest.fetch import FetchError
from articles.ingest.fetch.network import check_target
from articles.ingest.fetch.targets import parse_target
from articles.ingest.snapshots import store_uploaded
from articles.models import FetchJob, Snapshot, User, Work
from articles.models.choices import JobStatus
from articles.queries.history import removed_relations
from articles.queries.works import work_relations
from articles.views import answers
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
)

MAX_TEXT_SHOWN = 30_000  # characters of a text
PENDING_PERIOD = datetime.timedelta(days=1)
LATE_AFTER = datetime.timedelta(minutes=1)
# Nothing in these bytes is trusted: a browser saves them and runs none of them.
DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def redirect_to_fetch(job: FetchJob) -> HttpResponse:
    return redirect("desk_fetch", job.key)


def pending_fetches(user: User) -> list[PageData]:
    """The fetches to import that have led to nothing yet, and not long ago."""
    found = FetchJob.objects.filter(
        requested_by=user, work=None, upload=None,
        requested_at__gt=timezone.now() - PENDING_PERIOD,
    )  # fmt: skip
    newest = found.select_related("requested_by").order_by("-requested_at", "-pk")
    return [fetch_row(job) for job in newest[:5]]


def fetch_row(job: FetchJob) -> PageData:
    return {
        "key": job.key,
        "address": job.address,
        "status": job.status,
        "error": job.error,
        "at": job.requested_at,
        "by": job.requested_by.name,
    }


def own_fetch_or_404(request: DeskRequest, key: str) -> FetchJob:
    return get_object_or_404(
        FetchJob.objects.select_related("work", "upload", "requested_by").filter(
            requested_by=request.user
        ),
        key=key,
    )


def describe_progress(job: FetchJob) -> str:
    patience = "This takes some seconds, half a minute at most."
    if job.status == JobStatus.RUNNING:
        return f"It is being fetched now. {patience}"
    if (
        job.status == JobStatus.WAITING
        and timezone.now() - job.requested_at > LATE_AFTER
    ):
        return (
            "It has waited for more than a minute: either much is being fetched, or "
            "nobody is there to do it. Whoever runs this site starts a worker with "
            "“manage.py work”."
        )
    return f"It waits for its turn. {patience}"


def fetched_url(job: FetchJob) -> str:
    """Where what was fetched is to be seen; "" where it is not there."""
    if job.status != JobStatus.DONE:
        return ""
    if job.upload:
        return reverse("desk_import_confirm", args=[job.upload.key])
    return reverse("desk_work", args=[job.work.key]) if job.work else ""


@for_reviewers
@GET_AND_POST
def show_fetch(request: DeskRequest, key: str) -> HttpResponse:
    """How far a fetch has come; sent again, it is tried again."""
    job = own_fetch_or_404(request, key)
    if request.method == "POST":
        if job.status == JobStatus.FAILED:
            job = jobs.request_fetch(request.user, job.address, job.work)
        return redirect_to_fetch(job)
    if led := fetched_url(job):
        return redirect(led)
    failed = job.status == JobStatus.FAILED
    upload = (
        reverse("desk_work", args=[job.work.key])
        if job.work
        else reverse("desk_import")
    )
    context = {
        "fetch": fetch_row(job),
        "failed": failed,
        "said": describe_progress(job),
        "upload_url": upload,
        "work": job.work and {"key": job.work.key, "title": job.work.title},
    }
    return answers.render_page(request, "desk/fetch.html", context)


@for_reviewers
@require_safe
def fetch_state(request: DeskRequest, key: str) -> JsonResponse:
    job = own_fetch_or_404(request, key)
    ended = job.status in (JobStatus.DONE, JobStatus.FAILED)
    return JsonResponse(
        {"status": job.status, "ended": ended, "said": describe_progress(job)}
    )


def work_or_404(key: str) -> Work:
    return get_object_or_404(
        Work.objects.select_related("outlet").prefetch_related("authorships__author"),
        key=key,
    )


@for_reviewers
@require_POST
def fetch_work(request: DeskRequest, key: str) -> HttpResponse:
    """Fetches the work's own address."""
    stored = work_or_404(key)
    try:
        check_target(parse_target(stored.address), jobs.fetch_allowance())
    except FetchError as error:
        messages.error(request, str(error))
        return redirect("desk_work", key)
    return redirect_to_fetch(jobs.request_fetch(request.user, stored.address, stored))


@for_reviewers
@GET_AND_POST
def show_work(request: DeskRequest, key: str) -> HttpResponse:
    """A work, what became of it, its relations and its copies.

    A file that is sent becomes one more copy.
    """
    stored = work_or_404(key)
    form = UploadSnapshotForm(
        request.POST or None, request.FILES or None, initial=initial_save_fields()
    )

    def context() -> PageData:
        became = {"note": stored.status_note, "reference": stored.status_reference}
        return {
            "work": work_ref(stored),
            "became": became,
            "relations": work_relations(stored),
            "removed": removed_relations(stored),
            "snapshots": [snapshot_row(each) for each in work_snapshots(stored)],
            "fetches": work_fetches(request, stored),
        }

    return answer_form(
        request, "desk/work.html", form,
        lambda: save_snapshot(request, stored, form), context,
    )  # fmt: skip


def save_snapshot(request: DeskRequest, work: Work, form: UploadSnapshotForm) -> str:
    file = form.cleaned_data["file"]
    content = file.read()
    kind = "application/pdf" if is_pdf(content) else "application/octet-stream"
    if not is_pdf(content) and file.content_type in {"text/html", "text/plain"}:
        kind = file.content_type
    kept = store_uploaded(request.user, work, content, file.name[-255:], kind)
    messages.success(request, "This copy is kept.")
    return reverse("desk_snapshot", args=[kept.key])


def work_snapshots(work: Work) -> QuerySet[Snapshot]:
    return work.snapshots.without_text().select_related("by").newest_first()


def work_fetches(request: DeskRequest, work: Work) -> list[PageData]:
    """Those that still run, anybody's, and those of one's own that failed last."""
    running = list(work.fetches.unfinished().select_related("requested_by"))
    last = work.fetches.filter(requested_by=request.user).order_by("-pk").first()
    failed = [last] if last and last.status == JobStatus.FAILED else []
    return [
        {**fetch_row(job), "mine": job.requested_by_id == request.user.pk}
        for job in [*running, *failed]
    ]


def snapshot_row(kept: Snapshot) -> PageData:
    names = ("key", "way", "at", "address", "final_address", "hops", "status", "headers",
             "name", "content_type", "sha256", "size", "text_problem")  # fmt: skip
    return {**{name: getattr(kept, name) for name in names}, "by": kept.by.name}


@for_reviewers
@require_safe
def show_snapshot(request: DeskRequest, key: str) -> HttpResponse:
    """One copy: when and how it came, and the text that was read out of it."""
    kept = get_object_or_404(Snapshot.objects.select_related("by", "work"), key=key)
    context = {
        "snapshot": snapshot_row(kept),
        "work": kept.work and work_ref(work_or_404(kept.work.key)),
        "paragraphs": kept.text[:MAX_TEXT_SHOWN].split("\n\n") if kept.text else [],
        "cut": max(0, len(kept.text) - MAX_TEXT_SHOWN),
    }
    return answers.render_page(request, "desk/snapshot.html", context)


@for_reviewers
@require_safe
def download_snapshot(request: DeskRequest, key: str) -> HttpResponse:
    """The bytes as they came, to be saved."""
    kept = get_object_or_404(Snapshot.objects.select_related("content"), key=key)
    endings = {"text/html": "html", "application/pdf": "pdf", "text/plain": "txt"}
    ending = endings.get(kept.content_type, "bin")
    return attachment_response(
        bytes(kept.content.content), f"snapshot-{key}.{ending}",
        "application/octet-stream",
    )  # fmt: skip


def attachment_response(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in DOWNLOAD_HEADERS.items():
        response.headers[header] = value
    return response


@for_reviewers
@require_safe
def download_snapshot_warc(request: DeskRequest, key: str) -> HttpResponse:
    found = Snapshot.objects.filter(key=key)
    get_object_or_404(found)
    return warc_response(found, f"snapshot-{key}")


@for_reviewers
@require_safe
def download_work_warc(request: DeskRequest, key: str) -> HttpResponse:
    return warc_response(work_or_404(key).snapshots.all(), f"work-{key}")


def warc_response(found: QuerySet[Any], name: str) -> HttpResponse:
    out = BytesIO()
    rows = found.defer("text").select_related("work").order_by("at", "pk")
    warc.write_warc(out, rows.iterator(), f"{name}{warc.WARC_SUFFIX}")
    return attachment_response(
        out.getvalue(), f"{name}{warc.WARC_SUFFIX}", warc.WARC_MEDIA_TYPE
    )
