"""The articles: a list, and each text with its published claims marked in it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import Record, work_ref
from articles.domain.anchoring.revision.difference import (
    difference,
    kept_share,
    shortened,
)
from articles.filters import ArticleFilter
from articles.models import Article, TextVersion
from articles.models.article import ArticleQuerySet
from articles.queries import articles as article_queries
from articles.queries import citations as citation_queries
from articles.queries import versions as version_queries
from articles.queries.claims import tally
from articles.queries.paging import counts_by
from articles.queries.voices import as_data, voice_map
from articles.rendering.environment import language_name
from articles.views import answers
from articles.views.claims import for_json, names
from articles.views.lists import Choices, batches, list_page, without

COLUMNS = [
    "key",
    "title",
    "outlet",
    "authors",
    "published",
    "language",
    "claims",
    "address",
]


@require_safe
def articles(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.wanted(request, suffix)
    filterset = ArticleFilter(request.GET, Article.objects.public())
    valid = filterset.form.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filterset.form.errors}, 400)
    found = filterset.qs if valid else Article.objects.none()
    if chosen == "csv":
        return answers.as_csv("articles", (COLUMNS, table(request, found)))
    newest = article_queries.newest(found, request.GET.get("after", ""))
    page = list_page(
        request, reverse("articles"), newest, article_queries.rows(newest.rows),
        filterset, facets=facets(request, newest.to_find) if valid else (),
        names=words(request),
    )  # fmt: skip
    if chosen:
        return answers.as_json(for_json(page, "articles"))
    context = {"page": page}
    return answers.page(
        request, "articles/articles.html", context, 200 if valid else 400
    )


def facets(request: HttpRequest, most: int) -> Iterator[Choices]:
    """Each filter's values, counted over the articles that the other filters leave."""
    outlet, language = ("work__outlet__key", "work__outlet__name"), "work__language"
    outlets = counts_by(left(request, "outlet"), *outlet, most)
    yield Choices("outlet", "Outlet", *outlets)
    spoken = counts_by(left(request, "language"), language, language, most)
    yield Choices("language", "Language", [
        (code, language_name(code), count) for code, _, count in spoken.counts
    ], spoken.of)  # fmt: skip


def words(request: HttpRequest) -> dict[str, str]:
    """The words for what stands in the address, languages included."""
    spoken = request.GET.getlist("language")
    return names(request) | {code: language_name(code) for code in spoken}


def left(request: HttpRequest, name: str) -> QuerySet[Article]:
    return without(ArticleFilter, request, Article.objects.public(), name)


def table(request: HttpRequest, found: ArticleQuerySet) -> Iterator[list[object]]:
    rows = found.with_work().annotate(day=article_queries.DAY)
    for batch in batches(rows.order_by(*article_queries.ORDER)):
        yield from cells(request, batch)


def cells(request: HttpRequest, batch: Sequence[Article]) -> Iterator[list[object]]:
    for row in article_queries.rows(batch):
        yield [
            row["key"], row["title"], row["outlet"] and row["outlet"]["name"],
            "; ".join(author["name"] for author in row["authors"]),
            row["published"]["date"], row["language"], row["claims"],
            request.build_absolute_uri(reverse("article", args=[row["key"]])),
        ]  # fmt: skip


@require_safe
def article(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    chosen = answers.wanted(request, suffix)
    if chosen == "csv":
        raise Http404
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    address = reverse("article_as", args=[key, "json"])
    return shown(request, stored, stored.text, chosen, address)


def shown(
    request: HttpRequest, stored: Article, text: TextVersion, chosen: str, address: str
) -> HttpResponseBase:
    """One version of an article's text, with its published claims, in a format."""
    notes = article_queries.public_notes(text)
    for note in notes:
        note["url"] = reverse("claim", args=[note["key"]])
    about: Record = {
        **work_ref(stored.work),
        "key": stored.key,
        "version": text.number,
        "text_sha256": text.sha256,
    }
    voices = None
    if request.GET.get("view") == "voices":
        voices = voice_map(text, notes, about["authors"])
    versions = version_queries.history(stored)
    is_latest = text.number == versions[0]["number"]
    others = is_latest and len(versions) > 1
    elsewhere = version_queries.elsewhere(stored, text) if others else []
    if chosen:
        listed = [{**each, "kind": each["kind"] or None} for each in versions]
        more = {"versions": listed, "elsewhere": elsewhere, "claims": notes}
        seen = {"voices": as_data(voices)} if voices else {}
        return answers.as_json({**about, **more, **seen})
    # A claim may stand in several places of a text, and is counted once.
    verdicts = {note["key"]: note["verdict"] or "" for note in notes}
    context = {
        "article": about,
        "paragraphs": article_queries.laid_out(
            text, stored.work.title, notes, text.regions.all()
        ),
        "tally": tally(Counter(verdicts.values())),
        "total": len(verdicts),
        "places": len(notes),
        "cited_so": citation_queries.tally(
            citation_queries.of_appearances(note["appearance"] for note in notes)
        ),
        "voices": voices,
        "json_url": address,
        "versions": versions,
        "is_latest": is_latest,
        "elsewhere": elsewhere,
    }
    template = "articles/voices.html" if voices else "articles/article.html"
    return answers.page(request, template, context)


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
