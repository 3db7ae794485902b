"""The states of a claim as RFC 7089 ("Memento") has them, for programs that go back in time.

The claim's own address is its TimeGate, each published state is a memento at an address of
its own, and the TimeMap lists them (docs/adr/0023).
"""

import datetime
from collections.abc import Iterator

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date
from django.views.decorators.http import require_safe

from articles.exporting.link_format import (
    LINK_FORMAT,
    link_document,
    link_header,
    write_link,
)
from articles.models import Publication
from articles.queries import claims as claim_queries
from articles.views import answers, claim_states, claims

LISTED = 1_000  # mementos on one page of a TimeMap
UNREADABLE = "Write Accept-Datetime like this: Tue, 20 Jun 2017 09:30:00 GMT\n"


@require_safe
def claim(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    """A claim; for who asks with Accept-Datetime, the way to the state that stood then."""
    chosen = answers.requested_format(request, suffix, "json")
    if request.GET.get("on"):
        return claims.claim(request, key, suffix)
    asked = request.headers.get("Accept-Datetime")
    if asked is None:
        response = claims.claim(request, key, suffix)
    else:
        response = lead_to_memento(request, key, chosen, asked)
    patch_vary_headers(response, ["Accept-Datetime"])
    if response.status_code in {200, 400}:
        response.headers["Link"] = link_header(original_links(request, key, chosen))
    return response


def lead_to_memento(
    request: HttpRequest, key: str, chosen: str, asked: str
) -> HttpResponse:
    """To the state that stood at that moment; to the first, if it is longer ago."""
    states = claim_queries.state_moments(key)
    if not states:
        raise Http404
    if claim_states.is_withdrawn(states):
        return claim_states.claim_not_published(request, None, chosen)
    try:
        moment = requested_moment(asked)
    except ValueError:
        return HttpResponse(UNREADABLE, "text/plain; charset=utf-8", 400)
    first = states[-1]
    state = (
        first if moment < first.published_at else claim_states.state_at(states, moment)
    )
    if state is None:  # it was withdrawn then
        return claim_states.claim_not_published(request, moment.date(), chosen)
    found = HttpResponseRedirect(address_of(request, key, state, chosen))
    found.headers["Link"] = memento_links(request, key, chosen, states, state)
    return found


def requested_moment(asked: str) -> datetime.datetime:
    """The last instant of the second that is named; ValueError where none is.

    States begin within a second: so who gives the Memento-Datetime of one gets that one.
    """
    moment = datetime.datetime.fromtimestamp(parse_http_date(asked), datetime.UTC)
    return moment.replace(microsecond=999_999)


@require_safe
def claim_state(
    request: HttpRequest, key: str, number: int, suffix: str = ""
) -> HttpResponseBase:
    """A claim as it was published once: a memento."""
    chosen = answers.requested_format(request, suffix, "json")
    found = claim_states.find_state_by_number(request, key, number, chosen)
    if isinstance(found, HttpResponse):
        return found
    states, shown = found.states, found.shown
    response = claims.show_state(request, key, states, shown, chosen, as_published=True)
    response.headers["Memento-Datetime"] = http_date(shown.published_at.timestamp())
    response.headers["Link"] = memento_links(request, key, chosen, states, shown)
    return response


@require_safe
def timemap(request: HttpRequest, key: str, page: int = 1) -> HttpResponse:
    """The list of a claim's mementos, the first one first, in pages."""
    states = claim_queries.state_moments(key)
    parts = [states[::-1][at : at + LISTED] for at in range(0, len(states), LISTED)]
    if not 1 <= page <= len(parts):
        raise Http404
    if claim_states.is_withdrawn(states):
        return claim_states.claim_not_published(request, None, "")
    links = link_document(timemap_links(request, key, parts, page))
    response = HttpResponse(links, LINK_FORMAT)
    return answers.set_shown_keys(response, {key})


def original_links(request: HttpRequest, key: str, chosen: str) -> Iterator[str]:
    """To the claim, which is its own TimeGate; and of the page, to the TimeMap."""
    here = request.build_absolute_uri(claim_states.claim_address(key, chosen))
    yield write_link(here, "original timegate")
    if not chosen:
        yield write_link(timemap_address(request, key), "timemap", type=LINK_FORMAT)


def memento_links(
    request: HttpRequest,
    key: str,
    chosen: str,
    states: list[Publication],
    state: Publication,
) -> str:
    """The header of a state, of those that are given with the newest first."""
    at, oldest = states.index(state), len(states) - 1
    rels: dict[int, str] = {}
    for name, place in (("first ", oldest), ("prev ", at + 1), ("", at),
                        ("next ", at - 1), ("last ", 0)):  # fmt: skip
        if 0 <= place <= oldest:
            rels[place] = rels.get(place, "") + name
    mementos = [
        memento_link(request, key, states[place], f"{rel}memento", chosen)
        for place, rel in rels.items()
    ]
    return link_header([*original_links(request, key, chosen), *mementos])


def memento_link(
    request: HttpRequest, key: str, state: Publication, rel: str, chosen: str = ""
) -> str:
    address = address_of(request, key, state, chosen)
    return write_link(address, rel, datetime=state.published_at)


def timemap_links(
    request: HttpRequest, key: str, parts: list[list[Publication]], page: int
) -> Iterator[str]:
    """The claim, this page of its TimeMap and the others, and the mementos of this one."""
    first, last = parts[0][0], parts[-1][-1]
    yield write_link(
        request.build_absolute_uri(claim_states.claim_address(key)), "original timegate"
    )
    for number, part in enumerate(parts, 1):
        yield write_link(
            timemap_address(request, key, number),
            "self" if number == page else "timemap",
            type=LINK_FORMAT,
            **{"from": part[0].published_at, "until": part[-1].published_at},
        )
    for state in parts[page - 1]:
        ends = ("first " if state is first else "") + ("last " if state is last else "")
        yield memento_link(request, key, state, f"{ends}memento")


def timemap_address(request: HttpRequest, key: str, page: int = 1) -> str:
    """Of a page of the TimeMap; the first has the address of the whole."""
    if page == 1:
        return request.build_absolute_uri(reverse("claim_timemap", args=[key]))
    address = reverse("claim_timemap_page", args=[key, page])
    return request.build_absolute_uri(address)


def address_of(request: HttpRequest, key: str, state: Publication, chosen: str) -> str:
    address = claim_states.state_address(key, state.number, chosen)
    return request.build_absolute_uri(address)
