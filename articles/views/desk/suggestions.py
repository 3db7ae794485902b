"""What a text offers to record: shown beside it, used, dismissed, offered again."""

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.claim_data import PageData
from articles.domain.anchoring.anchors import TextSpan
from articles.forms.suggestions import prefill_appearance
from articles.models import Article, DismissedSuggestion, TextVersion
from articles.queries import suggestions as queries
from articles.queries.cached_suggestions import CachedSuggestions
from articles.views import answers
from articles.views.desk.saving import DeskRequest, for_reviewers

SUGGESTION_ID = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def suggestion_place(identity: str, text: TextVersion) -> TextSpan | None:
    """The words that an address names, if the text has them."""
    match = SUGGESTION_ID.fullmatch(identity)
    if not match:
        return None
    place = TextSpan(int(match[1]), int(match[2]))
    return place if place.start < place.end <= len(text.text) else None


def chosen_suggestion(
    request: DeskRequest, text: TextVersion, article: Article
) -> dict[str, Any]:
    """The form filled in from ?suggestion=, if the text offers that."""
    place = suggestion_place(request.GET.get("suggestion", ""), text)
    found = CachedSuggestions(text, article).at(place) if place else None
    return prefill_appearance(found, text, article) if found else {}


def suggestions_context(
    request: DeskRequest, text: TextVersion, article: Article
) -> PageData:
    """What the template of the desk's article shows of them."""
    offer = queries.suggestions_after(text, article)
    shown = queries.suggestion_rows(text, offer.shown)
    return {
        "count": len(shown),
        "more": offer.more,
        "paragraphs": queries.group_by_paragraph(text, shown),
        "dismissed": queries.suggestion_rows(
            text, offer.dismissed[-queries.MAX_SUGGESTIONS :]
        ),
        "used": request.GET.get("suggestion", ""),
    }


@for_reviewers
@require_POST
def dismiss_suggestion(request: DeskRequest, key: str) -> HttpResponse:
    """Doing it twice is the same as doing it once: the place is the key."""
    article = get_object_or_404(Article.objects.with_work(), key=key)
    text = article.text
    place = submitted_place(request, text)
    DismissedSuggestion.objects.dismiss(text, place, request.user)
    # So that one goes on from there.
    following = queries.suggestions_after(text, article, after=place.start).shown
    anchor = (
        f"suggestion-{queries.suggestion_id(following[0])}"
        if following
        else "suggestions"
    )
    return back_to_article(article, f"#{anchor}")


@for_reviewers
@require_POST
def restore_suggestion(request: DeskRequest, key: str) -> HttpResponse:
    """Takes a dismissal back, whoever dismissed it."""
    article = get_object_or_404(Article.objects.with_work(), key=key)
    text = article.text
    place = submitted_place(request, text)
    queries.matching_dismissals(article, text, place).delete()
    return back_to_article(article, f"#suggestion-{place.start}-{place.end}")


def submitted_place(request: DeskRequest, text: TextVersion) -> TextSpan:
    place = suggestion_place(request.POST.get("suggestion", ""), text)
    if place is None:
        raise Http404
    return place


def back_to_article(article: Article, anchor: str) -> HttpResponse:
    return answers.see_other(reverse("desk_article", args=[article.key]) + anchor)
