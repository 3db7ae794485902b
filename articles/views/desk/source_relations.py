"""What one source is to another, at the desk: told, changed, ended, and read from a table."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.claim_data import PageData
from articles.concurrency import StaleVersionError
from articles.editing import source_relations
from articles.forms.fields import initial_save_fields
from articles.forms.source_relations import (
    ImportRelationsForm,
    RelationsFileForm,
    SourceRelationDetails,
    SourceRelationForm,
    initial_source_relation,
)
from articles.importing.relation_rows import MAX_ROWS, RELATION_COLUMNS, TableError
from articles.importing.relation_table import ImportPlan, plan_import
from articles.models import Source, SourceRelation
from articles.queries.history import relation_changes
from articles.views import answers
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    answer_removal,
    attempt_save,
    compare_fields,
    for_reviewers,
)


@for_reviewers
@GET_AND_POST
def new_source_relation(request: DeskRequest, key: str) -> HttpResponse:
    """A relation of the source whose page it is."""
    here = get_object_or_404(Source, key=key)
    form = SourceRelationForm(request.POST or None, initial=initial_save_fields())
    address = reverse("desk_source", args=[key])

    def save() -> str:
        listed = form.cleaned_data["listed"]
        made = source_relations.add_source_relation(
            request.user, form.entry(here), listed=listed
        )
        messages.success(
            request, f"Recorded: {source_relations.source_relation_in_words(made)}."
        )
        return f"{address}#relation-{made.pk}"

    return answer_form(
        request, "desk/relation.html", form, save,
        lambda: {"source": here, "relation": None},
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def edit_source_relation(request: DeskRequest, number: int) -> HttpResponse:
    """One relation: another kind, its end, its reference; and its history."""
    stored = get_object_or_404(
        SourceRelation.objects.select_related("source", "target"), pk=number
    )
    initial = initial_source_relation(stored)
    form = SourceRelationDetails(
        request.POST or None, initial={**initial_save_fields(stored.version), **initial}
    )
    address = reverse("desk_source", args=[stored.source.key])

    def save() -> str:
        entry = form.told(stored.source, stored.target)
        source_relations.change_source_relation(
            request.user, stored, entry, form.cleaned_data["version"]
        )
        messages.success(request, "Saved.")
        return f"{address}#relation-{number}"

    def context() -> PageData:
        return {
            "source": stored.source,
            "relation": {"number": number, "words": source_relations.source_relation_in_words(stored),
                         "other": stored.target, "version": stored.version},
            "changes": relation_changes(stored),
        }  # fmt: skip

    return answer_form(
        request, "desk/relation.html", form, save, context,
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@require_POST
def delete_source_relation(request: DeskRequest, number: int) -> HttpResponse:
    stored = get_object_or_404(
        SourceRelation.objects.select_related("source"), pk=number
    )
    return answer_removal(
        request, lambda version: source_relations.remove_source_relation(stored, version),
        reverse("desk_relation", args=[number]),
        reverse("desk_source", args=[stored.source.key]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def import_relation_table(request: DeskRequest) -> HttpResponse:
    """First what each line of a table would do; then, on demand, all of it or none."""
    if request.method == "POST" and "seen" in request.POST:
        return write_relation_table(request)
    form = RelationsFileForm(request.POST or None, request.FILES or None)
    context: PageData = {"form": form, "columns": RELATION_COLUMNS, "most": MAX_ROWS}
    if request.method != "POST":
        return answers.render_page(request, "desk/relations_import.html", context)
    if not form.is_valid():
        return answers.render_page(request, "desk/relations_import.html", context, 422)
    cleaned = form.cleaned_data
    return preview_relation_table(
        request, cleaned["text"], cleaned["create"], cleaned["listed"], form
    )


def preview_relation_table(
    request: DeskRequest, text: str, create: bool, listed: bool, form: Any,
    warning: str = "",
) -> HttpResponse:  # fmt: skip
    context: PageData = {"form": form, "columns": RELATION_COLUMNS, "most": MAX_ROWS}
    try:
        found = plan_import(text, create=create)
    except TableError as error:
        form.add_error("file" if request.FILES else "text", str(error))
        return answers.render_page(request, "desk/relations_import.html", context, 422)
    values = {**initial_save_fields(), "text": text, "create": create, "listed": listed}
    confirm = ImportRelationsForm(initial={**values, "seen": found.digest})
    context |= {"plan": found, "counts": found.counts, "confirm": confirm,
                "warning": warning}  # fmt: skip
    status = 422 if found.errors else 409 if warning else 200
    return answers.render_page(request, "desk/relations_import.html", context, status)


def write_relation_table(request: DeskRequest) -> HttpResponse:
    form = ImportRelationsForm(request.POST)
    again = RelationsFileForm(request.POST)
    if not form.is_valid() or not again.is_valid():
        context: PageData = {
            "form": again,
            "columns": RELATION_COLUMNS,
            "most": MAX_ROWS,
        }
        return answers.render_page(request, "desk/relations_import.html", context, 422)
    cleaned = form.cleaned_data
    again_values = (cleaned["text"], cleaned["create"], cleaned["listed"], again)

    def save() -> str:
        found = plan_import(cleaned["text"], create=cleaned["create"])
        if found.errors or found.digest != cleaned["seen"]:
            raise StaleVersionError(0)
        found.write(request.user, listed=cleaned["listed"])
        messages.success(request, import_summary(found))
        return reverse("desk_relations_import")

    outcome = attempt_save(request, form, save)
    if outcome.response:
        return outcome.response
    warning = "It would do something else by now. Look at it again."
    return preview_relation_table(request, *again_values, warning=warning)


def import_summary(found: ImportPlan) -> str:
    counts = found.counts
    return (
        f"Imported: {counts['add']} added, {counts['change']} changed,"
        f" {counts['same']} as they were."
    )
