"""Two people saved one thing: what stands now, beside what the later one typed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from articles.records import Record

Lines = Iterable[tuple[str, str]]


def conflict(theirs: Lines, yours: Lines) -> Record:
    """Both texts, label by label, as templates/desk/_parts.html shows them."""
    return {"theirs": list(theirs), "yours": list(yours)}


def of_fields(form: forms.BaseForm, theirs: Record) -> Record:
    """Field by field, in the words of the form; nothing where it has no such field."""
    typed = {name: form[name].value() for name in theirs if name in form.fields}
    return conflict(
        [(label(form, name), worded(form, name, theirs[name])) for name in theirs],
        [(label(form, name), worded(form, name, typed.get(name))) for name in theirs],
    )


def label(form: forms.BaseForm, name: str) -> str:
    if name in form.fields:
        return str(form[name].label)
    return name.replace("_", " ").capitalize()


def worded(form: forms.BaseForm, name: str, value: Any) -> str:
    field = form.fields.get(name)
    if isinstance(field, forms.BooleanField):
        return "Yes" if field.to_python(value) else "No"
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(value, str):
        return str(value)
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value))
