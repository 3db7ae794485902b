"""The chain of attributions: who says it, through whom, and when."""

from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from articles.domain.attribution import timewords
from articles.domain.dates import PartialDate, period_in_words
from articles.editing.inputs import NewSource, StepEntry, number_steps
from articles.forms.fields import DayField
from articles.forms.sources import NamedSourceForm, resolve_source_in
from articles.models import Article, Source, Work
from articles.models.choices import Mode

# Fields of a step that would be lost with it, if nobody spoke at it.
STEP_FIELDS = (
    "together",
    "cue",
    "mode",
    "said",
    "said_from",
    "said_to",
    "unclear",
    "note",
)


class AttributionForm(NamedSourceForm):
    """One step of the chain: who speaks, with which cue, and when."""

    # What the time words count from, and the days that they were found to mean.
    published = PartialDate(None)
    language = "en"
    counted: timewords.Days | None = None

    source = forms.CharField(label="Who says it", max_length=200, required=False)
    cue = forms.CharField(
        label="Cue words", max_length=300, required=False,
        help_text="The words that say so, for example: according to.",
    )  # fmt: skip
    mode = forms.ChoiceField(
        label="How", choices=[("", "Not stated"), *Mode.choices], required=False
    )
    together = forms.BooleanField(
        label="Says it together with the step above", required=False
    )
    said = forms.CharField(
        label="When it was said", max_length=300, required=False,
        help_text="The words of the text, for example: on Saturday.",
    )  # fmt: skip
    said_from = DayField(label="From", required=False)
    said_to = DayField(label="To", required=False)
    unclear = forms.BooleanField(
        label="It is unclear whose words a part is", required=False
    )
    note = forms.CharField(max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["resolved"] = None
        if cleaned.get("source", "").strip():
            cleaned["resolved"] = resolve_source_in(self)
        elif any(cleaned.get(field) for field in STEP_FIELDS):
            self.add_error("source", "Say who speaks at this step, or empty it.")
        begins, ends = cleaned.get("said_from"), cleaned.get("said_to")
        if not begins and not ends and "said" in self.changed_data:
            self.count_days()
        if begins and ends and ends < begins:
            self.add_error("said_to", "This day lies before the first one.")
        return cleaned

    def count_days(self) -> None:
        """Fill in the days that the time words mean, where no other can be meant."""
        words = self.cleaned_data.get("said", "")
        self.counted = timewords.resolve_time_words(
            words, self.published, self.language
        )
        if self.counted and self.counted.certain:
            self.cleaned_data["said_from"] = self.counted.start
            self.cleaned_data["said_to"] = self.counted.end

    def entry(self) -> StepEntry | None:
        cleaned = self.cleaned_data
        if not cleaned.get("resolved"):
            return None
        return StepEntry(
            cleaned["resolved"], **{name: cleaned[name] for name in STEP_FIELDS}
        )


class BaseChainFormSet(BaseFormSet):
    """The voices in order: the article's own first, the claimant last."""

    def counted(self) -> list[str]:
        """The days that time words were taken to mean, in words, for the reviewer."""
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        return [
            describe_counted_days(form.cleaned_data["said"], form.counted)
            for form in remaining
            if form.counted and form.counted.start
        ]

    def clean(self) -> None:
        if any(self.errors):
            return
        entries = self.entries()
        if not entries:
            raise forms.ValidationError("Say at least who speaks in the article.")
        if entries[0].together:
            raise forms.ValidationError(
                "The first step has none above it that it could say this together with."
            )
        voices = [
            [step.source for _, step in together]
            for _, together in groupby(number_steps(entries), key=itemgetter(0))
        ]
        if any(
            source in voice[:at] for voice in voices for at, source in enumerate(voice)
        ):
            raise forms.ValidationError(
                "The same source says this together with itself."
            )
        if any(source in other for one, other in pairwise(voices) for source in one):
            raise forms.ValidationError(
                "The same source stands at two steps that follow each other."
            )

    def entries(self) -> list[StepEntry]:
        """The steps that were filled in, in the order that was chosen."""
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        order = {id(form): number for number, form in enumerate(remaining)}

        def chosen_order(form: AttributionForm) -> tuple[int, int]:
            chosen = form.cleaned_data.get("ORDER")
            number = order[id(form)]
            return (number + 1 if chosen is None else chosen, number)

        entries = [form.entry() for form in sorted(remaining, key=chosen_order)]
        return [entry for entry in entries if entry]


def set_publication_day(chain: BaseFormSet, work: Work) -> None:
    """Let time words count from the day on which this work was published."""
    for form in chain.forms:
        form.published = PartialDate(work.published_on, work.published_precision)
        form.language = work.language


def describe_counted_days(words: str, days: timewords.Days) -> str:
    when = period_in_words(str(days.start), str(days.end))
    if days.certain:
        return f"“{words}” was taken to mean {when}. Change it where that is wrong."
    return f"“{words}” may mean {when}; other days are possible, so none was filled in."


# Two spare rows, so that a chain can be recorded without JavaScript.
ChainFormSet = formset_factory(
    AttributionForm,
    BaseChainFormSet,
    extra=2,
    can_order=True,
    can_delete=True,
    max_num=20,
)


def initial_steps(article: Article) -> list[dict[str, Any]]:
    """The chain as it begins in every article: with its author."""
    authorship = article.work.authorships.order_by("position").first()
    return [initial_step(authorship.author)] if authorship else []


def initial_step(source: Source | NewSource) -> dict[str, Any]:
    key = source.key if isinstance(source, Source) else ""
    return {"source": source.name, "source_key": key}
