"""A newer text version, and where the words of older appearances stand in it."""

from typing import Any

from django import forms

from articles.domain.anchoring.anchors import TextSpan, find_occurrences, merge_spans
from articles.forms.fields import DayField, SavedForm
from articles.forms.importing import ImportForm
from articles.importing.versions import VersionEntry
from articles.models.choices import VersionKind

MAX_STRETCHES = 100  # that are each looked for
GONE_CHOICE, WORDS_CHOICE = "gone", "words"


class NewTextForm(ImportForm):
    """The newer text: the one in force, to be changed, or a file."""

    nothing_given = "Put in the text as it is now, or choose a file."

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].label = "Choose a file"
        self.fields["text"].label = "Or change the text as it is now"
        self.fields["text"].help_text = (
            "Change it here, or paste the new one over it. A blank line begins a new"
            " paragraph."
        )

    def clean(self) -> dict[str, Any]:
        # The text that is shown to be changed is no second text beside a file.
        if self.cleaned_data.get("file") is not None:
            self.cleaned_data["text"] = ""
        return super().clean()

    def content(self) -> tuple[bytes, str]:
        """Pasted text is plain text, whatever marks it holds: it is the article's own."""
        content, name = super().content()
        return content, name or "text.txt"


class VersionForm(SavedForm):
    """Why there is a newer text."""

    kind = forms.ChoiceField(
        label="Why is there a new version?",
        choices=VersionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why there is a new version."},
    )
    note = forms.CharField(
        label="The outlet's note, or yours",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it with the new version.",
    )
    dated = DayField(
        label="Dated",
        required=False,
        help_text="The day that the outlet gives for its change.",
    )

    def entry(self) -> VersionEntry:
        cleaned = self.cleaned_data
        return VersionEntry(cleaned["kind"], cleaned["note"], cleaned["dated"])


class SettleForm(SavedForm):
    """Where one appearance's words stand now: an offer, other words, or nowhere."""

    choice = forms.CharField(max_length=10, required=False)
    words = forms.CharField(
        label="Other words of the new text",
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As they stand there; one stretch a line.",
    )

    def __init__(
        self,
        *args: Any,
        text: str,
        offers: list[list[tuple[int, int]]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.text, self.offers = text, offers

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        choice = cleaned.get("choice", "")
        if choice == GONE_CHOICE:
            cleaned["places"] = []
        elif choice == WORDS_CHOICE:
            cleaned["places"] = self.typed(cleaned.get("words", ""))
        elif choice.isdecimal() and 0 < int(choice) <= len(self.offers):
            spans = self.offers[int(choice) - 1]
            cleaned["places"] = [TextSpan(start, end) for start, end in spans]
        else:
            self.add_error(None, "Choose one of the places, or say that there is none.")
        return cleaned

    def typed(self, words: str) -> list[TextSpan]:
        """Where the words stand; nowhere, or in several places, is an error."""
        lines = [line for line in words.splitlines() if line.strip()]
        if not lines:
            self.add_error("words", "Give the words as they stand in the new text.")
        if len(lines) > MAX_STRETCHES:
            self.add_error(
                "words",
                f"These are more than {MAX_STRETCHES} stretches, and so none was looked"
                " for. Give fewer and longer ones.",
            )
            return []
        places: list[TextSpan] = []
        for line in lines:
            found = find_occurrences(self.text, line)
            if len(found) == 1:
                places += found
            elif found:
                self.add_error(
                    "words",
                    f"“{line.strip()}” stands in {len(found)} places. Give more of the"
                    " words around it.",
                )
            else:
                self.add_error("words", f"“{line.strip()}” is not in the new text.")
        return merge_spans(places)


class OutcomeCheckForm(SavedForm):
    """The appearances that a reviewer has looked at, each as it was then."""

    seen = forms.RegexField(
        regex=r"^\d{1,18}:\d{1,9}( \d{1,18}:\d{1,9})*$",
        widget=forms.HiddenInput,
        max_length=100_000,
    )

    def versions(self) -> dict[int, int]:
        """The version of each outcome that was seen, by its primary key."""
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split())
        return {int(pk): int(version) for pk, version in pairs}
