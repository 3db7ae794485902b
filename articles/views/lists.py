"""What every list page shows besides its rows: facets, chips, the next page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote_plus

from django.forms import Field
from django.http import HttpRequest

from articles.claim_data import PageData
from articles.filters import ListFilter
from articles.forms.fields import DayField, DayInput
from articles.queries.fewer_words import SearchAdvice
from articles.queries.paging import Page

SORT = "sort"  # narrows nothing
# Parameters that choose a page or a format, not what is listed.
NOT_A_FILTER = ("after", "format")


@dataclass
class Choices:
    """One facet: the values that a filter could take, with counts."""

    name: str
    label: str
    options: Iterable[tuple[str, str, int]]
    more: bool = False


@dataclass(frozen=True)
class Address:
    """The address of a list, with one filter more or less."""

    path: str
    query: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, request: HttpRequest, path: str) -> "Address":
        query = {
            name: values
            for name, values in request.GET.lists()
            if name not in NOT_A_FILTER and any(values)
        }
        return cls(path, query)

    def __str__(self) -> str:
        return self.with_query(self.query)

    def values(self, name: str) -> Sequence[str]:
        return self.query.get(name, ())

    def with_query(self, query: Mapping[str, Sequence[str]], path: str = "") -> str:
        encoded = "&".join(
            f"{quote_plus(name)}={quote_plus(value)}"
            for name, values in query.items()
            for value in values
        )
        return f"{path or self.path}?{encoded}" if encoded else path or self.path

    def using(self, **values: str) -> str:
        chosen = {name: [value] for name, value in values.items()}
        return self.with_query({**self.query, **chosen})

    def adding(self, name: str, value: str) -> str:
        return self.with_query({**self.query, name: [*self.values(name), value]})

    def without(self, name: str, value: str | None = None) -> str:
        left = [other for other in self.values(name) if value not in {None, other}]
        return self.with_query({**self.query, name: left})

    def only(self, names: Iterable[str]) -> "Address":
        """With these parameters alone, in one order whatever the reader came by."""
        kept = {name: sorted(self.values(name)) for name in names if self.values(name)}
        return Address(self.path, kept)

    def unsorted(self) -> "Address":
        """Of the same list in its own order, in which a feed always is."""
        kept = {name: found for name, found in self.query.items() if name != SORT}
        return Address(self.path, kept)

    def in_format(self, suffix: str, **values: str) -> str:
        chosen = {name: [value] for name, value in values.items()}
        path = f"{self.path.rstrip('/')}.{suffix}"
        return self.with_query({**self.query, **chosen}, path)


def read_in_batches(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    """Ids, so many at a time, so that no table is ever held whole."""
    for first in range(0, len(ids), size):
        yield ids[first : first + size]


def facet_options(address: Address, choices: Choices, *, many: bool) -> PageData:
    """A facet's options as links that add a value, change it or take it away."""
    chosen = address.values(choices.name)
    options = []
    for value, label, count in choices.options:
        selected = value in chosen
        if selected:
            url = address.without(choices.name, value)
        elif not count:
            url = ""  # it would lead to an empty list
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
        "more": choices.more,
    }


def filters_in_use(address: Address, filters: ListFilter) -> list[str]:
    """The filters that the address names, but for those that do nothing there."""
    return [
        name
        for name in filters.form.fields
        if name != SORT
        and address.values(name)
        and (name not in filters.NEEDS or address.values(filters.NEEDS[name]))
    ]


def value_in_words(used: Field, value: str) -> str:
    """What was chosen, or a day that was typed, as the page says it."""
    if isinstance(used, DayField):
        return DayInput().format_value(value) or value
    return str(dict(getattr(used, "choices", ())).get(value, value))


def filter_chips(
    address: Address, filters: ListFilter, names: Mapping[str, str]
) -> list[PageData]:
    """The filters that are on, each with the address of the list without it."""
    on = []
    for name in filters_in_use(address, filters):
        used = filters.form.fields[name]
        for value in address.values(name):
            label = str(used.label)
            label = label if label.endswith("?") else f"{label}:"
            shown = names.get(value) or value_in_words(used, value)
            on.append(
                {"label": f"{label} {shown}", "url": address.without(name, value)}
            )
    return on


def advice_details(address: Address, advice: SearchAdvice) -> PageData:
    """What was understood of the words, and the addresses of lists with fewer of them."""
    return {
        "searched": advice.searched,
        "little_words": advice.little_words,
        "offers": [
            {**asdict(offer), "url": address.using(q=offer.words)}
            for offer in advice.fewer
        ],
    }


def list_page(
    request: HttpRequest,
    path: str,
    found: Page[Any],
    rows: list[PageData],
    filters: ListFilter,
    *,
    facets: Iterable[Choices] = (),
    names: Mapping[str, str] | None = None,
    followed: bool = True,
) -> PageData:
    """The list as templates and JSON show it; `names` gives words for keys.

    `followed`: it has a feed.
    """
    address = Address.of(request, path)
    advice = getattr(found, "advice", None)
    last = rows[-1].get("key") or rows[-1]["source"]["key"] if rows else ""
    several = filters.several
    chips = filter_chips(address, filters, names or {})
    return {
        "address": address,
        "rows": rows,
        "total": found.total,
        "next": address.using(after=last) if found.more else None,
        "next_json": address.in_format("json", after=last) if found.more else None,
        "first": str(address) if request.GET.get("after") else None,
        "facets": [
            facet_options(address, choices, many=choices.name in several)
            for choices in facets
        ],
        "chips": chips,
        "without_filters": path if len(chips) > 1 else None,
        "advice": advice and advice_details(address, advice),
        "like": getattr(found, "like", []),
        "form": filters.form,
        "canonical": str(address.only(filters_in_use(address, filters))),
        "json_url": address.in_format("json"),
        "csv_url": address.in_format("csv"),
        "atom_url": address.unsorted().in_format("atom") if followed else "",
    }


def list_as_json(page: PageData, name: str) -> PageData:
    """The list without what only a page needs."""
    return {
        name: page["rows"],
        "total": page["total"],
        "next": page["next_json"],
        "facets": {
            facet["name"]: {each["value"]: each["count"] for each in facet["options"]}
            for facet in page["facets"]
        },
    }
