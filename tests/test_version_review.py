"""Does what a reviewer says of a claim that waits come to stand?"""

from typing import Any

import pytest

from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import version_review
from articles.models import Appearance, Article, User
from articles.models.choices import CarryState
from tests.factories import make_article
from tests.newer_texts import PUMPS, TEXT, became, carry_of, newer, recorded, uncertain


@pytest.fixture
def article(db: Any) -> Article:
    return make_article(text=TEXT)


def test_a_reviewer_places_the_words(article: Article, ada: User, ben: User) -> None:
    carry = uncertain(ada, article)
    [(start, end)] = carry.places[1]

    version_review.settle_carry(carry, [TextSpan(start, end)], carry.version, ben)

    carry.refresh_from_db()
    assert (carry.state, carry.by) == (CarryState.CHOSEN, ben)
    assert became(carry).spans.get().start == start
    assert became(carry).chain.count() == 2
    events = carry.history.order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory adds it
    assert [event.state for event in events] == [
        "needs_review", "chosen",
    ]  # fmt: skip


def test_a_reviewer_says_that_the_words_went(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)

    version_review.settle_carry(carry, [], carry.version, ada)

    carry.refresh_from_db()
    assert (carry.state, carry.became, carry.by) == (CarryState.GONE, None, ada)


def test_of_two_who_settle_at_once_the_second_is_told(
    article: Article, ada: User, ben: User
) -> None:
    carry = uncertain(ada, article)
    seen = carry.version
    [(start, end)] = carry.places[0]
    version_review.settle_carry(carry, [TextSpan(start, end)], seen, ada)

    with pytest.raises(StaleVersionError) as refused:
        version_review.settle_carry(carry, [], seen, ben)

    carry.refresh_from_db()
    assert carry.state == CarryState.CHOSEN
    version_review.settle_carry(carry, [], refused.value.current, ben)
    carry.refresh_from_db()
    assert (carry.state, carry.became, carry.by) == (CarryState.GONE, None, ben)
    assert Appearance.objects.filter(text_version__number=2).count() == 0


def test_what_was_settled_can_be_settled_otherwise(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)
    first, second = (TextSpan(*spans[0]) for spans in carry.places)

    version_review.settle_carry(carry, [first], None, ada)
    version_review.settle_carry(carry, [second], None, ada)

    carry.refresh_from_db()
    assert became(carry).spans.get().start == second.start


def test_only_a_place_in_the_text_will_do(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)

    for places in (
        [TextSpan(0, 10**6)],
        [TextSpan(5, 9), TextSpan(2, 4)],
        [TextSpan(3, 3)],
    ):
        with pytest.raises(IncompleteError):
            version_review.settle_carry(carry, places, carry.version, ada)


def test_what_has_moved_on_is_settled_there(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)
    first = carry_of(claim)
    newer(article, f"Third\n\n{TEXT}", ada)

    with pytest.raises(NotAllowedError):
        version_review.settle_carry(first, [], None, ada)
