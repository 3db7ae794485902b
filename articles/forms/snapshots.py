"""Which copy of a work is to be kept: one that is fetched, or one from a file?"""

from typing import Any

from django import forms

from articles.fetching import FetchError
from articles.fetching.network import check
from articles.fetching.targets import target_of
from articles.forms.meta import SavedForm
from articles.keeping.jobs import allowance

LARGEST = 10_000_000  # bytes


class FetchedAddressField(forms.CharField):
    """An address that may be fetched; what is wrong with it is said at once."""

    widget = forms.URLInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if address and "://" not in address and ":" not in address.partition("/")[0]:
            address = f"https://{address}"
        try:
            if address:
                check(target_of(address), allowance())
        except FetchError as error:
            raise forms.ValidationError(str(error)) from error
        return address


class UploadSnapshotForm(SavedForm):
    """A copy of a work that somebody saved with a browser."""

    file = forms.FileField(
        label="A copy from your own disk",
        help_text="The page as your browser saved it, a PDF or a text, up to 10 MB.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"This file has {file.size / 1e6:.1f} MB; at most 10 MB can be kept."
            )
        return file
