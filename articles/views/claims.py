"""The published claims: a list that filters narrow, and a page for each claim."""

import datetime
from collections.abc import Container, Iterable, Iterator

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, stated_override
from articles.domain.dates import PartialDate
from articles.exporting.claims import claim_csv
from articles.filters import FIDELITY_LABEL, UNREVIEWED, ClaimFilter
from articles.models import Article, Publication, Source
from articles.models.base import KEY_ALPHABET, KEY_LENGTH
from articles.models.choices import (
    NOT_YET_CHECKED,
    NOT_YET_REVIEWED,
    UNCHECKED,
    ClaimKind,
    Fidelity,
    Role,
    Verdict,
)
from articles.queries import citations as citation_queries
from articles.queries import claim_relations, facets
from articles.queries import claims as claim_queries
from articles.queries.independence import judge_independence
from articles.queries.paging import ValueCounts
from articles.views import answers
from articles.views.lists import Choices, filter_without, list_page
from articles.views.panel import independence_panel

# Filters by which exact counts are kept.
STORED_COUNT_FILTERS = ({"verdict", "source", "role"}, {"verdict", "role", "outlet"})


@require_safe
def claims(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix)
    filterset = ClaimFilter(request.GET, Publication.objects.current())
    if not filterset.form.is_valid():
        if chosen:
            return answers.as_json({"errors": filterset.form.errors}, 400)
        found = Publication.objects.none()
    else:
        found = filterset.qs
    if chosen == "csv":
        return claims_as_csv(request, "claims", found)
    exact = stored_counts(filterset)
    newest = claim_queries.newest_claims(
        found, request.GET.get("after", ""), known_total(filterset, exact)
    )
    page = list_page(
        request, reverse("claims"), newest,
        [claim_queries.claim_summary(publication) for publication in newest.rows],
        filterset, facets=claim_facets(request, filterset, exact, newest.sample_limit),
        names=filter_value_names(request),
    )  # fmt: skip
    if chosen:
        return answers.as_json(list_as_json(page, "claims"))
    status = 200 if filterset.form.is_valid() else 400
    words = "" if newest.rows else filterset.form.cleaned_data.get("q", "")
    is_nothing = bool(words) and not claim_queries.has_searched_words(words)
    context = {"page": page, "little_words": words if is_nothing else ""}
    return answers.render_page(request, "articles/claims.html", context, status)


def list_as_json(page: PageData, name: str) -> PageData:
    """The list without what only a page needs."""
    facets = {
        facet["name"]: {option["value"]: option["count"] for option in facet["options"]}
        for facet in page["facets"]
    }
    partial = {facet["name"]: facet["of"] for facet in page["facets"] if facet["of"]}
    return {
        name: page["rows"],
        "total": page["total"],
        "at_least": page["at_least"],
        "next": page["next_json"],
        "facets": facets,
        "facets_of_newest": partial,
    }


def claims_as_csv(
    request: HttpRequest, name: str, found: QuerySet[Publication]
) -> HttpResponseBase:
    any_key = KEY_ALPHABET[0] * KEY_LENGTH
    address = request.build_absolute_uri(reverse("claim", args=[any_key]))
    before, behind = address.rsplit(any_key, 1)
    return answers.as_csv(request, name, claim_csv(found, before, behind))


def claims_without_filters(request: HttpRequest, *names: str) -> QuerySet[Publication]:
    return filter_without(ClaimFilter, request, Publication.objects.current(), *names)


def stored_counts(filterset: ClaimFilter) -> dict[str, int] | None:
    """Claims by verdict as the other filters leave them, where such counts are kept."""
    if not filterset.form.is_valid():
        return {}
    filters = filterset.form.cleaned_data
    used = {name for name, value in filters.items() if value}
    if not any(used <= kept for kept in STORED_COUNT_FILTERS):
        return None
    if filters["outlet"]:
        return facets.stored_verdict_counts(filters["outlet"], Role.OUTLET)
    return facets.stored_verdict_counts(
        filters["source"], filters["source"] and filters["role"]
    )


def known_total(filterset: ClaimFilter, exact: dict[str, int] | None) -> int | None:
    """How many claims the list has, where that is known without counting them."""
    if not exact:
        return None if exact is None else 0
    chosen = filterset.form.cleaned_data["verdict"]
    verdicts = ["" if one == UNREVIEWED else one for one in chosen] or list(exact)
    return sum(exact.get(verdict, 0) for verdict in verdicts)


def claim_facets(
    request: HttpRequest,
    filterset: ClaimFilter,
    exact: dict[str, int] | None,
    most: int,
) -> Iterator[Choices]:
    """Each filter's values, counted over the claims that the other filters leave."""
    if not filterset.form.is_valid():
        return
    asked = filterset.form.cleaned_data
    role = Role(asked["role"] or Role.CLAIMANT)
    source = asked["source"]
    wanted = [
        facets.field_facet("kind", claims_without_filters(request, "kind"), "kind"),
        citation_queries.fidelity_facet(
            "fidelity", claims_without_filters(request, "fidelity"), asked
        ),
        facets.source_facet("source", claims_without_filters(request, "source"), role),
        facets.source_facet(
            "outlet", claims_without_filters(request, "outlet"), Role.OUTLET
        ),
        facets.article_facet("article", claims_without_filters(request, "article")),
    ]
    if source:
        both = claims_without_filters(request, "source", "role")
        wanted.append(facets.role_facet("role", both, source))
    if exact is None:
        verdicts = claims_without_filters(request, "verdict")
        wanted.append(facets.field_facet("verdict", verdicts, "verdict"))
    found = facets.count_facets(wanted, most)
    of = {name: each.of for name, each in found.items()}
    counts = {name: each.counts for name, each in found.items()}
    if exact is None:
        exact = {verdict: count for verdict, _, count in counts["verdict"]}
    yield Choices("verdict", "Status", [
        (value, word, exact.get("" if value == UNREVIEWED else value, 0))
        for value, word in [*Verdict.choices, (UNREVIEWED, NOT_YET_REVIEWED)]
    ], of.get("verdict", 0))  # fmt: skip
    kinds = scale_counts(ClaimKind.choices, counts["kind"])
    yield Choices("kind", "Kind", kinds, of["kind"])
    scale = [*Fidelity.choices, (UNCHECKED, NOT_YET_CHECKED)]
    fidelities = scale_counts(scale, counts["fidelity"], asked["fidelity"])
    yield Choices("fidelity", FIDELITY_LABEL, fidelities, of["fidelity"])
    if source:
        roles = scale_counts(Role.choices, counts["role"])
        yield Choices("role", "Role of the source", roles, of["role"])
    yield Choices("source", role.label, *found["source"], more=True)
    yield Choices("outlet", "Outlet", *found["outlet"])
    yield Choices("article", "Article", *found["article"])


def scale_counts(
    scale: Iterable[tuple[str, str]], counts: ValueCounts, chosen: Container[str] = ()
) -> ValueCounts:
    """The counts in the order and the words of a scale; what is chosen stays on it."""
    by_value = {value: count for value, _, count in counts}
    return [
        (value, word, by_value.get(value, 0))
        for value, word in scale
        if value in by_value or value in chosen
    ]


def filter_value_names(request: HttpRequest) -> dict[str, str]:
    """The words for the keys that stand in the address; only public ones."""
    keys = {
        key
        for name in ("source", "outlet", "author")
        for key in request.GET.getlist(name)
    }
    known = dict(
        Source.objects.public().filter(key__in=keys).values_list("key", "name")
    )
    article = Article.objects.public().filter(key__in=request.GET.getlist("article"))
    return known | dict(article.values_list("key", "work__title"))


@require_safe
def claim(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    """A published claim, now or as it stood on the day that `?on=` names."""
    chosen = answers.requested_format(request, suffix)
    if chosen == "csv":
        raise Http404
    states = claim_queries.published_states(key)
    if not states:
        raise Http404
    try:
        day = requested_day(request)
    except ValueError:
        return refuse_day(chosen)
    shown = state_on(states, day)
    if shown is None:
        return claim_not_published(request, day, chosen)
    record = shown.in_force or shown.record  # type: ignore[attr-defined]  # annotated by states()
    is_current = shown.superseded_at is None
    around: PageData = {}
    if is_current:
        # Who is connected with whom may have become known since it was published, and
        # relations between claims are not kept by day.
        record["independence"] = judge_independence(record, public=True).data()
        around = claim_relations.public_claim_relations(shown.claim_id, record)
    if chosen:
        return answers.as_json({**record, **around})
    if not is_current:
        claim_queries.mark_unseen(record)
    address = reverse("claim", args=[key])
    that_day = f"?on={day}" if day else ""
    context = {
        "claim": record,
        "cited_so": citation_queries.ordered_fidelity_counts(
            citation_queries.appearance_fidelity_counts(record["appearances"])
        ),
        "around": around,
        "independence": independence_panel(record),
        "override": stated_override(record["decisions"]),
        "on": day,
        "history": [state_summary(state, address, shown) for state in states],
        "is_current": is_current,
        # Who cites what is shown, or takes it as data, gets the same state again.
        "json_url": reverse("claim_as", args=[key, "json"]) + that_day,
        "permanent_url": request.build_absolute_uri(address + that_day),
    }
    return answers.render_page(request, "articles/claim.html", context)


def requested_day(request: HttpRequest) -> datetime.date | None:
    """The day that `?on=` names; raises ValueError where it names none."""
    asked = request.GET.get("on", "")
    if not asked:
        return None
    day, precision = PartialDate.parse(asked)
    if precision != "day":
        raise ValueError("That is a month or a year.")
    return day


def refuse_day(chosen: str) -> HttpResponseBase:
    """Today's state is no answer to a day that cannot be read."""
    if chosen:
        return answers.as_json({"error": "Write the day as 2017-06-20."}, 400)
    raise BadRequest("That is no day.")


def state_on(
    states: list[Publication], day: datetime.date | None
) -> Publication | None:
    """What stood at the end of that day (now, where no day is asked), newest first."""
    if day is None:
        return next((state for state in states if state.superseded_at is None), None)
    # Nobody knows how it will stand. That is no page to be kept (docs/adr/0012).
    if day > timezone.localdate():
        return None
    midnight = datetime.time.max
    moment = datetime.datetime.combine(day, midnight, timezone.get_current_timezone())
    for state in states:
        ended = state.superseded_at is not None and state.superseded_at <= moment
        if state.published_at <= moment and not ended:
            return state
    return None


def state_summary(state: Publication, address: str, shown: Publication) -> PageData:
    """One line of the history; a day is a link to the state in which it ended."""
    begun, until = state.published_at, state.superseded_at
    url = address
    if until:
        url = f"{address}?on={begun.date()}" if until.date() > begun.date() else ""
    return {
        "number": state.number,
        "verdict": state.verdict or None,
        "why": state.why,  # type: ignore[attr-defined]  # annotated by states()
        "published_at": begun,
        "superseded_at": until,
        "url": url,
        "selected": state.pk == shown.pk,
    }


def claim_not_published(
    request: HttpRequest, day: datetime.date | None, chosen: str
) -> HttpResponseBase:
    """Published once and withdrawn since, or not yet published on the day asked for."""
    if chosen:
        return answers.as_json({"error": "This claim is not published."}, 410)
    return answers.render_page(request, "errors/410.html", {"on": day}, 410)
