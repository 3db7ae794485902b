"""What a text offers to record: shown beside it, used, dismissed, offered again."""

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.claim_data import Record
from articles.domain.anchoring.anchors import Place
from articles.forms.suggestions import filled
from articles.models import Article, DismissedSuggestion, TextVersion
from articles.queries import suggestions as queries
from articles.queries.cached_suggestions import Found
from articles.views import answers
from articles.views.desk.saving import DeskRequest, for_reviewers

IDENTITY = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def place_of(identity: str, text: TextVersion) -> Place | None:
    """The words that an address names, if the text has them."""
    match = IDENTITY.fullmatch(identity)
    if not match:
        return None
    place = Place(int(match[1]), int(match[2]))
    return place if place.start < place.end <= len(text.text) else None


def used(request: DeskRequest, text: TextVersion, article: Article) -> dict[str, Any]:
    """The form filled in from ?suggestion=, if the text offers that."""
    place = place_of(request.GET.get("suggestion", ""), text)
    found = Found(text, article).at(place) if place else None
    return filled(found, text, article) if found else {}


def beside(request: DeskRequest, text: TextVersion, article: Article) -> Record:
    """What the template of the desk's article shows of them."""
    offer = queries.offered(text, article)
    shown = queries.rows(text, offer.shown)
    return {
        "count": len(shown),
        "more": offer.more,
        "paragraphs": queries.by_paragraph(text, shown),
        "dismissed": queries.rows(text, offer.dismissed[-queries.MOST :]),
        "used": request.GET.get("suggestion", ""),
    }


@for_reviewers
@require_POST
def dismiss(request: DeskRequest, key: str) -> HttpResponse:
    """Doing it twice is the same as doing it once: the place is the key."""
    article = get_object_or_404(Article.objects.with_work(), key=key)
    text = article.text
    place = sent(request, text)
    DismissedSuggestion.objects.dismiss(text, place, request.user)
    # So that one goes on from there.
    following = queries.offered(text, article, after=place.start).shown
    anchor = (
        f"suggestion-{queries.identity(following[0])}" if following else "suggestions"
    )
    return back(article, f"#{anchor}")


@for_reviewers
@require_POST
def offer_again(request: DeskRequest, key: str) -> HttpResponse:
    """Takes a dismissal back, whoever dismissed it."""
    article = get_object_or_404(Article.objects.with_work(), key=key)
    text = article.text
    place = sent(request, text)
    queries.keeping_away(article, text, place).delete()
    return back(article, f"#suggestion-{place.start}-{place.end}")


def sent(request: DeskRequest, text: TextVersion) -> Place:
    place = place_of(request.POST.get("suggestion", ""), text)
    if place is None:
        raise Http404
    return place


def back(article: Article, anchor: str) -> HttpResponse:
    return answers.see_other(reverse("desk_article", args=[article.key]) + anchor)
