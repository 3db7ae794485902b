"""Sources: finding the one that was meant by a typed name, and editing one."""

from itertools import filterfalse
from typing import Any

from django import forms

from articles.domain.text.normalization import TYPED_NAME, normalize_text
from articles.editing.inputs import NewSource
from articles.forms.fields import (
    AddressField,
    SavedForm,
    is_invisible,
    require_visible,
)
from articles.ingest.extract.outlets import is_organisation
from articles.models import Source
from articles.models.choices import SourceKind
from articles.queries.sources import name_keys

UNKNOWN_SOURCE = (
    "No source goes by the name “{name}”. Choose one that is offered while you type,"
    " or tick “This is a new source”."
)
SEVERAL_SOURCES = (
    "Several sources go by this name. Type the key of the one you mean: {keys}."
)


class NamedSourceForm(forms.Form):
    """A source by its name, chosen from the list or said to be new."""

    source = forms.CharField(max_length=200, required=False)
    source_key = forms.CharField(
        max_length=20, required=False, widget=forms.HiddenInput
    )
    create = forms.BooleanField(label="This is a new source", required=False)
    new_kind = forms.ChoiceField(
        label="It is", choices=SourceKind.choices, required=False
    )


def author_kind(name: str) -> SourceKind:
    """A person, unless the name is surely that of an agency or an authority."""
    return SourceKind.ORGANISATION if is_organisation(name) else SourceKind.PERSON


def source_identity(source: Source | NewSource) -> object:
    """What two spellings of one source have in common."""
    if isinstance(source, Source):
        return source.pk
    return name_keys([source.name])[source.name]


def resolve_source_in(form: forms.Form) -> Source | NewSource | None:
    """The source that a form's fields name, or a new one; adds an error if neither."""
    cleaned = form.cleaned_data
    try:
        return resolve_source(
            cleaned["source"],
            key=cleaned.get("source_key", ""),
            create=cleaned.get("create", False),
            kind=cleaned.get("new_kind", ""),
        )
    except forms.ValidationError as error:
        form.add_error("source", error)
    return None


def resolve_source(
    name: str, *, key: str = "", create: bool = False, kind: str = SourceKind.PERSON
) -> Source | NewSource:
    """The source that goes by this name, alias or key; else a new one, if so ticked.

    The key of a source chosen from the list counts only while the name beside it is
    one of that source's own: who types over a name means another source.
    """
    name = require_visible(name)
    found = list(Source.objects.named(name).order_by("pk")[:6])
    chosen = next((source for source in found if source.key == key), None)
    if chosen:
        return chosen
    if create:
        return NewSource(name, kind or SourceKind.PERSON)
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(
            f"{source.key} ({source.get_kind_display().lower()})" for source in found
        )
        raise forms.ValidationError(SEVERAL_SOURCES.format(keys=keys))
    by_key = Source.objects.filter(key=name).first()
    if by_key:
        return by_key
    raise forms.ValidationError(UNKNOWN_SOURCE.format(name=name))


class SourceForm(SavedForm, forms.ModelForm):
    """A source and its other names."""

    aliases = forms.CharField(
        label="Other names",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line: other spellings, other scripts, short forms.",
    )
    homepage = AddressField(label="Home page", max_length=500, required=False)

    class Meta:
        model = Source
        fields = ("name", "kind", "description", "same_voice", "wikidata", "homepage",
                  "listed")  # fmt: skip
        labels = {"same_voice": "The same voice wherever it is named, because"}
        help_texts = {
            "same_voice": "Only of an unnamed voice: without a reason it may be somebody"
            " else in each article. Readers see it with your name.",
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "same_voice": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_name(self) -> str:
        return require_visible(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("same_voice") and cleaned.get("kind") != SourceKind.UNNAMED:
            self.add_error("same_voice", "Only an unnamed voice needs this said.")
        return cleaned

    def clean_wikidata(self) -> str:
        wikidata: str = self.cleaned_data["wikidata"].strip()
        number = wikidata.removeprefix("Q")
        if wikidata and not (
            wikidata.startswith("Q") and number.isascii() and number.isdigit()
        ):
            raise forms.ValidationError("A Wikidata id looks like this: Q42.")
        return wikidata

    def clean_aliases(self) -> list[str]:
        lines = self.cleaned_data["aliases"].splitlines()
        names = [normalize_text(line, TYPED_NAME) for line in lines]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("A name has more than 200 letters.")
        return list(dict.fromkeys(filterfalse(is_invisible, names)))


def initial_source(source: Source) -> dict[str, Any]:
    return {"aliases": "\n".join(alias.name for alias in source.aliases.order_by("pk"))}
