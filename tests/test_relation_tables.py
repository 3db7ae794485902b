"""What a table of relations may hold, and what its preview says of it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.concurrency import IncompleteError
from articles.importing.relation_rows import TableError
from articles.importing.relation_table import party_name, plan_import
from articles.models import Source, SourceAlias, SourceRelation
from tests.factories import make_source, make_user, sent

pytestmark = pytest.mark.django_db
REFERENCE = "https://register.example/agency"
TABLE = f"source,kind,target,reference\nThe Agency,owns,The State,{REFERENCE}\n"
NOT_UTF_8 = "The file is not in UTF-8."
FILES = [
    # how it was saved                              status  what is said
    (TABLE.encode(),                                200, "The Agency owns The State"),
    (TABLE.encode("utf-8-sig"),                     200, "The Agency owns The State"),
    (TABLE.replace(",", ";").encode("utf-8-sig"),   200, "The Agency owns The State"),
    (TABLE.replace(",", "\t").encode(),             200, "The Agency owns The State"),
    (TABLE.replace("\n", "\r\n").encode(),          200, "The Agency owns The State"),
    (TABLE.replace("\n", ",,\n").encode(),           200, "The Agency owns The State"),
    (b"sep=,\r\n" + TABLE.encode(),                 200, "The Agency owns The State"),
    (b"\xef\xbb\xbfsep=;\n" + TABLE.replace(",", ";").encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.encode("utf-16"),                        200, "The Agency owns The State"),
    (TABLE.replace(",", "\t").encode("utf-16"),     200, "The Agency owns The State"),
    (b"\xfe\xff" + TABLE.encode("utf-16-be"),       200, "The Agency owns The State"),
    (b"SEP=;;;;\r\n" + TABLE.replace(",", ";").encode(),
                                                    200, "The Agency owns The State"),
    (b'"sep=\t"\r' + TABLE.replace(",", "\t").replace("\n", "\r").encode(),
                                                    200, "The Agency owns The State"),
    (b"\xef\xbb\xbf\r\n,,,\r\n" + TABLE.encode(),   200, "The Agency owns The State"),
    (TABLE.encode() + b",,,\n\n , ,\xc2\xa0,,,\n",    200, "The Agency owns The State"),
    (TABLE.replace("source,kind", "source,,kind").replace("Agency,", "Agency,,").encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.replace("source,kind", " Source ,KIND\u00a0").encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.replace("reference\n", "reference,Source Kind\n").encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.replace("The State", "The\u00a0State ").encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.replace("The State", '"The\r\nState"').encode(),
                                                    200, "The Agency owns The State"),
    (TABLE.replace("\n", ",,x\n").encode(),          422, "No such column: x."),
    (TABLE.replace("reference", "kind ").encode(),  422, "A column stands twice: kind."),
    (b"PK\x03\x04" + b"\0" * 99,                    422, "This is a workbook"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, 422, "This is a workbook"),
    (TABLE.replace("State", "\xc9tat").encode("cp1252"), 422, NOT_UTF_8),
    (TABLE.encode("utf-32"),                        422, NOT_UTF_8),
    (b"\xff\xfe\x41",                               422, NOT_UTF_8),
    (b"\n\n,,\n",                                   422, "The first line has to name"),
    (TABLE.encode("utf-16-le"),                     422, NOT_UTF_8),
    (TABLE.replace("State", "St\0ate").encode(),    422, NOT_UTF_8),
    (TABLE.encode() * 2001,                         422, "More than 2000 lines."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "status", "words"), FILES)
def test_a_file_is_read_however_a_spreadsheet_saved_it_or_refused(
    content: bytes, status: int, words: str, desk: Client
) -> None:
    make_source("The Agency")
    make_source("The State")
    file = SimpleUploadedFile("relations.csv", content)

    response = desk.post("/desk/relations/import/", {"file": file})

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    if status == 422:  # beside what was sent
        assert 'id="id_file_error"' in page
        assert 'id="id_text_error"' not in page
    assert not SourceRelation.objects.exists()


PERIODS = [
    # since, until          what the line says
    ("1961,",               "The Agency owns The State, since 1961"),
    (",1991-12",            "The Agency owns The State, until December 1991"),
    ("1961,1991-12-26",     "The Agency owns The State, 1961 to 26 December 1991"),
    (",",                   "The Agency owns The State"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "words"), PERIODS)
def test_the_preview_tells_for_how_long_each_relation_holds(
    days: str, words: str
) -> None:
    """Two lines may differ in nothing else."""
    make_source("The Agency")
    make_source("The State")
    heading = "source,kind,target,reference,since,until"

    (line,) = plan_import(
        f"{heading}\nThe Agency,owns,The State,{REFERENCE},{days}"
    ).lines

    assert (line.words, line.does) == (words, "add")


def test_a_note_is_as_long_as_the_form_takes_it() -> None:
    make_source("The Agency")
    make_source("The State")
    table = TABLE.replace("reference", "reference,note").strip()

    for long, does in ((2000, "add"), (2001, "error")):
        (line,) = plan_import(f"{table},{'n' * long}").lines
        assert line.does == does


@pytest.mark.parametrize("table", [
    f"source,,,kind,target,reference\nThe Agency,x,,owns,The State,{REFERENCE}",
    f"source,,,kind,target,reference\nThe Agency,,x,owns,The State,{REFERENCE}",
    f"source,kind,target,reference,,\nThe Agency,owns,The State,{REFERENCE},,x",
    f"source,kind,target,reference\nThe Agency,owns,The State,{REFERENCE},x",
])  # fmt: skip
def test_a_cell_of_no_column_is_told(table: str) -> None:
    make_source("The Agency")
    make_source("The State")

    (line,) = plan_import(table).lines

    assert line.details == ["It has more cells than the heading."]


def test_a_line_keeps_its_number_below_empty_ones() -> None:
    make_source("The Agency")
    make_source("The State")

    lines = plan_import("\n,,,\n" + TABLE + "\n" + TABLE.splitlines()[1]).lines

    assert [(line.number, line.does) for line in lines] == [(4, "add"), (6, "error")]
    assert lines[1].details == ["Line 4 says so already."]


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(TableError, match="A column stands twice: reference"):
        plan_import(
            f"source,kind,target,reference,reference\na,owns,b,{REFERENCE},{REFERENCE}"
        )


# -- what each line would do, and did --------------------------------------------------

RECORDED = f"""source,kind,target,since,reference,target_kind
The Agency,state_agency_of,The State,1961,{REFERENCE},
The Agency,is part of,A New Ministry,,{REFERENCE},organisation
"""


def test_a_table_says_what_each_line_would_do_before_it_is_written(
    desk: Client,
) -> None:
    make_source("The Agency")
    make_source("The State")

    shown = desk.post("/desk/relations/import/", {"text": RECORDED, "create": "on"})

    page = shown.content.decode()
    assert "The Agency is the state agency of The State" in page
    assert "“A New Ministry” becomes a new source." in page
    assert not SourceRelation.objects.exists()
    seen = plan_import(RECORDED, create=True).digest
    values = sent(text=RECORDED, create="True", listed="True", seen=seen)
    assert desk.post("/desk/relations/import/", values).status_code == 302
    assert desk.post("/desk/relations/import/", values).status_code == 302
    assert SourceRelation.objects.count() == 2
    assert Source.objects.get(name="A New Ministry").listed


def test_a_table_is_looked_at_again_where_it_would_do_something_else(
    desk: Client,
) -> None:
    make_source("The Agency")
    make_source("The State")
    seen = plan_import(RECORDED, create=True).digest
    make_source("A New Ministry")

    values = sent(text=RECORDED, create="True", seen=seen)
    response = desk.post("/desk/relations/import/", values)

    assert response.status_code == 409
    assert not SourceRelation.objects.exists()


def test_the_same_table_again_changes_nothing_and_filled_cells_change_it() -> None:
    make_source("The Agency")
    make_source("The State")
    first = plan_import(RECORDED, create=True)
    first.write(make_user(), listed=False)

    assert plan_import(RECORDED).counts == {
        "add": 0,
        "change": 0,
        "same": 2,
        "error": 0,
    }
    changed = plan_import(
        "source;kind;target;since;until\nThe Agency;state_agency_of;The State;1961;2020\n"
    )
    assert changed.counts["change"] == 1
    changed.write(make_user(), listed=False)
    relation = SourceRelation.objects.get(kind="state_agency_of")
    assert relation.until == datetime.date(2020, 12, 31)
    assert relation.reference == REFERENCE
    assert relation.version == 2
    [again] = plan_import(
        "source,kind,target,since\nThe Agency,state_agency_of,The State,1961"
    ).lines
    assert again.words.endswith("is the state agency of The State, 1961 to 2020")


NAMES = [
    # what a line calls it      whom it means, or what is said
    ("The Mínistry",            "The Ministry"),
    ("the ministry",            "The Ministry"),
    ("MINISTERE",               "The Ministry"),
    ("bcdfghjk22",              "The Ministry"),
    ("Twin",                    "Several sources go by “Twin”; write a key: "
                                "bcdfghjk33 (outlet), bcdfghjk44 (person)."),
    ("bcdfghjk44",              "Another"),
    ("Minister",                "No source goes by the name “Minister”."),
]  # fmt: skip


@pytest.mark.parametrize(("called", "meant"), NAMES)
def test_a_line_calls_a_source_by_any_of_its_names_or_its_key(
    called: str, meant: str
) -> None:
    ministry = make_source("The Ministry", key="bcdfghjk22")
    ministry.aliases.create(name="Ministère")
    ministry.aliases.create(name="The Ministry")
    Source.objects.create(name="Twin", key="bcdfghjk33", kind="outlet")
    person = Source.objects.create(name="Another", key="bcdfghjk44", kind="person")
    person.aliases.create(name="Twin")
    make_source("The State")

    (line,) = plan_import(
        f"{TABLE.splitlines()[0]}\n{called},owns,The State,{REFERENCE}"
    ).lines

    said = party_name(line.entry.source) if line.entry else line.details[0]
    assert said == meant


def table_of(lines: int) -> str:
    """Sources by name, alias, key or new ones, half of them related as it says."""
    known = Source.objects.bulk_create(
        [Source(name=f"Paper {lines}-{n}", kind="outlet") for n in range(lines)]
    )
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=each, name=f"Alias of {each.name}") for each in known]
    )
    state = make_source("The State")
    SourceRelation.objects.bulk_create(
        [
            SourceRelation(source=each, kind="part_of", target=state)
            for each in known[::2]
        ]
    )
    called = [
        (each.name, f"Alias of {each.name}", each.key, f"New {each.name}")[n % 4]
        for n, each in enumerate(known)
    ]
    rows = [f"{name},part_of,The State,{REFERENCE}" for name in called]
    return "\n".join(["source,kind,target,reference", *rows])


def test_a_longer_table_is_looked_up_in_as_many_statements(desk: Client) -> None:
    asked = []
    for lines in (5, 200):
        text = table_of(lines)
        with CaptureQueriesContext(connection) as statements:
            page = desk.post("/desk/relations/import/", {"text": text, "create": "on"})
        recorded = (lines + 1) // 2
        assert page.status_code == 200
        assert plan_import(text, create=True).counts == {
            "add": lines - recorded, "change": recorded, "same": 0, "error": 0,
        }  # fmt: skip
        asked.append(len(statements))

    assert asked[0] == asked[1]


def test_a_longer_table_is_written_in_as_many_statements() -> None:
    asked, user = [], make_user()
    for lines in (5, 200):
        papers = [f"Paper {lines}-{n}" for n in range(lines)]
        for name in papers[::2]:
            make_source(name)
        rows = [f"{name},owns,New {name},{REFERENCE}" for name in papers]
        text = "\n".join(["source,kind,target,reference", *rows])
        planned = plan_import(text, create=True)

        with CaptureQueriesContext(connection) as statements:
            planned.write(user, listed=True)

        asked.append(len(statements))
        named = Source.objects.filter(name__contains=f"Paper {lines}-")
        assert named.count() == 2 * lines
        assert set(named.values_list("listed", "version")) == {(True, 2)}
        related = SourceRelation.objects.filter(source__in=named)
        assert related.count() == lines
        (told,) = set(related.values_list("history__pgh_label", "version"))
        assert told == ("insert", 1)

    assert asked[0] == asked[1]


def test_a_new_name_in_two_spellings_is_one_source_in_a_table() -> None:
    text = (
        f"{TABLE}Thé Agency,part_of,A Union,{REFERENCE}\n"
        f"the agency,funds,A Union,{REFERENCE}"
    )

    plan_import(text, create=True).write(make_user(), listed=False)

    names = Source.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["The Agency", "The State", "A Union"]
    assert SourceRelation.objects.count() == 3


REFUSED = [
    # what another line says of new names   why nothing is written
    ("the agency,owns,the state",           "The Agency owns The State, from the same day"),
    ("the agency,owns,The Agency",          "A source has no relation to itself."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), REFUSED)
def test_what_only_writing_finds_is_told_and_nothing_is_written(
    line: str, words: str
) -> None:
    planned = plan_import(f"{TABLE}{line},{REFERENCE}\n", create=True)
    assert not planned.errors

    with pytest.raises(IncompleteError, match=words):
        planned.write(make_user(), listed=True)

    assert not SourceRelation.objects.exists()
    assert not Source.objects.exists()


LINES = [
    # the line                                        what is said of it
    ("The Agency,owns,The Agency,," + REFERENCE,       "no relation to itself"),
    ("The Agency,likes,The State,," + REFERENCE,       "No such kind"),
    ("Nobody,owns,The State,," + REFERENCE,            "No source goes by the name"),
    (",owns,The State,," + REFERENCE,                  "The source is missing"),
    ("The Agency,owns,The State,soon," + REFERENCE,    "is no date"),
    ("The Agency,owns,The State,,",                    "reference is missing"),
    ("The Agency,owns,The State,,javascript:1",        "is no address"),
    ("The Agency,owns,The State,,https://a.example,x", "more cells than the heading"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), LINES)
def test_errors_are_told_by_line_and_nothing_is_written(
    line: str, words: str, desk: Client
) -> None:
    make_source("The Agency")
    make_source("The State")
    good = f"The Agency,state_agency_of,The State,,{REFERENCE}"
    text = f"source,kind,target,since,reference\n{good}\n{line}\n"

    response = desk.post("/desk/relations/import/", {"text": text})

    (wrong,) = plan_import(text).errors
    assert (wrong.number, response.status_code) == (3, 422)
    assert words in " ".join(wrong.details)
    seen = plan_import(text).digest
    desk.post("/desk/relations/import/", sent(text=text, seen=seen))
    assert not SourceRelation.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "name,kind\n", "source,kind,target\n", "source,kind,target,colour\na,b,c,d\n",
             "source,kind,target\n" + "a,owns,b\n" * 2001]
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_why(text: str) -> None:
    with pytest.raises(TableError):
        plan_import(text)
