"""Does who comes too late with a form keep every word, and learn what happened?"""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.editing import appearances
from articles.editing.evidence import remove_evidence
from articles.models import (
    Article,
    Claim,
    Decision,
    SourceRelation,
    Upload,
    User,
    WorkRelation,
)
from articles.models.choices import Action, Stage
from articles.workflow.rules import STEPS, available_actions
from tests.factories import (
    group_named,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)
from tests.web.asking import quiet, undone
from tests.web.desk_forms import (
    ALL,
    TYPED,
    Form,
    FormOf,
    appearance_form,
    edit_form,
    evidence_form,
    filled,
    rows,
    step_form,
    token,
    work_relation_form,
)
from tests.web.test_saving_at_once import at_once


@pytest.fixture
def claim(db: Any) -> Claim:
    return make_claim("The gates stood open that night.", Stage.READY)


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def page_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


# -- a step that somebody else took ----------------------------------------------------

PEOPLE = [("ada", "Reviewers"), ("ben", "Reviewers"), ("cleo", "Reviewers"),
          ("dana", "Editors"), ("eli", "Editors")]  # fmt: skip


def rivals(claim: Claim, loser: User, missed: Action) -> dict[Action, User]:
    """The steps of others after which this one is closed to this person."""
    found: dict[Action, User] = {}
    for user in (make_user(*person) for person in PEOPLE):
        for action in available_actions(claim, user):
            if user == loser or action in found:
                continue
            with undone():
                take(action, Claim.objects.get(pk=claim.pk), user)
                now = Claim.objects.get(pk=claim.pk)
                if missed not in available_actions(now, loser):
                    found[action] = user
    return found


def step_words(action: Action, claim: Claim) -> dict[str, Any]:
    """What somebody types for this step; the field that holds the words comes last."""
    piece = claim.evidence.first() or make_evidence(claim)
    values: dict[str, Any] = {"rationale": TYPED}
    if STEPS[action].takes_verdict:
        values |= {"verdict": "not_enough", "evidence": piece.key,
                   "searched": "The register, for gates.", "override": ""}  # fmt: skip
    return values


STAGES = [Stage.DRAFT, Stage.READY, Stage.FIRST_VERDICT, Stage.ADJUDICATION,
          Stage.SECOND_REVIEW, Stage.PUBLISHED]  # fmt: skip


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_loses_a_race_for_a_step_keeps_the_words_and_learns_who_won(
    stage: Stage, db: Any
) -> None:
    claim = make_claim("The gates stood open that night.", stage)
    raced: set[Action] = set()
    for loser in (make_user(*person) for person in PEOPLE):
        client = browser(loser)
        for missed in {*available_actions(claim, loser)} - raced:
            path = reverse("desk_step", args=[claim.key, missed])
            shown = client.get(path).content.decode()
            values = {**step_words(missed, claim), "version": claim.version,
                      "idempotency_key": token()}  # fmt: skip
            has_words = 'name="rationale"' in shown
            for won, rival in rivals(claim, loser, missed).items():
                with undone(), quiet():
                    take(won, Claim.objects.get(pk=claim.pk), rival)
                    before = rows()
                    answer = client.post(path, values)
                    assert (missed, won, answer.status_code) == (missed, won, 409)
                    assert rows() == before
                    page = page_of(answer)
                    assert rival.name in page
                    assert won.label in page
                    assert not has_words or TYPED in page
                    raced.add(missed)

    assert raced


def test_words_go_along_to_a_step_that_is_still_open(
    claim: Claim, ben: User, cleo: User
) -> None:
    client = browser(cleo)
    form = step_form(claim)
    piece = make_evidence(claim)
    values = filled(client, form) | {"evidence": piece.key, "override": "So it is."}
    take(Action.GIVE_VERDICT, claim, ben)

    missed = client.post(form.path, values)
    page = page_of(missed)
    offered = re.findall(r'name="carry_words" value="1" formaction="([^"]+)"', page)
    disagree = reverse("desk_step", args=[claim.key, Action.DISAGREE])
    assert disagree in offered
    before = rows()
    carried = client.post(disagree, {**values, "carry_words": "1"})

    assert carried.status_code == 200
    assert rows() == before
    shown = page_of(carried)
    assert TYPED in shown
    assert "So it is." in shown
    assert re.search(rf'value="{piece.key}"[^>]*checked', shown)
    assert re.search(r'value="not_checkable"[^>]*checked', shown)
    fresh = dict(re.findall(r'name="(version|idempotency_key)" value="([^"]*)"', shown))
    sent = {**values, **fresh, "verdict": "not_checkable", "override": ""}
    assert client.post(disagree, sent).status_code == 302
    assert Decision.objects.get(action=Action.DISAGREE).rationale == TYPED


def test_a_step_that_went_through_is_not_called_lost(claim: Claim, ben: User) -> None:
    client = browser(ben)
    form = step_form(claim)
    values = filled(client, form)

    first, second = client.post(form.path, values), client.post(form.path, values)

    assert (first.status_code, second.status_code) == (302, 302)
    with quiet():
        other = client.post(form.path, {**values, "rationale": "Other words."})
    assert other.status_code == 409
    assert "Other words." in page_of(other)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides_and_the_other_keeps_the_words() -> None:
    claim = make_claim("A claim that is decided.", Stage.READY)
    answers: dict[str, Any] = {}

    def decide(name: str) -> Callable[[], None]:
        user = make_user(name)

        def send() -> None:
            form = step_form(claim)
            values = {**form.values, "version": claim.version, "rationale": f"So says {name}.",
                      "idempotency_key": token()}  # fmt: skip
            answers[name] = browser(user).post(form.path, values)

        return send

    with quiet():
        assert at_once([decide(name) for name in ("ben", "cleo", "ida")]) == []
        connection.close()

    won = [name for name, answer in answers.items() if answer.status_code == 302]
    assert len(won) == 1
    assert Decision.objects.filter(action=Action.GIVE_VERDICT).count() == 1
    for name, answer in answers.items():
        if name not in won:
            assert answer.status_code == 409
            assert f"So says {name}." in page_of(answer)
            assert won[0].title() in page_of(answer)


# -- what a form is for is gone, or closed, or no longer one's own ------------------------


def argue_form(claim: Claim) -> Form:
    piece = claim.evidence.first() or make_evidence(claim)
    return Form(f"/desk/evidence/{piece.key}/argue/", {}, "text")


def citation_form(claim: Claim) -> Form:
    shown = claim.appearances.get()
    if not shown.citations.exists():
        shown.citations.create(position=0, work=make_work("A log"))
    return Form(f"/desk/citations/{shown.key}/1/", {"fidelity": "verbatim"}, "note")


def source_relation_form(claim: Claim) -> Form:
    relation, _ = SourceRelation.objects.get_or_create(
        source=make_source(), kind="owns", target=make_source("Valley Holding"),
        reference="https://register.example/1",
    )  # fmt: skip
    values = {"kind": "owns", "reference": "https://register.example/1"}
    return Form(f"/desk/relations/{relation.pk}/", values, "note")


def claim_relation_form(claim: Claim) -> Form:
    other = make_claim("The gates were shut.", article=Article.objects.get())
    return Form(
        f"/desk/claims/{claim.key}/relations/",
        {"kind": "contradicts", "other": other.key}, "note",
    )  # fmt: skip


def remove_piece(claim: Claim) -> None:
    remove_evidence(claim.evidence.get(), Claim.objects.get(pk=claim.pk).version)


def remove_place(claim: Claim) -> None:
    shown = claim.appearances.get()
    second = make_claim(
        "Another.", article=shown.text_version.article
    ).appearances.get()
    type(shown).objects.filter(pk=second.pk).update(claim=claim)
    appearances.remove_appearance(shown, Claim.objects.get(pk=claim.pk).version)


REMOVED = [
    # the form                what goes meanwhile
    (evidence_form,           remove_piece),
    (argue_form,              remove_piece),
    (appearance_form,         remove_place),
    (citation_form,           remove_place),
    (source_relation_form,    lambda claim: SourceRelation.objects.all().delete()),
    (work_relation_form,      lambda claim: WorkRelation.objects.all().delete()),
]  # fmt: skip


@pytest.mark.parametrize(("form_of", "remove"), REMOVED)
def test_what_was_removed_meanwhile_leaves_the_words_and_says_who_removed_it(
    form_of: FormOf, remove: Callable[[Claim], object], claim: Claim, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    remove(claim)
    before = rows()

    with quiet():
        answer = desk.post(form.path, values)

    page = page_of(answer)
    assert answer.status_code == 404
    assert TYPED in page
    assert "The system</bdi> removed it on" in page
    assert rows() == before


def test_who_removed_it_is_named_and_the_claim_is_at_hand(
    claim: Claim, desk: Client, ben: User
) -> None:
    form = evidence_form(claim)
    values = filled(desk, form)
    gone = reverse("desk_evidence_remove", args=[claim.evidence.get().key])
    other = browser(ben)
    version = Claim.objects.get(pk=claim.pk).version
    assert other.post(gone, {"version": version}).status_code == 302

    with quiet():
        answer = desk.post(form.path, values)
        twice = other.post(gone, {"version": version})

    page = page_of(answer)
    assert "Ben</bdi> removed it on" in page
    assert f'href="/desk/claims/{claim.key}/"' in page
    assert "What you typed" in page
    assert "Ben</bdi> removed it on" in page_of(twice)
    assert "What you typed" not in page_of(twice)  # a button: nothing was typed


OF_THE_CLAIM: list[FormOf] = [
    edit_form, step_form, evidence_form, appearance_form, citation_form,
    claim_relation_form, *[form for form in ALL if form.__name__ == "add_evidence_form"],
]  # fmt: skip


@pytest.mark.parametrize("form_of", OF_THE_CLAIM)
def test_a_claim_that_was_withdrawn_meanwhile_leaves_the_words(
    form_of: FormOf, claim: Claim, desk: Client, dana: User
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    take(Action.WITHDRAW, Claim.objects.get(pk=claim.pk), dana)
    before = rows()

    with quiet():
        answer = desk.post(form.path, values)

    assert answer.status_code in {403, 409}
    assert TYPED in page_of(answer)
    assert rows() == before


EVERY: list[FormOf] = [*ALL, argue_form, citation_form, source_relation_form,
                       claim_relation_form]  # fmt: skip


@pytest.mark.parametrize("form_of", EVERY)
def test_who_is_no_reviewer_any_more_keeps_the_words(
    form_of: FormOf, claim: Claim, ada: User, desk: Client
) -> None:
    form = form_of(claim)
    values = filled(desk, form)
    ada.groups.remove(group_named("Reviewers"))
    before = rows()

    with quiet():
        answer = desk.post(form.path, values)

    assert answer.status_code == 403
    assert TYPED in page_of(answer)
    assert rows() == before


def test_a_page_that_another_site_sends_people_to_repeats_nothing(db: Any) -> None:
    """A form from elsewhere comes without a session: its words are not ours to show."""
    with quiet():
        answer = Client().post("/no-such-page/", {"note": TYPED})

    assert answer.status_code == 404
    assert TYPED not in page_of(answer)


# -- a text that somebody else took in -----------------------------------------------------

TEXT = "The river fell\n\nThe gates were shut before noon."
DETAILS = {"title": TYPED, "kind": "article", "language": "en"}


def uploaded(client: Client) -> str:
    return str(client.post("/desk/import/", {"text": TEXT}).headers["Location"])


@pytest.mark.parametrize("by", ["ada", "ben"])
def test_a_text_that_was_taken_in_meanwhile_leaves_the_details(
    by: str, desk: Client, db: Any
) -> None:
    mine = uploaded(desk)
    values = filled(desk, Form(mine, DETAILS, "title"))
    other = browser(make_user(by))
    theirs = mine if by == "ada" else uploaded(other)
    first = filled(other, Form(theirs, DETAILS, "title"), "Their title")
    assert other.post(theirs, first).status_code == 302
    before = rows()

    with quiet():
        answer = desk.post(mine, values)

    page = page_of(answer)
    assert answer.status_code == 409
    assert TYPED in page
    assert "was taken in while you were confirming it" in page
    assert "Their title" in page
    assert rows() == before


def test_a_text_that_is_here_already_is_confirmed_by_who_knows_that(
    desk: Client, ben: User
) -> None:
    other = browser(ben)
    theirs = uploaded(other)
    assert (
        other.post(theirs, filled(other, Form(theirs, DETAILS, "title"))).status_code
        == 302
    )
    mine = uploaded(desk)

    answer = desk.post(
        mine, filled(desk, Form(mine, DETAILS, "title"), "Another title")
    )

    assert answer.status_code == 302
    article = Article.objects.get()
    assert article.work.title == TYPED
    assert Upload.objects.filter(article=article).count() == 2


def test_a_version_that_was_taken_in_meanwhile_leaves_the_note(
    claim: Claim, desk: Client
) -> None:
    article = Article.objects.get()
    path = reverse("desk_version_new", args=[article.key])
    text = f"{article.text.text}\n\nMore was said on Sunday."
    confirm = str(desk.post(path, {"text": text}).headers["Location"])
    form = Form(confirm, {"kind": "correction"}, "note")
    values, first = filled(desk, form), filled(desk, form, "What was said first.")
    assert desk.post(confirm, first).status_code == 302
    before = rows()

    with quiet():
        answer = desk.post(confirm, values)

    assert answer.status_code == 409
    assert TYPED in page_of(answer)
    assert rows() == before
