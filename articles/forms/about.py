"""Whom a claim is about: sources, each in a role, one row for each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from articles.editing.inputs import AboutEntry
from articles.forms.sources import NamedSourceForm, resolve_source_in, source_identity
from articles.models import About
from articles.models.choices import AboutRole


class AboutForm(NamedSourceForm):
    """A source that the claim speaks of, and as what."""

    source = forms.CharField(label="Whom it is about", max_length=200, required=False)
    role = forms.ChoiceField(
        label="As", choices=[("", "Choose"), *AboutRole.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["resolved"] = None
        named = cleaned.get("source", "").strip()
        if named:
            cleaned["resolved"] = resolve_source_in(self)
        if named and not cleaned.get("role") and "role" not in self.errors:
            self.add_error("role", "Choose as what the claim speaks of it.")
        elif cleaned.get("role") and not named and "source" not in self.errors:
            self.add_error("source", "Say whom the claim is about, or empty this row.")
        return cleaned

    def entry(self) -> AboutEntry | None:
        found = self.cleaned_data.get("resolved")
        return AboutEntry(found, self.cleaned_data["role"]) if found else None


class BaseAboutFormSet(BaseFormSet):
    """Those whom a claim is about, each once."""

    def clean(self) -> None:
        if any(self.errors):
            return
        named = [source_identity(entry.source) for entry in self.entries()]
        if len(set(named)) < len(named):
            raise forms.ValidationError("The claim is about the same source twice.")

    def entries(self) -> list[AboutEntry]:
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        return [entry for form in remaining if (entry := form.entry())]

    def in_words(self) -> str:
        """What the rows hold, as a line to be compared."""
        rows = [
            f"{row['source'].value()} ({row['role'].value() or 'no role'})"
            for row in self.forms
            if row["source"].value() and not row["DELETE"].value()
        ]
        return "; ".join(rows)


# Two spare rows, so that some can be recorded without JavaScript.
AboutFormSet = formset_factory(
    AboutForm, BaseAboutFormSet, extra=2, can_delete=True, max_num=20
)


def initial_about(rows: Iterable[About]) -> list[dict[str, Any]]:
    return [
        {"source": row.source.name, "source_key": row.source.key, "role": row.role}
        for row in rows
    ]
