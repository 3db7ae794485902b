"""Rows for tests, each with what its table needs and no more. Only keys of saves are random."""

import datetime
import hashlib
import uuid
from typing import Any

from django.contrib.auth.models import Group, Permission

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import fingerprint
from articles.editing import appearances
from articles.editing.inputs import AppearanceEntry, StepEntry
from articles.models import (
    About,
    Appearance,
    Article,
    Authorship,
    Claim,
    Evidence,
    FetchJob,
    Publication,
    Snapshot,
    SnapshotBytes,
    Source,
    TeamSettings,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import Action, SourceKind, Stage, Stance, VerdictRule, Way
from articles.workflow import decisions, rules

REFERENCE = "https://register.example/says-so"  # of a relation
TEXT = (
    "The river rose\n\n"
    "By Tessa Aldering\n\n"
    "The gates were opened before midnight, according to the ministry, which was told"
    " so by the command.\n\n"
    "The town’s wells ran dry 🐟 in March, a spokesman said on Saturday."
)


def group_named(name: str) -> Group:
    """The group that a migration made; again, where a flush has emptied the tables."""
    group, made = Group.objects.get_or_create(name=name)
    if made:
        codenames = ["review_claim", "adjudicate_claim"][: 1 + (name == "Editors")]
        group.permissions.set(Permission.objects.filter(codename__in=codenames))
    return group


def make_user(username: str = "ada", group: str = "Reviewers", **fields: Any) -> User:
    user, made = User.objects.get_or_create(
        username=username, defaults={"first_name": username.title(), **fields}
    )
    if made:
        user.set_password("secret-for-tests")
        user.save()
        user.groups.set([group_named(group)] if group else [])
    return user


def make_source(name: str = "Ministry of Rivers", **fields: Any) -> Source:
    fields.setdefault("kind", SourceKind.ORGANISATION)
    return Source.objects.get_or_create(name=name, defaults=fields)[0]


def make_work(title: str = "A gauge reading", **fields: Any) -> Work:
    return Work.objects.get_or_create(title=title, defaults=fields)[0]


def make_article(
    title: str = "The river rose", text: str = TEXT, **fields: Any
) -> Article:
    outlet = make_source("Perrin Ford Courier", kind=SourceKind.OUTLET)
    fields = {
        "outlet": outlet,
        "published_on": datetime.date(2026, 2, 15),
        "language": "en",
        **fields,
    }
    work = Work.objects.create(title=title, **fields)
    author = make_source("Tessa Aldering", kind=SourceKind.PERSON)
    Authorship.objects.create(work=work, author=author)
    article = Article.objects.create(work=work)
    TextVersion.objects.create(article=article, text=text, sha256=fingerprint(text))
    return article


def make_claim(
    statement: str = "The gates were opened before midnight.",
    stage: Stage = Stage.DRAFT,
    *,
    article: Article | None = None,
    recorder: User | None = None,
    quote: str = "The gates were opened before midnight",
    chain: tuple[str, ...] = ("Tessa Aldering", "Ministry of Rivers"),
    **fields: Any,
) -> Claim:
    """A claim with one appearance, moved to a stage by the steps that lead there."""
    recorder = recorder or make_user("ada")
    article = article or Article.objects.first() or make_article()
    text = article.text
    claim = Claim.objects.create(
        statement=statement, kind=fields.pop("kind", "event"), recorded_by=recorder,
        **fields,
    )  # fmt: skip
    start = text.text.index(quote)
    entry = AppearanceEntry(
        [TextSpan(start, start + len(quote))],
        [StepEntry(make_source(name)) for name in chain],
    )
    appearances.create_appearance(recorder, text, claim, entry)
    return bring_to(claim, stage)


def make_evidence(
    claim: Claim, stance: Stance = Stance.SUPPORTS, **fields: Any
) -> Evidence:
    fields.setdefault("question", "What did the gauge show?")
    work = fields.pop("work", None) or make_work()
    return Evidence.objects.create(
        claim=claim, work=work, stance=stance, recorded_by=claim.recorded_by, **fields
    )


def make_about(
    claim: Claim, name: str = "Velmar River Command", role: str = "accused"
) -> About:
    return About.objects.create(claim=claim, source=make_source(name), role=role)


def make_bytes(content: bytes) -> SnapshotBytes:
    sha256 = hashlib.sha256(content).hexdigest()
    return SnapshotBytes.objects.get_or_create(
        sha256=sha256, defaults={"content": content}
    )[0]


def make_snapshot(content: bytes = b"<p>Words.", **fields: Any) -> Snapshot:
    values: dict[str, Any] = {
        "way": Way.FETCHED, "by": make_user(), "address": "https://example.org/",
        "at": datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), "status": 200,
        "final_address": "https://example.org/", "content_type": "text/html",
        "size": len(content), "text": "Words.", **fields,
    }  # fmt: skip
    values.setdefault("work", make_work())
    return Snapshot.objects.create(content=make_bytes(content), **values)


def make_fetch(address: str = "https://example.org/", **fields: Any) -> FetchJob:
    fields.setdefault("requested_by", make_user())
    return FetchJob.objects.create(address=address, **fields)


def set_team(**values: Any) -> None:
    """How the team works from now on, in this test."""
    TeamSettings.objects.update_or_create(pk=1, defaults=values)


def bring_to(claim: Claim, stage: Stage) -> Claim:
    """Through the workflow itself, by ben, cleo and dana."""
    ben, cleo = make_user("ben"), make_user("cleo")
    dana = make_user("dana", "Editors")
    confirm, disagree = (Action.CONFIRM, "supported"), (Action.DISAGREE, "refuted")
    if TeamSettings.current().verdicts == VerdictRule.TWO_BLIND:
        confirm = (Action.GIVE_SECOND_VERDICT, "supported")
        disagree = (Action.GIVE_SECOND_VERDICT, "refuted")
    path: dict[Stage, list[tuple[Action, User, str]]] = {
        Stage.DRAFT: [],
        Stage.READY: [(Action.SUBMIT, claim.recorded_by, "")],
    }
    path[Stage.FIRST_VERDICT] = [
        *path[Stage.READY], (Action.GIVE_VERDICT, ben, "supported"),
    ]  # fmt: skip
    first = path[Stage.FIRST_VERDICT]
    path[Stage.ADJUDICATION] = [*first, (disagree[0], cleo, disagree[1])]
    path[Stage.SECOND_REVIEW] = [*first, (confirm[0], cleo, confirm[1])]
    path[Stage.PUBLISHED] = [*path[Stage.SECOND_REVIEW], (Action.PUBLISH, cleo, "")]
    path[Stage.WITHDRAWN] = [(Action.WITHDRAW, dana, "")]
    for action, user, verdict in path[stage]:
        given = {"verdict": verdict} if rules.STEPS[action].takes_verdict else {}
        take(action, claim, user, **given)
    claim.refresh_from_db()
    return claim


def take(action: Action, claim: Claim, user: User, **values: Any) -> None:
    """One step, with the evidence and the reason that it needs."""
    if rules.STEPS[action].takes_verdict:
        verdict = {Action.DISAGREE: "refuted"}.get(action, "supported")
        values.setdefault("verdict", verdict)
        stance = Stance.REFUTES if values["verdict"] == "refuted" else Stance.SUPPORTS
        if "evidence" not in values:
            known = claim.evidence.first() or make_evidence(claim, stance)
            values["evidence"] = [known]
            # What the gate says of it is not what such a test is about.
            if decisions.missing_independence_reason(
                claim, values["verdict"], values["evidence"]
            ):
                values.setdefault("override", "It is all there is.")
    if rules.STEPS[action].needs_reason:
        values.setdefault("rationale", "The gauge shows it.")
    decisions.perform_step(action, claim, user, **values)


def appearance_of(claim: Claim) -> Appearance:
    return claim.appearances.get()


def publication_of(claim: Claim) -> Publication:
    return Publication.objects.current().get(claim=claim)


def sent(**values: Any) -> dict[str, Any]:
    """What a form of the desk sends: these values, and what it holds unseen."""
    return {"idempotency_key": uuid.uuid4(), "version": "", **values}
