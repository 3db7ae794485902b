"""What several forms share: hidden fields of a save, translations, typed text cleaned."""

import uuid
from typing import Any

from django import forms

from articles.domain.dates import date_in_words
from articles.domain.text.addresses import clean_pasted_address
from articles.domain.text.normalization import (
    TYPED_NAME,
    TYPED_TEXT,
    fold_with_offsets,
    normalize_text,
)


class DayInput(forms.DateInput):
    """A text field with a day in words; what is no day stays as it was typed.

    A browser's own field for dates writes them as its owner's country does, beside days
    that are written as "20 June 2017" everywhere else.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "like 20 June 2017", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        try:
            day = forms.DateField().to_python(value)
        except forms.ValidationError:
            return str(value)
        return date_in_words(day) or None


class DayField(forms.DateField):
    """A day, in a spelling that leaves no other day open (claimtracker/formats)."""

    widget = DayInput
    default_error_messages = {"invalid": "Enter a date like 3 May 2024, or 2024-05-03."}


class AddressField(forms.URLField):
    """The address of a web page, also where it was pasted with a full stop or brackets."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})

    def to_python(self, value: Any) -> str | None:
        return super().to_python(clean_pasted_address(value or ""))


class SavedForm(forms.Form):
    """The two hidden fields that every form has that saves.

    `version` is that of the row as its page was opened, `idempotency_key` names the save.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """No version is one that never stood: left out, it overwrites nothing."""
        return self.cleaned_data["version"] or 0


def initial_save_fields(version: int | None = None) -> dict[str, Any]:
    """The initial values of the hidden fields, when the page of a form is opened."""
    return {"version": version, "idempotency_key": uuid.uuid4()}


class WithTranslation(forms.Form):
    """A passage and its translation: none stands without what it translates."""

    def clean_passage(self) -> str:
        return normalize_text(self.cleaned_data["passage"], TYPED_TEXT)

    def clean_translation(self) -> str:
        return normalize_text(self.cleaned_data["translation"], TYPED_TEXT)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("translation") and not cleaned.get("passage", "-"):
            self.add_error("passage", "Put in the passage that is translated, too.")
        return cleaned


def translation_field(language_of: str) -> forms.CharField:
    """The field for a translation into the language of this."""
    return forms.CharField(
        label="The passage, translated",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Where the passage is in another language: what it says, in the"
        f" language of the {language_of}. Readers see it with your name.",
    )


class GroundForm(forms.Form):
    """How one knows of a relation: a page says so, or a reviewer states it by name."""

    reference = AddressField(
        label="Where it says so", max_length=500, required=False,
        help_text="The address of a page that says that it is so.",
    )  # fmt: skip
    ground = forms.CharField(
        label="Or how you know it",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Where no page says so. Readers see these words with your name. Write"
        " “Common knowledge” where that is what it is.",
    )

    def clean_ground(self) -> str:
        words = normalize_text(self.cleaned_data["ground"], TYPED_TEXT)
        return "" if is_invisible(words) else words

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        wrong = {"reference", "ground"} & self.errors.keys()
        if not (wrong or cleaned.get("reference") or cleaned.get("ground")):
            self.add_error(
                "reference", "Say where one can read it, or how you know it."
            )
        return cleaned


class SearchForm(forms.Form):
    """What was typed so far, to be completed."""

    q = forms.CharField(min_length=2, max_length=2000)


def is_invisible(words: str) -> bool:
    """Whether there are only white space and signs that nobody sees."""
    return not fold_with_offsets(words)[0].strip()


def require_visible(words: str) -> str:
    """The words in one line, as they look; refused where there are none, which no page could show."""
    if is_invisible(words):
        raise forms.ValidationError("Nobody could see this. Write it in letters.")
    return normalize_text(words, TYPED_NAME)
