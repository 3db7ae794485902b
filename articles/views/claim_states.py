"""The states in which a claim stood published: which one is asked for, and its history."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.claim_data import PageData
from articles.forms.fields import DayField
from articles.models import Publication
from articles.queries import claims as claim_queries
from articles.views import answers

STATES_SHOWN = claim_queries.REASONS_READ  # of the history; all of them when asked for


def requested_day(request: HttpRequest) -> datetime.date | None:
    """The day that `?on=` names; raises ValidationError where it names none."""
    typed = request.GET.get("on", "")
    if not typed.isascii():  # Python would read digits of any script
        raise ValidationError("That is no day.")
    day: datetime.date | None = DayField(required=False).clean(typed)
    return day


def refuse_day(request: HttpRequest, key: str, chosen: str) -> HttpResponse:
    """Today's state is no answer to a day that cannot be read."""
    if chosen:
        return answers.as_json({"error": "Write the day as 2017-06-20."}, 400)
    context = {"key": key, "typed": request.GET["on"]}
    return answers.render_page(request, "errors/day.html", context, 400)


@dataclass(frozen=True)
class FoundState:
    """The state that is asked for, of all of them, the newest first; by day, if by one."""

    states: list[Publication]
    shown: Publication
    day: datetime.date | None = None


def find_state_by_day(
    request: HttpRequest, key: str, chosen: str
) -> FoundState | HttpResponse:
    """What stood on the day that `?on=` names, else what stands; or why there is none."""
    states = claim_queries.published_states(key)
    if not states:
        raise Http404
    try:
        day = requested_day(request)
    except ValidationError:
        return refuse_day(request, key, chosen)
    shown = state_on(states, day)
    if shown is None:
        return claim_not_published(request, day, chosen)
    return FoundState(states, shown, day)


def find_state_by_number(
    request: HttpRequest, key: str, number: int, chosen: str
) -> FoundState | HttpResponse:
    """The state with this number; or why it cannot be read."""
    states = claim_queries.published_states(key)
    shown = next((state for state in states if state.number == number), None)
    if shown is None:
        raise Http404
    if is_withdrawn(states):
        return claim_not_published(request, None, chosen)
    return FoundState(states, shown)


def state_on(
    states: list[Publication], day: datetime.date | None
) -> Publication | None:
    """What stood at the end of that day (now, where no day is asked), newest first."""
    if day is None:
        return next((state for state in states if state.superseded_at is None), None)
    # Nobody knows how it will stand. That is no page to be kept (docs/adr/0018).
    if day > timezone.localdate():
        return None
    midnight = datetime.time.max
    moment = datetime.datetime.combine(day, midnight, timezone.get_current_timezone())
    return state_at(states, moment)


def state_at(
    states: list[Publication], moment: datetime.datetime
) -> Publication | None:
    """What stood at that moment, of states with the newest first."""
    for state in states:
        ended = state.superseded_at is not None and state.superseded_at <= moment
        if state.published_at <= moment and not ended:
            return state
    return None


def is_withdrawn(states: list[Publication]) -> bool:
    """Whether none of a claim's states is in force any more."""
    return all(state.superseded_at is not None for state in states)


def history_lines(
    request: HttpRequest, key: str, states: list[Publication], shown: Publication
) -> PageData:
    """The lines of the history, how many older ones are left out, and ways to others."""
    withdrawn = is_withdrawn(states)
    urls = [history_url(key, state, withdrawn=withdrawn) for state in states]
    lines = [
        state_summary(state, url, shown)
        for state, url in zip(states, urls, strict=True)
    ]
    is_whole = request.GET.get("history") == "all"
    at = states.index(shown)
    return {
        "history": lines if is_whole else lines[:STATES_SHOWN],
        "earlier": 0 if is_whole else max(0, len(lines) - STATES_SHOWN),
        "first_url": urls[-1] if at < len(urls) - 1 else "",
        "previous_url": urls[at + 1] if at < len(urls) - 1 else "",
        "next_url": urls[at - 1] if at else "",
    }


def history_url(key: str, state: Publication, *, withdrawn: bool) -> str:
    """Where a line of the history leads.

    Of a withdrawn claim, which shows no states by number (docs/adr/0023), to the day on
    which a state began, if it had not ended by then.
    """
    begun, until = state.published_at.date(), state.superseded_at
    if until is None:
        return claim_address(key)
    if not withdrawn:
        return state_address(key, state.number)
    return f"{claim_address(key)}?on={begun}" if until.date() > begun else ""


def state_summary(state: Publication, url: str, shown: Publication) -> PageData:
    """One line of the history."""
    return {
        "number": state.number,
        "verdict": state.verdict or None,
        "why": state.why,  # type: ignore[attr-defined]  # annotated by states()
        "published_at": state.published_at,
        "superseded_at": state.superseded_at,
        "url": url,
        "selected": state.pk == shown.pk,
    }


def state_address(key: str, number: int, suffix: str = "") -> str:
    """Where this state of a claim can be read, as long as the claim stands."""
    if suffix:
        return reverse("claim_state_as", args=[key, number, suffix])
    return reverse("claim_state", args=[key, number])


def claim_address(key: str, suffix: str = "") -> str:
    if suffix:
        return reverse("claim_as", args=[key, suffix])
    return reverse("claim", args=[key])


def shown_address(
    key: str,
    shown: Publication,
    states: list[Publication],
    day: datetime.date | None,
    *,
    is_current: bool,
) -> str:
    """Where who cites what is shown, or takes it as data, gets the same state again."""
    if is_current or is_withdrawn(states):
        return claim_address(key) + (f"?on={day}" if day else "")
    return state_address(key, shown.number)


def claim_not_published(
    request: HttpRequest, day: datetime.date | None, chosen: str
) -> HttpResponse:
    """Published once and withdrawn since, or not yet published on the day asked for."""
    if chosen:
        return answers.as_json({"error": "This claim is not published."}, 410)
    return answers.render_page(request, "errors/410.html", {"on": day}, 410)
