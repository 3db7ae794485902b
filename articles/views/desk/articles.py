"""One article on the desk: its text, its claims, and the form beside them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.claim_data import Record, work_ref
from articles.domain.anchoring.text import paragraphs
from articles.editing import appearances
from articles.forms import importing as article_forms
from articles.forms import work_details as detail_forms
from articles.forms.appearance import RecordForm, initial_of
from articles.forms.chain import first_steps
from articles.forms.claim import NEW
from articles.forms.fields import opened
from articles.importing import articles as article_writes
from articles.models import Appearance, Article, TextVersion
from articles.queries import desk as desk_queries
from articles.queries import versions as version_queries
from articles.queries.articles import laid_out
from articles.views import answers
from articles.views.desk import suggestions
from articles.views.desk.saving import (
    DeskRequest,
    attempt,
    conflict,
    for_reviewers,
    of_fields,
    removing,
    sent_again,
)
from articles.workflow.rules import APPEARANCES

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def fetched(key: str) -> Article:
    return get_object_or_404(Article.objects.with_work(), key=key)


def beside(text: TextVersion, article: Article) -> Record:
    """The text with every recorded claim, as the desk's pages show it."""
    notes = desk_queries.notes(text)
    for note in notes:
        key = note["appearance"]["key"]
        note["url"] = reverse("desk_claim", args=[note["key"]])
        note["can_edit"] = note["stage"] in APPEARANCES
        note["edit_url"] = reverse("desk_appearance", args=[key])
    return {
        "article": {
            **work_ref(article.work),
            "key": article.key,
            "work_key": article.work.key,
            "version": text.number,
        },
        "paragraphs": laid_out(text, article.work.title, notes, text.regions.all()),
        "text_length": len(text.text),
        "to_do": version_queries.to_do(text),
        "conflict": None,
        "suggestions": None,
    }


@for_reviewers
@GET_AND_POST
def article(request: DeskRequest, key: str) -> HttpResponse:
    """The text and the form; sending the form records a claim."""
    stored = fetched(key)
    text = stored.text
    use = suggestions.used(request, text, stored) or {"chain": first_steps(stored)}
    form = RecordForm(request.POST or None, text=text, **use)
    similar: list[Record] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            similar = twins(form)
            if not similar:
                outcome = attempt(
                    request, form.meta, lambda: recorded(request, text, form)
                )
                if outcome.response:
                    return outcome.response
                status = outcome.status
    context = {**beside(text, stored), "form": form, "similar": similar}
    context["suggestions"] = suggestions.beside(request, text, stored)
    context["is_public"] = Article.objects.public().filter(pk=stored.pk).exists()
    return answers.page(request, "desk/article.html", context, status)


def twins(form: RecordForm) -> list[Record]:
    """Claims that are so alike that the reviewer is asked first."""
    cleaned = form.claim.cleaned_data
    if cleaned["claim"] or cleaned["existing"] == NEW:
        return []
    found = desk_queries.twins(cleaned["statement"])
    return [{"key": claim.key, "statement": claim.statement} for claim in found]


def recorded(request: DeskRequest, text: TextVersion, form: RecordForm) -> str:
    existing = form.claim.cleaned_data["claim"]
    if existing:
        made = appearances.record_appearance(
            request.user, text, existing, form.appearance()
        )
        messages.success(request, "Recorded as one more appearance.")
    else:
        made = appearances.record_claim(
            request.user, text, form.claim.entry(), form.appearance()
        )
        messages.success(request, "Recorded as a draft.")
    say_days(request, form)
    address = reverse("desk_article", args=[text.article.key])
    return f"{address}#appearance-{made.key}"


def say_days(request: DeskRequest, form: RecordForm) -> None:
    """What was made of the time words is said, so that nothing is filled in unseen."""
    for said in form.chain.counted():
        messages.info(request, said)


@for_reviewers
@GET_AND_POST
def appearance(request: DeskRequest, key: str) -> HttpResponse:
    """The words, the chain and the citations of one appearance, to be changed."""
    stored = get_object_or_404(
        Appearance.objects.select_related("claim", "text_version"), key=key
    )
    claim, text = stored.claim, stored.text_version
    shown = fetched(text.article.key)
    form = RecordForm(
        request.POST or None, text=text, version=claim.version, **initial_of(stored)
    )
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid(with_claim=False):
            outcome = attempt(
                request, form.meta, lambda: changed(request, stored, form)
            )
            if outcome.response:
                return outcome.response
            status = outcome.status
            if outcome.current is not None:
                fresh = RecordForm(text=text, **initial_of(stored))
                context["conflict"] = conflict(as_lines(fresh), as_lines(form))
                sent_again(form.meta, outcome.current)
    context = {
        **beside(text, shown),
        **context,
        "appearance": {"key": stored.key},
        "claim": {
            "key": claim.key,
            "statement": claim.statement,
            "kind": claim.kind,
            "version": claim.version,
        },
        "form": form,
    }
    return answers.page(request, "desk/appearance.html", context, status)


def changed(request: DeskRequest, stored: Appearance, form: RecordForm) -> str:
    version = form.meta.cleaned_data["version"]
    appearances.change_appearance(request.user, stored, form.appearance(), version)
    messages.success(request, "Saved.")
    say_days(request, form)
    address = reverse("desk_article", args=[stored.text_version.article.key])
    return f"{address}#appearance-{stored.key}"


def as_lines(form: RecordForm) -> list[tuple[str, str]]:
    """What the form holds, a line a part, to be compared."""

    def values(part: Any) -> str:
        return ", ".join(
            str(bound.value())
            for bound in part
            if bound.value()
            and not bound.name.endswith("_key")
            and bound.name != "ORDER"
        )

    return [
        ("The words", str(form.spans["quote"].value() or "")),
        ("Who says it", " → ".join(filter(None, map(values, form.chain.forms)))),
        ("What is cited", "; ".join(filter(None, map(values, form.cited.forms)))),
    ]


@for_reviewers
@require_http_methods(["POST"])
def remove_appearance(request: DeskRequest, key: str) -> HttpResponse:
    stored = get_object_or_404(Appearance.objects.select_related("claim"), key=key)
    return removing(
        request, lambda version: appearances.remove_appearance(stored, version),
        reverse("desk_appearance", args=[key]),
        reverse("desk_article", args=[stored.text_version.article.key]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def details(request: DeskRequest, key: str) -> HttpResponse:
    """Title, authors, outlet, date; and which paragraphs are not part of the article."""
    stored = fetched(key)
    text = stored.text
    regions = article_forms.RegionsForm(
        request.POST or None, regions=article_writes.regions_of(text)
    )
    form = detail_forms.WorkDetailsForm(
        request.POST or None,
        initial={**opened(stored.version), **detail_forms.initial_of(stored.work)},
    )
    context: dict[str, Any] = {"conflict": None}
    status = 200
    if request.method == "POST":
        status = 422
        # Both of them, so that every error shows at once.
        if all([form.is_valid(), regions.is_valid()]):
            outcome = attempt(
                request, form, lambda: details_saved(request, stored, form, regions)
            )
            if outcome.response:
                return outcome.response
            status = outcome.status
            if outcome.current is not None:
                theirs = detail_forms.initial_of(fetched(key).work)
                context["conflict"] = of_fields(form, theirs)
                sent_again(form, outcome.current)
    kinds = (
        regions.chosen() if regions.is_bound and regions.is_valid() else regions.regions
    )
    context |= {
        "work": work_ref(stored.work),
        "article": {"key": stored.key},
        "form": form,
        "paragraphs": [
            {"index": index, "text": text.text[start:end], "region": kinds[index]}
            for index, (start, end) in enumerate(paragraphs(text.text))
        ][: article_forms.MOST_SELECTS],
    }
    return answers.page(request, "desk/work_details.html", context, status)


def details_saved(
    request: DeskRequest,
    stored: Article,
    form: detail_forms.WorkDetailsForm,
    regions: article_forms.RegionsForm,
) -> str:
    article_writes.change(
        stored, form.work(), form.cleaned_data["by"], form.cleaned_data["language"],
        regions.chosen(), form.cleaned_data["version"],
    )  # fmt: skip
    messages.success(request, "Saved.")
    return reverse("desk_article", args=[stored.key])
