"""The check of a citation: the passage that is cited, and its fidelity."""

from django import forms

from articles.domain.quotation import find_passages
from articles.domain.text.normalization import TYPED_TEXT, normalize_text
from articles.editing.citation_checks import CitationCheckEntry
from articles.forms.fields import (
    SavedForm,
    WithTranslation,
    translation_field,
)
from articles.models import Citation
from articles.models.choices import NOT_YET_CHECKED, Fidelity

MAX_WHOLE_TEXT_CHARACTERS = (
    300_000  # code points of a text that a passage is looked for in
)
CHECK_FIELDS = ("passage", "translation", "locator", "fidelity", "note")


class CitationCheckForm(WithTranslation, SavedForm):
    """The passage, its translation and locator, and the fidelity that was found."""

    passage = forms.CharField(
        label="The passage there",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Word for word, with as much around it as one needs to judge it.",
    )
    translation = translation_field("article")
    whole = forms.CharField(
        label="The whole text of the source",
        required=False,
        max_length=MAX_WHOLE_TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The passage is looked for in it. The text itself is not kept.",
    )
    locator = forms.CharField(
        max_length=200, required=False, help_text="Page, paragraph or minute."
    )
    fidelity = forms.ChoiceField(
        label="Does it say so?",
        choices=[*Fidelity.choices, ("", NOT_YET_CHECKED)],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_whole(self) -> str:
        return normalize_text(self.cleaned_data["whole"], TYPED_TEXT)

    def matching_passages(self, words: str, language: str) -> list[str]:
        """The passages of the whole text that most likely answer to the words."""
        whole = normalize_text(str(self["whole"].value() or ""), TYPED_TEXT)[
            :MAX_WHOLE_TEXT_CHARACTERS
        ]
        return [
            whole[place.start : place.end].strip()
            for place in find_passages(words, whole, language)
        ]

    def with_passage(self, passage: str) -> "CitationCheckForm":
        """The same form, with this passage in it."""
        data = {name: self.data[name] for name in self.data}
        return CitationCheckForm({**data, "passage": passage}, initial=self.initial)

    def entry(self) -> CitationCheckEntry:
        return CitationCheckEntry(
            **{name: self.cleaned_data[name] for name in CHECK_FIELDS}
        )


def initial_citation_check(citation: Citation) -> dict[str, str]:
    return {name: getattr(citation, name) for name in CHECK_FIELDS}
