"""Texts and copies that come in, and which parts of a text are not the article."""

from collections.abc import Sequence
from typing import Any

from django import forms

from articles.domain.text.addresses import clean_pasted_address
from articles.forms.fields import SavedForm
from articles.ingest.extract import Extraction
from articles.ingest.extract.extractor import MAX_CHARACTERS
from articles.ingest.fetch import FetchError
from articles.ingest.fetch.network import check_target
from articles.ingest.fetch.targets import parse_target
from articles.ingest.jobs import fetch_allowance
from articles.models.choices import RegionKind

MAX_SNAPSHOT_BYTES = 10_000_000


class FetchedAddressField(forms.CharField):
    """An address; one that may not be fetched is refused at once, with the reason."""

    widget = forms.URLInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)

    def clean(self, value: Any) -> str:
        address: str = super().clean(clean_pasted_address(value or ""))
        if address and "://" not in address and ":" not in address.partition("/")[0]:
            address = f"https://{address}"
        try:
            if address:
                check_target(parse_target(address), fetch_allowance())
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
        if file.size > MAX_SNAPSHOT_BYTES:
            raise forms.ValidationError(
                f"This file has {file.size / 1e6:.1f} MB; at most 10 MB can be kept."
            )
        return file


MAX_ARTICLE_BYTES = 5_000_000
# Beyond this many paragraphs a page of selects would be of no use to anybody.
MAX_REGION_SELECTS = 3000


class ImportForm(forms.Form):
    """A text to import: pasted, as a file, or from an address."""

    nothing_given = "Paste the text of an article, choose a file or give an address."

    text = forms.CharField(
        label="Paste the article",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Plain text, Markdown or the source of a web page.",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        allow_empty_file=True,
        help_text="A .txt, .md or .html file of at most 5 MB, or a PDF.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.md,.markdown,.html,.htm,.pdf,text/plain,text/html"}
        ),
    )
    address = FetchedAddressField(
        label="Or import from an address",
        required=False,
        help_text="The page is fetched once, if the site allows it, and kept as a copy.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_ARTICLE_BYTES:
            raise forms.ValidationError(
                f"This file has {file.size / 1e6:.1f} MB; at most 5 MB can be taken in."
                " Save only the article's text and choose that file."
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if "file" in self.errors or "address" in self.errors:
            return cleaned
        given = [file is not None, bool(text.strip()), bool(cleaned.get("address"))]
        if sum(given) > 1:
            field = "file" if file is not None else "address"
            self.add_error(
                field, "Paste a text, choose a file or give an address: one of them."
            )
        elif not any(given):
            self.add_error("text", self.nothing_given)
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """The bytes that were sent, and the file's name; empty for pasted text."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name[-255:]
        return self.cleaned_data["text"].encode("utf-8", "replace"), ""


class RegionsForm(forms.Form):
    """For each paragraph: part of the article, or why not."""

    def __init__(self, *args: Any, regions: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.regions = regions
        if len(regions) > MAX_REGION_SELECTS:
            return
        for index, region in enumerate(regions):
            self.fields[f"region-{index}"] = forms.ChoiceField(
                choices=[("", "Part of the article"), *RegionKind.choices],
                required=False,
                initial=region,
            )

    def chosen(self) -> list[str]:
        """Each paragraph's kind of region; where none was sent, the proposed one."""
        return [
            self.cleaned_data.get(f"region-{index}", region)
            if f"region-{index}" in self.data
            else region
            for index, region in enumerate(self.regions)
        ]


class LeftOutForm(forms.Form):
    """Which blocks that were left out of a text belong to it after all."""

    take = forms.TypedMultipleChoiceField(
        label="Take in",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "A part that you took in is not on this page. Look at"
            " what was left out, and choose again."
        },
    )

    def __init__(self, *args: Any, read: Extraction, **options: Any) -> None:
        super().__init__(*args, **options)
        self.read = read
        self.fields["take"].choices = [  # type: ignore[attr-defined]
            (str(number), block.text[:80]) for number, block in enumerate(read.left_out)
        ]

    def clean_take(self) -> list[int]:
        taken: list[int] = self.cleaned_data["take"]
        if len(self.read.take_in(set(taken)).text) > MAX_CHARACTERS:
            raise forms.ValidationError(
                "With what you took in, the text has more than"
                f" {MAX_CHARACTERS:,} characters. Take in less."
            )
        return taken

    def taken(self) -> set[int]:
        """The numbers of the blocks that are taken in; none while there is an error."""
        return set(self.cleaned_data["take"]) if self.is_valid() else set()

    def ticked(self) -> set[str]:
        """What was sent, right or wrong, so that a page with an error shows it again."""
        return set(map(str, self["take"].value() or ()))

    def text(self, regions: Sequence[str]) -> Extraction:
        """What was read, with these regions and with what is taken in."""
        return self.read.with_regions(regions).take_in(self.taken())
