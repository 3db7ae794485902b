"""Sources on the desk: recorded, changed, and found while somebody types."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import Record
from articles.editing import details
from articles.forms.fields import SearchForm, opened
from articles.forms.sources import SourceForm, initial_of
from articles.models import Source, SourceRelation
from articles.queries import desk as desk_queries
from articles.queries.history import removed
from articles.queries.sources import relations
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
    of_fields,
)

SHOWN = ("name", "kind", "aliases", "description", "wikidata", "homepage", "listed")


@for_reviewers
@GET_AND_POST
def new_source(request: DeskRequest) -> HttpResponse:
    return source_form(request, Source(), None)


@for_reviewers
@GET_AND_POST
def source(request: DeskRequest, key: str) -> HttpResponse:
    stored = get_object_or_404(Source, key=key)
    return source_form(request, stored, {"key": stored.key, "name": stored.name})


def source_form(
    request: DeskRequest, stored: Source, shown: Record | None
) -> HttpResponse:
    known = initial_of(stored) if stored.pk else {}
    # Before the form writes into the source what was typed.
    theirs = {name: known.get(name, getattr(stored, name, "")) for name in SHOWN}
    form = SourceForm(
        request.POST or None,
        instance=stored,
        initial={**opened(stored.version), **known},
    )

    def save() -> str:
        kept = details.keep_source(
            form.save(commit=False),
            form.cleaned_data["aliases"],
            form.cleaned_data["version"],
        )
        messages.success(request, "Saved.")
        return reverse("desk_source", args=[kept.key])

    def context() -> Record:
        return {
            "source": shown,
            "relations": recorded(stored) if shown else [],
            "removed": removed(stored) if shown else [],
            "is_public": Source.objects.public().filter(pk=stored.pk).exists(),
        }

    return answer_form(
        request, "desk/source.html", form, save, context,
        conflict=lambda: of_fields(form, theirs),
    )  # fmt: skip


def recorded(stored: Source) -> list[Record]:
    return relations(stored, SourceRelation.objects.all(), numbered=True)


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


@for_reviewers
@require_safe
def suggest_claims(request: DeskRequest) -> JsonResponse:
    form = SearchForm(request.GET)
    found = (
        desk_queries.suggested_claims(form.cleaned_data["q"]) if form.is_valid() else []
    )
    return JsonResponse(
        {
            "claims": [
                {"key": claim.key, "statement": claim.statement, "stage": claim.stage}
                for claim in found
            ]
        }
    )
