"""Relations between works, and what became of a work after it was published."""

from typing import Any

from django import forms
from django.utils import timezone

from articles.domain.dates import UNKNOWN_DATE, PartialDate
from articles.editing.inputs import NewWork
from articles.editing.work_relations import WorkRelationEntry
from articles.forms.fields import AddressField, GroundForm, SavedForm
from articles.forms.works import NewWorkFields, find_work, possible_works
from articles.models import Work, WorkRelation
from articles.models.choices import WORK_REVERSED, WorkRelationKind, WorkStatus

MAX_TITLE_LENGTH = 500
WORK_NOTE_WIDGET = forms.Textarea(attrs={"rows": 2})
# Before a kind that is worded from the side of its second work.
REVERSED_WORK_PREFIX = "from_"


def work_relation_choices() -> list[tuple[str, str]]:
    """The choices of kinds, each from either side."""
    return [("", "…"), *WorkRelationKind.choices] + [
        (REVERSED_WORK_PREFIX + kind.value, words)
        for kind, words in WORK_REVERSED.items()
    ]


class WorkRelationDetails(GroundForm, SavedForm):
    """Of which kind a relation between two works is, and how one knows."""

    kind = forms.ChoiceField(label="It", choices=WorkRelationKind.choices)
    note = forms.CharField(max_length=2000, required=False, widget=WORK_NOTE_WIDGET)

    def told(self, here: Work, other: Work | NewWork) -> WorkRelationEntry:
        """The relation as stored; the form words it from the side of `here`."""
        cleaned = self.cleaned_data
        kind: str = cleaned["kind"]
        ends: tuple[Work | NewWork, Work | NewWork] = (here, other)
        if kind.startswith(REVERSED_WORK_PREFIX):
            kind, ends = kind.removeprefix(REVERSED_WORK_PREFIX), (other, here)
        return WorkRelationEntry(
            ends[0], kind, ends[1], cleaned["reference"], cleaned["note"],
            cleaned["ground"],
        )  # fmt: skip


class WorkRelationForm(NewWorkFields, WorkRelationDetails):
    """A new relation of the work whose page it is."""

    field_order = ["kind", "work", "work_key", "new_work"]
    kind = forms.ChoiceField(label="It", choices=work_relation_choices)
    work = forms.CharField(
        label="The other work",
        max_length=2000,
        help_text="Its title or its address.",
    )
    work_key = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    new_work = forms.BooleanField(label="This is a new work", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if words := cleaned.get("work"):
            try:
                cleaned["other"] = self.other(words)
            except forms.ValidationError as error:
                self.add_error("work", error)
        return cleaned

    def other(self, words: str) -> Work | NewWork | None:
        cleaned = self.cleaned_data
        if not cleaned.get("new_work"):
            return find_work(words, cleaned.get("work_key", ""))
        if "://" in words or len(words) > MAX_TITLE_LENGTH:
            raise forms.ValidationError(
                f"Give its title here, of at most {MAX_TITLE_LENGTH} letters, and its address below."
            )
        if "work_address" in self.errors:
            return None
        found = possible_works("", words, cleaned["work_address"])
        # Who says that it is new means none of another kind that has the same title.
        alike = [
            work
            for work in found
            if work.address or work.kind == cleaned.get("work_kind")
        ]
        work = self.settle("work", alike)
        return None if self.errors else work or self.as_new(words)

    def entry(self, here: Work) -> WorkRelationEntry:
        return self.told(here, self.cleaned_data["other"])


def initial_work_relation(relation: WorkRelation) -> dict[str, Any]:
    names = ("kind", "reference", "ground", "note")
    return {name: getattr(relation, name) for name in names}


class WorkStatusForm(SavedForm):
    """What became of a work after it was published."""

    status = forms.ChoiceField(
        label="What became of it",
        choices=[("", "Nothing that is known"), *WorkStatus.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    status_on = forms.CharField(
        label="When",
        required=False,
        max_length=10,
        help_text="2017-06-20, or 2017-06, or 2017, as far as it is known. What was"
        " retracted before a verdict, or nobody knows when, cannot carry it.",
    )
    status_reference = AddressField(
        label="Where it says so", max_length=500, required=False
    )
    status_note = forms.CharField(
        label="What was corrected",
        max_length=2000,
        required=False,
        widget=WORK_NOTE_WIDGET,
    )

    def clean_status_on(self) -> PartialDate:
        try:
            on = PartialDate.parse(self.cleaned_data["status_on"])
        except ValueError as error:
            raise forms.ValidationError(
                "Write the date as 2017-06-20, 2017-06 or 2017."
            ) from error
        if on.date and on.date > timezone.localdate():
            raise forms.ValidationError("That day is still to come.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("status_on", UNKNOWN_DATE).date and not cleaned.get("status"):
            self.add_error("status_on", "Say what became of it on that day.")
        reason = cleaned.get("status_reference") or cleaned.get("status_note")
        if cleaned.get("status") and not reason and not self.errors:
            self.add_error(
                "status_reference",
                "Say where one can read it, or what was corrected.",
            )
        return cleaned
