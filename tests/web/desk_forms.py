"""The forms of the desk, each filled in as somebody would."""

import html
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.test import Client

from articles.models import Claim, Source, WorkRelation
from tests.factories import make_evidence, make_work

HIDDEN = re.compile(r'name="(version|idempotency_key)" value="([^"]*)"')
TYPED = "The words that I typed, with “quotes” and a fish 🐟"


@dataclass
class Form:
    """One form of the desk: its address, and what somebody types into it."""

    path: str
    values: dict[str, Any]
    typed: str  # the name of the field that holds the typed words


def token() -> str:
    return str(uuid.uuid4())


def hidden(page: str) -> dict[str, str]:
    """The version and the idempotency key of the form that a page shows."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def chain(*names: str) -> dict[str, str]:
    """The two formsets of a record, with these voices and nothing cited."""
    values = {
        "chain-TOTAL_FORMS": str(len(names)), "chain-INITIAL_FORMS": "0",
        "cited-TOTAL_FORMS": "0", "cited-INITIAL_FORMS": "0",
    }  # fmt: skip
    return values | {f"chain-{n}-source": name for n, name in enumerate(names)}


def about(*rows: tuple[str, str]) -> dict[str, str]:
    """The formset of whom a claim is about, with these names and roles."""
    values = {"about-TOTAL_FORMS": str(len(rows)), "about-INITIAL_FORMS": "0"}
    for number, (name, role) in enumerate(rows):
        values[f"about-{number}-source"] = name
        values[f"about-{number}-role"] = role
    return values


def edit_form(claim: Claim) -> Form:
    values = {"kind": "event", "checkable": "on"} | about()
    return Form(f"/desk/claims/{claim.key}/edit/", values, "statement")


def record_form(claim: Claim) -> Form:
    article = claim.appearances.get().text_version.article
    quote = {"quote": "The town’s wells ran dry", "kind": "event", "existing": "new"}
    return Form(
        f"/desk/articles/{article.key}/", quote | chain("Tessa Aldering"), "statement"
    )


def appearance_form(claim: Claim) -> Form:
    values = {"quote": "The gates were opened"} | chain("Tessa Aldering")
    return Form(
        f"/desk/appearances/{claim.appearances.get().key}/", values, "chain-0-note"
    )


def details_form(claim: Claim) -> Form:
    article = claim.appearances.get().text_version.article
    return Form(f"/desk/articles/{article.key}/details/", {"kind": "article"}, "title")


def work_details_form(claim: Claim) -> Form:
    work = (claim.evidence.first() or make_evidence(claim)).work
    return Form(f"/desk/works/{work.key}/details/", {"kind": "report"}, "title")


def source_form(claim: Claim) -> Form:
    source = Source.objects.get(name="Ministry of Rivers")
    return Form(
        f"/desk/sources/{source.key}/", {"name": source.name, "kind": "group"},
        "description",
    )  # fmt: skip


def evidence_values() -> dict[str, str]:
    return {"work_title": "A gauge", "work_kind": "report", "stance": "context"}


def evidence_form(claim: Claim) -> Form:
    piece = claim.evidence.first() or make_evidence(claim)
    return Form(f"/desk/evidence/{piece.key}/", evidence_values(), "note")


def add_evidence_form(claim: Claim) -> Form:
    return Form(f"/desk/claims/{claim.key}/evidence/", evidence_values(), "note")


def work_relation_form(claim: Claim) -> Form:
    work = claim.appearances.get().text_version.article.work
    relation, _ = WorkRelation.objects.get_or_create(
        source=work, kind="cites", target=make_work()
    )
    return Form(f"/desk/work-relations/{relation.pk}/", {"kind": "cites"}, "ground")


def add_work_relation_form(claim: Claim) -> Form:
    work = claim.appearances.get().text_version.article.work
    values = {"kind": "cites", "work": "A register", "new_work": "on",
              "work_kind": "report"}  # fmt: skip
    return Form(f"/desk/works/{work.key}/relations/", values, "ground")


def step_form(claim: Claim) -> Form:
    values = {"verdict": "not_checkable", "searched": ""}
    return Form(f"/desk/claims/{claim.key}/give_verdict/", values, "rationale")


FormOf = Callable[[Claim], Form]
WITH_VERSION: list[FormOf] = [
    edit_form, appearance_form, details_form, source_form, evidence_form, step_form,
    work_relation_form, work_details_form,
]  # fmt: skip
ALL: list[FormOf] = [
    *WITH_VERSION, record_form, add_evidence_form, add_work_relation_form,
]  # fmt: skip


def filled(client: Client, form: Form, words: str = TYPED) -> dict[str, Any]:
    """The form as its page is opened, with the words typed into it."""
    page = client.get(form.path)
    assert page.status_code == 200
    return {**form.values, **hidden(page.content.decode()), form.typed: words}


def rows() -> dict[str, int]:
    """How many rows there are of everything that a save may write, its history too."""
    apart = {"Session", "User", "UserEvent"}
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("articles").get_models()
        if model.__name__ not in apart
    }
