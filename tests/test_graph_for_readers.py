"""Does the graph, as readers may know it, hold nothing that they may not see?

A node that they may not see does not count: no way leads over it, nothing of it is
named, and no relation with it is counted.
"""

from typing import Any

import pytest
from django.test import Client

from articles.claim_data import claim_record, with_record_rows
from articles.domain.independence.circles import find_all_circles
from articles.domain.independence.connections import ConnectionSearch
from articles.domain.independence.graph import DatedVoice, source_node, work_node
from articles.models import (
    Article,
    Authorship,
    Citation,
    Claim,
    PublishedWork,
    Source,
    TextVersion,
    Work,
)
from articles.models.choices import Action, Stage
from articles.queries import graph
from articles.queries.independence import judge_independence
from articles.queries.works import add_published_claims, locate_works
from articles.workflow.publication import withdraw_claim
from tests.factories import (
    appearance_of,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)
from tests.test_graph_query import circular, relate, relate_works

pytestmark = pytest.mark.django_db
HIDDEN = "A paper that nobody published"


def claim_with_evidence() -> tuple[Claim, Work, Source]:
    """A claim that stands published, its evidence, and who claims it."""
    claim = make_claim()
    piece = make_evidence(claim, work=make_work("A dispatch"))
    bring_to(claim, Stage.PUBLISHED)
    return claim, piece.work, make_source("Ministry of Rivers")


def told(claim: Claim) -> Any:
    """What the page of a claim tells in JSON of its evidence, and the page itself."""
    data = Client().get(f"/claims/{claim.key}.json").json()["independence"]
    page = Client().get(f"/claims/{claim.key}/").text
    return data, page


def answer_of(claim: Claim) -> Any:
    (answer,) = told(claim)[0]["evidence"].values()
    return answer


def publish_as_evidence(*works: Work) -> None:
    """Readers may see these works from now on."""
    claim = make_claim(f"A claim for {works[0]}.")
    for work in works:
        make_evidence(claim, work=work)
    bring_to(claim, Stage.PUBLISHED)


@pytest.mark.parametrize("kind", ["republishes", "translates", "derives_from"])
@pytest.mark.parametrize("maker", ["outlet", "author"])
def test_no_way_leads_up_over_a_work_that_no_publication_names(
    kind: str, maker: str
) -> None:
    claim, dispatch, ministry = claim_with_evidence()
    before = told(claim)
    hidden = make_work(HIDDEN)
    if maker == "outlet":
        Work.objects.filter(pk=hidden.pk).update(outlet=ministry)
    else:
        Authorship.objects.create(work=hidden, author=ministry)
    relate_works(dispatch, kind, hidden)

    assert told(claim) == before
    assert answer_of(claim)["answer"] == "none"
    # Nothing but the relation is known of the dispatch, and of that readers know nothing.
    assert answer_of(claim)["nothing_recorded"]

    publish_as_evidence(hidden)
    assert answer_of(claim)["answer"] == "connected"
    assert HIDDEN in told(claim)[1]


def test_reviewers_see_the_way() -> None:
    _, dispatch, ministry = claim_with_evidence()
    relate_works(dispatch, "translates", make_work(HIDDEN, outlet=ministry))

    (live,) = with_record_rows(Claim.objects.all())
    data = judge_independence(claim_record(live), public=False).data()

    (answer,) = data["evidence"].values()
    assert answer["answer"] == "connected"
    assert HIDDEN in answer["words"]


def test_two_copies_of_a_work_that_no_publication_names_are_two_lineages() -> None:
    claim = make_claim()
    hidden = make_work(HIDDEN)
    for name in ("One copy", "Another copy"):
        piece = make_evidence(claim, work=make_work(name))
        relate_works(piece.work, "republishes", hidden)
    bring_to(claim, Stage.PUBLISHED)

    assert len(told(claim)[0]["lineages"]["evidence"]) == 2
    publish_as_evidence(hidden)
    assert len(told(claim)[0]["lineages"]["evidence"]) == 1


LONG = "\n\n".join(f"{word} {'and so on, at some length, ' * 9}." for word in "ABCDEF")


def held_text(work: Work, text: str, key: str) -> Article:
    article = Article.objects.create(work=work)
    TextVersion.objects.create(article=article, text=text, sha256=key * 64)
    return article


@pytest.mark.parametrize("side", ["of the evidence", "of somebody else"])
def test_the_same_text_counts_where_readers_may_read_it(side: str) -> None:
    """A text that only the desk holds is told neither of what is known nor of another."""
    claim, dispatch, ministry = claim_with_evidence()
    before = told(claim)
    other = make_work("Another", outlet=ministry)
    publish_as_evidence(other)  # so that it is known, and its text is not
    mine = held_text(dispatch, LONG, "a")
    theirs = held_text(other, LONG + " ", "b")

    assert told(claim) == before

    shown = [theirs] if side == "of the evidence" else [mine]
    for article in shown:
        make_claim("It stands there.", Stage.PUBLISHED, article=article, quote="A and")
    assert told(claim) == before
    for article in {mine, theirs} - set(shown):
        make_claim("There, too.", Stage.PUBLISHED, article=article, quote="A and")
    assert answer_of(claim)["answer"] == "connected"


def test_relations_with_what_readers_may_not_see_make_no_hub() -> None:
    page = make_work("A page", outlet=make_source("The Agency", listed=True))
    make_source("The State", listed=True)
    relate("The Agency", "part_of", "The State")
    voice = relate("The Ministry", "part_of", "The State").source_id
    agency = make_source("The Agency")
    for number in range(60):
        relate(f"Bureau {number}", "part_of", "The State")

    def joined(public: bool) -> bool:
        found = graph.fetch_surroundings([page.pk], [voice], public=public)
        return ConnectionSearch(found.graph).connection(
            work_node(page.pk), [DatedVoice(source_node(voice))]
        ).joins  # fmt: skip

    assert agency.listed
    assert joined(public=True)
    assert not joined(public=False)


def test_an_outlet_that_readers_may_not_see_closes_no_circle() -> None:
    """By way of another outlet back to the first, which became one unnoticed."""
    first, second, third = (make_work(name) for name in ("First", "Second", "Third"))
    publish_as_evidence(first, second, third)
    relate_works(first, "cites", second)
    relate_works(second, "cites", third)
    Work.objects.filter(title__in=["First", "Third"]).update(
        outlet=make_source("A secret")
    )
    Work.objects.filter(title="Second").update(
        outlet=make_source("Another", listed=True)
    )

    assert len(Client().get("/circles.json").json()["circles"]) == 0
    Source.objects.filter(name="A secret").update(listed=True)
    assert len(Client().get("/circles.json").json()["circles"]) == 1


@pytest.mark.parametrize("named_as", ["article", "evidence", "cited"])
def test_what_a_publication_names_is_seen_until_it_is_withdrawn(named_as: str) -> None:
    claim = make_claim()
    shown = appearance_of(claim)
    named = {
        "article": shown.text_version.article.work,
        "evidence": make_evidence(claim).work,
        "cited": make_work("A report"),
    }[named_as]
    Citation.objects.create(appearance=shown, work=make_work("A report"))
    assert named not in Work.objects.public()

    bring_to(claim, Stage.PUBLISHED)
    assert named in Work.objects.public()
    assert PublishedWork.objects.get(work=named).referenced == (named_as != "article")

    take(Action.WITHDRAW, claim, make_user("dana", "Editors"))
    assert named not in Work.objects.public()


def test_a_claim_is_judged_alike_before_and_after_it_is_published() -> None:
    """What its record names counts from the start, as if it were published."""
    article = make_article()
    claim = make_claim(article=article)
    piece = make_evidence(claim, work=make_work("A dispatch"))
    relate_works(piece.work, "translates", article.work)
    bring_to(claim, Stage.PUBLISHED)
    publication = claim.publications.get()
    kept = publication.record["independence"]
    after = answer_of(claim)

    withdraw_claim(claim, publication.published_at)
    again = judge_independence(publication.record, public=True).data()

    assert list(kept["evidence"].values()) == [after]
    assert after["answer"] == "connected"
    assert again == kept


def test_what_the_desk_takes_away_stays_with_the_claims_that_name_it() -> None:
    """Which claims name a work is read from what is published, and not from the desk."""
    claim = make_claim()
    shown = appearance_of(claim)
    Citation.objects.create(appearance=shown, work=make_work("A report"), position=1)
    bring_to(claim, Stage.PUBLISHED)
    Citation.objects.all().delete()
    Citation.objects.create(appearance=shown, work=make_work("Another"), position=1)

    def claims(work: Work) -> list[str]:
        return list(add_published_claims(locate_works([work.key]))[work.key].claims)

    assert claims(make_work("A report")) == [claim.key]
    assert claims(make_work("Another")) == []


def test_readers_get_no_path_by_way_of_a_source_that_they_may_not_see() -> None:
    page = make_work("A page", outlet=make_source("The Agency"))
    agency = relate("The Agency", "part_of", "A secret").source_id
    voice = relate("The Ministry", "part_of", "A secret").source_id

    def asked(public: bool) -> tuple[bool, bool]:
        """Whether it is named, and whether it joins the two."""
        found = graph.fetch_surroundings(
            [page.pk], [voice], public=public, seen=[source_node(agency)]
        )
        answer = ConnectionSearch(found.graph).connection(
            work_node(page.pk), [DatedVoice(source_node(voice))]
        )
        named = {name.text for name in found.names.values()}
        return "A secret" in named, answer.joins

    assert asked(public=False) == (True, True)
    assert asked(public=True) == (False, False)

    Source.objects.filter(name="A secret").update(listed=True)
    assert asked(public=True) == (True, True)


def test_what_one_claim_names_shows_nothing_to_another_that_is_read_with_it() -> None:
    page = make_work("A page", outlet=make_source("The Agency", listed=True))
    agency = relate("The Agency", "part_of", "A secret").source_id
    voice = relate("The Ministry", "part_of", "A secret").source_id
    secret = source_node(make_source("A secret").pk)

    def joined(found: graph.Surroundings) -> bool:
        return ConnectionSearch(found.graph).connection(
            work_node(page.pk), [DatedVoice(source_node(voice))]
        ).joins  # fmt: skip

    naming = graph.Asked([page.pk], [voice], seen=[secret])
    silent = graph.Asked([page.pk], [voice], seen=[source_node(agency)])
    found = graph.fetch_each_surroundings([naming, silent, naming], public=True)

    assert list(map(joined, found)) == [True, False, True]
    assert secret not in found[1].names


def test_readers_get_no_circle_by_what_an_unpublished_claim_cites() -> None:
    claim, dispatch = circular()
    article = appearance_of(claim).text_version.article.work

    def circles() -> tuple[int, int]:
        all_works = graph.fetch_work_graph(public=True)
        one = graph.fetch_surroundings([dispatch.pk, article.pk], [], public=True)
        return (
            len(find_all_circles(all_works.citing, all_works.outlets)),
            sum(edge.target == work_node(dispatch.pk) for edge in one.citing),
        )

    assert circles() == (0, 0)
    bring_to(claim, Stage.PUBLISHED)
    assert circles() == (0, 1)  # it leads over a report that nobody published
    other = make_claim("Somebody reported it.")
    make_evidence(other, work=Work.objects.get(title="A report"))
    bring_to(other, Stage.PUBLISHED)
    assert circles() == (1, 1)
