"""The form beside the text, in which an appearance is recorded and changed."""

from collections.abc import Sequence
from typing import Any

from articles.editing.inputs import AppearanceEntry
from articles.forms.chain import ChainFormSet, initial_step, set_publication_day
from articles.forms.citations import CitationFormSet
from articles.forms.claim import ClaimForm
from articles.forms.fields import SavedForm, initial_save_fields
from articles.forms.spans import SPAN_GAP, SpansForm
from articles.models import Appearance, TextVersion


class AppearanceForm:
    """An appearance: its claim, its words, its chain and what is cited, as one form."""

    def __init__(
        self,
        data: Any = None,
        *,
        text: TextVersion,
        chain: Sequence[dict[str, Any]] = (),
        cited: Sequence[dict[str, Any]] = (),
        spans: dict[str, Any] | None = None,
        version: int | None = None,
    ) -> None:
        self.claim = ClaimForm(data)
        self.spans = SpansForm(data, text=text.text, initial=spans)
        self.chain: Any = ChainFormSet(data, prefix="chain", initial=list(chain))
        if data is not None:
            set_publication_day(self.chain, text.article.work)
        self.cited: Any = CitationFormSet(data, prefix="cited", initial=list(cited))
        self.meta = SavedForm(data, initial=initial_save_fields(version))

    def is_valid(self, *, with_claim: bool = True) -> bool:
        # All of them, so that every error shows at once.
        valid = [
            self.spans.is_valid(), self.chain.is_valid(), self.cited.is_valid(),
            self.meta.is_valid(), not with_claim or self.claim.is_valid(),
        ]  # fmt: skip
        return all(valid)

    def appearance(self) -> AppearanceEntry:
        return AppearanceEntry(
            self.spans.found, self.chain.entries(), self.cited.entries()
        )


def initial_appearance(appearance: Appearance) -> dict[str, Any]:
    """The initial values of the form in which a recorded appearance is changed."""
    steps = list(appearance.chain.select_related("source").order_by("position", "pk"))
    above = [None, *(step.position for step in steps)]
    names = ("cue", "mode", "said", "said_from", "said_to", "unclear", "note")
    cited = appearance.citations.select_related("work").order_by("position")
    cited_names = ("description", "locator", "passage", "translation", "fidelity",
                   "note")  # fmt: skip
    spans = list(appearance.spans.order_by("position"))
    return {
        "chain": [
            {
                **initial_step(step.source),
                "together": step.position == before,
                **{name: getattr(step, name) for name in names},
            }
            for step, before in zip(steps, above, strict=False)
        ],
        "cited": [
            {
                "work_key": row.work.key if row.work else "",
                "title": row.work.title if row.work else "",
                "address": row.work.address if row.work else "",
                **{name: getattr(row, name) for name in cited_names},
            }
            for row in cited
        ],
        "spans": {
            "spans": " ".join(f"{span.start}-{span.end}" for span in spans),
            "quote": SPAN_GAP.join(span.exact for span in spans),
        },
    }
