"""Does what a reviewer finds out about a citation stay, count, and reach readers?"""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances
from articles.editing.citation_checks import CitationCheckEntry, check_citation
from articles.editing.inputs import AppearanceEntry, CitationEntry, StepEntry
from articles.filters import ClaimFilter
from articles.forms import appearance as recording_forms
from articles.models import (
    Article,
    Citation,
    CitationVoice,
    Claim,
    Publication,
    PublishedCitation,
    Source,
    User,
)
from articles.models.choices import Action, Fidelity, Role, Stage
from articles.queries import citations as citation_queries
from articles.queries.claim_lists import ids_of_claims
from articles.queries.public_index.codes import CITING_ROLES
from articles.workflow.rules import APPEARANCE_STAGES
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_source,
    make_work,
    take,
)

ALTERED = CitationCheckEntry(
    "The gates may be opened.", "p. 3", "altered", "A hedge is gone."
)
LOOK_AGAIN = CitationCheckEntry("", "", "", "")


def cited(claim: Claim, **fields: Any) -> Citation:
    """One more citation of the claim's first appearance."""
    fields = {"work": make_work("A log", outlet=make_source("Gauge Office")), **fields}
    shown = claim.appearances.order_by("pk")[0]
    made: Citation = shown.citations.create(position=shown.citations.count(), **fields)
    return made


def check(
    user: User, citation: Citation, entry: CitationCheckEntry = ALTERED
) -> Citation:
    citation = Citation.objects.get(pk=citation.pk)
    claim = Claim.objects.get(pk=citation.appearance.claim_id)
    check_citation(user, citation, entry, claim.version)
    return Citation.objects.get(pk=citation.pk)


# -- the check -----------------------------------------------------------------------


def test_a_check_keeps_passage_place_decision_and_who_made_it(ben: User) -> None:
    claim = make_claim()
    citation = cited(claim)

    found = check(ben, citation)

    assert (found.passage, found.locator) == (ALTERED.passage, "p. 3")
    assert (found.fidelity, found.note) == ("altered", "A hedge is gone.")
    assert (found.checked_by, found.checked_at is None) == (ben, False)
    assert Claim.objects.get(pk=claim.pk).version == claim.version + 1


def test_an_open_answer_takes_the_check_back(ben: User) -> None:
    citation = check(ben, cited(make_claim()))

    found = check(ben, citation, LOOK_AGAIN)

    assert (found.fidelity, found.checked_by, found.checked_at) == ("", None, None)


@pytest.mark.parametrize("stage", [one for one in Stage if one != Stage.WITHDRAWN])
def test_a_citation_is_checked_while_appearances_may_change(
    ben: User, stage: Stage
) -> None:
    citation = cited(make_claim(stage=stage))

    if stage in APPEARANCE_STAGES:
        assert check(ben, citation).fidelity == "altered"
    else:
        with pytest.raises(NotAllowedError):
            check(ben, citation)


def test_two_checks_at_once_do_not_overwrite_each_other(ada: User, ben: User) -> None:
    claim = make_claim()
    citation = cited(claim)
    check(ada, citation)

    with pytest.raises(StaleVersionError):
        check_citation(ben, citation, LOOK_AGAIN, claim.version)

    assert Citation.objects.get(pk=citation.pk).checked_by == ada


def test_where_no_work_is_named_only_nothing_cited_can_be_found(ben: User) -> None:
    citation = cited(make_claim(), work=None, fidelity=Fidelity.NOTHING_CITED)

    with pytest.raises(IncompleteError):
        check(ben, citation)

    nothing = CitationCheckEntry("", "", Fidelity.NOTHING_CITED, "")
    assert check(ben, citation, nothing).checked_by == ben


def again(citation: Citation, start: int, end: int, fidelity: str = "altered") -> None:
    """The appearance is saved at this place, with this citation."""
    entry = AppearanceEntry(
        [TextSpan(start, end)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(
            citation.work, citation.description, citation.locator, citation.passage,
            fidelity,
        )],
    )  # fmt: skip
    version = citation.appearance.claim.version
    by = citation.appearance.recorded_by
    appearances.change_appearance(by, citation.appearance, entry, version)


RAIN = CitationCheckEntry("Идёт дождь.", "", "altered", "", "It is raining.")


def test_a_translation_is_by_whoever_wrote_it_not_by_who_checks_again(
    ada: User, ben: User
) -> None:
    citation = cited(make_claim())
    assert check(ada, citation, RAIN).translated_by == ada

    kept = check(ben, citation, replace(RAIN, fidelity="not_said"))
    other = check(ben, citation, replace(RAIN, translation="It rains."))
    none = check(ada, citation, replace(RAIN, translation=""))

    assert (kept.checked_by, kept.translated_by) == (ben, ada)
    assert (other.translation, other.translated_by) == ("It rains.", ben)
    assert (none.translation, none.translated_by) == ("", None)


def test_a_translation_outlasts_a_save_of_the_appearance(ada: User, ben: User) -> None:
    citation = check(ben, cited(make_claim()), RAIN)
    place = citation.appearance
    form = recording_forms.initial_appearance(place)["cited"][0]
    assert form["translation"] == "It is raining."
    entry = CitationEntry(citation.work, passage=RAIN.passage, fidelity="altered",
                          translation=form["translation"])  # fmt: skip

    appearances.change_appearance(
        ada,
        place,
        AppearanceEntry(
            [TextSpan(span.start, span.end) for span in place.spans.all()],
            [StepEntry(make_source("Tessa Aldering"))],
            [entry, replace(entry, translation="Rain falls.")],
        ),
        place.claim.version,
    )

    kept, other = Citation.objects.order_by("position")
    assert (kept.translated_by, kept.checked_by) == (ben, ben)
    assert (other.translated_by, other.checked_by) == (ada, None)


SAVED_AGAIN = [
    # the words begin later, the fidelity that was typed, and is it still checked?
    (0, "altered",  True),
    (4, "altered",  False),
    (0, "verbatim", False),
]  # fmt: skip


@pytest.mark.parametrize(("later", "fidelity", "is_checked"), SAVED_AGAIN)
def test_a_check_lasts_as_long_as_what_was_compared(
    ben: User, later: int, fidelity: str, is_checked: bool
) -> None:
    citation = check(ben, cited(make_claim()))
    span = citation.appearance.spans.get()

    again(citation, span.start + later, span.end, fidelity)

    kept = Citation.objects.get()
    assert kept.pk != citation.pk
    assert (kept.checked_by == ben) is is_checked


# -- what waits ----------------------------------------------------------------------


def test_what_nobody_has_compared_waits_in_order(ben: User) -> None:
    claim = make_claim()
    first, second, third = (cited(claim) for _ in range(3))
    hidden = cited(make_claim("Another.", Stage.FIRST_VERDICT))
    check(ben, second)

    waiting = citation_queries.unchecked_citations(APPEARANCE_STAGES)

    assert list(waiting) == [first, third]
    assert hidden not in waiting
    assert citation_queries.next_citation(second, waiting) == third
    assert citation_queries.next_citation(third, waiting) == first
    check(ben, third)
    assert citation_queries.next_citation(first, waiting.all()) is None


# -- what readers see ----------------------------------------------------------------


def shown_at(claim: Claim, article: Article, fidelity: str) -> None:
    """The claim appears in this article too, which cites the log."""
    work = make_work("A log", outlet=make_source("Gauge Office"))
    entry = AppearanceEntry(
        [TextSpan(0, 5)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(work, fidelity=fidelity)],
    )
    appearances.record_appearance(claim.recorded_by, article.text, claim, entry)


@pytest.fixture
def two_places(cleo: User) -> Claim:
    """In the Courier the citation is verbatim, in the Delta Post it is altered."""
    claim = make_claim()
    cited(claim, fidelity=Fidelity.VERBATIM)
    delta = make_source("Delta Post", kind="outlet")
    shown_at(claim, make_article("Delta", "Delta words", outlet=delta), "altered")
    bring_to(claim, Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)
    return claim


def key_of(name: str) -> str:
    return Source.objects.get(name=name).key


def left(address: str) -> int:
    filters = ClaimFilter(QueryDict(address))
    assert filters.is_valid()
    return len(ids_of_claims(filters.asked()))


NARROWED = [
    # the address ({names} stand for keys), and is the claim left?
    ("fidelity=altered",                                    True),
    ("fidelity=not_said",                                   False),
    ("fidelity=not_said&fidelity=verbatim",                 True),
    ("fidelity=altered&outlet={Delta Post}",                True),
    ("fidelity=verbatim&outlet={Delta Post}",               False),
    ("fidelity=altered&outlet={Perrin Ford Courier}",       False),
    ("fidelity=altered&source={Gauge Office}&role=cited",   True),
    ("fidelity=not_said&source={Gauge Office}&role=cited",  False),
    ("fidelity=verbatim&source={Delta Post}&role=outlet",   False),
    ("fidelity=verbatim&source={Tessa Aldering}&role=author", True),
    ("fidelity=verbatim&article={{Delta}}",                 False),
    ("fidelity=altered&article={{Delta}}",                  True),
    ("fidelity=unchecked",                                  False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "is_left"), NARROWED)
def test_the_filter_means_the_citations_of_the_article_and_source_asked_for(
    two_places: Claim, address: str, is_left: bool
) -> None:
    delta = Article.objects.get(work__title="Delta").key
    keys = dict(Source.objects.values_list("name", "key"))
    address = address.replace("{{Delta}}", delta).format(**keys)

    assert left(address) == is_left


CITATION_ROLE_ORDER = ["author", "outlet", "cited"]


def test_an_unchecked_citation_is_found_as_such(cleo: User) -> None:
    claim = make_claim()
    cited(claim)
    bring_to(claim, Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)

    assert left("fidelity=unchecked") == 1


def test_counts_say_how_often_each_fidelity_was_found(two_places: Claim) -> None:
    def counts(name: str) -> dict[str, dict[str, int]]:
        return citation_queries.source_fidelity_counts(Source.objects.get(name=name))

    assert counts("Gauge Office") == {"cited": {"verbatim": 1, "altered": 1}}
    assert counts("Delta Post") == {"outlet": {"altered": 1}}
    assert counts("Tessa Aldering") == {"author": {"verbatim": 1, "altered": 1}}


def test_counts_by_fidelity_have_the_order_of_their_scales(two_places: Claim) -> None:
    source = Source.objects.get(name="Gauge Office")
    citation = PublishedCitation.objects.order_by("-number")[0]
    for role in reversed(CITATION_ROLE_ORDER):
        for fidelity in ["", *reversed(Fidelity.values)]:
            citation.pk, citation.number = None, citation.number + 1
            citation.fidelity = fidelity
            citation.save()
            citation.voices.create(source=source, role=role, fidelity=fidelity)

    counts = citation_queries.source_fidelity_counts(source)

    assert list(counts) == CITATION_ROLE_ORDER
    assert all(
        list(each) == [*Fidelity.values, "unchecked"] for each in counts.values()
    )


FACETS = [
    # the address ({names} stand for keys), and how many claims have which fidelity
    ("",                                            {"verbatim": 1, "altered": 1}),
    ("fidelity=altered",                            {"verbatim": 1, "altered": 1}),
    ("outlet={Delta Post}",                         {"altered": 1}),
    ("source={Gauge Office}&role=cited",            {"verbatim": 1, "altered": 1}),
    ("source={Delta Post}&role=outlet",             {"altered": 1}),
    ("source={Delta Post}&role=outlet&fidelity=not_said",
                                                    {"altered": 1, "not_said": 0}),
    ("verdict=refuted",                             {}),
]  # fmt: skip


@pytest.mark.parametrize(("address", "counts"), FACETS)
def test_the_facet_counts_what_the_filter_would_leave(
    two_places: Claim, reader: Client, address: str, counts: dict[str, int]
) -> None:
    keys = dict(Source.objects.values_list("name", "key"))

    data = reader.get(f"/claims.json?{address.format(**keys)}").json()

    assert data["facets"].get("fidelity", {}) == counts


def test_a_check_counts_once_it_is_published_and_only_then(
    two_places: Claim, ben: User, cleo: User
) -> None:
    def published() -> list[str]:
        rows = PublishedCitation.objects.order_by("article", "number")
        return [row.fidelity for row in rows]

    first = Citation.objects.order_by("pk")[0]
    check(ben, first, CitationCheckEntry("Other words.", "", "not_said", ""))
    assert published() == ["verbatim", "altered"]
    assert left("fidelity=not_said") == 0

    take(Action.PUBLISH_RECORD, two_places, cleo)

    assert published() == ["not_said", "altered"]
    assert left("fidelity=not_said") == 1
    assert left("fidelity=verbatim") == 0
    record = Publication.objects.current().get().record
    shown = record["appearances"][0]["citations"][0]
    assert shown["checked"]["by"] == "Ben"


def test_a_withdrawn_claim_counts_nowhere(two_places: Claim, dana: User) -> None:
    take(Action.WITHDRAW, two_places, dana)

    assert (
        citation_queries.source_fidelity_counts(Source.objects.get(name="Gauge Office"))
        == {}
    )
    assert not PublishedCitation.objects.exists()
    assert not CitationVoice.objects.exists()


def rows() -> list[Any]:
    citations = PublishedCitation.objects.values_list(
        "publication", "article", "appearance", "number", "fidelity"
    )
    voices = CitationVoice.objects.values_list(
        "citation__publication", "citation__appearance", "citation__number", "source",
        "role", "fidelity",
    )  # fmt: skip
    return [sorted(citations), sorted(voices)]


def test_the_tally_has_the_order_of_the_scale() -> None:
    spread = {"unchecked": 3, "altered": 1, "verbatim": 2}

    assert citation_queries.ordered_fidelity_counts(spread) == [
        {"fidelity": "verbatim", "count": 2},
        {"fidelity": "altered", "count": 1},
        {"fidelity": "unchecked", "count": 3},
    ]


def test_only_those_who_cite_and_are_cited_stand_behind_a_citation(
    two_places: Claim,
) -> None:
    roles = set(CitationVoice.objects.values_list("role", flat=True))

    assert roles == set(CITING_ROLES) == {Role.AUTHOR, Role.OUTLET, Role.CITED}
