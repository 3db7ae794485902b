"""What do the desk and readers see of a citation beside the words that cite it?"""

import datetime
import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Claim, Source, User
from articles.models.choices import Action, Stage
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_snapshot,
    make_source,
    make_work,
    take,
)
from tests.test_citation_checks import cited, shown_at

PASSAGE = "The gates may be opened before midnight."
REPORT = f"A report on the night\n\nIt rained. {PASSAGE} Nobody was hurt. It ended."


def words_of(response: Any) -> str:
    """What a page says, tags and line ends apart."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(text).split())


@pytest.fixture
def citation(db: None) -> Citation:
    return cited(make_claim(), work=make_work("A report on the night"))


def address(citation: Citation) -> str:
    return reverse("desk_citation", args=[citation.appearance.key, citation.number])


def form(citation: Citation, **typed: str) -> dict[str, Any]:
    version = Claim.objects.get(pk=citation.appearance.claim_id).version
    empty = {
        "passage": "",
        "translation": "",
        "whole": "",
        "locator": "",
        "fidelity": "",
        "note": "",
    }
    return {**empty, "version": version, "idempotency_key": uuid.uuid4(), **typed}


# -- the desk ------------------------------------------------------------------------


def test_comparing_shows_the_difference_and_saves_nothing(
    desk: Client, citation: Citation
) -> None:
    response = desk.post(
        address(citation), form(citation, passage=PASSAGE, compare="1")
    )

    assert response.status_code == 200
    said = words_of(response)
    assert "hedge left out: “may”" in said
    assert "It looks like Altered" in said
    assert Citation.objects.get().passage == ""


def test_a_comma_more_gets_no_label(desk: Client, citation: Citation) -> None:
    typed = form(citation, passage="The gates, were opened before.", compare="1")

    page = desk.post(address(citation), typed).content.decode()

    assert "<del>" in page
    assert re.findall(r'class="diff-label"[^>]*>\s*<', page) == []


def test_nothing_is_chosen_for_the_reviewer(desk: Client, citation: Citation) -> None:
    response = desk.post(
        address(citation), form(citation, passage=PASSAGE, compare="1")
    )

    chosen = re.findall(
        r'name="fidelity" value="(\w*)" id="\w+" checked', response.content.decode()
    )
    assert chosen == [""]


def test_the_passage_is_found_in_a_whole_text_and_taken(
    desk: Client, citation: Citation
) -> None:
    found = desk.post(address(citation), form(citation, whole=REPORT, find="1"))

    assert f'value="{PASSAGE}"' in found.content.decode()

    taken = desk.post(address(citation), form(citation, whole=REPORT, take=PASSAGE))

    boxes = re.findall(r"<textarea[^>]*>\s*([^<]*)</textarea>", taken.content.decode())
    assert boxes[0] == PASSAGE
    assert Citation.objects.get().passage == ""


def test_the_text_of_the_newest_copy_is_at_hand(
    desk: Client, citation: Citation
) -> None:
    for day, text in ((2, "The newest copy."), (1, "An older copy.")):
        at = datetime.datetime(2026, 3, day, tzinfo=datetime.UTC)
        make_snapshot(text.encode(), work=citation.work, text=text, at=at)
    make_snapshot(b"Another work.", text="Another work.")

    page = desk.get(address(citation)).content.decode()

    assert "in the copy that is kept" in page
    assert "The newest copy." in page
    assert "An older copy." not in page
    assert "Another work." not in page


def test_where_the_text_does_not_say_it_no_place_is_offered(
    desk: Client, citation: Citation
) -> None:
    found = desk.post(address(citation), form(citation, whole="It rained.", find="1"))

    assert "No place in this text" in words_of(found)


def test_a_text_that_is_too_long_is_not_saved_but_shown_again(
    desk: Client, citation: Citation
) -> None:
    typed = form(citation, passage="x" * 10_001, fidelity="verbatim")

    response = desk.post(address(citation), typed)

    assert response.status_code == 422
    assert Citation.objects.get().fidelity == ""


def test_the_check_is_saved_and_says_when_readers_see_it(
    desk: Client, ada: User, citation: Citation
) -> None:
    bring_to(Claim.objects.get(), Stage.PUBLISHED)
    typed = form(citation, passage=PASSAGE, fidelity="altered", locator="p. 2")

    response = desk.post(address(citation), typed, follow=True)

    said = words_of(response)
    assert "Saved: Altered. Readers see it once the claim is published again." in said
    assert Citation.objects.get().checked_by == ada


def test_a_conflict_shows_both_checks(desk: Client, citation: Citation) -> None:
    stale = form(citation, passage="Other words.", fidelity="not_said")
    desk.post(address(citation), form(citation, passage=PASSAGE, fidelity="altered"))

    response = desk.post(address(citation), stale)

    assert response.status_code == 409
    said = words_of(response)
    assert PASSAGE in said
    assert "Other words." in said
    assert Citation.objects.get().fidelity == "altered"


def test_a_claim_that_another_reviewer_looks_at_keeps_its_citations(
    desk: Client, citation: Citation
) -> None:
    bring_to(Claim.objects.get(), Stage.FIRST_VERDICT)

    response = desk.post(address(citation), form(citation, fidelity="altered"))

    assert response.status_code == 403
    assert Citation.objects.get().fidelity == ""


def test_the_queue_names_what_waits(desk: Client, citation: Citation) -> None:
    response = desk.get(reverse("desk_citations"))

    said = words_of(response)
    assert "Citations to check 1" in said
    assert "A report on the night" in said
    desk.post(address(citation), form(citation, fidelity="not_accessible"))
    assert "Every citation is checked." in words_of(desk.get(reverse("desk_citations")))


def test_only_reviewers_check(reader: Client, citation: Citation) -> None:
    for place in (reverse("desk_citations"), address(citation)):
        response = reader.get(place)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/login/")


# -- a passage in another language --------------------------------------------------

ARABIC = "قد تُفتح 12 بوابة قبل منتصف الليل."
ENGLISH = "The gates may be opened before midnight."


@pytest.fixture
def foreign(db: None) -> Citation:
    return cited(make_claim(), work=make_work("بيان", language="ar"))


def test_a_translation_is_compared_and_named_as_such(
    desk: Client, foreign: Citation
) -> None:
    typed = form(foreign, passage=ARABIC, translation=ENGLISH, compare="1")

    response = desk.post(address(foreign), typed)

    said = words_of(response)
    assert "The passage is in Arabic: translate it into English" in said
    assert "Compared with the reviewer’s translation, by Ada" in said
    assert "hedge left out: “may”" in said
    page = response.content.decode()
    assert re.search(r'<textarea name="passage"[^>]* lang="ar" dir="rtl"', page)
    assert re.search(r'<textarea name="translation"[^>]* lang="en" dir="ltr"', page)
    assert Citation.objects.get().translation == ""


def test_without_a_translation_only_numbers_are_compared(
    desk: Client, db: None
) -> None:
    words = "In 9 hours 12 gates were opened."
    claim = make_claim(article=make_article("Gates", words), quote=words)
    foreign = cited(claim, work=make_work("بيان", language="ar"))

    response = desk.post(address(foreign), form(foreign, passage=ARABIC, compare="1"))

    said = words_of(response)
    assert "Numbers that the passage has too: 12 ." in said
    assert (
        "Numbers not found there in figures (they may be written in words): 9 ." in said
    )
    assert "The article is in English and the passage in Arabic" in said
    assert "translation, by" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "numbers in words are not compared in Polish: read both."),
        ("", "are not compared where no language is recorded: read both."),
    ],
)
def test_in_a_language_that_is_not_read_nothing_is_suggested(
    desk: Client, db: None, language: str, said: str
) -> None:
    words = "Wójt nie mówił o moście w maju."
    article = make_article("Most", words, language=language)
    report = make_work("Raport", language=language)
    found = cited(make_claim(article=article, quote=words), work=report)
    typed = form(found, passage="Wójt mówił o moście w maju.", compare="1")

    page = words_of(desk.post(address(found), typed))

    assert said in page
    assert "Nothing is suggested" in page
    assert "These words were not compared: “nie”." in page
    assert "is changed" not in page


def test_a_text_in_another_language_cannot_be_searched_and_says_so(
    desk: Client, foreign: Citation
) -> None:
    found = desk.post(address(foreign), form(foreign, whole=ARABIC, find="1"))

    assert "put the passage in by hand" in words_of(found)


def test_a_translation_of_nothing_is_shown_again_and_not_saved(
    desk: Client, foreign: Citation
) -> None:
    response = desk.post(address(foreign), form(foreign, translation=ENGLISH))

    assert response.status_code == 422
    assert "Put in the passage that is translated, too." in words_of(response)
    assert ENGLISH in words_of(response)
    assert Citation.objects.get().translation == ""


def test_a_conflict_shows_both_translations(desk: Client, foreign: Citation) -> None:
    stale = form(foreign, passage=ARABIC, translation="Other words.")
    first = form(foreign, passage=ARABIC, translation=ENGLISH)
    desk.post(address(foreign), first)

    response = desk.post(address(foreign), stale)

    assert response.status_code == 409
    assert ENGLISH in words_of(response)
    assert "Other words." in words_of(response)
    assert Citation.objects.get().translation == ENGLISH


def test_readers_see_original_translation_and_difference_once_it_is_published(
    desk: Client, reader: Client, foreign: Citation, cleo: User
) -> None:
    claim = Claim.objects.get()
    bring_to(claim, Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)
    place = reverse("claim", args=[claim.key])
    typed = form(
        foreign, passage=ARABIC, translation=ENGLISH.replace(" ", "\r\n", 1),
        fidelity="altered",
    )  # fmt: skip
    desk.post(address(foreign), typed)
    assert "translation" not in words_of(reader.get(place))

    take(Action.PUBLISH_RECORD, claim, cleo)

    shown = reader.get(place)
    page = shown.content.decode()
    assert f'<blockquote class="passage" lang="ar" dir="rtl">{ARABIC}' in page
    assert '<blockquote class="passage" lang="en" dir="ltr">The\ngates may' in page
    said = words_of(shown)
    assert "Translated into English by the reviewer Ada" in said
    assert "Compared with the reviewer’s translation, by Ada" in said
    assert "hedge left out: “may”" in said
    data = reader.get(f"{place.rstrip('/')}.json").json()
    [item] = data["appearances"][0]["citations"]
    assert item["passage"] == ARABIC
    assert item["translation"] == {"text": ENGLISH.replace(" ", "\n", 1), "by": "Ada"}


# -- readers -------------------------------------------------------------------------


@pytest.fixture
def published(cleo: User) -> Claim:
    """The citation is altered in the Courier, verbatim in the Delta Post."""
    claim = make_claim()
    cited(claim, passage=PASSAGE, fidelity="altered")
    shown_at(claim, make_article("Delta", "Delta words"), "verbatim")
    bring_to(claim, Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)
    return claim


def test_what_is_said_of_a_citation_runs_in_its_own_direction(
    reader: Client, ada: User
) -> None:
    claim = make_claim()
    cited(claim, work=None, description="بيان", note="لا تاريخ له")
    bring_to(claim, Stage.PUBLISHED)

    page = reader.get(f"/claims/{claim.key}/").content.decode()

    assert "<bdi>بيان</bdi>" in page
    assert '<p dir="auto">لا تاريخ له</p>' in page


def test_readers_see_the_difference_beside_the_decision(
    reader: Client, published: Claim
) -> None:
    said = words_of(reader.get(reverse("claim", args=[published.key])))

    assert "1 verbatim, 1 altered. 2 of 2 citations are checked. Verbatim" in said
    assert "hedge left out: “may”" in said
    assert "It looks like" not in said


def test_what_is_not_published_reaches_no_reader(
    reader: Client, desk: Client, published: Claim
) -> None:
    citation = Citation.objects.order_by("pk")[0]
    typed = form(citation, passage="Wholly secret words.", fidelity="misattributed")
    desk.post(address(citation), typed)

    article = citation.appearance.text_version.article
    source = Source.objects.get(name="Gauge Office")
    for place in (
        reverse("claim", args=[published.key]), reverse("article", args=[article.key]),
        reverse("source", args=[source.key]), reverse("claims"),
        f"{reverse('claims')}?fidelity=misattributed",
    ):  # fmt: skip
        response = reader.get(place)
        assert "secret" not in response.content.decode()
        assert "Misattributed 1" not in words_of(response)


def test_the_article_counts_its_own_citations(reader: Client, published: Claim) -> None:
    def counts(title: str) -> str:
        key = Article.objects.get(work__title=title).key
        said = words_of(reader.get(reverse("article", args=[key])))
        return said[said.index("Does what it cites say so?") :][:80]

    assert "1 of 1 citation is checked. Altered 1" in counts("The river rose")
    assert "1 of 1 citation is checked. Verbatim 1" in counts("Delta")


def test_the_source_counts_what_cites_it(reader: Client, published: Claim) -> None:
    source = Source.objects.get(name="Gauge Office")
    place = reverse("source", args=[source.key])

    said = words_of(reader.get(f"{place}?role=cited"))

    assert "2 of 2 citations are checked" in said
    assert "Verbatim 1 50 %" in said
    assert "This is about those who cite this source" in said
    data = reader.get(reverse("source_as", args=[source.key, "json"])).json()
    assert data["fidelity"] == {"cited": {"verbatim": 1, "altered": 1}}


def test_the_list_filters_counts_and_exports_fidelity(
    reader: Client, published: Claim
) -> None:
    said = words_of(reader.get(reverse("claims"), {"fidelity": "altered"}))
    assert "Does the cited work say so? Altered" in said

    data = reader.get(reverse("claims_as", args=["json"])).json()
    assert data["facets"]["fidelity"] == {"verbatim": 1, "altered": 1}
    assert data["claims"][0]["fidelities"] == ["altered", "verbatim"]
    table = b"".join(reader.get(reverse("claims_as", args=["csv"]))).decode()
    assert "altered; verbatim" in table


@pytest.mark.parametrize("fidelity", ["nonsense", "Altered"])
def test_an_unknown_fidelity_is_said_to_be_one(
    reader: Client, published: Claim, fidelity: str
) -> None:
    response = reader.get(reverse("claims"), {"fidelity": fidelity})

    assert response.status_code == 400


QUOTES = [
    # the article, its day, its text
    ("First", "2026-03-01", "“The gates may be opened at noon”, the ministry said."),
    ("Second", "2026-03-05", "“The gates will be opened at noon”, it had said."),
]  # fmt: skip


def test_readers_see_how_a_quotation_changed(reader: Client, cleo: User) -> None:
    claim = quotation()
    take(Action.SUBMIT, claim, claim.recorded_by)
    take(Action.PUBLISH_RECORD, claim, cleo)

    said = words_of(reader.get(reverse("claim", args=[claim.key])))

    places = said[said.index("2 appearances,") :]
    assert "from 1 March 2026 to 5 March 2026" in places
    assert "the words changed in 1 of 1" in places
    assert "First known wording of Ministry of Rivers" in places
    assert "1 change from the first known wording." in places
    assert "hedge left out" in places


def test_everybody_whose_words_changed_is_named(reader: Client, cleo: User) -> None:
    claim = quotation()
    for place in claim.appearances.all():
        last = place.chain.latest("position")
        place.chain.create(
            position=last.position, source=make_source("Town Council"), mode="direct"
        )
    take(Action.SUBMIT, claim, claim.recorded_by)
    take(Action.PUBLISH_RECORD, claim, cleo)

    said = words_of(reader.get(reverse("claim", args=[claim.key])))

    assert "First known wording of Ministry of Rivers and Town Council" in said


def quotation() -> Claim:
    """What the ministry says, quoted by two articles, the later one recorded first."""
    articles = [
        make_article(title, text, published_on=day) for title, day, text in QUOTES
    ]
    claim = make_claim(
        "The ministry announced that the gates might be opened.", kind="quotation",
        article=articles[1], quote=QUOTES[1][2][: QUOTES[1][2].index(",")],
    )  # fmt: skip
    other = make_claim(
        "The same again.", article=articles[0],
        quote=QUOTES[0][2][: QUOTES[0][2].index(",")],
    )  # fmt: skip
    other.appearances.update(claim=claim)
    other.delete()
    return claim


def test_a_page_of_citations_takes_a_constant_number_of_statements(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        claim = make_claim(f"Claim {number}.")
        cited(claim)
        cited(claim)

    # Who is signed in, whether there are circles, and the list.
    with django_assert_max_num_queries(7):
        desk.get(reverse("desk_citations"))
