"""The citations that wait for a check, and the check itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import claim_data
from articles.claim_data import PageData, load_record_rows
from articles.domain.quotation.claim_wordings import appearance_text
from articles.domain.text.language_tags import primary_language
from articles.editing import citation_checks
from articles.forms.citation_check import (
    MAX_WHOLE_TEXT_CHARACTERS,
    CitationCheckForm,
    initial_citation_check,
)
from articles.forms.fields import initial_save_fields
from articles.models import Citation, Claim, User
from articles.models.choices import NOT_YET_CHECKED, Fidelity, Stage
from articles.queries import citations as citation_queries
from articles.queries.works import newest_snapshot_text
from articles.rendering.scale_notes import FIDELITY_NOTES
from articles.views import answers
from articles.views.desk.claims import desk_record
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    compare_fields,
    for_reviewers,
)
from articles.workflow.rules import APPEARANCE_STAGES

MAX_CITATIONS = 50
TRIAL_BUTTONS = {
    "compare",
    "find",
    "take",
}  # buttons that show something and save nothing
NOT_COMPARED_NOTE = "Nobody has compared the two; or you want to decide later."


def citation_url(citation: Citation) -> str:
    return reverse("desk_citation", args=[citation.appearance.key, citation.number])


@for_reviewers
@require_safe
def list_unchecked_citations(request: DeskRequest) -> HttpResponse:
    """The citations that nobody has compared with what they cite."""
    waiting = citation_queries.unchecked_citations(APPEARANCE_STAGES)
    shown = waiting.select_related(
        "work", "appearance__claim", "appearance__text_version__article__work"
    ).defer("appearance__claim__search", "appearance__text_version__text")[
        :MAX_CITATIONS
    ]
    context = {
        "rows": [citation_row(citation) for citation in shown],
        "total": waiting.count(),
    }
    return answers.render_page(request, "desk/citations.html", context)


def citation_row(citation: Citation) -> PageData:
    claim = citation.appearance.claim
    article = citation.appearance.text_version.article
    spoken = citation.work.language if citation.work else ""
    return {
        "url": citation_url(citation),
        "statement": claim.statement,
        "stage": claim.stage,
        "cited": str(citation) or "No work is named.",
        "language": spoken
        if primary_language(spoken) != primary_language(article.work.language)
        else "",
        "has_passage": bool(citation.passage),
        "is_translated": bool(citation.translation),
        "article": {"key": article.key, "title": article.work.title},
    }


@for_reviewers
@GET_AND_POST
def edit_citation(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """The article's words beside the passage; the reviewer decides the fidelity."""
    stored = get_object_or_404(
        Citation.objects.select_related("appearance__claim", "work"),
        appearance__key=key,
        position=number - 1,
    )
    claim = stored.appearance.claim
    initial = initial_citation_check(stored)
    kept = newest_snapshot_text(stored.work_id)[:MAX_WHOLE_TEXT_CHARACTERS]
    shown = {**initial_save_fields(claim.version), **initial, "whole": kept}
    form = CitationCheckForm(request.POST or None, initial=shown)

    def save() -> str:
        citation_checks.check_citation(
            request.user, stored, form.entry(), form.cleaned_data["version"]
        )
        messages.success(request, saved_message(claim.stage, stored.fidelity))
        return citation_url(stored)

    if chosen := request.POST.get("take"):
        form = form.with_passage(chosen)
    context = partial(citation_context, claim, stored, form, request.user, kept)
    if TRIAL_BUTTONS & request.POST.keys():
        shown = {"form": form, "conflict": None, **context()}
        if "find" in request.POST:
            place = shown["appearance"]
            language = place["article"]["language"]
            shown["found"] = form.matching_passages(appearance_text(place), language)
        return answers.render_page(request, "desk/citation.html", shown)
    return answer_form(
        request, "desk/citation.html", form, save, context,
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


def citation_context(
    claim: Claim, stored: Citation, form: CitationCheckForm, user: User, kept: str
) -> PageData:
    """The claim, and the citation with passage and translation as the form has them."""
    rows = load_record_rows(claim).appearances.all()
    place = next(row for row in rows if row.pk == stored.appearance_id)
    cited = next(row for row in place.citations.all() if row.pk == stored.pk)
    passage, translation = (
        str(form[name].value() or "") for name in ("passage", "translation")
    )
    by = cited.translated_by if translation == cited.translation else user
    return {
        "claim": desk_record(claim),
        "appearance": claim_data.appearance_record(place),
        "citation": {
            **claim_data.citation_record(cited),
            "passage": passage,
            "translation": claim_data.translation_record(translation, by),
        },
        "number": stored.number,
        "is_open": claim.stage in APPEARANCE_STAGES,
        "choices": fidelity_choices(),
        "found": None,
        "kept": bool(kept),
        "next_item": next_unchecked(stored),
    }


def fidelity_choices() -> list[tuple[str, str, str]]:
    """Each answer with its word and its meaning, the open one last."""
    known: list[tuple[str, str, str]] = [
        (value.value, str(value.label), FIDELITY_NOTES[value]) for value in Fidelity
    ]
    return [*known, ("", NOT_YET_CHECKED, NOT_COMPARED_NOTE)]


def next_unchecked(stored: Citation) -> PageData | None:
    found = citation_queries.next_citation(
        stored, citation_queries.unchecked_citations(APPEARANCE_STAGES)
    )
    return {"url": citation_url(found)} if found else None


def saved_message(stage: str, fidelity: str) -> str:
    """What was saved, and when readers see it."""
    words: Any = Fidelity(fidelity).label if fidelity else NOT_YET_CHECKED
    later = (
        " Readers see it once the claim is published again."
        if stage == Stage.PUBLISHED
        else ""
    )
    return f"Saved: {words}.{later}"
