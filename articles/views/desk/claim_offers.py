"""Recorded claims that are offered for a statement, each with how it differs."""

from collections.abc import Iterable

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.domain.quotation.restatements import describe_differences
from articles.forms.fields import SearchForm
from articles.ingest.extract.language import guess_language
from articles.models import Claim
from articles.queries.similar_claims import suggested_claims
from articles.views.desk.saving import DeskRequest, for_reviewers


def offer_claims(
    claims: Iterable[Claim], statement: str, language: str
) -> list[PageData]:
    """The claims as they are offered; `language`: of the article.

    A team may write its statements in another one: where their words show it, that one
    counts. A wrong guess assures nobody of anything, as no difference is no assurance.
    """
    return [
        {
            "key": claim.key,
            "statement": claim.statement,
            "stage": claim.stage,
            "differs": describe_differences(
                statement,
                claim.statement,
                guess_language(f"{statement} {claim.statement}") or language,
            ),
        }
        for claim in claims
    ]


@for_reviewers
@require_safe
def suggest_claims(request: DeskRequest) -> JsonResponse:
    """What is recorded already, while somebody types a statement."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"claims": []})
    typed, language = form.cleaned_data["q"], request.GET.get("language", "")
    return JsonResponse(
        {"claims": offer_claims(suggested_claims(typed), typed, language)}
    )
