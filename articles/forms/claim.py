"""What is claimed, in the words of whoever records it."""

from typing import Any

from django import forms

from articles.editing.inputs import ClaimEntry
from articles.forms.fields import SavedForm, is_invisible
from articles.models import Claim
from articles.models.choices import ClaimKind

NEW_CLAIM = "new"  # the answer "none of these" to "is it one of these claims?"


class ClaimForm(forms.Form):
    """The claim in the reviewer's own words, or the key of one that is known."""

    statement = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text="One sentence that can be understood without the article.",
    )
    kind = forms.ChoiceField(choices=ClaimKind.choices, required=False)
    checkable = forms.BooleanField(
        required=False,
        initial=True,
        help_text="Could evidence show whether it is so? An opinion cannot be checked.",
    )
    existing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        existing = cleaned.get("existing", "")
        cleaned["claim"] = None
        if existing and existing != NEW_CLAIM:
            cleaned["claim"] = Claim.objects.filter(key=existing).first()
            if cleaned["claim"] is None:
                self.add_error(
                    "statement", "The claim that was chosen is not there any more."
                )
        elif (
            is_invisible(cleaned.get("statement", ""))
            and "statement" not in self.errors
        ):
            self.add_error("statement", "Say in your own words what is claimed.")
        elif not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what kind of claim this is.")
        return cleaned

    def entry(self) -> ClaimEntry:
        cleaned = self.cleaned_data
        return ClaimEntry(
            " ".join(cleaned["statement"].split()),
            cleaned["kind"],
            cleaned["checkable"],
        )


class ChangeClaimForm(SavedForm, ClaimForm):
    """The claim alone, to be changed."""

    existing = None  # type: ignore[assignment]  # so Django takes a field away
