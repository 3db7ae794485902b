"""What stands apart on a claim's page: not the article, its sources, or what was retracted."""

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.concurrency import IncompleteError
from articles.domain.anchoring.anchors import TextSpan
from articles.domain.dates import PartialDate
from articles.domain.records import AnswerRecord
from articles.domain.text.canonical import fingerprint
from articles.editing import appearances, details, work_relations
from articles.editing.inputs import AppearanceEntry, StepEntry
from articles.forms.sources import SourceForm
from articles.forms.work_relations import WorkStatusForm
from articles.models import (
    Article,
    Citation,
    Claim,
    Evidence,
    LookAgain,
    Publication,
    Source,
    TextVersion,
    Work,
)
from articles.models.choices import Action, SourceKind, Stage, Stance
from articles.views.panel import count_independent_lineages
from tests.factories import (
    TEXT,
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    sent,
    take,
)
from tests.test_independence import agency_page, decided, judged, live

pytestmark = pytest.mark.django_db
QUOTE = "The gates were opened before midnight"
PAGE = "https://register.example/"  # where a relation can be read


def bare_article(title: str, text: str = TEXT) -> Article:
    """An article of which neither the author nor the outlet is recorded."""
    article = Article.objects.create(work=Work.objects.create(title=title))
    TextVersion.objects.create(article=article, text=text, sha256=fingerprint(text))
    return article


def answer_to(claim: Claim, work: Work, **fields: Any) -> AnswerRecord:
    evidence = make_evidence(claim, work=work, **fields)
    return judged(claim)["evidence"][evidence.key]


def published(claim: Claim, *evidence: Evidence, **values: Any) -> str:
    """The key of the claim's page, once Ben has decided on this evidence."""
    bring_to(claim, Stage.READY)
    decided(claim, verdict="supported", evidence=list(evidence), **values)
    return claim.key


def page_of(reader: Client, claim: Claim) -> str:
    shown = reader.get(f"/claims/{claim.key}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", shown).split())


def retract(work: Work, on: str = "", note: str = "Taken back.") -> None:
    work.refresh_from_db()
    work_relations.change_work_status(
        work, "retracted", PartialDate.parse(on), note, "", work.version
    )


# The stance, whether it is connected, and what the page says first.
HEADLINES = [
    (Stance.SUPPORTS, True, "1 piece of evidence, no independent origin."),
    (Stance.SUPPORTS, False, "1 piece of evidence, 1 independent origin."),
    (Stance.REFUTES, False, "1 piece of evidence, 1 independent origin."),
    (Stance.CONTEXT, False, "1 piece of evidence, no independent origin."),
]


@pytest.mark.parametrize(("stance", "connected", "words"), HEADLINES)
def test_only_what_stands_apart_and_bears_on_the_claim_is_a_lineage(
    stance: Stance, connected: bool, words: str, reader: Client
) -> None:
    claim = make_claim()
    work = agency_page() if connected else make_work("Elsewhere")
    piece = make_evidence(claim, stance, work=work)
    bring_to(claim, Stage.READY)
    decided(claim, verdict="not_enough", evidence=[piece], searched="Everywhere.")

    page = page_of(reader, claim)
    data = reader.get(f"/claims/{claim.key}.json").json()["independence"]

    assert words in page
    assert ("1 only gives context." in page) is (stance == Stance.CONTEXT)
    (lineage,) = data["lineages"]["evidence"]
    assert lineage["independent"] is ("1 independent" in words)


def test_a_record_from_before_counts_its_lineages_by_its_answers() -> None:
    claim = make_claim()
    make_evidence(claim, work=agency_page())
    make_evidence(claim, Stance.CONTEXT, work=make_work("Elsewhere"))
    apart = make_evidence(claim, work=make_work("Far off"))
    record = live(claim)
    record["independence"] = judged(claim)
    for lineage in record["independence"]["lineages"]["evidence"]:
        del lineage["independent"]

    assert count_independent_lineages(record) == 1
    record["evidence"] = [e for e in record["evidence"] if e["key"] != apart.key]
    del record["independence"]["evidence"][apart.key]
    assert count_independent_lineages(record) == 0


@pytest.mark.parametrize("kind", ["", "translates", "republishes", "derives_from"])
def test_an_article_with_no_outlet_carries_no_claim_of_its_own(kind: str) -> None:
    article = bare_article("The river rose")
    claim = make_claim(article=article, chain=("Ministry of Rivers",))
    work = article.work
    if kind:
        work = make_work("The same again")
        work.relations.create(kind=kind, target=article.work)

    assert answer_to(claim, work)["answer"] == "connected"
    piece = claim.evidence.get()
    bring_to(claim, Stage.READY)
    with pytest.raises(IncompleteError, match="connected with those who speak"):
        take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="supported",
             evidence=[piece], override=" ")  # fmt: skip


def test_the_article_itself_is_called_so() -> None:
    claim = make_claim(article=bare_article("The river rose"))

    found = answer_to(claim, Work.objects.get(title="The river rose"))

    assert found["words"] == "“The river rose” is the article itself"


def cite(claim: Claim, work: Work) -> None:
    Citation.objects.create(appearance=claim.appearances.get(), work=work)


@pytest.mark.parametrize("way", ["itself", "translation", "original"])
def test_what_the_article_cites_is_no_independent_support(
    way: str, reader: Client
) -> None:
    claim = make_claim()
    report, given = make_work("The report"), make_work("The report")
    if way != "itself":
        given = make_work("In another language")
        if way == "translation":
            given.relations.create(kind="translates", target=report, reference=PAGE)
        else:
            report.relations.create(kind="translates", target=given, reference=PAGE)
    cite(claim, report)

    assert answer_to(claim, given)["answer"] == "cited"
    piece = claim.evidence.get()
    published(claim, piece, override="It is all there is.")

    page = page_of(reader, claim)
    assert "1 piece of evidence, no independent origin. 1 cited by the article" in page
    assert "It serves to check the citation, not as independent support." in page
    assert "cited by “The river rose”." in page
    gate = Publication.objects.get(claim=claim).record["independence"]["gate"]
    assert (gate["ground"], gate["carries"]) == ("cited", False)


def test_a_primary_document_that_the_article_cites_still_carries_the_verdict() -> None:
    claim, report = make_claim(), make_work("The resolution")
    cite(claim, report)
    piece = make_evidence(claim, work=report, primary=True)

    published(claim, piece)

    gate = Publication.objects.get(claim=claim).record["independence"]["gate"]
    assert gate["ground"] == "primary"


def test_what_was_retracted_before_the_verdict_does_not_carry_it(
    reader: Client,
) -> None:
    claim = make_claim()
    piece = make_evidence(claim, work=make_work("Elsewhere"), primary=True)
    retract(piece.work, "2026-03")
    bring_to(claim, Stage.READY)
    values = {"verdict": "supported", "evidence": [piece]}

    with pytest.raises(IncompleteError, match="was retracted before the verdict"):
        take(Action.GIVE_VERDICT, claim, make_user("ben"), **values, override=" ")
    decided(claim, **values, override="The retraction is about another page.")

    page = page_of(reader, claim)
    assert "no independent origin. 1 with no known connection. 1 retracted." in page
    assert "It was retracted in March 2026." in page
    assert "Retracted in March 2026" in page


def test_nobody_confirms_what_has_been_retracted_since() -> None:
    claim = make_claim()
    piece = make_evidence(claim, work=make_work("Elsewhere"))
    bring_to(claim, Stage.READY)
    take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="supported",
         evidence=[piece])  # fmt: skip
    retract(piece.work)

    with pytest.raises(IncompleteError, match="since the first verdict"):
        take(Action.CONFIRM, claim, make_user("cleo"))


def test_what_is_retracted_after_the_verdict_is_to_be_looked_at_again(
    reader: Client,
) -> None:
    claim = make_claim()
    piece = make_evidence(claim, work=make_work("Elsewhere"))
    published(claim, piece)
    day_after = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)

    retract(piece.work, day_after.isoformat())

    assert "is now recorded as retracted" in LookAgain.objects.get().what
    page = page_of(reader, claim)
    assert "The evidence that carried it has been retracted since." in page
    assert "1 piece of evidence, no independent origin." in page


def test_a_copy_of_what_was_retracted_is_retracted_with_it() -> None:
    claim, original = make_claim(), make_work("The study")
    copy = make_work("The study, printed again", outlet=make_source("The Gazette"))
    piece = make_evidence(claim, work=copy)
    published(claim, piece)
    retract(original, "2020-05-03")
    assert "retracted" not in judged(claim)["evidence"][piece.key]

    work_relations.add_work_relation(
        make_user("ada"),
        work_relations.WorkRelationEntry(
            copy, "republishes", original, "", "Word for."
        ),
    )

    assert judged(claim)["evidence"][piece.key]["retracted"] == {
        "on": "2020-05-03",
        "words": "“The study, printed again” republishes “The study”",
    }
    assert "now counts as retracted" in LookAgain.objects.get().what


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"status": "retracted", "status_on": "2020-05"}, ""),
        ({"status": "retracted"}, ""),
        ({"status": "retracted", "status_on": "May"}, "Write the date"),
        ({"status": "retracted", "status_on": "9000-05-01"}, "still to come"),
        ({"status_on": "2020-05"}, "what became of it"),
    ],
)
def test_the_day_of_a_retraction_is_as_precise_as_it_is_known(
    fields: dict[str, str], error: str
) -> None:
    form = WorkStatusForm(sent(status_note="Taken back.", **fields))

    assert form.is_valid() is not bool(error)
    assert error in str(form.errors.get("status_on", ""))


def test_a_reviewer_says_when_a_work_was_retracted(desk: Client) -> None:
    work = make_work()
    address = reverse("desk_work_status", args=[work.key])
    fields = {
        "status": "retracted",
        "status_on": "2020-05",
        "status_note": "All of it.",
    }

    assert desk.post(address, sent(**fields, version=1)).status_code == 302

    work.refresh_from_db()
    assert PartialDate(work.status_on, work.status_precision).iso() == "2020-05"
    assert 'value="2020-05"' in desk.get(address).content.decode()


def officials_in_two_articles() -> Claim:
    officials = make_source("Officials", kind=SourceKind.UNNAMED)
    claim = make_claim(article=bare_article("One"), chain=("Officials",))
    other = bare_article("Two", f"{QUOTE}, officials said.").text
    spans = [TextSpan(0, len(QUOTE))]
    entry = AppearanceEntry(spans, [StepEntry(officials)])
    appearances.create_appearance(claim.recorded_by, other, claim, entry)
    return claim


def spoken_lineages(claim: Claim) -> int:
    return len(judged(claim)["lineages"]["appearances"])


def test_officials_are_others_in_each_article_until_a_reviewer_says_otherwise() -> None:
    claim = officials_in_two_articles()
    assert spoken_lineages(claim) == 2
    published(claim, make_evidence(claim, work=make_work("Elsewhere")))

    officials = Source.objects.get(name="Officials")
    officials.same_voice = "Both articles are of one briefing."
    details.save_source(officials, [], officials.version, make_user("ben"))

    assert spoken_lineages(claim) == 1
    assert "origins of appearances: 1, were 2" in LookAgain.objects.get().what


def test_evidence_by_officials_is_not_by_those_who_speak() -> None:
    claim = officials_in_two_articles()
    officials, ministry = make_source("Officials"), make_source("Ministry of Rivers")
    page = make_work("A page", outlet=officials)

    assert answer_to(claim, page)["answer"] == "none"
    officials.relations.create(kind="part_of", target=ministry)
    assert spoken_lineages(claim) == 1
    assert judged(claim)["evidence"][claim.evidence.get().key]["answer"] == "connected"


def test_a_source_that_gets_a_name_is_one_voice() -> None:
    claim = officials_in_two_articles()
    published(claim, make_evidence(claim, work=make_work("Elsewhere")))
    officials = Source.objects.get(name="Officials")
    officials.kind = SourceKind.GROUP

    details.save_source(officials, [], officials.version)

    assert "origins of appearances: 1, were 2" in LookAgain.objects.get().what


def test_readers_are_told_that_an_unnamed_voice_may_be_several(
    reader: Client, desk: Client
) -> None:
    claim = officials_in_two_articles()
    published(claim, make_evidence(claim, work=make_work("Elsewhere")))
    officials = Source.objects.get(name="Officials")
    address = f"/sources/{officials.key}/"
    page = reader.get(address).content.decode()
    assert "may be somebody else in each article" in page
    assert "made under this name" in page

    fields = {"name": "Officials", "kind": "unnamed", "same_voice": "One briefing."}
    saved = desk.post(
        reverse("desk_source", args=[officials.key]), sent(**fields, version=1)
    )

    assert saved.status_code == 302
    officials.refresh_from_db()
    assert officials.same_voice_by is not None
    page = reader.get(address).content.decode()
    assert "One briefing." in page
    assert officials.same_voice_by.name in page
    assert "made by this source" in page


def test_only_an_unnamed_voice_needs_to_be_called_the_same() -> None:
    form = SourceForm(sent(name="Ada", kind="person", same_voice="She is."))

    assert "same_voice" in form.errors


def test_nobody_stands_for_a_reason_that_is_not_given() -> None:
    with pytest.raises(ValidationError):
        Source(name="Officials", kind="unnamed", same_voice="So.").full_clean()
