"""Do the forms of sources, evidence, steps and articles take what they should?"""

import uuid
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from articles.domain.dates import PartialDate
from articles.editing import details
from articles.editing.evidence import change_evidence
from articles.editing.inputs import NewSource, NewWork
from articles.forms.claim import ClaimForm
from articles.forms.decisions import DecisionForm
from articles.forms.evidence import EvidenceForm, initial_evidence
from articles.forms.importing import MAX_ARTICLE_BYTES, ImportForm, RegionsForm
from articles.forms.sources import SourceForm, initial_source, resolve_source
from articles.forms.work_details import WorkDetailsForm
from articles.forms.work_details import initial_work_details as initial_details
from articles.importing.articles import create_article
from articles.models import Decision, Source, Work
from articles.models.choices import Action, Stage
from articles.workflow.decisions import perform_step
from articles.workflow.rules import STEPS
from tests.factories import (
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
)

Data = dict[str, Any]
KEY = {"idempotency_key": str(uuid.UUID(int=7))}


# -- which source is meant -----------------------------------------------------------


@pytest.fixture
def radio(db: None) -> Source:
    source = make_source("Radio Élan", kind="outlet")
    source.aliases.create(name="RE")
    source.aliases.create(name="راديو إيلان")
    return source


NAMES = ["Radio Élan", "radio elan", "  RADIO   ÉLAN ", "re", "راديو إيلان"]


@pytest.mark.parametrize("name", NAMES)
def test_a_source_is_known_by_its_names_however_they_are_typed(
    name: str, radio: Source
) -> None:
    assert resolve_source(name) == radio


def test_a_source_is_known_by_its_key(radio: Source) -> None:
    assert resolve_source(radio.key) == radio


def test_a_name_that_is_not_known_is_refused_unless_it_is_new(db: None) -> None:
    with pytest.raises(forms.ValidationError, match="This is a new source"):
        resolve_source("Nobody")

    assert resolve_source(" No  body ", create=True) == NewSource("No body", "person")
    assert resolve_source("Nobody", create=True, kind="group") == NewSource(
        "Nobody", "group"
    )


def test_a_name_of_two_sources_asks_which(radio: Source) -> None:
    other = make_source("RE", kind="group")

    with pytest.raises(forms.ValidationError, match="Several") as asked:
        resolve_source("re")

    assert radio.key in str(asked.value)
    assert other.key in str(asked.value)
    assert resolve_source("re", key=other.key) == other
    assert resolve_source(radio.key) == radio


def test_a_name_typed_over_another_is_not_the_source_chosen_before(
    radio: Source,
) -> None:
    other = make_source("Somebody else")

    assert resolve_source("Somebody else", key=radio.key) == other
    with pytest.raises(forms.ValidationError):
        resolve_source("Nobody", key=radio.key)


# -- evidence ------------------------------------------------------------------------


def evidence_form(**data: Any) -> EvidenceForm:
    return EvidenceForm({
        **KEY, "work_title": "A log", "work_kind": "dataset", "stance": "refutes",
        "passage": "0 m", **data,
    })  # fmt: skip


EVIDENCE: list[tuple[Data, str]] = [
    ({},                                            ""),
    ({"passage": "", "question": "How deep?"},      ""),
    ({"passage": "", "note": "Dry."},               ""),
    ({"passage": " ", "question": " "},             "passage"),
    ({"passage": "0 м", "translation": "0 m"},      ""),
    ({"passage": "", "note": "Dry.", "translation": "0 m"}, "passage"),
    ({"work_title": " "},                           "work_title"),
    ({"work_kind": "rumour"},                       "work_kind"),
    ({"work_address": "no address"},                "work_address"),
    ({"work_address": "javascript:alert(1)"},       "work_address"),
    ({"work_published": "2026-02"},                 ""),
    ({"work_published": "last year"},               "work_published"),
    ({"work_published": "2026-13"},                 "work_published"),
    ({"work_outlet": "Nobody"},                     "work_outlet"),
    ({"work_outlet": "Nobody", "create": "on"},     ""),
    ({"stance": "proves"},                          "stance"),
    ({"passage": "0\0"},                            "passage"),
    ({"idempotency_key": ""},                       "idempotency_key"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), EVIDENCE)
def test_evidence_says_what_it_shows_and_where(
    data: Data, wrong: str, db: None
) -> None:
    form = evidence_form(**data)

    assert list(form.errors) == ([wrong] if wrong else [])


def test_evidence_in_a_new_work_is_kept_as_filled_in(db: None) -> None:
    form = evidence_form(
        work_outlet="Gauge Office", create="on", work_published="2026-02",
        work_address="example.org/log", primary="on", locator="line 4",
    )  # fmt: skip

    assert form.is_valid()
    entry = form.entry()
    assert entry.work == NewWork(
        "A log", "https://example.org/log", "dataset",
        NewSource("Gauge Office", "outlet"), *PartialDate.parse("2026-02"),
    )  # fmt: skip
    assert (entry.primary, entry.locator, entry.stance) == (True, "line 4", "refutes")


def test_evidence_that_is_opened_and_saved_stays_what_it_was(db: None) -> None:
    claim = make_claim()
    work = make_work(kind="report", outlet=make_source("Gauge Office"))
    evidence = make_evidence(
        claim, work=work, passage="0 м\nв мае", locator="line 4",
        translation="0 m\nin May", translated_by=make_user("ben"),
    )  # fmt: skip

    # As a browser sends it, which ends lines in its own way.
    typed = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in initial_evidence(evidence).items()
    }
    form = EvidenceForm({**KEY, **typed})
    assert form.is_valid(), form.errors
    change_evidence(make_user("cleo"), evidence, form.entry(), claim.version)

    assert evidence.work == work
    assert (evidence.passage, evidence.translation) == ("0 м\nв мае", "0 m\nin May")
    assert evidence.translated_by == make_user("ben")
    assert Work.objects.filter(title=work.title).count() == 1
    assert initial_evidence(evidence)["locator"] == "line 4"


# -- steps of the workflow -----------------------------------------------------------

V = {"verdict", "rationale", "evidence", "searched", "override"}
FIELDS: dict[Action, set[str]] = {
    Action.SUBMIT:          set(),
    Action.RETURN_TO_DRAFT: set(),
    Action.PUBLISH_RECORD:  {"rationale"},
    Action.GIVE_VERDICT:    V,
    Action.GIVE_SECOND_VERDICT: V,
    Action.CONFIRM:         {"rationale"},
    Action.DISAGREE:        V,
    Action.SEND_BACK:       {"rationale"},
    Action.ADJUDICATE:      V,
    Action.PUBLISH:         {"rationale"},
    Action.UPDATE:          {"rationale"},
    Action.REOPEN:          {"rationale"},
    Action.WITHDRAW:        {"rationale"},
    Action.RESTORE:         set(),
}  # fmt: skip


@pytest.mark.parametrize("action", list(STEPS))
def test_a_step_asks_for_what_it_takes_and_no_more(action: Action, db: None) -> None:
    form = DecisionForm(action=action, claim=make_claim())

    assert set(form.fields) == FIELDS[action] | {"version", "idempotency_key"}


def test_whatever_a_step_needs_its_form_asks_for() -> None:
    for action, taken in STEPS.items():
        if taken.needs_reason:
            assert "rationale" in FIELDS[action]
        assert ("verdict" in FIELDS[action]) is taken.takes_verdict


def test_a_verdict_rests_only_on_evidence_of_its_own_claim(db: None) -> None:
    claim = make_claim(stage=Stage.READY)
    own = make_evidence(claim)
    other = make_evidence(make_claim("Another."))
    data: Data = {**KEY, "verdict": "supported", "rationale": "The log."}

    foreign = DecisionForm(
        {**data, "evidence": [other.key]}, action=Action.GIVE_VERDICT, claim=claim
    )
    form = DecisionForm(
        {**data, "evidence": [own.key], "version": claim.version},
        action=Action.GIVE_VERDICT, claim=claim,
    )  # fmt: skip

    assert list(foreign.errors) == ["evidence"]
    assert form.is_valid()
    made = perform_step(Action.GIVE_VERDICT, claim, make_user("ben"), **form.values())
    assert isinstance(made, Decision)
    assert list(made.evidence.all()) == [own]


# -- articles ------------------------------------------------------------------------


def article_form(**data: Any) -> WorkDetailsForm:
    will_exist = data.pop("will_exist", ())
    return WorkDetailsForm(
        {**KEY, "title": "A dry  spring", "kind": "article", **data},
        will_exist=will_exist,
    )


ARTICLES: list[tuple[Data, str]] = [
    ({},                                                     ""),
    ({"title": " "},                                         "title"),
    ({"authors": "Nobody"},                                  "authors"),
    ({"authors": "Nobody", "create": "on"},                  ""),
    ({"authors": "Nobody", "will_exist": ["Nobody"]},        ""),
    ({"authors": "Tessa Aldering\r\n\r\ntessa aldering"},    "authors"),
    ({"authors": "A\nA", "create": "on"},                    "authors"),
    ({"outlet": "Nobody"},                                   "outlet"),
    ({"outlet": "Nobody", "create": "on"},                   ""),
    ({"published": "2026-02"},                               ""),
    ({"published": "soon"},                                  "published"),
    ({"address": "ftp//x"},                                  "address"),
    ({"language": "en"},                                     ""),
    ({"language": "pt-BR"},                                  ""),
    ({"language": "english, of course"},                     "language"),
    ({"title": "A\0"},                                       "title"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), ARTICLES)
def test_the_details_of_an_article_are_checked(
    data: Data, wrong: str, db: None
) -> None:
    make_source("Tessa Aldering", kind="person")

    form = article_form(**data)

    assert list(form.errors) == ([wrong] if wrong else [])


SAME_AUTHOR = ["New Name\nnew name", "Tessa Aldering\nTéssa Aldering", "TA\nnew\nNew"]


@pytest.mark.parametrize("authors", SAME_AUTHOR)
def test_an_author_named_in_two_ways_is_named_twice(authors: str, db: None) -> None:
    make_source("Tessa Aldering", kind="person").aliases.create(name="TA")

    form = article_form(authors=authors, create="on")

    assert not form.is_valid()
    assert list(form.errors) == ["authors"]


def test_an_article_that_is_opened_and_saved_stays_what_it_was(db: None) -> None:
    article = make_article()

    form = WorkDetailsForm({**KEY, **initial_details(article.work)})

    assert form.is_valid(), form.errors
    assert form.work() == NewWork(
        "The river rose", "", "article", article.work.outlet,
        *PartialDate.parse("2026-02-15"),
    )  # fmt: skip
    assert form.cleaned_data["by"] == list(article.work.authors.all())
    assert form.cleaned_data["language"] == "en"


def test_new_names_become_sources_when_the_article_is_taken_in(db: None) -> None:
    form = article_form(authors="Vera Holm\nTwo Names", outlet="Elan", create="on")
    assert form.is_valid()
    assert not Source.objects.exists()

    create_article("Words", form.work(), form.cleaned_data["by"], "en", [""], None)

    kinds = Source.objects.order_by("name").values_list("name", "kind")
    assert list(kinds) == [
        ("Elan", "outlet"), ("Two Names", "person"), ("Vera Holm", "person"),
    ]  # fmt: skip


def test_a_region_that_is_not_sent_stays_as_proposed() -> None:
    form = RegionsForm(
        {"region-0": "", "region-1": "contact"}, regions=["banner", "", "boilerplate"]
    )

    assert form.is_valid()
    assert form.chosen() == ["", "contact", "boilerplate"]


def test_a_region_of_an_unknown_kind_is_refused() -> None:
    assert not RegionsForm({"region-0": "advert"}, regions=["banner"]).is_valid()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Lee", "person"), ("Wiley Post", "person"), ("Kim Sun", "person"),
        ("AFP", "organisation"), ("Ministry of Water and Land", "organisation"),
        ("The Ouse Post", "organisation"), ("Agence France-Presse", "organisation"),
        ("وزارة المياه والأراضي", "organisation"),
    ],
)  # fmt: skip
def test_a_new_author_is_a_person_or_surely_a_body(
    name: str, kind: str, db: None
) -> None:
    form = WorkDetailsForm(
        {"title": "A", "kind": "article", "authors": name, "create": "on"}
    )

    assert not form.errors.get("authors")
    assert [source.kind for source in form.cleaned_data["by"]] == [kind]


# -- texts on their way in -----------------------------------------------------------


def import_form(text: str = "", content: bytes | None = None) -> ImportForm:
    files: MultiValueDict[str, Any] = MultiValueDict()
    if content is not None:
        files["file"] = SimpleUploadedFile("a.txt", content)
    return ImportForm({"text": text}, files)


IMPORTS: list[tuple[str, bytes | None, str]] = [
    # text           file               what is wrong
    ("Words",        None,              ""),
    ("",             b"Words",          ""),
    ("",             b"",               ""),
    ("",             b"a" * MAX_ARTICLE_BYTES,    ""),
    ("",             b"a" * (MAX_ARTICLE_BYTES + 1), "file"),
    ("Words",        b"Words",          "file"),
    ("",             None,              "text"),
    (" \n",          None,              "text"),
    ("Wor\0ds",      None,              "text"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "wrong"), IMPORTS)
def test_a_text_is_pasted_or_sent_as_a_file(
    text: str, content: bytes | None, wrong: str
) -> None:
    form = import_form(text, content)

    assert list(form.errors) == ([wrong] if wrong else [])


def test_what_was_pasted_comes_in_as_it_was_typed() -> None:
    form = import_form("  🐟 قال\n")

    assert form.is_valid()
    assert form.content() == ("  🐟 قال\n".encode(), "")


def test_a_file_comes_in_with_its_name() -> None:
    form = import_form(content=b"\xff\xfe")

    assert form.is_valid()
    assert form.content() == (b"\xff\xfe", "a.txt")


# -- sources -------------------------------------------------------------------------

SOURCES: list[tuple[Data, str]] = [
    ({},                              ""),
    ({"name": " "},                   "name"),
    ({"kind": "robot"},               "kind"),
    ({"wikidata": "Q42"},             ""),
    ({"wikidata": "q42"},             "wikidata"),
    ({"wikidata": "Q"},               "wikidata"),
    ({"wikidata": "Q٤٢"},             "wikidata"),
    ({"homepage": "example.org"},     ""),
    ({"homepage": "javascript:x"},    "homepage"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), SOURCES)
def test_the_details_of_a_source_are_checked(data: Data, wrong: str, db: None) -> None:
    form = SourceForm({**KEY, "name": "Radio Élan", "kind": "outlet", **data})

    assert list(form.errors) == ([wrong] if wrong else [])


def test_a_wikidata_id_that_the_database_refuses_is_refused_before(db: None) -> None:
    form = SourceForm({**KEY, "name": "A", "kind": "person", "wikidata": "Q042"})

    assert not form.is_valid()


def test_other_names_stand_one_a_line_and_once(db: None) -> None:
    form = SourceForm({
        **KEY, "name": "Radio Élan", "kind": "outlet",
        "aliases": "RE\r\n\r\n  Radio   E \nRE\nراديو",
    })  # fmt: skip

    assert form.is_valid()
    assert form.cleaned_data["aliases"] == ["RE", "Radio E", "راديو"]


def test_a_source_is_found_by_the_name_it_was_saved_under(db: None) -> None:
    form = SourceForm({**KEY, "name": "Radio   Élan", "kind": "outlet"})
    assert form.is_valid()

    saved = details.save_source(form.save(commit=False), [], None)

    assert resolve_source("Radio   Élan") == saved


def test_a_source_that_is_opened_shows_its_other_names(radio: Source) -> None:
    assert initial_source(radio) == {"aliases": "RE\nراديو إيلان"}


@pytest.mark.parametrize("words", ["\u200b", "\u2060\ufeff", "\u202e \u00ad"])
def test_what_nobody_could_see_is_no_name_no_title_and_no_claim(
    words: str, db: None
) -> None:
    claim = ClaimForm({"statement": words, "kind": "event"})
    source = SourceForm({**KEY, "name": words, "kind": "outlet"})
    work = article_form(title=words)
    others = SourceForm({**KEY, "name": "A", "kind": "outlet", "aliases": words})
    unsigned = article_form(authors=words)

    assert others.is_valid()
    assert others.cleaned_data["aliases"] == []
    assert unsigned.is_valid()
    assert "statement" in claim.errors
    assert "name" in source.errors
    assert "title" in work.errors
    with pytest.raises(forms.ValidationError, match="Nobody could see this"):
        resolve_source(words, create=True)
