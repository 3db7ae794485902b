"""The decisions to look at again, and what is argued of their evidence."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import PageData
from articles.editing import source_relations
from articles.forms.fields import initial_save_fields
from articles.forms.source_relations import ArgumentForm
from articles.models import Evidence, LookAgain
from articles.queries import desk as desk_queries
from articles.views import answers
from articles.views.desk.claims import desk_record
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    compare_fields,
    for_reviewers,
)
from articles.workflow import recheck


@for_reviewers
@require_safe
def list_rechecks(request: DeskRequest) -> HttpResponse:
    context = {
        "rows": desk_queries.open_rechecks(),
        "total": desk_queries.count_open_rechecks(),
    }
    return answers.render_page(request, "desk/look_again.html", context)


@for_reviewers
@require_POST
def settle_recheck(request: DeskRequest, number: int) -> HttpResponse:
    """Somebody has looked, and nothing needs to be decided anew."""
    row = get_object_or_404(LookAgain.objects.select_related("claim"), pk=number)
    if recheck.settle_requests([row.pk], request.user):
        messages.success(
            request, "Taken off the list; the log keeps it, with your name."
        )
    return answers.see_other(reverse("desk_look_again"))


@for_reviewers
@GET_AND_POST
def edit_argument(request: DeskRequest, key: str) -> HttpResponse:
    """Why a piece of evidence is independent all the same, in a reviewer's name."""
    stored = get_object_or_404(
        Evidence.objects.select_related("claim", "work", "argument__by"), key=key
    )
    owner = stored.claim
    argument = getattr(stored, "argument", None)
    initial = {"text": argument.text if argument else ""}
    form = ArgumentForm(
        request.POST or None, initial={**initial_save_fields(owner.version), **initial}
    )

    def save() -> str:
        text = form.cleaned_data["text"]
        source_relations.record_argument(
            request.user, stored, text, form.cleaned_data["version"]
        )
        messages.success(request, "Saved.")
        return f"{reverse('desk_claim', args=[owner.key])}#independence"

    def context() -> PageData:
        shown = desk_record(owner)
        return {
            "claim": shown,
            "evidence": {"key": key, "title": stored.work.title},
            "answer": desk_queries.evidence_independence(shown, key),
            "argument": argument and {"text": argument.text, "by": argument.by.name},
        }

    return answer_form(
        request, "desk/argue.html", form, save, context,
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip
