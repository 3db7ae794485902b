"""Who is this source, and by which names does it go?"""

from itertools import filterfalse
from typing import Any

from django import forms

from articles.forms.meta import SavedForm
from articles.forms.words import says_nothing, seen
from articles.models import Source


class SourceForm(SavedForm, forms.ModelForm):
    """A source and its other names."""

    aliases = forms.CharField(
        label="Other names",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line: other spellings, other scripts, short forms.",
    )
    homepage = forms.URLField(
        label="Home page", max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Source
        fields = ("name", "kind", "description", "wikidata", "homepage", "listed")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        return seen(self.cleaned_data["name"])

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
        names = [" ".join(line.split()) for line in lines]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("A name has more than 200 letters.")
        return list(dict.fromkeys(filterfalse(says_nothing, names)))


def initial_of(source: Source) -> dict[str, Any]:
    return {"aliases": "\n".join(alias.name for alias in source.aliases.order_by("pk"))}
