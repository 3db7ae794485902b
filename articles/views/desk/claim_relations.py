"""What one claim is to another, recorded and removed on the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.claim_data import PageData
from articles.editing import claim_relations as relating_claims
from articles.forms.claim_relations import ClaimRelationForm
from articles.forms.fields import SavedForm, initial_save_fields
from articles.models import ClaimRelation
from articles.queries import claim_relations
from articles.views import answers
from articles.views.desk.claims import claim_or_404, desk_record
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    attempt_save,
    compare_fields,
    for_reviewers,
    repeated_save_redirect,
)


@for_reviewers
@GET_AND_POST
def add_claim_relation(request: DeskRequest, key: str) -> HttpResponse:
    """Says what this claim is to another one."""
    stored = claim_or_404(key)
    form = ClaimRelationForm(
        request.POST or None, claim=stored, initial=initial_save_fields(stored.version)
    )

    def save() -> str:
        version = form.cleaned_data["version"]
        relating_claims.relate_claims(request.user, stored, form.entry(), version)
        messages.success(request, "Recorded.")
        return f"{reverse('desk_claim', args=[key])}#relations"

    def context() -> PageData:
        return {
            "claim": desk_record(stored),
            "relations": claim_relations.recorded_relations(stored),
        }

    def conflict() -> PageData:
        known = claim_relations.recorded_relations(stored)
        kinds = "; ".join(f"{row['text']} “{row['statement']}”" for row in known)
        return compare_fields(form, {"kind": kinds, "statement": stored.statement})

    return answer_form(
        request, "desk/claim_relation.html", form, save, context, conflict=conflict
    )


@for_reviewers
@require_http_methods(["POST"])
def delete_claim_relation(request: DeskRequest, key: str) -> HttpResponse:
    """Takes a relation away, if the claim is still as the reviewer saw it."""
    if led := repeated_save_redirect(request):
        return answers.see_other(led)
    stored = get_object_or_404(
        ClaimRelation.objects.select_related("claim", "target"), key=key
    )
    seen_from_target = request.POST.get("claim") == stored.target.key
    claim = stored.target if seen_from_target else stored.claim
    form = SavedForm(request.POST)
    address = f"{reverse('desk_claim', args=[claim.key])}#relations"
    if not form.is_valid():
        messages.error(request, "Nothing was removed. Load this page again.")
        return answers.see_other(address)

    def save() -> str:
        relating_claims.unrelate_claims(claim, stored, form.cleaned_data["version"])
        messages.success(request, "Removed. The log keeps what was recorded.")
        return address

    outcome = attempt_save(request, form, save)
    if outcome.response:
        return outcome.response
    if outcome.current is not None:
        messages.error(
            request,
            "Somebody saved this claim in the meantime, so nothing was removed."
            " Look at it again.",
        )
    return answers.see_other(address)
