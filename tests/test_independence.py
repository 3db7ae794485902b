"""How independent is the evidence of a claim: live, published, and before a verdict?"""

from typing import Any

import pytest

from articles import concurrency
from articles.claim_data import claim_record, with_record_rows
from articles.domain.records import ClaimRecord, IndependenceRecord
from articles.domain.text.canonical import fingerprint
from articles.models import (
    Article,
    Claim,
    Evidence,
    Publication,
    SourceRelation,
    TextVersion,
    User,
    Work,
)
from articles.models.choices import Action, Stage, Stance
from articles.queries import circles, graph, independence
from tests.factories import (
    REFERENCE,
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)

pytestmark = pytest.mark.django_db


def agency_page(title: str = "A page of the agency") -> Work:
    """Of the state agency of the state of which the ministry of the claim is part."""
    ministry = make_source("Ministry of Rivers")
    state = make_source("The State", listed=True)
    agency = make_source("The Agency", listed=True)
    for one, kind in ((ministry, "part_of"), (agency, "state_agency_of")):
        SourceRelation.objects.get_or_create(
            source=one, kind=kind, target=state, reference=REFERENCE
        )
    return make_work(title, outlet=agency)


def live(claim: Claim) -> ClaimRecord:
    return claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))


def judged(claim: Claim) -> IndependenceRecord:
    return independence.judge_independence(live(claim), public=False).data()


def ready(stance: Stance = Stance.SUPPORTS, **fields: Any) -> tuple[Claim, Evidence]:
    """A claim that waits for a verdict, with a page of the agency as evidence."""
    claim = make_claim()
    evidence = make_evidence(claim, stance, work=agency_page(), **fields)
    return bring_to(claim, Stage.READY), evidence


def decided(claim: Claim, **values: Any) -> None:
    """Ben's verdict, which Cleo confirms and publishes."""
    take(Action.GIVE_VERDICT, claim, make_user("ben"), **values)
    take(Action.CONFIRM, claim, make_user("cleo"))
    take(Action.PUBLISH, claim, make_user("cleo"))


def test_two_sides_of_one_state_are_connected_with_the_path_in_words() -> None:
    claim, evidence = ready()

    found = judged(claim)["evidence"][evidence.key]

    assert found["answer"] == "connected"
    assert found["words"] == (
        "“A page of the agency” was published by The Agency, the state agency of The "
        "State, of which Ministry of Rivers is part"
    )


@pytest.mark.parametrize(
    ("since", "precision", "said", "answer"),
    [
        ("2026-02-15", "day",   (),                           "connected"),
        ("2026-02-16", "day",   (),                           "none"),
        ("2026-02-16", "month", (),                           "connected"),
        ("2026-03-01", "month", (),                           "none"),
        ("2026-03-01", "year",  (),                           "connected"),
        ("2026-02-10", "year",  ("2026-02-02", "2026-02-08"), "none"),
        ("2026-02-05", "year",  ("2026-02-02", "2026-02-08"), "connected"),
    ],
)  # fmt: skip
def test_what_is_known_to_a_month_or_a_week_was_on_any_day_of_it(
    since: str, precision: str, said: tuple[str, ...], answer: str
) -> None:
    claim, evidence = ready()
    appearance = claim.appearances.get()
    Work.objects.filter(article=appearance.text_version.article_id).update(
        published_on={"day": "2026-02-15", "month": "2026-02-01"}.get(
            precision, "2026-01-01"
        ),
        published_precision=precision,
    )
    if said:
        appearance.chain.update(said_from=said[0], said_to=said[1])
    SourceRelation.objects.update(since=since)

    assert judged(claim)["evidence"][evidence.key]["answer"] == answer


# What ben's evidence is, which verdict he gives, and whether the gate lets him.
GATE = [
    # the evidence                                    the verdict        passes
    ({},                                              "supported",       False),
    ({"primary": True},                               "supported",       True),
    ({"work": "elsewhere"},                           "supported",       True),
    ({"work": "elsewhere", "stance": Stance.REFUTES}, "supported",       False),
    ({"work": "elsewhere", "stance": Stance.REFUTES}, "refuted",         True),
    ({"work": "elsewhere", "stance": Stance.CONTEXT}, "refuted",         False),
    ({},                                              "conflicting",     True),
    ({},                                              "missing_context", True),
]  # fmt: skip


@pytest.mark.parametrize(("given", "verdict", "passes"), GATE)
def test_the_gate_asks_for_one_fitting_piece_that_stands_apart(
    given: dict[str, Any], verdict: str, passes: bool, ben: User
) -> None:
    claim, fields = make_claim(), {"stance": Stance.SUPPORTS, **given}
    work = make_work("Elsewhere") if fields.pop("work", "") else agency_page()
    evidence = make_evidence(claim, work=work, **fields)
    bring_to(claim, Stage.READY)
    values = {"verdict": verdict, "evidence": [evidence]}
    silent, told = {"override": " "}, {"override": "It is all there is."}
    right, wrong = (silent, told) if passes else (told, silent)

    with pytest.raises(concurrency.IncompleteError) as refused:
        take(Action.GIVE_VERDICT, claim, ben, **values, **wrong)
    assert refused.value.field == "override"
    take(Action.GIVE_VERDICT, claim, ben, **values, **right)

    claim.refresh_from_db()
    assert claim.stage == Stage.FIRST_VERDICT


def test_nobody_confirms_what_has_been_found_connected_since(
    ben: User, cleo: User
) -> None:
    claim, outlet = make_claim(), make_source("The Gazette", listed=True)
    evidence = make_evidence(claim, work=make_work("Elsewhere", outlet=outlet))
    bring_to(claim, Stage.READY)
    values = {"verdict": "supported", "evidence": [evidence]}
    take(Action.GIVE_VERDICT, claim, ben, **values)
    ministry = make_source("Ministry of Rivers")
    SourceRelation.objects.create(source=ministry, kind="owns", target=outlet)

    with pytest.raises(concurrency.IncompleteError, match="since the first verdict"):
        take(Action.CONFIRM, claim, cleo)
    take(Action.SEND_BACK, claim, cleo)
    take(Action.GIVE_VERDICT, claim, ben, **values, override="It is all there is.")
    take(Action.CONFIRM, claim, cleo)

    claim.refresh_from_db()
    assert claim.stage == Stage.SECOND_REVIEW


def test_readers_see_the_reason_for_an_override_and_what_it_overrides() -> None:
    claim, evidence = ready()
    decided(claim, override="All there is.")

    public = Publication.objects.get(claim=claim).record

    assert public["decisions"][0]["override"] == "All there is."
    assert public["independence"]["gate"]["ground"] == "all_connected"
    assert public["independence"]["evidence"][evidence.key]["answer"] == "connected"


def test_a_record_is_judged_alike_before_and_after_it_is_published() -> None:
    """Nobody but this claim names the agency's page, its outlet and what is cited."""
    claim, _ = ready(primary=True)
    decided(claim)
    public = Publication.objects.get(claim=claim).record

    again = independence.judge_independence(public, public=True).data()

    assert again == public["independence"]


def test_a_published_state_keeps_what_was_known_then(reader: Any) -> None:
    claim, evidence = ready(primary=True)
    SourceRelation.objects.all().delete()
    decided(claim)
    agency_page()

    stored = Publication.objects.get(claim=claim).record["independence"]
    shown = reader.get(f"/claims/{claim.key}.json").json()["independence"]

    assert stored["evidence"][evidence.key]["answer"] == "none"
    assert shown["evidence"][evidence.key]["answer"] == "connected"


def test_a_team_chooses_the_kinds_and_the_hops(settings: Any) -> None:
    claim, evidence = ready()

    def answer() -> str:
        return str(judged(claim)["evidence"][evidence.key]["answer"])

    assert answer() == "connected"
    settings.INDEPENDENCE_HOPS = 1
    assert answer() == "remote"
    settings.INDEPENDENCE_HOPS = 2
    settings.INDEPENDENCE_RELATIONS = ["owns", "part_of"]
    assert answer() == "none"


PARAGRAPHS = [
    f"In the {word} week the gauge at the bridge stood higher than in any year before, "
    "and the keepers wrote it down with the hour and the weather."
    for word in ("first", "second", "third", "fourth", "fifth")
]


def test_the_same_text_printed_twice_is_one_lineage() -> None:
    """Under another banner, and with another last line."""
    claim, works = make_claim(), []
    for outlet, words in (
        ("One Paper", "Subscribe now!"),
        ("Other Paper", "Write to us."),
    ):
        text = "\n\n".join([words, *PARAGRAPHS, words])
        work = Work.objects.create(title=f"In the {outlet}", outlet=make_source(outlet))
        article = Article.objects.create(work=work)
        TextVersion.objects.create(article=article, text=text, sha256=fingerprint(text))
        works.append(work)
    for work in works:
        make_evidence(claim, work=work)
    make_evidence(claim, work=make_work("Quite another thing"))

    (lineage, alone) = judged(claim)["lineages"]["evidence"]

    assert len(lineage["members"]) == 2
    assert len(alone["members"]) == 1
    assert lineage["merges"][0]["words"] == (
        "“In the One Paper” has the same text as “In the Other Paper”"
    )


def test_readers_are_not_told_of_a_twin_that_they_may_not_see() -> None:
    text = "\n\n".join(PARAGRAPHS)
    hidden = make_article("A draft", text)
    assert hidden.pk
    article = make_article("In print", f"The gates were opened\n\n{text}")
    claim = make_claim(article=article, quote="The gates were opened")
    make_evidence(claim, work=hidden.work)

    around = graph.fetch_surroundings([article.work_id], [], public=True)
    desk = graph.fetch_surroundings([article.work_id], [], public=False)

    assert {edge.kind for edge in desk.graph.edges} >= {"same_text"}
    assert "same_text" not in {edge.kind for edge in around.graph.edges}


def test_the_page_of_a_claim_takes_six_statements_at_most(
    reader: Any, django_assert_max_num_queries: Any
) -> None:
    """With ten pieces of evidence, a circle and the panel."""
    claim, _ = ready(primary=True)
    for number in range(9):
        make_evidence(claim, work=agency_page(f"Page {number}"))
    article = claim.appearances.get().text_version.article.work
    copy = Work.objects.get(title="Page 1")
    copy.relations.create(kind="republishes", target=article, reference=REFERENCE)
    decided(claim)

    with django_assert_max_num_queries(6):
        response = reader.get(f"/claims/{claim.key}/")

    page = response.content.decode()
    assert "10 pieces of evidence, no independent origin" in page
    assert "it leads back to where it began" in page
    assert page.count("<svg") >= 2


def test_the_page_of_all_circles_shows_only_what_is_published(reader: Any) -> None:
    claim, _ = ready(primary=True)
    article = claim.appearances.get().text_version.article.work
    page = Work.objects.get(title="A page of the agency")
    page.relations.create(kind="derives_from", target=article, reference=REFERENCE)
    article.relations.create(kind="cites", target=page, reference=REFERENCE)
    assert "No circle is known." in reader.get("/circles/").content.decode()

    decided(claim)

    shown = reader.get("/circles/").content.decode()
    assert "A page of the agency" in shown
    assert claim.statement in shown
    (circle,) = reader.get("/circles.json").json()["circles"]
    assert circle["closed"]
    assert Claim.objects.get().verdict == "supported"


def test_a_work_that_readers_may_not_see_hides_no_circle(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a longer one of the same works, nor one beyond the limit of the page."""
    claim, _ = ready(primary=True)
    article = claim.appearances.get().text_version.article.work
    page = Work.objects.get(title="A page of the agency")
    between = make_evidence(claim, work=make_work("A copy")).work
    decided(claim)
    for one, other in ((page, between), (between, article), (article, page)):
        one.relations.create(kind="derives_from", target=other, reference=REFERENCE)
    shown = reader.get("/circles.json").json()
    (circle,) = shown["circles"]
    assert len(circle["nodes"]) == 4

    for work in (page, between, article):
        hidden = make_work(f"Hidden beside “{work}”")
        work.relations.create(kind="derives_from", target=hidden, reference=REFERENCE)
        hidden.relations.create(kind="derives_from", target=work, reference=REFERENCE)

    assert reader.get("/circles.json").json() == shown
    monkeypatch.setattr(circles, "MAX_CIRCLES", 1)
    assert reader.get("/circles.json").json() == shown
