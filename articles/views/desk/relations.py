"""What one source is to another, at the desk: told, changed, ended, and read from a table."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.claim_data import Record
from articles.concurrency import StaleVersionError
from articles.editing import source_relations
from articles.forms.fields import opened
from articles.forms.relations import (
    ImportRelationsForm,
    RelationDetails,
    RelationForm,
    RelationsFileForm,
    initial_of,
)
from articles.importing.relation_rows import COLUMNS, MOST, TableError
from articles.importing.relations import Plan, plan
from articles.models import Source, SourceRelation
from articles.queries.history import relation_changes
from articles.views import answers
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    attempt,
    for_reviewers,
    of_fields,
    removing,
)


@for_reviewers
@GET_AND_POST
def new_relation(request: DeskRequest, key: str) -> HttpResponse:
    """A relation of the source whose page it is."""
    here = get_object_or_404(Source, key=key)
    form = RelationForm(request.POST or None, initial=opened())
    address = reverse("desk_source", args=[key])

    def save() -> str:
        listed = form.cleaned_data["listed"]
        made = source_relations.add_relation(form.entry(here), listed=listed)
        messages.success(request, f"Recorded: {source_relations.worded(made)}.")
        return f"{address}#relation-{made.pk}"

    return answer_form(
        request, "desk/relation.html", form, save,
        lambda: {"source": here, "relation": None},
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def relation(request: DeskRequest, number: int) -> HttpResponse:
    """One relation: another kind, its end, its reference; and its history."""
    stored = get_object_or_404(
        SourceRelation.objects.select_related("source", "target"), pk=number
    )
    initial = initial_of(stored)
    form = RelationDetails(
        request.POST or None, initial={**opened(stored.version), **initial}
    )
    address = reverse("desk_source", args=[stored.source.key])

    def save() -> str:
        entry = form.told(stored.source, stored.target)
        source_relations.change_relation(stored, entry, form.cleaned_data["version"])
        messages.success(request, "Saved.")
        return f"{address}#relation-{number}"

    def context() -> Record:
        return {
            "source": stored.source,
            "relation": {"number": number, "words": source_relations.worded(stored),
                         "other": stored.target, "version": stored.version},
            "changes": relation_changes(stored),
        }  # fmt: skip

    return answer_form(
        request, "desk/relation.html", form, save, context,
        conflict=lambda: of_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@require_POST
def remove_relation(request: DeskRequest, number: int) -> HttpResponse:
    stored = get_object_or_404(
        SourceRelation.objects.select_related("source"), pk=number
    )
    return removing(
        request, lambda version: source_relations.remove_relation(stored, version),
        reverse("desk_relation", args=[number]),
        reverse("desk_source", args=[stored.source.key]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def import_relations(request: DeskRequest) -> HttpResponse:
    """First what each line of a table would do; then, on demand, all of it or none."""
    if request.method == "POST" and "seen" in request.POST:
        return write_relations(request)
    form = RelationsFileForm(request.POST or None, request.FILES or None)
    context: Record = {"form": form, "columns": COLUMNS, "most": MOST}
    if request.method != "POST":
        return answers.page(request, "desk/relations_import.html", context)
    if not form.is_valid():
        return answers.page(request, "desk/relations_import.html", context, 422)
    cleaned = form.cleaned_data
    return preview(request, cleaned["text"], cleaned["create"], cleaned["listed"], form)


def preview(
    request: DeskRequest, text: str, create: bool, listed: bool, form: Any,
    warning: str = "",
) -> HttpResponse:  # fmt: skip
    context: Record = {"form": form, "columns": COLUMNS, "most": MOST}
    try:
        found = plan(text, create=create)
    except TableError as error:
        form.add_error("file" if request.FILES else "text", str(error))
        return answers.page(request, "desk/relations_import.html", context, 422)
    values = {**opened(), "text": text, "create": create, "listed": listed}
    confirm = ImportRelationsForm(initial={**values, "seen": found.digest})
    context |= {"plan": found, "counts": found.counts, "confirm": confirm,
                "warning": warning}  # fmt: skip
    status = 422 if found.errors else 409 if warning else 200
    return answers.page(request, "desk/relations_import.html", context, status)


def write_relations(request: DeskRequest) -> HttpResponse:
    form = ImportRelationsForm(request.POST)
    again = RelationsFileForm(request.POST)
    if not form.is_valid() or not again.is_valid():
        context: Record = {"form": again, "columns": COLUMNS, "most": MOST}
        return answers.page(request, "desk/relations_import.html", context, 422)
    cleaned = form.cleaned_data
    again_values = (cleaned["text"], cleaned["create"], cleaned["listed"], again)

    def save() -> str:
        found = plan(cleaned["text"], create=cleaned["create"])
        if found.errors or found.digest != cleaned["seen"]:
            raise StaleVersionError(0)
        found.write(listed=cleaned["listed"])
        messages.success(request, summary(found))
        return reverse("desk_relations_import")

    outcome = attempt(request, form, save)
    if outcome.response:
        return outcome.response
    warning = "It would do something else by now. Look at it again."
    return preview(request, *again_values, warning=warning)


def summary(found: Plan) -> str:
    counts = found.counts
    return (
        f"Imported: {counts['add']} added, {counts['change']} changed,"
        f" {counts['same']} as they were."
    )
