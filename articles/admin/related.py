"""Rows of other tables on the page of a row: read there, and changed at the desk.

Not Django's inlines, which make a form of each row and show all there are: a source
that speaks in 5,000 claims would make a page of megabytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst

from articles import models as tables
from articles.admin.history import HistoryAdmin

ROWS_PER_PAGE = 50  # of a list
ROWS_SHOWN = 50  # on the page of the row that they belong to
CELL_LENGTH = 300  # characters

# The desk's page at which a row is changed.
DESK: dict[type[models.Model], Callable[[Any], str]] = {
    tables.Claim: lambda row: reverse("desk_claim", args=[row.key]),
    tables.Appearance: lambda row: reverse("desk_appearance", args=[row.key]),
    tables.Citation: lambda row: reverse(
        "desk_citation", args=[row.appearance.key, row.number]
    ),
    tables.Evidence: lambda row: reverse("desk_evidence", args=[row.key]),
    tables.Decision: lambda row: reverse("desk_claim", args=[row.claim.key]),
    tables.Publication: lambda row: reverse("desk_claim", args=[row.claim.key]),
    tables.Article: lambda row: reverse("desk_article", args=[row.key]),
    tables.TextVersion: lambda row: reverse(
        "desk_version", args=[row.article.key, row.number]
    ),
    tables.Work: lambda row: reverse("desk_work", args=[row.key]),
    tables.WorkRelation: lambda row: reverse("desk_work_relation", args=[row.pk]),
    tables.Source: lambda row: reverse("desk_source", args=[row.key]),
    tables.SourceRelation: lambda row: reverse("desk_relation", args=[row.pk]),
    tables.Snapshot: lambda row: reverse("desk_snapshot", args=[row.key]),
    tables.FetchJob: lambda row: reverse("desk_fetch", args=[row.key]),
}


def desk_address(row: models.Model) -> str | None:
    """Where the desk shows this row and changes it, if anywhere."""
    address = DESK.get(type(row))
    return address(row) if address else None


@dataclass(frozen=True)
class Column:
    """A column with words of its own, for who may see this other table as well."""

    heading: str
    cell: Callable[[Any], Any]
    needs: type[models.Model] | None = None


@dataclass(frozen=True)
class RelatedRows:
    """The rows of a table that belong, by a field of theirs, to the row on the page."""

    table: type[models.Model]
    field: str
    columns: Sequence[str | Column]
    title: str = ""
    order: str = "pk"
    select: Sequence[str] = ()
    prefetch: Sequence[Any] = ()
    defer: Sequence[str] = ()

    def describe(
        self, row: models.Model, request: HttpRequest, site: AdminSite
    ) -> dict[str, Any]:
        """The first of them, how many there are, and where all stand."""
        found = self.table._default_manager.filter(**{self.field: row})
        shown = (
            found.select_related(*self.select)
            .prefetch_related(*self.prefetch)
            .defer(*self.defer)
            .order_by(self.order, "pk")[:ROWS_SHOWN]
        )
        columns = [each for each in self.columns if self.may_see(each, request, site)]
        total = found.count()
        return {
            "id": f"{self.table._meta.model_name}-{self.field}",
            "title": self.title or capfirst(self.table._meta.verbose_name_plural),
            "headings": [self.heading(column) for column in columns],
            "rows": [
                {
                    "cells": [self.value(column, each) for column in columns],
                    "name": str(each),
                    "address": self.address("change", site, each.pk),
                    "desk": desk_address(each),
                }
                for each in self.with_parent(shown, row)
            ],
            "total": total,
            "more": total > ROWS_SHOWN,
            "all": f"{all_rows}?{self.field}__id__exact={row.pk}"
            if (all_rows := self.address("changelist", site))
            else None,
        }

    def with_parent(
        self, rows: models.QuerySet[Any], parent: models.Model
    ) -> list[Any]:
        """The rows, which are not to look up again what they belong to."""
        found = list(rows)
        if "__" not in self.field:
            for each in found:
                setattr(each, self.field, parent)
        return found

    def may_see(
        self, column: str | Column, request: HttpRequest, site: AdminSite
    ) -> bool:
        needed = None if isinstance(column, str) else column.needs
        return needed is None or may_view(needed, request)

    def address(self, page: str, site: AdminSite, *args: Any) -> str | None:
        if not site.is_registered(self.table):
            return None
        meta = self.table._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)

    def heading(self, column: str | Column) -> str:
        if isinstance(column, Column):
            return column.heading
        return capfirst(str(label_for_field(column, self.table)))

    def value(self, column: str | Column, row: models.Model) -> Any:
        if isinstance(column, Column):
            return column.cell(row)
        field, _, value = lookup_field(column, row)
        if field is None or field.remote_field:
            return shorten(value)
        shown = display_for_field(value, field, "–")
        return shorten(shown) if isinstance(value, str) else shown


def shorten(value: Any) -> Any:
    return "–" if value in (None, "") else isolate(Truncator(value).chars(CELL_LENGTH))


def isolate(words: str) -> str:
    """Words that run the way of their own script."""
    return format_html("<bdi>{}</bdi>", words)


def may_view(table: type[models.Model], request: HttpRequest) -> bool:
    """Whether this person may look at this table, as Django's inlines ask it."""
    meta = table._meta
    return any(
        request.user.has_perm(f"{meta.app_label}.{act}_{meta.model_name}")
        for act in ("view", "change")
    )


class RelatedAdmin(HistoryAdmin):
    """A table whose rows show the rows of others that belong to them."""

    list_per_page = ROWS_PER_PAGE
    show_full_result_count = False
    related: Sequence[RelatedRows] = ()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        row = options.get("obj")
        if row is not None:
            context["desk"] = desk_address(row)
            context["related"] = [
                each.describe(row, request, self.admin_site)
                for each in self.related
                if may_view(each.table, request)
            ]
        return super().render_change_form(request, context, *args, **options)
