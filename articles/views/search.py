"""A search over claims, sources and articles, and what is suggested while one types."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.forms.search import SiteSearchForm
from articles.models.choices import SourceKind
from articles.queries.public_index.current import one_public_state
from articles.queries.site_search import (
    Found,
    SiteSearch,
    search_site,
    suggest_everywhere,
)
from articles.rendering.environment import build_url
from articles.views import answers

KINDS = ("claims", "sources", "articles")
LEAST_LETTERS = 2  # before anything is suggested
NOTHING = SiteSearch()


@require_safe
@one_public_state()
def search(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    """What `?q=` finds: some claims, sources and articles, and where all of them are."""
    chosen = answers.requested_format(request, suffix, "json")
    form = SiteSearchForm(request.GET)
    valid = form.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": form.errors}, 400)
    words = form.cleaned_data["q"] if valid else ""
    found = search_site(words) if words else NOTHING
    lists = {kind: address_with(kind, words) for kind in KINDS}
    if chosen:
        return answers.as_json(search_as_json(words, found, lists))
    context = {
        "words": words,
        "form": form,
        "found": found,
        "lists": lists,
        "fewer": [
            {**asdict(each), "url": address_with("search", each.words)}
            for each in found.fewer
        ],
        "json_url": address_with("search_as", words, "json"),
    }
    status = 200 if valid else 400
    return answers.render_page(request, "articles/search.html", context, status)


def address_with(name: str, words: str, *args: str) -> str:
    """The address of this name for these words."""
    address = reverse(name, args=args)
    return f"{address}?{urlencode({'q': words})}" if words else address


def search_as_json(words: str, found: SiteSearch, lists: dict[str, str]) -> PageData:
    kinds: dict[str, Found] = {kind: getattr(found, kind) for kind in KINDS}
    return {
        "query": words,
        "searched": found.searched,
        "little_words": found.little_words,
        **{
            kind: {
                "total": of_kind.total,
                "all": lists[kind].replace("/?", ".json?", 1),
                "rows": of_kind.rows,
            }
            for kind, of_kind in kinds.items()
        },
        "like": found.like,
        "fewer_words": [asdict(each) for each in found.fewer],
    }


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Where what was typed so far may lead: an address and a name for each."""
    form = SiteSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if len(words) < LEAST_LETTERS:
        return answers.as_json({"options": []})
    found = suggest_everywhere(words)
    options = [
        *(source_option(row) for row in found["sources"].rows),
        *(article_option(row) for row in found["articles"].rows),
        *(claim_option(row) for row in found["claims"].rows),
    ]
    return answers.as_json({"options": options})


def source_option(row: PageData) -> PageData:
    source = row["source"]
    aliases = ", ".join(row["aliases"][:1])
    kind = SourceKind(source["kind"]).label
    return {
        "kind": "source",
        "name": source["name"],
        "told": f"{kind}, also {aliases}" if aliases else kind,
        "url": build_url("source", source["key"]),
    }


def article_option(row: PageData) -> PageData:
    outlet = row["outlet"]["name"] if row["outlet"] else ""
    return {
        "kind": "article",
        "name": row["title"],
        "told": f"Article, {outlet}" if outlet else "Article",
        "url": build_url("article", row["key"]),
    }


def claim_option(row: PageData) -> PageData:
    said = ", ".join(source["name"] for source in row["claimants"])
    return {
        "kind": "claim",
        "name": row["statement"],
        "told": f"Claim, {said}" if said else "Claim",
        "url": build_url("claim", row["key"]),
    }
