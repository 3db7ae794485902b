"""Shows what became of a newer text's claims, and settles where each stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import PageData
from articles.editing import version_review as writes
from articles.forms.fields import initial_save_fields
from articles.forms.versions import OutcomeCheckForm, SettleForm
from articles.models import Article, Carry, TextVersion
from articles.models.choices import CarryState
from articles.queries import versions as version_queries
from articles.views import answers
from articles.views.desk.articles import article_or_404
from articles.views.desk.saving import (
    DeskRequest,
    answer_form,
    compare_lines,
    for_reviewers,
)
from articles.views.desk.versions import article_reference, version_or_404

VERSION_PAGE = "desk/version.html"


@for_reviewers
@require_safe
def show_version_claims(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """What became of the claims in this version; one that waits is open to be settled."""
    stored, text = version_or_404(key, number)
    context = version_context(stored, text, at=request.GET.get("at", ""))
    return answers.render_page(request, VERSION_PAGE, {**context, "conflict": None})


def version_context(
    stored: Article,
    text: TextVersion,
    *,
    at: str = "",
    form: SettleForm | None = None,
) -> PageData:
    """What the page of a version shows; `at` is the appearance that is open."""
    rows = version_queries.outcomes_with_parts(text)
    items = [version_queries.outcome_row(row, text.text) for row in rows]
    is_latest = text.number == stored.text.number
    waiting = [each for each in items if each["state"] == CarryState.NEEDS_REVIEW]
    current = None
    if is_latest:
        open_now = [each for each in items if each["key"] == at] or waiting
        current = open_now[0] if open_now else None
    if current and form is None:
        now = current["became"]
        initial = {
            **initial_save_fields(current["version"]),
            "words": now["lines"] if now else "",
        }
        form = SettleForm(text=text.text, offers=[], initial=initial)
    unchecked = [each for each in items if each["unchecked"]]
    return {
        "article": article_reference(stored),
        "number": text.number,
        "is_latest": is_latest,
        "latest": stored.text.number,
        "versions": version_queries.version_history(stored),
        "current": current,
        "next": next_waiting(waiting, current),
        "waiting": waiting,
        "unchecked": unchecked,
        "check": OutcomeCheckForm(
            initial={
                **initial_save_fields(),
                "seen": " ".join(each["seen"] for each in unchecked),
            }
        ),
        "settled": [each for each in items if each["by"]],
        "exact": sum(each["state"] == CarryState.EXACT for each in items),
        "form": form,
    }


def next_waiting(waiting: list[PageData], current: PageData | None) -> PageData | None:
    """The one that waits after this one, round to the first."""
    keys = [each["key"] for each in waiting]
    if current is None or len(keys) < 2 or current["key"] not in keys:
        return None
    return waiting[(keys.index(current["key"]) + 1) % len(keys)]


@for_reviewers
@require_POST
def settle_appearance(request: DeskRequest, key: str) -> HttpResponse:
    """Where the words of this appearance stand in the text in force, or that they went."""
    carry = get_object_or_404(
        Carry.objects.select_related("appearance__claim", "text_version", "by"),
        appearance__key=key,
    )
    stored = article_or_404(carry.text_version.article.key)
    text = stored.text
    offers = carry.places if carry.text_version_id == text.pk else []
    form = SettleForm(request.POST, text=text.text, offers=offers)

    def save() -> str:
        places = form.cleaned_data["places"]
        writes.settle_carry(
            carry, places, form.cleaned_data["version"] or 0, request.user
        )
        messages.success(
            request,
            "Placed." if places else "Noted: no longer in the text.",
        )
        return reverse("desk_version", args=[stored.key, text.number])

    def compare() -> PageData:
        carry.refresh_from_db()
        return compare_lines(
            [("Where the words stand", settled_in_words(carry))],
            [("Where the words stand", choice_in_words(carry, form, text.text))],
        )

    return answer_form(
        request, VERSION_PAGE, form, save,
        lambda: version_context(stored, stored.text, at=key, form=form), conflict=compare,
    )  # fmt: skip


def settled_in_words(carry: Carry) -> str:
    words = str(carry.get_state_display())
    if carry.became:
        spans = [(span.start, span.end) for span in carry.became.spans.all()]
        said = version_queries.words_of_appearance(carry.became)
        words = f"{words}: {offer_label(carry, spans)}{said}"
    return f"{words} ({carry.by.name})" if carry.by else words


def choice_in_words(carry: Carry, form: SettleForm, text: str) -> str:
    spans = [(place.start, place.end) for place in form.cleaned_data["places"]]
    if not spans:
        return str(CarryState.GONE.label)
    return f"{offer_label(carry, spans)}{version_queries.words_of_spans(text, spans)}"


def offer_label(carry: Carry, spans: list[tuple[int, int]]) -> str:
    """Which of the places on offer this is: they may all have the same words."""
    return f"Place {carry.places.index(spans) + 1}: " if spans in carry.places else ""


@for_reviewers
@require_POST
def check_version(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """A reviewer has looked at what changed or went: readers may be told."""
    stored, text = version_or_404(key, number)
    form = OutcomeCheckForm(request.POST)

    def save() -> str:
        done = writes.check_carries(stored, form.versions(), request.user)
        messages.success(request, f"Checked: {done.done}.")
        if done.left:
            messages.warning(
                request,
                f"{done.left} had been settled by somebody else meanwhile and"
                " stayed as they are.",
            )
        return reverse("desk_version", args=[key, number])

    return answer_form(
        request, VERSION_PAGE, form, save, lambda: version_context(stored, text)
    )
