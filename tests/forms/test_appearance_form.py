"""Can a claim be recorded by the form beside the text, with and without JavaScript?"""

import uuid
from typing import Any

import pytest
from django.http import QueryDict

from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances, inputs
from articles.editing.inputs import AppearanceEntry, CitationEntry, NewSource, StepEntry
from articles.forms.appearance import AppearanceForm, initial_appearance
from articles.forms.chain import AttributionForm, ChainFormSet, initial_steps
from articles.forms.citations import CitationForm, CitationFormSet
from articles.forms.claim import NEW_CLAIM, ChangeClaimForm, ClaimForm
from articles.forms.spans import SPAN_GAP, SpansForm
from articles.models import Appearance, Citation, TextVersion, User
from tests.factories import (
    TEXT,
    appearance_of,
    make_article,
    make_claim,
    make_source,
    make_work,
)

TWICE = "It rained.\n\n🐟 “It rained”, he said. It snowed."
Data = dict[str, Any]


# -- which words ---------------------------------------------------------------------

QUOTED = [
    # quote                           spans        where the words are found
    ("It snowed",                     "",          [(36, 45)]),
    ("“it RAINED”",                   "",          [(14, 25)]),
    ('"It rained"',                   "",          [(14, 25)]),
    ("rained.\r\n\r\n🐟",             "",          [(3, 13)]),
    ("",                              "0-9",       [(0, 9)]),
    ("",                              "15-24 0-2", [(0, 2), (15, 24)]),
    ("",                              "0-2 0-2",   [(0, 2)]),
    ("",                              "0-12",      [(0, 10)]),
    ("",                              "36-9999",   [(36, 46)]),
    ("It rained",                     "15-24",     [(15, 24)]),
    ("it   rained",                   "15-24",     [(15, 24)]),
    (f"It{SPAN_GAP}It rained",        "0-2 15-24", [(0, 2), (15, 24)]),
    ("It snowed",                     "15-24",     [(36, 45)]),
    ("he said … snowed",              "",          [(27, 34), (39, 45)]),
    ("“he said ... snowed”",          "",          [(27, 34), (39, 45)]),
    ("he said …",                     "",          [(27, 34)]),
    ("«It snowed»",                   "",          [(36, 45)]),
    ("he said … snowed",              "15-24",     [(27, 34), (39, 45)]),
    ("\u2068it snowed\u2069",         "",          [(36, 45)]),
]  # fmt: skip


def spans_form(**data: Any) -> SpansForm:
    return SpansForm(data, text=TWICE)


@pytest.mark.parametrize(("quote", "spans", "places"), QUOTED)
def test_the_words_are_those_selected_or_those_quoted(
    quote: str, spans: str, places: list[tuple[int, int]]
) -> None:
    form = spans_form(quote=quote, spans=spans)

    assert form.is_valid(), form.errors
    assert form.found == [TextSpan(start, end) for start, end in places]


REFUSED = [
    # quote            spans                 the field that is wrong
    ("",               "",                   "quote"),
    ("   ",            "",                   "quote"),
    ("It hailed",      "",                   "quote"),
    ("It hailed",      "0-9",                "quote"),
    ("he said … hail", "",                   "quote"),
    ("rained … snow",  "",                   "quote"),
    ("It\0rained",     "",                   "quote"),
    ("It rained",      "",                   "occurrence"),
    ("",               "garbage",            "spans"),
    ("",               "1-",                 "spans"),
    ("",               "-5",                 "spans"),
    ("",               "5--1",               "spans"),
    ("",               "٣-٩",                "spans"),
    ("",               "²-9",                "spans"),
    ("",               "9-9",                "spans"),
    ("",               "9-2",                "spans"),
    ("",               "10-12",              "spans"),
    ("",               "9000-9010",          "spans"),
    ("",               "1" * 3999,           "spans"),
    ("",               "0-" + "9" * 3990,    ""),
    ("",               "0-9 " * 2000,        "spans"),
    ("",               "<script>-1",         "spans"),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "spans", "wrong"), REFUSED)
def test_words_that_are_not_there_are_refused_with_a_reason(
    quote: str, spans: str, wrong: str
) -> None:
    form = spans_form(quote=quote, spans=spans)

    assert form.is_valid() is (wrong == "")
    assert set(form.errors) >= ({wrong} if wrong else set())


def test_words_at_several_places_are_asked_for_and_then_found() -> None:
    asked = spans_form(quote="It rained")
    assert not asked.is_valid()
    choices = asked.fields["occurrence"].choices  # type: ignore[attr-defined]
    assert [value for value, _ in choices] == ["0-9", "15-24"]
    assert "[It rained]” , he" not in choices[0][1]
    assert "“[It rained]”, he said" in choices[1][1]

    answered = spans_form(quote="It rained", occurrence="15-24")

    assert answered.is_valid()
    assert answered.found == [TextSpan(15, 24)]


def test_a_place_that_was_not_offered_is_refused() -> None:
    form = spans_form(quote="It rained", occurrence="3-9")

    assert not form.is_valid()
    assert form.found != [TextSpan(3, 9)]


def test_spans_of_one_appearance_do_not_overlap() -> None:
    form = spans_form(spans="0-9 3-9")

    assert not form.is_valid() or form.found == [TextSpan(0, 9)]


# -- the claim -----------------------------------------------------------------------

CLAIMS = [
    # what is sent                                                       what is wrong
    ({"statement": "It rained.", "kind": "event"},                       ""),
    ({"statement": "It rained.", "kind": "event", "existing": NEW_CLAIM},      ""),
    ({"statement": "", "kind": "event"},                                 "statement"),
    ({"statement": "  ", "kind": "event"},                               "statement"),
    ({"statement": "x" * 2001, "kind": "event"},                         "statement"),
    ({"statement": "It rained.", "kind": ""},                            "kind"),
    ({"statement": "It rained.", "kind": "rumour"},                      "kind"),
    ({"statement": "", "existing": "bcdfghjk22"},                        "statement"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), CLAIMS)
def test_a_claim_needs_a_statement_and_a_kind(data: Data, wrong: str, db: None) -> None:
    form = ClaimForm(data)

    assert list(form.errors) == ([wrong] if wrong else [])


def test_a_claim_that_is_known_needs_no_statement(db: None) -> None:
    claim = make_claim()

    form = ClaimForm({"existing": claim.key})

    assert form.is_valid()
    assert form.cleaned_data["claim"] == claim


def test_a_statement_is_one_line(db: None) -> None:
    form = ClaimForm({"statement": " It\r\n rained. ", "kind": "event"})

    assert form.is_valid()
    assert form.entry().statement == "It rained."
    assert form.entry().checkable is False


def test_a_claim_that_is_changed_is_not_swapped_for_another(db: None) -> None:
    assert "existing" not in ChangeClaimForm().fields


# -- the chain -----------------------------------------------------------------------


def management(prefix: str, total: int) -> Data:
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}


def chain(*rows: Data, initial: int = 0) -> Any:
    data = management("chain", len(rows)) | {"chain-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"chain-{number}-{name}": value for name, value in row.items()}
    return ChainFormSet(data, prefix="chain")


def names(formset: Any) -> list[str]:
    assert formset.is_valid(), [formset.errors, formset.non_form_errors()]
    return [entry.source.name for entry in formset.entries()]


ROW_A: Data = {"source": "A", "ORDER": 1}
ROW_B: Data = {"source": "B", "ORDER": 2}
ROW_C: Data = {"source": "C", "ORDER": 3}
# A row as a browser sends it when nobody touched it.
BLANK: Data = {"source": "", "cue": "", "mode": "", "new_kind": "person", "ORDER": ""}
GONE: Data = {"DELETE": "on"}

ORDERS = [
    # rows                                                          the chain
    ([ROW_A, ROW_B, ROW_C],                                         "ABC"),
    ([ROW_A, ROW_B, BLANK, BLANK],                                  "AB"),
    ([BLANK, ROW_A, BLANK, ROW_B],                                  "AB"),
    ([ROW_A | {"ORDER": 3}, ROW_B, ROW_C | {"ORDER": 1}],           "CBA"),
    ([ROW_A | {"ORDER": ""}, ROW_B | {"ORDER": ""}],                "AB"),
    ([ROW_A | {"ORDER": 2}, ROW_B | {"ORDER": 2}],                  "AB"),
    ([ROW_A | {"ORDER": 5}, ROW_B | {"ORDER": ""}],                 "BA"),
    ([ROW_A, ROW_B | GONE, ROW_C],                                  "AC"),
    ([ROW_A, {"source": "Nobody knows", **GONE}, ROW_C],            "AC"),
    ([ROW_A, ROW_B, {"source": "A", "ORDER": 3}],                   "ABA"),
    ([ROW_A, ROW_A | GONE, ROW_B],                                  "AB"),
]  # fmt: skip


@pytest.fixture
def known(db: None) -> None:
    for name in "ABC":
        make_source(name)


@pytest.mark.parametrize(("rows", "order"), ORDERS)
def test_a_chain_stands_in_the_order_that_was_chosen(
    rows: list[Data], order: str, known: None
) -> None:
    assert "".join(names(chain(*rows))) == order


WRONG_CHAINS: list[tuple[list[Data], str]] = [
    ([BLANK, BLANK],                                     "Say at least who speaks"),
    ([ROW_A | GONE],                                     "Say at least who speaks"),
    ([ROW_A, ROW_A | {"ORDER": 2}],                      "follow each other"),
    ([ROW_A, BLANK, ROW_A | {"ORDER": 4}],               "follow each other"),
    ([ROW_A, ROW_B | GONE, ROW_A | {"ORDER": 3}],        "follow each other"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), WRONG_CHAINS)
def test_a_chain_that_cannot_be_is_refused(
    rows: list[Data], said: str, known: None
) -> None:
    formset = chain(*rows)

    assert not formset.is_valid()
    assert said in str(formset.non_form_errors())


def test_a_page_offers_two_blank_rows_for_the_chain(db: None) -> None:
    article = make_article()

    form = AppearanceForm(text=article.text, chain=initial_steps(article))

    assert len(form.chain.forms) == 3
    assert form.chain.forms[0].initial["source"] == "Tessa Aldering"
    assert len(form.cited.forms) == 1


LOST = [
    # what was filled in where nobody speaks
    {"cue": "said"},
    {"said": "on Saturday"},
    {"note": "unclear"},
    {"unclear": "on"},
    {"mode": "direct"},
    {"said_from": "2026-02-14"},
    {"said_to": "2026-02-14"},
]


@pytest.mark.parametrize("row", LOST)
def test_nothing_that_was_filled_in_is_dropped_in_silence(
    row: Data, known: None
) -> None:
    formset = chain(ROW_A, {**BLANK, **row})

    assert not formset.is_valid()
    assert "source" in formset.errors[1]


def test_a_time_that_ends_before_it_begins_is_refused(known: None) -> None:
    form = AttributionForm(
        {"source": "A", "said_from": "2026-02-14", "said_to": "2026-02-13"}
    )

    assert not form.is_valid()
    assert "said_to" in form.errors


# -- what is cited -------------------------------------------------------------------

CITATIONS: list[tuple[Data, str]] = [
    ({"description": "a letter"},                          ""),
    ({"title": "A log"},                                   ""),
    ({"address": "example.org/log"},                       ""),
    ({"fidelity": "nothing_cited"},                        ""),
    ({"fidelity": "altered", "title": "A log"},            ""),
    ({"fidelity": "altered"},                              "description"),
    ({"locator": "p. 3"},                                  "description"),
    ({"passage": "It was dry."},                           "description"),
    ({"note": "Odd."},                                     "description"),
    ({"address": "not an address"},                        "address"),
    ({"address": "javascript:alert(1)"},                   "address"),
    ({"fidelity": "good", "title": "A log"},               "fidelity"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), CITATIONS)
def test_a_citation_names_what_is_cited(data: Data, wrong: str) -> None:
    form = CitationForm(data)

    assert list(form.errors) == ([wrong] if wrong else [])


def test_a_citation_left_blank_is_none() -> None:
    data = management("cited", 2) | {"cited-1-description": "a letter"}
    formset: Any = CitationFormSet(data, prefix="cited")

    assert formset.is_valid()
    assert formset.entries() == [CitationEntry(description="a letter")]


def test_a_work_with_an_address_alone_goes_by_its_address() -> None:
    form = CitationForm({"address": "https://example.org/log"})

    assert form.is_valid()
    entry = form.entry()
    assert entry
    assert entry.work == inputs.NewWork(
        "https://example.org/log", "https://example.org/log"
    )


# -- the whole form ------------------------------------------------------------------


def sent(**more: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({
        "statement": "The wells ran dry.", "kind": "event", "checkable": "on",
        "quote": "wells ran dry", "idempotency_key": str(uuid.UUID(int=7)),
        **management("chain", 3), **management("cited", 1),
        "chain-0-source": "Tessa Aldering", "chain-0-ORDER": "1",
        "chain-1-source": "A new voice", "chain-1-create": "on",
        "chain-1-new_kind": "unnamed", "chain-1-cue": "said",
        "chain-2-source": "", "chain-2-new_kind": "person",
        **more,
    })  # fmt: skip
    return data


@pytest.fixture
def text(db: None) -> TextVersion:
    return make_article().text


def test_a_claim_is_recorded_from_a_pasted_quotation(
    text: TextVersion, ada: User
) -> None:
    form = AppearanceForm(sent(), text=text)

    assert form.is_valid()
    made = appearances.record_claim(ada, text, form.claim.entry(), form.appearance())
    assert made.spans.get().exact == "wells ran dry"
    assert [step.source.name for step in made.chain.order_by("position")] == [
        "Tessa Aldering", "A new voice",
    ]  # fmt: skip
    assert made.chain.get(position=1).source.kind == "unnamed"


def test_every_part_says_at_once_what_is_wrong_with_it(text: TextVersion) -> None:
    form = AppearanceForm(
        sent(**{
            "statement": "", "quote": "nowhere", "chain-0-source": "Nobody",
            "cited-0-locator": "p. 3", "idempotency_key": "",
        }),
        text=text,
    )  # fmt: skip

    assert not form.is_valid()
    parts = [form.claim, form.spans, form.chain, form.cited, form.meta]
    assert all(not part.is_valid() for part in parts)


def test_a_form_without_its_key_is_refused(text: TextVersion) -> None:
    form = AppearanceForm(sent(idempotency_key="not a key"), text=text)

    assert not form.is_valid()
    assert "idempotency_key" in form.meta.errors


def test_a_form_whose_rows_cannot_be_counted_is_refused(text: TextVersion) -> None:
    form = AppearanceForm(sent(**{"chain-TOTAL_FORMS": "many"}), text=text)

    assert not form.is_valid()


def as_sent(initial: Data) -> QueryDict:
    """What a browser sends when a form is opened and sent without a change."""
    chain, cited = initial["chain"], initial["cited"]
    data: Data = {
        **initial["spans"], "idempotency_key": str(uuid.UUID(int=7)),
        **management("chain", len(chain)), "chain-INITIAL_FORMS": len(chain),
        **management("cited", len(cited)), "cited-INITIAL_FORMS": len(cited),
    }  # fmt: skip
    for prefix, rows in (("chain", chain), ("cited", cited)):
        for number, row in enumerate(rows):
            for name, value in row.items():
                if value not in (None, False):
                    data[f"{prefix}-{number}-{name}"] = value
    query = QueryDict(mutable=True)
    query.update(data)
    return query


def content(appearance: Appearance) -> list[Any]:
    """All that an appearance says, without the numbers of its rows."""
    return [
        list(rows.values(*names))
        for rows, names in (
            (appearance.spans.order_by("position"),
             ("position", "start", "end", "exact", "prefix", "suffix")),
            (appearance.chain.order_by("position"),
             ("position", "source", "cue", "cue_start", "mode", "said", "said_start", "said_from",
              "said_to", "unclear", "note")),
            (appearance.citations.order_by("position"),
             ("position", "work", "description", "locator", "passage", "translation",
              "translated_by", "fidelity", "note")),
        )
    ]  # fmt: skip


CITED: list[Data] = [
    {"title": "A gauge reading", "address": "https://example.org/g", "kind": "dataset"},
    {"title": "A gauge reading", "kind": "article"},
    {"title": "A gauge reading", "kind": "report"},
]


@pytest.mark.parametrize("work", CITED)
def test_an_appearance_that_is_opened_and_saved_stays_what_it_was(
    work: Data, ada: User
) -> None:
    claim = make_claim()
    appearance = appearance_of(claim)
    start = TEXT.index("The town’s")
    entry = AppearanceEntry(
        [TextSpan(start, start + 10), TextSpan(start + 11, start + 16)],
        [
            StepEntry(make_source("Tessa Aldering")),
            StepEntry(make_source(), "said", said="on Saturday", unclear=True),
        ],
        [
            CitationEntry(make_work(outlet=make_source("Gauge Office"), **work)),
            CitationEntry(description="a letter", fidelity="not_located"),
        ],
    )
    appearances.change_appearance(ada, appearance, entry, claim.version)
    before = content(appearance)

    form = AppearanceForm(
        as_sent(initial_appearance(appearance)), text=appearance.text_version,
        **{name: initial_appearance(appearance)[name] for name in ("chain", "cited", "spans")},
    )  # fmt: skip
    assert form.is_valid(with_claim=False)
    appearances.change_appearance(ada, appearance, form.appearance(), claim.version + 1)

    assert content(appearance) == before
    assert Citation.objects.exclude(work=None).get().work == make_work(**work)


def test_a_new_source_is_not_kept_before_the_form_is_saved(text: TextVersion) -> None:
    form = AppearanceForm(sent(), text=text)

    assert form.is_valid()
    assert form.appearance().chain[1].source == NewSource("A new voice", "unnamed")


def test_a_quotation_in_too_many_parts_is_said_to_be() -> None:
    form = spans_form(quote="… ".join(["nowhere"] * 200), spans="")

    assert not form.is_valid()
    assert "more than 100 parts" in form.errors["quote"][0]


def test_where_a_quotation_goes_on_otherwise_is_said() -> None:
    form = SpansForm({"quote": "The wells ran dry in May", "spans": ""},
                     text="The wells ran dry in March.")  # fmt: skip

    assert not form.is_valid()
    assert "after “The wells ran dry in”" in form.errors["quote"][0]


def test_words_at_very_many_places_are_asked_for_with_more_around_them() -> None:
    form = SpansForm({"quote": "a", "spans": ""}, text="a b " * 60)

    assert not form.is_valid()
    assert "60 places" in form.errors["quote"][0]
    assert "occurrence" not in form.fields
