"""A piece of evidence for a claim: a work, a locator and a passage in it."""

from typing import Any

from django import forms

from articles.domain.dates import PartialDate
from articles.editing.inputs import EvidenceEntry, NewWork
from articles.forms.fields import SavedForm, WithTranslation, translation_field
from articles.forms.works import NewWorkFields, possible_works
from articles.models import Evidence, Work
from articles.models.choices import Stance

PASSAGE_WIDGET = forms.Textarea(attrs={"rows": 4})
EVIDENCE_FIELDS = (
    "locator",
    "passage",
    "translation",
    "stance",
    "primary",
    "question",
    "note",
)


class EvidenceForm(WithTranslation, NewWorkFields, SavedForm):
    """A work, old or new; the place in it; what it does to the claim."""

    field_order = ["work_key", "work_title"]
    work_key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    work_title = forms.CharField(label="Title of the work", max_length=500)
    locator = forms.CharField(
        max_length=200, required=False, help_text="Page, paragraph or minute."
    )
    passage = forms.CharField(
        label="The words in the work",
        required=False,
        widget=PASSAGE_WIDGET,
        max_length=10_000,
    )
    translation = translation_field("claim")
    stance = forms.ChoiceField(
        label="What it does to the claim", choices=Stance.choices
    )
    primary = forms.BooleanField(
        label="It is a primary document, not a report about one", required=False
    )
    question = forms.CharField(
        label="The question that it answers", max_length=500, required=False
    )
    note = forms.CharField(required=False, widget=PASSAGE_WIDGET, max_length=5000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = ("work_key", "work_title", "work_address")
        cleaned["work"] = None
        if not {*names} & self.errors.keys():
            found = possible_works(*(cleaned[name] for name in names))
            cleaned["work"] = self.settle("work_title", found)
        else:
            self.resolve_outlet()
        if not any(cleaned.get(name) for name in ("passage", "question", "note")):
            self.add_error(
                "passage",
                "Quote the passage, name the question that it answers, or say in a"
                " note what it shows.",
            )
        return cleaned

    def work(self) -> Work | NewWork:
        cleaned = self.cleaned_data
        return cleaned["work"] or self.as_new(cleaned["work_title"])

    def entry(self) -> EvidenceEntry:
        return EvidenceEntry(
            self.work(), **{name: self.cleaned_data[name] for name in EVIDENCE_FIELDS}
        )


def initial_evidence(evidence: Evidence) -> dict[str, Any]:
    work = evidence.work
    published = PartialDate(work.published_on, work.published_precision)
    return {
        "work_key": work.key,
        "work_title": work.title,
        "work_address": work.address,
        "work_kind": work.kind,
        "work_outlet": work.outlet.name if work.outlet else "",
        "work_published": published.iso(),
        **{name: getattr(evidence, name) for name in EVIDENCE_FIELDS},
    }
