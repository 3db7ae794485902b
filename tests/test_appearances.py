"""Does what a reviewer recorded come into the tables whole, or not at all?"""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import claim_data
from articles.concurrency import NotAllowedError, StaleVersionError
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances
from articles.editing.evidence import add_evidence, change_evidence, remove_evidence
from articles.editing.find_or_create import find_or_create_party, find_or_create_work
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    EvidenceEntry,
    NewSource,
    NewWork,
    StepEntry,
)
from articles.models import (
    Appearance,
    Attribution,
    Citation,
    Claim,
    Evidence,
    Source,
    Span,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import Stage, Stance
from tests.factories import (
    TEXT,
    appearance_of,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)

DRY = ClaimEntry("The wells ran dry.", "event")
TABLES: list[Any] = [
    Appearance, Attribution, Citation, Claim, Evidence, Source, Span, Work,
]  # fmt: skip


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def place(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan(start, start + len(words))


def entry(words: str = "wells ran dry", *chain: StepEntry) -> AppearanceEntry:
    return AppearanceEntry([place(words)], chain or [StepEntry(make_source())])


@pytest.fixture
def text(db: None) -> TextVersion:
    return make_article().text


def test_a_claim_is_recorded_with_its_words_its_voices_and_what_it_cites(
    text: TextVersion, ada: User
) -> None:
    made = appearances.record_claim(
        ada, text, ClaimEntry("The wells ran dry.", "number", checkable=False),
        AppearanceEntry(
            [place("The town’s"), place("in March")],
            [StepEntry(make_source("Tessa Aldering")),
             StepEntry(NewSource("A spokesman", "unnamed"), "said", unclear=True)],
            [CitationEntry(NewWork("A log"), fidelity="altered"),
             CitationEntry(description="a letter")],
        ),
    )  # fmt: skip

    claim = made.claim
    assert (claim.stage, claim.recorded_by, claim.version) == (Stage.DRAFT, ada, 1)
    assert (claim.kind, claim.checkable) == ("number", False)
    spans = made.spans.order_by("position")
    assert [span.exact for span in spans] == ["The town’s", "in March"]
    assert spans[1].prefix.endswith("ran dry 🐟 ")
    steps = made.chain.order_by("position").values_list("source__name", "cue")
    assert list(steps) == [("Tessa Aldering", ""), ("A spokesman", "said")]
    cited = made.citations.order_by("position").values_list(
        "work__title", "description"
    )
    assert list(cited) == [("A log", ""), (None, "a letter")]


def test_the_cue_is_looked_for_next_to_the_claim(text: TextVersion, ada: User) -> None:
    near = StepEntry(NewSource("A spokesman", "unnamed"), cue="said")
    far = StepEntry(make_source(), cue="the")

    made = appearances.record_claim(ada, text, DRY, entry("wells ran dry", near, far))

    near_start, far_start = made.chain.order_by("position").values_list(
        "cue_start", flat=True
    )
    assert near_start == TEXT.index("said on")
    assert far_start == TEXT.rindex("the ", 0, TEXT.index("wells"))


def test_time_words_have_the_place_next_to_the_claim(
    text: TextVersion, ada: User
) -> None:
    step = StepEntry(make_source(), said="the")

    made = appearances.record_claim(ada, text, DRY, entry("wells ran dry", step))

    near = TEXT.rindex("the ", 0, TEXT.index("wells"))
    assert made.chain.get().said_start == near
    [shown] = claim_data.appearance_record(made)["chain"]
    assert shown["said"] is not None
    assert shown["said"]["start"] == near


def test_a_cue_that_stands_nowhere_has_no_place(text: TextVersion, ada: User) -> None:
    step = StepEntry(make_source(), cue="shouted")

    made = appearances.record_claim(ada, text, DRY, entry("wells ran dry", step))

    assert made.chain.get().cue_start is None


def test_a_known_claim_gets_one_more_appearance(ada: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)

    made = appearances.record_appearance(
        ada, appearance_of(claim).text_version, claim, entry()
    )

    assert made.claim == claim
    assert claim.appearances.count() == 2
    assert Claim.objects.get().version == claim.version + 1


def test_a_withdrawn_claim_gets_no_more_appearances(ada: User) -> None:
    claim = make_claim(stage=Stage.WITHDRAWN)

    with pytest.raises(NotAllowedError, match="Restore"):
        appearances.record_appearance(
            ada, appearance_of(claim).text_version, claim, entry()
        )


# -- one thing is stored once --------------------------------------------------------


def test_a_new_source_named_twice_in_one_form_is_one_source(
    text: TextVersion, ada: User
) -> None:
    chain = [
        StepEntry(NewSource("Vera Holm")),
        StepEntry(make_source()),
        StepEntry(NewSource("vera  hólm")),
    ]

    made = appearances.record_claim(ada, text, DRY, entry("wells ran dry", *chain))

    first, _, last = made.chain.order_by("position")
    assert first.source == last.source
    assert Source.objects.named("Vera Holm").count() == 1


def test_a_new_source_of_another_kind_is_another_source(db: None) -> None:
    person = find_or_create_party(NewSource("Mercury", "person"))
    outlet = find_or_create_party(NewSource("Mercury", "outlet"))

    assert person != outlet
    assert find_or_create_party(NewSource("MERCURY", "outlet")) == outlet


SAME_WORK = [
    # known                                   named                            same
    (NewWork("A", "https://example.org/1"),   NewWork("B", "https://example.org/1"), True),
    (NewWork("A", "https://example.org/1"),   NewWork("A", "https://example.org/2"), False),
    (NewWork("A"),                            NewWork("A"),                          True),
    (NewWork("A"),                            NewWork("B"),                          False),
    (NewWork("A", kind="report"),             NewWork("A", kind="statement"),        False),
]  # fmt: skip


@pytest.mark.parametrize(("known", "named", "same"), SAME_WORK)
def test_a_work_is_known_by_its_address_or_else_by_its_title(
    known: NewWork, named: NewWork, same: bool, db: None
) -> None:
    kept = find_or_create_work(known)

    assert (find_or_create_work(named) == kept) is same
    assert Work.objects.count() == (1 if same else 2)


def test_a_work_that_is_known_keeps_its_details(db: None) -> None:
    kept = find_or_create_work(NewWork("A", "https://example.org/1"))

    find_or_create_work(
        NewWork("B", "https://example.org/1", outlet=NewSource("Mercury", "outlet"))
    )

    assert Work.objects.get() == kept
    assert Work.objects.get().title == "A"
    assert not Source.objects.exists()


# -- whole or not at all -------------------------------------------------------------


def broken(words: str = "wells ran dry") -> AppearanceEntry:
    """An entry whose last citation points to nothing, which the database refuses."""
    return AppearanceEntry(
        [place(words)],
        [StepEntry(NewSource("Vera Holm"))],
        [CitationEntry(NewWork("A log")), CitationEntry()],
    )


HALF: dict[str, Callable[[User, Claim], object]] = {
    "record a claim":   lambda user, claim: appearances.record_claim(
                            user, text_of(claim), DRY, broken()),
    "add a place":      lambda user, claim: appearances.record_appearance(
                            user, text_of(claim), claim, broken()),
    "change a place":   lambda user, claim: appearances.change_appearance(
                            user, appearance_of(claim), broken(), claim.version),
    "words not there":  lambda user, claim: appearances.change_appearance(
                            user, appearance_of(claim),
                            AppearanceEntry([TextSpan(0, 99_999)], []), claim.version),
    "add evidence":     lambda user, claim: add_evidence(
                            user, claim, EvidenceEntry(NewWork("A log"), "context"),
                            claim.version),
    "change a claim":   lambda user, claim: appearances.change_claim(
                            claim, ClaimEntry("", "event"), claim.version),
}  # fmt: skip


def text_of(claim: Claim) -> TextVersion:
    return appearance_of(claim).text_version


@pytest.mark.parametrize("way", HALF)
def test_nothing_is_half_written_when_an_error_comes_in_the_middle(
    way: str, ada: User
) -> None:
    claim = make_claim()
    before = counts()
    spans = list(Span.objects.values())

    with pytest.raises(Exception, match=r"constraint|no words"):
        HALF[way](ada, claim)

    assert counts() == before
    assert list(Span.objects.values()) == spans
    assert Claim.objects.get().version == claim.version


# -- at which stage, on which version ------------------------------------------------

CHANGES: dict[str, Callable[[User, Claim, int], object]] = {
    "statement":  lambda user, claim, version: appearances.change_claim(
                      claim, DRY, version),
    "appearance": lambda user, claim, version: appearances.change_appearance(
                      user, appearance_of(claim), entry(), version),
    "removal":    lambda user, claim, version: appearances.remove_appearance(
                      claim.appearances.earliest("pk"), version),
    "evidence":   lambda user, claim, version: add_evidence(
                      user, claim, context(), version),
    "other evidence": lambda user, claim, version: change_evidence(
                      user, claim.evidence.get(), context(), version),
    "no evidence": lambda user, claim, version: remove_evidence(
                      claim.evidence.get(), version),
}  # fmt: skip


def context() -> EvidenceEntry:
    return EvidenceEntry(NewWork("A log"), Stance.CONTEXT, note="A note.")


OPEN = [
    # stage                 what may be changed
    (Stage.DRAFT,          {"statement", "appearance", "removal", "evidence",
                            "other evidence", "no evidence"}),
    (Stage.READY,          {"statement", "appearance", "evidence", "other evidence",
                            "no evidence"}),
    (Stage.FIRST_VERDICT,  set()),
    (Stage.SECOND_REVIEW,  set()),
    (Stage.ADJUDICATION,   set()),
    (Stage.PUBLISHED,      {"appearance"}),
    (Stage.WITHDRAWN,      set()),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("stage", "may"), OPEN)
def test_nobody_changes_what_others_are_looking_at(
    stage: Stage, may: set[str], change: str, ada: User
) -> None:
    claim = make_claim()
    make_evidence(claim)
    bring_to(claim, stage)

    if change in may:
        CHANGES[change](ada, claim, claim.version)
        assert Claim.objects.get().version == claim.version + 1
        return
    with pytest.raises(NotAllowedError):
        CHANGES[change](ada, claim, claim.version)
    assert Claim.objects.get().version == claim.version


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_to_a_version_that_is_not_the_last_is_refused(
    change: str, ada: User
) -> None:
    claim = make_claim()
    make_evidence(claim)

    with pytest.raises(StaleVersionError) as refused:
        CHANGES[change](ada, claim, claim.version - 1)

    assert refused.value.current == claim.version


def test_an_appearance_is_changed_as_a_whole(ada: User) -> None:
    claim = make_claim()
    appearance = appearance_of(claim)
    step = StepEntry(
        make_source("A spokesman"), said="on Saturday",
        said_from=datetime.date(2026, 2, 14),
    )  # fmt: skip

    appearances.change_appearance(
        ada, appearance, entry("wells ran dry", step), claim.version
    )

    again = Appearance.objects.get()
    assert again.key == appearance.key
    assert [span.exact for span in again.spans.all()] == ["wells ran dry"]
    assert [(row.position, row.said) for row in again.chain.all()] == [
        (0, "on Saturday")
    ]


def test_one_of_two_appearances_can_be_removed(ada: User) -> None:
    claim = make_claim(stage=Stage.READY)
    more = appearances.record_appearance(ada, text_of(claim), claim, entry())

    appearances.remove_appearance(more, None)

    assert claim.appearances.count() == 1
    assert Span.objects.count() == 1


def test_the_only_appearance_of_a_claim_under_way_stays(ada: User) -> None:
    claim = make_claim(stage=Stage.READY)

    with pytest.raises(NotAllowedError, match="only appearance"):
        appearances.remove_appearance(appearance_of(claim), claim.version)

    assert claim.appearances.count() == 1


def test_a_work_that_is_chosen_is_used_as_it_is(db: None) -> None:
    work = make_work()

    assert find_or_create_work(work) is work
    assert find_or_create_work(None) is None


def test_only_what_an_article_cites_for_the_first_time_is_judged(ada: User) -> None:
    article, cited = make_article(), make_work("A report")
    entry = AppearanceEntry(
        [TextSpan(0, 14)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(work=cited)],
    )

    def judged(number: int, entry: AppearanceEntry) -> bool:
        claim = ClaimEntry(f"The river rose {number} times.", "event")
        with CaptureQueriesContext(connection) as made:
            appearances.record_claim(ada, article.text, claim, entry)
        return any("RECURSIVE" in each["sql"] for each in made)

    def citing(*works: Work | NewWork) -> AppearanceEntry:
        return replace(entry, citations=[CitationEntry(work=each) for each in works])

    assert judged(1, entry)
    assert not judged(2, entry)
    assert not judged(3, citing())
    assert judged(4, citing(NewWork("New")))
    assert judged(5, citing(make_work("Other")))
    assert not judged(6, citing(make_work("Other"), cited))
    assert judged(7, citing(cited, make_work("A third")))
    assert judged(8, citing(cited, NewWork("Newer")))
    article = make_article("Another", f"{TEXT} So they say.")  # which cites nothing yet
    assert judged(9, entry)


def test_most_claims_are_recorded_in_eight_statements(
    ada: User, django_assert_num_queries: Any
) -> None:
    """Each more is a message to PostgreSQL and back, for everybody who records."""
    article = make_article()
    entry = AppearanceEntry(
        [TextSpan(0, 14)],
        [StepEntry(make_source("Tessa Aldering"))],
        [CitationEntry(work=make_work("A report"))],
    )
    appearances.record_claim(ada, article.text, DRY, entry)
    text, savepoints = article.text, 2

    with django_assert_num_queries(8 + savepoints):
        appearances.record_claim(ada, text, ClaimEntry("It rained.", "event"), entry)
