"""What one cites, for programs that keep references: BibTeX, RIS and CSL-JSON."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.claim_data import source_ref, work_ref
from articles.exporting.reference_formats import REFERENCE_FORMATS
from articles.exporting.references import ReferenceItem, cite_source
from articles.models import Article, Publication, Source
from articles.rendering.record_heads import claim_item, work_item
from articles.views import answers, claim_states


@require_safe
def claim_reference(request: HttpRequest, key: str, suffix: str) -> HttpResponseBase:
    """A published claim, now or as it stood on the day that `?on=` names."""
    found = claim_states.find_state_by_day(request, key, suffix)
    if isinstance(found, HttpResponse):
        return found
    here = claim_states.shown_address(
        key, found.shown, found.states, found.day,
        is_current=found.shown.superseded_at is None,
    )  # fmt: skip
    return state_as_reference(request, found.shown, here, suffix)


@require_safe
def claim_state_reference(
    request: HttpRequest, key: str, number: int, suffix: str
) -> HttpResponseBase:
    """A claim as it was published once."""
    found = claim_states.find_state_by_number(request, key, number, suffix)
    if isinstance(found, HttpResponse):
        return found
    here = claim_states.state_address(key, number)
    return state_as_reference(request, found.shown, here, suffix)


def state_as_reference(
    request: HttpRequest, shown: Publication, here: str, suffix: str
) -> HttpResponse:
    record = shown.in_force or shown.record  # type: ignore[attr-defined]  # annotated by states()
    item = claim_item(record, answers.this_site(request), here)
    return as_reference(item, record["key"], suffix)


@require_safe
def article_reference(request: HttpRequest, key: str, suffix: str) -> HttpResponseBase:
    """The original of an article."""
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    item = work_item(work_ref(stored.work), key, answers.this_site(request))
    return as_reference(item, key, suffix)


@require_safe
def source_reference(request: HttpRequest, key: str, suffix: str) -> HttpResponseBase:
    """The page of a source."""
    stored = get_object_or_404(Source.objects.public(), key=key)
    item = cite_source(source_ref(stored), answers.this_site(request))
    return as_reference(item, key, suffix)


def as_reference(item: ReferenceItem, key: str, suffix: str) -> HttpResponse:
    """A file to take along, which any program may fetch; of claims it shows no other."""
    chosen = REFERENCE_FORMATS[suffix]
    response = HttpResponse(
        chosen.write(item),
        content_type=f"{chosen.media_type}; charset=utf-8",
        headers={
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'attachment; filename="{item["id"]}.{suffix}"',
        },
    )
    return answers.set_shown_keys(response, [key])
