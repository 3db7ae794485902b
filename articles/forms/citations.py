"""What the article points to as support, one row for each citation."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from articles.domain.text.addresses import address_key
from articles.editing.inputs import CitationEntry
from articles.forms.fields import AddressField, WithTranslation, translation_field
from articles.forms.works import TAKE_OVER_HINT, possible_works, resolve_work
from articles.models import Work
from articles.models.choices import Fidelity
from articles.queries.sources import is_same_name

SHORT_TEXT_WIDGET = forms.Textarea(attrs={"rows": 2})


class CitationForm(WithTranslation):
    """One thing that the article points to as support."""

    recorded: Work | None = None  # the work of which another title is told here

    work_key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    description = forms.CharField(
        label="What is cited", required=False, widget=SHORT_TEXT_WIDGET, max_length=2000,
        help_text="As the article describes it.",
    )  # fmt: skip
    title = forms.CharField(label="Title of the work", max_length=500, required=False)
    address = AddressField(
        max_length=2000, required=False,
        help_text="Where it can be read, if it was found.",
    )  # fmt: skip
    locator = forms.CharField(
        max_length=200, required=False, help_text="Page, paragraph or minute."
    )
    passage = forms.CharField(
        label="The passage there",
        required=False,
        widget=SHORT_TEXT_WIDGET,
        max_length=10_000,
    )
    translation = translation_field("article")
    fidelity = forms.ChoiceField(
        label="Does it say so?",
        choices=[("", "Not yet checked"), *Fidelity.choices],
        required=False,
    )
    note = forms.CharField(max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        filled = any(
            cleaned.get(name)
            for name in ("locator", "passage", "translation", "note", "fidelity")
        )
        named = any(cleaned.get(name) for name in ("description", "title", "address"))
        if filled and not named and cleaned.get("fidelity") != Fidelity.NOTHING_CITED:
            self.add_error("description", "Say what is cited, or empty this part.")
        if cleaned.get("title") and not {"address", "work_key"} & self.errors.keys():
            self.compare_title()
        return cleaned

    def compare_title(self) -> None:
        """A recorded work keeps its title: another one is refused, not dropped."""
        cleaned = self.cleaned_data
        title, address, key = cleaned["title"], cleaned["address"], cleaned["work_key"]
        # A title alone is that of the work which it names.
        for work in possible_works(key, title, address)[:1] if key or address else ():
            if not is_same_name(work.title, title):
                self.recorded = work
                self.add_error(
                    "title",
                    f"This work is recorded as “{work.title}”. {TAKE_OVER_HINT}",
                )

    def entry(self) -> CitationEntry | None:
        cleaned = self.cleaned_data
        hidden = ("DELETE", "work_key")
        if not any(value for name, value in cleaned.items() if name not in hidden):
            return None
        title = (cleaned["title"] or cleaned["address"])[:500]
        address = cleaned["address"]
        return CitationEntry(
            work=resolve_work(cleaned["work_key"], title, address) if title else None,
            description=cleaned["description"],
            locator=cleaned["locator"],
            passage=cleaned["passage"],
            translation=cleaned["translation"],
            fidelity=cleaned["fidelity"],
            note=cleaned["note"],
        )


class BaseCitationFormSet(BaseFormSet):
    """The citations of an appearance, in their order."""

    def clean(self) -> None:
        """Require one title for a new work that is cited in two rows."""
        titles: dict[str, str] = {}
        for form in self.forms:
            cleaned = form.cleaned_data
            address, title = cleaned.get("address"), cleaned.get("title")
            if form in self.deleted_forms or not (address and title):
                continue
            first = titles.setdefault(address_key(address), title)
            if not (is_same_name(first, title) or form.errors):
                form.add_error(
                    "title",
                    f"This address stands above with another title, “{first}”. Give it"
                    " the same one, or each its own address.",
                )

    def entries(self) -> list[CitationEntry]:
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        entries = [form.entry() for form in remaining]
        return [entry for entry in entries if entry]


CitationFormSet = formset_factory(
    CitationForm, BaseCitationFormSet, extra=1, can_delete=True, max_num=20
)
