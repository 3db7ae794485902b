"""A newer text of an article: taken in, compared, and its claims settled in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles import fates
from articles import settling as carry_writes
from articles.extraction import Extraction, ExtractionError
from articles.forms.meta import opened
from articles.forms.versions import CheckForm, NewTextForm, SettleForm, VersionForm
from articles.importing import versions
from articles.models import Article, Carry, TextVersion, Upload
from articles.models.choices import CarryState
from articles.queries import versions as version_queries
from articles.reanchoring.difference import difference, kept_share, shortened
from articles.records import Record, work_ref
from articles.sandbox import extract_safely
from articles.views import answers
from articles.views.desk.access import DeskRequest, attempt, for_reviewers, sent_again
from articles.views.desk.articles import GET_AND_POST, beside, fetched
from articles.views.desk.conflicts import conflict
from articles.views.desk.importing import keep


def about(article: Article) -> Record:
    return {**work_ref(article.work), "key": article.key}


@for_reviewers
@GET_AND_POST
def new(request: DeskRequest, key: str) -> HttpResponse:
    """The text in force, to be changed or replaced."""
    stored = fetched(key)
    text = stored.text
    form = NewTextForm(
        request.POST or None, request.FILES or None, initial={"text": text.text}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            content, name = form.content()
            try:
                read = extract_safely(content, name)
            except ExtractionError as error:
                form.add_error(
                    "file" if form.cleaned_data["file"] else "text", str(error)
                )
            else:
                if said := versions.objection(stored, read.text):
                    form.add_error(None, said)
                else:
                    upload = keep(request, content, name, read, revises=stored)
                    return redirect("desk_version_confirm", upload.key)
    context = {
        "article": about(stored),
        "form": form,
        "number": text.number,
        "versions": version_queries.history(stored),
    }
    return answers.page(request, "desk/version_new.html", context, status)


def revised(request: DeskRequest, upload: Upload) -> Article:
    """The article of which an upload is a newer version."""
    if upload.revises:
        return fetched(upload.revises.key)
    return fetched(request.GET.get("of", ""))


@for_reviewers
@GET_AND_POST
def confirm(request: DeskRequest, key: str) -> HttpResponse:
    """What is different, what becomes of the claims; saving takes the text in."""
    upload = get_object_or_404(
        Upload.objects.filter(sent_by=request.user).defer("content"), key=key
    )
    if upload.article:
        return redirect("desk_article", upload.article.key)
    stored = revised(request, upload)
    read = Extraction.from_dict(upload.extraction)
    form = VersionForm(request.POST or None, initial=opened(stored.version))
    context: dict[str, Any] = {"conflict": None}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            outcome = attempt(
                request, form, lambda: taken_in(request, upload, stored, read, form)
            )
            if outcome.response:
                return outcome.response
            status = outcome.status
            if outcome.current is not None:
                stored = fetched(stored.key)
                context["conflict"] = conflict(
                    [("Text in force", f"Version {stored.text.number}")],
                    [("Text in force", "The one below; it is compared with the text"
                                       " that is in force now")],
                )  # fmt: skip
                sent_again(form, outcome.current)
    text = stored.text
    blocks = difference(text.text, read.text)
    context |= {
        "upload": {"key": upload.key, "name": upload.name},
        "article": about(stored),
        "number": text.number + 1,
        "form": form,
        "action": request.get_full_path(),
        "objection": versions.objection(stored, read.text),
        "blocks": shortened(blocks),
        "kept": round(100 * kept_share(blocks)),
        "forecast": counted(fates.forecast(stored, read.text)),
        "warnings": read.warnings,
    }
    return answers.page(request, "desk/version_confirm.html", context, status)


def counted(states: Any) -> list[Record]:
    return [
        {"state": state.value, "label": state.label, "count": states[state]}
        for state in CarryState
        if states[state]
    ]


def taken_in(
    request: DeskRequest,
    upload: Upload,
    stored: Article,
    read: Extraction,
    form: VersionForm,
) -> str:
    regions = [paragraph.region for paragraph in read.paragraphs]
    made = versions.take_newer(
        stored, read.text, form.entry(), versions.proposed(stored, read.text, regions),
        form.cleaned_data["version"] or 0, request.user,
    )  # fmt: skip
    upload.article = stored
    upload.save(update_fields=["article"])
    messages.success(request, f"This is version {made.number} of the text now.")
    return reverse("desk_version", args=[stored.key, made.number])


def numbered(key: str, number: int) -> tuple[Article, TextVersion]:
    """An article and one version of its text."""
    stored = fetched(key)
    return stored, get_object_or_404(stored.texts, number=number)


@for_reviewers
@require_safe
def version(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """What became of the claims in this version; one that waits is open to be settled."""
    stored, text = numbered(key, number)
    return settling(request, stored, text, at=request.GET.get("at", ""))


def settling(
    request: DeskRequest,
    stored: Article,
    text: TextVersion,
    *,
    at: str = "",
    form: SettleForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    rows = version_queries.with_parts(text)
    items = [version_queries.item(row, text.text) for row in rows]
    is_latest = text.number == stored.text.number
    waiting = [each for each in items if each["state"] == CarryState.NEEDS_REVIEW]
    current = None
    if is_latest:
        open_now = [each for each in items if each["key"] == at] or waiting
        current = open_now[0] if open_now else None
    if current and form is None:
        form = SettleForm(text=text.text, offers=[], initial=opened(current["version"]))
    unchecked = [each for each in items if each["unchecked"]]
    context = {
        "article": about(stored),
        "number": text.number,
        "is_latest": is_latest,
        "latest": stored.text.number,
        "versions": version_queries.history(stored),
        "current": current,
        "next": following(waiting, current),
        "waiting": waiting,
        "unchecked": unchecked,
        "check": CheckForm(
            initial={**opened(), "seen": " ".join(each["seen"] for each in unchecked)}
        ),
        "settled": [each for each in items if each["by"]],
        "exact": sum(each["state"] == CarryState.EXACT for each in items),
        "form": form,
        "conflict": None,
        **more,
    }
    return answers.page(request, "desk/version.html", context, status)


def following(waiting: list[Record], current: Record | None) -> Record | None:
    """The one that waits after this one, round to the first."""
    keys = [each["key"] for each in waiting]
    if current is None or len(keys) < 2 or current["key"] not in keys:
        return None
    return waiting[(keys.index(current["key"]) + 1) % len(keys)]


@for_reviewers
@require_http_methods(["POST"])
def settle(request: DeskRequest, key: str) -> HttpResponse:
    """Where the words of this appearance stand in the text in force, or that they went."""
    carry = get_object_or_404(
        Carry.objects.select_related("appearance__claim", "text_version", "by"),
        appearance__key=key,
    )
    stored = fetched(carry.text_version.article.key)
    text = stored.text
    offers = carry.places if carry.text_version_id == text.pk else []
    form = SettleForm(request.POST, text=text.text, offers=offers)
    if not form.is_valid():
        return settling(request, stored, text, at=key, form=form, status=422)
    places = form.cleaned_data["places"]

    def save() -> str:
        carry_writes.settle(
            carry, places, form.cleaned_data["version"] or 0, request.user
        )
        messages.success(
            request,
            "Placed." if places else "Noted: no longer in the text.",
        )
        return reverse("desk_version", args=[stored.key, text.number])

    outcome = attempt(request, form, save)
    if outcome.response:
        return outcome.response
    more = {}
    if outcome.current is not None:
        carry.refresh_from_db()
        more["conflict"] = conflict(
            [("Where the words stand", as_settled(carry))],
            [("Where the words stand", as_chosen(form, text.text))],
        )
        sent_again(form, outcome.current)
    return settling(
        request, stored, stored.text, at=key, form=form, status=outcome.status, **more
    )


def as_settled(carry: Carry) -> str:
    words = carry.get_state_display()
    if carry.became:
        words = f"{words}: {version_queries.words_of(carry.became)}"
    return f"{words} ({carry.by.name})" if carry.by else words


def as_chosen(form: SettleForm, text: str) -> str:
    places = [(place.start, place.end) for place in form.cleaned_data["places"]]
    return version_queries.taken(text, places) if places else str(CarryState.GONE.label)


@for_reviewers
@require_http_methods(["POST"])
def check(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """A reviewer has looked at what changed or went: readers may be told."""
    stored, text = numbered(key, number)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return settling(request, stored, text, status=422)

    def save() -> str:
        done = carry_writes.check(stored, form.versions(), request.user)
        messages.success(request, f"Checked: {done.done}.")
        if done.left:
            messages.warning(
                request,
                f"{done.left} had been settled by somebody else meanwhile and"
                " stayed as they are.",
            )
        return reverse("desk_version", args=[key, number])

    outcome = attempt(request, form, save)
    return outcome.response or settling(request, stored, text, status=outcome.status)


@for_reviewers
@require_safe
def text(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """An older text with every claim that was recorded in it."""
    stored, shown = numbered(key, number)
    context = {
        **beside(shown, stored),
        "latest": stored.text.number,
        "versions": version_queries.history(stored),
    }
    return answers.page(request, "desk/version_text.html", context)
