"""What does the desk offer to record, and what stays away once it was dealt with?"""

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import fingerprint
from articles.forms.suggestions import prefill_appearance
from articles.models import (
    Appearance,
    Article,
    Cue,
    DismissedSuggestion,
    Region,
    TextVersion,
    User,
)
from articles.models.choices import Stage
from articles.queries import similar_claims, suggestions
from articles.queries.cached_suggestions import CachedSuggestions
from articles.queries.suggestions import suggestions_after
from tests.factories import make_article, make_claim, make_source

TEXT = (
    "Marta Kell said that the wells of the town were dry.\n\n"
    "“Nobody warned us of the flood,” said Jonas Wirth, a baker.\n\n"
    "The gates were opened at noon, according to the Ministry of Rivers."
)
WELLS = "the wells of the town were dry"
FLOOD = "Nobody warned us of the flood,"
GATES = "The gates were opened at noon"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["memory"].clear()


@pytest.fixture
def article(ada: User) -> Article:
    return make_article("A river rose", TEXT)


def words(article: Article, what: str = "shown") -> list[str]:
    text = article.text
    return [
        text.text[each.start : each.end]
        for each in getattr(suggestions_after(text, article), what)
    ]


def place(text: str, part: str) -> TextSpan:
    return TextSpan(text.index(part), text.index(part) + len(part))


def identity(article: Article, part: str) -> str:
    here = place(article.text.text, part)
    return f"{here.start}-{here.end}"


def dismiss(article: Article, part: str, by: User) -> DismissedSuggestion:
    text = article.text
    return DismissedSuggestion.objects.dismiss(text, place(text.text, part), by)


def next_version(article: Article, text: str) -> TextVersion:
    return TextVersion.objects.create(
        article=article, number=2, text=text, sha256=fingerprint(text)
    )


# -- what is offered -----------------------------------------------------------------


def test_an_article_offers_what_somebody_seems_to_claim(article: Article) -> None:
    assert words(article) == [WELLS, FLOOD, GATES]


def test_what_is_dismissed_stays_dismissed_for_everybody(
    article: Article, ada: User, ben: User
) -> None:
    first = dismiss(article, FLOOD, ada)

    assert dismiss(article, FLOOD, ben) == first
    assert words(article) == [WELLS, GATES]
    assert words(article, "dismissed") == [FLOOD]


def test_what_is_dismissed_stays_dismissed_in_the_next_version_of_the_text(
    article: Article, ada: User
) -> None:
    dismiss(article, FLOOD, ada)

    next_version(article, "Corrected on Monday.\n\n" + TEXT)

    assert words(article) == [WELLS, GATES]


def test_what_is_dismissed_stays_dismissed_when_a_cue_moves_its_end(
    article: Article, ada: User
) -> None:
    dismiss(article, "the wells of the town were", ada)

    assert words(article) == [FLOOD, GATES]


def test_the_same_words_elsewhere_in_the_text_are_still_offered(ada: User) -> None:
    twice = f"Marta Kell said that {WELLS}.\n\nJonas Wirth said that {WELLS}."
    article = make_article("A river rose", twice)

    dismiss(article, WELLS, ada)

    assert words(article) == [WELLS]


@pytest.mark.parametrize("quote", [WELLS, f"said that {WELLS}"])
def test_what_is_recorded_is_not_offered(article: Article, quote: str) -> None:
    make_claim(article=article, quote=quote)

    assert words(article) == [FLOOD, GATES]


def test_what_is_recorded_in_parts_is_not_offered(ada: User) -> None:
    text = "Marta Kell said that the wells were dry and that the bridge was closed."
    article = make_article("A river rose", text)

    make_claim("The wells were dry.", article=article, quote="the wells were dry")
    assert len(words(article)) == 1
    make_claim("The bridge was shut.", article=article, quote="the bridge was closed")

    assert words(article) == []


def test_a_claim_in_a_much_longer_passage_leaves_a_suggestion(article: Article) -> None:
    make_claim(article=article, quote=TEXT[: TEXT.index("a baker")])

    assert words(article) == [WELLS, FLOOD, GATES]


def test_what_is_withdrawn_is_offered_again(article: Article) -> None:
    make_claim(article=article, quote=WELLS, stage=Stage.WITHDRAWN)

    assert words(article) == [WELLS, FLOOD, GATES]


def test_what_is_no_part_of_the_article_is_not_offered(article: Article) -> None:
    end = TEXT.index("\n\n")
    Region.objects.create(text_version=article.text, start=0, end=end, kind="banner")

    assert words(article) == [FLOOD, GATES]


def test_a_team_extends_the_table_of_cues(article: Article) -> None:
    text = "The clerk Ilse Brandt groused that the town hall was cold."
    article = make_article("Cold", text)
    assert words(article) == []

    Cue.objects.create(list="speaks", words="groused")

    assert words(article) == ["the town hall was cold"]


def test_a_team_takes_a_cue_out_of_the_table(article: Article) -> None:
    Cue.objects.create(list="according", words="according to", removed=True)

    assert words(article) == [WELLS, FLOOD]


def test_a_cue_of_another_language_changes_nothing(article: Article) -> None:
    Cue.objects.create(language="de", list="speaks", words="said", removed=True)

    assert words(article) == [WELLS, FLOOD, GATES]


# -- long texts ----------------------------------------------------------------------


def long_text(paragraphs: int) -> str:
    return "\n\n".join(
        f"Marta Kell said that well number {number} of the town was dry."
        for number in range(paragraphs)
    )


def test_a_page_offers_so_many_and_says_that_there_are_more(ada: User) -> None:
    article = make_article("Wells", long_text(suggestions.MAX_SUGGESTIONS + 5))
    offer = suggestions_after(article.text, article)

    assert len(offer.shown) == suggestions.MAX_SUGGESTIONS
    assert offer.more


def kept(article: Article) -> list[bool]:
    """Which stretches of its text have been looked through?"""
    found = CachedSuggestions(article.text, article)
    return [found.is_kept(number) for number in range(len(found))]


def test_a_long_text_is_looked_through_only_as_far_as_a_page_needs(ada: User) -> None:
    article = make_article("Wells", long_text(16_000))
    assert len(article.text.text) > 900_000
    assert not any(kept(article))

    first = suggestions_after(article.text, article)
    again = suggestions_after(article.text, article)

    assert kept(article) == [True] + [False] * 16
    assert first == again


def test_what_a_stretch_yields_is_found_anew_when_the_cues_change(
    article: Article,
) -> None:
    suggestions_after(article.text, article)
    assert kept(article) == [True]

    Cue.objects.create(list="speaks", words="groused")

    assert kept(article) == [False]


def test_a_long_text_in_which_nobody_speaks_is_looked_through_bit_by_bit(
    ada: User,
) -> None:
    silent = "\n\n".join(
        f"Well {n} of the town was dry in March." for n in range(20_000)
    )
    article = make_article("Wells", silent + "\n\n" + TEXT)
    pages = [suggestions_after(article.text, article) for _ in range(4)]

    assert [page.more for page in pages] == [True, True, False, False]
    assert [len(page.shown) for page in pages] == [0, 0, 3, 3]


# -- the desk ------------------------------------------------------------------------


def desk_page(desk: Client, article: Article, query: str = "") -> str:
    answer = desk.get(reverse("desk_article", args=[article.key]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_names_speaker_cue_and_words(desk: Client, article: Article) -> None:
    page = desk_page(desk, article)

    for shown in ("Marta Kell", "said", WELLS, "Ministry of Rivers", "according to"):
        assert shown in page
    assert page.count("data-suggestion=") == 3


def chain_of(article: Article, part: str) -> list[dict[str, Any]]:
    text = article.text
    suggestion = CachedSuggestions(text, article).at(place(text.text, part))
    assert suggestion is not None
    return list(prefill_appearance(suggestion, text, article)["chain"])


def quoted(page: str) -> str:
    """What the field for the words holds."""
    match = re.search(r'<textarea name="quote"[^>]*>\s*([^<]*)</textarea>', page)
    assert match
    return match[1]


def test_using_a_suggestion_fills_in_the_form_and_records_nothing(
    desk: Client, article: Article
) -> None:
    page = desk_page(desk, article, f"?suggestion={identity(article, GATES)}")

    assert quoted(page) == GATES
    assert f'name="spans" value="{identity(article, GATES)}"' in page
    assert 'value="according to"' in page
    assert not Appearance.objects.exists()


def test_sources_that_are_known_are_filled_in_as_such(article: Article) -> None:
    ministry = make_source("Ministry of Rivers")

    assert [row.get("source_key") for row in chain_of(article, GATES)] == [
        make_source("Tessa Aldering").key, ministry.key,
    ]  # fmt: skip


def test_a_speaker_who_is_not_known_is_left_to_be_confirmed(article: Article) -> None:
    assert chain_of(article, WELLS)[1] == {
        "source": "Marta Kell", "new_kind": "person", "cue": "said",
        "mode": "indirect", "said": "",
    }  # fmt: skip


def test_a_name_that_two_sources_go_by_is_nobodys(article: Article) -> None:
    for kind in ("person", "group"):
        make_source(f"A {kind}", kind=kind).aliases.create(name="Marta Kell")

    assert "source_key" not in chain_of(article, WELLS)[1]


def test_an_outlet_that_says_it_itself_is_one_voice(ada: User) -> None:
    text = "The Perrin Ford Courier reported that the wells were dry."
    article = make_article("Dry", text)
    article.work.authorships.all().delete()
    article = Article.objects.with_work().get()

    assert [row["source"] for row in chain_of(article, "the wells were dry")] == [
        "Perrin Ford Courier"
    ]


def test_without_author_and_outlet_the_first_step_stays_open(ada: User) -> None:
    article = make_article("A river rose", TEXT, outlet=None)
    article.work.authorships.all().delete()
    article = Article.objects.with_work().get()

    assert [row.get("source", "") for row in chain_of(article, WELLS)] == [
        "", "Marta Kell",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wanted", ["", "0-5", "9-3", "0-99999", "1-2-3", "x", "-1-5", "9" * 30 + "-1"]
)
def test_an_address_that_names_no_suggestion_is_the_plain_page(
    wanted: str, desk: Client, article: Article
) -> None:
    assert quoted(desk_page(desk, article, f"?suggestion={wanted}")) == ""


def post(desk: Client, name: str, article: Article, suggestion: str) -> Any:
    return desk.post(reverse(name, args=[article.key]), {"suggestion": suggestion})


def test_dismissing_leads_to_the_next_suggestion(
    desk: Client, article: Article
) -> None:
    answer = post(desk, "desk_suggestion_dismiss", article, identity(article, WELLS))

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#suggestion-{identity(article, FLOOD)}")
    assert words(article) == [FLOOD, GATES]


def test_dismissing_twice_is_dismissing_once(desk: Client, article: Article) -> None:
    for _ in range(2):
        post(desk, "desk_suggestion_dismiss", article, identity(article, GATES))

    assert DismissedSuggestion.objects.count() == 1


def test_what_was_dismissed_is_offered_again_where_somebody_wants_it(
    desk: Client, article: Article, ben: User
) -> None:
    dismiss(article, FLOOD, ben)

    answer = post(
        desk, "desk_suggestion_offer_again", article, identity(article, FLOOD)
    )

    assert answer.status_code == 302
    assert words(article) == [WELLS, FLOOD, GATES]


def test_what_was_dismissed_in_an_earlier_version_is_offered_again(
    desk: Client, article: Article, ada: User
) -> None:
    dismiss(article, FLOOD, ada)
    next_version(article, "Corrected on Monday.\n\n" + TEXT)

    post(desk, "desk_suggestion_offer_again", article, identity(article, FLOOD))

    assert words(article) == [WELLS, FLOOD, GATES]


@pytest.mark.parametrize("sent", ["", "5-5", "0-9999", "one"])
@pytest.mark.parametrize(
    "name", ["desk_suggestion_dismiss", "desk_suggestion_offer_again"]
)
def test_only_words_of_the_text_can_be_dismissed(
    name: str, sent: str, desk: Client, article: Article
) -> None:
    assert post(desk, name, article, sent).status_code == 404


@pytest.mark.parametrize(
    "name", ["desk_suggestion_dismiss", "desk_suggestion_offer_again"]
)
def test_readers_dismiss_nothing(name: str, reader: Client, article: Article) -> None:
    answer = post(reader, name, article, identity(article, WELLS))

    assert answer.status_code == 401
    assert not DismissedSuggestion.objects.exists()


def test_readers_see_no_suggestion(reader: Client, article: Article) -> None:
    make_claim(article=article, quote=WELLS, stage=Stage.PUBLISHED)

    page = reader.get(reverse("article", args=[article.key])).content.decode()

    assert "suggestion" not in page


def test_many_suggestions_take_no_more_statements(
    desk: Client, article: Article, django_assert_num_queries: Any
) -> None:
    many = make_article("Wells", long_text(50))
    desk_page(desk, article)
    with django_assert_num_queries(20, exact=False) as few:
        desk_page(desk, article)

    with django_assert_num_queries(len(few)):
        desk_page(desk, many)


# -- the cues' form in the admin -----------------------------------------------------


def added(client: Client, **fields: str) -> list[str]:
    sent = {
        "language": "en",
        "list": "speaks",
        "words": "groused",
        "then": "",
        **fields,
    }
    answer = client.post(reverse("admin:articles_cue_add"), sent)
    return (
        [] if answer.status_code == 302 else str(answer.context["errors"]).split("\n")
    )


def test_staff_add_cues_in_the_admin(admin_client: Client) -> None:
    assert added(admin_client, words="  Groused   Loudly ") == []
    assert added(admin_client, list="about", words="scolded", then="For") == []

    assert list(Cue.objects.order_by("pk").values_list("words", "then")) == [
        ("groused loudly", ""), ("scolded", "for"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"language": "English"}, {"words": " "}, {"then": "for"},
        {"list": "speakers", "words": "town clerk"}, {"list": "verbs"},
    ],
)  # fmt: skip
def test_a_cue_that_could_never_be_found_is_refused(
    fields: dict[str, str], admin_client: Client
) -> None:
    assert added(admin_client, **fields)
    assert not Cue.objects.exists()


# -- similar claims while one types --------------------------------------------------


def test_a_claim_is_suggested_in_spite_of_slips_of_the_keys(
    uncounted_claims: None,
) -> None:
    claim = make_claim("Waterworks stopped pumping.")
    make_claim("The wells ran dry.")

    assert similar_claims.suggested_claims("watrworks stoped pumpng") == [claim]
