"""The admin's “History” of a row: every save of it, from wherever it came.

Django's own history knows only what was saved in the admin. Here it is read from the
tables that the database's triggers fill, which nobody can change.
"""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pghistory.admin
import pghistory.core
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import Truncator

from articles.models import Claim, User
from articles.models.choices import Stage
from articles.queries.history import event_user_id
from articles.queries.team import claims_sealed_from

EVENTS_PER_PAGE = 100
# They change with every save, and say nothing of what was changed.
UNREPORTED_FIELDS = {"updated_at", "version"}


class CheckedChangeList(ChangeList):
    """A list that is shown whole where its address asks for what no row can have.

    Django tries a filter before it asks the database; a year beyond all dates fails then.
    """

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error


class HistoryAdmin(admin.ModelAdmin):
    """A table whose rows' history is the one that the triggers write."""

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return CheckedChangeList

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # A table without a history of this kind has the one of the admin.
        history: dict[str, Any] = {}
        if hasattr(self.model, "history"):
            row = self.model(pk=unquote(object_id))
            events = list(row.history.order_by("pgh_id"))
            saves = list_saves(self.model, shown_events(row, events, request.user))
            pages = Paginator(list(saves), EVENTS_PER_PAGE)
            page = pages.get_page(request.GET.get(PAGE_VAR, 1))
            history = {
                "action_list": page,
                "page_range": pages.get_elided_page_range(page.number),
                "pagination_required": pages.num_pages > 1,
            }
        context = {**history, **(extra_context or {})}
        return super().history_view(request, object_id, context)


def shown_events(row: models.Model, events: Sequence[Any], user: Any) -> list[Any]:
    """These events, without those by which a sealed first verdict was given."""
    if not isinstance(row, Claim):
        return list(events)
    if str(row.pk) not in map(str, claims_sealed_from(user)):
        return list(events)
    return [event for event in events if event.stage != Stage.FIRST_VERDICT]


def list_saves(
    table: type[models.Model], events: Sequence[Any]
) -> Iterator[SimpleNamespace]:
    """Yield each save as Django's template wants it: when, by whom, and what it did."""
    people = User.objects.in_bulk(
        {user for event in events if (user := event_user_id(event))}
    )
    system = User(username="The system")
    for older, newer in zip([None, *events], events, strict=False):
        yield SimpleNamespace(
            action_time=newer.pgh_created_at,
            user=people.get(event_user_id(newer) or 0, system),
            get_change_message=describe_save(table, older, newer),
        )


def describe_save(table: type[models.Model], older: Any, newer: Any) -> str:
    """Describe what one save did, in a sentence."""
    if newer.pgh_label == "delete":
        return "Deleted."
    if older is None:
        return "Recorded."
    changed = [
        f"{field.verbose_name}: {format_field_value(field, older)} → {format_field_value(field, newer)}"
        for field in table._meta.concrete_fields
        if field.name not in UNREPORTED_FIELDS
        and hasattr(newer, field.attname)
        and getattr(older, field.attname) != getattr(newer, field.attname)
    ]
    return "Changed " + "; ".join(changed) + "." if changed else "Saved."


def format_field_value(field: models.Field, event: Any) -> str:
    value = getattr(event, field.attname)
    words = dict(field.flatchoices).get(value, value)
    return f"“{Truncator(words).chars(80)}”" if words not in ("", None) else "nothing"


class EventsChangeList(CheckedChangeList, pghistory.admin.core.EventsChangeList):  # type: ignore[misc]  # it has no types
    pass


class EventsAdmin(pghistory.admin.EventsAdmin):  # type: ignore[misc]  # it has no types
    """Every save of one table: also the rows that are no more, whose page is gone."""

    # Counts beside the filters ask for columns that a union of all tables has not.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return EventsChangeList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        events: models.QuerySet[Any] = super().get_queryset(request)
        staff: Any = request.user
        if not (hidden := claims_sealed_from(staff)):
            return events
        return events.exclude(
            pgh_obj_model="articles.Claim",
            pgh_obj_id__in=[str(claim) for claim in hidden],
            pgh_data__stage=Stage.FIRST_VERDICT,
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; 400 for a table or a row that there is none of."""
        if not names_a_table(request.GET):
            raise BadRequest("There is no such table, or no such row.")
        hint = "Choose a table on the right. One row's history is on its own page."
        context = {} if request.GET else {"subtitle": hint}
        page: HttpResponse = super().changelist_view(
            request, {**context, **(extra_context or {})}
        )
        return page


def names_a_table(query: QueryDict) -> bool:
    """Whether what these filters name is there: pghistory looks it up unasked."""
    table, _, key = query.get("obj", "").partition(":")
    logs = {model._meta.label_lower for model in pghistory.core.event_models()}
    try:
        if table and not apps.get_model(table)._base_manager.filter(pk=key).exists():
            return False
        if model := query.get("model"):
            apps.get_model(model)
    except (LookupError, ValueError, ValidationError):
        return False
    return query.get("event_model", "").lower() in {"", *logs}
