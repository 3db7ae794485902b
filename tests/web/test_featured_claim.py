"""Does the front page begin with the claim that an editor chose, for as long as it stands?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Claim, FeaturedClaim, User
from articles.models.choices import Action, Stage
from articles.rendering import page_cache
from articles.rendering.page_store import memory
from tests.factories import make_claim, take
from tests.web.asking import quiet


@pytest.fixture
def editor(dana: User) -> Client:
    client = Client()
    client.force_login(dana)
    return client


def opening() -> str:
    """The key of the claim that the front page begins with."""
    page = Client().get("/").content.decode()
    (found,) = re.findall(r'class="example-statement"><a href="/claims/(\w+)/"', page)
    return str(found)


def choose(client: Client, claim: Claim, chosen: str = "1") -> str:
    address = reverse("desk_feature", args=[claim.key])
    return client.post(address, {"chosen": chosen}, follow=True).content.decode()


def published(statement: str) -> Claim:
    return make_claim(statement, Stage.PUBLISHED)


@pytest.mark.django_db
def test_the_last_chosen_claim_comes_first_until_it_is_taken_off(
    editor: Client,
) -> None:
    one, two, newest = map(published, ("It rose.", "It fell.", "It froze."))
    assert opening() == newest.key

    assert "The front page begins with it." in choose(editor, one)
    assert opening() == one.key
    choose(editor, two)
    assert opening() == two.key
    choose(editor, two)  # once more changes nothing
    assert opening() == two.key

    assert "The front page does not begin with it." in choose(editor, two, "")
    assert opening() == one.key
    choose(editor, one, "")
    assert opening() == newest.key


@pytest.mark.django_db
def test_what_readers_do_not_see_is_not_begun_with(editor: Client, dana: User) -> None:
    draft, one, other = (
        make_claim("A draft."),
        *map(published, ("It rose.", "It fell.")),
    )

    assert "Readers do not see this claim." in choose(editor, draft)
    assert not FeaturedClaim.objects.exists()
    FeaturedClaim.objects.create(claim=draft)
    assert opening() == other.key

    choose(editor, one)
    take(Action.WITHDRAW, one, dana, rationale="Wrong.")
    assert opening() == other.key


@pytest.mark.django_db
def test_only_an_editor_chooses(desk: Client, editor: Client) -> None:
    claim = published("It rose.")
    page = reverse("desk_claim", args=[claim.key])

    with quiet():
        answer = desk.post(reverse("desk_feature", args=[claim.key]), {"chosen": "1"})

    assert answer.status_code == 403
    assert "front page" not in desk.get(page).text.lower()
    assert "Begin the front page with it" in editor.get(page).text
    choose(editor, claim)
    assert "Take it off the front page" in editor.get(page).text
    assert "front page" not in desk.get(page).text.lower()


@pytest.mark.django_db(transaction=True)
def test_a_kept_front_page_is_made_anew_once_another_claim_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory.clear()
    monkeypatch.setattr(page_cache, "MAKING_APART", 0.0)
    one, newest = map(published, ("It rose.", "It fell."))
    assert opening() == newest.key

    chosen = FeaturedClaim.objects.create(claim=one)
    assert opening() == one.key

    chosen.delete()
    assert opening() == newest.key
