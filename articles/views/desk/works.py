"""What a work is, what it is to another, and what became of it, at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import PageData, work_ref
from articles.domain.dates import PartialDate
from articles.editing import details as work_details
from articles.editing import work_relations
from articles.forms import work_details as detail_forms
from articles.forms.fields import SearchForm, initial_save_fields
from articles.forms.work_relations import (
    WorkRelationDetails,
    WorkRelationForm,
    WorkStatusForm,
    initial_work_relation,
)
from articles.models import WorkRelation
from articles.queries import desk as desk_queries
from articles.queries.history import relation_changes
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    answer_removal,
    compare_fields,
    for_reviewers,
)
from articles.views.desk.snapshots import work_or_404


@for_reviewers
@GET_AND_POST
def new_work_relation(request: DeskRequest, key: str) -> HttpResponse:
    """A relation of the work whose page it is."""
    here = work_or_404(key)
    form = WorkRelationForm(request.POST or None, initial=initial_save_fields())

    def save() -> str:
        made = work_relations.add_work_relation(request.user, form.entry(here))
        messages.success(
            request, f"Recorded: {work_relations.work_relation_in_words(made)}."
        )
        return f"{reverse('desk_work', args=[key])}#relation-{made.pk}"

    return answer_form(
        request, "desk/work_relation.html", form, save,
        lambda: {"work": work_ref(here), "relation": None},
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def edit_work_relation(request: DeskRequest, number: int) -> HttpResponse:
    """One relation: another kind, reference or note; and its history."""
    stored = work_relation_or_404(number)
    initial = initial_work_relation(stored)
    form = WorkRelationDetails(
        request.POST or None, initial={**initial_save_fields(stored.version), **initial}
    )

    def save() -> str:
        entry = form.told(stored.source, stored.target)
        work_relations.change_work_relation(
            request.user, stored, entry, form.cleaned_data["version"]
        )
        messages.success(request, "Saved.")
        return f"{reverse('desk_work', args=[stored.source.key])}#relation-{number}"

    def context() -> PageData:
        return {
            "work": work_ref(work_or_404(stored.source.key)),
            "relation": {"number": number, "words": work_relations.work_relation_in_words(stored),
                         "other": work_ref(work_or_404(stored.target.key)),
                         "version": stored.version},
            "changes": relation_changes(stored),
        }  # fmt: skip

    return answer_form(
        request, "desk/work_relation.html", form, save, context,
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@require_POST
def delete_work_relation(request: DeskRequest, number: int) -> HttpResponse:
    stored = work_relation_or_404(number)
    return answer_removal(
        request, lambda version: work_relations.remove_work_relation(stored, version),
        reverse("desk_work_relation", args=[number]),
        reverse("desk_work", args=[stored.source.key]),
    )  # fmt: skip


def work_relation_or_404(number: int) -> WorkRelation:
    return get_object_or_404(
        WorkRelation.objects.select_related("source", "target"), pk=number
    )


@for_reviewers
@GET_AND_POST
def edit_work_status(request: DeskRequest, key: str) -> HttpResponse:
    """Whether a work was corrected or retracted since it was published."""
    stored = work_or_404(key)
    names = ("status", "status_reference", "status_note")
    initial: dict[str, Any] = {name: getattr(stored, name) for name in names}
    initial["status_on"] = PartialDate(stored.status_on, stored.status_precision).iso()
    form = WorkStatusForm(
        request.POST or None, initial={**initial_save_fields(stored.version), **initial}
    )

    def save() -> str:
        cleaned = form.cleaned_data
        work_relations.change_work_status(
            stored, cleaned["status"], cleaned["status_on"], cleaned["status_note"],
            cleaned["status_reference"], cleaned["version"],
        )  # fmt: skip
        messages.success(request, "Saved.")
        return reverse("desk_work", args=[key])

    return answer_form(
        request, "desk/work_status.html", form, save,
        lambda: {"work": work_ref(stored)}, conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def edit_work_details(request: DeskRequest, key: str) -> HttpResponse:
    """Title, authors, outlet, date, address and language of a work."""
    stored = work_or_404(key)
    initial = detail_forms.initial_work_details(stored)
    form = detail_forms.WorkDetailsForm(
        request.POST or None, initial={**initial_save_fields(stored.version), **initial}
    )

    def save() -> str:
        cleaned = form.cleaned_data
        work_details.change_work_details(
            stored, form.work(), cleaned["by"], cleaned["language"], cleaned["version"]
        )
        messages.success(request, "Saved.")
        return reverse("desk_work", args=[key])

    return answer_form(
        request, "desk/work_details.html", form, save,
        lambda: {"work": work_ref(stored), "article": None},
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@require_safe
def suggest_works(request: DeskRequest) -> JsonResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = desk_queries.suggested_works(words) if words else []
    return JsonResponse({"works": found})
