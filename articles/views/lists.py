"""What every list page shows besides its rows: facets, chips, the next page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django_filters import FilterSet

from articles.claim_data import PageData
from articles.queries.paging import M, Page

# Parameters that choose a page or a format, not what is listed.
NOT_A_FILTER = ("after", "format")


@dataclass
class Choices:
    """One facet: the values that a filter could take, with counts.

    `of`: only over so many of the newest rows; 0: over all.
    """

    name: str
    label: str
    options: Iterable[tuple[str, str, int]]
    of: int = 0
    more: bool = False


@dataclass
class Address:
    """The address of a list, with one filter more or less."""

    path: str
    query: QueryDict
    removable: tuple[str, ...] = field(default=NOT_A_FILTER)

    @classmethod
    def of(cls, request: HttpRequest, path: str) -> "Address":
        query = request.GET.copy()
        for name in NOT_A_FILTER:
            query.pop(name, None)
        for name in [name for name in query if not any(query.getlist(name))]:
            query.pop(name)
        return cls(path, query)

    def __str__(self) -> str:
        return self.to(self.query)

    def to(self, query: QueryDict, path: str = "") -> str:
        encoded = query.urlencode()
        return f"{path or self.path}?{encoded}" if encoded else path or self.path

    def using(self, **values: str) -> str:
        query = self.query.copy()
        for name, value in values.items():
            query[name] = value
        return self.to(query)

    def adding(self, name: str, value: str) -> str:
        query = self.query.copy()
        query.setlist(name, [*query.getlist(name), value])
        return self.to(query)

    def without(self, name: str, value: str | None = None) -> str:
        query = self.query.copy()
        left = [other for other in query.getlist(name) if value not in {None, other}]
        query.setlist(name, left)
        if not left:
            query.pop(name)
        return self.to(query)

    def in_format(self, suffix: str, **values: str) -> str:
        query = self.query.copy()
        for name, value in values.items():
            query[name] = value
        return self.to(query, f"{self.path.rstrip('/')}.{suffix}")


def filter_without(
    filters: type[FilterSet], request: HttpRequest, rows: QuerySet[M], *names: str
) -> QuerySet[M]:
    """The rows as narrowed by all filters of the address but these."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    narrowed: QuerySet[M] = filters(query, rows).qs
    return narrowed


def read_in_batches(rows: QuerySet[M], size: int = 500) -> Iterator[list[M]]:
    """All rows, so many at a time, so that no table is ever held whole."""
    read = rows.iterator(chunk_size=size)
    while batch := list(islice(read, size)):
        yield batch


def facet_options(address: Address, choices: Choices, *, many: bool) -> PageData:
    """A facet's options as links that add a value, change it or take it away."""
    chosen = address.query.getlist(choices.name)
    options = []
    for value, label, count in choices.options:
        selected = value in chosen
        if selected:
            url = address.without(choices.name, value)
        elif many:
            url = address.adding(choices.name, value)
        else:
            url = address.using(**{choices.name: value})
        options.append(
            {
                "label": label,
                "value": value,
                "count": count,
                "url": url,
                "selected": selected,
                "verdict": value if choices.name == "verdict" else None,
            }
        )
    return {
        "name": choices.name,
        "label": choices.label,
        "options": options,
        "of": choices.of,
        "more": choices.more,
    }


def filter_chips(
    address: Address, filterset: django_filters.FilterSet, names: dict[str, str]
) -> list[PageData]:
    """The filters that are on, each with the address of the list without it."""
    on = []
    needs = getattr(filterset, "NEEDS", {})
    for name, used in filterset.filters.items():
        if name in needs and not address.query.get(needs[name]):
            continue
        label = used.label if used.label.endswith("?") else f"{used.label}:"
        for value in address.query.getlist(name):
            shown = names.get(value) or dict(used.extra.get("choices", ())).get(
                value, value
            )
            on.append(
                {"label": f"{label} {shown}", "url": address.without(name, value)}
            )
    return on


def list_page(
    request: HttpRequest,
    path: str,
    found: Page[Any],
    rows: list[PageData],
    filterset: django_filters.FilterSet,
    *,
    facets: Iterable[Choices] = (),
    names: dict[str, str] | None = None,
) -> PageData:
    """The list as templates and JSON show it; `names` gives words for keys."""
    address = Address.of(request, path)
    last = rows[-1].get("key") or rows[-1]["source"]["key"] if rows else ""
    many = {
        name
        for name, used in filterset.filters.items()
        if isinstance(used, django_filters.MultipleChoiceFilter)
    }
    return {
        "rows": rows,
        "total": found.total,
        "at_least": found.at_least,
        "next": address.using(after=last) if found.more else None,
        "next_json": address.in_format("json", after=last) if found.more else None,
        "first": str(address) if request.GET.get("after") else None,
        "facets": [
            facet_options(address, choices, many=choices.name in many)
            for choices in facets
        ],
        "chips": filter_chips(address, filterset, names or {}),
        "form": filterset.form,
        "json_url": address.in_format("json"),
        "csv_url": address.in_format("csv"),
    }
