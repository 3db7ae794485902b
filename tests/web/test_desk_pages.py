"""Do the desk's pages lead to what is there, and say what there is?"""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Source
from articles.models.choices import Stage
from articles.queries import suggestions
from tests.factories import make_article, make_claim

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


def test_more_suggestions_than_a_page_holds_are_said_in_words(desk: Client) -> None:
    said = "Marta Kell said that well number {} of the town was dry."
    text = "\n\n".join(said.format(number) for number in range(suggestions.MOST + 5))
    article = make_article("Wells", text)

    page = desk.get(reverse("desk_article", args=[article.key])).content.decode()

    assert "(and more, once these are dealt with)" in page
