"""Does the stored summary of a claim say what its record says?"""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Publication
from tests.seeds import seed_path

pytestmark = pytest.mark.django_db
SEEDS = ("000_04087b140b74af02.txt", "001_4860ea7eb5b1330c.txt")


def summarized(record: dict[str, Any]) -> dict[str, Any]:
    """The same, read from the record in another language."""
    claimants: dict[str, Any] = {}
    outlets: dict[str, Any] = {}
    for shown in record["appearances"]:
        last = max((step["position"] for step in shown["chain"]), default=0)
        for step in shown["chain"]:
            if step["position"] == last:
                claimants[step["source"]["key"]] = step["source"]
        if outlet := shown["article"]["outlet"]:
            outlets[outlet["key"]] = outlet
    fidelities = {
        cited["fidelity"] or "unchecked"
        for shown in record["appearances"]
        for cited in shown["citations"]
    }
    names = ("key", "statement", "kind", "verdict", "why", "published_at")
    return {
        **{name: record[name] for name in names},
        "about": record.get("about", []),
        "claimants": list(claimants.values()),
        "outlets": list(outlets.values()),
        "fidelities": sorted(fidelities),
    }


def summarized_in_sql(record: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.claim_summary(%s)", [json.dumps(record)])
        return json.loads(cursor.fetchone()[0])


def test_every_claim_of_the_demo_and_of_the_seeds_is_summarized() -> None:
    call_command("load_demo", stdout=StringIO())
    call_command("import_article", *map(seed_path, SEEDS), stdout=StringIO())

    published = list(Publication.objects.all())

    assert len(published) > 50
    for each in published:
        assert each.summary == summarized(each.record), each.statement
    assert sum(len(each.summary["claimants"]) > 1 for each in published) > 2
    assert sum(len(each.summary["fidelities"]) > 1 for each in published) > 2


def source(key: str, name: str) -> dict[str, str]:
    return {"key": key, "name": name, "kind": "person"}


def shown(
    chain: list[tuple[int, dict[str, str]]],
    outlet: dict[str, str] | None = None,
    fidelities: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "chain": [{"position": at, "source": each} for at, each in chain],
        "article": {"outlet": outlet},
        "citations": [{"fidelity": fidelity} for fidelity in fidelities],
    }


def record(*appearances: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "key": "k", "statement": "“It’s\n\\u0041”", "kind": "event", "verdict": None,
        "why": "", "published_at": "2026-01-01T00:00:00+00:00",
        "appearances": list(appearances), **values,
    }  # fmt: skip


ADA, ADELE, BEN = source("a", "Ada"), source("a", "Adèle"), source("b", "Ben ‮")
NASTY = [
    record(),
    record(about=[{"source": ADA, "role": "accused"}], verdict="refuted"),
    record(shown([])),
    # Two who speak together at the end; ten comes after nine and not after one.
    record(shown([(0, BEN), (9, ADA), (10, BEN), (10, ADA)])),
    # The place of the first, the name of the last.
    record(shown([(1, ADA)], BEN), shown([(1, BEN)], ADA), shown([(0, ADELE)], ADELE)),
    record(shown([(0, ADA)], None, ("verbatim", "", "altered", "verbatim"))),
]


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_a_strange_record_is_summarized(number: int) -> None:
    assert summarized_in_sql(NASTY[number]) == summarized(NASTY[number])


@pytest.mark.parametrize("empty", [{}, {"appearances": None}, {"appearances": []}])
def test_a_record_without_anything_has_a_summary(empty: dict[str, Any]) -> None:
    assert summarized_in_sql(empty)["claimants"] == []
