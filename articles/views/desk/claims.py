"""One claim on the desk: everything about it, and the steps that may be taken."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.claim_data import (
    PageData,
    claim_record,
    load_record_rows,
    stated_override,
)
from articles.concurrency import NotAllowedError
from articles.domain.records import ClaimRecord
from articles.editing import appearances
from articles.editing import evidence as recorded_evidence
from articles.forms import evidence as evidence_forms
from articles.forms.about import AboutFormSet, initial_about
from articles.forms.claim import ChangeClaimForm
from articles.forms.decisions import DecisionForm
from articles.forms.fields import SavedForm, initial_save_fields
from articles.models import (
    Claim,
    Decision,
    Evidence,
    FeaturedClaim,
    SealedVerdict,
    User,
)
from articles.models.choices import Action, Stage, Verdict
from articles.queries import claim_relations as relation_queries
from articles.queries import desk as desk_queries
from articles.queries import history
from articles.queries.independence import judge_independence
from articles.queries.works import add_snapshots
from articles.rendering.scale_notes import VERDICT_NOTES
from articles.views import answers
from articles.views.desk import next_steps
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    answer_removal,
    compare_fields,
    compare_lines,
    for_reviewers,
    repeated_save_redirect,
)
from articles.views.panel import independence_panel
from articles.workflow import decisions, rules, sealing

# The button that takes what was typed for one step along to another.
CARRY_WORDS = "carry_words"
# Steps that give, confirm or publish a verdict.
STEPS_ON_GROUNDS = {Action.CONFIRM, Action.PUBLISH} | {
    action for action, step in rules.STEPS.items() if step.takes_verdict
}
VERDICT_CHOICES = [(v.value, v.label, VERDICT_NOTES[v]) for v in Verdict]
NO_GROUNDS: PageData = {
    "independence": None, "unchecked": 0, "override": None, "opened": (),
}  # fmt: skip
WORDS_OF_A_STEP = ("verdict", "rationale", "override", "searched")


def claim_or_404(key: str) -> Claim:
    return get_object_or_404(Claim, key=key)


class DeskClaim(ClaimRecord):
    """The record as it is worked on: its stage, and which parts may be changed now."""

    may_change: dict[str, bool]
    stage: str
    stage_label: str
    version: int


def desk_record(claim: Claim) -> DeskClaim:
    """The record as it is worked on, with where each part is changed."""
    return with_edit_urls(claim, add_snapshots(claim_record(load_record_rows(claim))))


def with_edit_urls(claim: Claim, recorded: ClaimRecord) -> DeskClaim:
    may = {
        "statement": claim.stage in rules.STATEMENT_STAGES,
        "appearances": claim.stage in rules.APPEARANCE_STAGES,
        "evidence": claim.stage in rules.EVIDENCE_STAGES,
    }
    appearances, evidence = recorded["appearances"], recorded["evidence"]
    if may["appearances"]:
        appearances = [
            {**shown, "edit_url": reverse("desk_appearance", args=[shown["key"]])}
            for shown in appearances
        ]
    if may["evidence"]:
        evidence = [
            {**piece, "edit_url": reverse("desk_evidence", args=[piece["key"]])}
            for piece in evidence
        ]
    # Of two verdicts that differ neither counts, nor its reason.
    is_open = claim.stage == Stage.ADJUDICATION
    return {
        **recorded,
        "verdict": None if is_open else recorded["verdict"],
        "why": "" if is_open else recorded["why"],
        "appearances": appearances,
        "evidence": evidence,
        "may_change": may,
        "stage": claim.stage,
        "stage_label": claim.get_stage_display(),
        "version": claim.version,
    }


@for_reviewers
@require_safe
def show_desk_claim(request: DeskRequest, key: str) -> HttpResponse:
    stored = claim_or_404(key)
    public = stored.publications.current().exists()
    recorded = add_snapshots(claim_record(load_record_rows(stored)))
    shown = with_edit_urls(stored, recorded)
    judged = judge_independence(shown, public=False)
    shown["independence"] = judged.data()
    context: PageData = {
        "claim": shown,
        "actions": next_steps.offered_steps(stored, request.user, recorded),
        "waits_for": next_steps.WAITING_HINTS.get(Stage(stored.stage), ""),
        "public_url": stored.get_absolute_url() if public else None,
        "changes": claim_history(stored, sealed=hides_verdict(stored, request.user)),
        "sealed": next_steps.sealed_verdict(stored, request.user),
        "opened": next_steps.opened_verdicts(recorded)
        if stored.stage == Stage.ADJUDICATION
        else [],
        "relations": relation_queries.recorded_relations(stored),
        "removal": SavedForm(initial=initial_save_fields(stored.version)),
        "next_item": next_in_queue(stored),
        "looks": desk_queries.open_rechecks(stored),
        "featured": FeaturedClaim.objects.filter(claim=stored).first()
        if public and request.user.is_editor
        else None,
    }
    context["independence"] = independence_panel(shown, judged.around.read_at)
    return answers.render_page(request, "desk/claim.html", context)


@for_reviewers
@require_POST
def feature_claim(request: DeskRequest, key: str) -> HttpResponse:
    """Let the front page begin with this claim, or, without `chosen`, no longer."""
    if not request.user.is_editor:
        raise PermissionDenied
    stored = claim_or_404(key)
    if not request.POST.get("chosen"):
        FeaturedClaim.objects.filter(claim=stored).delete()
        messages.success(request, "The front page does not begin with it.")
    elif stored.publications.current().exists():
        FeaturedClaim.objects.get_or_create(claim=stored)
        messages.success(request, "The front page begins with it.")
    else:
        messages.error(request, "Readers do not see this claim. Publish it first.")
    return redirect("desk_claim", key)


@for_reviewers
@require_POST
def read_sealed_verdict(request: DeskRequest, key: str) -> HttpResponse:
    """Show an editor the first verdict; their own is not blind from then on."""
    try:
        sealing.read_seal(claim_or_404(key), request.user)
    except NotAllowedError as error:
        messages.error(request, str(error))
    return answers.see_other(f"{reverse('desk_claim', args=[key])}#sealed")


def hides_verdict(claim: Claim, user: User) -> bool:
    """Whether a first verdict is sealed that this person may not read.

    Also one that was sent back unread.
    """
    return claim.sealed_verdicts.hidden_from(user).exists()


def claim_history(claim: Claim, *, sealed: bool) -> list[PageData]:
    """What changed in the claim, whom it is about and its relations, newest first."""
    found = history.claim_changes(claim, sealed=sealed) + history.about_changes(claim)
    found += relation_queries.claim_relation_changes(claim)
    return sorted(found, key=lambda change: change["at"], reverse=True)


def next_in_queue(claim: Claim) -> PageData | None:
    """The next claim of the same queue, the one that waits longest after this one."""
    queue = Claim.objects.filter(stage=claim.stage).exclude(pk=claim.pk)
    later = queue.filter(updated_at__gte=claim.updated_at).order_by("updated_at", "pk")
    found = later.first() or queue.order_by("updated_at", "pk").first()
    return {"url": reverse("desk_claim", args=[found.key])} if found else None


@for_reviewers
@GET_AND_POST
def edit_claim(request: DeskRequest, key: str) -> HttpResponse:
    """The statement, the kind, whether it can be checked, and whom it is about."""
    stored = claim_or_404(key)
    names = ("statement", "kind", "checkable")
    initial = {name: getattr(stored, name) for name in names}
    form = ChangeClaimForm(
        request.POST or None, initial={**initial_save_fields(stored.version), **initial}
    )
    recorded = initial_about(stored.about.select_related("source").order_by("pk"))
    about: Any = AboutFormSet(request.POST or None, prefix="about", initial=recorded)

    def save() -> str:
        entry = replace(form.entry(), about=about.entries())
        appearances.change_claim(stored, entry, form.cleaned_data["version"])
        messages.success(request, "Saved.")
        return reverse("desk_claim", args=[key])

    def compare() -> PageData:
        fields = compare_fields(form, initial)
        label = "Whom it is about"
        theirs: Any = AboutFormSet(prefix="about", initial=recorded)
        return compare_lines(
            [*fields["theirs"], (label, theirs.in_words())],
            [*fields["yours"], (label, about.in_words())],
        )

    return answer_form(
        request, "desk/claim_edit.html", form, save,
        lambda: {"claim": desk_record(stored), "about": about}, conflict=compare,
        # Both of them, so that every error shows at once.
        is_valid=lambda: all([form.is_valid(), about.is_valid()]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def new_evidence(request: DeskRequest, key: str) -> HttpResponse:
    stored = claim_or_404(key)
    form = evidence_forms.EvidenceForm(
        request.POST or None, initial=initial_save_fields(stored.version)
    )

    def save() -> str:
        # Two people may add evidence at the same time: neither overwrites anything.
        made = recorded_evidence.add_evidence(request.user, stored, form.entry(), None)
        messages.success(request, "Evidence added.")
        return f"{reverse('desk_claim', args=[key])}#evidence-{made.key}"

    return answer_form(
        request,
        "desk/evidence.html",
        form,
        save,
        lambda: {"claim": desk_record(stored)},
    )


@for_reviewers
@GET_AND_POST
def edit_evidence(request: DeskRequest, key: str) -> HttpResponse:
    """One piece of evidence, to be changed or taken away."""
    stored = get_object_or_404(
        Evidence.objects.select_related("claim", "work__outlet"), key=key
    )
    owner = stored.claim
    initial = evidence_forms.initial_evidence(stored)
    form = evidence_forms.EvidenceForm(
        request.POST or None, initial={**initial_save_fields(owner.version), **initial}
    )
    address = reverse("desk_claim", args=[owner.key])

    def save() -> str:
        recorded_evidence.change_evidence(
            request.user, stored, form.entry(), form.cleaned_data["version"]
        )
        messages.success(request, "Saved.")
        return f"{address}#evidence-{key}"

    shown = {"key": key, "work": stored.work}
    theirs = {name: value for name, value in initial.items() if name != "work_key"}
    return answer_form(
        request, "desk/evidence.html", form, save,
        lambda: {"claim": desk_record(owner), "evidence": shown},
        conflict=lambda: compare_fields(form, theirs),
    )  # fmt: skip


@for_reviewers
@require_POST
def delete_evidence(request: DeskRequest, key: str) -> HttpResponse:
    stored = get_object_or_404(Evidence.objects.select_related("claim"), key=key)
    return answer_removal(
        request, lambda version: recorded_evidence.remove_evidence(stored, version),
        reverse("desk_evidence", args=[key]),
        reverse("desk_claim", args=[stored.claim.key]),
    )  # fmt: skip


@for_reviewers
@GET_AND_POST
def take_step(request: DeskRequest, key: str, action: str) -> HttpResponse:
    """One step of the work: what it asks for, and taking it."""
    if action not in rules.STEPS:
        raise Http404
    stored, taken = claim_or_404(key), Action(action)
    address = reverse("desk_claim", args=[key])
    is_open = taken in rules.available_actions(stored, request.user)
    if not is_open and request.method != "POST":
        messages.error(request, f"This step cannot be taken by you now: {taken.label}.")
        return answers.see_other(address)
    if not is_open and (led := repeated_save_redirect(request)):
        return answers.see_other(led)
    # Words that come from another step, which was closed meanwhile, are no save.
    carried = is_open and CARRY_WORDS in request.POST
    form = DecisionForm(
        None if carried else request.POST or None,
        action=taken,
        claim=stored,
        initial={
            **initial_save_fields(stored.version),
            **(carried_words(request.POST) if carried else {}),
        },
    )

    def save() -> str:
        made = decisions.perform_step(taken, stored, request.user, **form.values())
        messages.success(request, f"Done: {taken.label}.{what_follows(made)}")
        return address

    def context() -> PageData:
        claim = claim_or_404(key)
        shown = desk_record(claim)
        grounds = grounds_context(shown) if taken in STEPS_ON_GROUNDS else NO_GROUNDS
        return {"action": taken.value, "label": taken.label, "claim": shown, **grounds,
                "verdicts": VERDICT_CHOICES,
                "bound": form.is_bound or carried,
                "missed": request.method == "POST"
                and next_steps.missed_step(claim, request.user, taken)}  # fmt: skip

    if carried or not is_open:
        shown = {"form": form, "conflict": None, **context()}
        status = 200 if is_open else 409
        return answers.render_page(request, "desk/step.html", shown, status)
    theirs = {"statement": stored.statement, "stage": stored.get_stage_display()}
    return answer_form(
        request, "desk/step.html", form, save, context,
        conflict=lambda: compare_fields(form, theirs),
    )  # fmt: skip


def what_follows(made: Decision | SealedVerdict) -> str:
    """What comes after a verdict, as a sentence more; nothing where it is plain."""
    if isinstance(made, SealedVerdict):
        return " It stays sealed until another reviewer has given theirs."
    if made.action != Action.GIVE_SECOND_VERDICT:
        return ""
    if made.after == Stage.ADJUDICATION:
        return " The first verdict differs: an editor who gave neither settles it."
    return " The first verdict agrees: it can be published now."


def grounds_context(shown: DeskClaim) -> PageData:
    """All that a verdict rests on: how independent its evidence is, what is unchecked.

    With the two verdicts that an adjudication settles.
    """
    judged = judge_independence(shown, public=False)
    shown["independence"] = judged.data()
    cited = [each for place in shown["appearances"] for each in place["citations"]]
    return {
        "independence": independence_panel(shown, judged.around.read_at),
        "unchecked": sum(not each["fidelity"] for each in cited),
        "override": stated_override(shown["decisions"]),
        "opened": next_steps.opened_verdicts(shown)
        if shown["stage"] == Stage.ADJUDICATION
        else [],
    }


def carried_words(sent: QueryDict) -> PageData:
    """What was typed for one step, as the initial values of another."""
    words = {name: sent.get(name, "") for name in WORDS_OF_A_STEP}
    return {**words, "evidence": sent.getlist("evidence")}
