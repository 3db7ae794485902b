"""What do the words of a work say, as they stand there and as a reviewer renders them?"""

import unicodedata
from typing import Any

from django import forms


def translated(language_of: str) -> forms.CharField:
    """The field for a translation into the language of this."""
    return forms.CharField(
        label="The passage, translated",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Where the passage is in another language: what it says, in the"
        f" language of the {language_of}. Readers see it with your name.",
    )


class WithTranslation(forms.Form):
    """A translation stands beside what it translates."""

    def clean_passage(self) -> str:
        return plain(self.cleaned_data["passage"])

    def clean_translation(self) -> str:
        return plain(self.cleaned_data["translation"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("translation") and not cleaned.get("passage", "-"):
            self.add_error("passage", "Put in the passage that is translated, too.")
        return cleaned


def plain(typed: str) -> str:
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n")).strip()
