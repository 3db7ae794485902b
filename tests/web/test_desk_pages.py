"""Do the desk's pages lead to what is there, and say what there is?"""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article, Claim, Source, User
from articles.models.choices import Stage
from articles.queries import suggestions
from tests.factories import make_article, make_claim, make_user
from tests.web.desk_forms import about

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stage", "is_public"), [(Stage.READY, False), (Stage.PUBLISHED, True)]
)
def test_only_what_readers_see_has_a_link_to_it(
    stage: Stage, is_public: bool, desk: Client
) -> None:
    claim = make_claim(stage=stage)
    article = claim.appearances.get().text_version.article
    source = Source.objects.get(name="Ministry of Rivers")
    Source.objects.update(listed=False)

    for row, page in (article, "desk_article"), (source, "desk_source"):
        said = desk.get(reverse(page, args=[row.key])).content.decode()

        assert ("As readers see it" in said) == is_public
        assert ("Not yet seen by readers" in said) != is_public
        link = row.get_absolute_url()
        assert (Client().get(link).status_code == 200) == is_public


@pytest.mark.parametrize("table", [Claim, Source, Article])
def test_a_reviewer_finds_on_the_desk_what_readers_do_not_see(
    table: type[Claim | Source | Article], desk: Client, reader: Client
) -> None:
    make_claim()
    Source.objects.update(listed=False)
    row = table.objects.first()
    assert row is not None

    for_reader = reader.get(row.get_absolute_url())
    for_reviewer = desk.get(row.get_absolute_url())

    assert (for_reader.status_code, for_reviewer.status_code) == (404, 404)
    there = f'href="{reverse(f"desk_{table._meta.model_name}", args=[row.key])}"'
    assert there in for_reviewer.content.decode()
    assert there not in for_reader.content.decode()
    assert "Open it on the desk" not in desk.get("/nothing/").content.decode()


def test_more_suggestions_than_a_page_holds_are_said_in_words(desk: Client) -> None:
    said = "Marta Kell said that well number {} of the town was dry."
    text = "\n\n".join(
        said.format(number) for number in range(suggestions.MAX_SUGGESTIONS + 5)
    )
    article = make_article("Wells", text)

    page = desk.get(reverse("desk_article", args=[article.key])).content.decode()

    assert "(and more, once these are dealt with)" in page


def test_what_readers_do_not_see_yet_is_the_first_thing_to_do(desk: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    address = reverse("desk_claim", args=[claim.key])
    button = 'data-key="a">Publish what was added'

    assert "Nothing was added: readers see all" in desk.get(address).content.decode()
    assert button not in desk.get(address).content.decode()
    appearance = claim.appearances.get()
    appearance.citations.create(description="A gauge", position=0)

    assert "Nothing was added" not in desk.get(address).content.decode()
    assert button in desk.get(address).content.decode()


def test_the_likeliest_step_comes_first(desk: Client) -> None:
    claim = make_claim(stage=Stage.READY)

    page = desk.get(reverse("desk_claim", args=[claim.key])).content.decode()

    assert page.index("Give the first verdict") < page.index("Return to draft")


def test_who_can_do_nothing_is_told_who_can(ben: User) -> None:
    claim = make_claim(stage=Stage.FIRST_VERDICT)
    client = Client()
    client.force_login(claim.decisions.get(round="first").by)

    page = client.get(reverse("desk_claim", args=[claim.key])).content.decode()

    assert "Another reviewer gives the second verdict" in page


def test_a_text_that_is_here_already_promises_no_more_claims(desk: Client) -> None:
    file = settings.BASE_DIR / "fixtures/demo/two-banks.md"
    sent = {"file": SimpleUploadedFile(file.name, file.read_bytes())}
    confirm = desk.post(reverse("desk_import"), sent).headers["Location"]
    promise = "claims will be attached"

    assert promise in desk.get(confirm).content.decode()
    call_command("import_article", file)

    page = desk.get(confirm).content.decode()
    assert "This very text is here already" in page
    assert promise not in page


def test_who_is_no_reviewer_is_told_how_to_become_one_and_what_is_open(
    db: None,
) -> None:
    client = Client()
    client.force_login(make_user("rita", group=""))

    refused = client.get(reverse("desk"))

    assert refused.status_code == 403
    assert "Ask whoever runs this site to make you one." in refused.content.decode()
    assert "the first verdict never confirms it" not in refused.content.decode()


def test_a_conflict_is_told_in_the_words_of_the_form(desk: Client, ben: User) -> None:
    claim = make_claim("It rained.", kind="event", checkable=False)
    address = reverse("desk_claim_edit", args=[claim.key])
    sent = {"kind": "event", "version": claim.version, **about()}
    other = Client()
    other.force_login(ben)
    other.post(address, {**sent, "statement": "It snowed.", "idempotency_key": uuid4()})

    mine = {**sent, "statement": "It hailed.", "kind": "number"}
    page = desk.post(address, {**mine, "idempotency_key": uuid4()}).content.decode()

    rows = re.findall(r"<tr( data-differs)?>(.*?)</tr>", page, re.DOTALL)
    told = [
        (bool(differs), re.findall(r"<td[^>]*>(.*?)</td>", cells))
        for differs, cells in rows[1:]
    ]
    assert told == [
        (True, ["It snowed.", "It hailed."]),
        (True, ["Event", "Number"]),
        (False, ["No", "No"]),
        (False, ["–", "–"]),
    ]
