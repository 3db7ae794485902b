"""Works: finding the one that was meant by what was typed, or describing a new one."""

from collections.abc import Sequence

from django import forms

from articles.domain.dates import PartialDate, date_in_words
from articles.domain.text.addresses import is_same_page
from articles.editing.inputs import NewWork
from articles.forms.fields import AddressField
from articles.forms.sources import resolve_source
from articles.models import Source, Work
from articles.models.choices import SourceKind, WorkKind
from articles.queries.sources import is_same_name

UNKNOWN_WORK = (
    "No work has this title or this address. Choose one that is offered while you type,"
    " or tick “This is a new work”."
)
SEVERAL_WORKS = (
    "Several works have this title. Type the address or the key of one: {works}."
)

TAKE_OVER_HINT = "Take that over here, or change the work itself; the link is above."
TELL_APART_HINT = (
    " If you mean another work, give its address, or a title that tells the two apart."
)
CHOOSE_HINT = "Choose which of them you mean."


class NewWorkFields(forms.Form):
    """The details, beside its title, of a work that may be a new one.

    A work that is recorded already keeps its details, so whatever differs from them is
    refused rather than dropped; what is left open says nothing. That is why no kind is
    chosen beforehand: an untouched one could not be told from a chosen one, with or
    without JavaScript. Only a new work needs a kind.
    """

    recorded: Work | None = None  # the work from which something typed here differs

    work_address = AddressField(
        label="Address", max_length=2000, required=False,
        help_text="Where it can be read. A work with this address is used again.",
    )  # fmt: skip
    work_kind = forms.ChoiceField(
        label="It is a", choices=[("", "…"), *WorkKind.choices], required=False,
        help_text="For a work that is not recorded here yet.",
    )  # fmt: skip
    work_outlet = forms.CharField(label="Published by", max_length=200, required=False)
    create = forms.BooleanField(
        label="Record this publisher as a new source, if it is not known yet",
        required=False,
    )
    work_published = forms.CharField(
        label="Published on", max_length=10, required=False,
        help_text="2017-06-20, or 2017-06, or 2017.",
    )  # fmt: skip

    def clean_work_published(self) -> PartialDate:
        try:
            return PartialDate.parse(self.cleaned_data["work_published"])
        except ValueError as error:
            raise forms.ValidationError(
                "Write the date as 2017-06-20, 2017-06 or 2017."
            ) from error

    def settle(self, field: str, found: Sequence[Work]) -> Work | None:
        """Compare the works found with what was typed; return the one meant, or None.

        `field` is the one with the title. Two works may share a title, not a kind too.
        """
        kind = self.cleaned_data.get("work_kind", "")
        alike = [work for work in found if work.kind == kind][:1] or found
        if len(alike) > 1:
            kinds = " or ".join(sorted({kind_with_article(work) for work in alike}))
            self.add_error(
                "work_kind", f"This title is recorded as {kinds}. {CHOOSE_HINT}"
            )
        elif alike:
            self.compare(field, alike[0])
            return alike[0]
        elif not kind and "work_kind" not in self.errors:
            self.add_error("work_kind", "Choose what kind of work this is.")
        self.resolve_outlet()
        return None

    def compare(self, field: str, work: Work) -> None:
        """Add an error for each detail that differs from what is recorded."""
        cleaned = self.cleaned_data
        title, kind = cleaned.get(field, ""), cleaned.get("work_kind", "")
        if not is_same_name(title, work.title):
            self.refuse(field, work, f"as “{work.title}”")
        if kind and kind != work.kind:
            more = "" if work.address else TELL_APART_HINT
            self.refuse("work_kind", work, f"as {kind_with_article(work)}", more)
        # Whoever opened the form with this very work in it, and emptied a field, said
        # something; elsewhere an empty field says nothing.
        opened = work.key == cleaned.get("work_key") == self.initial.get("work_key")
        typed = cleaned.get("work_published")
        known = PartialDate(work.published_on, work.published_precision)
        if typed and typed.iso() != known.iso() and (typed.date or opened):
            date = (
                f"with the date {date_in_words(*known)}"
                if known.date
                else "without a date"
            )
            self.refuse("work_published", work, date)
        name = cleaned.get("work_outlet", "")
        if (name or opened) and not is_called(work.outlet, name):
            outlet = (
                f"as published by {work.outlet}" if work.outlet else "without an outlet"
            )
            self.refuse("work_outlet", work, outlet)

    def refuse(self, field: str, work: Work, words: str, more: str = "") -> None:
        self.recorded = work
        self.add_error(field, f"This work is recorded {words}. {TAKE_OVER_HINT}{more}")

    def resolve_outlet(self) -> None:
        cleaned = self.cleaned_data
        cleaned["outlet"] = None
        if name := cleaned.get("work_outlet", "").strip():
            try:
                cleaned["outlet"] = resolve_source(
                    name, create=cleaned.get("create", False), kind=SourceKind.OUTLET
                )
            except forms.ValidationError:
                self.add_error(
                    "work_outlet",
                    f"“{name}” is not known yet. Tick the box below, or choose a name"
                    " that is known.",
                )

    def as_new(self, title: str) -> NewWork:
        cleaned = self.cleaned_data
        return NewWork(
            title,
            cleaned["work_address"],
            kind=cleaned["work_kind"],
            outlet=cleaned["outlet"],
            published_on=cleaned["work_published"].date,
            published_precision=cleaned["work_published"].precision,
        )


def kind_with_article(work: Work) -> str:
    kind = work.get_kind_display().lower()
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def is_called(source: Source | None, name: str) -> bool:
    """Whether this is one of its names, or its key; no source has no name."""
    if source is None or not name:
        return source is None and not name
    return name == source.key or source in Source.objects.named(name)


def possible_works(key: str, title: str, address: str) -> list[Work]:
    """The recorded works that may be meant, as editing.find_or_create finds them.

    The one that was chosen before, while its title and address stand, or stood until
    somebody changed them; else the one at this address; without an address, those of
    this title.
    """
    works = Work.objects.select_related("outlet").order_by("pk")
    if key and (chosen := works.filter(key=key).first()):
        history = chosen.history  # type: ignore[attr-defined]  # pghistory adds it
        if history.filter(title=title, address=address).exists():
            return [chosen]
    if address:
        return list(works.at_address(address)[:1])
    return list(works.filter(address="").titled(title))


def resolve_work(key: str, title: str, address: str) -> Work | NewWork:
    """The work with this key, if its title and address still stand; else a new one."""
    same = Work.objects.filter(key=key, title=title, address=address)
    return (same.first() if key else None) or NewWork(title, address)


def find_work(words: str, key: str = "") -> Work:
    """The work with this title, at this address or with this key.

    The key of a work chosen from the list counts only while its own title or address
    stands beside it: who types over a title means another work.
    """
    found = list(Work.objects.called(words).order_by("pk")[:6])
    chosen = next((work for work in found if work.key == key), None)
    if chosen:
        return chosen
    # Of several works at one address the oldest is meant, as wherever one is looked up.
    found = [work for work in found if is_same_page(work.address, words)][:1] or found
    if len(found) > 1:
        works = ", ".join(work.address or work.key for work in found)
        raise forms.ValidationError(SEVERAL_WORKS.format(works=works))
    by_key = found or Work.objects.filter(key=words)
    for work in by_key:
        return work
    raise forms.ValidationError(UNKNOWN_WORK)
