"""The details of a work: title, authors, outlet, date, address and language."""

from collections.abc import Iterable, Sequence
from itertools import filterfalse
from typing import Any

from django import forms

from articles.domain.dates import PartialDate
from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.editing.inputs import NewSource, NewWork
from articles.forms.fields import (
    AddressField,
    SavedForm,
    is_invisible,
    require_visible,
)
from articles.forms.sources import author_kind, resolve_source, source_identity
from articles.models import Source, Work
from articles.models.choices import SourceKind, WorkKind

MAX_NAME_LENGTH = 200


class WorkDetailsForm(SavedForm):
    """Title, authors, outlet, date, address and language of a work."""

    title = forms.CharField(max_length=500)
    kind = forms.ChoiceField(choices=WorkKind.choices, initial=WorkKind.ARTICLE)
    authors = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One name a line, in their order.",
    )
    outlet = forms.CharField(
        required=False, max_length=200, help_text="Who published it."
    )
    create = forms.BooleanField(
        label="Record names that are not known yet as new sources", required=False
    )
    published = forms.CharField(
        required=False,
        max_length=10,
        help_text="2017-06-20, or 2017-06, or 2017, as far as it is known.",
    )
    address = AddressField(
        required=False, max_length=2000, help_text="Where it can be read."
    )
    language = forms.RegexField(
        regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        required=False,
        max_length=35,
        help_text="Two letters, for example en or ar.",
        error_messages={"invalid": "Give the language's code, for example en or ar."},
    )

    def __init__(
        self, *args: Any, will_exist: Iterable[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        # Names that an annotation file at hand brings with it.
        self.will_exist = {normalize_text(name, TYPED_NAME) for name in will_exist}

    def clean_title(self) -> str:
        return require_visible(self.cleaned_data["title"])

    def clean_published(self) -> PartialDate:
        try:
            return PartialDate.parse(self.cleaned_data["published"])
        except ValueError as error:
            raise forms.ValidationError(
                "Write the date as 2017-06-20, 2017-06 or 2017."
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        create = cleaned.get("create", False)
        lines = cleaned.get("authors", "").splitlines()
        names = [normalize_text(line, TYPED_NAME) for line in lines]
        cleaned["by"] = self.known("authors", names, create)
        outlet = [normalize_text(cleaned.get("outlet", ""), TYPED_NAME)]
        published = self.known("outlet", outlet, create, SourceKind.OUTLET)
        cleaned["published_by"] = published[0] if published else None
        if len(set(map(source_identity, cleaned["by"]))) < len(cleaned["by"]):
            self.add_error("authors", "A name stands here twice.")
        return cleaned

    def known(
        self, field: str, names: Sequence[str], create: bool, kind: str = ""
    ) -> list[Source | NewSource]:
        """The sources of these names; adds an error for each that is not known.

        A new one is of this kind, or of the kind that its name shows.
        """
        sources: list[Source | NewSource] = []
        for name in filterfalse(is_invisible, names):
            if len(name) > MAX_NAME_LENGTH:
                self.add_error(
                    field, f"A name has at most {MAX_NAME_LENGTH} characters."
                )
                continue
            try:
                sources.append(
                    resolve_source(
                        name,
                        create=create or name in self.will_exist,
                        kind=kind or author_kind(name),
                    )
                )
            except forms.ValidationError:
                self.add_error(
                    field,
                    f"“{name}” is not known yet. Tick “{self.fields['create'].label}”,"
                    " or give a name that is known.",
                )
        return sources

    def work(self) -> NewWork:
        cleaned = self.cleaned_data
        return NewWork(
            title=cleaned["title"],
            address=cleaned["address"],
            kind=cleaned["kind"],
            outlet=cleaned["published_by"],
            published_on=cleaned["published"].date,
            published_precision=cleaned["published"].precision,
        )


def initial_work_details(work: Work) -> dict[str, Any]:
    """A work's details, as the form shows them to be changed."""
    authors = work.authorships.select_related("author").order_by("position")
    published = PartialDate(work.published_on, work.published_precision)
    return {
        "title": work.title,
        "kind": work.kind,
        "authors": "\n".join(row.author.name for row in authors),
        "outlet": work.outlet.name if work.outlet else "",
        "published": published.iso(),
        "address": work.address,
        "language": work.language,
    }
