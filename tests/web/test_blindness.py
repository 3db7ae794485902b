"""Can anybody tell, before the second verdict is given, anything about the first?

Two worlds differ in the first verdict alone: which it is, whose, why, on which evidence,
and when. Everything that others can open is asked for in both, and must be the same,
byte for byte. Planted leaks show that the comparison sees them.
"""

import datetime
import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin import history as admin_history
from articles.models import Claim, Evidence, User
from articles.models.choices import Action, Stage, VerdictRule
from articles.queries import history
from articles.views.desk import home, next_steps
from articles.workflow import sealing
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_user,
    sent,
    set_team,
    take,
)
from tests.web.asking import quick, quiet, seen

pytestmark = pytest.mark.django_db
Seen = tuple[int, dict[str, str], bytes]
LINK = re.compile(rb'(?:href|action)="(/[^"]*|\?[^"]*)"')
# Each form has a key of its own in each answer.
KEY = re.compile(rb'(name="idempotency_key" value=")[^"]*')
# What would sign out, is no page of ours, or tells the minute at which one looks.
NOT_FOLLOWED = ("/static/", "/logout/", "/account/", "/admin/logout/", "/admin/jsi18n/")
# Who looks: a reviewer who may give the second verdict, an editor, staff, a reader.
LOOKING = ("cleo", "dana", "root", "rita", "")
# Later than any other step of the claim, as no step counts as taken before the last one.
DAY = timezone.now() + datetime.timedelta(days=1)


@dataclass(frozen=True)
class FirstVerdict:
    """A first verdict as it may be given in one of the worlds."""

    by: str
    verdict: str
    why: str
    piece: int  # which piece of evidence it rests on
    at: datetime.datetime
    override: str = ""


ONE = FirstVerdict("ben", "supported", "The gauge rose that night.", 0, DAY)
OTHER = FirstVerdict(
    "gil", "refuted", "No gate was ever opened.", 1, DAY + datetime.timedelta(days=9),
    "Nobody else was there.",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    claim: Claim
    evidence: list[Evidence]
    browsers: dict[str, Client]


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A claim that is ready, another one beside it, and everybody signed in."""
    set_team(verdicts=VerdictRule.TWO_BLIND)
    people: dict[str, User] = {
        name: make_user(name, "Editors" if name == "dana" else "Reviewers")
        for name in ("ada", "ben", "gil", "cleo", "dana")
    }
    people["root"] = make_user("root", "", is_staff=True, is_superuser=True)
    people["rita"] = make_user("rita", "")
    decided = make_claim("A claim that was decided before.", stage=Stage.PUBLISHED)
    make_claim("A claim that waits as well.", stage=Stage.READY)
    take(Action.UPDATE, decided, people["ada"])
    claim = make_claim("The gates were opened before midnight.", stage=Stage.DRAFT)
    evidence = [make_evidence(claim), make_evidence(claim)]
    bring_to(claim, Stage.READY)
    browsers = {"": Client(raise_request_exception=False)}
    for name, person in people.items():
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(person)
    with quiet(), quick():
        yield Scene(claim, evidence, browsers)


@contextmanager
def world(scene: Scene, first: FirstVerdict) -> Iterator[None]:
    """In which this first verdict is given, at the desk itself; undone afterwards."""
    point = transaction.savepoint()
    with patch.object(timezone, "now", lambda: first.at):
        address = reverse("desk_step", args=[scene.claim.key, Action.GIVE_VERDICT])
        scene.claim.refresh_from_db()
        given = scene.browsers[first.by].post(
            address,
            sent(
                version=scene.claim.version, verdict=first.verdict, rationale=first.why,
                evidence=[scene.evidence[first.piece].key],
                override=first.override,
            ),
        )  # fmt: skip
        assert given.status_code == 302, given.content.decode()[-3000:]
    yield
    transaction.savepoint_rollback(point)


def masked(answer: Any) -> Seen:
    status, headers, body = seen(answer)
    kept = {name: text for name, text in headers.items() if name != "Content-Length"}
    if words := kept.get("Set-Cookie messages"):  # signed, with the time
        kept["Set-Cookie messages"] = words.split(":")[0]
    return status, kept, KEY.sub(rb"\1", body)


def beginnings(scene: Scene) -> list[str]:
    """Where to begin: links lead on from there."""
    key, words = scene.claim.key, urlencode({"q": "gates"})
    return [
        "/", "/desk/", "/admin/", *(f"/desk/?stage={stage}" for stage in Stage),
        f"/claims/{key}/", f"/claims/{key}.json", f"/desk/claims/{key}/",
        *(f"/desk/claims/{key}/{action}/" for action in Action),
        f"/desk/suggest/claims?{words}", f"/search/?{words}", f"/search/suggest?{words}",
        f"/admin/articles/claim/{scene.claim.pk}/change/",
        f"/admin/articles/claim/{scene.claim.pk}/history/",
        *(f"/admin/articles/evidence/{each.pk}/history/" for each in scene.evidence),
        f"/admin/articles/claim/?{words}", "/admin/articles/claim/?verdict__exact=supported",
        "/admin/articles/decision/", "/admin/articles/decision/?action__exact=give_verdict",
        "/admin/pghistory/events/?event_model=articles.ClaimEvent",
        "/admin/pghistory/events/?event_model=articles.DecisionEvent",
        f"/admin/pghistory/events/?obj=articles.Claim:{scene.claim.pk}",
    ]  # fmt: skip


def everything(scene: Scene, client: Client, most: int = 900) -> dict[str, Seen]:
    """Every address that links lead to, one filter at a time, and its answer."""
    client.cookies.pop("messages", None)  # what the other world's pages had to say
    waiting = beginnings(scene)
    known = set(waiting)
    found: dict[str, Seen] = {}
    while waiting and len(found) < most:
        path = waiting.pop(0)
        found[path] = masked(client.get(path))
        for link in LINK.findall(found[path][2]):
            target = html.unescape(link.decode()).split("#")[0]
            if target.startswith("?"):
                target = path.split("?")[0] + target
            if target.startswith(NOT_FOLLOWED) or target.count("=") > 1:
                continue
            if target.split("?")[0].endswith("/add/"):  # has another new key each time
                continue
            if target.startswith("/admin/") and "?" in target:  # some are above
                continue
            if target not in known:
                known.add(target)
                waiting.append(target)
    return found


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    apart = [f"{path}: only in one world" for path in one.keys() ^ other.keys()]
    return apart + [
        f"{path}: {what}"
        for path in one.keys() & other.keys()
        for what, a, b in zip(
            ("status", "headers", "body"), one[path], other[path], strict=True
        )
        if a != b
    ]


@pytest.mark.walk
@pytest.mark.parametrize("who", LOOKING)
def test_nobody_can_tell_which_first_verdict_was_given(who: str, scene: Scene) -> None:
    client = scene.browsers[who]
    with world(scene, ONE):
        one = everything(scene, client)
    with world(scene, OTHER):
        other = everything(scene, client)

    assert differences(one, other) == []
    asked = len(one)
    assert asked < 900, "the crawl did not come to its end"
    assert asked > {"cleo": 40, "dana": 40, "root": 120}.get(who, 10)


def test_the_second_reviewer_is_asked_for_a_verdict_and_shown_none(
    scene: Scene,
) -> None:
    with world(scene, ONE):
        page = scene.browsers["cleo"].get(f"/desk/claims/{scene.claim.key}/")
        words = page.content.decode()

    assert "The first verdict is sealed" in words
    assert "Give the second verdict" in words
    assert "Confirm this verdict" not in words
    assert "The gauge rose" not in words


def test_its_author_reads_it_all_the_while(scene: Scene) -> None:
    with world(scene, ONE):
        page = scene.browsers["ben"].get(f"/desk/claims/{scene.claim.key}/")
        words = page.content.decode()

    assert "Your verdict" in words
    assert "The gauge rose that night." in words
    assert "Nothing by you." in words


def test_an_editor_who_reads_it_is_on_record(scene: Scene) -> None:
    dana, key = scene.browsers["dana"], scene.claim.key
    with world(scene, ONE):
        before = dana.get(f"/desk/claims/{key}/").content.decode()
        read = dana.post(reverse("desk_sealed_verdict", args=[key]), follow=True)
        refused = scene.browsers["cleo"].post(
            reverse("desk_sealed_verdict", args=[key]), follow=True
        )

        assert "The gauge rose" not in before
        assert "Read the first verdict" in before
        assert "The gauge rose that night." in read.content.decode()
        assert "counts as not blind" in read.content.decode()
        assert (
            "There is no sealed verdict that you could read" in refused.content.decode()
        )
        assert "The gauge rose" not in refused.content.decode()


@pytest.mark.parametrize("who", ["cleo", "dana", "root"])
def test_what_was_sent_back_unread_stays_as_unknown(who: str, scene: Scene) -> None:
    key, found = scene.claim.key, []
    back = reverse("desk_step", args=[key, Action.SEND_BACK])
    paths = [
        f"/desk/claims/{key}/", "/desk/?stage=ready",
        f"/admin/articles/claim/{scene.claim.pk}/history/",
        f"/desk/claims/{key}/give_verdict/",
    ]  # fmt: skip
    for first in (ONE, OTHER):
        with world(scene, first):
            scene.claim.refresh_from_db()
            form = sent(version=scene.claim.version, rationale="Look at the log.")
            with patch.object(
                timezone, "now", lambda: DAY + datetime.timedelta(days=9)
            ):
                assert scene.browsers["cleo"].post(back, form).status_code == 302
            scene.browsers[who].cookies.pop("messages", None)
            found.append(
                {path: masked(scene.browsers[who].get(path)) for path in paths}
            )

    assert differences(*found) == []


def test_a_first_verdict_that_came_too_late_is_taken_along_and_told_nothing(
    scene: Scene,
) -> None:
    """Two write a first verdict at once; the slower one's words become the second."""
    late = sent(
        version=scene.claim.version, verdict="refuted", rationale="I saw it differently.",
        evidence=[scene.evidence[1].key], override="There is nothing else.",
    )  # fmt: skip
    address = reverse("desk_step", args=[scene.claim.key, Action.GIVE_VERDICT])
    with world(scene, ONE):
        answer = scene.browsers["cleo"].post(address, late)

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "I saw it differently." in words
    assert "it is sealed until the second is in" in words
    assert "Take these words to: Give the second verdict" in words
    assert "The gauge rose" not in words
    assert "Ben" not in words.split("<main")[1]


# -- leaks, planted ----------------------------------------------------------------------


def verdict_in_the_claim(patched: pytest.MonkeyPatch) -> None:
    kept = sealing.seal_verdict

    def seal(claim: Claim, sealed: Any, evidence: Any) -> Any:
        made = kept(claim, sealed, evidence)
        Claim.objects.filter(pk=claim.pk).update(verdict=sealed.verdict)
        return made

    patched.setattr(sealing, "seal_verdict", seal)


def time_in_the_queue(patched: pytest.MonkeyPatch) -> None:
    kept = sealing.seal_verdict

    def seal(claim: Claim, sealed: Any, evidence: Any) -> Any:
        made = kept(claim, sealed, evidence)
        Claim.objects.filter(pk=claim.pk).update(updated_at=sealed.at)
        return made

    patched.setattr(sealing, "seal_verdict", seal)


def author_in_the_log(patched: pytest.MonkeyPatch) -> None:
    kept = history.claim_changes
    patched.setattr(
        history, "claim_changes", lambda claim, sealed: kept(claim, sealed=False)
    )


def words_for_everybody(patched: pytest.MonkeyPatch) -> None:
    kept = next_steps.sealed_verdict

    def show(claim: Claim, user: User) -> Any:
        seal = claim.sealed_verdicts.unopened().last()
        return kept(claim, seal.by if seal else user)

    patched.setattr(next_steps, "sealed_verdict", show)


def author_in_the_queue(patched: pytest.MonkeyPatch) -> None:
    def step(claim: Claim, gave_first: int | None, user: User) -> str:
        return str(User.objects.filter(pk=gave_first or 0).first() or "")

    patched.setattr(home, "next_step", step)


def author_in_the_admin(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(admin_history, "claims_sealed_from", lambda user: [])


Leak = Callable[[pytest.MonkeyPatch], None]
PLANTED: list[tuple[Leak, str, str]] = [
    (verdict_in_the_claim, "cleo", "/desk/claims/{key}/"),
    (verdict_in_the_claim, "root", "/admin/articles/claim/"),
    (time_in_the_queue, "cleo", "/desk/?stage=first_verdict"),
    (author_in_the_log, "dana", "/desk/claims/{key}/"),
    (words_for_everybody, "cleo", "/desk/claims/{key}/"),
    (author_in_the_queue, "cleo", "/desk/?stage=first_verdict"),
    (author_in_the_admin, "root", "/admin/articles/claim/{pk}/history/"),
    (author_in_the_admin, "root", "/admin/pghistory/events/?obj=articles.Claim:{pk}"),
]


@pytest.mark.parametrize(("leak", "who", "where"), PLANTED)
def test_a_planted_leak_is_seen(
    leak: Leak, who: str, where: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = where.format(key=scene.claim.key, pk=scene.claim.pk)
    leak(monkeypatch)
    client, found = scene.browsers[who], []
    for first in (ONE, OTHER):
        with world(scene, first):
            found.append({path: masked(client.get(path))})

    assert found[0][path][0] == 200
    assert differences(*found)
