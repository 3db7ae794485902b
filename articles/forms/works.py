"""Which work is meant by what was typed, and what is told of a new one?"""

from typing import Any

from django import forms

from articles.dates import PartialDate
from articles.forms.sources import resolve as resolve_source
from articles.models import Work
from articles.models.choices import SourceKind, WorkKind
from articles.recording import NewWork

UNKNOWN = (
    "No work has this title or this address. Choose one that is offered while you type,"
    " or tick “This is a new work”."
)
SEVERAL = "Several works have this title. Type the address or the key of one: {works}."


class NewWorkFields(forms.Form):
    """What is told of a work that may be a new one, beside its title."""

    work_address = forms.URLField(
        label="Address", max_length=2000, required=False, assume_scheme="https",
        help_text="Where it can be read. A work with this address is used again.",
    )  # fmt: skip
    work_kind = forms.ChoiceField(label="It is a", choices=WorkKind.choices)
    work_outlet = forms.CharField(label="Published by", max_length=200, required=False)
    create = forms.BooleanField(
        label="Record this publisher as a new source, if it is not known yet",
        required=False,
    )
    work_published = forms.CharField(
        label="Published on", max_length=10, required=False,
        help_text="2017-06-20, or 2017-06, or 2017.",
    )  # fmt: skip

    def clean_work_published(self) -> PartialDate:
        try:
            return PartialDate.parse(self.cleaned_data["work_published"])
        except ValueError as error:
            raise forms.ValidationError(
                "Write the date as 2017-06-20, 2017-06 or 2017."
            ) from error

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        cleaned["outlet"] = None
        if name := cleaned.get("work_outlet", "").strip():
            try:
                cleaned["outlet"] = resolve_source(
                    name, create=cleaned.get("create", False), kind=SourceKind.OUTLET
                )
            except forms.ValidationError:
                self.add_error(
                    "work_outlet",
                    f"“{name}” is not known yet. Tick the box below, or choose a name"
                    " that is known.",
                )
        return cleaned

    def details(self) -> dict[str, Any]:
        """As NewWork takes them."""
        cleaned = self.cleaned_data
        return {
            "kind": cleaned["work_kind"],
            "outlet": cleaned["outlet"],
            "published_on": cleaned["work_published"].date,
            "published_precision": cleaned["work_published"].precision,
        }


def resolve(key: str, title: str, address: str, **details: Any) -> Work | NewWork:
    """The work with this key while its title and address still stand; else a new one."""
    same = Work.objects.filter(key=key, title=title, address=address)
    return (same.first() if key else None) or NewWork(title, address, **details)


def known(words: str, key: str = "") -> Work:
    """The work with this title, at this address or with this key.

    The key of a work chosen from the list counts only while its own title or address
    stands beside it: who types over a title means another work.
    """
    found = list(Work.objects.called(words).order_by("pk")[:6])
    chosen = next((work for work in found if work.key == key), None)
    if chosen:
        return chosen
    if len(found) > 1:
        works = ", ".join(work.address or work.key for work in found)
        raise forms.ValidationError(SEVERAL.format(works=works))
    by_key = found or Work.objects.filter(key=words)
    for work in by_key:
        return work
    raise forms.ValidationError(UNKNOWN)
