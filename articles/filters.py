"""The filters of the public lists, the same for HTML, JSON and CSV."""

import django_filters
from django.db.models import Q, QuerySet, Value

from articles.forms.fields import DayField
from articles.models import (
    Article,
    Publication,
    PublishedAppearance,
    Source,
    Voice,
)
from articles.models.base import KEY_LENGTH
from articles.models.choices import (
    ANY_ROLE,
    NOT_YET_CHECKED,
    NOT_YET_REVIEWED,
    UNCHECKED,
    ClaimKind,
    Fidelity,
    Role,
    SourceKind,
    Verdict,
)
from articles.models.publication import PublicationQuerySet
from articles.models.search import NameKey, search_query
from articles.models.source import SourceQuerySet
from articles.queries import citations

UNREVIEWED = "none"  # the value in addresses that stands for "no verdict yet"
FIDELITY_LABEL = "Does the cited work say so?"


class DayFilter(django_filters.DateFilter):
    """Compares with a day, read as in every form."""

    field_class = DayField


class ClaimFilter(django_filters.FilterSet):
    """Narrows the published claims."""

    # By itself it only chooses which sources are offered.
    NEEDS = {"role": "source"}

    q = django_filters.CharFilter(method="by_words", label="Words", max_length=200)
    verdict = django_filters.MultipleChoiceFilter(
        choices=[*Verdict.choices, (UNREVIEWED, NOT_YET_REVIEWED)],
        method="by_verdict",
        label="Status",
    )
    kind = django_filters.MultipleChoiceFilter(choices=ClaimKind.choices, label="Kind")
    fidelity = django_filters.MultipleChoiceFilter(
        choices=[*Fidelity.choices, (UNCHECKED, NOT_YET_CHECKED)],
        method="by_fidelity",
        label=FIDELITY_LABEL,
    )
    source = django_filters.CharFilter(
        method="by_source", label="Source", max_length=KEY_LENGTH
    )
    role = django_filters.ChoiceFilter(
        choices=Role.choices, method="with_source", label="Role of the source",
        empty_label="Any role",
        help_text="First the role, then the source from the list below.",
    )  # fmt: skip
    outlet = django_filters.CharFilter(
        method="by_outlet", label="Outlet", max_length=KEY_LENGTH
    )
    article = django_filters.CharFilter(
        method="by_article", label="Article", max_length=KEY_LENGTH
    )
    since = DayFilter(
        field_name="appeared_on",
        lookup_expr="gte",
        label="Appeared since",
    )
    until = DayFilter(
        field_name="appeared_on",
        lookup_expr="lte",
        label="Appeared until",
    )

    class Meta:
        model = Publication
        fields: list[str] = []

    def by_words(
        self, claims: QuerySet[Publication], name: str, words: str
    ) -> QuerySet[Publication]:
        return claims.filter(search=search_query(words))

    def by_verdict(
        self, claims: QuerySet[Publication], name: str, verdicts: list[str]
    ) -> QuerySet[Publication]:
        values = ["" if verdict == UNREVIEWED else verdict for verdict in verdicts]
        return claims.filter(verdict__in=values) if values else claims

    def by_fidelity(
        self, claims: QuerySet[Publication], name: str, fidelities: list[str]
    ) -> QuerySet[Publication]:
        """Claims with at least one citation of such a fidelity."""
        if not fidelities:
            return claims
        values = ["" if fidelity == UNCHECKED else fidelity for fidelity in fidelities]
        narrowed = citations.filter_citations(self.form.cleaned_data)
        cited = narrowed.filter(fidelity__in=values)
        return claims.filter(pk__in=cited.values("publication"))

    def by_source(
        self, claims: PublicationQuerySet, name: str, key: str
    ) -> PublicationQuerySet:
        """Source and role narrow together: this source, in this role."""
        return claims.of_source(key, self.form.cleaned_data.get("role") or ANY_ROLE)

    def with_source(
        self, claims: QuerySet[Publication], name: str, role: str
    ) -> QuerySet[Publication]:
        return claims

    def by_outlet(
        self, claims: PublicationQuerySet, name: str, key: str
    ) -> PublicationQuerySet:
        return claims.of_source(key, Role.OUTLET)

    def by_article(
        self, claims: QuerySet[Publication], name: str, key: str
    ) -> QuerySet[Publication]:
        shown = PublishedAppearance.objects.filter(article__key=key)
        return claims.filter(pk__in=shown.values("publication"))


class ArticleFilter(django_filters.FilterSet):
    """Narrows the articles."""

    q = django_filters.CharFilter(
        method="by_words", label="Words in the title", max_length=200
    )
    outlet = django_filters.CharFilter(
        field_name="work__outlet__key", label="Outlet", max_length=KEY_LENGTH
    )
    author = django_filters.CharFilter(
        field_name="work__authors__key", label="Author", max_length=KEY_LENGTH
    )
    language = django_filters.CharFilter(
        field_name="work__language", label="Language", max_length=35
    )
    since = DayFilter(
        field_name="work__published_on",
        lookup_expr="gte",
        label="Published since",
    )
    until = DayFilter(
        field_name="work__published_on",
        lookup_expr="lte",
        label="Published until",
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def by_words(
        self, articles: QuerySet[Article], name: str, words: str
    ) -> QuerySet[Article]:
        articles = articles.alias(title=NameKey("work__title"))
        for word in words.split():
            articles = articles.filter(title__contains=NameKey(Value(word)))
        return articles


class SourceFilter(django_filters.FilterSet):
    """Narrows the sources."""

    q = django_filters.CharFilter(method="by_name", label="Name", max_length=200)
    kind = django_filters.MultipleChoiceFilter(choices=SourceKind.choices, label="Kind")
    role = django_filters.ChoiceFilter(
        choices=Role.choices, method="by_role", label="Role", empty_label="Any role"
    )

    class Meta:
        model = Source
        fields: list[str] = []

    def by_name(self, sources: SourceQuerySet, name: str, words: str) -> SourceQuerySet:
        return sources.like(words)

    def by_role(
        self, sources: QuerySet[Source], name: str, role: str
    ) -> QuerySet[Source]:
        heard = Voice.objects.filter(role=role)
        return sources.filter(Q(pk__in=heard.values("source")))
