"""Takes in a newer text of an article; shows the older ones with their marks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, work_ref
from articles.domain.anchoring.revision.difference import (
    compare_paragraphs,
    is_complete,
    omit_unchanged,
    surviving_share,
)
from articles.editing import version_outcomes
from articles.forms.fields import initial_save_fields
from articles.forms.importing import LeftOutForm
from articles.forms.versions import NewTextForm, VersionForm
from articles.importing import versions
from articles.ingest.extract import Extraction, ExtractionError
from articles.ingest.sandbox import extract_safely
from articles.models import Article, TextVersion, Upload
from articles.models.choices import CarryState
from articles.queries import versions as version_queries
from articles.views import answers
from articles.views.desk.articles import article_or_404, editor_context
from articles.views.desk.importing import left_out_runs, store_upload
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    compare_lines,
    for_reviewers,
)


def article_reference(article: Article) -> PageData:
    return {**work_ref(article.work), "key": article.key}


@for_reviewers
@GET_AND_POST
def new_version(request: DeskRequest, key: str) -> HttpResponse:
    """The text in force, to be changed or replaced."""
    stored = article_or_404(key)
    text = stored.text
    form = NewTextForm(
        request.POST or None, request.FILES or None, initial={"text": text.text}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            content, name = form.content()
            try:
                read = extract_safely(content, name)
            except ExtractionError as error:
                form.add_error(
                    "file" if form.cleaned_data["file"] else "text", str(error)
                )
            else:
                if said := versions.newer_text_objection(stored, read.text):
                    form.add_error(None, said)
                else:
                    upload = store_upload(request, content, name, read, revises=stored)
                    return redirect("desk_version_confirm", upload.key)
    context = {
        "article": article_reference(stored),
        "form": form,
        "number": text.number,
        "versions": version_queries.version_history(stored),
    }
    return answers.render_page(request, "desk/version_new.html", context, status)


def revised_article(request: DeskRequest, upload: Upload) -> Article:
    """The article of which an upload is a newer version."""
    if upload.revises:
        return article_or_404(upload.revises.key)
    return article_or_404(request.GET.get("of", ""))


@for_reviewers
@GET_AND_POST
def confirm_version(request: DeskRequest, key: str) -> HttpResponse:
    """What is different, what becomes of the claims; saving takes the text in."""
    upload = get_object_or_404(
        Upload.objects.filter(sent_by=request.user).defer("content"), key=key
    )
    if upload.article and request.method != "POST":
        return redirect("desk_article", upload.article.key)
    stored = revised_article(request, upload)
    proposed = Extraction.from_dict(upload.extraction)
    # In the address, so that what is compared is what will be taken in.
    left_out = LeftOutForm(request.GET, read=proposed)
    read = proposed.take_in(left_out.taken())
    form = VersionForm(
        request.POST or None, initial=initial_save_fields(stored.version)
    )

    def context() -> PageData:
        text = stored.text
        blocks = compare_paragraphs(text.text, read.text)
        return {
            "upload": {"key": upload.key, "name": upload.name},
            "article": article_reference(stored),
            "number": text.number + 1,
            "action": request.get_full_path(),
            "objection": versions.newer_text_objection(stored, read.text),
            "blocks": omit_unchanged(blocks),
            "kept": round(100 * surviving_share(blocks)),
            "complete": is_complete(blocks),
            "forecast": outcome_counts(
                version_outcomes.count_outcomes(stored, read.text)
            ),
            "warnings": read.warnings,
            "left_out": left_out,
            "left_out_rows": [
                row for run in left_out_runs(proposed, left_out).values() for row in run
            ],
            "of": request.GET.get("of", ""),
        }

    def compare() -> PageData:
        nonlocal stored
        stored = article_or_404(stored.key)
        return compare_lines(
            [("Text in force", f"Version {stored.text.number}")],
            [("Text in force", "The one below; it is compared with the text"
                               " that is in force now")],
        )  # fmt: skip

    return answer_form(
        request, "desk/version_confirm.html", form,
        lambda: save_version(request, upload, stored, read, form), context,
        conflict=compare,
    )  # fmt: skip


def outcome_counts(states: Any) -> list[PageData]:
    return [
        {"state": state.value, "label": state.label, "count": states[state]}
        for state in CarryState
        if states[state]
    ]


def save_version(
    request: DeskRequest,
    upload: Upload,
    stored: Article,
    read: Extraction,
    form: VersionForm,
) -> str:
    regions = [paragraph.region for paragraph in read.paragraphs]
    made = versions.add_newer_text(
        stored, read.text, form.entry(), versions.regions_of_newer_text(stored, read.text, regions),
        form.cleaned_data["version"] or 0, request.user,
    )  # fmt: skip
    upload.article = stored
    upload.save(update_fields=["article"])
    messages.success(request, f"This is version {made.number} of the text now.")
    return reverse("desk_version", args=[stored.key, made.number])


def version_or_404(key: str, number: int) -> tuple[Article, TextVersion]:
    """An article and one version of its text."""
    stored = article_or_404(key)
    return stored, get_object_or_404(stored.texts, number=number)


@for_reviewers
@require_safe
def show_version_text(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """An older text with every claim that was recorded in it."""
    stored, shown = version_or_404(key, number)
    context = {
        **editor_context(shown, stored),
        "latest": stored.text.number,
        "versions": version_queries.version_history(stored),
    }
    return answers.render_page(request, "desk/version_text.html", context)
