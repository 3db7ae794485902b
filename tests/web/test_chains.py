"""Branches, time words, drawings, the voice map and relations, as pages and data."""

import datetime
import re
import uuid
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.claim_data import claim_record, with_record_rows
from articles.models import (
    Appearance,
    Article,
    Claim,
    ClaimRelation,
    Publication,
    Region,
    Source,
)
from articles.models.choices import SourceKind, Stage
from articles.workflow import publication
from tests.factories import bring_to, make_article, make_claim, make_source, make_user

pytestmark = pytest.mark.django_db
SATURDAY = datetime.date(2026, 2, 14)


def rows(*steps: dict[str, Any]) -> dict[str, Any]:
    """A chain as the form sends it."""
    sent: dict[str, Any] = {
        "chain-TOTAL_FORMS": len(steps), "chain-INITIAL_FORMS": 0,
        "cited-TOTAL_FORMS": 0, "cited-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, step in enumerate(steps):
        make_source(step["source"])
        sent |= {f"chain-{number}-{name}": value for name, value in step.items()}
        sent[f"chain-{number}-ORDER"] = number + 1
    return sent


def sent(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "quote": "The gates were opened before midnight",
        "statement": "The gates were opened early.", "kind": "event", "checkable": "on",
        "idempotency_key": str(uuid.uuid4()), **rows(*steps), **more,
    }  # fmt: skip


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send of the page's own form, as it came."""
    page = lxml.html.fromstring(response.content.decode())
    form = next(form for form in page.forms if form.get("id"))
    return dict(form.form_values())


def recorded(desk: Client, *steps: dict[str, Any]) -> Appearance:
    article = Article.objects.first() or make_article()
    response = desk.post(
        reverse("desk_article", args=[article.key]), sent(*steps), follow=True
    )
    assert response.status_code == 200, response.content.decode()
    return Appearance.objects.latest("pk")


def above(response: Any) -> str:
    """What the list of errors says, whose links lead somewhere."""
    page = lxml.html.fromstring(response.content.decode())
    summary = page.get_element_by_id("errors")
    for link in summary.iter("a"):
        page.get_element_by_id(link.get("href").removeprefix("#"))
    return str(summary.text_content())


AUTHOR = {"source": "Tessa Aldering"}
TOGETHER = (
    AUTHOR,
    {"source": "Ministry"},
    {"source": "Command", "together": "on", "mode": "indirect", "cue": "told so"},
    {"source": "Officials"},
)


def test_a_branch_is_recorded_shown_again_and_kept(desk: Client) -> None:
    made = recorded(desk, *TOGETHER)
    address = reverse("desk_appearance", args=[made.key])
    before = list(made.chain.order_by("pk").values_list("position", "source__name"))

    shown = filled(desk.get(address))
    again = desk.post(address, shown, follow=True)

    assert before == [
        (0, "Tessa Aldering"), (1, "Ministry"), (1, "Command"), (2, "Officials")
    ]  # fmt: skip
    assert [name for name in shown if "together" in name] == ["chain-2-together"]
    assert "Saved." in again.content.decode()
    after = made.chain.order_by("pk").values_list("position", "source__name")
    assert list(after) == before


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        (({**AUTHOR, "together": "on"},), "none above it"),
        ((AUTHOR, {"source": "Ministry"}, {"source": "Ministry", "together": "on"}),
         "together with itself"),
        ((AUTHOR, {"source": "Ministry"}, {"source": "Command", "together": "on"},
          {"source": "Ministry"}), "follow each other"),
    ],
)  # fmt: skip
def test_a_branch_that_cannot_be_is_sent_back(
    desk: Client, steps: tuple[dict[str, Any], ...], error: str
) -> None:
    article = make_article()

    response = desk.post(reverse("desk_article", args=[article.key]), sent(*steps))

    assert response.status_code == 422
    assert error in above(response)


def test_a_chain_without_a_voice_is_told_above_the_form(desk: Client) -> None:
    article = make_article()

    response = desk.post(reverse("desk_article", args=[article.key]), sent())

    assert response.status_code == 422
    assert "who speaks in the article" in above(response)


@pytest.mark.parametrize("names", [("Ministry", "ministry"), ("Elbe", "ÉLBE")])
def test_two_spellings_of_a_new_source_do_not_speak_together(
    desk: Client, names: tuple[str, str]
) -> None:
    article = make_article()
    new = {"create": "on", "new_kind": "organisation"}
    values = sent(
        AUTHOR, {"source": "One", **new}, {"source": "Two", "together": "on", **new}
    )
    values |= {"chain-1-source": names[0], "chain-2-source": names[1]}

    response = desk.post(reverse("desk_article", args=[article.key]), values)

    assert response.status_code == 422
    assert "together with itself" in response.content.decode()
    assert not Source.objects.filter(name__in=names).exists()


@pytest.mark.parametrize(
    ("said", "typed", "kept", "told"),
    [
        ("on Saturday", {}, SATURDAY, "was taken to mean 14 February 2026"),
        ("on Sunday", {}, None, "other days are possible"),  # the article's own weekday
        ("earlier", {}, None, ""),
        ("on Saturday", {"said_from": "2026-02-07", "said_to": "2026-02-07"},
         datetime.date(2026, 2, 7), ""),
    ],
)  # fmt: skip
def test_time_words_are_counted_from_the_day_of_publication(
    desk: Client, said: str, typed: dict[str, str], kept: Any, told: str
) -> None:
    step = {"source": "Ministry", "said": said, **typed}
    article = make_article()
    address = reverse("desk_article", args=[article.key])

    page = desk.post(address, sent(AUTHOR, step), follow=True).content.decode()

    held = Appearance.objects.get().chain.get(position=1)
    assert (held.said, held.said_from, held.said_to) == (said, kept, kept)
    assert told in page
    assert ("was taken to mean" in page) == ("taken" in told)


def test_days_that_a_reviewer_took_away_do_not_come_back(desk: Client) -> None:
    made = recorded(desk, AUTHOR, {"source": "Ministry", "said": "on Saturday"})
    address = reverse("desk_appearance", args=[made.key])

    shown = filled(desk.get(address))
    days = {shown.pop(f"chain-1-said_{end}") for end in ("from", "to")}
    desk.post(address, shown)

    assert days == {"14 February 2026"}
    step = made.chain.get(position=1)
    assert (step.said, step.said_from) == ("on Saturday", None)


def test_a_day_that_cannot_be_known_is_refused_and_nothing_is_lost(
    desk: Client,
) -> None:
    made = recorded(desk, AUTHOR, {"source": "Ministry", "said": "on Saturday"})
    address = reverse("desk_appearance", args=[made.key])
    typed = {"chain-1-said": "last spring", "chain-1-said_from": "03/05/2024"}

    answer = desk.post(address, filled(desk.get(address)) | typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a date like 3 May 2024, or 2024-05-03." in page
    assert 'value="03/05/2024"' in page
    assert 'value="last spring"' in page


# -- what readers see --------------------------------------------------------------------


def branched(desk: Client) -> Claim:
    make_source("Officials", kind=SourceKind.UNNAMED, description="two people there")
    made = recorded(desk, *TOGETHER)
    claim = made.claim
    return bring_to(claim, Stage.PUBLISHED)


def test_the_claims_page_draws_the_chain_and_says_how_far_it_is(
    desk: Client, reader: Client
) -> None:
    claim = branched(desk)
    address = reverse("claim", args=[claim.key])

    page = reader.get(address).content.decode()
    appearance = reader.get(f"{address[:-1]}.json").json()["appearances"][0]

    assert page.count('class="chain-drawing" role="img"') == 1
    assert page.count('class="ring"') == 4
    assert "Quoted through one other, broken by an unnamed voice" in page
    assert "two people there" in page
    assert '<span class="cue">' not in page  # it stands too far from the words
    assert appearance["grade"]["value"] == "broken"
    assert appearance["grade"]["breaks"] == [{"position": 2, "why": "unnamed"}]
    assert [s["position"] for s in appearance["chain"]] == [0, 1, 1, 2]


def test_cue_words_near_the_quotation_are_marked(desk: Client, reader: Client) -> None:
    step = {"source": "Ministry", "cue": "according to"}
    claim = bring_to(recorded(desk, AUTHOR, step).claim, Stage.PUBLISHED)

    page = reader.get(reverse("claim", args=[claim.key])).content.decode()

    assert '<span class="cue">according to</span>' in page


def test_what_was_published_before_there_were_drawings_is_drawn(
    desk: Client, reader: Client
) -> None:
    """A published state never changes: it holds no grade, description or place of cues."""
    claim = bring_to(recorded(desk, *TOGETHER).claim, Stage.READY)
    held = claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))
    for shown in held["appearances"]:
        del shown["grade"]
        for step in shown["chain"]:
            del step["described"], step["cue_start"]
    Publication.objects.create(
        claim=claim, number=1, statement=claim.statement, kind=claim.kind,
        record={**held, "published_at": "2026-03-01T12:00:00+00:00", "number": 1},
        published_at=timezone.now(), published_by=make_user("ada"),
    )  # fmt: skip

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert page.count('class="ring"') == 4
    assert "Quoted through one other" in page


def test_the_text_is_coloured_by_whose_voice_it_is(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    make_claim("The wells ran dry.", Stage.PUBLISHED, quote="wells ran dry",
               chain=("Tessa Aldering",))  # fmt: skip
    text = claim.appearances.get().text_version
    start = text.text.index("By Tessa")
    Region.objects.create(
        text_version=text, start=start, end=start + len("By Tessa Aldering"),
        kind="banner",
    )  # fmt: skip
    address = reverse("article", args=[text.article.key])

    page = reader.get(f"{address}?view=voices").content.decode()
    plain = reader.get(address).content.decode()
    data = reader.get(f"{address[:-1]}.json?view=voices").json()["voices"]

    assert 'href="?view=voices"' in plain
    assert 'class="voice"' not in plain
    assert 'data-voice="quoted" data-level="1"' in page
    assert "of the text is in the author’s voice" in page
    spread = {share["voice"]: share["characters"] for share in data["shares"]}
    assert spread["quoted"] == len("Thegateswereopenedbeforemidnight")
    assert spread["author"] == len("wellsrandry")
    assert spread["apart"] == len("ByTessaAldering")
    assert sum(s["end"] - s["start"] for s in data["segments"]) == len(text.text)


def test_the_voices_say_nothing_of_unpublished_claims(reader: Client) -> None:
    shown = make_claim(stage=Stage.PUBLISHED)
    make_claim("A secret.", Stage.READY, quote="wells ran dry", chain=("Informant",))
    article = shown.appearances.get().text_version.article

    page = reader.get(reverse("article", args=[article.key]) + "?view=voices")

    assert "Informant" not in page.content.decode()


def test_the_words_of_the_voice_map_are_the_articles_own(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    text = claim.appearances.get().text_version
    page = reader.get(reverse("article", args=[text.article.key]) + "?view=voices")

    shown = re.findall(
        r'data-start="\d+">(.*?)</(?:p|span></h1)>', page.content.decode(), re.S
    )
    words = [re.sub(r"<[^>]*>", "", each).strip() for each in shown]
    assert "\n\n".join(words).replace("&#39;", "'") == text.text


# -- relations ---------------------------------------------------------------------------


@pytest.fixture
def pair(db: Any) -> tuple[Claim, Claim]:
    return (
        make_claim("The gates stood open.", Stage.PUBLISHED),
        make_claim("No gate was open.", Stage.PUBLISHED, quote="wells ran dry"),
    )


def relation(one: Claim, other: str, kind: str = "contradicts") -> dict[str, Any]:
    return {
        "kind": kind, "other": other, "version": one.version,
        "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip


@pytest.mark.parametrize("named", ["statement", "key", "address"])
def test_a_relation_is_recorded_by_statement_key_or_address(
    desk: Client, reader: Client, pair: tuple[Claim, Claim], named: str
) -> None:
    one, other = pair
    words = {
        "statement": f"  {other.statement} ", "key": other.key,
        "address": f"https://claims.example{other.get_absolute_url()}",
    }[named]  # fmt: skip
    address = reverse("desk_relate", args=[one.key])
    data = relation(one, words)

    first, again = desk.post(address, data), desk.post(address, data)

    assert first.status_code == again.status_code == 302
    assert ClaimRelation.objects.count() == 1
    page = reader.get(other.get_absolute_url()).content.decode()
    assert "This claim contradicts" in page
    assert one.statement in page
    assert (
        "Relation recorded: contradicts"
        in desk.get(reverse("desk_claim", args=[one.key])).content.decode()
    )


def test_what_cannot_be_related_is_said_beside_the_field(
    desk: Client, pair: tuple[Claim, Claim]
) -> None:
    one, other = pair
    address = reverse("desk_relate", args=[one.key])

    for words, said in (
        ("No gate was ever open", other.key),  # it offers what is like it
        ("Something else altogether", "No other claim says this"),
        (one.statement, "No other claim"),
    ):
        response = desk.post(address, relation(one, words))
        assert response.status_code == 422
        assert said in response.content.decode()
    assert not ClaimRelation.objects.exists()


def test_a_relation_meets_a_save_in_between(
    desk: Client, pair: tuple[Claim, Claim]
) -> None:
    one, other = pair
    address = reverse("desk_relate", args=[one.key])
    desk.post(address, relation(one, other.key, "part_of"))

    late = relation(one, other.key, "narrows")
    response = desk.post(address, late)

    assert response.status_code == 409
    assert "is part of" in response.content.decode()
    assert desk.post(address, filled(response)).status_code == 302
    assert ClaimRelation.objects.count() == 2


def test_a_relation_is_removed_unless_the_claim_has_changed(
    desk: Client, pair: tuple[Claim, Claim]
) -> None:
    one, other = pair
    desk.post(reverse("desk_relate", args=[one.key]), relation(one, other.key))
    made = ClaimRelation.objects.get()
    address = reverse("desk_claim_relation_remove", args=[made.key])

    def remove(version: int) -> str:
        data = {"claim": one.key, "version": version,
                "idempotency_key": str(uuid.uuid4())}  # fmt: skip
        tried.append(data)
        return desk.post(address, data, follow=True).content.decode()

    tried: list[dict[str, Any]] = []

    assert "nothing was removed" in remove(one.version)
    assert ClaimRelation.objects.exists()
    one.refresh_from_db()
    assert "Removed." in remove(one.version)
    assert not ClaimRelation.objects.exists()
    # A second click on the same button leads to the same place; a later one finds nothing.
    again = desk.post(address, tried[-1])
    assert (again.status_code, again.url) == (302, f"/desk/claims/{one.key}/#relations")  # type: ignore[attr-defined]
    assert desk.post(address).status_code == 404


def test_only_reviewers_relate_claims(
    reader: Client, pair: tuple[Claim, Claim]
) -> None:
    address = reverse("desk_relate", args=[pair[0].key])
    visitor = Client()
    visitor.force_login(make_user("rita", group=""))

    assert reader.get(address).status_code == 302
    assert visitor.get(address).status_code == 403
    assert visitor.post(address, relation(*pair[:1], pair[1].key)).status_code == 403


def test_a_past_state_shows_no_relations_of_today(
    desk: Client, reader: Client, pair: tuple[Claim, Claim]
) -> None:
    other = pair[1]
    one = make_claim("The gates were left open.", Stage.READY)
    for day in (1, 3):
        when = datetime.datetime(2026, 1, day, 12, tzinfo=datetime.UTC)
        publication.publish_claim(one, make_user("ada"), when, "")
    desk.post(reverse("desk_relate", args=[one.key]), relation(one, other.key))

    past = reader.get(one.get_absolute_url() + "?on=2026-01-02").content.decode()
    now = reader.get(one.get_absolute_url()).content.decode()

    assert "Related claims" in now
    assert "Related claims" not in past


@pytest.mark.parametrize("kind", ["contradicts", "repeats"])
def test_a_claims_page_asks_as_often_with_many_relations(
    desk: Client, reader: Client, pair: tuple[Claim, Claim], kind: str
) -> None:
    counts = []
    desk_counts = []
    one, last = pair
    for number in range(4):
        one.refresh_from_db()
        desk.post(reverse("desk_relate", args=[one.key]), relation(one, last.key, kind))
        with CaptureQueriesContext(connection) as asked:
            reader.get(one.get_absolute_url())
        counts.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("desk_claim", args=[one.key]))
        desk_counts.append(len(asked))
        last = make_claim(f"Another {number}.", Stage.PUBLISHED)

    assert len(set(counts)) == len(set(desk_counts)) == 1
    # One asks for the state of the database, which a kept page has asked for already.
    assert counts[0] <= 8
