"""The citations that wait for a check, and the check itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import claim_data
from articles.claim_data import Record, load_everything
from articles.domain.quotation.documents import base, words_of
from articles.editing import citation_checks
from articles.forms.citation_check import WHOLE, CheckForm, initial_of
from articles.forms.fields import opened
from articles.models import Citation, Claim, User
from articles.models.choices import NOT_YET_CHECKED, Fidelity, Stage
from articles.queries import citations as citation_queries
from articles.queries.works import newest_text
from articles.rendering.scale_notes import FIDELITIES
from articles.views import answers
from articles.views.desk.claims import live
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    for_reviewers,
    of_fields,
)
from articles.workflow.rules import APPEARANCES

SHOWN = 50
TRIES = {"compare", "find", "take"}  # buttons that show something and save nothing
NOT_COMPARED = "Nobody has compared the two; or you want to decide later."


def address(citation: Citation) -> str:
    return reverse("desk_citation", args=[citation.appearance.key, citation.number])


@for_reviewers
@require_safe
def citations(request: DeskRequest) -> HttpResponse:
    """The citations that nobody has compared with what they cite."""
    waiting = citation_queries.to_check(APPEARANCES)
    shown = waiting.select_related(
        "work", "appearance__claim", "appearance__text_version__article__work"
    ).defer("appearance__claim__search", "appearance__text_version__text")[:SHOWN]
    context = {"rows": [row(citation) for citation in shown], "total": waiting.count()}
    return answers.page(request, "desk/citations.html", context)


def row(citation: Citation) -> Record:
    claim = citation.appearance.claim
    article = citation.appearance.text_version.article
    spoken = citation.work.language if citation.work else ""
    return {
        "url": address(citation),
        "statement": claim.statement,
        "stage": claim.stage,
        "cited": str(citation) or "No work is named.",
        "language": spoken if base(spoken) != base(article.work.language) else "",
        "has_passage": bool(citation.passage),
        "is_translated": bool(citation.translation),
        "article": {"key": article.key, "title": article.work.title},
    }


@for_reviewers
@GET_AND_POST
def check(request: DeskRequest, key: str, number: int) -> HttpResponse:
    """The article's words beside the passage; the reviewer decides the fidelity."""
    stored = get_object_or_404(
        Citation.objects.select_related("appearance__claim", "work"),
        appearance__key=key,
        position=number - 1,
    )
    claim = stored.appearance.claim
    initial = initial_of(stored)
    kept = newest_text(stored.work_id)[:WHOLE]
    shown = {**opened(claim.version), **initial, "whole": kept}
    form = CheckForm(request.POST or None, initial=shown)

    def save() -> str:
        citation_checks.check_citation(
            request.user, stored, form.entry(), form.cleaned_data["version"]
        )
        messages.success(request, told(claim.stage, stored.fidelity))
        return address(stored)

    if chosen := request.POST.get("take"):
        form = form.with_passage(chosen)
    context = partial(beside, claim, stored, form, request.user, kept)
    if TRIES & request.POST.keys():
        shown = {"form": form, "conflict": None, **context()}
        if "find" in request.POST:
            place = shown["appearance"]
            language = place["article"]["language"]
            shown["found"] = form.found_in(words_of(place), language)
        return answers.page(request, "desk/citation.html", shown)
    return answer_form(
        request, "desk/citation.html", form, save, context,
        conflict=lambda: of_fields(form, initial),
    )  # fmt: skip


def beside(
    claim: Claim, stored: Citation, form: CheckForm, user: User, kept: str
) -> Record:
    """The claim, and the citation with passage and translation as the form has them."""
    rows = load_everything(claim).appearances.all()
    place = next(row for row in rows if row.pk == stored.appearance_id)
    cited = next(row for row in place.citations.all() if row.pk == stored.pk)
    passage, translation = (
        str(form[name].value() or "") for name in ("passage", "translation")
    )
    by = cited.translated_by if translation == cited.translation else user
    return {
        "claim": live(claim),
        "appearance": claim_data.appearance(place),
        "citation": {
            **claim_data.citation(cited),
            "passage": passage,
            "translation": claim_data.translation(translation, by),
        },
        "number": stored.number,
        "is_open": claim.stage in APPEARANCES,
        "choices": choices(),
        "found": None,
        "kept": bool(kept),
        "next_item": following(stored),
    }


def choices() -> list[tuple[str, str, str]]:
    """Each answer with its word and its meaning, the open one last."""
    known: list[tuple[str, str, str]] = [
        (value.value, str(value.label), FIDELITIES[value]) for value in Fidelity
    ]
    return [*known, ("", NOT_YET_CHECKED, NOT_COMPARED)]


def following(stored: Citation) -> Record | None:
    found = citation_queries.following(stored, citation_queries.to_check(APPEARANCES))
    return {"url": address(found)} if found else None


def told(stage: str, fidelity: str) -> str:
    """What was saved, and when readers see it."""
    words: Any = Fidelity(fidelity).label if fidelity else NOT_YET_CHECKED
    later = (
        " Readers see it once the claim is published again."
        if stage == Stage.PUBLISHED
        else ""
    )
    return f"Saved: {words}.{later}"
