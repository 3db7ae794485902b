"""The words of the text in which something is claimed."""

from typing import Any

from django import forms

from articles.domain.anchoring import anchors
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.normalization import fold_with_offsets

QUOTE_GAP = "…"
SPAN_GAP = f" {QUOTE_GAP} "


class SpansForm(forms.Form):
    """Which words of the text: as places, or as a quotation that is looked for."""

    quote = forms.CharField(
        label="The words in the text",
        required=False,
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
        places = self.places_of(self.data.get(self.add_prefix("quote"), ""))
        if self.is_bound and len(places) > 1:
            field.choices = [  # type: ignore[attr-defined]  # a ChoiceField's
                (f"{place.start}-{place.end}", self.around(place)) for place in places
            ]
        else:
            del self.fields["occurrence"]

    def places_of(self, quote: str) -> list[TextSpan]:
        return anchors.find_occurrences(self.text, quote.replace("\r\n", "\n"))

    def parts_of(self, quote: str) -> list[TextSpan]:
        """The parts of a quotation with gaps, if each of them stands at one place."""
        parts = [self.places_of(part) for part in quote.split(QUOTE_GAP)]
        return [place for (place,) in parts] if set(map(len, parts)) == {1} else []

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
        if "spans" in self.errors or (self.found and self.is_selected(quote)):
            return cleaned
        if not quote:
            self.add_error(
                "quote", "Select some words of the article, or paste them here."
            )
            return cleaned
        places = self.places_of(quote)
        parts = [] if places else self.parts_of(quote)
        chosen = cleaned.get("occurrence")
        if parts:
            self.found = anchors.merge_spans(parts)
        elif not places and QUOTE_GAP in quote:
            self.add_error(
                "quote",
                f"Not each part around {QUOTE_GAP} stands at exactly one place in the text. Copy"
                " the parts as they stand there, with more of their words.",
            )
        elif not places:
            self.add_error(
                "quote",
                "These words do not stand in the text. Copy them as they stand there.",
            )
        elif len(places) == 1:
            self.found = places
        elif chosen:
            self.found = [p for p in places if f"{p.start}-{p.end}" == chosen]
        else:
            self.add_error(
                "occurrence",
                f"These words stand at {len(places)} places. Choose the one you mean.",
            )
        return cleaned

    def is_selected(self, quote: str) -> bool:
        """Whether the quotation is still what was selected, not typed over."""
        selected = SPAN_GAP.join(
            self.text[place.start : place.end] for place in self.found
        )
        return (
            not quote
            or fold_with_offsets(quote)[0].strip() == fold_with_offsets(selected)[0]
        )
