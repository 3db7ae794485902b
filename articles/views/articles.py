"""The articles: a list, and each text with its published claims marked in it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, work_ref
from articles.domain.anchoring.revision.difference import (
    compare_paragraphs,
    is_complete,
    omit_unchanged,
    surviving_share,
)
from articles.exporting.csv import csv_lines
from articles.filters import ArticleFilter
from articles.models import Article, TextVersion
from articles.models.article import ArticleQuerySet
from articles.queries import articles as article_queries
from articles.queries import citations as citation_queries
from articles.queries import versions as version_queries
from articles.queries.claims import ordered_verdict_counts
from articles.queries.paging import count_values
from articles.queries.voices import voice_map, voice_map_data
from articles.rendering.environment import language_name
from articles.views import answers
from articles.views.claims import filter_value_names, list_as_json
from articles.views.lists import Choices, filter_without, list_page, read_in_batches

ARTICLE_COLUMNS = [
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
    chosen = answers.requested_format(request, suffix)
    filterset = ArticleFilter(request.GET, Article.objects.public())
    valid = filterset.form.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filterset.form.errors}, 400)
    found = filterset.qs if valid else Article.objects.none()
    if chosen == "csv":
        rows = article_table_rows(request, found)
        return answers.as_csv(request, "articles", csv_lines(ARTICLE_COLUMNS, rows))
    newest = article_queries.newest_articles(found, request.GET.get("after", ""))
    page = list_page(
        request, reverse("articles"), newest, article_queries.article_summaries(newest.rows),
        filterset, facets=article_facets(request, newest.sample_limit) if valid else (),
        names=article_value_names(request),
    )  # fmt: skip
    if chosen:
        return answers.as_json(list_as_json(page, "articles"))
    context = {"page": page}
    return answers.render_page(
        request, "articles/articles.html", context, 200 if valid else 400
    )


def article_facets(request: HttpRequest, most: int) -> Iterator[Choices]:
    """Each filter's values, counted over the articles that the other filters leave."""
    outlet, language = ("work__outlet__key", "work__outlet__name"), "work__language"
    outlets = count_values(articles_without_filters(request, "outlet"), *outlet, most)
    yield Choices("outlet", "Outlet", *outlets)
    spoken = count_values(
        articles_without_filters(request, "language"), language, language, most
    )
    yield Choices("language", "Language", [
        (code, language_name(code), count) for code, _, count in spoken.counts
    ], spoken.of)  # fmt: skip


def article_value_names(request: HttpRequest) -> dict[str, str]:
    """The words for what stands in the address, languages included."""
    spoken = request.GET.getlist("language")
    return filter_value_names(request) | {code: language_name(code) for code in spoken}


def articles_without_filters(request: HttpRequest, name: str) -> QuerySet[Article]:
    return filter_without(ArticleFilter, request, Article.objects.public(), name)


def article_table_rows(
    request: HttpRequest, found: ArticleQuerySet
) -> Iterator[list[object]]:
    rows = found.with_work().annotate(day=article_queries.PUBLICATION_DAY)
    for batch in read_in_batches(rows.order_by(*article_queries.ARTICLE_ORDER)):
        yield from article_cells(request, batch)


def article_cells(
    request: HttpRequest, batch: Sequence[Article]
) -> Iterator[list[object]]:
    for row in article_queries.article_summaries(batch):
        yield [
            row["key"], row["title"], row["outlet"] and row["outlet"]["name"],
            "; ".join(author["name"] for author in row["authors"]),
            row["published"]["date"], row["language"], row["claims"],
            request.build_absolute_uri(reverse("article", args=[row["key"]])),
        ]  # fmt: skip


@require_safe
def article(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix)
    if chosen == "csv":
        raise Http404
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    address = reverse("article_as", args=[key, "json"])
    return show_version(request, stored, stored.text, chosen, address)


def show_version(
    request: HttpRequest, stored: Article, text: TextVersion, chosen: str, address: str
) -> HttpResponseBase:
    """One version of an article's text, with its published claims, in a format."""
    notes = article_queries.public_notes(text)
    for note in notes:
        note["url"] = reverse("claim", args=[note["key"]])
    about: PageData = {
        **work_ref(stored.work),
        "key": stored.key,
        "version": text.number,
        "text_sha256": text.sha256,
    }
    voices = None
    if request.GET.get("view") == "voices":
        voices = voice_map(text, notes, about["authors"])
    versions = version_queries.version_history(stored)
    is_latest = text.number == versions[0]["number"]
    others = is_latest and len(versions) > 1
    elsewhere = version_queries.claims_not_in_text(stored, text) if others else []
    if chosen:
        listed = [{**each, "kind": each["kind"] or None} for each in versions]
        more = {"versions": listed, "elsewhere": elsewhere, "claims": notes}
        seen = {"voices": voice_map_data(voices)} if voices else {}
        return answers.as_json({**about, **more, **seen})
    # A claim may stand in several places of a text, and is counted once.
    verdicts = {note["key"]: note["verdict"] or "" for note in notes}
    context = {
        "article": about,
        "paragraphs": article_queries.layout_paragraphs(
            text, stored.work.title, notes, text.regions.all()
        ),
        "tally": ordered_verdict_counts(Counter(verdicts.values())),
        "total": len(verdicts),
        "places": len(notes),
        "cited_so": citation_queries.ordered_fidelity_counts(
            citation_queries.appearance_fidelity_counts(
                note["appearance"] for note in notes
            )
        ),
        "voices": voices,
        "json_url": address,
        "versions": versions,
        "is_latest": is_latest,
        "elsewhere": elsewhere,
    }
    template = "articles/voices.html" if voices else "articles/article.html"
    return answers.render_page(request, template, context)


@require_safe
def article_version(
    request: HttpRequest, key: str, number: int, suffix: str = ""
) -> HttpResponseBase:
    """A text as it stood once, with its own marks."""
    chosen = answers.requested_format(request, suffix)
    if chosen == "csv":
        raise Http404
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    text = get_object_or_404(stored.texts, number=number)
    address = reverse("article_version_as", args=[key, number, "json"])
    return show_version(request, stored, text, chosen, address)


@require_safe
def version_changes(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """What a version changed in the text before it."""
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    texts = {
        text.number: text
        for text in stored.texts.filter(number__in=[number - 1, number])
    }
    if len(texts) < 2:
        raise Http404
    blocks = compare_paragraphs(texts[number - 1].text, texts[number].text)
    whole = request.GET.get("show") == "all"
    context = {
        "article": {**work_ref(stored.work), "key": stored.key},
        "number": number,
        "versions": version_queries.version_history(stored),
        "blocks": blocks if whole else omit_unchanged(blocks),
        "whole": whole,
        "kept": round(100 * surviving_share(blocks)),
        "complete": is_complete(blocks),
    }
    return answers.render_page(request, "articles/changes.html", context)
