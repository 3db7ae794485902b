"""Relations between sources, one at a time or as a table, and arguments.

An argument says why a piece of evidence is independent in spite of a relation.
"""

from typing import Any

from django import forms

from articles.domain.dates import PartialDate, period_data
from articles.editing.inputs import NewSource
from articles.editing.source_relations import SourceRelationEntry
from articles.forms.fields import GroundForm, SavedForm
from articles.forms.sources import resolve_source_in
from articles.importing.relation_rows import TableError, decode_table
from articles.models import Source, SourceRelation
from articles.models.choices import SOURCE_REVERSED, RelationKind, SourceKind

DATE_HINT = "Write the date as 2017-06-20, 2017-06 or 2017."
SOURCE_NOTE_WIDGET = forms.Textarea(attrs={"rows": 2})
# Before a kind that is worded from the side of its second source.
REVERSED_SOURCE_PREFIX = "from_"


def source_relation_choices() -> list[tuple[str, str]]:
    """The choices of kinds: each from either side, where the words differ."""
    return [(kind.value, kind.label) for kind in RelationKind] + [
        (REVERSED_SOURCE_PREFIX + kind.value, words)
        for kind, words in SOURCE_REVERSED.items()
        if words != kind.label
    ]


class SourceRelationDetails(GroundForm, SavedForm):
    """How the source whose page it is stands to the other one, and for how long."""

    kind = forms.ChoiceField(label="It", choices=source_relation_choices)
    since = forms.CharField(
        label="Since", max_length=10, required=False,
        help_text="2017-06-20, or 2017-06, or 2017. Empty: not known, or always.",
    )  # fmt: skip
    until = forms.CharField(
        label="Until", max_length=10, required=False,
        help_text="The last day on which it held; empty: it still does.",
    )  # fmt: skip
    note = forms.CharField(max_length=2000, required=False, widget=SOURCE_NOTE_WIDGET)

    def clean_since(self) -> PartialDate:
        return self.day("since")

    def clean_until(self) -> PartialDate:
        return self.day("until").as_last_day()

    def day(self, name: str) -> PartialDate:
        try:
            return PartialDate.parse(self.cleaned_data[name])
        except ValueError as error:
            raise forms.ValidationError(DATE_HINT) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until.ends_before(since):
            self.add_error("until", "It cannot end before it begins.")
        return cleaned

    def told(self, here: Source, other: Source | NewSource) -> SourceRelationEntry:
        """The relation as stored; the form words it from the side of `here`."""
        cleaned = self.cleaned_data
        kind: str = cleaned["kind"]
        ends: tuple[Source | NewSource, Source | NewSource] = (here, other)
        if kind.startswith(REVERSED_SOURCE_PREFIX):
            kind, ends = kind.removeprefix(REVERSED_SOURCE_PREFIX), (other, here)
        return SourceRelationEntry(
            ends[0], kind, ends[1], cleaned["since"], cleaned["until"],
            cleaned["reference"], cleaned["note"], cleaned["ground"],
        )  # fmt: skip


class SourceRelationForm(SourceRelationDetails):
    """A new relation of the source whose page it is."""

    field_order = ["kind", "source", "source_key", "create", "new_kind"]
    kind = forms.ChoiceField(
        label="It", choices=lambda: [("", "…"), *source_relation_choices()]
    )
    source = forms.CharField(label="The other source", max_length=200)
    source_key = forms.CharField(
        max_length=20, required=False, widget=forms.HiddenInput
    )
    create = forms.BooleanField(label="This is a new source", required=False)
    new_kind = forms.ChoiceField(
        label="It is", choices=SourceKind.choices, required=False,
        initial=SourceKind.ORGANISATION,
    )  # fmt: skip
    listed = forms.BooleanField(
        label="Readers may see both sources",
        required=False,
        initial=True,
        help_text="They see a relation only when they may see both of its ends.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("source"):
            cleaned["other"] = resolve_source_in(self)
        return cleaned

    def entry(self, here: Source) -> SourceRelationEntry:
        return self.told(here, self.cleaned_data["other"])


def initial_source_relation(relation: SourceRelation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        **{name: day or "" for name, day in period_data(relation).items()},
        "reference": relation.reference,
        "ground": relation.ground,
        "note": relation.note,
    }


class RelationsFileForm(forms.Form):
    """A table of relations: pasted, or as a file."""

    kinds = RelationKind.choices

    text = forms.CharField(
        label="Paste the table", required=False, strip=False,
        max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        help_text="A .csv file in UTF-8, of at most 1 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    create = forms.BooleanField(
        label="Record names that are not known yet as new sources", required=False
    )
    listed = forms.BooleanField(
        label="Readers may see all of these sources", required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file and text.strip():
            self.add_error("file", "Paste a table or choose a file, not both.")
        elif file:
            cleaned["text"] = self.read(file)
        elif not text.strip() and "text" not in self.errors:
            self.add_error("text", "Paste a table, or choose a file.")
        return cleaned

    def read(self, file: Any) -> str:
        if file.size > 1_000_000:
            self.add_error("file", "The file has more than 1 MB. Divide it.")
            return ""
        try:
            return decode_table(file.read())
        except TableError as error:
            self.add_error("file", str(error))
            return ""


class ImportRelationsForm(SavedForm):
    """The table again, as it was looked at, to be written now."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=1_000_000)
    create = forms.BooleanField(required=False, widget=forms.HiddenInput)
    listed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ArgumentForm(SavedForm):
    """Why a piece of evidence is independent, in a reviewer's name."""

    text = forms.CharField(
        label="Why it is independent all the same",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Readers see it with your name. Empty: it is no longer argued.",
    )
