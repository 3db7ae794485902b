"""A step of the work on a claim, with the fields that it takes."""

from typing import Any

from django import forms

from articles.forms.fields import SavedForm
from articles.models import Claim, Evidence
from articles.models.choices import Action, Verdict
from articles.workflow.rules import STEPS

RATIONALE_WIDGET = forms.Textarea(attrs={"rows": 5})
# A word to the readers or to the next reviewer is welcome, but not needed.
OPTIONAL_REASON_ACTIONS = {
    Action.CONFIRM,
    Action.PUBLISH,
    Action.UPDATE,
    Action.PUBLISH_RECORD,
}


class DecisionForm(SavedForm):
    """One step of the workflow; it has only the fields that its action takes."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices, widget=forms.RadioSelect, required=False
    )
    rationale = forms.CharField(
        label="Why", widget=RATIONALE_WIDGET, required=False, max_length=20_000
    )
    evidence = forms.ModelMultipleChoiceField(
        label="The evidence that it rests on",
        queryset=Evidence.objects.none(),
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    override = forms.CharField(
        label="Why it stands without independent evidence",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=10_000,
        help_text="Only where all of the evidence is connected with those who speak, and"
        " none of it is a primary document. Readers will see it.",
    )
    searched = forms.CharField(
        label="What was searched",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=10_000,
        help_text="Needed for “Not enough evidence”: where, and for what.",
    )

    def __init__(
        self, *args: Any, action: Action, claim: Claim, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        step = STEPS[action]
        evidence = Evidence.objects.filter(claim=claim).select_related("work")
        self.fields["evidence"].queryset = evidence.order_by("created_at", "pk")  # type: ignore[attr-defined]  # a model field's
        if not step.takes_verdict:
            for name in ("verdict", "evidence", "override", "searched"):
                del self.fields[name]
        if not step.needs_reason and action not in OPTIONAL_REASON_ACTIONS:
            del self.fields["rationale"]

    def values(self) -> dict[str, Any]:
        """The values as articles.workflow.decisions.perform takes them."""
        values = dict(self.cleaned_data)
        del values["idempotency_key"]
        if "evidence" in values:
            values["evidence"] = list(values["evidence"])
        return values
