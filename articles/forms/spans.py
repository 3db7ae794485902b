"""The words of the text in which something is claimed."""

from typing import Any

from django import forms

from articles.domain.anchoring import anchors
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.anchoring.quotes import (
    MAX_QUOTE_PARTS,
    FoundQuote,
    beginning_in_text,
    find_quote,
    split_at_gaps,
)
from articles.domain.text.normalization import fold_with_offsets

QUOTE_GAP = "…"
SPAN_GAP = f" {QUOTE_GAP} "
MAX_PLACES_OFFERED = 50  # that one can choose from


class SpansForm(forms.Form):
    """Which words of the text: as places, or as a quotation that is looked for."""

    quote = forms.CharField(
        label="The words in the text",
        required=False,
        max_length=500_000,  # as long as a text can be
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Select them in the text, or copy them here as they stand, with … for"
        " words that you leave out.",
    )
    spans = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)
    occurrence = forms.ChoiceField(
        label="Which place do you mean?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, text: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        self.found: list[TextSpan] = []
        field = self.fields["occurrence"]
        places = self.find(self.data.get(self.add_prefix("quote"), "")).places
        if self.is_bound and 1 < len(places) <= MAX_PLACES_OFFERED:
            field.choices = [  # type: ignore[attr-defined]  # a ChoiceField's
                (f"{place.start}-{place.end}", self.around(place)) for place in places
            ]
        else:
            del self.fields["occurrence"]

    def find(self, quote: str) -> FoundQuote:
        return find_quote(self.text, quote.replace("\r\n", "\n"))

    def around(self, place: TextSpan) -> str:
        """The words with what surrounds them, to tell one place from another."""
        anchor = anchors.build_anchor(self.text, place.start, place.end)
        return f"… {anchor.prefix}[{anchor.exact}]{anchor.suffix} …".replace("\n", " ")

    def clean_spans(self) -> list[TextSpan]:
        places = []
        for part in self.cleaned_data["spans"].split():
            start, _, end = part.partition("-")
            if not (
                start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
            ):
                raise forms.ValidationError("Select the words again.")
            place = anchors.trim_span(
                self.text, int(start), min(int(end), len(self.text))
            )
            if place.start >= place.end:
                raise forms.ValidationError("Select some words of the article.")
            places.append(place)
        return anchors.merge_spans(places)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        self.found = cleaned.get("spans", [])
        quote = cleaned.get("quote", "").strip()
        unread = not {"spans", "quote"}.isdisjoint(self.errors)
        if unread or (self.found and self.is_selected(quote)):
            return cleaned
        if not quote:
            self.add_error(
                "quote", "Select some words of the article, or paste them here."
            )
            return cleaned
        found = self.find(quote)
        places = found.places
        chosen = cleaned.get("occurrence")
        if found.parts:
            self.found = anchors.merge_spans(found.parts)
        elif len(places) == 1:
            self.found = list(places)
        elif chosen:
            self.found = [p for p in places if f"{p.start}-{p.end}" == chosen]
        else:
            self.add_error(*self.objection(quote, len(places)))
        return cleaned

    def objection(self, quote: str, count: int) -> tuple[str, str]:
        """The field that does not tell where the words stand, and why not."""
        if count > MAX_PLACES_OFFERED:
            return "quote", (
                f"These words stand at {count} places. Copy them with more of the words"
                " around them."
            )
        if count:
            return "occurrence", (
                f"These words stand at {count} places. Choose the one you mean."
            )
        parts = split_at_gaps(quote)
        if len(parts) > MAX_QUOTE_PARTS:
            return "quote", (
                f"These are more than {MAX_QUOTE_PARTS} parts, and so none was looked"
                " for. Copy fewer and longer ones."
            )
        if len(parts) > 1:
            return "quote", (
                f"Not each part around {QUOTE_GAP} stands at exactly one place in the"
                " text. Copy the parts as they stand there, with more of their words."
            )
        if beginning := beginning_in_text(self.text, quote):
            return "quote", (
                f"These words do not stand in the text: it goes on otherwise after"
                f" “{beginning}”. Copy them as they stand there."
            )
        return "quote", (
            "These words do not stand in the text. Copy them as they stand there."
        )

    def is_selected(self, quote: str) -> bool:
        """Whether the quotation is still what was selected, not typed over."""
        selected = SPAN_GAP.join(
            self.text[place.start : place.end] for place in self.found
        )
        return (
            not quote
            or fold_with_offsets(quote)[0].strip() == fold_with_offsets(selected)[0]
        )
