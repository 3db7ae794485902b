"""The form beside the text: the words, the claim, the chain, what is cited."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from articles import anchoring
from articles.anchoring import Place
from articles.attribution import timewords
from articles.dates import PartialDate, span_in_words
from articles.entries import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    NewSource,
    StepEntry,
    positioned,
)
from articles.forms.checking import TRANSLATION, needs_its_passage, plain
from articles.forms.meta import SavedForm, opened
from articles.forms.sources import resolve_in
from articles.forms.words import plain as plainly
from articles.forms.works import TAKE_OVER, meant
from articles.forms.works import resolve as resolve_work
from articles.models import Appearance, Article, Claim, Source, TextVersion, Work
from articles.models.choices import ClaimKind, Fidelity, Mode, SourceKind

NEW = "new"  # the answer "none of these" to "is it one of these claims?"
SPAN_GAP = " … "
DATE = forms.DateInput(attrs={"type": "date"})
SHORT_TEXT = forms.Textarea(attrs={"rows": 2})


class ClaimForm(forms.Form):
    """The claim in the reviewer's own words, or the key of one that is known."""

    statement = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text="One sentence that can be understood without the article.",
    )
    kind = forms.ChoiceField(choices=ClaimKind.choices, required=False)
    checkable = forms.BooleanField(
        required=False,
        initial=True,
        help_text="Could evidence show whether it is so? An opinion cannot be checked.",
    )
    existing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        existing = cleaned.get("existing", "")
        cleaned["claim"] = None
        if existing and existing != NEW:
            cleaned["claim"] = Claim.objects.filter(key=existing).first()
            if cleaned["claim"] is None:
                self.add_error(
                    "statement", "The claim that was chosen is not there any more."
                )
        elif (
            not cleaned.get("statement", "").strip() and "statement" not in self.errors
        ):
            self.add_error("statement", "Say in your own words what is claimed.")
        elif not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what kind of claim this is.")
        return cleaned

    def entry(self) -> ClaimEntry:
        cleaned = self.cleaned_data
        return ClaimEntry(
            " ".join(cleaned["statement"].split()),
            cleaned["kind"],
            cleaned["checkable"],
        )


class ChangeClaimForm(SavedForm, ClaimForm):
    """The claim alone, to be changed."""

    existing = None  # type: ignore[assignment]


class SpansForm(forms.Form):
    """Which words of the text: as places, or as a quotation that is looked for."""

    quote = forms.CharField(
        label="The words in the text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Select them in the text, or copy them here as they stand.",
    )
    spans = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)
    occurrence = forms.ChoiceField(
        label="Which place do you mean?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, text: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        self.found: list[Place] = []
        field = self.fields["occurrence"]
        places = self.places_of(self.data.get(self.add_prefix("quote"), ""))
        if self.is_bound and len(places) > 1:
            field.choices = [  # type: ignore[attr-defined]
                (f"{place.start}-{place.end}", self.around(place)) for place in places
            ]
        else:
            del self.fields["occurrence"]

    def places_of(self, quote: str) -> list[Place]:
        return anchoring.occurrences(self.text, quote.replace("\r\n", "\n"))

    def around(self, place: Place) -> str:
        """The words with what surrounds them, to tell one place from another."""
        anchor = anchoring.describe(self.text, place.start, place.end)
        return f"… {anchor.prefix}[{anchor.exact}]{anchor.suffix} …".replace("\n", " ")

    def clean_spans(self) -> list[Place]:
        places = []
        for part in self.cleaned_data["spans"].split():
            start, _, end = part.partition("-")
            if not (
                start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
            ):
                raise forms.ValidationError("Select the words again.")
            place = anchoring.trimmed(
                self.text, int(start), min(int(end), len(self.text))
            )
            if place.start >= place.end:
                raise forms.ValidationError("Select some words of the article.")
            places.append(place)
        return anchoring.merged(places)

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
        chosen = cleaned.get("occurrence")
        if not places:
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
        """Is the quotation still what was selected, or did somebody type over it?"""
        selected = SPAN_GAP.join(
            self.text[place.start : place.end] for place in self.found
        )
        return (
            not quote
            or anchoring.folded(quote)[0].strip() == anchoring.folded(selected)[0]
        )


# Fields of a step that would be lost with it, if nobody spoke at it.
KEPT = ("together", "cue", "mode", "said", "said_from", "said_to", "unclear", "note")


class StepForm(forms.Form):
    """One voice of the chain."""

    # What the time words are seen from, and what they were found to mean.
    published = PartialDate(None)
    language = "en"
    counted: timewords.Days | None = None

    source = forms.CharField(label="Who says it", max_length=200, required=False)
    source_key = forms.CharField(
        max_length=20, required=False, widget=forms.HiddenInput
    )
    create = forms.BooleanField(label="This is a new source", required=False)
    new_kind = forms.ChoiceField(
        label="It is", choices=SourceKind.choices, required=False
    )
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
    said_from = forms.DateField(label="From", required=False, widget=DATE)
    said_to = forms.DateField(label="To", required=False, widget=DATE)
    unclear = forms.BooleanField(
        label="It is unclear whose words a part is", required=False
    )
    note = forms.CharField(max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["resolved"] = None
        if cleaned.get("source", "").strip():
            cleaned["resolved"] = resolve_in(self)
        elif any(cleaned.get(field) for field in KEPT):
            self.add_error("source", "Say who speaks at this step, or empty it.")
        begins, ends = cleaned.get("said_from"), cleaned.get("said_to")
        if not begins and not ends and "said" in self.changed_data:
            self.count_days()
        if begins and ends and ends < begins:
            self.add_error("said_to", "This day lies before the first one.")
        return cleaned

    def count_days(self) -> None:
        """Fills in the days that the time words mean, where no other day can be meant."""
        words = self.cleaned_data.get("said", "")
        self.counted = timewords.resolve(words, self.published, self.language)
        if self.counted and self.counted.certain:
            self.cleaned_data["said_from"] = self.counted.start
            self.cleaned_data["said_to"] = self.counted.end

    def entry(self) -> StepEntry | None:
        cleaned = self.cleaned_data
        if not cleaned.get("resolved"):
            return None
        return StepEntry(cleaned["resolved"], **{name: cleaned[name] for name in KEPT})


class BaseChain(BaseFormSet):
    """The voices in order: the article's own first, the claimant last."""

    def counted(self) -> list[str]:
        """What was made of the time words, for the reviewer to look at."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [
            counted_days(form.cleaned_data["said"], form.counted)
            for form in kept
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
            for _, together in groupby(positioned(entries), key=itemgetter(0))
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
        kept = [form for form in self.forms if form not in self.deleted_forms]
        order = {id(form): number for number, form in enumerate(kept)}

        def place(form: StepForm) -> tuple[int, int]:
            chosen = form.cleaned_data.get("ORDER")
            number = order[id(form)]
            return (number + 1 if chosen is None else chosen, number)

        entries = [form.entry() for form in sorted(kept, key=place)]
        return [entry for entry in entries if entry]


def seen_from(chain: BaseFormSet, work: Work) -> None:
    """Time words count from the day on which this work was published."""
    for form in chain.forms:
        form.published = PartialDate(work.published_on, work.published_precision)
        form.language = work.language


def counted_days(words: str, days: timewords.Days) -> str:
    when = span_in_words(str(days.start), str(days.end))
    if days.certain:
        return f"“{words}” was taken to mean {when}. Change it where that is wrong."
    return f"“{words}” may mean {when}; other days are possible, so none was filled in."


class CitationForm(forms.Form):
    """One thing that the article points to as support."""

    recorded: Work | None = None  # the work of which another title is told here

    work_key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    description = forms.CharField(
        label="What is cited", required=False, widget=SHORT_TEXT, max_length=2000,
        help_text="As the article describes it.",
    )  # fmt: skip
    title = forms.CharField(label="Title of the work", max_length=500, required=False)
    address = forms.URLField(
        max_length=2000, required=False, assume_scheme="https",
        help_text="Where it can be read, if it was found.",
    )  # fmt: skip
    locator = forms.CharField(
        max_length=200, required=False, help_text="Page, paragraph or minute."
    )
    passage = forms.CharField(
        label="The passage there", required=False, widget=SHORT_TEXT, max_length=10_000
    )
    translation = forms.CharField(
        label="The passage, translated", required=False, widget=SHORT_TEXT,
        max_length=10_000, help_text=TRANSLATION,
    )  # fmt: skip
    fidelity = forms.ChoiceField(
        label="Does it say so?",
        choices=[("", "Not yet checked"), *Fidelity.choices],
        required=False,
    )
    note = forms.CharField(max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        filled = any(
            cleaned.get(name)
            for name in ("locator", "passage", "translation", "note", "fidelity")
        )
        named = any(cleaned.get(name) for name in ("description", "title", "address"))
        if filled and not named and cleaned.get("fidelity") != Fidelity.NOTHING_CITED:
            self.add_error("description", "Say what is cited, or empty this part.")
        needs_its_passage(self)
        if cleaned.get("title") and not {"address", "work_key"} & self.errors.keys():
            self.compare_title()
        return cleaned

    def compare_title(self) -> None:
        """A recorded work keeps its title: another one is refused, not dropped."""
        cleaned = self.cleaned_data
        title, address, key = cleaned["title"], cleaned["address"], cleaned["work_key"]
        # A title alone is that of the work which it names.
        for work in meant(key, title, address)[:1] if key or address else ():
            if plainly(work.title) != plainly(title):
                self.recorded = work
                self.add_error(
                    "title", f"This work is recorded as “{work.title}”. {TAKE_OVER}"
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
            passage=plain(cleaned["passage"]),
            translation=plain(cleaned["translation"]),
            fidelity=cleaned["fidelity"],
            note=cleaned["note"],
        )


class BaseCited(BaseFormSet):
    def clean(self) -> None:
        """One new work, cited in two rows, has one title."""
        titles: dict[str, str] = {}
        for form in self.forms:
            cleaned = form.cleaned_data
            address, title = cleaned.get("address"), cleaned.get("title")
            if form in self.deleted_forms or not (address and title):
                continue
            first = titles.setdefault(address, title)
            if plainly(first) != plainly(title) and not form.errors:
                form.add_error(
                    "title",
                    f"This address stands above with another title, “{first}”. Give it"
                    " the same one, or each its own address.",
                )

    def entries(self) -> list[CitationEntry]:
        kept = [form for form in self.forms if form not in self.deleted_forms]
        entries = [form.entry() for form in kept]
        return [entry for entry in entries if entry]


# Two spare rows, so that a chain can be recorded without JavaScript.
Chain = formset_factory(
    StepForm, BaseChain, extra=2, can_order=True, can_delete=True, max_num=20
)
Cited = formset_factory(CitationForm, BaseCited, extra=1, can_delete=True, max_num=20)


class RecordForm:
    """The whole form beside the text, made of its parts."""

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
        self.chain: Any = Chain(data, prefix="chain", initial=list(chain))
        if data is not None:
            seen_from(self.chain, text.article.work)
        self.cited: Any = Cited(data, prefix="cited", initial=list(cited))
        self.meta = SavedForm(data, initial=opened(version))

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


def first_steps(article: Article) -> list[dict[str, Any]]:
    """The chain as it begins in every article: with its author."""
    authorship = article.work.authorships.order_by("position").first()
    return [step_initial(authorship.author)] if authorship else []


def step_initial(source: Source | NewSource) -> dict[str, Any]:
    key = source.key if isinstance(source, Source) else ""
    return {"source": source.name, "source_key": key}


def initial_of(appearance: Appearance) -> dict[str, Any]:
    """An appearance as the form shows it, to be changed."""
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
                **step_initial(step.source),
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
