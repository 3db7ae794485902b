"""The filters of the public lists, the same for HTML, JSON and CSV."""

from typing import Any

import django_filters

from articles.forms.fields import DayField
from articles.models import Article, Publication, Source
from articles.models.base import KEY_LENGTH
from articles.models.choices import (
    NOT_YET_CHECKED,
    NOT_YET_REVIEWED,
    UNCHECKED,
    ClaimKind,
    Fidelity,
    Role,
    SourceKind,
    Verdict,
)
from articles.queries.article_lists import ArticleQuery
from articles.queries.claim_selection import ClaimQuery
from articles.queries.source_lists import SourceQuery

UNREVIEWED = "none"  # the value in addresses that stands for "no verdict yet"
FIDELITY_LABEL = "Does the cited work say so?"


class KeyFilter(django_filters.CharFilter):
    """A source or an article by its key."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, max_length=KEY_LENGTH)


class WordsFilter(django_filters.CharFilter):
    def __init__(self, label: str) -> None:
        super().__init__(label=label, max_length=200)


class DayFilter(django_filters.DateFilter):
    """A day, read as in every form."""

    field_class = DayField


class RoleFilter(django_filters.ChoiceFilter):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=Role.choices, empty_label="Any role", **options)


class SortFilter(django_filters.ChoiceFilter):
    """The order of a list; without one, the first that is named."""

    def __init__(self, usual: str, **others: str) -> None:
        super().__init__(label="Sort by", choices=[*others.items()], empty_label=usual)


class ListFilter(django_filters.FilterSet):
    """The filters of a list, read from an address.

    They say what is asked of the index in memory, and narrow no queryset. `NEEDS`: a
    filter that does nothing without another.
    """

    NEEDS: dict[str, str] = {}

    @property
    def several(self) -> set[str]:
        """The filters of which several values may be chosen."""
        return {
            name
            for name, each in self.filters.items()
            if isinstance(each, django_filters.MultipleChoiceFilter)
        }


class ClaimFilter(ListFilter):
    """Narrows the published claims."""

    # By itself it only chooses which sources are offered.
    NEEDS = {"role": "source"}

    q = WordsFilter("Words")
    verdict = django_filters.MultipleChoiceFilter(
        label="Status", choices=[*Verdict.choices, (UNREVIEWED, NOT_YET_REVIEWED)]
    )
    kind = django_filters.MultipleChoiceFilter(label="Kind", choices=ClaimKind.choices)
    fidelity = django_filters.MultipleChoiceFilter(
        label=FIDELITY_LABEL, choices=[*Fidelity.choices, (UNCHECKED, NOT_YET_CHECKED)]
    )
    source = KeyFilter("Source")
    role = RoleFilter(
        label="Role of the source",
        help_text="First the role, then the source from the list below.",
    )
    outlet = KeyFilter("Outlet")
    article = KeyFilter("Article")
    since = DayFilter(label="Appeared from")
    until = DayFilter(label="Appeared until")
    sort = SortFilter(
        "Newest decision", newest="Newest appearance", oldest="Oldest appearance"
    )

    class Meta:
        model = Publication
        fields: list[str] = []

    def asked(self) -> ClaimQuery:
        """What is asked; for filters that can be read."""
        chosen = self.form.cleaned_data
        return ClaimQuery(
            words=chosen["q"],
            verdicts=["" if v == UNREVIEWED else v for v in chosen["verdict"]],
            kinds=chosen["kind"],
            fidelities=["" if f == UNCHECKED else f for f in chosen["fidelity"]],
            source=chosen["source"],
            role=chosen["role"],
            outlet=chosen["outlet"],
            article=chosen["article"],
            since=chosen["since"],
            until=chosen["until"],
            sort=chosen["sort"],
        )


class ArticleFilter(ListFilter):
    """Narrows the articles."""

    q = WordsFilter("Words in the title")
    outlet = KeyFilter("Outlet")
    author = KeyFilter("Author")
    language = django_filters.CharFilter(label="Language", max_length=35)
    since = DayFilter(label="Published from")
    until = DayFilter(label="Published until")
    sort = SortFilter("Newest", oldest="Oldest", claims="Most claims")

    class Meta:
        model = Article
        fields: list[str] = []

    def asked(self) -> ArticleQuery:
        """What is asked; for filters that can be read."""
        chosen = self.form.cleaned_data
        return ArticleQuery(
            words=chosen["q"].split(),
            outlet=chosen["outlet"],
            author=chosen["author"],
            language=chosen["language"],
            since=chosen["since"],
            until=chosen["until"],
            sort=chosen["sort"],
        )


class SourceFilter(ListFilter):
    """Narrows the sources."""

    q = WordsFilter("Name")
    kind = django_filters.MultipleChoiceFilter(label="Kind", choices=SourceKind.choices)
    role = RoleFilter(label="Part in claims")
    initial = django_filters.CharFilter(label="Name begins with", max_length=4)
    sort = SortFilter("Name", claims="Most claims")

    class Meta:
        model = Source
        fields: list[str] = []

    def asked(self) -> SourceQuery:
        """What is asked; for filters that can be read."""
        chosen = self.form.cleaned_data
        return SourceQuery(
            words=chosen["q"],
            kinds=chosen["kind"],
            role=chosen["role"],
            initial=chosen["initial"].lower(),
            by_claims=bool(chosen["sort"]),
        )
