"""The check of a citation: the passage that is cited, and its fidelity."""

from django import forms

from articles.domain.quotation import places
from articles.editing.citation_checks import CheckEntry
from articles.forms.fields import (
    SavedForm,
    WithTranslation,
    normalize_typed,
    translated,
)
from articles.models import Citation
from articles.models.choices import NOT_YET_CHECKED, Fidelity

WHOLE = 300_000  # code points of a text that a passage is looked for in
NAMES = ("passage", "translation", "locator", "fidelity", "note")


class CheckForm(WithTranslation, SavedForm):
    """The passage, its translation and locator, and the fidelity that was found."""

    passage = forms.CharField(
        label="The passage there",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Word for word, with as much around it as one needs to judge it.",
    )
    translation = translated("article")
    whole = forms.CharField(
        label="The whole text of the source",
        required=False,
        max_length=WHOLE,
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
        return normalize_typed(self.cleaned_data["whole"])

    def found_in(self, words: str, language: str) -> list[str]:
        """The passages of the whole text that most likely answer to the words."""
        whole = normalize_typed(str(self["whole"].value() or ""))[:WHOLE]
        return [
            whole[place.start : place.end].strip()
            for place in places(words, whole, language)
        ]

    def with_passage(self, passage: str) -> "CheckForm":
        """The same form, with this passage in it."""
        data = {name: self.data[name] for name in self.data}
        return CheckForm({**data, "passage": passage}, initial=self.initial)

    def entry(self) -> CheckEntry:
        return CheckEntry(**{name: self.cleaned_data[name] for name in NAMES})


def initial_of(citation: Citation) -> dict[str, str]:
    return {name: getattr(citation, name) for name in NAMES}
