"""Which version did this person see, and was this form sent before?"""

import uuid
from typing import Any

from django import forms


class SavedForm(forms.Form):
    """The two hidden fields that every form has that saves."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """No version is one that never stood: left out, it overwrites nothing."""
        return self.cleaned_data["version"] or 0


def opened(version: int | None = None) -> dict[str, Any]:
    """What the hidden fields of a form hold when its page is opened."""
    return {"version": version, "idempotency_key": uuid.uuid4()}
