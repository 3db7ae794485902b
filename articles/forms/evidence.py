"""What bears on a claim, in which work and at which place?"""

from typing import Any

from django import forms

from articles.dates import PartialDate
from articles.forms.meta import SavedForm
from articles.forms.sources import resolve
from articles.forms.works import resolve as resolve_work
from articles.models import Evidence, Work
from articles.models.choices import SourceKind, Stance, WorkKind
from articles.recording import EvidenceEntry, NewWork

PASSAGE = forms.Textarea(attrs={"rows": 4})


class EvidenceForm(SavedForm):
    """A work, old or new; the place in it; what it does to the claim."""

    work_key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    work_title = forms.CharField(label="Title of the work", max_length=500)
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
    locator = forms.CharField(
        max_length=200, required=False, help_text="Page, paragraph or minute."
    )
    passage = forms.CharField(
        label="The words in the work", required=False, widget=PASSAGE, max_length=10_000
    )
    stance = forms.ChoiceField(
        label="What it does to the claim", choices=Stance.choices
    )
    primary = forms.BooleanField(
        label="It is a primary document, not a report about one", required=False
    )
    question = forms.CharField(
        label="The question that it answers", max_length=500, required=False
    )
    note = forms.CharField(required=False, widget=PASSAGE, max_length=5000)

    def clean_work_published(self) -> PartialDate:
        try:
            return PartialDate.parse(self.cleaned_data["work_published"])
        except ValueError as error:
            raise forms.ValidationError(
                "Write the date as 2017-06-20, 2017-06 or 2017."
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in ("passage", "question", "note")):
            self.add_error(
                "passage",
                "Quote the passage, name the question that it answers, or say in a"
                " note what it shows.",
            )
        cleaned["outlet"] = None
        if name := cleaned.get("work_outlet", "").strip():
            try:
                cleaned["outlet"] = resolve(
                    name, create=cleaned.get("create", False), kind=SourceKind.OUTLET
                )
            except forms.ValidationError:
                self.add_error(
                    "work_outlet",
                    f"“{name}” is not known yet. Tick the box below, or choose a name"
                    " that is known.",
                )
        return cleaned

    def work(self) -> Work | NewWork:
        cleaned = self.cleaned_data
        return resolve_work(
            cleaned["work_key"],
            cleaned["work_title"],
            cleaned["work_address"],
            kind=cleaned["work_kind"],
            outlet=cleaned["outlet"],
            published_on=cleaned["work_published"].date,
            published_precision=cleaned["work_published"].precision,
        )

    def entry(self) -> EvidenceEntry:
        names = ("stance", "locator", "passage", "primary", "question", "note")
        return EvidenceEntry(
            self.work(), **{name: self.cleaned_data[name] for name in names}
        )


def initial_of(evidence: Evidence) -> dict[str, Any]:
    work = evidence.work
    names = ("locator", "passage", "stance", "primary", "question", "note")
    published = PartialDate(work.published_on, work.published_precision)
    return {
        "work_key": work.key,
        "work_title": work.title,
        "work_address": work.address,
        "work_kind": work.kind,
        "work_outlet": work.outlet.name if work.outlet else "",
        "work_published": published.iso(),
        **{name: getattr(evidence, name) for name in names},
    }
