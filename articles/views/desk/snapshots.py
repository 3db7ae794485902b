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

from articles.claim_data import Record, work_ref
from articles.exporting import warc
from articles.forms.fields import opened
from articles.forms.importing import UploadSnapshotForm
from articles.ingest import jobs
from articles.ingest.extract.formats import is_pdf
from articles.ingest.fetch import FetchError
from articles.ingest.fetch.network import check
from articles.ingest.fetch.targets import target_of
from articles.ingest.snapshots import keep_uploaded
from articles.models import FetchJob, Snapshot, User, Work
from articles.models.choices import JobStatus
from articles.queries.history import removed
from articles.queries.works import relations
from articles.views import answers
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
)

SHOWN = 30_000  # characters of a text
REMEMBERED = datetime.timedelta(days=1)
LATE = datetime.timedelta(minutes=1)
# Nothing in these bytes is trusted: a browser saves them and runs none of them.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def waiting_for(job: FetchJob) -> HttpResponse:
    return redirect("desk_fetch", job.key)


def pending(user: User) -> list[Record]:
    """The fetches to import that have led to nothing yet, and not long ago."""
    found = FetchJob.objects.filter(
        requested_by=user, work=None, upload=None,
        requested_at__gt=timezone.now() - REMEMBERED,
    )  # fmt: skip
    newest = found.select_related("requested_by").order_by("-requested_at", "-pk")
    return [row(job) for job in newest[:5]]


def row(job: FetchJob) -> Record:
    return {
        "key": job.key,
        "address": job.address,
        "status": job.status,
        "error": job.error,
        "at": job.requested_at,
        "by": job.requested_by.name,
    }


def mine(request: DeskRequest, key: str) -> FetchJob:
    return get_object_or_404(
        FetchJob.objects.select_related("work", "upload", "requested_by").filter(
            requested_by=request.user
        ),
        key=key,
    )


def progress(job: FetchJob) -> str:
    patience = "This takes some seconds, half a minute at most."
    if job.status == JobStatus.RUNNING:
        return f"It is being fetched now. {patience}"
    if job.status == JobStatus.WAITING and timezone.now() - job.requested_at > LATE:
        return (
            "It has waited for more than a minute: either much is being fetched, or "
            "nobody is there to do it. Whoever runs this site starts a worker with "
            "“manage.py work”."
        )
    return f"It waits for its turn. {patience}"


def next_page(job: FetchJob) -> str:
    """Where what was fetched is to be seen; "" where it is not there."""
    if job.status != JobStatus.DONE:
        return ""
    if job.upload:
        return reverse("desk_import_confirm", args=[job.upload.key])
    return reverse("desk_work", args=[job.work.key]) if job.work else ""


@for_reviewers
@GET_AND_POST
def fetch(request: DeskRequest, key: str) -> HttpResponse:
    """How far a fetch has come; sent again, it is tried again."""
    job = mine(request, key)
    if request.method == "POST":
        if job.status == JobStatus.FAILED:
            job = jobs.request(request.user, job.address, job.work)
        return waiting_for(job)
    if led := next_page(job):
        return redirect(led)
    failed = job.status == JobStatus.FAILED
    upload = (
        reverse("desk_work", args=[job.work.key])
        if job.work
        else reverse("desk_import")
    )
    context = {
        "fetch": row(job),
        "failed": failed,
        "said": progress(job),
        "upload_url": upload,
        "work": job.work and {"key": job.work.key, "title": job.work.title},
    }
    return answers.page(request, "desk/fetch.html", context)


@for_reviewers
@require_safe
def state(request: DeskRequest, key: str) -> JsonResponse:
    job = mine(request, key)
    ended = job.status in (JobStatus.DONE, JobStatus.FAILED)
    return JsonResponse({"status": job.status, "ended": ended, "said": progress(job)})


def work_with(key: str) -> Work:
    return get_object_or_404(
        Work.objects.select_related("outlet").prefetch_related("authorships__author"),
        key=key,
    )


@for_reviewers
@require_POST
def keep(request: DeskRequest, key: str) -> HttpResponse:
    """Fetches the work's own address."""
    stored = work_with(key)
    try:
        check(target_of(stored.address), jobs.allowance())
    except FetchError as error:
        messages.error(request, str(error))
        return redirect("desk_work", key)
    return waiting_for(jobs.request(request.user, stored.address, stored))


@for_reviewers
@GET_AND_POST
def work(request: DeskRequest, key: str) -> HttpResponse:
    """A work, what became of it, its relations and its copies.

    A file that is sent becomes one more copy.
    """
    stored = work_with(key)
    form = UploadSnapshotForm(
        request.POST or None, request.FILES or None, initial=opened()
    )

    def context() -> Record:
        became = {"note": stored.status_note, "reference": stored.status_reference}
        return {
            "work": work_ref(stored),
            "became": became,
            "relations": relations(stored),
            "removed": removed(stored),
            "snapshots": [shown(each) for each in of_work(stored)],
            "fetches": fetches(request, stored),
        }

    return answer_form(
        request, "desk/work.html", form,
        lambda: uploaded(request, stored, form), context,
    )  # fmt: skip


def uploaded(request: DeskRequest, work: Work, form: UploadSnapshotForm) -> str:
    file = form.cleaned_data["file"]
    content = file.read()
    kind = "application/pdf" if is_pdf(content) else "application/octet-stream"
    if not is_pdf(content) and file.content_type in {"text/html", "text/plain"}:
        kind = file.content_type
    kept = keep_uploaded(request.user, work, content, file.name[-255:], kind)
    messages.success(request, "This copy is kept.")
    return reverse("desk_snapshot", args=[kept.key])


def of_work(work: Work) -> QuerySet[Snapshot]:
    return work.snapshots.without_text().select_related("by").newest_first()


def fetches(request: DeskRequest, work: Work) -> list[Record]:
    """Those that still run, anybody's, and those of one's own that failed last."""
    running = list(work.fetches.unfinished().select_related("requested_by"))
    last = work.fetches.filter(requested_by=request.user).order_by("-pk").first()
    failed = [last] if last and last.status == JobStatus.FAILED else []
    return [
        {**row(job), "mine": job.requested_by_id == request.user.pk}
        for job in [*running, *failed]
    ]


def shown(kept: Snapshot) -> Record:
    names = ("key", "way", "at", "address", "final_address", "hops", "status", "headers",
             "name", "content_type", "sha256", "size", "text_problem")  # fmt: skip
    return {**{name: getattr(kept, name) for name in names}, "by": kept.by.name}


@for_reviewers
@require_safe
def snapshot(request: DeskRequest, key: str) -> HttpResponse:
    """One copy: when and how it came, and the text that was read out of it."""
    kept = get_object_or_404(Snapshot.objects.select_related("by", "work"), key=key)
    context = {
        "snapshot": shown(kept),
        "work": kept.work and work_ref(work_with(kept.work.key)),
        "paragraphs": kept.text[:SHOWN].split("\n\n") if kept.text else [],
        "cut": max(0, len(kept.text) - SHOWN),
    }
    return answers.page(request, "desk/snapshot.html", context)


@for_reviewers
@require_safe
def content(request: DeskRequest, key: str) -> HttpResponse:
    """The bytes as they came, to be saved."""
    kept = get_object_or_404(Snapshot.objects.select_related("content"), key=key)
    endings = {"text/html": "html", "application/pdf": "pdf", "text/plain": "txt"}
    ending = endings.get(kept.content_type, "bin")
    return attachment(
        bytes(kept.content.content), f"snapshot-{key}.{ending}",
        "application/octet-stream",
    )  # fmt: skip


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in SAFE.items():
        response.headers[header] = value
    return response


@for_reviewers
@require_safe
def snapshot_warc(request: DeskRequest, key: str) -> HttpResponse:
    found = Snapshot.objects.filter(key=key)
    get_object_or_404(found)
    return archive(found, f"snapshot-{key}")


@for_reviewers
@require_safe
def work_warc(request: DeskRequest, key: str) -> HttpResponse:
    return archive(work_with(key).snapshots.all(), f"work-{key}")


def archive(found: QuerySet[Any], name: str) -> HttpResponse:
    out = BytesIO()
    rows = found.defer("text").select_related("work").order_by("at", "pk")
    warc.write(out, rows.iterator(), f"{name}{warc.SUFFIX}")
    return attachment(out.getvalue(), f"{name}{warc.SUFFIX}", warc.MEDIA_TYPE)
