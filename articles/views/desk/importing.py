"""A text comes in: it is read, shown with what was read out of it, and confirmed."""

import hashlib
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from articles.claim_data import PageData
from articles.concurrency import StaleVersionError
from articles.domain.text.canonical import fingerprint
from articles.forms.fields import initial_save_fields
from articles.forms.importing import ImportForm, LeftOutForm, RegionsForm
from articles.forms.work_details import WorkDetailsForm
from articles.importing import annotation, annotation_files, articles
from articles.importing.people import ensure_example_people
from articles.importing.versions import article_at_address
from articles.ingest import jobs
from articles.ingest.extract import Extraction, ExtractionError
from articles.ingest.sandbox import extract_safely
from articles.ingest.snapshots import assign_work
from articles.models import Article, Upload
from articles.views import answers
from articles.views.desk import snapshots
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
)

# A text of half a megabyte and more is shown in part; its whole is kept all the same.
MAX_PREVIEW_PARAGRAPHS = 3000  # paragraphs
TAKEN_IN_MESSAGE = (
    "This text was taken in while you were confirming it. What you typed stands here and"
    " was not saved: copy what you want to keep to the details of that article."
)


@for_reviewers
@GET_AND_POST
def import_text(request: DeskRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        context = {"form": form, "fetches": snapshots.pending_fetches(request.user)}
        return answers.render_page(request, "desk/import.html", context)
    if form.is_valid() and form.cleaned_data["address"]:
        return snapshots.redirect_to_fetch(
            jobs.request_fetch(request.user, form.cleaned_data["address"])
        )
    if form.is_valid():
        content, name = form.content()
        try:
            read = extract_safely(content, name)
        except ExtractionError as error:
            form.add_error("file" if name else "text", str(error))
        else:
            upload = store_upload(request, content, name, read)
            return redirect("desk_import_confirm", upload.key)
    return answers.render_page(
        request, "desk/import.html", {"form": form, "fetches": []}, 422
    )


def store_upload(
    request: DeskRequest,
    content: bytes,
    name: str,
    read: Extraction,
    revises: Article | None = None,
) -> Upload:
    """The text on its way in; the same bytes sent again are the same upload."""
    sha256 = hashlib.sha256(content).hexdigest()
    waiting = Upload.objects.filter(
        sent_by=request.user, sha256=sha256, article=None, revises=revises
    )
    if same := waiting.first():
        return same
    return Upload.objects.create(
        name=name,
        content=content,
        sha256=sha256,
        extraction=read.as_dict(),
        sent_by=request.user,
        revises=revises,
    )


@for_reviewers
@GET_AND_POST
def confirm_import(request: DeskRequest, key: str) -> HttpResponse:
    upload = get_object_or_404(
        Upload.objects.filter(sent_by=request.user)
        .defer("content")
        .select_related("snapshot"),
        key=key,
    )
    if upload.article and request.method != "POST":
        return redirect("desk_article", upload.article.key)
    if upload.revises:
        return redirect("desk_version_confirm", key)
    read = Extraction.from_dict(upload.extraction)
    regions = RegionsForm(request.POST or None, regions=articles.proposed_regions(read))
    left_out = LeftOutForm(request.POST or None, read=read)
    confirmed = confirmed_text(regions, left_out)
    text = confirmed.text
    same = articles.article_with_text(text)
    # An outlet may have taken an earlier text back: that is a newer version again.
    is_former = same is not None and same.text.sha256 != fingerprint(text)
    known = annotation_files.find_annotation(fingerprint(text))
    form = WorkDetailsForm(
        request.POST or None,
        initial={
            # Which article has this text already, as its page was opened: none or this.
            **initial_save_fields(same.version if same else None),
            **initial_details(read, known),
        },
        will_exist=known_names(known),
    )
    addresses = known_addresses(upload, read)

    def is_valid() -> bool:
        # All of them, so that every error shows at once.
        filled = all([form.is_valid(), regions.is_valid(), left_out.is_valid()])
        # Noted before anything is said against it: that takes it from the form.
        if form.is_bound:
            addresses.insert(0, form.cleaned_data.get("address", ""))
        return filled and (same is not None or is_new_address(form))

    def context() -> PageData:
        # The article of which this may be a newer version.
        older = same if is_former else None if same else article_at_address(*addresses)
        return {
            "upload": {"key": upload.key, "name": upload.name},
            "paragraphs": preview_rows(read, regions, left_out),
            "sums": count_parts(confirmed),
            "left_out": left_out,
            "same_text": same and {"key": same.key, "title": same.work.title},
            "older": older and {"key": older.key, "title": older.work.title},
            "known": len(known["claims"]) if known else 0,
            "warnings": read.warnings,
        }

    return answer_form(
        request, "desk/import_confirm.html", form,
        lambda: save_import(request, upload, confirmed, form, known),
        context, is_valid=is_valid, conflict=lambda: form.add_error(None, TAKEN_IN_MESSAGE),
    )  # fmt: skip


def known_addresses(upload: Upload, read: Extraction) -> list[str]:
    """The canonical link, what was asked for and where that led, as far as known."""
    fetched = upload.snapshot
    return [
        read.address,
        *((fetched.address, fetched.final_address) if fetched else ()),
    ]


def is_new_address(form: WorkDetailsForm) -> bool:
    """Whether no article is here from this address; else the form says so."""
    if article_at_address(form.cleaned_data["address"]) is None:
        return True
    form.add_error(
        "address",
        "An article from this address is here already. Take this text in as a newer"
        " version of it, or give the address that is its own.",
    )
    return False


def initial_details(
    read: Extraction, known: annotation_files.AnnotationData | None
) -> dict[str, Any]:
    """What the form begins with: what was read, or what the annotation file says."""
    found = {
        "title": read.title,
        "authors": "\n".join(read.authors),
        "outlet": read.outlet,
        "published": read.published,
        "address": read.address,
        "language": read.language,
    }
    if not known:
        return found
    sources = {row["ref"]: row["name"] for row in known["sources"]}
    works = {row["ref"]: row for row in known["works"]}
    work = works[known["article"]["work"]]
    return {
        **{name: work.get(name) or value for name, value in found.items()},
        "authors": "\n".join(sources[ref] for ref in work.get("authors", ())),
        "outlet": sources.get(work.get("outlet"), ""),
        "kind": work["kind"],
    }


def known_names(known: annotation_files.AnnotationData | None) -> list[str]:
    return [row["name"] for row in known["sources"]] if known else []


def confirmed_text(regions: RegionsForm, left_out: LeftOutForm) -> Extraction:
    """What was read, as the reviewer has it; as proposed while there is an error."""
    is_given = regions.is_bound and regions.is_valid()
    return left_out.text(regions.chosen() if is_given else regions.regions)


def preview_rows(
    read: Extraction, regions: RegionsForm, left_out: LeftOutForm
) -> list[PageData]:
    """The paragraphs in order, and between them each run of what was left out."""
    is_given = regions.is_bound and regions.is_valid()
    kinds = regions.chosen() if is_given else regions.regions
    runs = left_out_runs(read, left_out)
    rows: list[PageData] = []
    for index, paragraph in enumerate(read.paragraphs[:MAX_PREVIEW_PARAGRAPHS]):
        rows += runs.pop(index, [])
        rows.append({"index": index, "text": paragraph.text, "region": kinds[index]})
    return rows + [row for run in runs.values() for row in run]


def count_parts(text: Extraction) -> dict[str, int]:
    outside = sum(bool(paragraph.region) for paragraph in text.paragraphs)
    return {
        "article": len(text.paragraphs) - outside,
        "outside": outside,
        "left_out": len(text.left_out),
    }


def left_out_runs(read: Extraction, left_out: LeftOutForm) -> dict[int, list[PageData]]:
    """What was left out before each paragraph, as one row of the preview."""
    ticked = left_out.ticked()
    runs: dict[int, list[PageData]] = {}
    for number, block in enumerate(read.left_out[:MAX_PREVIEW_PARAGRAPHS]):
        row = {"number": number, "text": block.text, "taken": str(number) in ticked}
        run = runs.setdefault(block.before, [{"left_out": []}])[0]
        run["left_out"].append(row)
    return runs


@transaction.atomic
def save_import(
    request: DeskRequest,
    upload: Upload,
    confirmed: Extraction,
    form: WorkDetailsForm,
    known: annotation_files.AnnotationData | None,
) -> str:
    """The article with its text, and what an annotation file at hand says of it.

    Raises StaleVersionError where somebody took this text in while it was confirmed.
    """
    text, regions = confirmed.text, articles.proposed_regions(confirmed)
    article = articles.article_with_text(text)
    if article and not form.cleaned_data["version"]:
        raise StaleVersionError(article.version)
    if article:
        messages.info(request, "This text was here already; nothing was added.")
    elif known:
        people = {**ensure_example_people(), "recorder": request.user}
        done = annotation.attach_annotations(known, text, people)
        article = done.article
        save_confirmed_details(article, form, regions)
        messages.success(
            request, f"Imported, with {done.claims} claims recorded in it."
        )
    else:
        article = articles.create_article(
            text, form.work(), form.cleaned_data["by"], form.cleaned_data["language"],
            regions, request.user,
        )  # fmt: skip
        messages.success(request, "Imported. Select words and record what is claimed.")
    assign_work(upload.snapshot, article.work)
    upload.article = article
    upload.save(update_fields=["article"])
    return reverse("desk_article", args=[article.key])


def save_confirmed_details(
    article: Article, form: WorkDetailsForm, regions: list[str]
) -> None:
    """What the reviewer confirmed counts, also where a file proposed it."""
    articles.update_article_details(
        article, form.work(), form.cleaned_data["by"], form.cleaned_data["language"],
        regions, article.version,
    )  # fmt: skip
