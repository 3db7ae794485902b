"""Every version of an article's text at an address of its own, and what changed."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.queries import versions as version_queries
from articles.reanchoring.difference import difference, kept_share, shortened
from articles.records import work_ref
from articles.views import answers
from articles.views.articles import shown


@require_safe
def version(
    request: HttpRequest, key: str, number: int, suffix: str = ""
) -> HttpResponseBase:
    """A text as it stood once, with its own marks."""
    chosen = answers.wanted(request, suffix)
    if chosen == "csv":
        raise Http404
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    text = get_object_or_404(stored.texts, number=number)
    address = reverse("article_version_as", args=[key, number, "json"])
    return shown(request, stored, text, chosen, address)


@require_safe
def changes(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """What a version changed in the text before it."""
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    texts = {
        text.number: text
        for text in stored.texts.filter(number__in=[number - 1, number])
    }
    if len(texts) < 2:
        raise Http404
    blocks = difference(texts[number - 1].text, texts[number].text)
    whole = request.GET.get("show") == "all"
    context = {
        "article": {**work_ref(stored.work), "key": stored.key},
        "number": number,
        "versions": version_queries.history(stored),
        "blocks": blocks if whole else shortened(blocks),
        "whole": whole,
        "kept": round(100 * kept_share(blocks)),
    }
    return answers.page(request, "articles/changes.html", context)
