"""One article on the desk: its text, its claims, and the form beside them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.claim_data import PageData, work_ref
from articles.domain.text.canonical import split_paragraphs
from articles.editing import appearances
from articles.forms import importing as article_forms
from articles.forms import work_details as detail_forms
from articles.forms.appearance import AppearanceForm, initial_appearance
from articles.forms.chain import initial_steps
from articles.forms.claim import NEW_CLAIM
from articles.forms.fields import initial_save_fields
from articles.importing import articles as article_writes
from articles.models import Appearance, Article, TextVersion
from articles.queries import desk as desk_queries
from articles.queries import versions as version_queries
from articles.queries.articles import layout_paragraphs
from articles.queries.similar_claims import possible_duplicates
from articles.views.desk import suggestions
from articles.views.desk.claim_offers import offer_claims
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    answer_removal,
    compare_fields,
    compare_lines,
    for_reviewers,
)
from articles.workflow.rules import APPEARANCE_STAGES


def article_or_404(key: str) -> Article:
    return get_object_or_404(Article.objects.with_work(), key=key)


def editor_context(text: TextVersion, article: Article) -> PageData:
    """The text with every recorded claim, as the desk's pages show it."""
    notes = desk_queries.desk_notes(text)
    for note in notes:
        key = note["appearance"]["key"]
        note["url"] = reverse("desk_claim", args=[note["key"]])
        note["can_edit"] = note["stage"] in APPEARANCE_STAGES
        note["edit_url"] = reverse("desk_appearance", args=[key])
    return {
        "article": {
            **work_ref(article.work),
            "key": article.key,
            "work_key": article.work.key,
            "version": text.number,
        },
        "paragraphs": layout_paragraphs(
            text, article.work.title, notes, text.regions.all()
        ),
        "text_length": len(text.text),
        "to_do": version_queries.count_open_outcomes(text),
        "suggestions": None,
    }


@for_reviewers
@GET_AND_POST
def annotate_article(request: DeskRequest, key: str) -> HttpResponse:
    """The text and the form; sending the form records a claim."""
    stored = article_or_404(key)
    text = stored.text
    use = suggestions.chosen_suggestion(request, text, stored) or {
        "chain": initial_steps(stored)
    }
    form = AppearanceForm(request.POST or None, text=text, **use)
    similar: list[PageData] = []

    def is_valid() -> bool:
        if form.is_valid():
            similar.extend(similar_claims(form, stored))
            return not similar
        return False

    def context() -> PageData:
        return {
            **editor_context(text, stored),
            "form": form,
            "similar": similar,
            "suggestions": suggestions.suggestions_context(request, text, stored),
            "is_public": Article.objects.public().filter(pk=stored.pk).exists(),
        }

    return answer_form(
        request, "desk/article.html", form.meta,
        lambda: save_appearance(request, text, form), context, is_valid=is_valid,
    )  # fmt: skip


def similar_claims(form: AppearanceForm, article: Article) -> list[PageData]:
    """Claims that say so much of the same that the reviewer is asked first."""
    cleaned = form.claim.cleaned_data
    if cleaned["claim"] or cleaned["existing"] == NEW_CLAIM:
        return []
    statement = cleaned["statement"]
    return offer_claims(
        possible_duplicates(statement), statement, article.work.language
    )


def save_appearance(
    request: DeskRequest, text: TextVersion, form: AppearanceForm
) -> str:
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
    report_counted_days(request, form)
    address = reverse("desk_article", args=[text.article.key])
    return f"{address}#appearance-{made.key}"


def report_counted_days(request: DeskRequest, form: AppearanceForm) -> None:
    """What was made of the time words is said, so that nothing is filled in unseen."""
    for said in form.chain.counted():
        messages.info(request, said)


@for_reviewers
@GET_AND_POST
def edit_appearance(request: DeskRequest, key: str) -> HttpResponse:
    """The words, the chain and the citations of one appearance, to be changed."""
    stored = get_object_or_404(
        Appearance.objects.select_related("claim", "text_version"), key=key
    )
    claim, text = stored.claim, stored.text_version
    form = AppearanceForm(
        request.POST or None,
        text=text,
        version=claim.version,
        **initial_appearance(stored),
    )
    shown = {
        "key": claim.key,
        "statement": claim.statement,
        "kind": claim.kind,
        "version": claim.version,
    }

    def context() -> PageData:
        article = article_or_404(text.article.key)
        about = {"form": form, "appearance": {"key": stored.key}, "claim": shown}
        return {**editor_context(text, article), **about}

    def compare() -> PageData:
        theirs = AppearanceForm(text=text, **initial_appearance(stored))
        return compare_lines(form_as_lines(theirs), form_as_lines(form))

    return answer_form(
        request, "desk/appearance.html", form.meta,
        lambda: save_changed_appearance(request, stored, form), context, conflict=compare,
        is_valid=lambda: form.is_valid(with_claim=False),
    )  # fmt: skip


def save_changed_appearance(
    request: DeskRequest, stored: Appearance, form: AppearanceForm
) -> str:
    version = form.meta.cleaned_data["version"]
    appearances.change_appearance(request.user, stored, form.appearance(), version)
    messages.success(request, "Saved.")
    report_counted_days(request, form)
    address = reverse("desk_article", args=[stored.text_version.article.key])
    return f"{address}#appearance-{stored.key}"


def form_as_lines(form: AppearanceForm) -> list[tuple[str, str]]:
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
@require_POST
def delete_appearance(request: DeskRequest, key: str) -> HttpResponse:
    stored = get_object_or_404(Appearance.objects.select_related("claim"), key=key)
    return answer_removal(
        request, lambda version: appearances.remove_appearance(stored, version),
        reverse("desk_appearance", args=[key]),
        reverse("desk_article", args=[stored.text_version.article.key]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def edit_article_details(request: DeskRequest, key: str) -> HttpResponse:
    """Title, authors, outlet, date; and which paragraphs are not part of the article."""
    stored = article_or_404(key)
    text = stored.text
    regions = article_forms.RegionsForm(
        request.POST or None, regions=article_writes.paragraph_regions(text)
    )
    form = detail_forms.WorkDetailsForm(
        request.POST or None,
        initial={
            **initial_save_fields(stored.version),
            **detail_forms.initial_work_details(stored.work),
        },
    )

    def context() -> PageData:
        given = regions.is_bound and regions.is_valid()
        kinds = regions.chosen() if given else regions.regions
        return {
            "work": work_ref(stored.work),
            "article": {"key": stored.key},
            "paragraphs": [
                {"index": index, "text": text.text[start:end], "region": kinds[index]}
                for index, (start, end) in enumerate(split_paragraphs(text.text))
            ][: article_forms.MAX_REGION_SELECTS],
        }

    return answer_form(
        request, "desk/work_details.html", form,
        lambda: save_article_details(request, stored, form, regions), context,
        conflict=lambda: compare_fields(form, detail_forms.initial_work_details(article_or_404(key).work)),
        # Both of them, so that every error shows at once.
        is_valid=lambda: all([form.is_valid(), regions.is_valid()]),
    )  # fmt: skip


def save_article_details(
    request: DeskRequest,
    stored: Article,
    form: detail_forms.WorkDetailsForm,
    regions: article_forms.RegionsForm,
) -> str:
    article_writes.update_article_details(
        stored, form.work(), form.cleaned_data["by"], form.cleaned_data["language"],
        regions.chosen(), form.cleaned_data["version"],
    )  # fmt: skip
    messages.success(request, "Saved.")
    return reverse("desk_article", args=[stored.key])
