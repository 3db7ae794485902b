"""The filters of the public lists, the same for HTML, JSON and CSV."""

from typing import Any

from django import forms

from articles.forms.fields import DayField
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
from articles.queries.claim_lists import ClaimQuery
from articles.queries.source_lists import SourceQuery

UNREVIEWED = "none"  # the value in addresses that stands for "no verdict yet"
FIDELITY_LABEL = "Does the cited work say so?"


class KeyField(forms.CharField):
    """A source or an article by its key."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, max_length=KEY_LENGTH, required=False)


class Choices(forms.MultipleChoiceField):
    """Any of some values."""

    def __init__(self, label: str, choices: list[tuple[str, str]]) -> None:
        super().__init__(label=label, choices=choices, required=False)


class RoleField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        choices = [("", "Any role"), *Role.choices]
        super().__init__(choices=choices, required=False, **options)


def words_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False)


class ListFilter(forms.Form):
    """The filters of a list. `NEEDS`: a filter that does nothing without another."""

    NEEDS: dict[str, str] = {}

    @property
    def several(self) -> set[str]:
        """The filters of which several values may be chosen."""
        return {
            name for name, field in self.fields.items() if isinstance(field, Choices)
        }


class ClaimFilter(ListFilter):
    """Narrows the published claims."""

    # By itself it only chooses which sources are offered.
    NEEDS = {"role": "source"}

    q = words_field("Words")
    verdict = Choices("Status", [*Verdict.choices, (UNREVIEWED, NOT_YET_REVIEWED)])
    kind = Choices("Kind", ClaimKind.choices)
    fidelity = Choices(
        FIDELITY_LABEL, [*Fidelity.choices, (UNCHECKED, NOT_YET_CHECKED)]
    )
    source = KeyField("Source")
    role = RoleField(
        label="Role of the source",
        help_text="First the role, then the source from the list below.",
    )
    outlet = KeyField("Outlet")
    article = KeyField("Article")
    since = DayField(label="Appeared since", required=False)
    until = DayField(label="Appeared until", required=False)

    def asked(self) -> ClaimQuery:
        """What is asked; for filters that can be read."""
        chosen = self.cleaned_data
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
        )


class ArticleFilter(ListFilter):
    """Narrows the articles."""

    q = words_field("Words in the title")
    outlet = KeyField("Outlet")
    author = KeyField("Author")
    language = forms.CharField(label="Language", max_length=35, required=False)
    since = DayField(label="Published since", required=False)
    until = DayField(label="Published until", required=False)

    def asked(self) -> ArticleQuery:
        """What is asked; for filters that can be read."""
        chosen = self.cleaned_data
        return ArticleQuery(
            words=chosen["q"].split(),
            outlet=chosen["outlet"],
            author=chosen["author"],
            language=chosen["language"],
            since=chosen["since"],
            until=chosen["until"],
        )


class SourceFilter(ListFilter):
    """Narrows the sources."""

    q = words_field("Name")
    kind = Choices("Kind", SourceKind.choices)
    role = RoleField(label="Role")

    def asked(self) -> SourceQuery:
        """What is asked; for filters that can be read."""
        chosen = self.cleaned_data
        return SourceQuery(chosen["q"], chosen["kind"], chosen["role"])
