"""Sources on the desk: recorded, changed, and found while somebody types."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.editing import details
from articles.forms.fields import SearchForm, initial_save_fields
from articles.forms.sources import SourceForm, initial_source
from articles.models import Source, SourceRelation
from articles.queries import desk as desk_queries
from articles.queries.connections import source_relations
from articles.queries.history import removed_relations
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    compare_fields,
    for_reviewers,
)

COMPARED_FIELDS = (
    "name",
    "kind",
    "aliases",
    "description",
    "same_voice",
    "wikidata",
    "homepage",
    "listed",
)


@for_reviewers
@GET_AND_POST
def new_source(request: DeskRequest) -> HttpResponse:
    return answer_source_form(request, Source(), None)


@for_reviewers
@GET_AND_POST
def edit_source(request: DeskRequest, key: str) -> HttpResponse:
    stored = get_object_or_404(Source, key=key)
    return answer_source_form(request, stored, {"key": stored.key, "name": stored.name})


def answer_source_form(
    request: DeskRequest, stored: Source, shown: PageData | None
) -> HttpResponse:
    known = initial_source(stored) if stored.pk else {}
    # Before the form writes into the source what was typed.
    theirs = {
        name: known.get(name, getattr(stored, name, "")) for name in COMPARED_FIELDS
    }
    form = SourceForm(
        request.POST or None,
        instance=stored,
        initial={**initial_save_fields(stored.version), **known},
    )

    def save() -> str:
        kept = details.save_source(
            form.save(commit=False),
            form.cleaned_data["aliases"],
            form.cleaned_data["version"],
            request.user,
        )
        messages.success(request, "Saved.")
        return reverse("desk_source", args=[kept.key])

    def context() -> PageData:
        return {
            "source": shown,
            "relations": numbered_relations(stored) if shown else [],
            "removed": removed_relations(stored) if shown else [],
            "is_public": Source.objects.public().filter(pk=stored.pk).exists(),
        }

    return answer_form(
        request, "desk/source.html", form, save, context,
        conflict=lambda: compare_fields(form, theirs),
    )  # fmt: skip


def numbered_relations(stored: Source) -> list[PageData]:
    return source_relations(stored, SourceRelation.objects.all(), numbered=True)


@for_reviewers
@require_safe
def suggest_sources(request: DeskRequest) -> JsonResponse:
    form = SearchForm(request.GET)
    found = (
        desk_queries.suggested_sources(form.cleaned_data["q"])
        if form.is_valid()
        else []
    )
    return JsonResponse({"sources": found})
