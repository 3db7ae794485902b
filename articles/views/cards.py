"""The picture that stands for a claim where its address is shared."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.queries import claims as claim_queries
from articles.rendering.card import draw_card
from articles.views import answers, claim_states


@require_safe
def claim_card(request: HttpRequest, key: str) -> HttpResponse:
    """The card of a claim as it stands."""
    states = claim_queries.published_states(key)
    if not states:
        raise Http404
    standing = claim_states.state_on(states, None)
    if standing is None:
        return claim_states.claim_not_published(request, None, "")
    record = standing.in_force  # type: ignore[attr-defined]  # annotated by states()
    card = HttpResponse(draw_card(record, settings.SITE_NAME), content_type="image/png")
    return answers.set_shown_keys(card, {key})
