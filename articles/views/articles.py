"""The articles: a list, and each text with its published claims marked in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
from articles.filters import UNREVIEWED, ArticleFilter
from articles.models import Article
from articles.models.choices import Verdict
from articles.queries import article_lists
from articles.queries import articles as article_queries
from articles.queries import citations as citation_queries
from articles.queries import versions as version_queries
from articles.queries.article_lists import ArticleList, ArticleQuery
from articles.queries.article_news import find_article_news
from articles.queries.claims import ordered_verdict_counts
from articles.queries.voices import voice_map, voice_map_data, voice_shares
from articles.rendering.environment import build_url, language_name
from articles.rendering.feeds import article_entry
from articles.rendering.page_heads import list_head
from articles.rendering.record_heads import ShownText, article_head, changes_head
from articles.views import answers
from articles.views.claims import requested_keys
from articles.views.feeds import article_as_atom, list_as_atom
from articles.views.lists import Choices, list_as_json, list_page, read_in_batches

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


NOTHING: ArticleList = ArticleList([], False, 0)


@require_safe
def articles(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix, "json", "csv", "atom")
    filters = ArticleFilter(request.GET)
    valid = filters.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filters.errors}, 400)
    if chosen == "csv":
        rows = article_table_rows(request, filters.asked())
        return answers.as_csv(request, "articles", csv_lines(ARTICLE_COLUMNS, rows))
    found = NOTHING
    if valid:
        follows, keys = request.GET.get("after", ""), requested_keys(request)
        found = article_lists.find_articles(filters.asked(), follows, keys=keys)
    page = list_page(
        request, reverse("articles"), found, found.rows, filters,
        facets=article_facets(found) if valid else (),
        names=article_value_names(request, found),
    )  # fmt: skip
    if chosen == "atom":
        news = find_article_news(filters.asked(), request.GET.get("after", ""))
        page |= {"rows": news.rows, "next": news.more or None}
        return list_as_atom(request, "Articles", page, article_entry)
    if chosen:
        return answers.as_json(list_as_json(page, "articles"))
    head = list_head(answers.this_site(request), "articles", page)
    context = {"page": page, "head": head}
    status = 200 if valid else 400
    return answers.render_page(request, "articles/articles.html", context, status)


def article_facets(found: ArticleList) -> Iterator[Choices]:
    """Each filter's values, counted over the articles that the other filters leave."""
    yield Choices("outlet", "Outlet", found.facets["outlet"])
    yield Choices("language", "Language", [
        (code, language_name(code), count)
        for code, _, count in found.facets["language"]
    ])  # fmt: skip


def article_value_names(request: HttpRequest, found: ArticleList) -> dict[str, str]:
    """The words for what stands in the address, languages included."""
    spoken = request.GET.getlist("language")
    return found.names | {code: language_name(code) for code in spoken}


def article_table_rows(
    request: HttpRequest, asked: ArticleQuery
) -> Iterator[list[object]]:
    for ids in read_in_batches(article_lists.ids_of_articles(asked)):
        for row in article_lists.summarize_articles(ids):
            yield article_cells(request, row)


def article_cells(request: HttpRequest, row: PageData) -> list[object]:
    return [
        row["key"], row["title"], row["outlet"] and row["outlet"]["name"],
        "; ".join(author["name"] for author in row["authors"]),
        row["published"]["date"], row["language"], row["claims"],
        request.build_absolute_uri(reverse("article", args=[row["key"]])),
    ]  # fmt: skip


@require_safe
def article(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix, "json", "atom")
    if chosen == "atom":
        return article_as_atom(request, key)
    address = reverse("article_as", args=[key, "json"])
    return show_version(request, key, None, chosen, address)


@dataclass(frozen=True)
class Reading:
    """How the address asks to read a text. What it cannot mean is passed over."""

    verdict: str | None  # only claims with this one are marked; None: all
    view: str  # "voices": coloured by whose voice it is; "text": without its claims

    @classmethod
    def of(cls, request: HttpRequest) -> "Reading":
        view, asked = request.GET.get("view", ""), request.GET.get("verdict", "")
        if view in {"voices", "text"}:
            return cls(None, view)
        verdicts = {UNREVIEWED: "", **{value: value for value in Verdict.values}}
        return cls(verdicts.get(asked), "")

    def marks(self, note: PageData) -> bool:
        """Whether this note's claim is marked and noted."""
        return self.verdict is None or (note["verdict"] or "") == self.verdict

    @property
    def kept(self) -> str:
        """What the address of another part adds, to be read the same way."""
        if self.view:
            return f"&view={self.view}"
        return "" if self.verdict is None else f"&verdict={self.verdict or UNREVIEWED}"


def show_version(
    request: HttpRequest, key: str, number: int | None, chosen: str, address: str
) -> HttpResponseBase:
    """One version of an article's text, with its published claims, in a format.

    `number`: which one; None: the newest.
    """
    texts = article_queries.texts_for_readers(key, number)
    text = next((each for each in texts if number in {None, each.number}), None)
    if text is None:
        raise Http404
    work, regions = text.article.work, text.shown_regions  # type: ignore[attr-defined]  # annotated
    notes = article_queries.public_notes(text)
    for note in notes:
        note["url"] = build_url("claim", note["key"])
    about: PageData = {
        **work_ref(work),
        "key": key,
        "version": text.number,
        "text_sha256": text.sha256,
    }
    reading = Reading.of(request)
    wants_map = reading.view == "voices"
    voices, shares = None, {}
    if wants_map or not chosen:  # data has them only where they are asked for
        shares = voice_shares(text.text, notes, about["authors"], regions)
    if wants_map:
        voices = voice_map(text.text, shares)
    versions = [version_queries.version_record(each) for each in texts]
    is_latest = text is texts[0]
    others = is_latest and len(versions) > 1
    elsewhere = version_queries.claims_not_in_text(text.article, text) if others else []
    marked = [note for note in notes if reading.marks(note)]
    if chosen:
        listed = [{**each, "kind": each["kind"] or None} for each in versions]
        more = {"versions": listed, "elsewhere": elsewhere, "claims": marked}
        seen = {"voices": voice_map_data(voices)} if voices else {}
        return answers.set_shown_keys(answers.as_json({**about, **more, **seen}), [key])
    if reading.view == "text":
        marked = []
    # A claim may stand in several places of a text, and is counted once.
    verdicts = {note["key"]: note["verdict"] or "" for note in notes}
    paragraphs = article_queries.layout_paragraphs(text, work.title, marked, regions)
    place = answers.requested_number(request, "at", 9)  # in code points
    part = article_queries.part_of_text(text, paragraphs, place)
    own = "" if is_latest else reverse("article_version", args=[key, text.number])
    seen_here = [note for each in part.paragraphs for note in each.notes]
    # What is marked in part has other parts, and is found under the whole.
    is_whole = len(marked) == len(notes)
    begin = part.begins[part.number - 1] if is_whole and part.number > 1 else 0
    shown = ShownText(begin, seen_here, len(verdicts), own)
    context = {
        "article": about,
        "head": article_head(work_ref(work), key, answers.this_site(request), shown),
        "paragraphs": part.paragraphs,
        "part": part,
        "tally": ordered_verdict_counts(Counter(verdicts.values())),
        "total": len(verdicts),
        "places": len(notes),
        "reading": reading,
        "marked": [note["number"] for note in marked],
        "text_url": own or reverse("article", args=[key]),
        "cited_so": citation_queries.ordered_fidelity_counts(
            citation_queries.appearance_fidelity_counts(
                note["appearance"] for note in notes
            )
        ),
        "voices": voices,
        "voice_shares": shares,
        "json_url": address,
        "atom_url": reverse("article_as", args=[key, "atom"]),
        "versions": versions,
        "is_latest": is_latest,
        "elsewhere": elsewhere,
    }
    template = "articles/voices.html" if voices else "articles/article.html"
    return answers.set_shown_keys(
        answers.render_page(request, template, context), [key]
    )


@require_safe
def article_version(
    request: HttpRequest, key: str, number: int, suffix: str = ""
) -> HttpResponseBase:
    """A text as it stood once, with its own marks."""
    chosen = answers.requested_format(request, suffix, "json")
    address = reverse("article_version_as", args=[key, number, "json"])
    return show_version(request, key, number, chosen, address)


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
    address = reverse("article_changes", args=[key, number])
    site = answers.this_site(request)
    context = {
        "article": {**work_ref(stored.work), "key": stored.key},
        "head": changes_head(work_ref(stored.work), site, address),
        "number": number,
        "versions": version_queries.version_history(stored),
        "blocks": blocks if whole else omit_unchanged(blocks),
        "whole": whole,
        "kept": round(100 * surviving_share(blocks)),
        "complete": is_complete(blocks),
    }
    page = answers.render_page(request, "articles/changes.html", context)
    return answers.set_shown_keys(page, [key])
