"""Does every address answer each role, by each method, as the policy table says?"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls import path as route_to

from articles.models import Claim, User
from articles.models.article import ArticleQuerySet
from articles.models.choices import Action, Stage
from articles.models.source import SourceQuerySet
from articles.queries import claims as claim_queries
from articles.workflow import rules
from tests.factories import make_claim, make_user, take
from tests.web import access_table as policy
from tests.web.access_table import (
    ADMIN,
    ADMIN_PAGES,
    METHODS,
    REVIEWERS,
    ROLES,
    ROUTES,
    SCENES,
)
from tests.web.asking import quick, quiet, seen, undone, undrawn
from tests.web.scenes import ABSENT, Scene, browsers, make_scenes, make_upload, people

# Beside what the fixture below holds, each test has a transaction of its own.
pytestmark = [pytest.mark.walk, pytest.mark.django_db]


@dataclass
class Stand:
    """The people with their browsers, and a claim at every stage."""

    persons: dict[str, User]
    browsers: dict[str, Client]
    scenes: dict[str, Scene]

    def client(self, username: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.persons[username])
        return client


@pytest.fixture(scope="module")
def stand(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Stand]:
    """Built once; every test undoes what it does."""
    with quiet(), quick(), django_db_blocker.unblock(), transaction.atomic():
        persons = people()
        yield Stand(persons, browsers(persons), make_scenes())
        transaction.set_rollback(True)


def routes(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, str]]:
    """Every route of the URLconf: its name, or its pattern where it has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, space + inner)
        else:
            yield space, pattern.name or str(pattern.pattern)


OURS = [name for space, name in routes(get_resolver().url_patterns) if not space]
ADMINS = [name for space, name in routes(get_resolver().url_patterns) if space]
CATCH_ALL = "(?P<url>.*)$"


def test_every_route_is_in_the_table_and_the_table_has_no_other() -> None:
    in_table = {name.split()[0] for name in ROUTES}

    assert set(OURS) == in_table


def address(name: str, scene: Scene, action: str = "submit") -> str:
    row = ROUTES[name]
    parts = [scene.key(row.key)] if row.key else []
    more = (action,) if row.rule == "step" else row.also
    return reverse(name.split()[0], args=[*parts, *more])


def send(client: Client, method: str, path: str) -> Any:
    """A request with an empty form."""
    return client.generic(
        method, path, content_type="application/x-www-form-urlencoded"
    )


@contextmanager
def same_cookies(client: Client) -> Iterator[None]:
    """Whoever signs out is back afterwards, and no message waits for the next page."""
    kept = copy(client.cookies)
    yield
    client.cookies = kept


def deviations(name: str, stand: Stand) -> list[tuple[str, str, str, int, int]]:
    """Where a route answers other than the table says: to whom, and with what."""
    row = ROUTES[name]
    scenes = list(stand.scenes.values()) if row.key else [stand.scenes["absent"]]
    wrong = []
    for scene in scenes:
        for role, client in stand.browsers.items():
            for method in METHODS:
                with undone(), undrawn(), same_cookies(client):
                    status = send(client, method, address(name, scene)).status_code
                wanted = policy.expected(row, method, role, scene.name, "submit")
                if status != wanted:
                    wrong.append((method, role, scene.name, wanted, status))
    return wrong


@pytest.mark.parametrize("name", ROUTES)
def test_the_route_answers_as_the_table_says(name: str, stand: Stand) -> None:
    assert deviations(name, stand) == []


HOLES = [
    # what is open                                          where it shows
    (User, "is_reviewer", True,                             "desk_source_new"),
    (rules, "available_actions", lambda *_: list(Action),   "desk_step"),
    (ArticleQuerySet, "public", lambda rows: rows,          "article"),
    (SourceQuerySet, "public", lambda rows: rows,           "source_as json"),
    (claim_queries, "published_states", lambda claim: [],   "claim"),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "name", "value", "route"), HOLES)
def test_a_planted_hole_is_seen(
    owner: Any, name: str, value: Any, route: str, stand: Stand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(owner, name, value)

    assert deviations(route, stand)


def test_a_route_that_nobody_classified_is_seen() -> None:
    forgotten = route_to("forgotten/", lambda request: HttpResponse(), name="forgotten")

    names = {name for _, name in routes([*get_resolver().url_patterns, forgotten])}

    assert "forgotten" in names - set(ROUTES)


KEYED = [name for name, row in ROUTES.items() if row.rule == "published"]


@pytest.mark.parametrize("name", KEYED)
def test_what_is_hidden_looks_like_what_is_absent_byte_for_byte(
    name: str, stand: Stand
) -> None:
    hidden = [
        scene for scene in stand.scenes.values() if SCENES[scene.name] == "hidden"
    ]
    different = []

    for role in ROLES.keys() - REVIEWERS:  # those are led to the desk
        client = stand.browsers[role]
        for method in ("GET", "HEAD", "POST"):
            absent = seen(send(client, method, address(name, stand.scenes["absent"])))
            for scene in hidden:
                got = seen(send(client, method, address(name, scene)))
                if got != absent:
                    different.append((role, method, scene.name))

    assert different == []


def without(text: str, path: str) -> str:
    """The text without the address that was asked for, however it is written in it."""
    return text.replace(path, "PATH").replace(quote(path, safe=""), "PATH")


def test_at_the_desk_too_nobody_else_learns_whether_a_key_is_in_use(
    stand: Stand,
) -> None:
    """Signed out, or signed in without being a reviewer."""
    different = []
    for name, row in ROUTES.items():
        if not name.startswith("desk") or not row.key:
            continue
        for role in ("anonymous", "reader", "disabled"):
            for method in METHODS:
                answers = []
                for scene in (stand.scenes["draft"], stand.scenes["absent"]):
                    path = address(name, scene)
                    status, headers, body = seen(
                        send(stand.browsers[role], method, path)
                    )
                    told = {
                        field: without(value, path) for field, value in headers.items()
                    }
                    text = body.decode("utf-8", "surrogateescape")
                    answers.append((status, told, without(text, path)))
                if answers[0] != answers[1]:
                    different.append((name, role, method))

    assert different == []


# -- the steps ---------------------------------------------------------------------


def test_the_table_of_steps_is_the_one_of_the_workflow() -> None:
    stages = {
        "first_verdict, sealed": Stage.FIRST_VERDICT,
        "adjudication of sealed ones": Stage.ADJUDICATION,
        "published as recorded": Stage.READY, "published, then re-opened": Stage.READY,
        "published, then withdrawn": Stage.WITHDRAWN,
        "withdrawn as a draft": Stage.WITHDRAWN,
    }  # fmt: skip
    in_workflow = {
        (scene, action.value)
        for scene in SCENES
        if scene != "absent"
        for action, step in rules.STEPS.items()
        if stages.get(scene, scene) in step.before
    }

    assert set(policy.STEPS) == in_workflow
    # A claim is carried over with its article: no step that somebody takes with it.
    assert set(rules.STEPS) == set(Action) - {Action.CARRY_OVER}


def form_for(claim: Claim, /, **values: Any) -> dict[str, Any]:
    """A step's form with everything that any step asks for."""
    return {
        "version": claim.version, "idempotency_key": str(uuid.uuid4()),
        "verdict": "conflicting", "rationale": "The gauge shows it.",
        "searched": "The archive, for gauges.",
        "evidence": [piece.key for piece in claim.evidence.all()], **values,
    }  # fmt: skip


def taken(client: Client, claim: Claim, action: str, **values: Any) -> bool:
    """Does sending the step's form add the step's decision, and nothing otherwise?

    A second verdict puts the first on record with it, which was sealed.
    """
    before = claim.decisions.count()
    path = reverse("desk_step", args=[claim.key, action])
    with undone():
        response = client.post(path, form_for(claim, **values))
        added = list(claim.decisions.order_by("number"))[before:]
        now = Claim.objects.get(pk=claim.pk)
    assert response.status_code == (302 if added else 409)
    opened = ["give_verdict"] if action == Action.GIVE_SECOND_VERDICT else []
    assert [made.action for made in added] in ([], [*opened, action])
    assert now.version == claim.version + bool(added)
    return bool(added)


@pytest.mark.parametrize("username", policy.EVERYBODY.split())
@pytest.mark.parametrize("name", [name for name in SCENES if name != "absent"])
def test_buttons_answers_and_workflow_agree_on_who_may_take_which_step(
    name: str, username: str, stand: Stand
) -> None:
    claim = stand.scenes[name].claim
    assert claim is not None
    user, client = stand.persons[username], stand.client(username)
    wanted = {action.value for action in Action if policy.may(username, name, action)}

    page = client.get(reverse("desk_claim", args=[claim.key])).content.decode()
    buttons = {
        action.value
        for action in Action
        if f'href="{reverse("desk_step", args=[claim.key, action])}"' in page
    }
    answered = {step.value for step in rules.STEPS if taken(client, claim, step)}
    fresh = User.objects.get(pk=user.pk)

    assert {action.value for action in rules.available_actions(claim, fresh)} == wanted
    assert buttons == wanted
    assert answered == wanted


def test_a_step_that_is_none_is_not_found(stand: Stand) -> None:
    claim = stand.scenes["draft"].claim
    assert claim is not None

    for action in ("delete", "published", "SUBMIT", "update-", Action.CARRY_OVER):
        path = reverse("desk_step", args=[claim.key, action])
        assert stand.browsers["superuser"].get(path).status_code == 404
        assert stand.browsers["superuser"].post(path).status_code == 404


def test_who_gave_the_first_verdict_never_gives_the_second(stand: Stand) -> None:
    """An editor and a superuser no more than anybody else."""
    for username in policy.EVERYBODY.split():
        with undone():
            claim = make_claim(f"A claim that {username} decides.", Stage.READY)
            take(Action.GIVE_VERDICT, claim, stand.persons[username])
            claim.refresh_from_db()
            other = "cleo" if username != "cleo" else "ben"

            for action in ("confirm", "disagree", "send_back"):
                assert not taken(stand.client(username), claim, action)
                assert taken(stand.client(other), claim, action)


def test_nobody_adjudicates_between_a_verdict_of_their_own_and_another(
    stand: Stand,
) -> None:
    for first, second in (("dana", "cleo"), ("ben", "dana")):
        with undone():
            claim = make_claim(f"A claim of {first} and {second}.", Stage.READY)
            take(Action.GIVE_VERDICT, claim, stand.persons[first])
            take(Action.DISAGREE, claim, stand.persons[second])
            claim.refresh_from_db()

            assert not taken(stand.client("dana"), claim, "adjudicate")
            assert taken(stand.client("root"), claim, "adjudicate")


def test_a_rejected_first_verdict_does_not_bind_who_gave_it(stand: Stand) -> None:
    """Sent back, the claim begins a round of its own: ben may then be the second."""
    with undone():
        claim = make_claim("A claim that goes round twice.", Stage.FIRST_VERDICT)
        take(Action.SEND_BACK, claim, stand.persons["cleo"])
        take(Action.GIVE_VERDICT, claim, stand.persons["cleo"])
        claim.refresh_from_db()

        assert taken(stand.client("ben"), claim, "confirm")
        assert not taken(stand.client("cleo"), claim, "confirm")


def test_evidence_of_another_claim_is_refused_in_a_step(stand: Stand) -> None:
    mine, other = stand.scenes["ready"].claim, stand.scenes["draft"].claim
    assert mine is not None
    assert other is not None
    path = reverse("desk_step", args=[mine.key, "give_verdict"])
    foreign = other.evidence.get().key

    for keys in ([foreign], [mine.evidence.get().key, foreign], [ABSENT]):
        with undone():
            response = stand.client("ben").post(path, form_for(mine, evidence=keys))
            assert response.status_code == 422
            assert mine.decisions.filter(action="give_verdict").count() == 0
    assert taken(stand.client("ben"), mine, "give_verdict")


def test_a_step_at_the_address_of_another_claim_moves_only_that_one(
    stand: Stand,
) -> None:
    """The version and the key of the form do not choose the claim; the address does."""
    ready, draft = stand.scenes["ready"].claim, stand.scenes["draft"].claim
    assert ready is not None
    assert draft is not None

    with undone():
        path = reverse("desk_step", args=[draft.key, "submit"])
        stand.client("ada").post(path, form_for(draft, claim=ready.key))
        assert Claim.objects.get(pk=ready.pk).version == ready.version
        assert Claim.objects.get(pk=draft.pk).stage == Stage.READY


def test_an_upload_is_confirmed_by_who_sent_it_alone(stand: Stand) -> None:
    with undone():
        upload = make_upload(stand.persons["ben"], "which is ben's")
        path = reverse("desk_import_confirm", args=[upload.key])

        assert stand.client("ben").get(path).status_code == 200
        for username in ("ada", "dana", "root"):
            assert stand.client(username).get(path).status_code == 404
            assert stand.client(username).post(path).status_code == 404


def test_evidence_is_changed_only_while_its_claim_is_open(stand: Stand) -> None:
    """The stage of the claim behind the evidence decides, not the evidence's key."""
    open_at = {"draft", "ready", "published as recorded", "published, then re-opened"}
    values = {
        "work_title": "A gauge", "work_kind": "report", "stance": "context",
        "note": "A word.",
    }  # fmt: skip
    for name, scene in stand.scenes.items():
        if scene.claim is None:
            continue
        wanted = 302 if name in open_at else 403
        for route, key in (
            ("desk_evidence", "evidence"),
            ("desk_evidence_add", "claim"),
        ):
            sent = {**form_for(scene.claim), **values}
            with undone():
                path = reverse(route, args=[scene.key(key)])
                response = stand.client("cleo").post(path, sent)
            assert (name, route, response.status_code) == (name, route, wanted)


# -- the admin ---------------------------------------------------------------------


def test_every_admin_route_is_in_the_table() -> None:
    in_table = set(ADMIN_PAGES) - {"admin: every other address"}
    in_table |= {
        f"admin:{app(table)}_{table}_{page}"
        for table in ADMIN
        for page in ("changelist", "add", "history", "delete", "change")
    }
    # Django's own: an address without "change/", and the form for a password.
    more = {"<path:object_id>/", "auth_user_password_change", CATCH_ALL}
    found = {name if name in more else f"admin:{name}" for name in ADMINS}

    assert found - more == in_table
    assert more <= found


def app(table: str) -> str:
    return {"group": "auth", "events": "pghistory"}.get(table, "articles")


def an_instance(table: str, stand: Stand) -> Model:
    found: Model = apps.get_model(app(table), table)._default_manager.order_by("pk")[0]
    return found


def admin_addresses(stand: Stand) -> Iterator[tuple[str, int]]:
    """Every address of the admin, with what a superuser is answered."""
    for table, allowed in ADMIN.items():
        start = f"admin:{app(table)}_{table}"
        yield reverse(f"{start}_changelist"), 200
        yield reverse(f"{start}_add"), 200 if "add" in allowed else 403
        if table == "events":  # a view of all tables, whose rows have no page
            continue
        pk = an_instance(table, stand).pk
        yield reverse(f"{start}_change", args=[pk]), 200
        yield reverse(f"{start}_history", args=[pk]), 200
        yield (
            reverse(f"{start}_delete", args=[pk]),
            200 if "delete" in allowed else 403,
        )
        yield reverse(f"{start}_changelist") + f"{pk}/", 302
    ada = stand.persons["ada"].pk
    yield reverse("admin:auth_user_password_change", args=[ada]), 200
    yield reverse("admin:index") + "nothing/here/", 404
    claim_type = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="articles", model="claim"
    )
    claim = stand.scenes["published"].claim
    assert claim is not None
    arguments: dict[str, list[Any]] = defaultdict(list)
    arguments["admin:app_list"] = ["articles"]
    arguments["admin:view_on_site"] = [claim_type.pk, claim.pk]
    for name, status in ADMIN_PAGES.items():
        if name != "admin: every other address":
            yield reverse(name, args=arguments[name]), status


def test_a_superuser_reaches_the_admin_and_only_what_it_may_do(stand: Stand) -> None:
    make_source_relations(stand)
    client = stand.browsers["superuser"]

    wrong = [
        (path, wanted, status)
        for path, wanted in admin_addresses(stand)
        if (status := client.get(path).status_code) != wanted
    ]

    assert wrong == []


def make_source_relations(stand: Stand) -> None:
    """A row of every table that the scenes leave empty."""
    article = stand.scenes["draft"].claim
    assert article is not None
    shown = article.appearances.get()
    one, other = [step.source for step in shown.chain.order_by("position")]
    apps.get_model("articles", "SourceRelation").objects.get_or_create(
        source=one, kind="close_to", target=other
    )
    works = apps.get_model("articles", "Work").objects.order_by("pk")
    apps.get_model("articles", "WorkRelation").objects.get_or_create(
        source=works[0], kind="cites", target=works[1]
    )
    apps.get_model("articles", "Citation").objects.get_or_create(
        appearance=shown, description="A gauge", defaults={"position": 7}
    )
    apps.get_model("articles", "Cue").objects.get_or_create(
        list="speaks", words="groused"
    )
    apps.get_model("articles", "SitePage").objects.get_or_create(
        name="about", defaults={"text": "Who we are."}
    )
    apps.get_model("articles", "FeaturedClaim").objects.get_or_create(
        claim=stand.scenes["published"].claim
    )
    apps.get_model("articles", "Invitation").objects.get_or_create(
        token_hash="0" * 64, group=Group.objects.get(name="Reviewers"),
        invited_by=stand.persons["dana"],
        expires_at=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
    apps.get_model("articles", "DismissedSuggestion").objects.get_or_create(
        text_version=shown.text_version, start=0, end=3, sha256="0" * 64,
        by=stand.persons["ada"],
    )  # fmt: skip


def test_nobody_but_staff_gets_into_the_admin(stand: Stand) -> None:
    make_source_relations(stand)
    # What tells nothing: the form to sign in, and signing out.
    apart = {reverse("admin:login"), reverse("admin:logout")}
    wrong = []
    for role in set(ROLES) - {"superuser"}:
        for path, _ in admin_addresses(stand):
            for method in METHODS if path not in apart else ():
                with undone(), undrawn():
                    response = send(stand.browsers[role], method, path)
                if (response.status_code, response.headers.get("Location", "")[:13]) != (
                    302, "/admin/login/",
                ):  # fmt: skip
                    wrong.append((role, method, path, response.status_code))

    assert wrong == []


def test_staff_without_permissions_sees_the_frame_of_the_admin_and_no_table(
    stand: Stand,
) -> None:
    make_source_relations(stand)
    with undone():
        client = Client()
        client.force_login(make_user("stef", "", is_staff=True))

        assert client.get(reverse("admin:index")).status_code == 200
        for table in ADMIN:
            pages: list[tuple[str, list[Any]]] = [("changelist", []), ("add", [])]
            if table != "events":
                pk = an_instance(table, stand).pk
                pages += [(page, [pk]) for page in ("change", "history", "delete")]
            for page, args in pages:
                path = reverse(f"admin:{app(table)}_{table}_{page}", args=args)
                assert (path, client.get(path).status_code) == (path, 403)


def test_being_in_a_group_does_not_open_the_admin(stand: Stand) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"Reviewers", "Editors"}
    for username in ("ada", "dana"):
        assert not User.objects.get(username=username).is_staff
