"""Are the claims' tables the bytes that Python's csv would write, from one snapshot?"""

import itertools
import string
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.text.spreadsheets import FORMULA_PATTERN, escape_formula
from articles.exporting import claims as exporting
from articles.exporting.csv import csv_lines
from articles.models import Claim, Publication
from articles.models.choices import Action, Stage
from articles.queries.claim_table import (
    CLAIM_COLUMNS,
    CLAIM_ROWS_SQL,
    ESCAPED_SQL,
)
from tests.factories import bring_to, make_claim, make_user, take
from tests.scale_gates import explain, scans
from tests.unit.test_csv import FORMULAS, HARMLESS
from tests.web.test_statements import many_claims
from tests.web.worlds import analyze

pytestmark = pytest.mark.django_db
CELLS = [
    *(text.replace("\x00", "\x01") for text in FORMULAS),
    *(text for text, _ in HARMLESS if isinstance(text, str)),
    'he said "no"', '"', '""', ",", "a,b", "a\nb", "a\r\nb", "a\rb", "end\n", "\\.", "\\N",
    "\\", "NULL", "'", "''", " ", "%s", "%(key)s", "{}", "الماء", "🐟", "é", ";", "; ",
]  # fmt: skip
SITE = "http://testserver/claims/"
TEXTS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"))


def source(name: str) -> dict[str, str]:
    return {"key": f"k{name}", "name": name, "kind": "person"}


def record_of(key: str, cells: Iterator[str], many: int) -> dict[str, Any]:
    """A published record with such words wherever words can stand, and so many of each."""
    appearances = [
        {
            "article": {"outlet": source(next(cells))},
            "chain": [{"position": 0, "source": source(next(cells))} for _ in range(2)],
            "citations": [{"fidelity": fidelity}, {"fidelity": ""}],
        }
        for fidelity in ("paraphrase", "verbatim", "distorted", "", "paraphrase")[:many]
    ]
    nobody = {"article": {"outlet": None}, "chain": [], "citations": []}
    return {
        "key": key,
        "statement": next(cells),
        "kind": "event",
        "verdict": None,
        "why": next(cells),
        "published_at": "2026-01-01T12:00:00+00:00",
        "about": [
            {"source": source(next(cells)), "role": "subject"} for _ in range(many)
        ],
        "appearances": [*appearances, nobody],
    }


def publish(statement: str, record: dict[str, Any], day: str | None) -> None:
    user = make_user()
    claim = Claim.objects.create(
        key=record["key"], statement=statement, kind="event", recorded_by=user
    )
    Publication.objects.create(
        claim=claim, number=1, statement=statement, kind="event", verdict="",
        appeared_on=day, words="", record=record, published_at=timezone.now(),
        published_by=user,
    )  # fmt: skip


def written_by_python() -> bytes:
    """The table from the records, as Python's csv writes it."""
    rows = []
    for each in Publication.objects.current().order_by("-published_at", "-pk"):
        said = each.summary
        names = [
            "; ".join(s["name"] for s in said[k]) for k in ("claimants", "outlets")
        ]
        rows.append([
            said["key"], said["statement"], said["kind"], said["verdict"], said["why"],
            *names, "; ".join(said["fidelities"]),
            each.appeared_on and each.appeared_on.isoformat(), said["published_at"],
            f"{SITE}{said['key']}/",
            "; ".join(f"{a['source']['name']} ({a['role']})" for a in said["about"]),
        ])  # fmt: skip
    return "".join(csv_lines(CLAIM_COLUMNS, rows)).encode()


def table(address: str = "/claims.csv") -> bytes:
    return b"".join(Client().get(address).streaming_content)  # type: ignore[attr-defined]


def test_the_bytes_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH_CLAIMS", 7)
    cells = itertools.cycle(CELLS)
    days = itertools.cycle([None, "2017-06-20", "0987-01-02"])
    for number in range(len(CELLS)):
        key = f"nasty{number:05}"
        publish("A statement", record_of(key, cells, number % 6), next(days))

    assert table() == written_by_python()
    assert len(table().splitlines()) > len(CELLS)


def test_a_table_of_nothing_is_its_first_line() -> None:
    assert table() == table("/claims.csv?q=nothing") == written_by_python()
    assert table("/claims.csv?verdict=refuted") == written_by_python()


def test_a_filtered_table_has_the_claims_of_the_filter() -> None:
    for statement in ("The “ferry”, 100 % of it, sank.", "The harvest failed."):
        make_claim(statement, Stage.PUBLISHED)

    ferry, harvest = table("/claims.csv?q=ferry"), table("/claims.csv?q=harvest")

    assert b"100 % of it" in ferry
    assert b"The harvest failed" not in ferry
    assert b"The harvest failed" in harvest


def test_of_a_head_no_claim_is_read(
    django_assert_num_queries: Any,
) -> None:
    make_claim(stage=Stage.PUBLISHED)

    with django_assert_num_queries(0):
        response = Client().head("/claims.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_what_changes_while_somebody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH_CLAIMS", 1)
    statements = ("Withdrawn later.", "Published anew.", "Read at once.")
    withdrawn, renewed, _ = (make_claim(words, Stage.PUBLISHED) for words in statements)
    lines = iter(Client().get("/claims.csv").streaming_content)  # type: ignore[attr-defined]

    read = [next(lines), next(lines)]
    bring_to(withdrawn, Stage.WITHDRAWN)
    Claim.objects.filter(pk=renewed.pk).update(
        statement="Published anew, in new words."
    )
    take(Action.UPDATE, renewed, make_user("cleo"))
    rest = b"".join(lines)

    assert b"Read at once." in read[1]
    assert b"Published anew, in new words." in rest
    assert b"Withdrawn later." not in rest


def test_only_for_what_is_superseded_a_newer_publication_is_looked_up() -> None:
    claims = [make_claim(f"Claim {n}.", Stage.PUBLISHED) for n in range(3)]
    publications = list(Publication.objects.values_list("pk", flat=True))
    # Of a few rows the planner reads all, wherever they are.
    many_claims(300)
    analyze()

    assert pages_of_newer(publications) == 0
    Claim.objects.filter(pk=claims[0].pk).update(statement="In new words.")
    take(Action.UPDATE, claims[0], make_user("cleo"))
    assert pages_of_newer(publications) > 0


def pages_of_newer(publications: list[int]) -> int:
    """How many pages of the database looking up newer publications reads."""
    rows = CLAIM_ROWS_SQL.partition("COPY (")[2].rpartition(") TO STDOUT")[0]
    values = {"formula": "=", "before": "", "behind": "", "publications": publications}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = explain((rows, values))
    (newer,) = (scan for scan in scans(plan) if scan["Alias"] == "newer")
    return int(newer["Shared Hit Blocks"] + newer["Shared Read Blocks"])


ESCAPED_CELLS_SQL = f"""
SELECT {ESCAPED_SQL.format(cell="cell")}
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS texts (cell, place) ORDER BY place
"""  # noqa: S608 - put together from constants


def escaped(texts: list[str]) -> list[str]:
    """These cells as the database writes them."""
    with connection.cursor() as cursor:
        cursor.execute(ESCAPED_CELLS_SQL, {"formula": FORMULA_PATTERN, "texts": texts})
        return [cell or "" for (cell,) in cursor.fetchall()]


@given(st.lists(st.sampled_from(CELLS) | TEXTS, min_size=20, max_size=60))
@settings(max_examples=30, derandomize=True, deadline=None)
def test_the_database_escapes_as_python_does(texts: list[str]) -> None:
    assert escaped(texts) == [escape_formula(text) for text in texts]


def test_the_database_tells_signs_apart_as_python_does() -> None:
    blocks = [(1, 0x3100), (0xFB00, 0x10000), (0x11080, 0x110F0), (0x13400, 0x13460),
              (0x1BC90, 0x1BCB0), (0x1D160, 0x1D190), (0xE0000, 0xE0090)]  # fmt: skip
    signs = [chr(number) for block in blocks for number in range(*block)]
    texts = [*signs, *(f"{sign}=" for sign in signs)]
    written = zip(texts, escaped(texts), strict=True)
    formulas = {text for text, cell in written if cell != text}

    assert formulas == {text for text in texts if escape_formula(text) != text}
    assert not formulas & {*string.ascii_letters, *string.digits}
