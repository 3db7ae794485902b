"""Are the rows that benchmarks read like those that the site itself would have written?"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.claim_data import claim_record, with_record_rows
from articles.domain.records import ClaimRecord
from articles.domain.text.addresses import address_key
from articles.models import Claim, Publication, Source, Work
from articles.models.base import KEY_ALPHABET, KEY_LENGTH
from articles.models.choices import ANY_ROLE, ROLES_BEHIND
from articles.queries.independence import judge_independence
from articles.workflow import published_index
from articles.workflow.publication import (
    first_appearance_day,
    public_decisions,
    searchable_words,
)
from benchmarks.scale import rows_names
from benchmarks.scale.load import fill
from benchmarks.scale.rows import Person, make_collection, rows_of, tasks
from tests.database_roles import as_owner
from tests.web.asking import undone

pytestmark = pytest.mark.django_db
CLAIMS = 150


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        with as_owner():
            raw: psycopg.Connection[Any] = connection.connection
            fill(raw, CLAIMS)
            raw.execute("SET session_replication_role = origin")
        yield


@pytest.fixture(autouse=True)
def _filled(filled: None) -> None:
    """Every test here reads what was filled in."""


def current() -> list[Publication]:
    return list(Publication.objects.current().order_by("pk"))


def record_of(publication: Publication) -> ClaimRecord:
    """The record as publishing the claim's live rows would make it."""
    claim = with_record_rows(Claim.objects.all()).get(pk=publication.claim_id)
    made = claim_record(claim)
    return {
        **made,
        "verdict": publication.verdict or None,
        "decisions": public_decisions(made["decisions"]),
        "published_at": publication.published_at.isoformat(),
        "number": publication.number,
    }


def test_a_record_is_what_its_live_rows_would_be_published_as() -> None:
    published = current()

    assert len(published) == CLAIMS
    for each in published:
        record = dict(each.record)
        judged = record.pop("independence")
        assert record == record_of(each)
        assert set(judged) == set(judge_independence(each.record, public=True).data())
        assert each.words == searchable_words(each.record)
        assert each.appeared_on == first_appearance_day(each.claim)


def test_the_indexes_of_a_publication_are_those_that_the_site_writes() -> None:
    for each in current():
        heard = published_index.claim_voices(each.record)
        keys = {key for key, _ in heard}
        known = dict(Source.objects.filter(key__in=keys).values_list("key", "pk"))
        voices = {(known[key], str(role)) for key, role in heard}
        voices |= {(pk, ANY_ROLE) for pk, role in voices if role in ROLES_BEHIND}
        assert set(each.voices.values_list("source", "role")) == voices
        assert cited_so(each) == {
            (shown["key"], number, cited["fidelity"], key, str(role))
            for shown in each.record["appearances"]
            for number, cited in enumerate(shown["citations"], 1)
            for key, role in published_index.citation_voices(shown, cited)
        }


def cited_so(publication: Publication) -> set[tuple[Any, ...]]:
    return set(
        publication.citations.values_list(
            "appearance", "number", "fidelity", "voices__source__key", "voices__role"
        )
    )


def test_the_works_of_a_publication_are_those_that_the_site_finds() -> None:
    published = current()[:40]
    before = works_of(published)

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_publishedwork")
    published_index.index_works(*published)

    assert works_of(published) == before


def works_of(publications: list[Publication]) -> set[tuple[Any, ...]]:
    return {
        row
        for each in publications
        for row in each.works.values_list("publication", "work", "referenced")
    }


def test_every_row_keeps_the_rules_of_its_table() -> None:
    """COPY has checked CHECK, NOT NULL and unique; here are spans and foreign keys."""
    spans = Claim.objects.values_list(
        "appearances__text_version__text", "appearances__spans__start",
        "appearances__spans__end", "appearances__spans__exact",
    )  # fmt: skip
    assert all(text[start:end] == exact for text, start, end, exact in spans)
    connection.check_constraints()
    for work in Work.objects.exclude(address=""):
        assert work.address_key == address_key(work.address)
    assert (rows_names.KEY_ALPHABET, rows_names.KEY_LENGTH) == (
        KEY_ALPHABET,
        KEY_LENGTH,
    )


def test_some_claims_are_not_for_readers() -> None:
    shown = set(Publication.objects.current().values_list("claim", flat=True))
    hidden = Claim.objects.exclude(pk__in=shown)

    assert 0.1 < hidden.count() / Claim.objects.count() < 0.2
    assert {"draft", "withdrawn"} <= set(hidden.values_list("stage", flat=True))
    for stage, status in (("draft", 404), ("withdrawn", 410)):
        key = hidden.filter(stage=stage).values_list("key", flat=True)[0]
        assert Client().get(f"/claims/{key}/").status_code == status


def test_pages_answer_and_there_are_circles() -> None:
    claim = current()[0]
    article = claim.record["appearances"][0]["article"]["key"]
    for address in ("/", "/claims/", "/claims/?q=harbour", f"/claims/{claim.record['key']}/",
                    f"/articles/{article}/", "/articles/", "/sources/"):  # fmt: skip
        assert Client().get(address).status_code == 200
    assert Client().get("/circles.json").json()["circles"]


def test_the_same_seed_makes_the_same_rows_and_another_makes_others() -> None:
    people = [Person(1, "Ada Lind"), Person(2, "Ben Okoye"), Person(3, "Cleo Marin")]
    one, again, other = (make_collection(150, people, seed) for seed in (1, 1, 2))

    def lines(made: Any) -> list[Any]:
        return [rows_of(made, task) for task in tasks(made)]

    assert lines(one) == lines(again) != lines(other)
    assert np.array_equal(one.shape.article, again.shape.article)
