"""The decisions to look at again, and what is argued of their evidence."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import Record
from articles.editing import source_relations
from articles.forms.fields import opened
from articles.forms.relations import ArgueForm
from articles.models import Evidence, LookAgain
from articles.queries import desk as desk_queries
from articles.views import answers
from articles.views.desk.claims import live
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
    of_fields,
)
from articles.workflow import recheck


@for_reviewers
@require_safe
def look_again(request: DeskRequest) -> HttpResponse:
    context = {"rows": desk_queries.to_look_at(), "total": desk_queries.open_looks()}
    return answers.page(request, "desk/look_again.html", context)


@for_reviewers
@require_POST
def settle(request: DeskRequest, number: int) -> HttpResponse:
    """Somebody has looked, and nothing needs to be decided anew."""
    row = get_object_or_404(LookAgain.objects.select_related("claim"), pk=number)
    if recheck.settle([row.pk], request.user):
        messages.success(
            request, "Taken off the list; the log keeps it, with your name."
        )
    return answers.see_other(reverse("desk_look_again"))


@for_reviewers
@GET_AND_POST
def argue(request: DeskRequest, key: str) -> HttpResponse:
    """Why a piece of evidence is independent all the same, in a reviewer's name."""
    stored = get_object_or_404(
        Evidence.objects.select_related("claim", "work", "argument__by"), key=key
    )
    owner = stored.claim
    argument = getattr(stored, "argument", None)
    initial = {"text": argument.text if argument else ""}
    form = ArgueForm(request.POST or None, initial={**opened(owner.version), **initial})

    def save() -> str:
        text = form.cleaned_data["text"]
        source_relations.argue(request.user, stored, text, form.cleaned_data["version"])
        messages.success(request, "Saved.")
        return f"{reverse('desk_claim', args=[owner.key])}#independence"

    def context() -> Record:
        shown = live(owner)
        return {
            "claim": shown,
            "evidence": {"key": key, "title": stored.work.title},
            "answer": desk_queries.answer_of(shown, key),
            "argument": argument and {"text": argument.text, "by": argument.by.name},
        }

    return answer_form(
        request, "desk/argue.html", form, save, context,
        conflict=lambda: of_fields(form, initial),
    )  # fmt: skip
