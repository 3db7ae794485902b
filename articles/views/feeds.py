"""Lists of claims and of articles as Atom feeds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.claim_data import PageData, work_ref
from articles.domain.attribution.chains import speakers_of_title
from articles.models import Article
from articles.queries import claim_lists
from articles.queries.claim_selection import ClaimQuery
from articles.rendering.feeds import claim_entry, write_feed
from articles.views import answers
from articles.views.lists import Address

Entry = Callable[[PageData, str], PageData]


def list_as_atom(
    request: HttpRequest, name: str, page: PageData, entry: Entry
) -> HttpResponse:
    """A page of a list, as list_page made it, with its filters in the title."""
    filters = "; ".join(chip["label"] for chip in page["chips"])
    title = f"{name}: {filters}" if filters else name
    more = page["next"] is not None
    address = page["address"].unsorted()
    return as_feed(request, address, title, page["rows"], entry, more=more)


def as_feed(
    request: HttpRequest,
    address: Address,
    title: str,
    rows: list[PageData],
    entry: Entry,
    *,
    more: bool,
) -> HttpResponse:
    """Rows of a list as a feed of what stands at this address."""
    site = request.build_absolute_uri("/").rstrip("/")
    feed = f"{site}{address.in_format('atom')}"
    after, last = request.GET.get("after", ""), rows[-1]["key"] if rows else ""
    in_order = dict(sorted(address.query.items()))
    about = {
        "id": f"{site}{Address(address.path, in_order)}",
        "title": title,
        "page": f"{site}{address}",
        "self": f"{site}{address.in_format('atom', after=after)}" if after else feed,
        "first": feed if after or more else None,
        "next": f"{site}{address.in_format('atom', after=last)}" if more else None,
    }
    return answers.as_atom(write_feed(about, [entry(row, site) for row in rows], site))


def claims_as_atom(
    request: HttpRequest, address: Address, title: str, asked: ClaimQuery
) -> HttpResponse:
    """The claims that are asked for, the newest decision first."""
    found = claim_lists.page_of_claims(asked, request.GET.get("after", ""))
    rows = [claim_lists.claim_summary(claim) for claim in found.rows]
    return as_feed(request, address, title, rows, claim_entry, more=found.more)


def article_as_atom(request: HttpRequest, key: str) -> HttpResponse:
    """The claims in an article, in whichever version of its text."""
    stored = get_object_or_404(Article.objects.public().with_work(), key=key)
    work = work_ref(stored.work)
    title = f"Claims in {speakers_of_title(work)}: {work['title']}"
    address = Address.of(request, reverse("article", args=[key]))
    feed = claims_as_atom(request, address, title, ClaimQuery(article=key))
    return answers.set_shown_keys(feed, [key])
